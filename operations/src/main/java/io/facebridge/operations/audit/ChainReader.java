package io.facebridge.operations.audit;

import io.facebridge.operations.audit.DecisionLogVerdict.Anchor;
import io.facebridge.operations.audit.DecisionLogVerdict.Fault;
import io.facebridge.operations.audit.DecisionLogVerdict.Fault.Kind;
import io.facebridge.operations.store.LineReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A reader that verifies the chain of a log, file by file, up to the first fault. Not thread-safe. */
final class ChainReader {
    /** The beginning of the first record of every log, in any format. */
    private static final String FIRST = "{\"record\":1,";

    static final Anchor START = new Anchor(0, "0".repeat(64));
    static final String RECORD_DOMAIN = "facebridge decision log record 2\n";
    static final String FORGETTING = "FORGETTING";
    static final String FORGOTTEN = "FORGOTTEN";

    private final Map<String, DecisionLogKey> keys = new HashMap<>();
    private final boolean strict;
    private final Map<Long, Set<Anchor>> anchors = new HashMap<>();
    private final List<Fault> faults = new ArrayList<>();
    private final Set<String> usedKeys = new HashSet<>();
    private final Map<LogLine.State, Map<LogField, BitSet>> states = new EnumMap<>(LogLine.State.class);
    private final Map<LogField, BitSet> announced = positions();
    private Map<LogField, BitSet> pending = positions();
    private final NavigableMap<Long, String> files = new TreeMap<>();
    private Anchor last;
    private @Nullable LogLine lastLine;
    private @Nullable String lastKey;
    private String file = "";
    private long bytes;
    private long records;
    private long signed;

    /**
     * Creates a reader.
     *
     * @param start the position before the first line
     * @param keys the keys by which signatures are verified
     * @param strict whether a signature with an unknown key is a fault, and, if there are keys, a log without signatures
     * @param anchors the anchors that the log must match
     */
    ChainReader(Anchor start, Collection<DecisionLogKey> keys, boolean strict, List<Anchor> anchors) {
        last = start;
        keys.forEach(key -> this.keys.put(key.id(), key));
        this.strict = strict;
        anchors.forEach(anchor -> this.anchors
                .computeIfAbsent(anchor.records(), records -> new HashSet<>())
                .add(anchor));
        for (LogLine.State state : LogLine.State.values()) {
            states.put(state, positions());
        }
        checkAnchors();
    }

    static Map<LogField, BitSet> positions() {
        Map<LogField, BitSet> positions = new EnumMap<>(LogField.class);
        for (LogField field : LogField.values()) {
            positions.put(field, new BitSet());
        }
        return positions;
    }

    /** Continues after the last line of the previous file, whose signature is verified. */
    void startBehind(LogLine line, String name) {
        file = name;
        if (!checkSignature(line, line.key())) {
            return;
        }
        last = line.anchor();
        lastLine = line;
        lastKey = line.key();
        if (lastKey != null) {
            usedKeys.add(lastKey);
        }
        signed = 0;
    }

    /** Reads the next file unless a fault was found; does not close it. */
    void read(InputStream in, String name, boolean isLast) throws IOException {
        if (!faults.isEmpty()) {
            return;
        }
        file = name;
        files.put(last.records() + 1, name);
        bytes = 0;
        records = 0;
        LineReader lines = new LineReader(in, LogLine.MAX_BYTES);
        for (byte[] line = lines.next(); line != null && faults.isEmpty(); line = lines.next()) {
            follow(line);
        }
        if (!faults.isEmpty()) {
            return;
        }
        switch (lines.ended()) {
            case TORN -> fault(isOfALog(lines.torn()) ? Kind.TORN : Kind.CHANGED);
            case TOO_LONG -> fault(Kind.CHANGED);
            default -> {
                if (records == 0 && !isLast) {
                    fault(Kind.CUT_OFF);
                }
            }
        }
    }

    private void follow(byte[] bytesOfLine) {
        LogLine line = LogLine.parse(bytesOfLine);
        if (line == null || !line.hashFits()) {
            fault(Kind.CHANGED);
        } else if (line.record() != last.records() + 1 || !line.previous().equals(last.hash())) {
            fault(Kind.OUT_OF_ORDER);
        } else if (checkKey(line) && checkSignature(line, line.key())) {
            last = line.anchor();
            lastLine = line;
            lastKey = line.key();
            bytes += bytesOfLine.length + 1;
            records++;
            remember(line);
            checkAnchors();
        }
    }

    /** Checks the key of a line: only a record of a key rotation may use another key, and no former key may be used again. */
    private boolean checkKey(LogLine line) {
        String key = line.key();
        if (key == null) {
            if (lastKey != null) {
                fault(Kind.UNSIGNED);
            }
            return lastKey == null;
        }
        if (key.equals(lastKey)) {
            return true;
        }
        boolean begins = lastLine == null || line.changesKeyFrom(lastKey);
        if (!begins || !usedKeys.add(key)) {
            fault(Kind.KEY_CHANGED);
            return false;
        }
        return true;
    }

