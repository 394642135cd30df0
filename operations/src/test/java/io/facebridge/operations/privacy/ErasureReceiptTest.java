package io.facebridge.operations.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.facebridge.gallery.FaceId;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.operations.privacy.ErasureReceipt.FurtherPlace;
import io.facebridge.operations.privacy.ErasureReceipt.Place;
import io.facebridge.operations.privacy.ErasureReceipt.Search;
import io.facebridge.operations.privacy.ErasureReceipt.State;
import io.facebridge.provider.ProviderId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a receipt proves, and how it is written and read. */
class ErasureReceiptTest {
    private static final UUID ID = UUID.fromString("6f1c3c3a-9a4b-4b0e-8a6e-2f1f3f5d7c9b");
    private static final PersonId ADA = new PersonId("ada");
    private static final ProviderId ONE = new ProviderId("one");
    private static final GalleryId STAFF = new GalleryId("staff");
    private static final Instant BEGUN = Instant.parse("2026-10-01T00:00:00Z");
    private static final Instant LATER = BEGUN.plusSeconds(60);

    private static ErasureReceipt receipt(List<Place> places, List<FurtherPlace> further) {
        return new ErasureReceipt(ID, ADA, BEGUN, places, further);
    }

    private static Place place(State state, @Nullable Instant listed, Search search) {
        return new Place(ONE, STAFF, state, listed, search, null, "", List.of());
    }

    @ParameterizedTest
    @CsvSource({
        "WAITING, true, PROVEN, false",
        "REMOVING, true, PROVEN, false",
        "REMOVED, true, PROVEN, true",
        "REMOVED, true, NOT_OFFERED, true",
        "REMOVED, true, NOT_WANTED, true",
        "REMOVED, true, NOT_YET, false",
        "REMOVED, false, PROVEN, false",
        "WAS_NOT_THERE, true, PROVEN, true",
        "WAS_NOT_THERE, false, PROVEN, false",
        "STILL_FOUND, true, PROVEN, false",
        "FAILED, true, PROVEN, false"
    })
    void a_gallery_is_proven_by_listing_and_by_every_search_that_is_possible_and_wanted(
            State state, boolean isListed, Search search, boolean proven) {
        Place place = place(state, isListed ? LATER : null, search);

        assertThat(place.proven()).isEqualTo(proven);
        assertThat(receipt(List.of(place), List.of()).complete()).isEqualTo(proven);
        assertThat(receipt(List.of(place), List.of()).unproven()).hasSize(proven ? 0 : 1);
    }

    @ParameterizedTest
    @CsvSource({
        "WAITING, true, false",
        "REMOVING, true, false",
        "REMOVED, true, true",
        "REMOVED, false, false",
        "WAS_NOT_THERE, true, true",
        "WAS_NOT_THERE, false, false",
        "STILL_FOUND, true, false",
        "FAILED, true, false",
        "KEPT, false, true"
    })
    void a_further_place_is_proven_by_a_count_unless_it_is_not_reached(State state, boolean isCounted, boolean proven) {
        FurtherPlace place = new FurtherPlace("tickets", state, 0, isCounted ? LATER : null, "");

        assertThat(place.proven()).isEqualTo(proven);
        assertThat(receipt(List.of(), List.of(place)).complete()).isEqualTo(proven);
        assertThat(receipt(List.of(), List.of(place)).unprovenFurther()).hasSize(proven ? 0 : 1);
    }

