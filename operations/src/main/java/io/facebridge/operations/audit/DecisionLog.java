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
import io.facebridge.match.Threshold;
import io.facebridge.operations.audit.DecisionLogVerdict.Anchor;
import io.facebridge.operations.audit.DecisionLogVerdict.Fault;
import io.facebridge.operations.internal.StoredWords;
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
 * the one before it. Use it to account for decisions. The lines contain ids of people and no scores. {@link DecisionLogVerifier}
 * documents which changes are detected: with the log alone, with the key of a signed log, and with an anchor or a checkpoint that
 * was stored elsewhere.
 *
 * <!-- docs-test: given List<String> archive -->
 * <pre>{@code
 * try (DecisionLog log = DecisionLog.builder(Path.of("decisions.jsonl"))
 *         .key(DecisionLogKey.of("2026-11", secret))
 *         .maxBytesPerFile(64 << 20)
 *         .checkpoints(1_000, checkpoint -> archive.add(checkpoint.text()))
 *         .open()) {
 *     FaceMatcher.of(provider, policy).withListener(log).verify(request);
 * }
 * }</pre>
 *
 * <p><b>Durability.</b> A decision is on the disk before it is returned to the caller: a line takes as long as the disk takes
 * to confirm it. One process writes a log at a time: while it is open a file beside it, with {@code .lock} appended to the
 * name, is locked. That file stays and must not be used; the log may be read and copied in the meantime. The first file and
 * the one that is written are locked themselves, too, for processes that open them by another name, for example a hard link.
 * On POSIX systems that second lock ends if the application opens such a file and closes it in the process that has the log
 * open; {@link DecisionLogExport} and {@link DecisionLogVerifier} preserve it. An incomplete last line, because writing was
 * interrupted, is removed when the log is opened again, and a record states it: that decision was not returned to the caller.
 *
 * <p><b>Files.</b> With a limit the log continues in numbered files: {@code decisions.jsonl}, {@code decisions.000001.jsonl}
 * and so on, whose first line follows the last one of the file before. A log of format 1, in which ids cannot be erased, is
 * continued in a new file of format 2.
 *
 * <p><b>Persons.</b> The chained part of a record contains a salted hash of each id (SHA-256 over 16 random bytes and the
 * id), and the id and its salt are stored outside of it, so that {@link #erase} can erase them. Without the salt the hash
 * cannot be linked to a person, not even by trying all ids. This includes the requester ({@code askedBy}), which may be a person.
 * Galleries, attributes of events and policies are chained as they are and cannot be erased: keep ids of people out of them. The
 * length of an erased id stays visible.
 *
 * <p>Thread-safe.
 */
public final class DecisionLog implements DecisionListener, AuditListener, AutoCloseable {
    private static final JsonFactory FACTORY = new JsonFactory();

    /** Keeps a record far below the maximum length of a line. */
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
         * Sets the clock of the records that the log writes by itself, and of checkpoints. The default is the system clock.
         *
         * @param source the clock
         * @return this builder
         */
        public Builder clock(Clock source) {
            clock = Objects.requireNonNull(source, "clock");
            return this;
        }

        /**
         * Sets the key that signs new records. If the last record is signed with another key, or not signed, a record
         * {@code KEY_ROTATION} is written. The default is no key; a signed log cannot be continued without a key.
         *
         * @param signer the key; its id must differ from the ids of all earlier keys of the log
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
         * @param signers the keys, each with the id with which it signed
         * @return this builder
         */
        public Builder formerKeys(DecisionLogKey... signers) {
            formerKeys.addAll(List.of(signers));
            return this;
        }

        /**
         * Sets the maximum number of records per file. The default is no limit.
         *
         * <p>A file exceeds the limit in two cases, because opening the log searches only the last file for unfinished work. No
         * file is started between the first record of an erasure and the one that marks it as completed; if the erasure fails,
         * all records, decisions included, are written to the same file until {@link DecisionLog#erase} or the next opening
         * completes it. The records that opening writes if the last line is incomplete, {@code KEY_ROTATION} and {@code
         * TORN_LINE_REMOVED}, are written to the file of that line.
         *
         * @param records 1 or more
         * @return this builder
         * @throws IllegalArgumentException if the number is less than 1
         */
        public Builder maxRecordsPerFile(long records) {
            maxRecords = positive("maxRecordsPerFile", records);
            return this;
        }

        /**
         * Sets the maximum number of bytes per file. The default is no limit. A file with a single record may exceed it, and so
         * may one with an unfinished erasure or an incomplete line, as described for {@link #maxRecordsPerFile}.
         *
         * @param bytes 1 or more
         * @return this builder
         * @throws IllegalArgumentException if the number is less than 1
         */
        public Builder maxBytesPerFile(long bytes) {
            maxBytes = positive("maxBytesPerFile", bytes);
            return this;
        }

        /**
         * Sets the receiver of checkpoints: one after every {@code every} records, one at the end of each file and one when the
         * log is closed. The receiver runs on the caller's thread, while other callers wait, and must not use the log. If it
         * throws, the caller gets that exception instead of the decision. By default there are no checkpoints.
         *
         * @param every the number of records between two checkpoints, 1 or more
         * @param receiver stores checkpoints where accounts that can write the log's files cannot remove them
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
         * Creates the log, or continues it after reading its last file; reads all files if the key is new. If the oldest files
         * were deleted, it continues the remaining ones. Only its owner can access a new file ({@link OwnerOnly}). Completes an
         * interrupted erasure.
         *
         * @return the open log; close it after use
         * @throws DecisionLogException if the last file, or the part of the others that must be read, is not valid
         * @throws DecisionLogException if a file before the last one is missing although older ones exist
         * @throws DecisionLogException if the log is signed and no key is set, or the key was replaced by another one before
         * @throws DecisionLogException if the log is open elsewhere, in this process or another
         * @throws DecisionLogException if the log, or the lock file beside it, cannot be read or written
         * @throws IllegalStateException if there is a receiver of checkpoints and no key
         */
        public DecisionLog open() {
            if (checkpoints != null && key == null) {
                throw new IllegalStateException(
                        "checkpoints require a key; set one with key, or store anchors instead");
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
                    first = AppendOnlyFile.openUnderLock(file); // locked against processes that open it by another name
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
                        "decision log " + file
                                + " is locked by another process or thread; use one log file per process",
                        e);
            } catch (IOException e) {
                throw new DecisionLogException(
                        "decision log " + file + " cannot be opened: "
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
            } else if (areEmpty(files.headMap(number).values())) { // older files were deleted
                LogLine begin = LogFiles.firstLine(out.content());
                if (begin == null) {
                    throw invalid("the only remaining file of decision log " + file + " is empty or not valid");
                }
                read = new ChainReader(begin.before(), keys, false, List.of());
            } else {
                LogLine end = before == null ? null : LogFiles.lastLine(before);
                if (before == null || end == null || !end.hashFits()) {
                    throw invalid("the file before the last one of decision log " + file + " is missing or not valid");
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

        private static DecisionLogException invalid(String what) {
            return new DecisionLogException(what + "; keep the files for investigation, and start a new log", null);
        }

        private void requireInOrder(ChainReader read, Path real) throws IOException {
            for (Fault fault : read.faults()) {
                if (fault.kind() != Fault.Kind.TORN) {
                    throw new DecisionLogException(
                            "decision log " + file + " is not valid at record " + fault.record() + " of "
                                    + fault.file() + " (" + fault.kind()
                                    + ") and cannot be continued; keep it for investigation, and start a new log",
                            null);
                }
            }
            String signed = read.lastKey();
            if (signed != null && key == null) {
                throw new DecisionLogException(
                        "decision log " + file + " is signed with the key " + signed
                                + " and cannot be continued without a key; set that key, or a new one",
                        null);
            }
            if (key != null && signed != null && !signed.equals(key.id()) && isUsed(key, real)) {
                throw new DecisionLogException(
                        "key " + key.id() + " signed earlier records of decision log " + file + " and was replaced by "
                                + signed + "; set that key, or one with a new id",
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

    /** Completes the unfinished work of an earlier process, in an order in which another crash loses nothing. */
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
     * Writes one record for a decision. Blocks until it is on the disk.
     *
     * @param report the decision
     * @throws DecisionLogException if the record cannot be written, or the folder was removed, moved or replaced since the log
     *     was opened; nothing of the record is kept, the caller gets no decision, and the log accepts decisions again when the
     *     disk can be written
     * @throws IllegalStateException if the log is closed
     */
    @Override
    public synchronized void onDecision(DecisionReport report) {
        requireOpen();
        try {
            append(json -> write(json, report), ids(report));
        } catch (IOException e) {
            throw new DecisionLogException(
                    "decision could not be recorded in " + name + " and is not returned: " + e.getMessage(), e);
        }
        checkpointIfDue();
    }

    /**
     * Writes one record for an event. Blocks until it is on the disk.
     *
     * @param event the event
     * @throws DecisionLogException if the record cannot be written, or the folder was removed, moved or replaced since the log
     *     was opened; nothing of the record is kept, and the log accepts events again when the disk can be written
     * @throws IllegalStateException if the log is closed
     */
    @Override
    public synchronized void onEvent(AuditEvent event) {
        requireOpen();
        try {
            append(json -> write(json, event), ids(event));
        } catch (IOException e) {
            throw new DecisionLogException(
                    "event " + event.kind() + " could not be recorded in " + name + ": " + e.getMessage(), e);
        }
        checkpointIfDue();
    }

    /**
     * Returns the number of records, in all files, that contain the id of a person, as a person or as a requester. Reads all
     * files; decisions block in the meantime.
     *
     * @param person the person whose id is searched for
     * @return 0 or more; records of format 1 count too
     * @throws DecisionLogException if a file cannot be read, or contains a line that is not a line of a log
     * @throws IllegalStateException if the log is closed
     */
    public synchronized long count(PersonId person) {
        requireOpen();
        try {
            Named named = named(person);
            return named.records + named.oldRecords;
        } catch (IOException e) {
            throw new DecisionLogException(
                    "ids could not be searched for in decision log " + name + ": "
                            + DiskFailure.of(e, real).words(),
                    e);
        }
    }

    /**
     * Erases an id, as a person and as a requester ({@code askedBy}), from all records of all files: the id and its salt are
     * overwritten in place. The chain and the signatures are not changed and stay valid. One record lists the fields to be
     * erased, before the first one is, and another record marks the erasure as completed; neither contains the id. If the
     * process ends in between, the log is valid, and opening it completes the erasure.
     *
     * <p>Compares the whole text: a requester of {@code user:ada} is erased by {@code new PersonId("user:ada")}. Reads all
     * files, twice if the id is found; decisions block in the meantime. What the file system or a disk keeps of
     * overwritten blocks is not erased, and neither are copies of the files.
     *
     * @param person the person whose id is erased
     * @return the number of records that contained the id; 0 or more, and 0 if they were erased before
     * @throws DecisionLogException if a file cannot be read or written, or contains a line that is not a line of a log; the
     *     next call or the next opening completes the erasure. If the {@linkplain DecisionLogException#effect effect} is NONE,
     *     nothing of this erasure was started
     * @throws DecisionLogException if records of format 1 contain the id, which cannot be erased from them; it was erased from
     *     all others
     * @throws IllegalStateException if the log is closed
     */
    public synchronized long erase(PersonId person) {
        requireOpen();
        try {
            erasePending();
            Named named = named(person);
            if (named.records > 0) {
                announce(named.positions);
                erasePending();
            }
            checkpointIfDue();
            if (named.oldRecords > 0) {
                throw new DecisionLogException(
                        "decision log " + name
                                + " contains the id in records of format 1, from which it cannot be erased: "
                                + named.oldRecords + " in " + named.oldFiles
                                + "; store the last anchor of these files, and delete them after their retention period",
                        named.records > 0 ? Effect.PARTIAL : Effect.NONE,
                        null);
            }
            return named.records;
        } catch (IOException e) {
            throw new DecisionLogException(
                    "ids could not be erased from decision log " + name + ": "
                            + DiskFailure.of(e, real).words() + "; then call again",
                    isPending() ? Effect.PARTIAL : Effect.NONE,
                    e);
        }
    }

    /**
     * Replaces the key that signs new records, and writes a record {@code KEY_ROTATION}, the first one that the new key signs.
     * Reads all files; decisions block in the meantime.
     *
     * @param next the new key; its id must differ from the ids of all earlier keys of the log
     * @throws IllegalArgumentException if the current key, or a key that signed earlier records, has this id
     * @throws DecisionLogException if a file cannot be read, or contains a line that is not a line of a log; the key is not
     *     replaced
     * @throws DecisionLogException if the record cannot be written; the key is not replaced
     * @throws IllegalStateException if the log is closed
     */
    public synchronized void rotateKey(DecisionLogKey next) {
        requireOpen();
        DecisionLogKey former = key;
        if (former != null && former.id().equals(next.id())) {
            throw new IllegalArgumentException("key " + next.id() + " already signs the log; use a key with a new id");
        }
        try {
            if (isUsed(next, real)) {
                throw new IllegalArgumentException("key " + next.id()
                        + " signed earlier records of the log and was replaced; use a key with a new id");
            }
            appendKeyRotation(former == null ? null : former.id(), next);
            key = next;
        } catch (IOException e) {
            throw new DecisionLogException(
                    "rotation to key " + next.id() + " could not be recorded in " + name + ": " + e.getMessage(), e);
        }
        checkpointIfDue();
    }

    /**
     * Starts a new file with the next record, for example at the end of a month; while an erasure is unfinished, with the record
     * after its completion. Does nothing if the current file has no record.
     *
     * @throws IllegalStateException if the log is closed
     */
    public synchronized void rotate() {
        requireOpen();
        beginsFile = true;
    }

    /**
     * Returns the current end of the log. Store it where accounts that can write the log's files cannot change it: records
     * after the last stored anchor can be removed without detection.
     *
     * @return an anchor for {@link DecisionLogVerifier#anchors}
     */
    public synchronized Anchor anchor() {
        return last;
    }

    /**
     * Returns the current end of the log, signed.
     *
     * @return a checkpoint for {@link DecisionLogVerifier#checkpoints}
     * @throws IllegalStateException if the log has no key
     */
    public synchronized DecisionLogCheckpoint checkpoint() {
        DecisionLogKey signer = key;
        if (signer == null) {
            throw new IllegalStateException(
                    "checkpoints require a key and the log has none; set one with key, or store an anchor instead");
        }
        return DecisionLogCheckpoint.of(last, clock.instant(), signer);
    }

    /**
     * Closes the log, after a last checkpoint if there is a receiver and records were written since the previous one.
     * Idempotent.
     */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            if (sinceCheckpoint > 0) {
                emitCheckpoint();
            }
        } finally {
            closeAll(lines, null);
            closeAll(first, lock);
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("decision log " + name + " is closed; open it again");
        }
    }

    private void checkpointIfDue() {
        if (sinceCheckpoint >= checkpointEvery) {
            emitCheckpoint();
        }
    }

    private void emitCheckpoint() {
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

    /** Appends a record. A checkpoint at the end of the previous file is signed with the current key, not with {@code signer}. */
    private void append(Content content, Map<LogField, String> ids, @Nullable DecisionLogKey signer)
            throws IOException {
        if (last.records() == LogLine.MAX_RECORDS) {
            throw new IOException(
                    "decision log has the maximum of " + LogLine.MAX_RECORDS + " records; start a new log");
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
        if (bytes.length > LogLine.MAX_BYTES) {
            throw new IOException(
                    "line of a decision log must have at most " + LogLine.MAX_BYTES + " bytes but had " + bytes.length);
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
        // Opening the log searches only its last file for unfinished work.
        if (recordsInFile == 0 || isTorn || isPending() || !(isFull || beginsFile)) {
            beginsFile &= recordsInFile > 0;
            return;
        }
        lines.requireUnmoved();
        if (sinceCheckpoint > 0) {
            emitCheckpoint();
        }
        Path following = LogFiles.numbered(real, number + 1);
        try {
            AppendOnlyFile opened = AppendOnlyFile.openUnderLock(following);
            try {
                if (opened.length() > 0) {
                    throw new IOException(
                            following + " exists already and does not belong to an open log; move it away");
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
            throw new IOException(following + " is locked by another process; use one log file per process", e);
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

    private void announce(Map<LogField, BitSet> positions) throws IOException {
        for (Map.Entry<LogField, BitSet> each : positions.entrySet()) {
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
        pending = ChainReader.positions();
    }

    /** Overwrites ids in place; opens only files with such ids for writing. */
    private static final class Eraser implements LogFiles.Visitor, Closeable {
        private final Map<LogField, BitSet> positions;
        private @Nullable Path file;
        private @Nullable ReopenedFile out;

        Eraser(Map<LogField, BitSet> positions) {
            this.positions = positions;
        }

        @Override
        public void visit(Path from, long start, LogLine line) throws IOException {
            byte[] erased = line.erased(positions);
            if (erased == null) {
                return;
            }
            ReopenedFile to = opened(from); // even if it is erased, as that may not have reached the disk
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

        /** Forces the erasures to the disk. */
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

    /** The records that contain an id. */
    private static final class Named {
        private final Map<LogField, BitSet> positions = ChainReader.positions();
        private final List<String> oldFiles = new ArrayList<>();
        private long records;
        private long oldRecords;

        void take(LogLine line, String id, Path file) {
            boolean isNamed = false;
            for (LogField field : LogField.values()) {
                if (id.equals(line.id(field))) {
                    isNamed = true;
                    if (line.format() >= LogLine.FORMAT) {
                        Objects.requireNonNull(positions.get(field)).set(Math.toIntExact(line.record()));
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

    // Content of a record

    private static Map<LogField, String> ids(DecisionReport report) {
        Map<LogField, String> ids = new EnumMap<>(LogField.class);
        report.requester().filter(who -> !who.isEmpty()).ifPresent(who -> ids.put(LogField.REQUESTER, who));
        report.claimed().ifPresent(person -> ids.put(LogField.CLAIMED, person.value()));
        report.person().ifPresent(person -> ids.put(LogField.PERSON, person.value()));
        return ids;
    }

    private static Map<LogField, String> ids(AuditEvent event) {
        Map<LogField, String> ids = new EnumMap<>(LogField.class);
        event.requester().ifPresent(who -> ids.put(LogField.REQUESTER, who));
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
        texts(
                json,
                "reasons",
                report.reasons().stream().map(StoredWords::wordOf).toList());
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
        json.writeArrayFieldStart("passedOver"); // the stored names of format 2 are not changed
        for (FailedMember failed : members) {
            json.writeStartObject();
            json.writeStringField("provider", failed.member().provider().value());
            texts(json, "regions", failed.member().regions().stream().sorted().toList());
            json.writeStringField("failure", failed.failure());
            text(json, "code", failed.error() == null ? null : failed.error().code());
            text(json, "request", failed.error() == null ? null : failed.error().requestId());
            json.writeStringField("effect", failed.effect().name());
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

    /** A writer of fields. */
    @FunctionalInterface
    private interface Content {
        void writeTo(JsonGenerator json) throws IOException;
    }
}
