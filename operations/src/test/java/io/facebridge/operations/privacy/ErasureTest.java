package io.facebridge.operations.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import io.facebridge.FaceCapability;
import io.facebridge.FaceComparer;
import io.facebridge.FaceDetector;
import io.facebridge.FaceProvider;
import io.facebridge.error.Effect;
import io.facebridge.error.FaceBridgeException;
import io.facebridge.error.NotFoundException;
import io.facebridge.error.ProviderError;
import io.facebridge.error.ProviderUnavailableException;
import io.facebridge.gallery.Consent;
import io.facebridge.gallery.FaceId;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.image.FaceImage;
import io.facebridge.operations.jdbc.JdbcStores;
import io.facebridge.operations.privacy.ErasureReceipt.GalleryErasure;
import io.facebridge.operations.privacy.ErasureReceipt.Search;
import io.facebridge.operations.privacy.ErasureReceipt.State;
import io.facebridge.operations.privacy.ErasureReceipt.StoreErasure;
import io.facebridge.operations.store.SqliteFile;
import io.facebridge.operations.store.StoreException;
import io.facebridge.provider.ProviderId;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an erasure does where services and processes fail. */
class ErasureTest {
    private static final PersonId ADA = new PersonId("ada");
    private static final GalleryId STAFF = new GalleryId("staff");
    private static final FaceImage PICTURE = FolderFaces.picture();

    private final PersonRecordStore records = PersonRecordStore.inMemory();
    private FolderFaces one = new FolderFaces("one", Path.of(""));
    private FolderFaces two = one;

    @TempDir
    private Path folder;

    @BeforeEach
    void two_services() {
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
        assertThat(second.galleries())
                .extracting(GalleryErasure::state)
                .containsOnly(State.REMOVED)
                .hasSize(3);
    }

    @Test
    void a_gallery_that_was_named_and_is_not_there_is_in_the_receipt() {
        ErasureReceipt receipt = everywhere().galleries(new GalleryId("stuff")).erase(ADA, PICTURE);

        assertThat(receipt.galleries())
                .extracting(GalleryErasure::reason)
                .containsExactly("the gallery does not exist", "the gallery does not exist");
    }

    @Test
    void an_id_that_one_provider_does_not_allow_is_erased_at_the_others() {
        one.allowing("[a-z]{1,2}");

        ErasureReceipt receipt = everywhere().galleries(STAFF).erase(ADA, PICTURE);

        assertThat(receipt.complete()).isTrue();
        assertThat(receipt.galleries())
                .extracting(GalleryErasure::state)
                .containsExactly(State.NOT_ENROLLED, State.REMOVED);
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
        assertThat(resumed.galleries()).extracting(GalleryErasure::state).containsExactly(State.REMOVED, State.REMOVED);
    }

    @Test
    void only_a_gallery_that_is_not_there_proves_that_nobody_is_in_it() {
        one.failing("remove", notFound(), notFound(), notFound());

        ErasureReceipt receipt = everywhere().galleries(STAFF).erase(ADA, PICTURE);

        assertThat(receipt.galleries()).extracting(GalleryErasure::state).containsExactly(State.FAILED, State.REMOVED);
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
        assertThat(first.galleries())
                .extracting(GalleryErasure::state)
                .containsExactly(State.STILL_FOUND, State.REMOVED);
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
        assertThat(first.galleries())
                .extracting(GalleryErasure::state)
                .containsExactly(State.STILL_FOUND, State.REMOVED);
        assertThat(first.unverifiedGalleries().get(0).reason()).contains("stores faces: 1");
        assertThat(records.find(one.id(), STAFF, ADA)).isPresent();

        ErasureReceipt read = ErasureReceipt.parse(first.toJson());
        assertThat(read.galleries())
                .extracting(GalleryErasure::faces)
                .containsExactly(List.of(new FaceId("f1")), List.of());
        assertThat(everywhere().resume(read, PICTURE).complete()).isFalse();
        assertThat(one.earlier()).containsExactly(new FaceId("f1"));

        one.keepingOfTheRemoved();
        ErasureReceipt last = everywhere().resume(read, PICTURE);
        assertThat(last.complete()).isTrue();
        assertThat(last.galleries()).extracting(GalleryErasure::faces).containsOnly(List.of());
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

    // What is asked of the application

    @Test
    void providers_are_one_or_more_and_can_be_told_apart() {
        assertThatIllegalArgumentException()
                .isThrownBy(Erasure::of)
                .withMessageContaining("providers must not be empty");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Erasure.of(one, two, one))
                .withMessageContaining("one");
        assertThat(everywhere()).hasToString("Erasure[[one, two]]");
    }

