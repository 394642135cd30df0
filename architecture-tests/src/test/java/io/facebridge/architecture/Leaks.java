package io.facebridge.architecture;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What must never be written down: pictures, templates, keys, tokens and scores. A text is read byte for byte as ISO 8859-1.
 * What is found is named by its kind and line and never repeated.
 */
final class Leaks {
    /** What tests use as a key, token or session id begins thus, so that it can be told from every other word. */
    static final String PLANTED = "secret-";

    /** Long, and of capitals, small letters and digits: 'xxxx…' is none. */
    private static final String RUN =
            "(?=[A-Za-z+/]{0,95}[0-9])(?=[a-z0-9+/]{0,95}[A-Z])(?=[A-Z0-9+/]{0,95}[a-z])" + "[A-Za-z0-9+/]{96}";

    private static final Map<String, Pattern> EVERYWHERE = patterns(
            "bytes of a JPEG", "\u00FF\u00D8\u00FF|JFIF",
            "bytes of a PNG", "\u0089PNG",
            "a picture in base64", "/9j/[A-Za-z0-9+/]{8}|iVBORw0KGgo",
            "a run of base64", RUN,
            "a template", "(?:-?\\d+\\.\\d+(?:E-?\\d+)?[,;\\s]{1,3}){12}",
            "a key or token", "(?i:" + PLANTED + "[a-z0-9])",
            "an access key id", "\\b(?:AKIA|ASIA)[A-Z0-9]{12,}",
            "a signature",
                    "AWS4-HMAC-SHA256|(?i:signature=[0-9a-f]{16})|(?i:(?:authorization|subscription-key): ?\\S)");

    private static final Map<String, Pattern> IN_LOGS =
            patterns("a person's score", "(?i)\\b(?:score|similarity|confidence)\\b[ =:]{1,3}-?\\d");

    private Leaks() {}

    /** In what tests print and report: a test's name may speak of scores. */
    static List<String> inReport(String text) {
        return found(EVERYWHERE, text);
    }

    /** In what is logged. */
    static List<String> inLog(String text) {
        List<String> all = new ArrayList<>(found(EVERYWHERE, text));
        all.addAll(found(IN_LOGS, text));
        return all;
    }

    private static List<String> found(Map<String, Pattern> patterns, String text) {
        List<String> found = new ArrayList<>();
        patterns.forEach((kind, pattern) -> {
            Matcher matcher = pattern.matcher(text);
            if (matcher.find()) {
                found.add(kind + " in line "
                        + (1
                                + text.substring(0, matcher.start())
                                        .chars()
                                        .filter(c -> c == '\n')
                                        .count()));
            }
        });
        return found;
    }

    private static Map<String, Pattern> patterns(String... kindsAndExpressions) {
        Map<String, Pattern> patterns = new LinkedHashMap<>();
        for (int i = 0; i < kindsAndExpressions.length; i += 2) {
            patterns.put(kindsAndExpressions[i], Pattern.compile(kindsAndExpressions[i + 1]));
        }
        return patterns;
    }
}
