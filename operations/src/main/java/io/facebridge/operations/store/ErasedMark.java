package io.facebridge.operations.store;

import io.facebridge.gallery.PersonId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Objects;

/**
 * The mark of an erased person in a journal, by which a run that continues does not enroll the person again: a salt of 128 bits
 * and the SHA-256 of the salt and the id. It does not contain the id, and two marks of one person cannot be linked. A party
 * that has the mark and already has an id can verify whether it is that one. Immutable.
 */
public final class ErasedMark {
    private static final int SALT = 16;
    private static final String SEPARATOR = ":";

    private final String salt;
    private final String hash;

    private ErasedMark(String salt, String hash) {
        this.salt = salt;
        this.hash = hash;
    }

    /**
     * Creates a mark with a new, random salt.
     *
     * @param person the erased person
     * @return a new mark
     */
    public static ErasedMark of(PersonId person) {
        byte[] salt = new byte[SALT];
        new SecureRandom().nextBytes(salt);
        String hex = HexFormat.of().formatHex(salt);
        return new ErasedMark(hex, hash(hex, person));
    }

    /**
     * Parses the text of a mark, as {@link #text} returns it.
     *
     * @param text a salt and a hash in hexadecimal digits, separated by a colon
     * @return the mark
     * @throws IllegalArgumentException if the text has another form
     */
    public static ErasedMark parse(String text) {
        if (!text.matches("[0-9a-f]{32}:[0-9a-f]{64}")) {
            throw new IllegalArgumentException(
                    "mark of an erased person must be 32 and 64 hexadecimal digits separated by a" + " colon but had "
                            + text.length() + " characters");
        }
        return new ErasedMark(text.substring(0, 2 * SALT), text.substring(2 * SALT + 1));
    }

    /**
     * Returns whether this is the mark of a person.
     *
     * @param person the person
     * @return {@code true} for the erased person; {@code false} for every other one, unless SHA-256 collides
     */
    public boolean isOf(PersonId person) {
        return hash.equals(hash(salt, person));
    }

    /** {@return the mark as text, 97 ASCII characters} */
    public String text() {
        return salt + SEPARATOR + hash;
    }

    private static String hash(String salt, PersonId person) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest((salt + SEPARATOR + person.value()).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ErasedMark mark && mark.salt.equals(salt) && mark.hash.equals(hash);
    }

    @Override
    public int hashCode() {
        return Objects.hash(salt, hash);
    }

    /** Returns text without the salt and the hash. */
    @Override
    public String toString() {
        return "ErasedMark";
    }
}
