package io.facebridge.operations.audit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.facebridge.operations.audit.DecisionLogVerdict.Anchor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A line of a log. Format 2 is
 *
 * <pre>{"record":…,"format":2,…,"personHash":"…","previous":"…","hash":"…","mac":"…","person":"…","salts":{"person":"…"}}</pre>
 *
 * <p>where {@code hash} is of everything before it, {@code mac} of the hash, and {@code personHash} of the salt and the id. The
 * ids and salts behind are outside of what is chained. They contain no quotation mark and no backslash but those of {@code
 * \}{@code u} escapes, so that a line is found to be of its form however far it was overwritten. Format 1 ends with its hash,
 * and has the ids before it.
 */
final class LogLine {
    static final int FORMAT = 2;
    static final int MAX_BYTES = 1 << 20;
    static final int MAX_RECORDS = Integer.MAX_VALUE - 1;
    static final char ERASED = '-';
    static final String HASH_FIELD = ",\"hash\":\"";
    static final int SALT_BYTES = 16;

    private static final int SALT_DIGITS = 2 * SALT_BYTES;
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern SALT = Pattern.compile("[0-9a-f]{" + SALT_DIGITS + "}");
    private static final Pattern ESCAPE = Pattern.compile("\\\\u[0-9a-f]{4}");
    private static final String IDENTITY_DOMAIN = "facebridge decision log identity 2\n";
    private static final JsonFactory FACTORY = new JsonFactory();

    private final byte[] bytes;
    private final String hash;
    private final Chained chained;
    private final @Nullable String mac;
    private final Map<LogField, Span> values;
    private final Map<LogField, Span> salts;

    private LogLine(
            byte[] bytes,
            String hash,
            Chained chained,
            @Nullable String mac,
            Map<LogField, Span> values,
            Map<LogField, Span> salts) {
        this.bytes = bytes;
        this.hash = hash;
        this.chained = chained;
        this.mac = mac;
        this.values = values;
        this.salts = salts;
    }

    /**
     * Parses a line. Does not verify its hashes.
     *
     * @param line without its line feed
     * @return the line; {@code null} if it has another form
     */
    static @Nullable LogLine parse(byte[] line) {
        String text = new String(line, StandardCharsets.ISO_8859_1);
        int end = text.lastIndexOf(HASH_FIELD);
        Chained chained = end <= 0 ? null : Chained.of(line, end);
        if (chained == null) {
            return null;
        }
        Cursor cursor = new Cursor(text, end);
        Span hash = cursor.text(HASH_FIELD);
        Span mac = chained.key == null ? null : cursor.text(",\"mac\":\"");
        Map<LogField, Span> values = new EnumMap<>(LogField.class);
        Map<LogField, Span> salts = new EnumMap<>(LogField.class);
        if (!chained.hashes.isEmpty()) {
            for (LogField field : chained.hashes.keySet()) {
                values.put(field, cursor.text(",\"" + field.word() + "\":\""));
            }
            String before = ",\"salts\":{\"";
            for (LogField field : chained.hashes.keySet()) {
                salts.put(field, cursor.text(before + field.word() + "\":\""));
                before = ",\"";
            }
            cursor.literal("}");
        }
        cursor.literal("}");
        if (!cursor.atEnd() || !isHash(hash.of(text)) || (mac != null && !isHash(mac.of(text)))) {
            return null;
        }
        return new LogLine(line, hash.of(text), chained, mac == null ? null : mac.of(text), values, salts);
    }

    /** {@return whether a text has the form of a hash or a signature: 64 hexadecimal digits} */
    static boolean isHash(String text) {
        return HASH.matcher(text).matches();
    }

    /** {@return whether the hash matches the chained part} */
    boolean hashFits() {
        return hash.equals(hashOf(Arrays.copyOf(bytes, chained.length)));
    }

    /** {@return the position of this line in the log} */
    Anchor anchor() {
        return new Anchor(chained.record, hash);
    }

    /** {@return the position in the log before this line} */
    Anchor before() {
        return new Anchor(chained.record - 1, chained.previous);
    }

    long record() {
        return chained.record;
    }

    String previous() {
        return chained.previous;
    }

    int format() {
        return chained.format;
    }

    /** {@return the id of the key of the signature, or {@code null} if it is not signed} */
    @Nullable
    String key() {
        return chained.key;
    }

