package io.facebridge.operations.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import io.facebridge.error.CallTimeoutException;
import io.facebridge.error.Effect;
import io.facebridge.error.ProviderUnavailableException;
import io.facebridge.gallery.Consent;
import io.facebridge.gallery.EnrollRequest;
import io.facebridge.gallery.FaceId;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.operations.audit.AuditEvent;
import io.facebridge.operations.audit.AuditEvent.Kind;
import io.facebridge.operations.jdbc.JdbcStores;
import io.facebridge.operations.privacy.RetentionPolicy.Due;
import io.facebridge.operations.privacy.RetentionPolicy.Reason;
import io.facebridge.operations.store.SqliteFile;
import io.facebridge.operations.store.StoreException;
import io.facebridge.operations.store.Table;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No person is enrolled without a valid consent, and those due for erasure are found; records are kept in a database. */
class ConsentAndRetentionTest {
    private static final PersonId ADA = new PersonId("ada");
    private static final PersonId BOB = new PersonId("bob");
    private static final GalleryId STAFF = new GalleryId("staff");
    private static final Instant NOW = Instant.parse("2026-11-25T09:00:00Z");
    private static final Consent A_YEAR = new Consent("door", "2", NOW, NOW.plus(Duration.ofDays(365)));

    private final FolderFaces faces;
    private final DataSource database;
    private final PersonRecordStore records;

    ConsentAndRetentionTest(@TempDir Path folder) {
        faces = new FolderFaces("one", folder).holding("staff", "bob");
        database = SqliteFile.create(folder);
        records = JdbcStores.over(database).personRecords();
    }

    private ConsentEnforcingGallery staffAt(Instant now) {
        return ConsentEnforcingGallery.of(faces, STAFF, records, InstantSource.fixed(now));
    }

    private static EnrollRequest ada() {
        return EnrollRequest.of(ADA, FolderFaces.picture()).withoutQualityGate();
    }

    @Test
    void without_a_consent_nothing_is_sent_and_nothing_recorded() {
        assertThatExceptionOfType(ConsentException.class)
                .isThrownBy(() -> staffAt(NOW).enroll(ada()))
                .withMessageContaining("EnrollRequest.consent");

        assertThat(faces.asked()).isEmpty();
        assertThat(records.list(faces.id(), STAFF)).isEmpty();
    }

