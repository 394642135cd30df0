package io.facebridge.operations.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.facebridge.gallery.FaceId;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.operations.privacy.ErasureReceipt.GalleryErasure;
import io.facebridge.operations.privacy.ErasureReceipt.Search;
import io.facebridge.operations.privacy.ErasureReceipt.State;
import io.facebridge.operations.privacy.ErasureReceipt.StoreErasure;
import io.facebridge.provider.ProviderId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The verification in a receipt, its text, and its JSON in all formats. */
class ErasureReceiptTest {
    private static final UUID ID = UUID.fromString("6f1c3c3a-9a4b-4b0e-8a6e-2f1f3f5d7c9b");
    private static final PersonId ADA = new PersonId("ada");
    private static final ProviderId ONE = new ProviderId("one");
    private static final GalleryId STAFF = new GalleryId("staff");
    private static final Instant BEGUN = Instant.parse("2026-10-01T00:00:00Z");
    private static final Instant LATER = BEGUN.plusSeconds(60);

    private static ErasureReceipt receipt(List<GalleryErasure> places, List<StoreErasure> further) {
        return new ErasureReceipt(ID, ADA, BEGUN, places, further);
    }

    private static GalleryErasure place(State state, @Nullable Instant listed, Search search) {
        return new GalleryErasure(ONE, STAFF, state, listed, search, null, "", List.of());
    }

    @ParameterizedTest
    @CsvSource({
        "PENDING, true, VERIFIED, false",
        "REMOVING, true, VERIFIED, false",
        "REMOVED, true, VERIFIED, true",
        "REMOVED, true, NOT_OFFERED, true",
        "REMOVED, true, DISABLED, true",
        "REMOVED, true, PENDING, false",
        "REMOVED, false, VERIFIED, false",
        "NOT_ENROLLED, true, VERIFIED, true",
        "NOT_ENROLLED, false, VERIFIED, false",
        "STILL_FOUND, true, VERIFIED, false",
        "FAILED, true, VERIFIED, false",
        "NO_RECORDS, true, VERIFIED, false",
        "EXCLUDED, true, VERIFIED, false"
    })
    void a_gallery_is_verified_by_listing_and_by_a_search_unless_it_is_not_offered_or_disabled(
            State state, boolean isListed, Search search, boolean verified) {
        GalleryErasure place = place(state, isListed ? LATER : null, search);

        assertThat(place.verified()).isEqualTo(verified);
        assertThat(receipt(List.of(place), List.of()).complete()).isEqualTo(verified);
        assertThat(receipt(List.of(place), List.of()).unverifiedGalleries()).hasSize(verified ? 0 : 1);
    }

    @ParameterizedTest
    @CsvSource({
        "PENDING, true, false",
        "REMOVING, true, false",
        "REMOVED, true, true",
        "REMOVED, false, false",
        "NO_RECORDS, true, true",
        "NO_RECORDS, false, false",
        "STILL_FOUND, true, false",
        "FAILED, true, false",
        "NOT_ENROLLED, true, false",
        "EXCLUDED, false, true"
    })
    void a_store_is_verified_by_a_count_unless_it_is_excluded(State state, boolean isCounted, boolean verified) {
        StoreErasure place = new StoreErasure("tickets", state, 0, isCounted ? LATER : null, "");

        assertThat(place.verified()).isEqualTo(verified);
        assertThat(receipt(List.of(), List.of(place)).complete()).isEqualTo(verified);
        assertThat(receipt(List.of(), List.of(place)).unverifiedStores()).hasSize(verified ? 0 : 1);
    }

    @Test
    void a_receipt_as_text_lists_every_gallery_and_store() {
        ErasureReceipt receipt = receipt(
                List.of(
                        new GalleryErasure(ONE, null, State.PENDING, null, Search.PENDING, null, "down", List.of()),
                        place(State.REMOVING, null, Search.PENDING),
                        place(State.REMOVED, LATER, Search.VERIFIED),
                        place(State.NOT_ENROLLED, LATER, Search.NOT_OFFERED),
                        place(State.REMOVED, LATER, Search.DISABLED),
                        new GalleryErasure(
                                ONE, STAFF, State.STILL_FOUND, null, Search.PENDING, null, "still listed", List.of()),
                        place(State.FAILED, null, Search.PENDING)),
                List.of(
                        new StoreErasure("tickets", State.REMOVED, 3, LATER, ""),
                        new StoreErasure("notes", State.NO_RECORDS, 0, LATER, ""),
                        new StoreErasure("backups", State.EXCLUDED, 0, null, "they end by themselves")));

        assertThat(receipt.toText()).isEqualTo("""
                        erasure of ada, started at 2026-10-01T00:00:00Z: not verified everywhere yet
                          one (galleries not listed): pending, not verified by a search yet (down)
                          one staff: removal started, not verified by a search yet
                          one staff: removed, not listed, not found by a search
                          one staff: not enrolled, not listed, no search offered
                          one staff: removed, not listed, search disabled
                          one staff: still found, not verified by a search yet (still listed)
                          one staff: failed, not verified by a search yet
                          tickets: removed 3, none left
                          notes: no records, none left
                          backups: excluded (they end by themselves)
                        """);
        assertThat(receipt(List.of(), List.of()).toText())
                .isEqualTo("erasure of ada, started at 2026-10-01T00:00:00Z: complete\n");
    }

