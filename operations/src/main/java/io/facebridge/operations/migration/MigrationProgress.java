package io.facebridge.operations.migration;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How far a migration is. Immutable. */
public final class MigrationProgress {
    private final long persons;
    private final long of;
    private final long pictures;
    private final @Nullable Duration left;

    MigrationProgress(long persons, long of, long pictures, @Nullable Duration left) {
        this.persons = persons;
        this.of = of;
        this.pictures = pictures;
        this.left = left;
    }

    /**
     * How many persons are dealt with, by earlier runs too.
     *
     * @return 0 or more
     */
    public long persons() {
        return persons;
    }

    /**
     * How many persons there are to deal with.
     *
     * @return as the image source counted them when the run began
     */
    public long of() {
        return of;
    }

    /**
     * How many pictures this run has dealt with.
     *
     * @return 0 or more
     */
    public long pictures() {
        return pictures;
    }

    /**
     * How long it will go on, by how long the persons of this run took.
     *
     * @return empty until a person was moved in this run
     */
    public Optional<Duration> left() {
        return Optional.ofNullable(left);
    }

    @Override
    public String toString() {
        return "MigrationProgress[" + persons + " of " + of + " persons, " + pictures + " pictures"
                + (left == null ? "" : ", " + Objects.toString(left) + " left") + "]";
    }
}