    @Test
    void a_consent_holds_from_its_giving_until_it_expires() {
        for (Instant outside : List.of(NOW.minusMillis(1), A_YEAR.expires())) {
            assertThatExceptionOfType(ConsentException.class)
                    .isThrownBy(() -> staffAt(outside).enroll(ada().consent(A_YEAR)))
                    .withMessageContaining(outside.toString());
        }
        assertThat(faces.asked()).isEmpty();
        assertThat(A_YEAR.isValid(NOW)).isTrue();
        assertThat(A_YEAR.isValid(A_YEAR.expires().minusMillis(1))).isTrue();
        assertThatIllegalArgumentException().isThrownBy(() -> new Consent("door", " ", NOW, NOW.plusSeconds(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> new Consent("door", "2", NOW, NOW));
    }

    @Test
    void a_listener_is_notified_of_consent_once_of_every_enrollment_and_of_removals() {
        List<AuditEvent> events = new ArrayList<>();
        ConsentEnforcingGallery staff = staffAt(NOW).withListener(events::add).withRequester("operator 7");
        staff.enroll(ada().consent(A_YEAR));
        staff.enroll(ada());
        staff.remove(ADA);

        assertThat(events)
                .extracting(AuditEvent::kind)
                .containsExactly(Kind.CONSENT_GIVEN, Kind.ENROLLMENT, Kind.ENROLLMENT, Kind.REMOVAL);
        assertThat(events).allSatisfy(event -> {
            assertThat(event.person()).contains(ADA);
            assertThat(event.gallery()).contains(STAFF);
            assertThat(event.provider()).contains(faces.id());
            assertThat(event.requester()).contains("operator 7");
            assertThat(event.time()).isEqualTo(NOW);
            assertThat(event.toString()).doesNotContain("ada", "operator");
        });
        assertThat(events.get(0).attributes()).containsEntry("purpose", "door").containsEntry("textVersion", "2");
    }

    @Test
    void what_was_refused_is_no_event_and_what_cannot_be_recorded_is_thrown_with_its_effect() {
        List<AuditEvent> events = new ArrayList<>();
        assertThatExceptionOfType(ConsentException.class)
                .isThrownBy(() -> staffAt(NOW).withListener(events::add).enroll(ada()));
        assertThat(events).isEmpty();

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> staffAt(NOW)
                        .withListener(event -> {
                            throw new StoreException("the disk is full; make room", Effect.NONE, null);
                        })
                        .enroll(ada().consent(A_YEAR)))
                .withMessageContaining("was executed")
                .satisfies(thrown -> assertThat(thrown.effect()).isEqualTo(Effect.PARTIAL));
        assertThat(staffAt(NOW).find(ADA)).isPresent();
    }

    @Test
    void a_removal_that_was_carried_out_is_an_event_and_an_effect_though_what_follows_fails() {
        List<AuditEvent> events = new ArrayList<>();
        ConsentEnforcingGallery staff = staffAt(NOW).withListener(events::add);
        FaceId face = staff.enroll(ada().consent(A_YEAR)).faces().get(0).id();
        events.clear();
        faces.failing("find", new CallTimeoutException("later", null, Effect.NONE, null));

        assertThatExceptionOfType(CallTimeoutException.class)
                .isThrownBy(() -> staff.removeFace(ADA, face))
                .satisfies(thrown -> assertThat(thrown.effect()).isEqualTo(Effect.PARTIAL));

        assertThat(events).extracting(AuditEvent::kind).containsExactly(Kind.REMOVAL);
    }

    @Test
    void who_is_due_is_found_by_reason_and_erased_by_nobody() {
        records.save(new PersonRecord(faces.id(), STAFF, BOB, A_YEAR, NOW));
        RetentionPolicy policy = RetentionPolicy.consentExpired();

        assertThat(policy.find(faces, STAFF, records, A_YEAR.expires().minusMillis(1)))
                .isEmpty();
        assertThat(policy.find(faces, STAFF, records, A_YEAR.expires()))
                .containsExactly(new Due(BOB, Reason.CONSENT_EXPIRED));
        assertThat(policy.enrolledLongerThan(Duration.ofDays(30))
                        .find(faces, STAFF, records, NOW.plus(Duration.ofDays(31))))
                .containsExactly(new Due(BOB, Reason.ENROLLED_TOO_LONG));
        records.remove(faces.id(), STAFF, BOB);
        assertThat(policy.find(faces, STAFF, records, NOW)).isEmpty();
        assertThat(policy.withoutRecord().find(faces, STAFF, records, NOW))
                .containsExactly(new Due(BOB, Reason.NO_RECORD));
        assertThat(faces.open(STAFF).find(BOB)).isPresent();
    }

    @Test
    void a_person_is_enrolled_for_too_long_when_the_time_is_exceeded_whether_or_not_the_consent_holds() {
        records.save(new PersonRecord(faces.id(), STAFF, BOB, A_YEAR, NOW));
        Duration month = Duration.ofDays(30);
        RetentionPolicy policy = RetentionPolicy.consentExpired().enrolledLongerThan(month);

        assertThat(policy.find(faces, STAFF, records, NOW.plus(month))).isEmpty();
        assertThat(policy.find(faces, STAFF, records, NOW.plus(month).plusMillis(1)))
                .containsExactly(new Due(BOB, Reason.ENROLLED_TOO_LONG));
        assertThat(policy.find(faces, STAFF, records, A_YEAR.expires()))
                .as("the first reason that applies")
                .containsExactly(new Due(BOB, Reason.CONSENT_EXPIRED));
        assertThat(policy.withoutRecord()
                        .find(faces, STAFF, records, NOW.plus(month).plusMillis(1)))
                .as("with persons without a record")
                .containsExactly(new Due(BOB, Reason.ENROLLED_TOO_LONG));
        assertThat(RetentionPolicy.consentExpired()
                        .withoutRecord()
                        .enrolledLongerThan(month)
                        .find(faces, new GalleryId("staff"), PersonRecordStore.inMemory(), NOW))
                .containsExactly(new Due(BOB, Reason.NO_RECORD));
    }

    @Test
    void a_time_that_no_calendar_reaches_makes_no_person_due() {
        records.save(new PersonRecord(faces.id(), STAFF, BOB, A_YEAR, NOW));
        for (Duration time : List.of(ChronoUnit.FOREVER.getDuration(), Duration.ofSeconds(Long.MAX_VALUE))) {
            assertThat(RetentionPolicy.consentExpired().enrolledLongerThan(time).find(faces, STAFF, records, NOW))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S"})
    void the_longest_time_is_more_than_zero(Duration time) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RetentionPolicy.consentExpired().enrolledLongerThan(time))
                .withMessageContaining(time.toString());
    }

    @Test
    void a_policy_prints_what_it_searches_for_and_whom_it_found_is_not_printed() {
        RetentionPolicy policy = RetentionPolicy.consentExpired();

        assertThat(policy).hasToString("RetentionPolicy[consent expired]");
        assertThat(policy.withoutRecord().enrolledLongerThan(Duration.ofDays(1)))
                .hasToString("RetentionPolicy[consent expired, without a record, enrolled longer than PT24H]");
        assertThat(new Due(BOB, Reason.NO_RECORD)).hasToString("Due[NO_RECORD]");
        assertThat(new PersonRecord(faces.id(), STAFF, BOB, A_YEAR, NOW))
                .hasToString("PersonRecord[one, staff, enrolled at " + NOW + "]");
    }

    // Records of enrollments and removals that fail

    @Test
    void an_enrollment_that_was_not_carried_out_leaves_the_record_that_was_there_before() {
        ProviderUnavailableException down = new ProviderUnavailableException("down", null, Effect.NONE, null, null);
        List<AuditEvent> events = new ArrayList<>();
        ConsentEnforcingGallery staff = staffAt(NOW).withListener(events::add);

        faces.failing("enroll", down);
        assertThatExceptionOfType(ProviderUnavailableException.class)
                .isThrownBy(() -> staff.enroll(ada().consent(A_YEAR)));
        assertThat(records.find(faces.id(), STAFF, ADA)).isEmpty();

        PersonRecord before = new PersonRecord(
                faces.id(), STAFF, ADA, new Consent("time", "1", NOW.minusSeconds(9), NOW.plusSeconds(9)), NOW);
        records.save(before);
        faces.failing("enroll", down);
        assertThatExceptionOfType(ProviderUnavailableException.class)
                .isThrownBy(() -> staff.enroll(ada().consent(A_YEAR)));
        assertThat(records.find(faces.id(), STAFF, ADA)).contains(before);
        assertThat(events).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void an_enrollment_that_the_provider_does_not_allow_leaves_the_record_that_was_there_before(boolean isRecorded) {
        PersonRecord before = new PersonRecord(
                faces.id(), STAFF, ADA, new Consent("time", "1", NOW.minusSeconds(9), NOW.plusSeconds(9)), NOW);
        if (isRecorded) {
            records.save(before);
        }
        faces.failing("enroll", new IllegalArgumentException("that id is not allowed here"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> staffAt(NOW).enroll(ada().consent(A_YEAR)))
                .withMessage("that id is not allowed here");

        assertThat(records.list(ADA)).isEqualTo(isRecorded ? List.of(before) : List.of());
    }

    @Test
    void a_record_that_cannot_be_taken_back_does_not_hide_why_the_enrollment_failed() {
        faces.saying(question -> {
            if (question.equals("enroll")) {
                Table.run(database, "DROP TABLE facebridge_person_record");
            }
        });
        faces.failing("enroll", new ProviderUnavailableException("down", null, Effect.NONE, null, null));

        assertThatExceptionOfType(ProviderUnavailableException.class)
                .isThrownBy(() -> staffAt(NOW).enroll(ada().consent(A_YEAR)))
                .satisfies(thrown ->
                        assertThat(thrown.getSuppressed()).singleElement().isInstanceOf(StoreException.class));
    }

    @Test
    void an_enrollment_that_may_have_been_carried_out_leaves_the_new_record_and_is_an_event_with_its_effect() {
        List<AuditEvent> events = new ArrayList<>();
        faces.failing("enroll", new CallTimeoutException("late", null, Effect.UNKNOWN, null));

        assertThatExceptionOfType(CallTimeoutException.class)
                .isThrownBy(() -> staffAt(NOW).withListener(events::add).enroll(ada().consent(A_YEAR)));

        assertThat(records.find(faces.id(), STAFF, ADA))
                .hasValueSatisfying(kept -> assertThat(kept.consent()).isEqualTo(A_YEAR));
        assertThat(events).singleElement().satisfies(event -> {
            assertThat(event.kind()).isEqualTo(Kind.ENROLLMENT);
            assertThat(event.attributes()).isEqualTo(Map.of("effect", "UNKNOWN"));
        });
    }

    @Test
    void a_person_is_enrolled_since_the_first_enrollment_and_agreed_to_the_last_consent() {
        List<AuditEvent> events = new ArrayList<>();
        Consent later = new Consent("door", "3", NOW, NOW.plus(Duration.ofDays(10)));
        staffAt(NOW).enroll(ada().consent(A_YEAR));

        staffAt(NOW.plusSeconds(60)).withListener(events::add).enroll(ada().consent(later));

        assertThat(records.find(faces.id(), STAFF, ADA)).contains(new PersonRecord(faces.id(), STAFF, ADA, later, NOW));
        assertThat(events).extracting(AuditEvent::kind).containsExactly(Kind.CONSENT_GIVEN, Kind.ENROLLMENT);
        assertThat(events.get(0).attributes())
                .isEqualTo(Map.of(
                        "purpose",
                        "door",
                        "textVersion",
                        "3",
                        "givenAt",
                        NOW.toString(),
                        "expires",
                        later.expires().toString()));
        assertThat(events.get(1).attributes()).isEqualTo(Map.of("faces", "1"));
    }

    @Test
    void a_consent_is_recorded_once_also_where_a_database_keeps_less_of_its_time() {
        List<AuditEvent> events = new ArrayList<>();
        Consent exact = new Consent(
                "door", "2", NOW.plusNanos(123_456), NOW.plusSeconds(60).plusNanos(1));
        Consent another = new Consent(
                "door", "3", NOW.plusNanos(123_456), NOW.plusSeconds(60).plusNanos(1));
        ConsentEnforcingGallery staff = staffAt(NOW.plusSeconds(1)).withListener(events::add);
        staff.enroll(ada().consent(exact));
        staff.enroll(ada().consent(exact));
        staff.enroll(ada().consent(another));

        assertThat(events)
                .extracting(AuditEvent::kind)
                .containsExactly(
                        Kind.CONSENT_GIVEN, Kind.ENROLLMENT, Kind.ENROLLMENT, Kind.CONSENT_GIVEN, Kind.ENROLLMENT);
    }

    @Test
    void a_consent_without_an_end_is_kept() {
        Consent endless = new Consent("door", "2", NOW, Instant.MAX);
        Instant later = Instant.parse("9999-12-31T23:59:59Z");
        List<AuditEvent> events = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            staffAt(NOW).withListener(events::add).enroll(ada().consent(endless));
        }

        assertThat(records.find(faces.id(), STAFF, ADA))
                .hasValueSatisfying(
                        record -> assertThat(record.consent().isValid(later)).isTrue());
        assertThat(RetentionPolicy.consentExpired().find(faces, STAFF, records, later))
                .isEmpty();
        assertThat(events)
                .extracting(AuditEvent::kind)
                .containsExactly(Kind.CONSENT_GIVEN, Kind.ENROLLMENT, Kind.ENROLLMENT);
    }

    @ParameterizedTest
    @EnumSource(Effect.class)
    void a_removal_that_failed_leaves_the_record_and_is_an_event_where_it_may_have_been_carried_out(Effect effect) {
        List<AuditEvent> events = new ArrayList<>();
        ConsentEnforcingGallery staff = staffAt(NOW).withListener(events::add);
        staff.enroll(ada().consent(A_YEAR));
        events.clear();
        faces.failing("remove", new CallTimeoutException("late", null, effect, null));

        assertThatExceptionOfType(CallTimeoutException.class).isThrownBy(() -> staff.remove(ADA));

        assertThat(records.find(faces.id(), STAFF, ADA)).isPresent();
        if (effect == Effect.NONE) {
            assertThat(events).isEmpty();
        } else {
            assertThat(events).singleElement().satisfies(event -> {
                assertThat(event.kind()).isEqualTo(Kind.REMOVAL);
                assertThat(event.attributes()).isEqualTo(Map.of("faces", "all", "effect", effect.name()));
            });
        }
    }

    @Test
    void what_a_listener_throws_about_a_call_that_failed_does_not_hide_that_it_failed() {
        StoreException full = new StoreException("the disk is full; make room", Effect.NONE, null);
        ConsentEnforcingGallery staff = staffAt(NOW).withListener(event -> {
            throw full;
        });
        faces.failing("enroll", new CallTimeoutException("late", null, Effect.UNKNOWN, null));
        faces.failing("remove", new CallTimeoutException("late", null, Effect.UNKNOWN, null));

        assertThatExceptionOfType(CallTimeoutException.class)
                .isThrownBy(() -> staff.enroll(ada().consent(A_YEAR)))
                .satisfies(thrown -> assertThat(thrown.getSuppressed()).containsExactly(full));
        assertThatExceptionOfType(CallTimeoutException.class)
                .isThrownBy(() -> staff.remove(ADA))
                .satisfies(thrown -> assertThat(thrown.getSuppressed()).containsExactly(full));
    }

    @Test
    void a_record_goes_with_the_last_face() {
        List<AuditEvent> events = new ArrayList<>();
        ConsentEnforcingGallery staff = staffAt(NOW).withListener(events::add);
        FaceId face = staff.enroll(ada().consent(A_YEAR)).faces().get(0).id();
        events.clear();
        faces.saying(question -> {
            if (question.equals("removed")) {
                faces.holding("staff", "ada"); // with another face
            }
        });
        staff.removeFace(ADA, face);
        assertThat(records.find(faces.id(), STAFF, ADA)).isPresent();
        faces.saying(question -> {});
        staff.removeFace(ADA, face);

        assertThat(records.find(faces.id(), STAFF, ADA)).isEmpty();
        assertThat(events)
                .extracting(AuditEvent::kind, AuditEvent::attributes)
                .containsExactly(
                        tuple(Kind.REMOVAL, Map.of("faces", "one")), tuple(Kind.REMOVAL, Map.of("faces", "one")));
    }

    @Test
    void a_removal_with_earlier_faces_removes_the_record_too() {
        List<AuditEvent> events = new ArrayList<>();
        ConsentEnforcingGallery staff = staffAt(NOW).withListener(events::add);
        staff.enroll(ada().consent(A_YEAR));
        events.clear();
        staff.remove(ADA, List.of(new FaceId("f0")));

        assertThat(faces.earlier()).containsExactly(new FaceId("f0"));
        assertThat(staff.find(ADA)).isEmpty();
        assertThat(records.find(faces.id(), STAFF, ADA)).isEmpty();
        assertThat(events).extracting(AuditEvent::attributes).containsExactly(Map.of("faces", "all"));
    }

    @Test
    void what_is_only_read_is_read_of_the_gallery_beneath() {
        ConsentEnforcingGallery staff = staffAt(NOW);
        faces.keepingOfTheRemoved("f7");
        staff.awaitSearchable(Duration.ofSeconds(1));

        assertThat(faces.asked()).containsExactly("awaitSearchable");
        assertThat(staff.id()).isEqualTo(STAFF);
        assertThat(staff.info().id()).isEqualTo(STAFF);
        assertThat(staff.list()).containsExactly(BOB);
        assertThat(staff.find(BOB)).isPresent();
        assertThat(staff.storedFaces(BOB, List.of(new FaceId("f7")))).containsExactly(new FaceId("f7"));
        assertThat(staff).hasToString("ConsentEnforcingGallery[one, staff]");
        assertThatIllegalArgumentException().isThrownBy(() -> staff.withRequester(" "));
    }

    @Test
    void a_record_is_replaced_and_read_as_it_was_kept() {
        records.save(new PersonRecord(faces.id(), STAFF, ADA, A_YEAR, NOW));
        PersonRecord later = new PersonRecord(
                faces.id(), STAFF, ADA, new Consent("time", "3", NOW, NOW.plusSeconds(9)), NOW.minusSeconds(5));
        records.save(later);

        assertThat(records.find(faces.id(), STAFF, ADA)).contains(later);
        assertThat(records.list(faces.id(), STAFF)).containsExactly(later);
        assertThat(records.list(faces.id(), new GalleryId("guests"))).isEmpty();
    }
}