    @Test
    void a_receipt_is_read_as_it_was_written() {
        ErasureReceipt receipt = receipt(
                List.of(
                        new GalleryErasure(ONE, null, State.PENDING, null, Search.PENDING, null, "down", List.of()),
                        new GalleryErasure(
                                ONE,
                                STAFF,
                                State.STILL_FOUND,
                                LATER,
                                Search.VERIFIED,
                                LATER.plusSeconds(1),
                                "a \"reason\"",
                                List.of(new FaceId("with space"), new FaceId("with+plus%20")))),
                List.of(
                        new StoreErasure("tickets", State.REMOVED, 3, LATER, ""),
                        new StoreErasure("backups", State.EXCLUDED, 0, null, "they end by themselves")));

        ErasureReceipt read = ErasureReceipt.parse(receipt.toJson());

        assertThat(read.id()).isEqualTo(ID);
        assertThat(read.person()).isEqualTo(ADA);
        assertThat(read.startedAt()).isEqualTo(BEGUN);
        assertThat(read.galleries()).isEqualTo(receipt.galleries());
        assertThat(read.stores()).isEqualTo(receipt.stores());
        assertThat(read.toJson()).isEqualTo(receipt.toJson());
    }

    /** Written by the version that had format 2. */
    private static final String OF_FORMAT_2 = "{\"format\":\"facebridge erasure receipt 2\","
            + "\"id\":\"6f1c3c3a-9a4b-4b0e-8a6e-2f1f3f5d7c9b\",\"person\":\"ada\",\"begunAt\":\"2026-10-01T00:00:00Z\","
            + "\"complete\":false,\"places\":["
            + "{\"provider\":\"one\",\"gallery\":\"\",\"state\":\"WAITING\",\"listed\":\"\",\"search\":\"NOT_YET\","
            + "\"searched\":\"\",\"reason\":\"down\"},"
            + "{\"provider\":\"one\",\"gallery\":\"staff\",\"state\":\"WAS_NOT_THERE\","
            + "\"listed\":\"2026-10-01T00:01:00Z\",\"search\":\"PROVEN\",\"searched\":\"2026-10-01T00:01:00Z\","
            + "\"reason\":\"\"},"
            + "{\"provider\":\"one\",\"gallery\":\"staff\",\"state\":\"REMOVED\","
            + "\"listed\":\"2026-10-01T00:01:00Z\",\"search\":\"NOT_WANTED\",\"searched\":\"\",\"reason\":\"\","
            + "\"faces\":\"with+space 1%2F2\"}],"
            + "\"furtherPlaces\":["
            + "{\"name\":\"tickets\",\"state\":\"WAITING\",\"removed\":\"3\",\"counted\":\"\",\"reason\":\"\"},"
            + "{\"name\":\"notes\",\"state\":\"WAS_NOT_THERE\",\"removed\":\"0\","
            + "\"counted\":\"2026-10-01T00:01:00Z\",\"reason\":\"\"},"
            + "{\"name\":\"backups\",\"state\":\"KEPT\",\"removed\":\"0\",\"counted\":\"\",\"reason\":\"they end\"}]}";

