package io.facebridge.operations.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.facebridge.error.FaceNotFoundException;
import io.facebridge.error.ImageRole;
import io.facebridge.gallery.Consent;
import io.facebridge.gallery.EnrollRequest;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One thread changes a person in the middle of another thread's change of the same person: every face keeps its record. */
class ConsentOnThreadsTest {
    private static final PersonId ADA = new PersonId("ada");
    private static final PersonId BOB = new PersonId("bob");
    private static final GalleryId STAFF = new GalleryId("staff");
    private static final Instant NOW = Instant.parse("2026-11-25T09:00:00Z");
    private static final Consent FIRST = new Consent("door", "1", NOW, NOW.plus(Duration.ofDays(30)));
    private static final Consent SECOND = new Consent("door", "2", NOW, NOW.plus(Duration.ofDays(365)));

    private final FolderFaces faces;
    private final PersonRecordStore records = PersonRecordStore.inMemory();
    private final ConsentEnforcingGallery staff;
    private final AtomicReference<@Nullable Thread> other = new AtomicReference<>();

    ConsentOnThreadsTest(@TempDir Path folder) {
        faces = new FolderFaces("one", folder).holding("staff", "eve");
        staff = ConsentEnforcingGallery.of(faces, STAFF, records, InstantSource.fixed(NOW));
    }

    private static EnrollRequest request(PersonId person, Consent consent) {
        return EnrollRequest.of(person, FolderFaces.picture())
                .withoutQualityGate()
                .consent(consent);
    }

    /** During the next request of an operation, another thread acts until it has ended or waits for this one. */
    private void during(String operation, Runnable action, Runnable afterwards) {
        faces.saying(asked -> {
            if (asked.equals(operation) && other.get() == null) {
                Thread thread = new Thread(action);
                other.set(thread);
                thread.start();
                while (thread.isAlive()
                        && thread.getState() != Thread.State.WAITING
                        && thread.getState() != Thread.State.BLOCKED) {
                    Thread.onSpinWait();
                }
                afterwards.run();
            }
        });
    }

    private void join() throws InterruptedException {
        Objects.requireNonNull(other.get(), "the other thread").join();
    }

    private Optional<Consent> recorded(PersonId person) {
        return records.find(faces.id(), STAFF, person).map(PersonRecord::consent);
    }

    @Test
    void a_rejected_first_enrollment_leaves_the_record_of_one_that_succeeded() throws InterruptedException {
        during(
                "enroll",
                () -> staff.enroll(request(ADA, FIRST)),
                () -> faces.failing("enroll", new FaceNotFoundException(ImageRole.REFERENCE, null)));

        assertThatExceptionOfType(FaceNotFoundException.class).isThrownBy(() -> staff.enroll(request(ADA, FIRST)));
        join();

        assertThat(staff.find(ADA)).isPresent();
        assertThat(recorded(ADA)).contains(FIRST);
    }

    @Test
    void a_rejected_enrollment_leaves_a_newer_consent() throws InterruptedException {
        staff.enroll(request(ADA, FIRST));
        during(
                "enroll",
                () -> staff.withRequester("operator").enroll(request(ADA, SECOND)),
                () -> faces.failing("enroll", new FaceNotFoundException(ImageRole.REFERENCE, null)));

        assertThatExceptionOfType(FaceNotFoundException.class).isThrownBy(() -> staff.enroll(request(ADA, FIRST)));
        join();

        assertThat(recorded(ADA)).contains(SECOND);
    }

    @Test
    void a_removal_leaves_the_record_of_an_enrollment_that_follows_it() throws InterruptedException {
        staff.enroll(request(BOB, FIRST));
        during("removed", () -> staff.enroll(request(BOB, SECOND)), () -> {});

        staff.remove(BOB);
        join();

        assertThat(staff.find(BOB)).isPresent();
        assertThat(recorded(BOB)).contains(SECOND);
    }

    @Test
    void a_change_of_one_person_does_not_wait_for_that_of_another() throws InterruptedException {
        during(
                "enroll",
                () -> staff.enroll(request(BOB, FIRST)),
                () -> assertThat(recorded(BOB)).contains(FIRST));

        staff.enroll(request(ADA, FIRST));
        join();

        assertThat(recorded(ADA)).contains(FIRST);
    }
}
