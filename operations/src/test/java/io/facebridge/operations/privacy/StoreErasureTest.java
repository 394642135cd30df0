package io.facebridge.operations.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import io.facebridge.error.Effect;
import io.facebridge.error.FaceBridgeException;
import io.facebridge.error.ProviderUnavailableException;
import io.facebridge.gallery.Consent;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.image.FaceImage;
import io.facebridge.liveness.CorrelationIdStore;
import io.facebridge.operations.audit.AuditEvent;
import io.facebridge.operations.audit.DecisionLog;
import io.facebridge.operations.audit.DecisionLogVerifier;
import io.facebridge.operations.guard.AttemptStore;
import io.facebridge.operations.jdbc.JdbcStores;
import io.facebridge.operations.privacy.ErasureReceipt.State;
import io.facebridge.operations.privacy.ErasureReceipt.StoreErasure;
import io.facebridge.operations.review.ReviewCase;
import io.facebridge.operations.review.ReviewFilter;
import io.facebridge.operations.review.ReviewQueue;
import io.facebridge.operations.store.SqliteFile;
import io.facebridge.operations.store.StoreException;
import io.facebridge.provider.ProviderId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an erasure removes besides galleries, and what its receipt says about it. */
class StoreErasureTest {
    private static final PersonId ADA = new PersonId("ada");
    private static final PersonId BOB = new PersonId("bob");
    private static final GalleryId STAFF = new GalleryId("staff");
    private static final FaceImage PICTURE = FolderFaces.picture();
    private static final Consent CONSENT =
            new Consent("entry", "1", Instant.EPOCH, Instant.parse("2100-01-01T00:00:00Z"));

    private final PersonRecordStore records = PersonRecordStore.inMemory();
    private FolderFaces faces = new FolderFaces("one", Path.of(""));

    @BeforeEach
    void a_service(@TempDir Path folder) {
        faces = new FolderFaces("one", folder).holding("staff", "ada", "bob");
    }

    private Erasure erasure() {
        return Erasure.of(faces).records(records);
    }

