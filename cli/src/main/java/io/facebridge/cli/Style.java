package io.facebridge.cli;

import java.util.Locale;
import java.util.regex.Pattern;

/** Paints words on a terminal that shows color, and returns them unchanged elsewhere. The words alone carry the meaning. */
enum Style {
    /** Without color. */
    PLAIN,
    /** With the escape sequences of a terminal. */
    COLORED;

    private static final String ESCAPE = "\u001b[";
    private static final Pattern SEQUENCE = Pattern.compile("\u001b\\[[0-9;]*m");
    /** Where a message ends and its remedy begins. */
    private static final Pattern REMEDY = Pattern.compile("; | \\(see ");

    /** The meaning of a color. */
    enum Tone {
        GOOD("32"),
        BAD("31"),
        UNDECIDED("33"),
        HEADING("1"),
        ASIDE("2");

        private final String code;

        Tone(String code) {
            this.code = code;
        }
    }

    String paint(Tone tone, String text) {
        return this == PLAIN || text.isEmpty() ? text : ESCAPE + tone.code + "m" + text + ESCAPE + "0m";
    }

    String heading(String text) {
        return paint(Tone.HEADING, text);
    }

    String warning(String text) {
        return paint(Tone.UNDECIDED, text);
    }

    String aside(String text) {
        return paint(Tone.ASIDE, text);
    }

    /** Paints an outcome of a decision by what it means; other words stay as they are. */
    String outcome(String text) {
        return switch (text.toUpperCase(Locale.ROOT)) {
            case "MATCH", "LIVE" -> paint(Tone.GOOD, text);
            case "NO_MATCH", "NOT_LIVE", "NOT LIVE", "REJECTED" -> paint(Tone.BAD, text);
            case "REVIEW", "INCONCLUSIVE", "UNDECIDED" -> paint(Tone.UNDECIDED, text);
            default -> text;
        };
    }

    /** Paints what failed, and not the remedy. */
    String error(String line) {
        if (this == PLAIN) {
            return line;
        }
        String message = REMEDY.split(line, 2)[0];
        return paint(Tone.BAD, message) + line.substring(message.length());
    }

    /** Returns the number of columns that a text takes. */
    static int width(String text) {
        String plain =
                text.indexOf('\u001b') < 0 ? text : SEQUENCE.matcher(text).replaceAll("");
        return plain.codePointCount(0, plain.length());
    }
}
