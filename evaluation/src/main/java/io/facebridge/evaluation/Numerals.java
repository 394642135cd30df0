package io.facebridge.evaluation;

import com.fasterxml.jackson.core.io.NumberInput;

/** Numbers as files have them: decimals with a point, whatever the locale. */
final class Numerals {
    /** Stands for a text that is no number; unlike any number that is read. */
    static final double NONE = Double.NEGATIVE_INFINITY;

    private Numerals() {}

    /**
     * Returns the number of a text: NaN for {@code nan}, {@link #NONE} for any other text that is not a finite decimal
     * number.
     */
    static double parse(char[] text, int from, int length) {
        int start = from;
        int end = from + length;
        while (start < end && text[start] == ' ') {
            start++;
        }
        while (start < end && text[end - 1] == ' ') {
            end--;
        }
        if (end - start == 3
                && (text[start] | 32) == 'n'
                && (text[start + 1] | 32) == 'a'
                && (text[start + 2] | 32) == 'n') {
            return Double.NaN;
        }
        boolean digits = false;
        for (int i = start; i < end; i++) {
            char c = text[i];
            if (c >= '0' && c <= '9') {
                digits = true;
            } else if (c != '.' && c != '-' && c != '+' && (c | 32) != 'e') {
                return NONE;
            }
        }
        if (!digits) {
            return NONE;
        }
        try {
            double number = NumberInput.parseDouble(text, start, end - start, true);
            return Double.isFinite(number) ? number : NONE;
        } catch (NumberFormatException e) {
            return NONE;
        }
    }

    static double parse(String text) {
        return parse(text.toCharArray(), 0, text.length());
    }
}
