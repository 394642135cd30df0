package io.facebridge.architecture;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What must never be written down: pictures, templates, persons, keys, tokens and scores. A text is read byte for byte as
 * ISO 8859-1. What is found is named by its kind and line and never repeated.
 *
 * <p>Logs are long: each kind is looked for by words that the machine finds fast, and an expression only judges the place.
 */
final class Leaks {
    /** What tests use as a key, token or session id begins thus, so that it differs from every other word. */
    static final String PLANTED = "secret-";

    /** Ids of persons that only the contracts use. */
    static final List<String> PERSONS = List.of("Ada_1", "bob-2", "Person_h5Ny2Wc8");

    /**
     * What the vendor's signer signs stands in its own log: of headers, and so of a session token, but neither the key nor the
     * body. {@code docs/how-to/configure-remote-calls.md} names it.
     */
    static final Set<String> LOGGERS_OF_SIGNATURES =
            Set.of("software.amazon.awssdk.http.auth.aws.internal.signer.DefaultV4RequestSigner");

    private static final Set<String> OF_SIGNATURES = Set.of("a key or token", "an access key id", "a signature");

    /** Where a record begins: thread, level, logger. */
    private static final Pattern RECORD = Pattern.compile("^\\[.*?\\] (?:TRACE|DEBUG|INFO|WARN|ERROR) (\\S+) - ");

    private static final int MAX_BASE_64_LENGTH = 96;
    private static final int MAX_HEX_LENGTH = 160;
    private static final int MAX_DECIMALS = 12;
    private static final int MAX_BYTES = 32;
    private static final int MAX_WORD_LENGTH = 80;

    private static final List<Word> EVERYWHERE = everywhere();
    private static final List<Word> IN_LOGS = inLogs();

    private Leaks() {}

    /** In what tests print and report: a test's name may speak of scores and persons. */
    static List<String> inReport(String text) {
        return found(EVERYWHERE, text);
    }

    /** In what is logged. */
    static List<String> inLog(String text) {
        List<Word> all = new ArrayList<>(EVERYWHERE);
        all.addAll(IN_LOGS);
        return found(all, text);
    }

    private static List<String> found(List<Word> words, String text) {
        Map<String, Integer> found = new LinkedHashMap<>();
        String lower = text.toLowerCase(Locale.ROOT);
        for (Word word : words) {
            if (!found.containsKey(word.kind())) {
                int place = word.find(text, lower);
                if (place >= 0) {
                    found.put(word.kind(), place);
                }
            }
        }
        runs(text, found);
        numbers(text, found);
        return found.entrySet().stream()
                .map(leak -> leak.getKey() + " in line " + line(text, leak.getValue()))
                .toList();
    }

    private static long line(String text, int place) {
        return 1 + text.substring(0, place).chars().filter(c -> c == '\n').count();
    }

