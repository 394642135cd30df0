package io.facebridge.cli;

import io.facebridge.internal.Secrets;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is shown of a value that a user gave: everything but what may be a secret. Every message about a wrong command line or
 * configuration, and every value that is listed, is written with it.
 */
final class Shown {
    static final String HIDDEN = "(not shown, because it may be a key)";

    /** The name of a secret, and what follows it. The name of a file that contains one is none. */
    private static final Pattern OF_A_SECRET = Pattern.compile("(?is)(?<![a-z0-9])((?:[a-z0-9._-]*"
            + "(?:secret|password|passphrase|token|credential|signature)(?![a-z0-9]*file)[a-z0-9._-]*"
            + "|(?:[a-z0-9._-]*[._-])?(?:key|sig)|[a-z0-9]*key)\\s*[=:]\\s*)(?=\\S).*");

    /** The query and the fragment of an address, or user information, in which services accept keys. */
    private static final Pattern ADDRESS =
            Pattern.compile("(?is)([a-z][a-z0-9+.-]*://)(?:[^/@\\s]*@)?([^?#\\s]*)([?#].*)?");

    private static final Pattern WORD = Pattern.compile("[^\\s,;:=?&#@\"'()\\[\\]]+");

    private static final String WORDS = "[A-Za-z]?[a-z]+(?:[A-Z][a-z]+)*";

    private static final String VARIABLE = "[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+";
    private static final String UUID = "[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";

    /** No key of a service is written so, but names of options, settings, folders and variables, and ids of people are. */
    private static final Pattern NAME =
            Pattern.compile("[-./~]*(?:" + WORDS + "(?:[./_-]+" + WORDS + ")*|" + VARIABLE + "|" + UUID + ")[-/.]*");

    /** A part of a key in Base64, which may have slashes, and rarely the name of a folder. */
    private static final Pattern MIXED = Pattern.compile("(?<![^/])(?=[^/]*[a-z])(?=[^/]*[A-Z])(?=[^/]*[0-9])[^/]{8,}");

    private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"");

    private Shown() {}

    /** Returns a value in one line, without what may be a secret. */
    static String of(String value) {
        String text = Text.oneLine(value);
        Matcher address = ADDRESS.matcher(text);
        if (address.matches()) {
            String more = address.group(3);
            return address.group(1)
                    + words(address.group(2))
                    + (more == null ? "" : more.charAt(0) + "(not shown, because it may contain a key)");
        }
        Matcher secret = OF_A_SECRET.matcher(text);
        return secret.find() ? words(text.substring(0, secret.start())) + words(secret.group(1)) + HIDDEN : words(text);
    }

    /** Returns a message whose values stand in quotation marks, without what may be a secret in them or between them. */
    static String in(String message) {
        Matcher value = QUOTED.matcher(message);
        StringBuilder text = new StringBuilder();
        int from = 0;
        while (value.find()) {
            text.append(words(message.substring(from, value.start()), true))
                    .append('"')
                    .append(of(value.group(1)))
                    .append('"');
            from = value.end();
        }
        return text.append(words(message.substring(from), true)).toString();
    }

    private static String words(String text) {
        return words(text, false);
    }

    /** Replaces the keys; what has slashes is one as a whole, unless it is a path. */
    private static String words(String text, boolean paths) {
        return WORD.matcher(text).replaceAll(word -> Matcher.quoteReplacement(word(word.group(), paths)));
    }

    private static String word(String word, boolean path) {
        String known = existing(word);
        String rest = word.substring(known.length());
        boolean isPath = path || !known.isEmpty() || word.matches("(?:\\.\\.?|~)/.*");
        if (isKey(rest) && (!isPath || MIXED.matcher(rest).find())) {
            return known + (rest.startsWith("/") ? "/" : "") + HIDDEN;
        }
        StringBuilder shown = new StringBuilder(known);
        Matcher names = Pattern.compile("[^/\\\\]+|[/\\\\]+").matcher(rest);
        while (names.find()) {
            shown.append(isKey(names.group()) ? HIDDEN : names.group());
        }
        return shown.toString();
    }

    private static boolean isKey(String text) {
        return Secrets.looksLikeKey(text) && !NAME.matcher(text).matches() && !ConfigurationFile.isSetting(text);
    }

    /** Returns the beginning of a path that exists, and that therefore is no secret. */
    private static String existing(String word) {
        for (int end = word.length(); end > 0; end = lastSeparator(word, end - 1)) {
            if (exists(word.substring(0, end))) {
                return word.substring(0, end);
            }
        }
        return word.startsWith("/") ? "/" : "";
    }

    private static int lastSeparator(String word, int from) {
        return Math.max(word.lastIndexOf('/', from), word.lastIndexOf(File.separatorChar, from));
    }

    private static boolean exists(String path) {
        try {
            return Files.exists(Path.of(path));
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
