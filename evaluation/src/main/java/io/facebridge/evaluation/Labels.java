package io.facebridge.evaluation;

import org.jspecify.annotations.Nullable;

/** The words that files have for labels and states, whatever their case. */
final class Labels {
    private Labels() {}

    static @Nullable PairLabel label(char[] text, int from, int length) {
        return is("mated", text, from, length) || is("genuine", text, from, length)
                ? PairLabel.MATED
                : is("nonmated", text, from, length)
                                || is("non-mated", text, from, length)
                                || is("non_mated", text, from, length)
                                || is("impostor", text, from, length)
                        ? PairLabel.NON_MATED
                        : null;
    }

    static @Nullable PairStatus status(char[] text, int from, int length) {
        if (length == 0 || is("ok", text, from, length)) {
            return PairStatus.OK;
        }
        if (is("fta", text, from, length) || is("fta_probe", text, from, length)) {
            return PairStatus.FTA_PROBE;
        }
        if (is("fta_ref", text, from, length) || is("fta_reference", text, from, length)) {
            return PairStatus.FTA_REFERENCE;
        }
        return is("fte", text, from, length) ? PairStatus.FTE : null;
    }

    static boolean is(String word, char[] text, int from, int length) {
        if (word.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            char c = text[from + i];
            if (word.charAt(i) != (c >= 'A' && c <= 'Z' ? c + 32 : c)) {
                return false;
            }
        }
        return true;
    }
}
