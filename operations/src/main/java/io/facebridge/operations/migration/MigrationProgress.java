package io.facebridge.operations.migration;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The progress of a migration, for a {@link MigrationListener}. Immutable. */
public final class MigrationProgress {
    private final long persons;
    private final long total;
    private final long images;
    private final @Nullable Duration remainingTime;

    MigrationProgress(long persons, long total, long images, @Nullable Duration remainingTime) {
        this.persons = persons;
        this.total = total;
        this.images = images;
        this.remainingTime = remainingTime;
    }

    /** {@return the number of people processed so far, by earlier runs too; 0 or more} */
    public long persons() {
        return persons;
    }

    /** {@return the number of people in the image source when the run began; 0 or more} */
    public long total() {
        return total;
    }

    /** {@return the number of images that this run has processed; 0 or more} */
    public long images() {
        return images;
    }

    /**
     * Returns the estimated time until the end of the run, by the average time per person of this run.
     *
     * @return empty until this run has processed a person
     */
    public Optional<Duration> remainingTime() {
        return Optional.ofNullable(remainingTime);
    }

    @Override
    public String toString() {
        return "MigrationProgress[" + persons + " of " + total + " persons, " + images + " images"
                + (remainingTime == null ? "" : ", " + Objects.toString(remainingTime) + " left") + "]";
    }
}