    private boolean checkSignature(LogLine line, @Nullable String id) {
        if (id == null || keys.isEmpty()) {
            return true;
        }
        DecisionLogKey key = keys.get(id);
        if (key == null) {
            if (strict) {
                fault(Kind.KEY_UNKNOWN);
            }
            return !strict;
        }
        String mac = line.mac();
        if (mac == null || !key.signed(RECORD_DOMAIN, line.anchor().hash(), mac)) {
            fault(Kind.SIGNATURE);
            return false;
        }
        signed++;
        return true;
    }

    private void remember(LogLine line) {
        int record = Math.toIntExact(line.record());
        for (LogField field : line.fields()) {
            set(states.get(line.state(field)), field).set(record);
        }
        if (FORGETTING.equals(line.event()) && line.format() == LogLine.FORMAT) {
            line.positions()
                    .forEach((field, records) -> records.stream()
                            .filter(each -> each > 0 && each < record)
                            .forEach(each -> {
                                set(announced, field).set(each);
                                set(pending, field).set(each);
                            }));
        }
        if (FORGOTTEN.equals(line.event()) && line.format() == LogLine.FORMAT) {
            pending = positions();
        }
    }

    private static BitSet set(@Nullable Map<LogField, BitSet> positions, LogField field) {
        BitSet set = positions == null ? null : positions.get(field);
        if (set == null) {
            throw new IllegalStateException("every field has a set");
        }
        return set;
    }

    private void checkAnchors() {
        Set<Anchor> here = anchors.getOrDefault(last.records(), Set.of());
        if (faults.isEmpty() && here.stream().anyMatch(anchor -> !anchor.equals(last))) {
            faults.add(new Fault(last.records(), Kind.REWRITTEN, file));
        }
    }

    void fault(Kind kind) {
        faults.add(new Fault(last.records() + 1, kind, file));
    }

    /** Returns whether an incomplete line belongs to a log: it follows others, or begins as the first line of a log. */
    private boolean isOfALog(byte[] torn) {
        String text = new String(torn, StandardCharsets.ISO_8859_1);
        return last.records() > 0 || text.startsWith(FIRST) || FIRST.startsWith(text);
    }

    /** Detects faults of the whole log: a missing end, and ids that were changed, erased without a record, or restored. */
    void finish() {
        boolean torn = !faults.isEmpty() && faults.get(0).kind() == Kind.TORN;
        if (!faults.isEmpty() && !torn) {
            return;
        }
        if (strict && !keys.isEmpty() && lastKey == null && last.records() > 0) {
            faults.add(new Fault(last.records(), Kind.UNSIGNED, file));
        }
        for (LogField field : LogField.values()) {
            BitSet known = set(announced, field);
            find(without(state(LogLine.State.UNFIT, field), known), Kind.CHANGED);
            find(without(state(LogLine.State.ERASED, field), known), Kind.ERASED_UNRECORDED);
            find(there(without(known, set(pending, field)), field), Kind.NOT_ERASED);
        }
        faults.sort(Comparator.comparingLong(Fault::record));
        if (!torn && anchors.keySet().stream().anyMatch(records -> records > last.records())) {
            fault(Kind.CUT_OFF);
        }
    }

    private void find(BitSet records, Kind kind) {
        if (!records.isEmpty()) {
            long record = records.nextSetBit(0);
            Map.Entry<Long, String> named = files.floorEntry(record);
            faults.add(new Fault(record, kind, named == null ? file : named.getValue()));
        }
    }

    private BitSet state(LogLine.State state, LogField field) {
        return set(states.get(state), field);
    }

    private static BitSet without(BitSet some, BitSet others) {
        BitSet left = (BitSet) some.clone();
        left.andNot(others);
        return left;
    }

    /** Returns the records whose id is not erased. */
    private BitSet there(BitSet records, LogField field) {
        BitSet there = (BitSet) state(LogLine.State.PRESENT, field).clone();
        there.or(state(LogLine.State.UNFIT, field));
        there.and(records);
        return there;
    }

    /** {@return the result, with other faults before those of this reader} */
    DecisionLogVerdict verdict(List<Fault> others) {
        List<Fault> all = new ArrayList<>(others);
        all.addAll(faults);
        long erased = 0;
        long unfinished = 0;
        for (LogField field : LogField.values()) {
            erased += state(LogLine.State.ERASED, field).cardinality();
            unfinished += there(set(pending, field), field).cardinality();
        }
        return new DecisionLogVerdict(last, all, erased, unfinished, signed, lastKey);
    }

    List<Fault> faults() {
        return List.copyOf(faults);
    }

    Anchor last() {
        return last;
    }

    @Nullable
    LogLine lastLine() {
        return lastLine;
    }

    @Nullable
    String lastKey() {
        return lastKey;
    }

    /** {@return the ids whose erasure was announced and is not recorded as completed} */
    Map<LogField, BitSet> pending() {
        return pending;
    }

    /** {@return the number of valid bytes of the file that was read last} */
    long bytes() {
        return bytes;
    }

    /** {@return the number of valid records of the file that was read last} */
    long records() {
        return records;
    }
}
