package io.facebridge.operations.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.facebridge.error.Effect;
import io.facebridge.error.NotFoundException;
import io.facebridge.error.ProviderUnavailableException;
import io.facebridge.gallery.Consent;
import io.facebridge.gallery.FaceId;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.image.FaceImage;
import io.facebridge.operations.privacy.ErasureReceipt.Place;
import io.facebridge.operations.privacy.ErasureReceipt.State;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an erasure does where services and processes fail. */
class ErasureTest {
    private static final PersonId ADA = new PersonId("ada");
    private static final GalleryId STAFF = new GalleryId("staff");
    private static final FaceImage PICTURE = FolderFaces.picture();

    private final PersonRecords records = PersonRecords.inMemory();
    private FolderFaces one = new FolderFaces("one", Path.of(""));
    private FolderFaces two = one;

    @BeforeEach
    void two_services(@TempDir Path folder) {
        one = new FolderFaces("one", folder).holding("guests", "ada").holding("staff", "ada", "bob");
        two = new FolderFaces("two", folder).holding("staff", "ada", "bob");
    }

    private Erasure everywhere() {
        return Erasure.of(one, two).records(records);
    }

    private static ProviderUnavailableException down() {
        return new ProviderUnavailableException("down", null, Effect.NONE, null, null);
    }

    @Test
    void an_erasure_is_kept_before_the_first_question_to_a_provider() {
        List<Integer> kept = new ArrayList<>();
        one.saying(question -> kept.add(records.unfinishedErasures().size()));
        two.saying(question -> kept.add(records.unfinishedErasures().size()));

        assertThat(everywhere().erase(ADA, PICTURE).complete()).isTrue();
        assertThat(kept).isNotEmpty().containsOnly(1);
    }

    @Test
    void a_provider_that_does_not_list_its_galleries_stops_nobody_else_and_is_resumed() {
        one.failing("galleries", down());

        ErasureReceipt first = everywhere().erase(ADA, PICTURE);
        assertThat(first.complete()).isFalse();
        assertThat(two.open(STAFF).list()).containsExactly(new PersonId("bob"));

        ErasureReceipt second = everywhere().resume(ErasureReceipt.parse(first.toJson()), PICTURE);
        assertThat(second.complete()).isTrue();
        assertThat(second.places())
                .extracting(Place::state)
                .containsOnly(State.REMOVED)
                .hasSize(3);
    }

    @Test
    void a_gallery_that_was_named_and_is_not_there_is_in_the_receipt() {
        ErasureReceipt receipt = everywhere().galleries(new GalleryId("stuff")).erase(ADA, PICTURE);

        assertThat(receipt.places())
                .extracting(Place::reason)
                .containsExactly("the gallery is not there", "the gallery is not there");
    }

    @Test
    void an_id_that_one_provider_does_not_allow_is_erased_at_the_others() {
        one.allowing("[a-z]{1,2}");

        ErasureReceipt receipt = everywhere().galleries(STAFF).erase(ADA, PICTURE);

        assertThat(receipt.complete()).isTrue();
        assertThat(receipt.places()).extracting(Place::state).containsExactly(State.WAS_NOT_THERE, State.REMOVED);
    }

    @Test
    void who_was_removed_before_the_process_ended_is_not_said_to_have_been_absent() {
        one.failing("removed", new StoppedException());
        try {
            everywhere().galleries(STAFF).erase(ADA, PICTURE);
        } catch (StoppedException e) {
            assertThat(one.open(STAFF).find(ADA)).isEmpty();
        }

        ErasureReceipt resumed =
                everywhere().resume(records.unfinishedErasures().get(0), PICTURE);
        assertThat(resumed.places()).extracting(Place::state).containsExactly(State.REMOVED, State.REMOVED);
    }

    @Test
    void only_a_gallery_that_is_not_there_proves_that_nobody_is_in_it() {
        one.failing("remove", notFound(), notFound(), notFound());

        ErasureReceipt receipt = everywhere().galleries(STAFF).erase(ADA, PICTURE);

        assertThat(receipt.places()).extracting(Place::state).containsExactly(State.FAILED, State.REMOVED);
    }