    @Test
    void a_search_needs_a_picture_at_the_beginning_and_when_an_erasure_is_resumed() {
        ErasureReceipt receipt = everywhere().erase(ADA, PICTURE);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> everywhere().erase(ADA))
                .withMessageContaining("withoutSearching");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> everywhere().resume(receipt))
                .withMessageContaining("withoutSearching");
        assertThat(everywhere().withoutSearching().resume(receipt).complete()).isTrue();
    }

    @Test
    void providers_without_galleries_keep_nobody_and_alone_are_nothing_to_erase_from() {
        FaceProvider without = new WithoutGalleries();

        assertThat(Erasure.of(without, one).erase(ADA, PICTURE).galleries())
                .extracting(GalleryErasure::provider)
                .containsOnly(one.id());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Erasure.of(without).erase(ADA, PICTURE))
                .withMessageContaining("nothing-kept");
        assertThat(Erasure.of(without)
                        .store("tickets", PersonData.of(person -> 0, person -> 0))
                        .erase(ADA, PICTURE)
                        .complete())
                .isTrue();
    }

    @Test
    void a_receipt_of_another_provider_is_not_gone_on_with() {
        ErasureReceipt receipt = everywhere().erase(ADA, PICTURE);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Erasure.of(one).resume(receipt, PICTURE))
                .withMessageContaining("two");
    }

    // When, and how it is verified

    @Test
    void a_receipt_is_dated_by_the_clock_that_was_set() {
        Instant begun = Instant.parse("2026-11-25T09:00:00Z");

        ErasureReceipt receipt = everywhere()
                .galleries(STAFF)
                .withClock(InstantSource.fixed(begun))
                .erase(ADA, PICTURE);

        assertThat(receipt.startedAt()).isEqualTo(begun);
        assertThat(receipt.person()).isEqualTo(ADA);
        assertThat(receipt.galleries()).allSatisfy(place -> {
            assertThat(place.listingVerifiedAt()).isEqualTo(begun);
            assertThat(place.searchVerifiedAt()).isEqualTo(begun);
            assertThat(place.search()).isEqualTo(Search.VERIFIED);
            assertThat(place.reason()).isEmpty();
        });
        assertThat(receipt.stores()).extracting(StoreErasure::verifiedAt).containsExactly(begun);
    }

    @Test
    void without_a_search_the_receipt_says_whether_there_is_none_or_none_was_wanted() {
        one.withoutSearches();

        assertThat(everywhere().galleries(STAFF).erase(ADA, PICTURE).galleries())
                .extracting(GalleryErasure::search, GalleryErasure::state)
                .containsExactly(tuple(Search.NOT_OFFERED, State.REMOVED), tuple(Search.VERIFIED, State.REMOVED));
        assertThat(everywhere().galleries(STAFF).withoutSearching().erase(ADA).galleries())
                .extracting(GalleryErasure::search, GalleryErasure::searchVerifiedAt, GalleryErasure::state)
                .containsExactly(
                        tuple(Search.NOT_OFFERED, null, State.NOT_ENROLLED),
                        tuple(Search.DISABLED, null, State.NOT_ENROLLED));
    }

    @Test
    void a_search_is_sent_for_every_probe_once_everything_can_be_searched() {
        assertThat(everywhere().galleries(STAFF).erase(ADA, PICTURE, PICTURE).complete())
                .isTrue();

        assertThat(one.asked().stream()
                        .filter(question ->
                                List.of("awaitSearchable", "identify").contains(question)))
                .containsExactly("awaitSearchable", "identify", "identify");
    }

    @Test
    void a_search_that_the_provider_does_not_allow_proves_nothing() {
        one.failing("identify", new IllegalArgumentException("more candidates than allowed"));

        ErasureReceipt receipt = everywhere().galleries(STAFF).erase(ADA, PICTURE);

        assertThat(receipt.unverifiedGalleries()).singleElement().satisfies(place -> {
            assertThat(place.provider()).isEqualTo(one.id());
            assertThat(place.state()).isEqualTo(State.REMOVED);
            assertThat(place.search()).isEqualTo(Search.PENDING);
            assertThat(place.searchVerifiedAt()).isNull();
            assertThat(place.reason()).isEqualTo("the provider does not allow the search");
        });
    }

    @ParameterizedTest
    @CsvSource({"removed, still listed", "list, still listed", "awaitSearchable, still found by a search"})
    void a_person_who_is_back_after_the_removal_is_still_found(String after, String reason) {
        one.saying(question -> {
            if (question.equals(after)) {
                one.holding("staff", "ada");
            }
        });

        ErasureReceipt receipt = everywhere().galleries(STAFF).erase(ADA, PICTURE);

        assertThat(receipt.unverifiedGalleries()).singleElement().satisfies(place -> {
            assertThat(place.state()).isEqualTo(State.STILL_FOUND);
            assertThat(place.reason()).isEqualTo(reason);
            assertThat(place.listingVerifiedAt()).isNull();
        });
    }

    // Which failures are tried again

    @ParameterizedTest
    @CsvSource({"2, REMOVED", "3, FAILED"})
    void a_removal_is_tried_three_times_where_it_may_help(int failures, State state) {
        for (int i = 0; i < failures; i++) {
            one.failing("remove", down());
        }

        ErasureReceipt receipt = everywhere().galleries(STAFF).erase(ADA, PICTURE);

        assertThat(receipt.galleries().get(0).state()).isEqualTo(state);
        assertThat(one.asked().stream().filter("remove"::equals)).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({"NONE, 1", "UNKNOWN, 3", "PARTIAL, 3"})
    void a_failure_that_does_not_pass_is_tried_again_only_where_it_may_have_left_something_behind(
            Effect effect, int tries) {
        for (int i = 0; i < 5; i++) {
            one.failing("remove", new FaceBridgeException("no", null, effect, null));
        }

        ErasureReceipt receipt = everywhere().galleries(STAFF).erase(ADA, PICTURE);

        assertThat(receipt.galleries().get(0).state()).isEqualTo(State.FAILED);
        assertThat(receipt.galleries().get(0).reason()).isEqualTo("FaceBridgeException, effect " + effect);
        assertThat(one.asked().stream().filter("remove"::equals)).hasSize(tries);
    }

    @Test
    void an_interrupted_thread_tries_nothing_again() {
        AtomicInteger counted = new AtomicInteger();
        one.failing("remove", down(), down(), down());
        PersonData broken = PersonData.of(person -> 0, person -> {
            counted.incrementAndGet();
            throw new StoreException("down", Effect.NONE, null);
        });
        ErasureReceipt receipt;
        Thread.currentThread().interrupt();
        try {
            receipt = everywhere().galleries(STAFF).store("tickets", broken).erase(ADA, PICTURE);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }

        assertThat(receipt.galleries()).extracting(GalleryErasure::state).containsExactly(State.FAILED, State.REMOVED);
        assertThat(one.asked().stream().filter("remove"::equals)).hasSize(1);
        assertThat(counted).hasValue(1);
    }

    @Test
    void a_failure_is_said_with_the_code_and_the_request_of_the_service_and_without_its_message() {
        ProviderError answer = new ProviderError(one.id(), "Busy", "request-9", 503);
        for (int i = 0; i < 3; i++) {
            one.failing("remove", new ProviderUnavailableException("ada", answer, Effect.NONE, null, null));
        }

        ErasureReceipt receipt = everywhere().galleries(STAFF).erase(ADA, PICTURE);

        assertThat(receipt.galleries().get(0).reason())
                .isEqualTo("ProviderUnavailableException, effect NONE, Busy, request request-9");
        assertThat(receipt.galleries().get(0).faces()).as("which must be gone").containsExactly(new FaceId("f1"));
    }

    @Test
    void an_erasure_whose_receipt_cannot_be_kept_removes_nothing() {
        PersonRecordStore full = JdbcStores.over(SqliteFile.open(folder)).personRecords(); // without its tables

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> Erasure.of(one).records(full).erase(ADA, PICTURE));
        assertThat(one.asked()).isEmpty();
        assertThat(one.open(STAFF).find(ADA)).isPresent();
    }

    @Test
    void a_gallery_of_which_the_receipt_cannot_be_kept_any_more_ends_the_erasure() {
        AtomicInteger saved = new AtomicInteger();
        PersonRecordStore filling = new ForwardingRecords(records) {
            @Override
            public void save(ErasureReceipt receipt) {
                if (saved.incrementAndGet() > 2) { // before the faces are removed
                    throw new StoreException("the disk is full; make room", Effect.NONE, null);
                }
                super.save(receipt);
            }
        };

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(
                        () -> Erasure.of(one).galleries(STAFF).records(filling).erase(ADA, PICTURE));
        assertThat(one.open(STAFF).find(ADA)).isPresent();
        assertThat(saved).as("and is not tried again").hasValue(3);
    }

    /** Keeps what another one keeps, to be changed by a test. */
    private static class ForwardingRecords implements PersonRecordStore {
        private final PersonRecordStore kept;

        ForwardingRecords(PersonRecordStore kept) {
            this.kept = kept;
        }

        @Override
        public void save(PersonRecord record) {
            kept.save(record);
        }

        @Override
        public Optional<PersonRecord> find(ProviderId provider, GalleryId gallery, PersonId person) {
            return kept.find(provider, gallery, person);
        }

        @Override
        public List<PersonRecord> list(ProviderId provider, GalleryId gallery) {
            return kept.list(provider, gallery);
        }

        @Override
        public List<PersonRecord> list(PersonId person) {
            return kept.list(person);
        }

        @Override
        public void remove(ProviderId provider, GalleryId gallery, PersonId person) {
            kept.remove(provider, gallery, person);
        }

        @Override
        public void save(ErasureReceipt receipt) {
            kept.save(receipt);
        }

        @Override
        public Optional<ErasureReceipt> findErasure(UUID id) {
            return kept.findErasure(id);
        }

        @Override
        public List<ErasureReceipt> unfinishedErasures() {
            return kept.unfinishedErasures();
        }

        @Override
        public boolean removeErasure(UUID id) {
            return kept.removeErasure(id);
        }
    }

    /** A service that compares and keeps nothing. */
    private static final class WithoutGalleries implements FaceProvider {
        @Override
        public ProviderId id() {
            return new ProviderId("nothing-kept");
        }

        @Override
        public FaceDetector detector() {
            throw new AssertionError("no call detects here");
        }

        @Override
        public FaceComparer comparer() {
            throw new AssertionError("no call compares here");
        }

        @Override
        public <C extends FaceCapability> Optional<C> find(Class<C> capability) {
            return Optional.empty();
        }

        @Override
        public void close() {}
    }

    /** Ends the erasure as the end of the process does. */
    private static final class StoppedException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
