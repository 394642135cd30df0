package io.facebridge.operations.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Writes a log as versions did before format 2. */
final class OldLog {
    private OldLog() {}

    static String of(int records, String person) {
        StringBuilder log = new StringBuilder();
        String previous = "0".repeat(64);
        for (int i = 1; i <= records; i++) {
            String content = "{\"record\":" + i + ",\"time\":\"2026-11-25T08:00:00Z\",\"askedBy\":\"door " + i
                    + "\",\"operation\":\"VERIFY\",\"galleries\":[\"staff\"],\"claimed\":\"" + person
                    + "\",\"outcome\":\"MATCH\",\"person\":\"" + person
                    + "\",\"reasons\":[],\"threshold\":{\"value\":50},"
                    + "\"previous\":\"" + previous + "\"";
            try {
                previous = HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(content.getBytes(UTF_8)));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
            log.append(content).append(",\"hash\":\"").append(previous).append("\"}\n");
        }
        return log.toString();
    }
}
