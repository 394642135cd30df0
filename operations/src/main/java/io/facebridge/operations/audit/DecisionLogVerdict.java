package io.facebridge.operations.audit;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The result of a verification of a decision log; returned by {@link DecisionLogVerifier#verify()}. Immutable. */
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

    /** {@return the end of the valid part} */
    public Anchor last() {
        return last;
    }

    /**
     * {@return the faults, in the order of the log, up to the first break of the chain; empty if the log is valid;
     * unmodifiable}
     */
    public List<Fault> faults() {
        return faults;
    }

    /** {@return {@code true} if there is no fault} */
    public boolean inOrder() {
        return faults.isEmpty();
    }

    /** {@return the number of erased ids of people and requesters, each in one record; 0 or more; not a fault} */
    public long erasedIds() {
        return erasedIds;
    }

    /**
     * Returns the number of ids that are left of an interrupted erasure, for example because the process ended. This is not a
     * fault: opening the log erases them.
     *
     * @return 0 or more
     */
    public long unfinishedErasures() {
        return unfinishedErasures;
    }

    /** {@return the number of records whose signature was verified with a key; 0 if no key was given} */
    public long signedRecords() {
        return signedRecords;
    }

    /** {@return the id of the key of the last valid record; empty if that is not signed or there is none} */
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
     * A position in a log. Store it where accounts that can write the log's files cannot change it: with it, a verification
     * detects that records up to this position were removed or rewritten.
     *
     * @param records the number of records up to the position; 0 or more
     * @param hash the hash of the last of them, 64 hexadecimal digits; zeros before the first
     */
    public record Anchor(long records, String hash) {
        /**
         * Creates an anchor.
         *
         * @param records the number of records, 0 or more
         * @param hash the hash of the last of them, 64 hexadecimal digits
         * @throws IllegalArgumentException if the number is negative
         * @throws IllegalArgumentException if the hash has another form
         */
        public Anchor {
            if (records < 0) {
                throw new IllegalArgumentException("records must be 0 or more but was " + records);
            }
            if (!LogLine.isHash(hash)) {
                throw new IllegalArgumentException("hash must have 64 hexadecimal digits but was \"" + hash + "\"");
            }
        }
    }

    /**
     * A fault in a log.
     *
     * @param record the number of the record, from 1 and across all files; one more than exist if records are missing
     * @param kind the kind of fault
     * @param file the name of the file, without its folder; empty if there is none
     */
    public record Fault(long record, Kind kind, String file) {
        /**
         * Creates a fault.
         *
         * @param record the number of the record
         * @param kind the kind of fault
         * @param file the name of the file; may be empty
         */
        public Fault {
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(file, "file");
        }

        /** The kind of fault. More may be added. */
        public enum Kind {
            /** The record, or an id beside it, was changed after it was written. */
            CHANGED,
            /** The record does not follow the one before it: records or files were removed, added, or put into another order. */
            OUT_OF_ORDER,
            /** The last line of a file is incomplete: writing was interrupted, or the line was truncated. */
            TORN,
            /** The log has fewer records than an anchor, or none in a file that is followed by others: the end was removed. */
            CUT_OFF,
            /** The records up to an anchor do not match it: the log was rewritten. */
            REWRITTEN,
            /** A file is missing before or between existing ones. */
            FILE_MISSING,
            /**
             * The signature of the record or of a checkpoint is not valid: it was created without the key, or another key was
             * given for its id.
             */
            SIGNATURE,
            /** The record is signed with a key that was not given. */
            KEY_UNKNOWN,
            /** The record is signed with another key than the one before it, and no record states a change of the key. */
            KEY_CHANGED,
            /** The record is not signed though one before it is; or keys were given and no record is signed. */
            UNSIGNED,
            /** An id was erased, and no record states it. */
            ERASED_UNRECORDED,
            /** A record states that an id was erased, and the id exists. */
            NOT_ERASED
        }
    }
}
