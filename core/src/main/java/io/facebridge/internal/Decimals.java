package io.facebridge.internal;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/** Numbers in messages. */
public final class Decimals {
    private static final Pattern EXPONENT = Pattern.compile("\\b[0-9]+(\\.[0-9]+)?E-?[0-9]+\\b");

    private Decimals() {}

    /**
     * Returns a number with all its digits and without an exponent: 0.0001, not 1.0E-4.
     *
     * @param number any number
     * @return the text of {@link Double#toString(double)} wherever that has no exponent
     */
    public static String plain(double number) {
        String text = Double.toString(number);
        return text.indexOf('E') < 0
                ? text
                : new BigDecimal(text).stripTrailingZeros().toPlainString();
    }

    /**
     * Returns a text in which numbers have no exponent, for text that is stored with them.
     *
     * @param text for example of a policy
     * @return the text with {@code 0.0001} for {@code 1.0E-4}
     */
    public static String plainIn(String text) {
        return EXPONENT.matcher(text).replaceAll(number -> plain(Double.parseDouble(number.group())));
    }
}
