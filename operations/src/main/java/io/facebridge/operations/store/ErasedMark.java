package io.facebridge.operations.store;

import io.facebridge.gallery.PersonId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Objects;

/**
 * What a journal keeps of a person who was erased, so that the person is not enrolled again by a run that continues: a salt of 128
 * bits and the SHA-256 of the salt and the id. It does not contain the id, and two marks of one person have nothing in common.
 * A party that has the mark and already knows an id can check whether it is that one. Immutable.
 */
public final class ErasedMark {
    private static final int SALT = 16;
    private static final String BETWEEN = ":";

    private final String salt;
    private final String hash;

    private ErasedMark(String salt, String hash) {
        this.salt = salt;
        this.hash = hash;
    }

    /**
     * Makes a mark with a new salt.
     *
     * @param person who was erased
     * @return a new mark
     */
    public static ErasedMark of(PersonId person) {
        byte[] salt = new byte[SALT];
        new SecureRandom().nextBytes(salt);
        String hex = HexFormat.of().formatHex(salt);
        return new ErasedMark(hex, hash(hex, person));
    }

    /**
     * Reads what {@link #text} wrote.
     *
     * @param text a salt and a hash in hexadecimal digits, with a colon between
     * @return the mark
     * @throws IllegalArgumentException if it is none
     */
    public static ErasedMark parse(String text) {
        if (!text.matches("[0-9a-f]{32}:[0-9a-f]{64}")) {
            throw new IllegalArgumentException("a mark of an erased person has 32 and 64 hexadecimal digits but was of "
                    + text.length() + " characters");
        }
        return new ErasedMark(text.substring(0, 2 * SALT), text.substring(2 * SALT + 1));
    }

    /**
     * Whether it is the mark of a person.
     *
     * @param person any
     * @return {@code false} for everybody else, as far as SHA-256 has no collisions
     */
    public boolean isOf(PersonId person) {
        return hash.equals(hash(salt, person));
    }

    /**
     * The mark as text.
     *
     * @return 97 characters of ASCII
     */
    public String text() {
        return salt + BETWEEN + hash;
    }

    private static String hash(String salt, PersonId person) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest((salt + BETWEEN + person.value()).getBytes(StandardCharsets.UTF_8)));
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

    /** Shows neither salt nor hash. */
    @Override
    public String toString() {
        return "ErasedMark";
    }
}
