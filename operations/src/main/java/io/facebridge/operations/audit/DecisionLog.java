package io.facebridge.operations.audit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.facebridge.decision.DecisionListener;
import io.facebridge.decision.DecisionReport;
import io.facebridge.decision.FailoverMember.FailedMember;
import io.facebridge.error.Effect;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.internal.DiskFailure;
import io.facebridge.internal.OwnerOnly;
import io.facebridge.internal.ProcessLock;
import io.facebridge.internal.ReopenedFile;
import io.facebridge.match.MatchDecision.Reason;
import io.facebridge.match.Threshold;
import io.facebridge.operations.audit.DecisionLogVerdict.Anchor;
import io.facebridge.operations.audit.DecisionLogVerdict.Fault;
import io.facebridge.operations.store.AppendOnlyFile;
import io.facebridge.provider.ProviderId;
import java.io.Closeable;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A log of every decision, and of every {@link AuditEvent}, as JSON, one line each, in which each line contains the hash of
 * the one before it. The lines name persons and contain no scores. {@link DecisionLogVerifier} documents which changes are
 * detected: by the log alone, with the key of a log that is signed, and with an anchor or a checkpoint that was stored
 * elsewhere.
 *
 * <pre>{@code
 * try (DecisionLog log = DecisionLog.builder(Path.of("decisions.jsonl"))
 *         .key(DecisionLogKey.of("2026-11", secret))
 *         .maxBytesPerFile(64 << 20)
 *         .checkpoints(1_000, checkpoint -> elsewhere.keep(checkpoint.text()))
 *         .open()) {
 *     FaceMatcher.of(faces, policy).withListener(log).verify(request);
 * }
 * }</pre>
 *
 * <p><b>Durability.</b> A decision is on the disk before it is returned to the caller: a line takes as long as the disk takes
 * to confirm it. One process writes a log at a time: while it is open a file beside it, with {@code .lock} appended to the
 * name, is locked. That file stays and must not be used; the log may be read and copied in the meantime. The first file and
 * the one that is written are locked themselves, too, for processes that open them by another name, for example a hard link.
 * On POSIX systems that second lock ends if the application opens such a file and closes it in the process that has the log
 * open; {@link DecisionLogExport} and {@link DecisionLogVerifier} preserve it. An incomplete last line, because writing was
 * interrupted, is removed when the log is opened again, and a record says so: that decision was not returned to the caller.
 *
 * <p><b>Files.</b> With a limit the log continues in numbered files: {@code decisions.jsonl}, {@code decisions.000001.jsonl}
 * and so on, whose first line follows the last one of the file before. A log of format 1, in which ids cannot be erased, is
 * continued in a new file of format 2.
 *
 * <p><b>Persons.</b> The chained part of a record contains a salted hash of each id (SHA-256 over 16 random bytes and the
 * id), and the id and its salt are stored outside of it, so that {@link #forget} can erase them. Without the salt the hash
 * cannot be linked to a person, not even by trying all ids. That includes {@code askedBy}, which may name a person too.
 * Galleries, attributes of events and policies are chained as they are and cannot be erased: keep persons out of them. The
 * length of an erased id stays visible.
 *
 * <p>Thread-safe.
 */
public final class DecisionLog implements DecisionListener, AuditListener, AutoCloseable {
    private static final JsonFactory FACTORY = new JsonFactory();

    /** Keeps a record far below the longest line. */
    private static final int PLACES_PER_RECORD = 20_000;

    private final Path name;
    private final Path real;
    private final ProcessLock lock;
    private final Clock clock;
    private final long maxRecords;
    private final long maxBytes;
    private final long checkpointEvery;
    private final @Nullable Consumer<DecisionLogCheckpoint> checkpoints;
    private final SecureRandom random = new SecureRandom();
    private int number;
    private final @Nullable AppendOnlyFile first;
    private AppendOnlyFile lines;
    private Anchor last;
    private @Nullable DecisionLogKey key;
    private Map<LogField, BitSet> pending;
    private long recordsInFile;
    private long bytesInFile;
    private long sinceCheckpoint;
    private boolean beginsFile;
    private boolean isTorn;
    private boolean closed;

    private DecisionLog(
            Builder builder,
            Path real,
            @Nullable AppendOnlyFile first,
            int number,
            AppendOnlyFile lines,
            ProcessLock lock,
            ChainReader read)
            throws IOException {
        this.real = real;
        this.first = first;
        name = builder.file;
        clock = builder.clock;
        maxRecords = builder.maxRecords;
        maxBytes = builder.maxBytes;
        checkpointEvery = builder.checkpointEvery;
        checkpoints = builder.checkpoints;
        key = builder.key;
        this.number = number;
        this.lines = lines;
        this.lock = lock;
        lines.startAt(read.bytes());
        last = read.last();
        pending = read.pending();
        recordsInFile = read.records();
        bytesInFile = read.bytes();
    }

    /**
     * Creates an unsigned log of one file, or continues one, as {@link #builder} without settings does.
     *
     * @param file the log
     * @return the open log; close it after use
     * @throws DecisionLogException if the log cannot be continued, as {@link Builder#open} specifies
     */
    public static DecisionLog open(Path file) {
        return builder(file).open();
    }

    /**
     * Opens a log as {@link #open(Path)} does, with another clock for the records that the log writes by itself.
     *
     * @param file the log
     * @param clock the clock
     * @return the open log; close it after use
     * @throws DecisionLogException if the log cannot be continued, as {@link Builder#open} specifies
     */
    public static DecisionLog open(Path file, Clock clock) {
        return builder(file).clock(clock).open();
    }

    /**
     * Creates a builder.
     *
     * @param file the log, or the first of its files
     * @return a builder of an unsigned log of one file
     */
    public static Builder builder(Path file) {
        return new Builder(file);
    }

    /** Builds a {@link DecisionLog}. Not thread-safe. */
    public static final class Builder {
        private final Path file;
        private final List<DecisionLogKey> formerKeys = new ArrayList<>();
        private Clock clock = Clock.systemUTC();
        private @Nullable DecisionLogKey key;
        private long maxRecords = Long.MAX_VALUE;
        private long maxBytes = Long.MAX_VALUE;
        private long checkpointEvery = Long.MAX_VALUE;
        private @Nullable Consumer<DecisionLogCheckpoint> checkpoints;

        private Builder(Path file) {
            this.file = Objects.requireNonNull(file, "file");
        }

        /**
         * Sets the clock of the records that the log writes by itself, and of checkpoints. The default is the system's.
         *
         * @param source the clock
         * @return this builder
         */
        public Builder clock(Clock source) {
            clock = Objects.requireNonNull(source, "clock");
            return this;
        }

        /**
         * Sets the key that signs records from now on. If the last record is signed with another one, or with none, a record
         * {@code KEY_ROTATION} says so. The default is no key; a log that is signed is not continued without a key.
         *
         * @param signer with an id that no earlier key of the log has
         * @return this builder
         */
        public Builder key(DecisionLogKey signer) {
            key = Objects.requireNonNull(signer, "key");
            return this;
        }

        /**
         * Sets keys of earlier records, so that their signatures are verified when the log is opened. Without them only their
         * chain is verified.
         *
         * @param signers each with the id it had
         * @return this builder
         */
        public Builder formerKeys(DecisionLogKey... signers) {
            formerKeys.addAll(List.of(signers));
            return this;
        }

        /**
         * Sets the maximum number of records per file. The default is no limit.
         *
         * <p>A file has more in two cases, because opening the log searches only the last file for unfinished work. From the
         * first record of an erasure to the one that marks it as completed no file is started; if the erasure fails, every
         * record up to that one stays in the file, decisions included, until {@link DecisionLog#forget} or the next opening
         * completes it. And the records that opening writes where the last line is incomplete, {@code KEY_ROTATION} and
         * {@code TORN_LINE_REMOVED}, stay in the file of that line.
         *
         * @param records 1 or more
         * @return this builder
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder maxRecordsPerFile(long records) {
            maxRecords = positive("maxRecordsPerFile", records);
            return this;
        }

        /**
         * Sets the maximum number of bytes per file. The default is no limit. A file of a single record may have more, and so
         * may one in which an erasure is not completed or a line was incomplete, as with {@link #maxRecordsPerFile}.
         *
         * @param bytes 1 or more
         * @return this builder
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder maxBytesPerFile(long bytes) {
            maxBytes = positive("maxBytesPerFile", bytes);
            return this;
        }

        /**
         * Sets the receiver of checkpoints: one after every {@code every} records, one at the end of each file and one when
         * the log is closed. The receiver runs on the thread of the caller, while other callers wait, and must not use the
         * log. If it throws, the caller gets that exception instead of the decision. By default there are no checkpoints.
         *
         * @param every the number of records between two checkpoints, 1 or more
         * @param receiver stores checkpoints where the writer of the log's files cannot remove them
         * @return this builder
         * @throws IllegalArgumentException if {@code every} is less than 1
         */
        public Builder checkpoints(long every, Consumer<DecisionLogCheckpoint> receiver) {
            checkpointEvery = positive("every", every);
            checkpoints = Objects.requireNonNull(receiver, "receiver");
            return this;
        }

        private static long positive(String what, long value) {
            if (value < 1) {
                throw new IllegalArgumentException(what + " must be 1 or more but was " + value);
            }
            return value;
        }

        /**
         * Creates the log, or continues it after having read its last file, and all files if the key is a new one. Where the
         * oldest files were deleted it continues the others, and where only the last one is left, from what that one begins
         * with. Only its owner can access a new file ({@link OwnerOnly}). An interrupted erasure is completed.
         *
         * @return the open log; close it after use
         * @throws DecisionLogException if the last file, or what has to be read of the others, is not valid; if a file before
         *     the last one is missing though older ones exist; if the log is signed and no key is set; if the key was
         *     replaced by another one before; if the log is open elsewhere, in this process or another; or if it or the lock
         *     file beside it cannot be read or written
         * @throws IllegalStateException if there is a receiver of checkpoints and no key
         */
        public DecisionLog open() {
            if (checkpoints != null && key == null) {
                throw new IllegalStateException("checkpoints are signed; give the log a key, or keep anchors");
            }
            ProcessLock lock = null;
            AppendOnlyFile first = null;
            AppendOnlyFile out = null;
            DecisionLog log = null;
            Path real = file;
            try {
                real = LogFiles.real(file);
                if (LogFiles.of(real).isEmpty()) {
                    var unused = OwnerOnly.createIfAbsent(real);
                }
                lock = ProcessLock.ofName(real).orElseThrow(OverlappingFileLockException::new);
                SortedMap<Integer, Path> files = LogFiles.of(real);
                int number = files.lastKey();
                Path current = number == 0 ? file : Objects.requireNonNull(files.get(number));
                if (files.containsKey(0)) {
                    first = AppendOnlyFile.openUnderLock(file); // and held, for processes that know it by another name
                }
                out = number == 0 && first != null ? first : AppendOnlyFile.openUnderLock(current);
                ChainReader read = read(files, out);
                requireInOrder(read, real);
                log = new DecisionLog(this, real, first, number, out, lock, read);
                log.begin(read, out.length() - read.bytes());
                DecisionLog whole = log;
                log = null;
                first = null;
                out = null;
                lock = null;
                return whole;
            } catch (OverlappingFileLockException e) {
                throw new DecisionLogException(
                        "another process or thread has the log of decisions " + file
                                + " open; give each process a log of its own",
                        e);
            } catch (IOException e) {
                throw new DecisionLogException(
                        "the log of decisions " + file + " cannot be opened: "
                                + DiskFailure.of(e, real).words(),
                        e);
            } finally {
                closeAll(log == null ? out : log.lines, null);
                closeAll(first, lock);
            }
        }

        private ChainReader read(SortedMap<Integer, Path> files, AppendOnlyFile out) throws IOException {
            List<DecisionLogKey> keys = new ArrayList<>(formerKeys);
            if (key != null) {
                keys.add(key);
            }
            int number = files.lastKey();
            Path current = Objects.requireNonNull(files.get(number));
            Path before = files.get(number - 1);
            ChainReader read;
            if (number == 0) {
                read = new ChainReader(ChainReader.START, keys, false, List.of());
            } else if (areEmpty(files.headMap(number).values())) { // those before it were deleted
                LogLine begin = LogFiles.firstLine(out.content());
                if (begin == null) {
                    throw notInOrder(
                            "the only file that is left of the log of decisions " + file + " is empty or not in order");
                }
                read = new ChainReader(begin.before(), keys, false, List.of());
            } else {
                LogLine end = before == null ? null : LogFiles.lastLine(before);
                if (before == null || end == null || !end.hashFits()) {
                    throw notInOrder("the file before the last one of the log of decisions " + file
                            + " is missing or not in order");
                }
                read = new ChainReader(end.before(), keys, false, List.of());
                read.startBehind(end, String.valueOf(before.getFileName()));
            }
            read.read(out.content(), String.valueOf(current.getFileName()), true);
            read.finish();
            return read;
        }

        private static boolean areEmpty(Collection<Path> files) throws IOException {
            for (Path each : files) {
                if (Files.size(each) > 0) {
                    return false;
                }
            }
            return true;
        }

        private static DecisionLogException notInOrder(String what) {
            return new DecisionLogException(what + "; keep the files for who has to look, and begin another log", null);
        }

        private void requireInOrder(ChainReader read, Path real) throws IOException {
            for (Fault fault : read.faults()) {
                if (fault.kind() != Fault.Kind.TORN) {
                    throw new DecisionLogException(
                            "the log of decisions " + file + " is not in order at record " + fault.record() + " of "
                                    + fault.file() + " (" + fault.kind()
                                    + ") and is not continued; keep it for who has to look, and begin another one",
                            null);
                }
            }
            String signed = read.lastKey();
            if (signed != null && key == null) {
                throw new DecisionLogException(
                        "the log of decisions " + file + " is signed with the key " + signed
                                + " and is not continued without one; give the log that key, or a new one",
                        null);
            }
            if (key != null && signed != null && !signed.equals(key.id()) && isUsed(key, real)) {
                throw new DecisionLogException(
                        "the key " + key.id() + " signed earlier records of the log of decisions " + file
                                + " and was replaced by " + signed + "; give the log that key, or one of a new id",
                        null);
            }
        }
    }

    /** {@return whether a record of any file is signed with a key of this id} */
    private static boolean isUsed(DecisionLogKey key, Path real) throws IOException {
        Set<String> used = new HashSet<>();
        LogFiles.readAll(real, (file, start, line) -> {
            if (line.key() != null) {
                used.add(line.key());
            }
        });
        return used.contains(key.id());
    }

    /** Completes what an earlier process left, in an order in which another crash loses nothing. */
    private void begin(ChainReader read, long torn) throws IOException {
        LogLine end = read.lastLine();
        beginsFile = end != null && end.format() < LogLine.FORMAT;
        isTorn = torn > 0;
        if (beginsFile && isTorn) {
            lines.cut();
            isTorn = false;
        }
        if (end != null && key != null && !key.id().equals(read.lastKey())) {
            appendKeyRotation(read.lastKey(), key);
        }
        if (torn > 0) {
            append(json -> {
                json.writeStringField("time", clock.instant().toString());
                json.writeStringField("event", "TORN_LINE_REMOVED");
                json.writeNumberField("bytes", torn);
            });
            isTorn = false;
        }
        erasePending();
    }

    /**
     * Writes one record.
     *
     * @param report the decision
     * @throws DecisionLogException if it cannot be written, or the folder was removed, moved or replaced since the log was
     *     opened; nothing of the record stays, the decision is not returned to the caller, and the log accepts decisions
     *     again once the disk does
     * @throws IllegalStateException if the log was closed
     */
    @Override
    public synchronized void onDecision(DecisionReport report) {
        requireOpen();
        try {
            append(json -> write(json, report), ids(report));
        } catch (IOException e) {
            throw new DecisionLogException(
                    "the decision could not be recorded in " + name + " and is not given: " + e.getMessage(), e);
        }
        checkpointIfDue();
    }

    /**
     * Writes one record.
     *
     * @param event the event
     * @throws DecisionLogException if it cannot be written, or the folder was removed, moved or replaced since the log was
     *     opened; nothing of the record stays, and the log accepts events again once the disk does
     * @throws IllegalStateException if the log was closed
     */
    @Override
    public synchronized void onEvent(AuditEvent event) {
        requireOpen();
        try {
            append(json -> write(json, event), ids(event));
        } catch (IOException e) {
            throw new DecisionLogException(
                    "the event " + event.kind() + " could not be recorded in " + name + ": " + e.getMessage(), e);
        }
        checkpointIfDue();
    }

    /**
     * Returns the number of records, in all files, that name a person, as a person or as a requester. Reads all files;
     * decisions wait in the meantime.
     *
     * @param person the person whose id is searched for
     * @return 0 or more; records of format 1 count too
     * @throws DecisionLogException if the files cannot be read, or contain a line that is not one of a log
     * @throws IllegalStateException if the log was closed
     */
    public synchronized long count(PersonId person) {
        requireOpen();
        try {
            Named named = named(person);
            return named.records + named.oldRecords;
        } catch (IOException e) {
            throw new DecisionLogException(
                    "ids could not be searched for in the log of decisions " + name + ": "
                            + DiskFailure.of(e, real).words(),
                    e);
        }
    }

    /**
     * Erases an id, as a person and as a requester ({@code askedBy}), from all records of all files: the id and its salt are
     * overwritten in place. The chain and the signatures stay as they are and are verified as before. One record lists the
     * places in which ids are to be erased, before the first is, and another one says that they are; neither names the
     * person. If the process dies in between, the log is valid, and opening it completes the erasure.
     *
     * <p>Compares the whole text: a requester of {@code user:ada} is erased by {@code new PersonId("user:ada")}. Reads all
     * files, twice if the person is named; decisions wait in the meantime. What the file system or a disk keeps of
     * overwritten blocks is not erased, and neither are copies of the files.
     *
     * @param person the person whose id is erased
     * @return how many records named the person; 0 or more, and 0 if they were erased before
     * @throws DecisionLogException if the files cannot be read or written, or contain a line that is not one of a log, in
     *     which case the next call or the next opening completes what was begun; or if records of format 1 name the person,
     *     which cannot be erased, after all others were. If the {@linkplain DecisionLogException#effect effect} is NONE,
     *     nothing was begun
     * @throws IllegalStateException if the log was closed
     */
    public synchronized long forget(PersonId person) {
        requireOpen();
        try {
            erasePending();
            Named named = named(person);
            if (named.records > 0) {
                announce(named.places);
                erasePending();
            }
            checkpointIfDue();
            if (named.oldRecords > 0) {
                throw new DecisionLogException(
                        "the log of decisions " + name
                                + " names the person in records of format 1, which cannot be erased: "
                                + named.oldRecords + " in " + named.oldFiles
                                + "; keep the last anchor of these files, and delete them once they need not be kept",
                        named.records > 0 ? Effect.PARTIAL : Effect.NONE,
                        null);
            }
            return named.records;
        } catch (IOException e) {
            throw new DecisionLogException(
                    "ids could not be erased from the log of decisions " + name + ": "
                            + DiskFailure.of(e, real).words() + "; then call again",
                    isPending() ? Effect.PARTIAL : Effect.NONE,
                    e);
        }
    }

    /**
     * Signs records with another key from now on, and writes a record {@code KEY_ROTATION}, which is the first that the new
     * key signs. Reads all files; decisions wait in the meantime.
     *
     * @param next with an id that no earlier key of the log has
     * @throws IllegalArgumentException if the current key has this id, or a key that signed earlier records has it
     * @throws DecisionLogException if the files cannot be read, or contain a line that is not one of a log, or the record
     *     cannot be written; the current key stays
     * @throws IllegalStateException if the log was closed
     */
    public synchronized void rotateKey(DecisionLogKey next) {
        requireOpen();
        DecisionLogKey former = key;
        if (former != null && former.id().equals(next.id())) {
            throw new IllegalArgumentException(
                    "the key " + next.id() + " signs the log already; give the new key a new id");
        }
        try {
            if (isUsed(next, real)) {
                throw new IllegalArgumentException("the key " + next.id()
                        + " signed earlier records of the log and was replaced; give the new key a new id");
            }
            appendKeyRotation(former == null ? null : former.id(), next);
            key = next;
        } catch (IOException e) {
            throw new DecisionLogException(
                    "the change to the key " + next.id() + " could not be recorded in " + name + ": " + e.getMessage(),
                    e);
        }
        checkpointIfDue();
    }

    /**
     * Continues in a new file from the next record on, at the end of a month for example; while an erasure is not completed, from
     * the record on that follows its completion. Does nothing if the current file has no record yet.
     *
     * @throws IllegalStateException if the log was closed
     */
    public synchronized void rotate() {
        requireOpen();
        beginsFile = true;
    }

    /**
     * Returns the current end of the log. Store it where the writer of the log's files cannot change it, as often as the loss
     * of the decisions since then would matter.
     *
     * @return for {@link DecisionLogVerifier#anchors}
     */
    public synchronized Anchor anchor() {
        return last;
    }

    /**
     * Signs the current end of the log.
     *
     * @return for {@link DecisionLogVerifier#checkpoints}
     * @throws IllegalStateException if the log has no key
     */
    public synchronized DecisionLogCheckpoint checkpoint() {
        DecisionLogKey signer = key;
        if (signer == null) {
            throw new IllegalStateException("a checkpoint is signed and the log has no key; keep its anchor");
        }
        return DecisionLogCheckpoint.of(last, clock.instant(), signer);
    }

    /** Closes the log, after a last checkpoint if there is a receiver and there were records since the one before. Idempotent. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            if (sinceCheckpoint > 0) {
                keepCheckpoint();
            }
        } finally {
            closeAll(lines, null);
            closeAll(first, lock);
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the log of decisions " + name + " is closed");
        }
    }

    private void checkpointIfDue() {
        if (sinceCheckpoint >= checkpointEvery) {
            keepCheckpoint();
        }
    }

    private void keepCheckpoint() {
        if (checkpoints != null) {
            checkpoints.accept(checkpoint());
        }
        sinceCheckpoint = 0;
    }

    // Writing

    private void append(Content content) throws IOException {
        append(content, Map.of());
    }

    private void append(Content content, Map<LogField, String> ids) throws IOException {
        append(content, ids, key);
    }

    /** What the file before is signed with, if the record begins one, is the current key and not the signer of the record. */
    private void append(Content content, Map<LogField, String> ids, @Nullable DecisionLogKey signer)
            throws IOException {
        if (last.records() == LogLine.MOST_RECORDS) {
            throw new IOException("a log has at most " + LogLine.MOST_RECORDS + " records; begin another one");
        }
        Map<LogField, byte[]> salts = new EnumMap<>(LogField.class);
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.writeStartObject();
            json.writeNumberField("record", last.records() + 1);
            json.writeNumberField("format", LogLine.FORMAT);
            if (signer != null) {
                json.writeStringField("key", signer.id());
            }
            content.writeTo(json);
            for (LogField field : ids.keySet()) {
                byte[] salt = new byte[LogLine.SALT_BYTES];
                random.nextBytes(salt);
                salts.put(field, salt);
                json.writeStringField(
                        field.hashWord(), LogLine.identityHash(salt, Objects.requireNonNull(ids.get(field))));
            }
            json.writeStringField("previous", last.hash());
            json.writeEndObject();
        }
        String chained = text.getBuffer().substring(0, text.getBuffer().length() - 1);
        String hash = LogLine.hashOf(chained.getBytes(StandardCharsets.UTF_8));
        StringBuilder line = new StringBuilder(chained)
                .append(LogLine.HASH_FIELD)
                .append(hash)
                .append('"');
        if (signer != null) {
            line.append(",\"mac\":\"")
                    .append(signer.mac(ChainReader.RECORD_DOMAIN, hash))
                    .append('"');
        }
        ids.forEach((field, id) -> line.append(",\"" + field.word() + "\":\"" + LogLine.encoded(id) + '"'));
        String before = ",\"salts\":{\"";
        for (Map.Entry<LogField, byte[]> salt : salts.entrySet()) {
            line.append(before)
                    .append(salt.getKey().word() + "\":\"" + HexFormat.of().formatHex(salt.getValue()) + '"');
            before = ",\"";
        }
        byte[] bytes = line.append(salts.isEmpty() ? "}\n" : "}}\n").toString().getBytes(StandardCharsets.UTF_8);
        if (bytes.length > LogLine.LONGEST) {
            throw new IOException("a line of " + bytes.length + " bytes is too long for a log");
        }
        beginFileIfDue(bytes.length);
        lines.append(bytes);
        last = new Anchor(last.records() + 1, hash);
        recordsInFile++;
        bytesInFile += bytes.length;
        sinceCheckpoint++;
    }

    private void beginFileIfDue(int next) throws IOException {
        boolean isFull = recordsInFile >= maxRecords || bytesInFile + next > maxBytes;
        // Opening the log finds in its last file what is left to remove or to erase.
        if (recordsInFile == 0 || isTorn || isPending() || !(isFull || beginsFile)) {
            beginsFile &= recordsInFile > 0;
            return;
        }
        lines.requireThere();
        if (sinceCheckpoint > 0) {
            keepCheckpoint();
        }
        Path following = LogFiles.numbered(real, number + 1);
        try {
            AppendOnlyFile opened = AppendOnlyFile.openUnderLock(following);
            try {
                if (opened.length() > 0) {
                    throw new IOException(
                            following + " exists already and belongs to no log that is open; move it away");
                }
                OwnerOnly.forceNames(following.toAbsolutePath().getParent());
            } catch (IOException e) {
                opened.close();
                throw e;
            }
            if (number > 0) {
                lines.close();
            }
            lines = opened;
        } catch (OverlappingFileLockException e) {
            throw new IOException(following + " is written by another process", e);
        } catch (IOException e) {
            throw new IOException(DiskFailure.of(e, following).words(), e);
        }
        number++;
        recordsInFile = 0;
        bytesInFile = 0;
        beginsFile = false;
    }

    private void appendKeyRotation(@Nullable String former, DecisionLogKey next) throws IOException {
        append(
                json -> {
                    json.writeStringField("time", clock.instant().toString());
                    json.writeStringField("event", AuditEvent.Kind.KEY_ROTATION.name());
                    text(json, "formerKey", former);
                },
                Map.of(),
                next);
    }

    // Erasing

    private boolean isPending() {
        return pending.values().stream().anyMatch(records -> !records.isEmpty());
    }

    private void announce(Map<LogField, BitSet> places) throws IOException {
        for (Map.Entry<LogField, BitSet> each : places.entrySet()) {
            int[] records = each.getValue().stream().toArray();
            for (int from = 0; from < records.length; from += PLACES_PER_RECORD) {
                int[] some = Arrays.copyOfRange(records, from, Math.min(records.length, from + PLACES_PER_RECORD));
                append(json -> {
                    json.writeStringField("time", clock.instant().toString());
                    json.writeStringField("event", ChainReader.FORGETTING);
                    json.writeObjectFieldStart("places");
                    json.writeFieldName(each.getKey().word());
                    json.writeArray(some, 0, some.length);
                    json.writeEndObject();
                });
                BitSet announced = Objects.requireNonNull(pending.get(each.getKey()));
                Arrays.stream(some).forEach(announced::set);
            }
        }
    }

    private void erasePending() throws IOException {
        if (!isPending()) {
            return;
        }
        try (Eraser eraser = new Eraser(pending)) {
            LogFiles.readAll(real, eraser);
            eraser.finish();
        }
        long erased = pending.values().stream().mapToLong(BitSet::cardinality).sum();
        append(json -> {
            json.writeStringField("time", clock.instant().toString());
            json.writeStringField("event", ChainReader.FORGOTTEN);
            json.writeNumberField("ids", erased);
        });
        pending = ChainReader.places();
    }

    /** Overwrites ids where they stand, and opens only those files for writing that have some. */
    private static final class Eraser implements LogFiles.Visitor, Closeable {
        private final Map<LogField, BitSet> places;
        private @Nullable Path file;
        private @Nullable ReopenedFile out;

        Eraser(Map<LogField, BitSet> places) {
            this.places = places;
        }

        @Override
        public void visit(Path from, long start, LogLine line) throws IOException {
            byte[] erased = line.erased(places);
            if (erased == null) {
                return;
            }
            ReopenedFile to = opened(from); // also if it is erased already, which may not have reached the disk
            int first = line.mismatch(erased);
            if (first >= 0) {
                to.write(start + first, erased, first);
            }
        }

        private ReopenedFile opened(Path from) throws IOException {
            if (out == null || !from.equals(file)) {
                finish();
                out = ReopenedFile.open(from);
                file = from;
            }
            return out;
        }

        /** Forces to the disk what was erased. */
        void finish() throws IOException {
            ReopenedFile last = out;
            if (last != null) {
                last.force();
                last.close();
                out = null;
            }
        }

        @Override
        public void close() {
            if (out != null) {
                out.close();
            }
        }
    }

    private Named named(PersonId person) throws IOException {
        Named named = new Named();
        LogFiles.readAll(real, (from, start, line) -> named.take(line, person.value(), from));
        return named;
    }

    /** Where a person is named. */
    private static final class Named {
        private final Map<LogField, BitSet> places = ChainReader.places();
        private final List<String> oldFiles = new ArrayList<>();
        private long records;
        private long oldRecords;

        void take(LogLine line, String id, Path file) {
            boolean isNamed = false;
            for (LogField field : LogField.values()) {
                if (id.equals(line.id(field))) {
                    isNamed = true;
                    if (line.format() >= LogLine.FORMAT) {
                        Objects.requireNonNull(places.get(field)).set(Math.toIntExact(line.record()));
                    }
                }
            }
            if (isNamed && line.format() >= LogLine.FORMAT) {
                records++;
            } else if (isNamed) {
                oldRecords++;
                String fileName = String.valueOf(file.getFileName());
                if (!oldFiles.contains(fileName)) {
                    oldFiles.add(fileName);
                }
            }
        }
    }

    // What a record contains

    private static Map<LogField, String> ids(DecisionReport report) {
        Map<LogField, String> ids = new EnumMap<>(LogField.class);
        report.requester().filter(who -> !who.isEmpty()).ifPresent(who -> ids.put(LogField.ASKED_BY, who));
        report.claimed().ifPresent(person -> ids.put(LogField.CLAIMED, person.value()));
        report.person().ifPresent(person -> ids.put(LogField.PERSON, person.value()));
        return ids;
    }

    private static Map<LogField, String> ids(AuditEvent event) {
        Map<LogField, String> ids = new EnumMap<>(LogField.class);
        event.requester().ifPresent(who -> ids.put(LogField.ASKED_BY, who));
        event.person().ifPresent(person -> ids.put(LogField.PERSON, person.value()));
        return ids;
    }

    private static void write(JsonGenerator json, DecisionReport report) throws IOException {
        json.writeStringField("time", report.time().toString());
        json.writeStringField("operation", report.operation().name());
        texts(
                json,
                "galleries",
                report.galleries().stream().map(GalleryId::value).toList());
        json.writeStringField("outcome", report.outcome().name());
        if (report.verdict().isPresent()) {
            json.writeStringField("verdict", report.verdict().get().name());
            json.writeBooleanField("lockedOut", report.lockedOut());
        }
        text(json, "personGallery", report.personGallery().map(GalleryId::value).orElse(null));
        texts(json, "reasons", report.reasons().stream().map(Reason::name).toList());
        json.writeBooleanField("secondPersonNear", report.ambiguous());
        json.writeStringField("provider", report.provider().value());
        text(json, "model", report.scale().map(scale -> scale.model()).orElse(null));
        text(json, "policy", report.policy().map(policy -> policy.toString()).orElse(null));
        threshold(json, "threshold", report.threshold().orElse(null));
        threshold(json, "reviewThreshold", report.reviewThreshold().orElse(null));
        texts(json, "requests", report.requestIds());
        texts(json, "regions", report.regions().stream().sorted().toList());
        failedMembers(json, report.failedMembers());
    }

    private static void write(JsonGenerator json, AuditEvent event) throws IOException {
        json.writeStringField("time", event.time().toString());
        json.writeStringField("event", event.kind().name());
        text(json, "provider", event.provider().map(ProviderId::value).orElse(null));
        text(json, "gallery", event.gallery().map(GalleryId::value).orElse(null));
        json.writeObjectFieldStart("attributes");
        for (Map.Entry<String, String> attribute : event.attributes().entrySet()) {
            json.writeStringField(attribute.getKey(), attribute.getValue());
        }
        json.writeEndObject();
    }

    private static void failedMembers(JsonGenerator json, List<FailedMember> members) throws IOException {
        json.writeArrayFieldStart("passedOver");
        for (FailedMember passed : members) {
            json.writeStartObject();
            json.writeStringField("provider", passed.member().provider().value());
            texts(json, "regions", passed.member().regions().stream().sorted().toList());
            json.writeStringField("failure", passed.failure());
            text(json, "code", passed.error() == null ? null : passed.error().code());
            text(json, "request", passed.error() == null ? null : passed.error().requestId());
            json.writeStringField("effect", passed.effect().name());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void threshold(JsonGenerator json, String name, @Nullable Threshold threshold) throws IOException {
        if (threshold == null) {
            json.writeNullField(name);
            return;
        }
        json.writeObjectFieldStart(name);
        json.writeNumberField("value", threshold.value());
        json.writeStringField("basis", threshold.basis().name());
        json.writeBooleanField("interpolated", threshold.interpolated());
        json.writeStringField("source", threshold.source());
        if (threshold.falseMatchRate().isPresent()) {
            json.writeNumberField("falseMatchRate", threshold.falseMatchRate().getAsDouble());
        }
        if (threshold.falsePositiveIdentificationRate().isPresent()) {
            json.writeNumberField(
                    "falsePositiveIdentificationRate",
                    threshold.falsePositiveIdentificationRate().getAsDouble());
            json.writeNumberField("references", threshold.references().orElseThrow());
        }
        json.writeEndObject();
    }

    private static void text(JsonGenerator json, String name, @Nullable String value) throws IOException {
        if (value == null) {
            json.writeNullField(name);
        } else {
            json.writeStringField(name, value);
        }
    }

    private static void texts(JsonGenerator json, String name, List<String> values) throws IOException {
        json.writeArrayFieldStart(name);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }

    private static void closeAll(@Nullable AppendOnlyFile lines, @Nullable ProcessLock lock) {
        if (lines != null) {
            lines.close();
        }
        if (lock != null) {
            lock.close();
        }
    }

    @Override
    public String toString() {
        return "DecisionLog[" + name + (key == null ? "" : ", key " + key.id()) + "]";
    }

    /** Something that writes fields. */
    @FunctionalInterface
    private interface Content {
        void writeTo(JsonGenerator json) throws IOException;
    }
}