    private static String sealed(String content) throws NoSuchAlgorithmException {
        String sum = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8)));
        return content.substring(0, content.length() - 1) + ",\"sha256\":\"" + sum + "\"}";
    }

    @Test
    void a_receipt_of_format_2_is_read_with_the_names_of_today_and_written_in_format_3()
            throws NoSuchAlgorithmException {
        ErasureReceipt read = ErasureReceipt.parse(sealed(OF_FORMAT_2));

        assertThat(read.startedAt()).isEqualTo(BEGUN);
        assertThat(read.galleries())
                .containsExactly(
                        new GalleryErasure(ONE, null, State.PENDING, null, Search.PENDING, null, "down", List.of()),
                        new GalleryErasure(
                                ONE, STAFF, State.NOT_ENROLLED, LATER, Search.VERIFIED, LATER, "", List.of()),
                        new GalleryErasure(
                                ONE,
                                STAFF,
                                State.REMOVED,
                                LATER,
                                Search.DISABLED,
                                null,
                                "",
                                List.of(new FaceId("with space"), new FaceId("1/2"))));
        assertThat(read.stores())
                .containsExactly(
                        new StoreErasure("tickets", State.PENDING, 3, null, ""),
                        new StoreErasure("notes", State.NO_RECORDS, 0, LATER, ""),
                        new StoreErasure("backups", State.EXCLUDED, 0, null, "they end"));
        assertThat(read.toJson())
                .startsWith("{\"format\":\"facebridge erasure receipt 3\"")
                .doesNotContain(
                        "WAITING", "WAS_NOT_THERE", "NOT_YET", "PROVEN", "NOT_WANTED", "KEPT", "laces", "begun");
        assertThat(ErasureReceipt.parse(read.toJson()).toJson()).isEqualTo(read.toJson());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"state\":\"WAITING\",\"removed\"|\"state\":\"PENDING\",\"removed\"",
                "\"state\":\"WAS_NOT_THERE\",\"listed\"|\"state\":\"NOT_ENROLLED\",\"listed\"",
                "\"state\":\"WAS_NOT_THERE\",\"listed\"|\"state\":\"NO_RECORDS\",\"listed\"",
                "\"search\":\"PROVEN\"|\"search\":\"VERIFIED\"",
                "begunAt|startedAt",
                "\"places\"|\"galleries\"",
                "\"furtherPlaces\"|\"stores\"",
                "receipt 2|receipt 1"
            })
    void a_receipt_of_format_2_with_names_of_format_3_was_not_written_by_any_version(String change)
            throws NoSuchAlgorithmException {
        String[] words = change.split("\\|", -1);

        assertThat(OF_FORMAT_2).contains(words[0]);
        String changed = sealed(OF_FORMAT_2.replace(words[0], words[1]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ErasureReceipt.parse(changed))
                .withMessageContaining("receipt");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"person\":\"ada\"|\"person\":\"bob\"",
                "\"complete\":true|\"complete\":true,\"person\":\"bob\"",
                "\"listingVerifiedAt\":\"2026-10-01T00:01:00Z\"|\"listingVerifiedAt\":\"\"",
                "\"listingVerifiedAt\":\"2026-10-01T00:01:00Z\"|\"listingVerifiedAt\":\"yesterday\"",
                "\"listingVerifiedAt\"|\"listed\"",
                "\"search\":\"VERIFIED\"|\"search\":\"DISABLED\"",
                "\"search\":\"VERIFIED\"|\"search\":\"SURE\"",
                "\"search\":\"VERIFIED\"|\"search\":\"PROVEN\"",
                "\"search\":\"VERIFIED\",|",
                "\"stores\":[]|\"stores\":[],\"places\":[]",
                "receipt 3|receipt 2",
                "receipt 3|receipt 4",
                "\"sha256\":\"|\"sha256\":\"0",
                "\"sha256\"|\"sum\"",
                "}]|}"
            })
    void a_receipt_that_was_changed_is_not_read(String change) {
        String written = receipt(List.of(place(State.REMOVED, LATER, Search.VERIFIED)), List.of())
                .toJson();
        String[] words = change.split("\\|", -1);

        assertThat(ErasureReceipt.parse(written).complete()).isTrue();
        assertThat(written).contains(words[0]);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ErasureReceipt.parse(written.replace(words[0], words[1])))
                .withMessageContaining("receipt")
                .withMessageNotContaining("ada");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"WAITING\",\"listed\"|\"PENDING\",\"listed\"",
                "\"WAITING\",\"removed\"|\"PENDING\",\"removed\"",
                "NOT_YET|PENDING",
                "KEPT|EXCLUDED",
                "\"complete\":false|\"complete\":true",
                "\"complete\":false,|"
            })
    void a_receipt_of_format_2_that_was_changed_is_rejected_even_if_it_means_the_same(String change)
            throws NoSuchAlgorithmException {
        String[] words = change.split("\\|", -1);
        String receipt = sealed(OF_FORMAT_2);
        assertThat(receipt).contains(words[0]);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ErasureReceipt.parse(receipt.replace(words[0], words[1])));
    }

    @Test
    void a_receipt_prints_whether_it_is_complete_and_not_whose_it_is() {
        StoreErasure waiting = StoreErasure.pending("tickets");
        GalleryErasure failed = place(State.FAILED, null, Search.PENDING);

        assertThat(receipt(List.of(), List.of())).hasToString("ErasureReceipt[" + ID + ", complete]");
        assertThat(receipt(List.of(failed), List.of(waiting, waiting)))
                .hasToString("ErasureReceipt[" + ID + ", 3 unverified]");
    }
}