    @Nullable
    String mac() {
        return mac;
    }

    /** {@return whether it records a change of the key, from the one of this id or from none} */
    boolean changesKeyFrom(@Nullable String former) {
        return chained.changesKey && Objects.equals(chained.formerKey, former);
    }

    /** {@return the kind of event; {@code null} for a decision} */
    @Nullable
    String event() {
        return chained.event;
    }

    @Nullable
    String time() {
        return chained.time;
    }

    /** {@return the numbers of records in which a field is to be erased; empty unless the line announces an erasure} */
    Map<LogField, List<Integer>> positions() {
        return chained.positions;
    }

    /** {@return the fields with an id, erased or not; none in format 1} */
    Set<LogField> fields() {
        return chained.hashes.keySet();
    }

    private boolean isErased(LogField field) {
        String salt = span(salts, field);
        return isErased(span(values, field)) && isErased(salt) && salt.length() == SALT_DIGITS;
    }

    /** {@return the state of a field; computes a hash unless it is erased} */
    State state(LogField field) {
        if (isErased(field)) {
            return State.ERASED;
        }
        String value = span(values, field);
        String salt = span(salts, field);
        String id = decoded(value);
        boolean fits = id != null
                && SALT.matcher(salt).matches()
                && identityHash(HexFormat.of().parseHex(salt), id).equals(chained.hashes.get(field));
        return fits ? State.PRESENT : State.UNFIT;
    }

    /** {@return the id, whether its hash matches or not; {@code null} if it was erased or is not text} */
    @Nullable
    String id(LogField field) {
        if (chained.format < FORMAT) {
            return chained.oldIds.get(field);
        }
        return !chained.hashes.containsKey(field) || isErased(field) ? null : decoded(span(values, field));
    }

    /**
     * Returns this line with erased ids.
     *
     * @return the line, with the same length; {@code null} if none of its ids is to be erased
     */
    byte @Nullable [] erased(Map<LogField, BitSet> positions) {
        byte[] written = null;
        for (LogField field : values.keySet()) {
            if (isAmong(positions, field)) {
                written = written == null ? bytes.clone() : written;
                for (Map<LogField, Span> each : List.of(values, salts)) {
                    Span span = Objects.requireNonNull(each.get(field), "field");
                    Arrays.fill(written, span.from, span.to, (byte) ERASED);
                }
            }
        }
        return written;
    }

    /** {@return the first index at which a line of the same length differs from this one; -1 if there is none} */
    int mismatch(byte[] other) {
        return Arrays.mismatch(bytes, other);
    }

    private boolean isAmong(Map<LogField, BitSet> positions, LogField field) {
        return Objects.requireNonNull(positions.get(field), "field").get(Math.toIntExact(chained.record));
    }

    /** {@return the chained part as a JSON document} */
    byte[] chainedJson() {
        return chainedJson(bytes, chained.length);
    }

    private static byte[] chainedJson(byte[] line, int length) {
        byte[] json = Arrays.copyOf(line, length + 1);
        json[length] = '}';
        return json;
    }

    private String span(Map<LogField, Span> spans, LogField field) {
        Span span = Objects.requireNonNull(spans.get(field), "field");
        return new String(bytes, span.from, span.to - span.from, StandardCharsets.ISO_8859_1);
    }

