package io.facebridge.operations.migration;

import io.facebridge.error.Effect;
import io.facebridge.error.FaceBridgeException;
import io.facebridge.error.InvalidImageException;
import io.facebridge.gallery.EnrollRequest;
import io.facebridge.gallery.EnrollmentResult;
import io.facebridge.gallery.FaceGallery;
import io.facebridge.gallery.PersonId;
import io.facebridge.internal.HeapRoom;
import io.facebridge.operations.migration.PersonMigrationResult.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** One run over all people. */
final class MigrationRun {
    /** After failures of the provider on this many people in a row, it is considered unavailable. */
    private static final int FAILURES_IN_A_ROW = 3;

    private static final int MAX_ATTEMPTS = 3;

    private final MigrationPlan plan;
    private final MigrationJournal journal;
    private final Set<PersonId> before;
    private final Set<PersonId> there;
    private final int persons;
    private final FaceGallery gallery;
    private final long began;
    private int processed;
    private int moved;
    private long images;
    private int failedInARow;

    MigrationRun(MigrationPlan plan, MigrationJournal journal, Set<PersonId> before, Set<PersonId> there, int persons) {
        this.plan = plan;
        this.journal = journal;
        this.before = before;
        this.there = there;
        this.persons = persons;
        gallery = plan.newGallery();
        began = plan.settings().clock.millis();
    }

    void process(PersonId person) {
        if (plan.settled(journal, person, there) == null) {
            move(person);
            moved++;
        }
        processed++;
        long took = plan.settings().clock.millis() - began;
        Duration left = moved == 0 ? null : Duration.ofMillis(took * (persons - processed) / moved);
        plan.settings().listener.onProgress(new MigrationProgress(processed, persons, images, left));
    }

    private void move(PersonId person) {
        boolean wasBegun = journal.begun(person) > 0;
        try {
            Set<PersonId> found = !wasBegun && gallery.find(person).isPresent() ? Set.of(person) : Set.of();
            PersonMigrationResult result = plan.notToBeMoved(person, before, found);
            journal.add(result == null ? enroll(person, wasBegun) : result);
            failedInARow = 0;
        } catch (MigrationJournalException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            if (isAcceptedEverywhere(person)) {
                throw e; // then the id is not the cause
            }
            journal.add(new PersonMigrationResult(
                    person, Outcome.NOT_MOVED, "the new provider does not allow the id", List.of()));
        } catch (FaceBridgeException e) {
            boolean isPartial = wasBegun || (journal.begun(person) > 0 && e.effect() != Effect.NONE);
            journal.add(new PersonMigrationResult(
                    person, isPartial ? Outcome.UNKNOWN : Outcome.FAILED, Reasons.of(e), List.of()));
            failedInARow++;
            if (failedInARow >= FAILURES_IN_A_ROW || !(e.retryable() || Reasons.isOfAnImage(e))) {
                throw e;
            }
        }
    }

    private static boolean isAcceptedEverywhere(PersonId person) {
        try {
            return PersonId.portable(person.value()).equals(person);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private PersonMigrationResult enroll(PersonId person, boolean wasBegun) {
        PersonImages read = plan.images(person);
        images += read.count();
        if (read.images().isEmpty()) {
            return read.readable();
        }
        EnrollRequest request = plan.request(read);
        journal.begin(person, read.images().size(), MigrationPlan.fingerprint(request));
        boolean isRepeated = wasBegun;
        for (int attempt = 1; ; attempt++) {
            try {
                if (isRepeated) {
                    gallery.remove(person);
                }
                List<ImageMigrationResult> results = send(request, read);
                if (!isRepeated || isEnrolledOnce(person, results)) {
                    return result(person, results);
                }
                if (attempt == MAX_ATTEMPTS) {
                    return new PersonMigrationResult(
                            person, Outcome.UNKNOWN, "the gallery contains other faces of the person too", results);
                }
            } catch (FaceBridgeException e) {
                if (isRepeated) {
                    e.addEffect(Effect.UNKNOWN, "an earlier request for the person may have been executed");
                }
                if (e.effect() == Effect.NONE
                        || attempt == MAX_ATTEMPTS
                        || Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                isRepeated = true;
            }
        }
    }

    /** Returns whether no other faces exist: a request of a killed process may have been executed after the removal. */
    private boolean isEnrolledOnce(PersonId person, List<ImageMigrationResult> results) {
        return gallery.find(person).map(found -> found.faces().size()).orElse(0)
                <= count(results, ImageMigrationResult.Outcome.ENROLLED);
    }

    private static long count(List<ImageMigrationResult> results, ImageMigrationResult.Outcome outcome) {
        return results.stream().filter(image -> image.outcome() == outcome).count();
    }

    private List<ImageMigrationResult> send(EnrollRequest request, PersonImages read) {
        try {
            return read.with(enroll(request).imageResults());
        } catch (FaceBridgeException e) {
            if (Reasons.isOfAnImage(e) && e.effect() == Effect.NONE) {
                return read.allRejected(Reasons.of(e));
            }
            throw e;
        }
    }

    /** Converts an out-of-memory error, after which it is unknown whether the request was sent. */
    private EnrollmentResult enroll(EnrollRequest request) {
        try {
            return gallery.enroll(request);
        } catch (OutOfMemoryError e) {
            InvalidImageException rejection = HeapRoom.refusalOfOne(e);
            rejection.addEffect(Effect.UNKNOWN, "the request may have been executed");
            throw rejection;
        }
    }

    private static PersonMigrationResult result(PersonId person, List<ImageMigrationResult> results) {
        long enrolled = count(results, ImageMigrationResult.Outcome.ENROLLED);
        long rejected = count(results, ImageMigrationResult.Outcome.REJECTED)
                + count(results, ImageMigrationResult.Outcome.UNREADABLE);
        Outcome outcome = enrolled == 0 ? Outcome.NOT_MOVED : rejected == 0 ? Outcome.MOVED : Outcome.PARTLY_MOVED;
        return new PersonMigrationResult(person, outcome, "", results);
    }
}