    private static NotFoundException notFound() {
        return new NotFoundException(NotFoundException.Kind.PERSON, null, null, null);
    }

    @Test
    void the_record_is_kept_until_no_search_finds_the_person() {
        records.save(new PersonRecord(
                one.id(), STAFF, ADA, new Consent("entry", "1", Instant.EPOCH, Instant.MAX), Instant.EPOCH));
        one.searchesStillReturn(ADA);

        ErasureReceipt first = everywhere().galleries(STAFF).erase(ADA, PICTURE);
        assertThat(first.places()).extracting(Place::state).containsExactly(State.STILL_FOUND, State.REMOVED);
        assertThat(records.find(one.id(), STAFF, ADA)).isPresent();

        one.searchesKnowWhatIsThere();
        assertThat(everywhere().resume(first, PICTURE).complete()).isTrue();
        assertThat(records.find(one.id(), STAFF, ADA)).isEmpty();
    }

    @Test
    void a_record_in_a_gallery_that_is_no_longer_there_is_removed_too() {
        records.save(new PersonRecord(
                one.id(),
                new GalleryId("dissolved"),
                ADA,
                new Consent("entry", "1", Instant.EPOCH, Instant.MAX),
                Instant.EPOCH));

        assertThat(everywhere().erase(ADA, PICTURE).complete()).isTrue();
        assertThat(records.find(one.id(), new GalleryId("dissolved"), ADA)).isEmpty();
    }

    @Test
    void an_erasure_is_complete_only_when_the_faces_themselves_are_gone() {
        records.save(new PersonRecord(
                one.id(), STAFF, ADA, new Consent("entry", "1", Instant.EPOCH, Instant.MAX), Instant.EPOCH));
        one.keepingOfTheRemoved("f1");

        ErasureReceipt first = everywhere().galleries(STAFF).erase(ADA, PICTURE);
        assertThat(first.complete()).isFalse();
        assertThat(first.places()).extracting(Place::state).containsExactly(State.STILL_FOUND, State.REMOVED);
        assertThat(first.unproven().get(0).reason()).contains("stores faces: 1");
        assertThat(records.find(one.id(), STAFF, ADA)).isPresent();

        ErasureReceipt read = ErasureReceipt.parse(first.toJson());
        assertThat(read.places()).extracting(Place::faces).containsExactly(List.of(new FaceId("f1")), List.of());
        assertThat(everywhere().resume(read, PICTURE).complete()).isFalse();
        assertThat(one.earlier()).containsExactly(new FaceId("f1"));

        one.keepingOfTheRemoved();
        ErasureReceipt last = everywhere().resume(read, PICTURE);
        assertThat(last.complete()).isTrue();
        assertThat(last.places()).extracting(Place::faces).containsOnly(List.of());
        assertThat(one.asked()).contains("stored by 1 probes");
        assertThat(records.find(one.id(), STAFF, ADA)).isEmpty();
    }

    @Test
    void faces_are_listed_without_searching_when_there_is_no_picture() {
        one.keepingOfTheRemoved("f1");

        assertThat(everywhere().galleries(STAFF).withoutSearching().erase(ADA).complete())
                .isFalse();
        assertThat(one.asked()).contains("stored by 0 probes").doesNotContain("identify");
    }

    @Test
    void the_faces_of_a_person_are_known_when_the_process_ended_in_the_removal() {
        one.failing("removed", new StoppedException());
        one.keepingOfTheRemoved("f1");
        try {
            everywhere().galleries(STAFF).erase(ADA, PICTURE);
        } catch (StoppedException e) {
            assertThat(one.open(STAFF).find(ADA)).isEmpty();
        }

        ErasureReceipt begun = records.unfinishedErasures().get(0);
        assertThat(everywhere().resume(begun, PICTURE).complete()).isFalse();
        assertThat(one.earlier()).containsExactly(new FaceId("f1"));
    }

    /** Ends the erasure as the end of the process does. */
    private static final class StoppedException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
