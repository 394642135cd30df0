package io.facebridge.operations.audit;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a verification of a log of decisions found. Immutable. */
public final class DecisionLogVerdict {
    private final Anchor last;
    private final List<Fault> faults;
    private final long erasedIds;
    private final long unfinishedErasures;
    private final long signedRecords;
    private final @Nullable String lastKey;

    DecisionLogVerdict(
            Anchor last,
            List<Fault> faults,
            long erasedIds,
            long unfinishedErasures,
            long signedRecords,
            @Nullable String lastKey) {
        this.last = last;
        this.faults = List.copyOf(faults);
        this.erasedIds = erasedIds;
        this.unfinishedErasures = unfinishedErasures;
        this.signedRecords = signedRecords;
        this.lastKey = lastKey;
    }

    /** {@return where the part that is in order ends} */
    public Anchor last() {
        return last;
    }

    /** {@return what is wrong, in the order of the log, up to the first break of the chain; empty if it is in order; unmodifiable} */
    public List<Fault> faults() {
        return faults;
    }

    /** {@return {@code true} if there is no fault} */
    public boolean inOrder() {
        return faults.isEmpty();
    }

    /** {@return how many ids of persons and requesters were erased, each in one record; 0 or more. This is no fault} */
    public long erasedIds() {
        return erasedIds;
    }

    /**
     * Returns how many ids are left of an erasure that did not come to its end, because the process died for example. This is no
     * fault: opening the log erases them.
     *
     * @return 0 or more
     */
    public long unfinishedErasures() {
        return unfinishedErasures;
    }

    /** {@return how many records have a signature that was checked with a key; 0 if no key was given} */
    public long signedRecords() {
        return signedRecords;
    }

    /** {@return the id of the key of the last record that is in order; empty if that is not signed or there is none} */
    public Optional<String> lastKey() {
        return Optional.ofNullable(lastKey);
    }

    @Override
    public String toString() {
        return "DecisionLogVerdict[" + last.records() + " records, " + (inOrder() ? "in order" : faults.toString())
                + ", " + signedRecords + " signed, " + erasedIds + " ids erased, " + unfinishedErasures
                + " left to erase]";
    }

    /**
     * A place in a log. Kept where the writer of the log cannot reach it, it shows later that nothing up to there was cut off
     * or written again.
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
            if (!LogLine.isHash(hash)) {
                throw new IllegalArgumentException("a hash has 64 hexadecimal digits but was \"" + hash + "\"");
            }
        }
    }

    /**
     * Something wrong.
     *
     * @param record the number of the record, from 1 and through all files; one more than there are, where records are missing
     * @param kind what is wrong
     * @param file the name of the file, without its folder; empty if there is none
     */
    public record Fault(long record, Kind kind, String file) {
        /**
         * Checks that the parts are there.
         *
         * @param record see the record
         * @param kind see the record
         * @param file see the record
         */
        public Fault {
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(file, "file");
        }

        /** What can be wrong. More may be added. */
        public enum Kind {
            /** The record, or an id beside it, is not what it was when it was written. */
            CHANGED,
            /** The record does not follow the one before it: records or files were removed, added, or put into another order. */
            OUT_OF_ORDER,
            /** The last line of a file has no end: writing it broke off, or it was cut. */
            TORN,
            /** There are fewer records than an anchor knows of, or none in a file that others follow: the end was cut off. */
            CUT_OFF,
            /** The records up to an anchor are not those that it knows of: the log was written again. */
            REWRITTEN,
            /** A file is missing between, or before, those that exist. */
            FILE_MISSING,
            /**
             * The signature of the record or of a checkpoint does not fit: it was made without the key, or the key that was given
             * for its id is not the one.
             */
            SIGNATURE,
            /** The record is signed with a key that was not given. */
            KEY_UNKNOWN,
            /** The record is signed with another key than the one before it, and no record says that the key changed. */
            KEY_CHANGED,
            /** The record is not signed though one before it is; or keys were given and no record is signed. */
            UNSIGNED,
            /** An id was erased, and no record says so. */
            ERASED_UNRECORDED,
            /** A record says that an id was erased, and it exists. */
            NOT_ERASED
        }
    }
}
