package io.facebridge.decision;

import java.util.List;
import java.util.Objects;

/**
 * What a look at a log of decisions found.
 *
 * @param last where the part that is in order ends
 * @param faults what is wrong, in the order of the log; empty if it is in order; unmodifiable
 */
public record DecisionLogVerdict(Anchor last, List<Fault> faults) {
    /**
     * Copies the faults.
     *
     * @param last see the record
     * @param faults see the record
     */
    public DecisionLogVerdict {
        Objects.requireNonNull(last, "last");
        faults = List.copyOf(faults);
    }

    /**
     * Whether the log is in order.
     *
     * @return {@code true} if there is no fault
     */
    public boolean inOrder() {
        return faults.isEmpty();
    }

    /**
     * A place in a log. Kept where the writer of the log cannot reach it, it shows later that nothing up to there was cut off
     * or written anew.
     *
     * @param records how many records there are up to there; 0 or more
     * @param hash of the last of them, 64 hexadecimal digits; zeros before the first
     */
    public record Anchor(long records, String hash) {
        /**
         * Checks the form.
         *
         * @param records see the record
         * @param hash see the record
         * @throws IllegalArgumentException if the number is negative or the hash of another form
         */
        public Anchor {
            if (records < 0) {
                throw new IllegalArgumentException("records must be 0 or more but was " + records);
            }
            if (!hash.matches("[0-9a-f]{64}")) {
                throw new IllegalArgumentException("a hash has 64 hexadecimal digits but was \"" + hash + "\"");
            }
        }
    }

    /**
     * Something wrong.
     *
     * @param line in which line of the log, from 1; the number of records, or one more, where lines are missing
     * @param kind what is wrong
     */
    public record Fault(long line, Kind kind) {
        /**
         * Checks that the kind is there.
         *
         * @param line see the record
         * @param kind see the record
         */
        public Fault {
            Objects.requireNonNull(kind, "kind");
        }

        /** What can be wrong. More may be added. */
        public enum Kind {
            /** The line is not what it was when it was written. */
            CHANGED,
            /** The line does not follow the one before it: lines were removed, added, or put into another order. */
            OUT_OF_ORDER,
            /** The last line has no end: writing it broke off, or it was cut. */
            TORN,
            /** There are fewer records than an anchor knows of: the end was cut off. */
            CUT_OFF,
            /** The records up to an anchor are not those that it knows of: the log was written anew. */
            REWRITTEN
        }
    }
}
