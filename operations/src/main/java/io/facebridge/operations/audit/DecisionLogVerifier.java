package io.facebridge.operations.audit;

import io.facebridge.internal.DiskFailure;
import io.facebridge.internal.ReopenedFile;
import io.facebridge.operations.audit.DecisionLogVerdict.Anchor;
import io.facebridge.operations.audit.DecisionLogVerdict.Fault;
import io.facebridge.operations.audit.DecisionLogVerdict.Fault.Kind;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * A verifier that detects changes of a decision log after it was written, across all of its files.
 *
 * <!-- docs-test: given Path log; DecisionLogKey key; DecisionLogCheckpoint[] checkpoints -->
 * <pre>{@code
 * DecisionLogVerdict verdict = DecisionLogVerifier.of(log).keys(key).checkpoints(checkpoints).verify();
 * }</pre>
 *
 * <p><b>With the log alone</b> it detects records that were changed, removed, added or reordered, files that are missing, empty
 * or exchanged, and a truncated last line. It cannot detect that complete records or files at the end are missing, nor that a
 * process with write access recomputed the hashes from some record on.
 *
 * <p><b>With the key</b> of a signed log it detects recomputed hashes too: without the key no record can be changed, added or
 * reordered, and no id erased. It cannot detect that records at the end were removed, nor that all files were replaced by an
 * earlier copy.
 *
 * <p><b>With an {@link Anchor} or a {@link DecisionLogCheckpoint}</b> that was stored elsewhere, it detects that a record up to
 * it is missing or was rewritten. For the records after the last one, only the log and the key apply. The verifier cannot
 * detect records that were false when they were written.
 *
 * <p>An erased id is not a fault: its salted hash stays in the chain, and a record states what was erased. Immutable and
 * thread-safe.
 */
public final class DecisionLogVerifier {
    private final Path log;
    private final List<DecisionLogKey> keys;
    private final List<Anchor> anchors;
    private final List<DecisionLogCheckpoint> checkpoints;
    private final @Nullable Anchor since;
    private final Progress progress;

    private DecisionLogVerifier(
            Path log,
            List<DecisionLogKey> keys,
            List<Anchor> anchors,
            List<DecisionLogCheckpoint> checkpoints,
            @Nullable Anchor since,
            Progress progress) {
        this.log = log;
        this.keys = List.copyOf(keys);
        this.anchors = List.copyOf(anchors);
        this.checkpoints = List.copyOf(checkpoints);
        this.since = since;
        this.progress = progress;
    }

    /**
     * Creates a verifier without keys and anchors.
     *
     * @param log the first file of the log, by whose name it is opened
     * @return a new verifier
     */
    public static DecisionLogVerifier of(Path log) {
        return new DecisionLogVerifier(
                Objects.requireNonNull(log, "log"), List.of(), List.of(), List.of(), null, (read, total) -> {});
    }

    /**
     * Verifies a log without keys.
     *
     * @param log the first file of the log, by whose name it is opened; no process may write to the log in the meantime
     * @param anchors anchors that were stored elsewhere; none are needed to detect changes before the last record
     * @return the result
     * @throws DecisionLogException if the log does not exist or cannot be read
     */
    public static DecisionLogVerdict verify(Path log, Anchor... anchors) {
        return of(log).anchors(anchors).verify();
    }

    /**
     * Sets the keys, including former ones. With keys, a log without any signature is a fault; the signature of the first signed
     * record also covers the records before it. By default signatures are not verified.
     *
     * @param all the keys, each with the id with which it signed
     * @return a new verifier
     */
    public DecisionLogVerifier keys(DecisionLogKey... all) {
        return new DecisionLogVerifier(log, List.of(all), anchors, checkpoints, since, progress);
    }

    /**
     * Sets the anchors that were stored elsewhere. By default there are none.
     *
     * @param all the anchors, in any order
     * @return a new verifier
     */
    public DecisionLogVerifier anchors(Anchor... all) {
        return new DecisionLogVerifier(log, keys, List.of(all), checkpoints, since, progress);
    }

    /**
     * Sets the checkpoints that were stored elsewhere. With keys their signatures are verified; without keys they are used as
     * anchors. By default there are none.
     *
     * @param all the checkpoints, in any order
     * @return a new verifier
     */
    public DecisionLogVerifier checkpoints(DecisionLogCheckpoint... all) {
        return new DecisionLogVerifier(log, keys, anchors, List.of(all), since, progress);
    }

    /**
     * Sets the position from which the log is verified, if older files were deleted at the end of their retention period. The
     * first file that is read is the one with the record after the anchor. By default the whole log is verified.
     *
     * @param anchor the end of the deleted part
     * @return a new verifier
     */
    public DecisionLogVerifier since(Anchor anchor) {
        return new DecisionLogVerifier(
                log, keys, anchors, checkpoints, Objects.requireNonNull(anchor, "anchor"), progress);
    }

