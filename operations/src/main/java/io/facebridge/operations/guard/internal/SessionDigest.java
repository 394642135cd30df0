package io.facebridge.operations.guard.internal;

import io.facebridge.liveness.LivenessSessionId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What is stored of a session's id, which is a secret: whoever knows it may be able to run the session. */
public final class SessionDigest {
    private SessionDigest() {}

    public static String of(LivenessSessionId session) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest(session.value().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
