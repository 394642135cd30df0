package io.facebridge.cli;

import io.facebridge.face.FaceSelection;
import io.facebridge.face.QualityGate;
import io.facebridge.gallery.EnrollRequest;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The face to enroll and its minimum quality, for every command that enrolls. */
final class EnrollmentOptions {
    @Option(
            names = "--face",
            paramLabel = "CHOICE",
            description = "The face of each image to enroll: only, largest or central. Default:"
                    + " only; an image with several faces is rejected, so that no bystander is"
                    + " enrolled.")
    private @Nullable FaceSelection face;

    @ArgGroup
    private @Nullable GateChoice gate;

    /** Only one of them can be given. */
    private static final class GateChoice {
        @Option(
                names = "--quality",
                paramLabel = "PRESET",
                required = true,
                description = "Minimum quality of a face: enroll, probe, lenient or off. Default:"
                        + " enroll, which requires a face of at least 80 pixels.")
        private Quality.Preset preset = Quality.Preset.ENROLL;

        @Option(
                names = "--no-quality-gate",
                required = true,
                description = "Enroll every face that the provider accepts; same as --quality off.")
        private boolean off;
    }

    Quality.Preset quality() {
        if (gate == null) {
            return Quality.Preset.ENROLL;
        }
        return gate.off ? Quality.Preset.OFF : gate.preset;
    }

    EnrollRequest appliedTo(EnrollRequest request) {
        EnrollRequest chosen = face == null ? request : request.face(face);
        QualityGate required = quality().gate();
        return required == null ? chosen.withoutQualityGate() : chosen.qualityGate(required);
    }

    /** What a rejected image was asked with; other words ask again. */
    String inWords() {
        return "quality=" + quality().name().toLowerCase(Locale.ROOT) + " face="
                + (face == null ? FaceSelection.ONLY : face).name().toLowerCase(Locale.ROOT);
    }
}
