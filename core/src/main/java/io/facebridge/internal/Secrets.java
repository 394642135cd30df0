package io.facebridge.internal;

import io.facebridge.error.AuthenticationException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks of keys and tokens before they are sent or shown. */
public final class Secrets {
    private static final Pattern LIKE_A_KEY = Pattern.compile("[A-Za-z0-9+/_-]{20,}={0,2}");

    private Secrets() {}

    /**
     * Returns whether a text looks like a key, so that no message may show it where the name of a key's file or variable was
     * expected: 20 characters or more of hexadecimal digits or of Base64 with either alphabet, with or without its padding. Long
     * names of files without a dot look like that, too.
     *
     * @param text what was given
     * @return {@code false} if no key of 120 bits or more is written so
     */
    public static boolean looksLikeKey(String text) {
        return LIKE_A_KEY.matcher(text).matches();
    }

    /**
     * Checks that a secret can be sent in a header: a file or an environment that it was read from often leaves a line feed at
     * its end.
     *
     * @param setting what it is and where it is set, for the message
     * @param value the secret, or {@code null} if there is none
     * @throws AuthenticationException if it contains a control character (U+0000 to U+001F, U+007F to U+009F); the message says
     *     how many characters into it, and never the value
     */
    public static void requireSendable(String setting, @Nullable String value) {
        for (int i = 0; value != null && i < value.length(); i++) {
            if (Character.isISOControl(value.charAt(i))) {
                throw new AuthenticationException(
                        "the " + setting + " contains a control character, number "
                                + Integer.toHexString(value.charAt(i)) + " (hexadecimal) at position " + (i + 1)
                                + " of "
                                + value.length() + ", such as the line feed at the end of a file; remove it",
                        null,
                        null);
            }
        }
    }
}
