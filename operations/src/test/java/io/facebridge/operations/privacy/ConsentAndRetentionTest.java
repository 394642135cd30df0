package io.facebridge.operations.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.facebridge.error.CallTimeoutException;
import io.facebridge.error.Effect;
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
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nobody is enrolled without a consent that holds, and who is due is found; records are kept in a database. */
class ConsentAndRetentionTest {
    private static final PersonId ADA = new PersonId("ada");
    private static final PersonId BOB = new PersonId("bob");
    private static final GalleryId STAFF = new GalleryId("staff");
    private static final Instant NOW = Instant.parse("2026-11-25T09:00:00Z");
    private static final Consent A_YEAR = new Consent("door", "2", NOW, NOW.plus(Duration.ofDays(365)));

    private final FolderFaces faces;
    private final PersonRecords records;

    ConsentAndRetentionTest(@TempDir Path folder) {
        faces = new FolderFaces("one", folder).holding("staff", "bob");
        records = JdbcStores.over(SqliteFile.create(folder)).personRecords();
    }

    private RecordedGallery staffAt(Instant now) {
        return RecordedGallery.of(faces, STAFF, records, InstantSource.fixed(now));
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
        assertThat(A_YEAR.holds(NOW)).isTrue();
        assertThat(A_YEAR.holds(A_YEAR.expires().minusMillis(1))).isTrue();
        assertThatIllegalArgumentException().isThrownBy(() -> new Consent("door", " ", NOW, NOW.plusSeconds(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> new Consent("door", "2", NOW, NOW));
    }

    @Test
    void a_listener_is_notified_of_consent_once_of_every_enrollment_and_of_removals() {
        List<AuditEvent> events = new ArrayList<>();
        RecordedGallery staff = staffAt(NOW).withListener(events::add).askedBy("operator 7");
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
            assertThat(event.askedBy()).contains("operator 7");
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
                .withMessageContaining("was carried out")
                .satisfies(thrown -> assertThat(thrown.effect()).isEqualTo(Effect.PARTIAL));
        assertThat(staffAt(NOW).find(ADA)).isPresent();
    }

    @Test
    void a_removal_that_was_carried_out_is_an_event_and_an_effect_though_what_follows_fails() {
        List<AuditEvent> events = new ArrayList<>();
        RecordedGallery staff = staffAt(NOW).withListener(events::add);
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
