package io.facebridge.emulator.internal.azure;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a liveness session was asked for.
 *
 * @param modelVersion what judges
 * @param enableSessionImage whether an image of the person is kept
 * @param tokenLife how long the client can use the session
 * @param returnHash whether the result names the image that was compared with
 * @param threshold from which confidence on the person is the same
 */
record SessionSettings(
        String modelVersion, boolean enableSessionImage, Duration tokenLife, boolean returnHash, double threshold) {
    private static final Set<String> MODES = Set.of("Passive", "PassiveActive");
    private static final List<String> NAMES = List.of(
            "livenessOperationMode",
            "deviceCorrelationId",
            "deviceCorrelationIdSetInClient",
            "authTokenTimeToLiveInSeconds",
            "livenessModelVersion",
            "enableSessionImage");
    private static final String USUAL_MODEL = "2024-11-15";
    private static final int MAX_CORRELATION_ID_LENGTH = 64;
    private static final int MIN_LIFETIME = 60;
    private static final int USUAL_LIFE = 600;
    private static final int MAX_LIFETIME = 86_400;

    /** Of a JSON document. */
    static SessionSettings of(Input input) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String name : NAMES) {
            String value = input.optionalScalar(name);
            if (value != null) {
                fields.put(name, value);
            }
        }
        return of(fields);
    }

    /** Of the fields of a form. */
    static SessionSettings of(Map<String, String> fields) {
        String mode = fields.get("livenessOperationMode");
        if (mode == null || !MODES.contains(mode)) {
            throw RefusedException.badRequest(
                    "InvalidLivenessOperationMode", "livenessOperationMode is Passive or PassiveActive.");
        }
        requireCorrelationId(fields.get("deviceCorrelationId"), flag(fields, "deviceCorrelationIdSetInClient"));
        String model = fields.get("livenessModelVersion");
        return new SessionSettings(
                model == null ? USUAL_MODEL : model,
                flag(fields, "enableSessionImage"),
                life(fields.get("authTokenTimeToLiveInSeconds")),
                flag(fields, "returnVerifyImageHash"),
                threshold(fields.get("verifyConfidenceThreshold")));
    }

    private static void requireCorrelationId(@Nullable String id, boolean setInClient) {
        boolean fits =
                setInClient ? id == null : id != null && !id.isEmpty() && id.length() <= MAX_CORRELATION_ID_LENGTH;
        if (!fits) {
            throw RefusedException.badRequest(
                    "InvalidDeviceCorrelationId",
                    "Either the request has a deviceCorrelationId of 1 to 64 characters, or the client sets it.");
        }
    }

    private static Duration life(@Nullable String seconds) {
        if (seconds == null) {
            return Duration.ofSeconds(USUAL_LIFE);
        }
        if (seconds.matches("\\d{1,6}")) {
            int life = Integer.parseInt(seconds);
            if (life >= MIN_LIFETIME && life <= MAX_LIFETIME) {
                return Duration.ofSeconds(life);
            }
        }
        throw RefusedException.badRequest("InvalidTokenLifetime", "authTokenTimeToLiveInSeconds is 60 to 86400.");
    }

    private static double threshold(@Nullable String text) {
        if (text == null) {
            return SearchOperations.IDENTICAL;
        }
        if (text.matches("0(\\.\\d+)?|1(\\.0+)?")) {
            return Double.parseDouble(text);
        }
        throw invalid("verifyConfidenceThreshold is 0 to 1.");
    }

    private static boolean flag(Map<String, String> fields, String name) {
        String value = fields.get(name);
        if (value == null || value.equalsIgnoreCase("false")) {
            return false;
        }
        if (value.equalsIgnoreCase("true")) {
            return true;
        }
        throw invalid(name + " is true or false.");
    }

    static RefusedException invalid(String message) {
        return RefusedException.badRequest("InvalidRequestBody", message);
    }
}
