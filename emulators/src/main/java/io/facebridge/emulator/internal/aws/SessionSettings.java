package io.facebridge.emulator.internal.aws;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a liveness session was requested.
 *
 * @param auditImages how many audit images are kept
 * @param bucket where images are put; null if the answer has them
 * @param prefix of the names of images in the bucket
 * @param challenge what the person before the camera does
 * @param request all members, by which a repeated request is recognized
 */
record SessionSettings(
        int auditImages, @Nullable String bucket, String prefix, String challenge, Map<String, Object> request) {
    private static final int MAX_AUDIT_IMAGES = 4;
    private static final Input.TextShape BUCKET = new Input.TextShape(3, 255, "[0-9A-Za-z\\.\\-_]*");
    private static final Input.TextShape PREFIX = new Input.TextShape(0, 950, "\\S*");
    private static final Input.TextShape VERSION =
            new Input.TextShape(5, 11, "^(0|[1-9]\\d{0,2})\\.(0|[1-9]\\d{0,2})\\.(0|[1-9]\\d{0,2})$");
    private static final String MOVEMENT_AND_LIGHT = "FaceMovementAndLightChallenge";
    private static final String MOVEMENT = "FaceMovementChallenge";

    /** The versions that this emulator speaks of; the service has its own. */
    private static final Map<String, String> VERSIONS = Map.of(MOVEMENT_AND_LIGHT, "2.0.0", MOVEMENT, "1.0.0");

    static SessionSettings of(Input input) {
        Input settings = input.optionalStructure("Settings");
        if (settings == null) {
            return new SessionSettings(0, null, "", MOVEMENT_AND_LIGHT, input.members());
        }
        int audits = settings.integer("AuditImagesLimit", Integer.MIN_VALUE, Integer.MAX_VALUE, 0);
        Input output = settings.optionalStructure("OutputConfig");
        String prefix = output == null ? null : output.optionalText("S3KeyPrefix", PREFIX);
        return new SessionSettings(
                Math.max(0, Math.min(MAX_AUDIT_IMAGES, audits)), // the service clamps as well
                output == null ? null : output.text("S3Bucket", BUCKET),
                prefix == null ? "" : prefix,
                challenge(settings.structures("ChallengePreferences")),
                input.members());
    }

    /** The first that is preferred and known in a version that is wanted. */
    private static String challenge(List<Input> preferences) {
        String chosen = null;
        for (Input preference : preferences) {
            String type = preference.choice("Type", Set.of(MOVEMENT_AND_LIGHT, MOVEMENT));
            Input versions = preference.optionalStructure("Versions");
            if (chosen == null && (versions == null || isWanted(VERSIONS.get(type), versions))) {
                chosen = type;
            }
        }
        if (chosen != null) {
            return chosen;
        }
        if (preferences.isEmpty()) {
            return MOVEMENT_AND_LIGHT;
        }
        throw RefusedException.invalidParameter("none of the preferred challenges is offered in a version asked for");
    }

    private static boolean isWanted(@Nullable String version, Input wanted) {
        String minimum = wanted.optionalText("Minimum", VERSION);
        String maximum = wanted.optionalText("Maximum", VERSION);
        return version != null
                && (minimum == null || number(version) >= number(minimum))
                && (maximum == null || number(version) <= number(maximum));
    }

    /** Each of the three parts has at most three digits. */
    private static int number(String version) {
        int number = 0;
        for (String part : version.split("\\.", -1)) {
            number = 1000 * number + Integer.parseInt(part);
        }
        return number;
    }

    /** The version of the challenge. */
    @Nullable
    String challengeVersion() {
        return VERSIONS.get(challenge);
    }
}