    private static StoreErasure place(ErasureReceipt receipt, String name) {
        return receipt.stores().stream()
                .filter(place -> place.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static PersonData holding(AtomicLong there) {
        return PersonData.of(person -> there.getAndSet(0), person -> there.get());
    }

    @Test
    void every_place_stands_in_the_receipt_with_how_much_was_removed() {
        records.save(new PersonRecord(faces.id(), STAFF, ADA, CONSENT, Instant.EPOCH));
        records.save(new PersonRecord(faces.id(), new GalleryId("dissolved"), ADA, CONSENT, Instant.EPOCH));
        records.save(new PersonRecord(faces.id(), STAFF, BOB, CONSENT, Instant.EPOCH));

        ErasureReceipt receipt = erasure()
                .store("tickets", holding(new AtomicLong(3)))
                .store("notes", holding(new AtomicLong()))
                .erase(ADA, PICTURE);

        assertThat(receipt.stores())
                .extracting(StoreErasure::name, StoreErasure::state, StoreErasure::removedRecords)
                .containsExactly(
                        tuple("tickets", State.REMOVED, 3L),
                        tuple("notes", State.NO_RECORDS, 0L),
                        tuple(Erasure.RECORDS, State.REMOVED, 2L));
        assertThat(receipt.complete()).isTrue();
        assertThat(receipt.toText()).contains("  tickets: removed 3, none left\n", "  notes: no records, none left\n");
        assertThat(ErasureReceipt.parse(receipt.toJson()).toJson()).isEqualTo(receipt.toJson());
        assertThat(ErasureReceipt.parse(receipt.toJson()).stores()).isEqualTo(receipt.stores());
        assertThat(records.list(ADA)).isEmpty();
        assertThat(records.list(BOB)).hasSize(1);
    }

    @Test
    void a_place_that_fails_stops_no_other_one_and_is_gone_on_with() {
        AtomicLong tickets = new AtomicLong(2);
        AtomicLong notes = new AtomicLong(1);
        PersonData failing = PersonData.of(
                person -> {
                    throw new IllegalStateException("ada's tickets are on a disk that is full");
                },
                person -> tickets.get());

        ErasureReceipt first = erasure()
                .store("tickets", failing)
                .store("notes", holding(notes))
                .erase(ADA, PICTURE);

        assertThat(first.complete()).isFalse();
        assertThat(place(first, "tickets"))
                .isEqualTo(new StoreErasure("tickets", State.FAILED, 2, null, "IllegalStateException"));
        assertThat(place(first, "notes").state()).isEqualTo(State.REMOVED);
        assertThat(place(first, Erasure.RECORDS).verified()).isTrue();
        assertThat(records.unfinishedErasures()).extracting(ErasureReceipt::id).containsExactly(first.id());

        ErasureReceipt last = erasure()
                .store("tickets", holding(tickets))
                .store("notes", holding(notes))
                .resume(ErasureReceipt.parse(first.toJson()), PICTURE);
        assertThat(last.complete()).isTrue();
        assertThat(place(last, "tickets").removedRecords()).isEqualTo(2);
        assertThat(records.unfinishedErasures()).isEmpty();
    }

    @Test
    void a_place_in_which_the_process_ended_is_gone_on_with_and_counts_what_was_there() {
        AtomicLong tickets = new AtomicLong(5);
        PersonData ending = PersonData.of(
                person -> {
                    tickets.set(2);
                    throw new EndOfTheProcess();
                },
                person -> tickets.get());
        assertThatExceptionOfType(EndOfTheProcess.class)
                .isThrownBy(() -> erasure().store("tickets", ending).erase(ADA, PICTURE));

        ErasureReceipt begun = records.unfinishedErasures().get(0);
        assertThat(place(begun, "tickets")).isEqualTo(new StoreErasure("tickets", State.REMOVING, 5, null, ""));
        ErasureReceipt resumed = erasure().store("tickets", holding(tickets)).resume(begun, PICTURE);

        assertThat(resumed.complete()).isTrue();
        assertThat(place(resumed, "tickets").removedRecords()).isEqualTo(5);
    }

    @Test
    void a_place_that_still_has_something_after_its_removal_is_not_proven() {
        ErasureReceipt receipt = erasure()
                .store("tickets", PersonData.of(person -> 4, person -> 1))
                .erase(ADA, PICTURE);

        assertThat(receipt.complete()).isFalse();
        assertThat(place(receipt, "tickets"))
                .isEqualTo(new StoreErasure("tickets", State.STILL_FOUND, 4, null, "records left: 1"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_place_that_cannot_be_counted_before_or_after_its_removal_has_failed(boolean after) {
        AtomicBoolean removed = new AtomicBoolean();
        PersonData uncounted = PersonData.of(
                person -> {
                    removed.set(true);
                    return 4;
                },
                person -> {
                    if (removed.get() == after) {
                        throw new IllegalStateException("ada's tickets are on a disk that is full");
                    }
                    return 4;
                });

        ErasureReceipt receipt = erasure().store("tickets", uncounted).erase(ADA, PICTURE);

        assertThat(place(receipt, "tickets"))
                .isEqualTo(new StoreErasure("tickets", State.FAILED, after ? 4 : 0, null, "IllegalStateException"));
        assertThat(removed.get()).isEqualTo(after);
    }

    @ParameterizedTest
    @CsvSource({"0, 5, 5", "3, 5, 5", "5, 3, 5", "0, 0, 0"})
    void the_receipt_has_the_larger_of_what_was_counted_and_what_was_removed(long counted, long removed, long kept) {
        AtomicLong there = new AtomicLong(counted);
        PersonData tickets = PersonData.of(
                person -> {
                    there.set(0);
                    return removed;
                },
                person -> there.get());

        assertThat(place(erasure().store("tickets", tickets).erase(ADA, PICTURE), "tickets"))
                .extracting(StoreErasure::removedRecords, StoreErasure::state)
                .containsExactly(kept, kept == 0 ? State.NO_RECORDS : State.REMOVED);
    }

    @Test
    void a_failure_that_does_not_pass_is_not_tried_again() {
        AtomicInteger asked = new AtomicInteger();
        PersonData full = PersonData.of(
                person -> {
                    asked.incrementAndGet();
                    throw new FaceBridgeException("full", null, Effect.PARTIAL, null);
                },
                person -> 1);

        assertThat(place(erasure().store("tickets", full).erase(ADA, PICTURE), "tickets")
                        .reason())
                .isEqualTo("FaceBridgeException, effect PARTIAL");
        assertThat(asked).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void records_are_listed_in_the_order_of_the_persons_and_erasures_oldest_first(
            boolean inDatabase, @TempDir Path folder) {
        PersonRecordStore kept =
                inDatabase ? JdbcStores.over(SqliteFile.create(folder)).personRecords() : records;
        for (String person : List.of("carl", "ada", "bob")) {
            kept.save(new PersonRecord(faces.id(), STAFF, new PersonId(person), CONSENT, Instant.EPOCH));
            kept.save(new PersonRecord(
                    faces.id(), new GalleryId("guests"), new PersonId(person), CONSENT, Instant.EPOCH));
            kept.save(new PersonRecord(new ProviderId("another"), STAFF, new PersonId(person), CONSENT, Instant.EPOCH));
        }
        List<ErasureReceipt> begun = new ArrayList<>();
        for (int second : List.of(3, 1, 2)) {
            ErasureReceipt receipt = new ErasureReceipt(
                    UUID.randomUUID(),
                    ADA,
                    Instant.EPOCH.plusSeconds(second),
                    List.of(),
                    List.of(StoreErasure.pending("tickets")));
            kept.save(receipt);
            begun.add(receipt);
        }
        kept.save(new ErasureReceipt(UUID.randomUUID(), ADA, Instant.EPOCH, List.of(), List.of()));

        assertThat(kept.list(faces.id(), STAFF))
                .extracting(record -> record.person().value())
                .containsExactly("ada", "bob", "carl");
        assertThat(Erasure.of(faces).records(kept).unfinished())
                .extracting(ErasureReceipt::id)
                .containsExactly(
                        begun.get(1).id(), begun.get(2).id(), begun.get(0).id());
        kept.remove(faces.id(), STAFF, ADA);
        assertThat(kept.list(ADA)).hasSize(2);
        assertThat(kept).hasToString(inDatabase ? "PersonRecordStore[in a database]" : "PersonRecordStore[in memory]");
    }

    @Test
    void a_failure_that_may_pass_is_tried_three_times() {
        AtomicInteger asked = new AtomicInteger();
        AtomicLong tickets = new AtomicLong(1);
        PersonData down = PersonData.of(
                person -> {
                    if (asked.incrementAndGet() < 3) {
                        throw new StoreException("down", Effect.UNKNOWN, null);
                    }
                    return tickets.getAndSet(0);
                },
                person -> tickets.get());

        assertThat(erasure().store("tickets", down).erase(ADA, PICTURE).complete())
                .isTrue();
        asked.set(-2);
        tickets.set(1);
        assertThat(place(erasure().store("tickets", down).erase(ADA, PICTURE), "tickets")
                        .reason())
                .isEqualTo("StoreException, effect UNKNOWN");
    }

    @Test
    void places_are_erased_also_where_a_gallery_fails_and_the_records_wait_for_it() {
        records.save(new PersonRecord(faces.id(), STAFF, ADA, CONSENT, Instant.EPOCH));
        records.save(new PersonRecord(faces.id(), new GalleryId("dissolved"), ADA, CONSENT, Instant.EPOCH));
        ProviderUnavailableException down = new ProviderUnavailableException("down", null, Effect.NONE, null, null);
        faces.failing("remove", down, down, down);
        AtomicLong tickets = new AtomicLong(1);

        ErasureReceipt first = erasure().store("tickets", holding(tickets)).erase(ADA, PICTURE);

        assertThat(place(first, "tickets").verified()).isTrue();
        assertThat(place(first, Erasure.RECORDS))
                .isEqualTo(
                        new StoreErasure(Erasure.RECORDS, State.PENDING, 2, null, "galleries must be verified first"));
        assertThat(records.list(ADA)).hasSize(2);

        ErasureReceipt last = erasure().store("tickets", holding(tickets)).resume(first, PICTURE);
        assertThat(last.complete()).isTrue();
        assertThat(place(last, Erasure.RECORDS).removedRecords()).isEqualTo(2);
        assertThat(records.list(ADA)).isEmpty();
    }

    @Test
    void records_out_of_reach_are_kept_and_named() {
        records.save(new PersonRecord(faces.id(), STAFF, ADA, CONSENT, Instant.EPOCH));
        records.save(new PersonRecord(faces.id(), new GalleryId("guests"), ADA, CONSENT, Instant.EPOCH));
        records.save(new PersonRecord(new ProviderId("another"), STAFF, ADA, CONSENT, Instant.EPOCH));

        ErasureReceipt receipt = erasure().galleries(STAFF).erase(ADA, PICTURE);

        assertThat(place(receipt, Erasure.RECORDS).reason())
                .isEqualTo("not part of this erasure and kept: another staff, one guests");
        assertThat(records.list(ADA)).hasSize(2);
    }

    @Test
    void what_came_about_after_a_proof_is_not_of_that_erasure() {
        ErasureReceipt complete =
                erasure().store("tickets", holding(new AtomicLong(1))).erase(ADA, PICTURE);
        records.save(new PersonRecord(faces.id(), STAFF, ADA, CONSENT, Instant.EPOCH));
        AtomicLong tickets = new AtomicLong(7);

        ErasureReceipt again = erasure().store("tickets", holding(tickets)).resume(complete, PICTURE);

        assertThat(again.toJson()).isEqualTo(complete.toJson());
        assertThat(tickets).hasValue(7);
        assertThat(records.list(ADA)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void a_stored_receipt_of_an_earlier_format_is_read_and_continued(int format) throws NoSuchAlgorithmException {
        String content = "{\"format\":\"facebridge erasure receipt " + format
                + "\",\"id\":\"6f1c3c3a-9a4b-4b0e-8a6e-2f1f3f5d7c9b\","
                + "\"person\":\"ada\",\"begunAt\":\"2026-10-01T00:00:00Z\",\"complete\":false,\"places\":[{\"provider\":"
                + "\"one\",\"gallery\":\"staff\",\"state\":\"WAITING\",\"listed\":\"\",\"search\":\"NOT_YET\","
                + "\"searched\":\"\",\"reason\":\"\"}]"
                + (format == 1
                        ? "}"
                        : ",\"furtherPlaces\":[{\"name\":\"tickets\",\"state\":\"WAITING\",\"removed\":\"0\","
                                + "\"counted\":\"\",\"reason\":\"\"},{\"name\":\"records of the person\",\"state\":\"WAITING\","
                                + "\"removed\":\"0\",\"counted\":\"\",\"reason\":\"\"}]}");
        String sum = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8)));
        ErasureReceipt old =
                ErasureReceipt.parse(content.substring(0, content.length() - 1) + ",\"sha256\":\"" + sum + "\"}");
        assertThat(old.stores()).hasSize(format == 1 ? 0 : 2);
        assertThat(old.complete()).isFalse();

        ErasureReceipt resumed =
                erasure().store("tickets", holding(new AtomicLong(1))).resume(old, PICTURE);

        assertThat(resumed.complete()).isTrue();
        assertThat(resumed.stores()).extracting(StoreErasure::name).containsExactly("tickets", Erasure.RECORDS);
        assertThat(resumed.toJson()).startsWith("{\"format\":\"facebridge erasure receipt 3\"");
    }

    @Test
    void a_receipt_of_the_first_form_has_no_further_places_that_could_be_put_into_it() throws NoSuchAlgorithmException {
        String content = "{\"format\":\"facebridge erasure receipt 1\",\"id\":\"6f1c3c3a-9a4b-4b0e-8a6e-2f1f3f5d7c9b\","
                + "\"person\":\"ada\",\"begunAt\":\"2026-10-01T00:00:00Z\",\"complete\":true,\"places\":[]}";
        String sum = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8)));
        String further =
                ",\"furtherPlaces\":[{\"name\":\"tickets\",\"state\":\"KEPT\",\"removed\":\"0\",\"counted\":\"\","
                        + "\"reason\":\"\"}]";
        String head = content.substring(0, content.length() - 1);
        String end = ",\"sha256\":\"" + sum + "\"}";

        assertThat(ErasureReceipt.parse(head + end).stores()).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> ErasureReceipt.parse(head + further + end));
    }

    @Test
    void less_than_nothing_is_not_removed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StoreErasure("tickets", State.REMOVED, -1, null, ""))
                .withMessageContaining("-1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"removedRecords\":\"3\"|\"removedRecords\":\"2\"",
                "\"state\":\"REMOVED\"|\"state\":\"NO_RECORDS\"",
                "erasure receipt 3|erasure receipt 2"
            })
    void a_receipt_whose_further_places_were_changed_is_refused(String change) {
        String receipt = erasure()
                .store("tickets", holding(new AtomicLong(3)))
                .erase(ADA, PICTURE)
                .toJson();
        String[] words = change.split("\\|", -1);

        assertThat(receipt).contains(words[0]);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ErasureReceipt.parse(receipt.replace(words[0], words[1])))
                .withMessageContaining("receipt");
    }

    @Test
    void a_place_needs_a_name_of_its_own_and_must_be_there_to_go_on() {
        PersonData failing = PersonData.of(
                person -> {
                    throw new IllegalStateException("down");
                },
                person -> 1);
        Erasure tickets = erasure().store("tickets", failing);

        assertThatIllegalArgumentException().isThrownBy(() -> tickets.store("tickets", failing));
        assertThatIllegalArgumentException().isThrownBy(() -> tickets.store(Erasure.RECORDS, failing));
        assertThatIllegalArgumentException().isThrownBy(() -> tickets.store(" ", failing));
        ErasureReceipt unfinished = tickets.erase(ADA, PICTURE);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> erasure().resume(unfinished, PICTURE))
                .withMessageContaining("\"tickets\"");
    }

    @Test
    void a_place_that_is_not_reached_is_named_with_the_reason() {
        ErasureReceipt receipt =
                erasure().except("backups", "they end after 30 days").erase(ADA, PICTURE);

        assertThat(receipt.complete()).isTrue();
        assertThat(receipt.toText()).contains("  backups: excluded (they end after 30 days)\n");
        assertThat(ErasureReceipt.parse(receipt.toJson()).stores()).isEqualTo(receipt.stores());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> erasure().except("backups", " "))
                .withMessageContaining("backups");
    }

    @Test
    void a_place_that_failed_and_is_not_reached_any_more_is_named_as_kept_and_not_as_removed() {
        PersonData failing = PersonData.of(
                person -> {
                    throw new IllegalStateException("down");
                },
                person -> 2);
        ErasureReceipt unfinished = erasure().store("tickets", failing).erase(ADA, PICTURE);

        ErasureReceipt resumed =
                erasure().except("tickets", "the system was sold").resume(unfinished, PICTURE);

        assertThat(place(resumed, "tickets").state()).isEqualTo(State.EXCLUDED);
        assertThat(place(resumed, "tickets").reason()).isEqualTo("the system was sold");
        assertThat(place(resumed, "tickets").verifiedAt()).isNull();
        assertThat(resumed.toText()).contains("  tickets: excluded (the system was sold)\n");
    }

    @Test
    void a_person_has_other_names_in_a_place() {
        ReviewQueue queue = ReviewQueue.inMemory();
        for (String subject : List.of("account-1", "account-2", "account-3", "ada")) {
            queue.add(ReviewCase.builder(UUID.randomUUID(), Instant.EPOCH, subject, ReviewCase.Why.REVIEW)
                    .build());
        }
        Map<PersonId, List<String>> accounts = Map.of(ADA, List.of("account-1", "account-3", "account-1"));

        ErasureReceipt receipt = erasure()
                .store("cases", PersonData.reviews(queue).subjects(person -> accounts.getOrDefault(person, List.of())))
                .erase(ADA, PICTURE);

        assertThat(place(receipt, "cases").removedRecords()).isEqualTo(2);
        assertThat(queue.list(ReviewFilter.open(), 0, 9))
                .extracting(ReviewCase::subject)
                .containsExactlyInAnyOrder("account-2", "ada");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void attempts_and_correlation_ids_are_counted_and_removed_by_subject(boolean inDatabase, @TempDir Path folder) {
        DataSource database = inDatabase ? SqliteFile.create(folder) : SqliteFile.open(folder);
        Clock clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
        AttemptStore attempts =
                inDatabase ? JdbcStores.over(database).withClock(clock).attempts() : AttemptStore.inMemory();
        CorrelationIdStore ids = inDatabase
                ? JdbcStores.over(database).withClock(clock).correlationIds()
                : CorrelationIdStore.inMemory(clock, UUID::randomUUID);
        AttemptStore.Attempt attempt = new AttemptStore.Attempt(
                "digest", Instant.EPOCH, Instant.EPOCH, AttemptStore.State.FAILED, Instant.EPOCH);
        for (String subject : List.of("ada", "bob")) {
            attempts.replace(subject, 0, List.of(attempt, attempt), Instant.EPOCH.plusSeconds(9));
            assertThat(ids.find(subject)).isEmpty();
            UUID first = ids.idOf(subject);
            assertThat(ids.find(subject)).contains(first);
            assertThat(ids.rotate(subject, "grace", "a twin")).isNotEqualTo(first);
        }

        ErasureReceipt receipt = erasure()
                .store("attempts", PersonData.attempts(attempts))
                .store("correlation ids", PersonData.correlationIds(ids))
                .erase(ADA, PICTURE);

        assertThat(receipt.complete()).isTrue();
        assertThat(place(receipt, "attempts").removedRecords()).isEqualTo(2);
        assertThat(place(receipt, "correlation ids").removedRecords()).isEqualTo(2);
        assertThat(ids.find("ada")).isEmpty();
        assertThat(PersonData.attempts(attempts).count(BOB)).isEqualTo(2);
        assertThat(PersonData.correlationIds(ids).count(BOB)).isEqualTo(2);
    }

    @Test
    void a_log_of_decisions_forgets_the_person_and_its_other_names_and_stays_in_order(@TempDir Path folder) {
        Path file = folder.resolve("decisions.jsonl");
        try (DecisionLog log = DecisionLog.open(file)) {
            for (String person : List.of("ada", "account-1", "bob")) {
                log.onEvent(AuditEvent.builder(AuditEvent.Kind.REMOVAL, Instant.EPOCH)
                        .person(new PersonId(person))
                        .withRequester("ada")
                        .build());
            }
            PersonData names = PersonData.decisionLog(log).subjects(person -> List.of(person.value(), "account-1"));
            assertThat(log.count(ADA)).isEqualTo(3);

            ErasureReceipt receipt =
                    erasure().store("log", names).withListener(log).erase(ADA, PICTURE);

            assertThat(receipt.complete()).isTrue();
            assertThat(place(receipt, "log").removedRecords()).isEqualTo(4);
            assertThat(names.count(ADA)).isZero();
            assertThat(log.count(BOB)).isEqualTo(1);
        }
        assertThat(DecisionLogVerifier.verify(file).inOrder()).isTrue();
        assertThat(file).content().doesNotContain("\"ada\"", "account-1").contains("ERASURE");
    }

    @Test
    void an_event_names_the_receipt_and_not_the_person() {
        List<AuditEvent> events = new ArrayList<>();

        ErasureReceipt receipt = erasure().withListener(events::add).erase(ADA, PICTURE);

        assertThat(events).singleElement().satisfies(event -> {
            assertThat(event.kind()).isEqualTo(AuditEvent.Kind.ERASURE);
            assertThat(event.person()).isEmpty();
            assertThat(event.attributes())
                    .isEqualTo(Map.of("receipt", receipt.id().toString(), "complete", "true"));
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_receipt_names_the_person_until_it_is_removed(boolean inDatabase, @TempDir Path folder) {
        PersonRecordStore kept =
                inDatabase ? JdbcStores.over(SqliteFile.create(folder)).personRecords() : records;
        kept.save(new PersonRecord(faces.id(), new GalleryId("dissolved"), ADA, CONSENT, Instant.EPOCH));
        kept.save(new PersonRecord(faces.id(), STAFF, BOB, CONSENT, Instant.EPOCH));
        assertThat(kept.list(ADA)).hasSize(1);

        ErasureReceipt receipt = Erasure.of(faces).records(kept).erase(ADA, PICTURE);

        assertThat(kept.list(ADA)).isEmpty();
        assertThat(kept.list(BOB)).hasSize(1);
        assertThat(kept.findErasure(receipt.id()).orElseThrow().toJson()).isEqualTo(receipt.toJson());
        assertThat(kept.removeErasure(receipt.id())).isTrue();
        assertThat(kept.findErasure(receipt.id())).isEmpty();
        assertThat(kept.removeErasure(receipt.id())).isFalse();
    }

    /** Ends the erasure as the end of the process does. */
    private static final class EndOfTheProcess extends Error {
        private static final long serialVersionUID = 1L;
    }
}
