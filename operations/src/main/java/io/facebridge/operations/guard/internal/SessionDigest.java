package io.facebridge.operations.guard.internal;

import io.facebridge.liveness.LivenessSessionId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The digest that is stored instead of a session's id, which is a secret: it may be all that is needed to run the session.
 */
public final class SessionDigest {
    private SessionDigest() {}

    /**
     * Returns the digest of a session's id.
     *
     * @param session the id
     * @return SHA-256 of the id, 64 hexadecimal digits
     */
    public static String of(LivenessSessionId session) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest(session.value().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is not available; every Java platform must support it", e);
        }
    }
}
