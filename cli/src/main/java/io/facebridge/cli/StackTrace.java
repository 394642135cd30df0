package io.facebridge.cli;

import io.facebridge.internal.Secrets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParameterException;

/** The stack trace of a failure as {@code --debug} shows it: as Java prints it, without keys in messages. */
final class StackTrace {
    /** What a key is written with, and a name of a Java type or package is not. */
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9+/_=-]+");

    private static final Pattern SECRET_VARIABLE = Pattern.compile("(?i).*(KEY|SECRET|TOKEN|PASSWORD|CREDENTIAL).*");
    private static final int SHORTEST_SECRET = 4;
    private static final String HIDDEN = "[hidden]";

    private final Map<String, String> environment;
    private final Set<Throwable> shown = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<String> lines = new ArrayList<>();

    private StackTrace(Map<String, String> environment) {
        this.environment = environment;
    }

    static List<String> of(Throwable thrown) {
        return of(thrown, System.getenv());
    }

    /** As {@link #of(Throwable)}; the values of variables that are named as secrets are hidden. */
    static List<String> of(Throwable thrown, Map<String, String> environment) {
        StackTrace trace = new StackTrace(environment);
        trace.add(thrown, "", null);
        return trace.lines;
    }

    private void add(Throwable thrown, String before, StackTraceElement @Nullable [] enclosing) {
        if (!shown.add(thrown)) {
            return;
        }
        lines.add(before + thrown.getClass().getName() + message(thrown));
        StackTraceElement[] frames = thrown.getStackTrace();
        int common = enclosing == null ? 0 : common(frames, enclosing);
        for (int i = 0; i < frames.length - common; i++) {
            lines.add("    at " + frames[i]);
        }
        if (common > 0) {
            lines.add("    ... " + common + " more");
        }
        for (Throwable suppressed : thrown.getSuppressed()) {
            add(suppressed, "Suppressed: ", frames);
        }
        if (thrown.getCause() != null) {
            add(thrown.getCause(), "Caused by: ", frames);
        }
    }

    private static int common(StackTraceElement[] frames, StackTraceElement[] enclosing) {
        int common = 0;
        while (common < Math.min(frames.length, enclosing.length)
                && frames[frames.length - 1 - common].equals(enclosing[enclosing.length - 1 - common])) {
            common++;
        }
        return common;
    }

    /** Returns nothing for wrong usage: the parser quotes arguments, and the line about the failure has what may be shown. */
    private String message(Throwable thrown) {
        if (thrown instanceof ParameterException || thrown.getMessage() == null) {
            return "";
        }
        String text = Text.oneLine(thrown.getMessage());
        for (Map.Entry<String, String> variable : environment.entrySet()) {
            if (variable.getValue().length() >= SHORTEST_SECRET
                    && SECRET_VARIABLE.matcher(variable.getKey()).matches()) {
                text = text.replace(variable.getValue(), HIDDEN);
            }
        }
        return ": " + WORD.matcher(text).replaceAll(word -> isKey(word.group()) ? HIDDEN : word.group());
    }

    /** A path and a name of several words look like a key, too, but without digits. */
    private static boolean isKey(String word) {
        return Secrets.looksLikeKey(word) && word.chars().anyMatch(Character::isDigit);
    }
}
