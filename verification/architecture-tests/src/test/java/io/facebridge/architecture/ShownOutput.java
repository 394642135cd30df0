package io.facebridge.architecture;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The output of a command as a page shows it. Compared with what the command printed, word by word, except for:
 *
 * <ul>
 *   <li>{@code …}, which stands for any text in a line, and alone in a line for any lines;
 *   <li>ids, times and durations, of which the form is compared;
 *   <li>hexadecimal digits before {@code …}, which stand for a digest;
 *   <li>numbers with decimals, which need as many decimals and may differ by 2 % or 0.01: processors round differently;
 *   <li>pixels of faces, which may differ by two.
 * </ul>
 */
final class ShownOutput {
    private static final double SHARE = 0.02;
    private static final double DIFFERENCE = 0.01;
    private static final int PIXELS = 2;

    private static final String UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
    private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?Z";
    private static final String DURATION = "\\b\\d+ ms\\b";
    private static final String DIGEST = "\\b(?=[0-9a-f]*\\d)[0-9a-f]{4,}-?…";
    private static final String FACE = "\\b\\d+ x \\d+ pixels at \\d+, \\d+";
    private static final String DECIMAL = "-?\\b\\d+\\.\\d+(?:e-?\\d+)?\\b";
    private static final Pattern VARIABLE = Pattern.compile("(?<uuid>" + UUID + ")|(?<time>" + TIME + ")|(?<duration>"
            + DURATION + ")|(?<digest>" + DIGEST + ")|(?<dots>…)|(?<face>" + FACE + ")|(?<decimal>" + DECIMAL
            + ")|(?<blanks>\\s+)");
    private static final Pattern ID_OR_TIME = Pattern.compile(UUID + "|" + TIME);
    private static final Pattern INTEGER = Pattern.compile("\\d+");

    private ShownOutput() {}

    /** Returns what differs; empty if nothing does. */
    static Optional<String> fault(List<String> shown, List<String> printed) {
        int next = 0;
        for (int i = 0; i < shown.size(); i++) {
            String line = shown.get(i).strip();
            if (line.equals("…")) {
                if (i == shown.size() - 1) {
                    return Optional.empty();
                }
                String after = shown.get(i + 1);
                while (next < printed.size() && !isSame(after, printed.get(next))) {
                    next++;
                }
            } else if (next == printed.size() || !isSame(line, printed.get(next))) {
                return Optional.of("shows '" + line + "', but "
                        + (next == printed.size() ? "nothing" : "'" + printed.get(next) + "'") + " was printed:\n    "
                        + String.join("\n    ", printed));
            } else {
                next++;
            }
        }
        return next == printed.size()
                ? Optional.empty()
                : Optional.of("does not show '" + printed.get(next) + "':\n    " + String.join("\n    ", printed));
    }

    /** Returns the ids and times that a page shows, each with what was printed in its place. */
    static Map<String, String> variables(List<String> shown, List<String> printed) {
        Map<String, String> variables = new HashMap<>();
        for (int i = 0; i < Math.min(shown.size(), printed.size()); i++) {
            Matcher one = ID_OR_TIME.matcher(shown.get(i));
            Matcher other = ID_OR_TIME.matcher(printed.get(i));
            while (one.find() && other.find()) {
                variables.put(one.group(), other.group());
            }
        }
        return variables;
    }

    private static boolean isSame(String shown, String printed) {
        StringBuilder form = new StringBuilder();
        Matcher variables = VARIABLE.matcher(shown.strip());
        int from = 0;
        while (variables.find()) {
            form.append(Pattern.quote(shown.strip().substring(from, variables.start())));
            form.append(form(variables));
            from = variables.end();
        }
        form.append(Pattern.quote(shown.strip().substring(from)));
        Matcher line = Pattern.compile(form.toString()).matcher(printed.strip());
        if (!line.matches()) {
            return false;
        }
        variables.reset();
        int group = 0;
        while (variables.find()) {
            if (variables.group("decimal") != null) {
                group++;
                if (!isNear(variables.group(), line.group(group))) {
                    return false;
                }
            } else if (variables.group("face") != null) {
                group++;
                if (!isNearFace(variables.group(), line.group(group))) {
                    return false;
                }
            }
        }
        return true;
    }

    private static String form(Matcher variable) {
        if (variable.group("uuid") != null) {
            return UUID;
        }
        if (variable.group("time") != null) {
            return TIME;
        }
        if (variable.group("duration") != null) {
            return "\\d+ ms";
        }
        if (variable.group("digest") != null) {
            return "[0-9a-f-]+";
        }
        if (variable.group("dots") != null) {
            return ".*";
        }
        if (variable.group("face") != null) {
            return "(\\d+ x \\d+ pixels at \\d+, \\d+)";
        }
        if (variable.group("blanks") != null) {
            return "\\s+";
        }
        String number = variable.group().replaceFirst("e.*", "");
        int decimals = number.length() - number.indexOf('.') - 1;
        return "(-?\\d+\\.\\d{" + decimals + "}(?:e-?\\d+)?)";
    }

    private static boolean isNear(String shown, String printed) {
        double expected = Double.parseDouble(shown);
        double difference = Math.abs(expected - Double.parseDouble(printed));
        return difference <= Math.abs(expected) * SHARE || (!shown.contains("e") && difference <= DIFFERENCE);
    }

    private static boolean isNearFace(String shown, String printed) {
        List<Integer> expected = integers(shown);
        List<Integer> actual = integers(printed);
        for (int i = 0; i < expected.size(); i++) {
            if (Math.abs(expected.get(i) - actual.get(i)) > PIXELS) {
                return false;
            }
        }
        return true;
    }

    private static List<Integer> integers(String text) {
        return INTEGER.matcher(text)
                .results()
                .map(MatchResult::group)
                .map(Integer::valueOf)
                .toList();
    }
}
