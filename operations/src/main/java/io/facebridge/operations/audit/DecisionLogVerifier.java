package io.facebridge.operations.audit;

import io.facebridge.internal.ReopenedFile;
import io.facebridge.operations.audit.DecisionLogVerdict.Anchor;
import io.facebridge.operations.audit.DecisionLogVerdict.Fault;
import io.facebridge.operations.audit.DecisionLogVerdict.Fault.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Verifies that a log of decisions is as it was written, through all of its files.
 *
 * <pre>{@code
 * DecisionLogVerdict verdict = DecisionLogVerifier.of(log).keys(key).checkpoints(keptElsewhere).verify();
 * }</pre>
 *
 * <p><b>By the log alone</b> it finds every record that was changed, removed, added or put elsewhere, a file that is missing,
 * empty or in the place of another, and a last line that was cut. It cannot find that whole records or files at the end are missing,
 * nor that the hashes were computed again from some record on by a process that may write the files.
 *
 * <p><b>With the key</b> of a signed log it finds that, too: without the key no record can be changed, added or put elsewhere, and no
 * id erased. What was cut off at the end is still not found, nor that all files were replaced by an earlier copy of them.
 *
 * <p><b>With an {@link Anchor} or a {@link DecisionLogCheckpoint}</b> that was kept elsewhere, nothing up to it can be missing or
 * written again. Of what follows the last one, the log and the key alone speak. False records written by the application itself are
 * found by no verification.
 *
 * <p>An id that is erased is none of these faults: its salted hash stays in the chain, and a record says what was erased.
 * Immutable and thread-safe.
 */
public final class DecisionLogVerifier {
    private final Path log;
    private final List<DecisionLogKey> keys;
    private final List<Anchor> anchors;
    private final List<DecisionLogCheckpoint> checkpoints;
    private final @Nullable Anchor since;

    private DecisionLogVerifier(
            Path log,
            List<DecisionLogKey> keys,
            List<Anchor> anchors,
            List<DecisionLogCheckpoint> checkpoints,
            @Nullable Anchor since) {
        this.log = log;
        this.keys = List.copyOf(keys);
        this.anchors = List.copyOf(anchors);
        this.checkpoints = List.copyOf(checkpoints);
        this.since = since;
    }

    /**
     * Creates a verifier of a log alone.
     *
     * @param log the first file, by whose name the log is opened
     * @return a verifier without keys and anchors
     */
    public static DecisionLogVerifier of(Path log) {
        return new DecisionLogVerifier(Objects.requireNonNull(log, "log"), List.of(), List.of(), List.of(), null);
    }

    /**
     * Verifies a log without keys.
     *
     * @param log the first file, by whose name the log is opened, and which no process writes to in the meantime
     * @param anchors kept elsewhere; none are needed to find changes in the middle
     * @return what is wrong with it
     * @throws DecisionLogException if it cannot be read
     */
    public static DecisionLogVerdict verify(Path log, Anchor... anchors) {
        return of(log).anchors(anchors).verify();
    }

    /**
     * Sets the keys, the former ones too. With keys, a log without any signature is a fault; records before the first that is
     * signed are vouched for by that one.
     *
     * @param all each with the id it had when it signed
     * @return a new verifier
     */
    public DecisionLogVerifier keys(DecisionLogKey... all) {
        return new DecisionLogVerifier(log, List.of(all), anchors, checkpoints, since);
    }

    /**
     * Sets the anchors that were kept elsewhere.
     *
     * @param all in any order
     * @return a new verifier
     */
    public DecisionLogVerifier anchors(Anchor... all) {
        return new DecisionLogVerifier(log, keys, List.of(all), checkpoints, since);
    }

    /**
     * Sets the checkpoints that were kept elsewhere. Without keys they are anchors; with keys their own signatures are checked.
     *
     * @param all in any order
     * @return a new verifier
     */
    public DecisionLogVerifier checkpoints(DecisionLogCheckpoint... all) {
        return new DecisionLogVerifier(log, keys, anchors, List.of(all), since);
    }

    /**
     * Verifies from a place on only, because files before it were deleted at the end of their time. The first file that is read is
     * the one that has the record behind the anchor.
     *
     * @param anchor the end of what was deleted
     * @return a new verifier
     */
    public DecisionLogVerifier since(Anchor anchor) {
        return new DecisionLogVerifier(log, keys, anchors, checkpoints, Objects.requireNonNull(anchor, "anchor"));
    }

    /**
     * Reads the log from its start to the first fault of its chain, or to its end. No process writes to it in the meantime.
     *
     * @return what is wrong with it
     * @throws DecisionLogException if it cannot be read
     */
    public DecisionLogVerdict verify() {
        try {
            SortedMap<Integer, Path> files = LogFiles.of(log);
            if (files.isEmpty()) {
                throw new DecisionLogException(
                        "there is no log of decisions " + log + "; name the file that it was opened by", null);
            }
            return verdict(files);
        } catch (IOException e) {
            throw new DecisionLogException("the log of decisions " + log + " cannot be read", e);
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
        for (Map.Entry<Integer, Path> each : all.tailMap(start.file()).entrySet()) {
            if (each.getKey() != expected) {
                reader.fault(Kind.FILE_MISSING);
            }
            if (!reader.faults().isEmpty()) {
                break;
            }
            try (InputStream in = ReopenedFile.read(each.getValue())) {
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

    /** The signatures of checkpoints that do not fit their key. */
    private List<Fault> forged() {
        return checkpoints.stream()
                .filter(checkpoint -> !keys.isEmpty() && keys.stream().noneMatch(checkpoint::signedBy))
                .map(checkpoint -> new Fault(checkpoint.anchor().records(), Kind.SIGNATURE, ""))
                .toList();
    }

    /** Which file is read first, and what its first line follows. */
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

    @Override
    public String toString() {
        return "DecisionLogVerifier[" + log + ", keys " + keys + "]";
    }
}
