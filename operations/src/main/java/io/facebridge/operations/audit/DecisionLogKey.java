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
 * A key that the records of a {@link DecisionLog} are signed with (HMAC-SHA-256, RFC 2104), so that a change is found that was made
 * without it. Keep it where those who may write the log's files cannot read it, and use it for one log only. Immutable and
 * thread-safe.
 */
public final class DecisionLogKey {
    /** How many bytes a key has at least: as many as the MAC (RFC 2104, section 3). */
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
     * Creates a key.
     *
     * @param id the name of the key, which the log contains and which is no secret, matching {@code [A-Za-z0-9._-]{1,64}}; never
     *     that of an earlier key
     * @param secret for HMAC-SHA-256, of {@value #MIN_BYTES} bytes or more; of a key that does not show its bytes, as one in a
     *     hardware module, the length is not checked
     * @return the key
     * @throws IllegalArgumentException if the id has another form or the key is too short
     */
    public static DecisionLogKey of(String id, SecretKey secret) {
        if (!isId(id)) {
            throw new IllegalArgumentException("the id of a key matches " + ID + " but was \"" + id + "\"");
        }
        byte @Nullable [] shown = Objects.requireNonNull(secret, "secret").getEncoded();
        if (shown != null && shown.length < MIN_BYTES) {
            throw new IllegalArgumentException("the key " + id + " must have " + MIN_BYTES + " bytes or more but had "
                    + shown.length + "; make one with a secure random generator");
        }
        return new DecisionLogKey(id, secret);
    }

    /**
     * Creates a key.
     *
     * @param id as of {@link #of(String, SecretKey)}
     * @param secret {@value #MIN_BYTES} bytes or more from a secure random generator; copied
     * @return the key
     * @throws IllegalArgumentException if the id has another form or the key is too short
     */
    public static DecisionLogKey of(String id, byte[] secret) {
        if (secret.length == 0) {
            throw new IllegalArgumentException(
                    "the key " + id + " must have " + MIN_BYTES + " bytes or more but was empty");
        }
        return of(id, new SecretKeySpec(secret, ALGORITHM));
    }

    /** {@return whether a key can have this id} */
    static boolean isId(String id) {
        return ID.matcher(id).matches();
    }

    /** {@return the name of the key} */
    public String id() {
        return id;
    }

    /** {@return 64 hexadecimal digits} */
    String mac(String domain, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            mac.update(domain.getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new DecisionLogException(
                    "the key " + id + " cannot be used with HMAC-SHA-256; give the log a key for that", e);
        }
    }

    boolean signed(String domain, String text, String mac) {
        return MessageDigest.isEqual(
                mac(domain, text).getBytes(StandardCharsets.US_ASCII), mac.getBytes(StandardCharsets.US_ASCII));
    }

    /** Contains the id and no part of the secret. */
    @Override
    public String toString() {
        return "DecisionLogKey[" + id + "]";
    }
}
