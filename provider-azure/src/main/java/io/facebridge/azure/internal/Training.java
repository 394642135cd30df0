package io.facebridge.azure.internal;

import io.facebridge.azure.GalleryNotTrainedException;
import io.facebridge.error.CallTimeoutException;
import io.facebridge.error.Effect;
import io.facebridge.error.ProviderUnavailableException;
import io.facebridge.provider.Deadline;
import io.facebridge.remote.ExclusiveLock;
import io.facebridge.remote.UnusableAnswerException;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The training of a group, without which the service's searches see no change. One at a time for all threads: a waiting caller
 * takes the next step, which is to begin a training, or to request whether it has ended. A training begins when nothing was
 * written for a while, so that many enrollments need one. A step that a deadline interrupts is resumed by the next call.
 */
final class Training {
    private static final Duration FIRST_POLL_DELAY = Duration.ofMillis(50);
    private static final Duration MAX_POLL_INTERVAL = Duration.ofSeconds(5);
    private static final Duration BEFORE_ANOTHER = Duration.ofMillis(500);

    /** The factor of the quiet time after which continuous changes no longer delay a training. */
    private static final int PATIENCE = 10;

    private static final int MAX_FAILURES = 2;
    private static final Duration DONE = Duration.ZERO;

    private final AzureGroup group;
    private final long quiet;
    private final LongSupplier nanos;

    private final ExclusiveLock step = new ExclusiveLock("the gallery is still being trained");

    // How many changes there were, how many of them the last training that succeeded saw, and when.
    private long changes;
    private long trained;
    private boolean known;
    private long firstUntrained;
    private long lastChange;

    // The state of the training that runs; guarded by the step.
    private boolean running;
    private boolean ours;
    private long covers;
    private long nextPoll;
    private Duration between = FIRST_POLL_DELAY;
    private int failures;

    Training(AzureGroup group, Duration quiet, LongSupplier nanos) {
        this.group = group;
        this.quiet = quiet.toNanos();
        this.nanos = nanos;
    }

    /** Marks the group as created just now. */
    synchronized void startEmpty() {
        known = true;
    }

    /** Records that a person was enrolled or removed. */
    synchronized void changed() {
        lastChange = nanos.getAsLong();
        if (trained == changes) {
            firstUntrained = lastChange;
        }
        changes++;
    }

    /** Returns whether there are changes that no training has included. */
    synchronized boolean isDirty() {
        return trained < changes;
    }

    /** Returns the number of changes until now; unknown changes by other applications count as one. */
    synchronized long untilNow() {
        if (!known) {
            known = true;
            if (trained == changes) {
                changed();
            }
        }
        return changes;
    }

    /**
     * Waits until all changes of this provider until now are trained.
     *
     * @throws CallTimeoutException if it takes longer than the deadline
     * @throws ProviderUnavailableException if the service cannot train the group
     */
    void await(Deadline deadline) {
        long wanted = wanted();
        while (true) {
            Duration wait = advance(wanted, deadline);
            if (wait.isZero()) {
                return;
            }
            pause(wait, deadline);
        }
    }

    /**
     * Waits until the training that the service reports as running ends, whether this or another application began it.
     *
     * @throws CallTimeoutException if it takes longer than the deadline
     */
    void awaitRunning(Deadline deadline) {
        Duration wait = step.callExclusively(deadline, () -> {
            if (!running) {
                watch(false, 0);
            }
            return FIRST_POLL_DELAY;
        });
        while (!wait.isZero()) {
            pause(wait, deadline);
            wait = step.callExclusively(deadline, () -> running ? inspect(Long.MAX_VALUE, deadline) : DONE);
        }
    }

    /**
     * Takes the next step.
     *
     * @param wanted how many changes are to be trained
     * @return how long to wait before the next step; zero if they are trained
     */
    Duration advance(long wanted, Deadline deadline) {
        if (isTrained(wanted)) {
            return DONE;
        }
        return step.callExclusively(deadline, () -> {
            if (isTrained(wanted)) {
                return DONE;
            }
            return running ? inspect(wanted, deadline) : begin(deadline);
        });
    }

    private void pause(Duration wait, Deadline deadline) {
        if (wait.compareTo(deadline.remaining()) > 0) {
            throw new CallTimeoutException(
                    "the gallery is still being trained; retry later, wait with FaceGallery.awaitSearchable, or raise"
                            + " CallPolicy's deadline",
                    null,
                    Effect.NONE,
                    null);
        }
        group.pause(wait, deadline);
    }

    private Duration begin(Deadline deadline) {
        long early = untilQuiet();
        if (early > 0) {
            return Duration.ofNanos(early);
        }
        long until = wanted();
        try {
            group.send(AzureOperations.TRAIN, AzureRequest.post("largepersongroups", group.name(), "train"), deadline);
            watch(true, until);
        } catch (GalleryNotTrainedException e) {
            if (!AzureErrors.is(AzureErrors.BEING_TRAINED, e)) {
                throw e;
            }
            // A training of another application, which may have begun before our changes: it has to end first.
            watch(false, 0);
        }
        return FIRST_POLL_DELAY;
    }

    private void watch(boolean begunHere, long until) {
        running = true;
        ours = begunHere;
        covers = until;
        between = FIRST_POLL_DELAY;
        nextPoll = nanos.getAsLong() + FIRST_POLL_DELAY.toNanos();
    }

    private Duration inspect(long wanted, Deadline deadline) {
        long early = nextPoll - nanos.getAsLong();
        if (early > 0) {
            return Duration.ofNanos(early);
        }
        String status = group.send(
                AzureOperations.GET_TRAINING_STATUS,
                AzureRequest.get("largepersongroups", group.name(), "training"),
                deadline,
                answer -> AzureMapper.word(answer.json().get("status"))
                        .orElseThrow(() -> new UnusableAnswerException("no status")));
        if (status.equals("succeeded")) {
            running = false;
            return ended(wanted);
        }
        if (status.equals("failed")) {
            running = false;
            return failed(wanted, deadline);
        }
        Duration doubled = between.multipliedBy(2);
        between = doubled.compareTo(MAX_POLL_INTERVAL) > 0 ? MAX_POLL_INTERVAL : doubled;
        nextPoll = nanos.getAsLong() + between.toNanos();
        return between;
    }

    private Duration ended(long wanted) {
        failures = 0;
        if (ours) {
            train(covers);
        }
        return isTrained(wanted) ? DONE : Duration.ofMillis(1);
    }

    /** The service cannot train a group without faces, nor one with a person who has none yet: others may be enrolling. */
    private Duration failed(long wanted, Deadline deadline) {
        if (!new AzurePersons(group).hasAnyFace(deadline)) {
            return ended(wanted);
        }
        failures++;
        if (failures >= MAX_FAILURES) {
            failures = 0;
            throw new ProviderUnavailableException(
                    "Azure AI Face could not train the gallery; check for persons without faces, which"
                            + " unfinished enrollments leave behind, and retry later",
                    null,
                    Effect.NONE,
                    null,
                    null);
        }
        return BEFORE_ANOTHER;
    }

    private synchronized long wanted() {
        return changes;
    }

    private synchronized boolean isTrained(long wanted) {
        return trained >= wanted;
    }

    private synchronized void train(long until) {
        trained = Math.max(trained, until);
        known = true;
        firstUntrained = lastChange;
    }

    private synchronized long untilQuiet() {
        long now = nanos.getAsLong();
        long afterLast = lastChange + quiet - now;
        long patience = firstUntrained + PATIENCE * quiet - now;
        return Math.min(afterLast, patience);
    }
}