    private static boolean isErased(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c == ERASED);
    }

    /** Encodes an id as JSON text with escapes, and without quotation marks and other backslashes. */
    static String encoded(String id) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            if (c < ' ' || c > '~' || c == '"' || c == '\\') {
                text.append("\\u").append(HexFormat.of().toHexDigits(c));
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }

    private static @Nullable String decoded(String text) {
        StringBuilder id = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) != '\\') {
                id.append(text.charAt(i));
            } else if (i + 6 <= text.length()
                    && ESCAPE.matcher(text.substring(i, i + 6)).matches()) {
                id.append((char) HexFormat.fromHexDigits(text, i + 2, i + 6));
                i += 5;
            } else {
                return null;
            }
        }
        return encoded(id.toString()).equals(text) ? id.toString() : null;
    }

    static String identityHash(byte[] salt, String id) {
        MessageDigest digest = sha256();
        digest.update(IDENTITY_DOMAIN.getBytes(StandardCharsets.US_ASCII));
        digest.update(salt);
        return HexFormat.of().formatHex(digest.digest(id.getBytes(StandardCharsets.UTF_8)));
    }

    static String hashOf(byte[] content) {
        return HexFormat.of().formatHex(sha256().digest(content));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is not available; every Java platform must support it", e);
        }
    }

    /** The state of a field of a line. */
    enum State {
        /** The id exists and matches its chained hash. */
        PRESENT,
        /** The id was erased. */
        ERASED,
        /** The text does not match its chained hash: it was changed, or its erasure is unfinished. */
        UNFIT
    }

    /** A part of a line. */
    private record Span(int from, int to) {
        static final Span NONE = new Span(0, 0);

        String of(String text) {
            return text.substring(from, to);
        }
    }

    /** A parser of the end of a line, which has one form only. */
    private static final class Cursor {
        private final String text;
        private int at;
        private boolean failed;

        Cursor(String text, int at) {
            this.text = text;
            this.at = at;
        }

        void literal(String expected) {
            failed |= !text.startsWith(expected, at);
            at += expected.length();
        }

        /** Reads a string after the expected name and quotation mark; returns it without the marks. */
        Span text(String expected) {
            literal(expected);
            int end = failed ? -1 : text.indexOf('"', at);
            if (end < 0) {
                failed = true;
                return Span.NONE;
            }
            Span span = new Span(at, end);
            at = end + 1;
            return span;
        }

        boolean atEnd() {
            return !failed && at == text.length();
        }
    }

    /** The chained part of a line, before the hash. */
    private static final class Chained {
        private final Map<LogField, String> hashes = new EnumMap<>(LogField.class);
        private final Map<LogField, String> oldIds = new EnumMap<>(LogField.class);
        private final Map<LogField, List<Integer>> positions = new EnumMap<>(LogField.class);
        private final int length;
        private long record = -1;
        private int format = 1;
        private String previous = "";
        private @Nullable String key;
        private @Nullable String formerKey;
        private boolean changesKey;
        private @Nullable String event;
        private @Nullable String time;

        private Chained(int length) {
            this.length = length;
        }

        static @Nullable Chained of(byte[] line, int length) {
            Chained chained = new Chained(length);
            try (JsonParser json = FACTORY.createParser(chainedJson(line, length))) {
                if (json.nextToken() != JsonToken.START_OBJECT) {
                    return null;
                }
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    String name = json.currentName();
                    json.nextToken();
                    chained.take(name, json);
                }
                boolean whole = json.currentToken() == JsonToken.END_OBJECT && json.nextToken() == null;
                boolean known = chained.format == 1
                        ? chained.hashes.isEmpty() && chained.key == null
                        : chained.format == FORMAT;
                return whole && known && isHash(chained.previous) && chained.record > 0 && chained.record <= MAX_RECORDS
                        ? chained
                        : null;
            } catch (IOException | IllegalArgumentException e) {
                return null; // a matching hash without valid JSON: not written by a log
            }
        }

        private void take(String name, JsonParser json) throws IOException {
            switch (name) {
                case "record" -> record = json.getLongValue();
                case "format" -> format = json.getIntValue();
                case "previous" -> previous = json.getText();
                case "key" -> key = json.getText();
                case "event" -> event = json.getText();
                case "time" -> time = json.getText();
                case "formerKey" -> {
                    changesKey = true;
                    formerKey = json.currentToken() == JsonToken.VALUE_NULL ? null : json.getText();
                }
                case "places" -> takePositions(json);
                default -> {
                    for (LogField field : LogField.values()) {
                        if (name.equals(field.hashWord())) {
                            hashes.put(field, json.getText());
                        } else if (name.equals(field.word()) && json.currentToken() == JsonToken.VALUE_STRING) {
                            oldIds.put(field, json.getText());
                        }
                    }
                    json.skipChildren();
                }
            }
        }

        private void takePositions(JsonParser json) throws IOException {
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                List<Integer> records = new ArrayList<>();
                for (LogField field : LogField.values()) {
                    if (json.currentName().equals(field.word())) {
                        positions.put(field, records);
                    }
                }
                json.nextToken();
                while (json.nextToken() == JsonToken.VALUE_NUMBER_INT) {
                    records.add(json.getIntValue());
                }
            }
        }
    }
}