    @Test
    void a_receipt_in_words_says_of_every_place_how_it_stands() {
        ErasureReceipt receipt = receipt(
                List.of(
                        new Place(ONE, null, State.WAITING, null, Search.NOT_YET, null, "down", List.of()),
                        place(State.REMOVING, null, Search.NOT_YET),
                        place(State.REMOVED, LATER, Search.PROVEN),
                        place(State.WAS_NOT_THERE, LATER, Search.NOT_OFFERED),
                        place(State.REMOVED, LATER, Search.NOT_WANTED),
                        new Place(ONE, STAFF, State.STILL_FOUND, null, Search.NOT_YET, null, "still listed", List.of()),
                        place(State.FAILED, null, Search.NOT_YET)),
                List.of(
                        new FurtherPlace("tickets", State.REMOVED, 3, LATER, ""),
                        new FurtherPlace("notes", State.WAS_NOT_THERE, 0, LATER, ""),
                        new FurtherPlace("backups", State.KEPT, 0, null, "they end by themselves")));

        assertThat(receipt.toText()).isEqualTo("""
                        erasure of ada, begun at 2026-10-01T00:00:00Z: not proven everywhere yet
                          one (galleries not listed): not tried yet, not proven by a search yet (down)
                          one staff: removal begun, not proven by a search yet
                          one staff: removed, not listed, not found by searching
                          one staff: was not there, not listed, no search offered
                          one staff: removed, not listed, not searched for want of a picture
                          one staff: still found, not proven by a search yet (still listed)
                          one staff: failed, not proven by a search yet
                          tickets: removed 3, none left
                          notes: was not there, none left
                          backups: not reached (they end by themselves)
                        """);
        assertThat(receipt(List.of(), List.of()).toText())
                .isEqualTo("erasure of ada, begun at 2026-10-01T00:00:00Z: complete\n");
    }

    @Test
    void a_receipt_is_read_as_it_was_written() {
        ErasureReceipt receipt = receipt(
                List.of(
                        new Place(ONE, null, State.WAITING, null, Search.NOT_YET, null, "down", List.of()),
                        new Place(
                                ONE,
                                STAFF,
                                State.STILL_FOUND,
                                LATER,
                                Search.PROVEN,
                                LATER.plusSeconds(1),
                                "a \"reason\"",
                                List.of(new FaceId("with space"), new FaceId("with+plus%20")))),
                List.of(
                        new FurtherPlace("tickets", State.REMOVED, 3, LATER, ""),
                        new FurtherPlace("backups", State.KEPT, 0, null, "they end by themselves")));

        ErasureReceipt read = ErasureReceipt.parse(receipt.toJson());

        assertThat(read.id()).isEqualTo(ID);
        assertThat(read.person()).isEqualTo(ADA);
        assertThat(read.begunAt()).isEqualTo(BEGUN);
        assertThat(read.places()).isEqualTo(receipt.places());
        assertThat(read.furtherPlaces()).isEqualTo(receipt.furtherPlaces());
        assertThat(read.toJson()).isEqualTo(receipt.toJson());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"person\":\"ada\"|\"person\":\"bob\"",
                "\"complete\":true|\"complete\":true,\"person\":\"bob\"",
                "\"listed\":\"2026-10-01T00:01:00Z\"|\"listed\":\"\"",
                "\"listed\":\"2026-10-01T00:01:00Z\"|\"listed\":\"yesterday\"",
                "\"search\":\"PROVEN\"|\"search\":\"NOT_WANTED\"",
                "\"search\":\"PROVEN\"|\"search\":\"SURE\"",
                "\"search\":\"PROVEN\",|",
                "receipt 2|receipt 3",
                "\"sha256\":\"|\"sha256\":\"0",
                "\"sha256\"|\"sum\"",
                "}]|}"
            })
    void a_receipt_that_was_changed_is_not_read(String change) {
        String written = receipt(List.of(place(State.REMOVED, LATER, Search.PROVEN)), List.of())
                .toJson();
        String[] words = change.split("\\|", -1);

        assertThat(ErasureReceipt.parse(written).complete()).isTrue();
        assertThat(written).contains(words[0]);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ErasureReceipt.parse(written.replace(words[0], words[1])))
                .withMessageContaining("receipt")
                .withMessageNotContaining("ada");
    }

    @Test
    void a_receipt_prints_whether_it_is_complete_and_not_whose_it_is() {
        FurtherPlace waiting = FurtherPlace.waiting("tickets");
        Place failed = place(State.FAILED, null, Search.NOT_YET);

        assertThat(receipt(List.of(), List.of())).hasToString("ErasureReceipt[" + ID + ", complete]");
        assertThat(receipt(List.of(failed), List.of(waiting, waiting)))
                .hasToString("ErasureReceipt[" + ID + ", 3 unproven]");
    }
}
