package io.facebridge.operations.audit;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Objects;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A key that signs the records of a {@link DecisionLog} (HMAC-SHA-256, RFC 2104), so that changes made without the key are
 * detected. Store it where accounts that can write the log's files cannot read it, and use it for one log only. Immutable and
 * thread-safe.
 */
public final class DecisionLogKey {
    /** The minimum number of bytes of a key: the length of the MAC (RFC 2104, section 3). */
    public static final int MIN_BYTES = 32;

    private static final String ALGORITHM = "HmacSHA256";
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private final String id;
    private final SecretKey secret;

    private DecisionLogKey(String id, SecretKey secret) {
        this.id = id;
        this.secret = secret;
    }

    /**
     * Creates a key, for example one in a hardware module.
     *
     * @param id the id of the key, which the log contains and which is not secret, matching {@code [A-Za-z0-9._-]{1,64}}; must
     *     differ from the ids of all earlier keys of the log
     * @param secret a key for HMAC-SHA-256, of {@value #MIN_BYTES} bytes or more; the length is not checked if the key does not
     *     expose its bytes
     * @return the key
     * @throws IllegalArgumentException if the id has another form
     * @throws IllegalArgumentException if the key is too short
     */
    public static DecisionLogKey of(String id, SecretKey secret) {
        if (!isId(id)) {
            throw new IllegalArgumentException("id of a key must match " + ID + " but was \"" + id + "\"");
        }
        byte @Nullable [] shown = Objects.requireNonNull(secret, "secret").getEncoded();
        if (shown != null && shown.length < MIN_BYTES) {
            throw new IllegalArgumentException("key " + id + " must have " + MIN_BYTES + " bytes or more but had "
                    + shown.length + "; generate one with a secure random generator");
        }
        return new DecisionLogKey(id, secret);
    }

    /**
     * Creates a key from bytes.
     *
     * @param id the id of the key, as for {@link #of(String, SecretKey)}
     * @param secret {@value #MIN_BYTES} bytes or more from a secure random generator; copied
     * @return the key
     * @throws IllegalArgumentException if the id has another form
     * @throws IllegalArgumentException if the key is too short
     */
    public static DecisionLogKey of(String id, byte[] secret) {
        if (secret.length == 0) {
            throw new IllegalArgumentException("key " + id + " must have " + MIN_BYTES
                    + " bytes or more but was empty; generate one with a secure random generator");
        }
        return of(id, new SecretKeySpec(secret, ALGORITHM));
    }

    /** {@return whether the text is a valid id of a key} */
    static boolean isId(String id) {
        return ID.matcher(id).matches();
    }

    /** {@return the id of the key} */
    public String id() {
        return id;
    }

    /** {@return the signature of a text, 64 hexadecimal digits} */
    String mac(String domain, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            mac.update(domain.getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new DecisionLogException(
                    "key " + id + " cannot be used with HMAC-SHA-256; use a key for that algorithm", e);
        }
    }

    boolean signed(String domain, String text, String mac) {
        return MessageDigest.isEqual(
                mac(domain, text).getBytes(StandardCharsets.US_ASCII), mac.getBytes(StandardCharsets.US_ASCII));
    }

    /** Returns text with the id, without the secret. */
    @Override
    public String toString() {
        return "DecisionLogKey[" + id + "]";
    }
}