    /**
     * Sets the listener for the progress of {@link #verify()}. By default there is none.
     *
     * @param listener is notified on the thread of the caller
     * @return a new verifier
     */
    public DecisionLogVerifier withListener(Progress listener) {
        return new DecisionLogVerifier(
                log, keys, anchors, checkpoints, since, Objects.requireNonNull(listener, "listener"));
    }

    /**
     * Verifies the log from its start to the first fault of its chain, or to its end. Reads all of it; no process may write to
     * the log in the meantime.
     *
     * @return the result
     * @throws DecisionLogException if the log does not exist or cannot be read
     */
    public DecisionLogVerdict verify() {
        try {
            SortedMap<Integer, Path> files = LogFiles.of(log);
            if (files.isEmpty()) {
                throw new DecisionLogException(
                        "there is no decision log " + log + "; name the file by which it was opened", null);
            }
            return verdict(files);
        } catch (IOException e) {
            throw new DecisionLogException(
                    "decision log " + log + " cannot be read: "
                            + DiskFailure.of(e, log).words(),
                    e);
        }
    }

    private DecisionLogVerdict verdict(SortedMap<Integer, Path> all) throws IOException {
        Start start = start(all);
        List<Anchor> met = new ArrayList<>(anchors);
        checkpoints.forEach(each -> met.add(each.anchor()));
        if (since != null) {
            met.add(since);
        }
        ChainReader reader = new ChainReader(start.anchor(), keys, true, met);
        List<Fault> forged = forged();
        int expected = start.file();
        SortedMap<Integer, Path> files = all.tailMap(start.file());
        Reading reading = new Reading(progress, files.values());
        for (Map.Entry<Integer, Path> each : files.entrySet()) {
            if (each.getKey() != expected) {
                reader.fault(Kind.FILE_MISSING);
            }
            if (!reader.faults().isEmpty()) {
                break;
            }
            try (InputStream in = reading.of(each.getValue())) {
                reader.read(
                        in,
                        String.valueOf(each.getValue().getFileName()),
                        each.getKey().equals(all.lastKey()));
            }
            expected++;
        }
        reader.finish();
        return reader.verdict(forged);
    }

    /** Returns the checkpoints whose signatures are not valid. */
    private List<Fault> forged() {
        return checkpoints.stream()
                .filter(checkpoint -> !keys.isEmpty() && keys.stream().noneMatch(checkpoint::signedBy))
                .map(checkpoint -> new Fault(checkpoint.anchor().records(), Kind.SIGNATURE, ""))
                .toList();
    }

    /** Returns the first file to read, and the position before its first line. */
    private Start start(SortedMap<Integer, Path> files) throws IOException {
        if (since == null) {
            return new Start(0, ChainReader.START);
        }
        Start found = new Start(files.firstKey(), since);
        for (Map.Entry<Integer, Path> each : files.entrySet()) {
            try (InputStream in = ReopenedFile.read(each.getValue())) {
                LogLine first = LogFiles.firstLine(in);
                if (first != null && first.record() <= since.records() + 1) {
                    found = new Start(each.getKey(), first.before());
                }
            }
        }
        return found;
    }

    private record Start(int file, Anchor anchor) {}

    /** Listener for the progress of a verification. */
    @FunctionalInterface
    public interface Progress {
        /**
         * Receives the progress. Called repeatedly and, unless a fault ends the verification, at the end. An exception that this
         * method throws ends the verification.
         *
         * @param read the number of bytes read, 0 to {@code total}
         * @param total the size of the files to verify, in bytes
         */
        void at(long read, long total);
    }

    /** Reports the bytes that are read of several files. */
    private static final class Reading {
        private final Progress progress;
        private final long total;
        private long read;

        Reading(Progress progress, Collection<Path> files) throws IOException {
            this.progress = progress;
            long size = 0;
            for (Path file : files) {
                size += Files.size(file);
            }
            total = size;
        }

        InputStream of(Path file) throws IOException {
            return new FilterInputStream(ReopenedFile.read(file)) {
                @Override
                public int read() throws IOException {
                    int next = super.read();
                    report(next < 0 ? 0 : 1);
                    return next;
                }

                @Override
                public int read(byte[] bytes, int from, int length) throws IOException {
                    int part = super.read(bytes, from, length);
                    report(Math.max(0, part));
                    return part;
                }
            };
        }

        private void report(int bytes) {
            read += bytes;
            progress.at(Math.min(read, total), total);
        }
    }

    @Override
    public String toString() {
        return "DecisionLogVerifier[" + log + ", keys " + keys + "]";
    }
}