    /** Long runs of what encodes bytes; 'xxxx…' is none, because it lacks capitals and digits. */
    private static void runs(String text, Map<String, Integer> found) {
        int from = 0;
        int hex = 0;
        int kinds = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int kind = kind(c);
            if (kind == 0) {
                from = i + 1;
                hex = 0;
                kinds = 0;
                continue;
            }
            kinds |= kind;
            hex = Character.digit(c, 16) >= 0 ? hex + 1 : 0;
            if (hex == MAX_HEX_LENGTH) {
                found.putIfAbsent("a run of hexadecimal digits", i);
            }
            if (i - from + 1 >= MAX_BASE_64_LENGTH && (kinds & 7) == 7) {
                found.putIfAbsent("a run of base64", i);
            }
        }
    }

    /** 1: a digit, 2: a capital, 4: a small letter, 8: another of the characters of Base64, 0: none of them. */
    private static int kind(char c) {
        if (c >= 'a' && c <= 'z') {
            return 4;
        }
        if (c >= 'A' && c <= 'Z') {
            return 2;
        }
        if (c >= '0' && c <= '9') {
            return 1;
        }
        return c == '+' || c == '/' ? 8 : 0;
    }

    /** Many numbers in a row. */
    private static void numbers(String text, Map<String, Integer> found) {
        int decimals = 0;
        int bytes = 0;
        int i = 0;
        while (i < text.length()) {
            int start = i;
            while (i < text.length() && !separates(text.charAt(i))) {
                i++;
            }
            if (start < i) {
                char last = text.charAt(i - 1);
                boolean isNumber = last >= '0' && last <= '9';
                decimals = isNumber && isDecimal(text, start, i) ? decimals + 1 : 0;
                bytes = isNumber && isByte(text, start, i) ? bytes + 1 : 0;
                if (decimals == MAX_DECIMALS) {
                    found.putIfAbsent("a template", start);
                }
                if (bytes == MAX_BYTES) {
                    found.putIfAbsent("a run of bytes", start);
                }
            }
            int end = i;
            while (i < text.length() && separates(text.charAt(i))) {
                i++;
            }
            if (i - end > 3) {
                decimals = 0;
                bytes = 0;
            }
        }
    }

    private static boolean separates(char c) {
        return c == ',' || c == ';' || c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '[' || c == ']';
    }

    /** For example -0.03 and 1.5E-4. */
    private static boolean isDecimal(String text, int from, int to) {
        int points = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c == '.') {
                points++;
            } else if ((c < '0' || c > '9') && c != '-' && c != 'E') {
                return false;
            }
        }
        return points == 1;
    }

    private static boolean isByte(String text, int from, int to) {
        int digits = text.charAt(from) == '-' ? from + 1 : from;
        if (to - digits < 1 || to - digits > 3) {
            return false;
        }
        for (int i = digits; i < to; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private static List<Word> everywhere() {
        List<Word> words = new ArrayList<>();
        words.add(Word.exactly("bytes of a JPEG", "\u00FF\u00D8\u00FF"));
        words.add(Word.exactly("bytes of a JPEG", "JFIF"));
        words.add(Word.exactly("bytes of a JPEG", "[0xff][0xd8][0xff]"));
        words.add(Word.exactly("bytes of a PNG", "\u0089PNG"));
        words.add(Word.exactly("bytes of a PNG", "[0x89]PNG"));
        words.add(Word.of("a picture in base64", "/9j/", true, "/9j/[A-Za-z0-9+/]{8}"));
        words.add(Word.exactly("a picture in base64", "iVBORw0KGgo"));
        words.add(Word.of("a picture in hexadecimal digits", "ffd8ffe", false, "ffd8ffe[0-9a-f]{8}"));
        words.add(Word.of("a picture in hexadecimal digits", "89504e470d0a", false, ""));
        words.add(Word.of("a key or token", PLANTED, false, "(?<!--test-)" + PLANTED + "[a-z0-9]")); // no option's name
        encodings(PLANTED).forEach(word -> words.add(Word.exactly("a key or token", word)));
        words.add(Word.of("an access key id", "AKIA", true, "(?<!\\w)AKIA[A-Z0-9]{12,}"));
        words.add(Word.of("an access key id", "ASIA", true, "(?<!\\w)ASIA[A-Z0-9]{12,}"));
        words.add(Word.exactly("a signature", "AWS4-HMAC-SHA256"));
        words.add(Word.of("a signature", "signature=", false, "signature=[0-9a-f]{16}"));
        words.add(Word.of("a signature", "authorization:", false, "authorization: ?\\S"));
        words.add(Word.of("a signature", "subscription-key:", false, "subscription-key: ?\\S"));
        return List.copyOf(words);
    }

    private static List<Word> inLogs() {
        List<Word> words = new ArrayList<>();
        for (String score : List.of("score", "similarity", "confidence")) {
            words.add(Word.of("a person's score", score, false, "(?<!\\w)" + score + "[ =:]{1,3}-?\\d"));
        }
        for (String person : PERSONS) {
            words.add(Word.exactly("a person", person));
        }
        return List.copyOf(words);
    }

    /** In Base64, which differs by what stands before, and in hexadecimal digits. */
    private static List<String> encodings(String word) {
        List<String> encodings = new ArrayList<>();
        encodings.add(HexFormat.of().formatHex(word.getBytes(StandardCharsets.US_ASCII)));
        for (int shift = 0; shift < 3; shift++) {
            byte[] bytes = ("\0".repeat(shift) + word).getBytes(StandardCharsets.US_ASCII);
            String encoded = Base64.getEncoder().withoutPadding().encodeToString(bytes);
            encodings.add(encoded.substring(shift == 0 ? 0 : shift + 1, bytes.length / 3 * 4));
        }
        return encodings;
    }

    /** The name of the logger that wrote what stands at this place; empty if nothing says so. */
    private static String logger(String text, int place) {
        int line = text.lastIndexOf('\n', place - 1) + 1;
        while (true) {
            int end = text.indexOf('\n', line);
            Matcher record = RECORD.matcher(text).region(line, end < 0 ? text.length() : end);
            if (record.lookingAt()) {
                return record.group(1);
            }
            if (line == 0) {
                return "";
            }
            line = text.lastIndexOf('\n', line - 2) + 1;
        }
    }

    /**
     * A kind of leak by a word in it.
     *
     * @param kind in words
     * @param word in small letters unless {@code exact}
     * @param exact whether capitals matter
     * @param whole what has to stand where the word is found
     */
    private record Word(String kind, String word, boolean exact, Pattern whole) {
        static Word exactly(String kind, String word) {
            return of(kind, word, true, "");
        }

        static Word of(String kind, String word, boolean exact, String whole) {
            return new Word(kind, word, exact, Pattern.compile(whole));
        }

        /** Where it is found for the first time without being allowed to be there; -1 if nowhere. */
        int find(String text, String lower) {
            String searched = exact ? text : lower;
            int place = searched.indexOf(word);
            while (place >= 0) {
                boolean isMeant = whole.matcher(searched)
                        .region(place, Math.min(searched.length(), place + MAX_WORD_LENGTH))
                        .useTransparentBounds(true)
                        .lookingAt();
                if (isMeant && !(OF_SIGNATURES.contains(kind) && LOGGERS_OF_SIGNATURES.contains(logger(text, place)))) {
                    return place;
                }
                place = searched.indexOf(word, place + 1);
            }
            return -1;
        }
    }
}
