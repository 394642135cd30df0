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
            description =
                    "Which face of each picture is meant: only, largest or central. If not said a picture must hold"
                            + " one face only, so that no bystander is enrolled.")
    private @Nullable FaceSelection face;

    @ArgGroup
    private @Nullable GateChoice gate;

    /** Only one of them can be given. */
    private static final class GateChoice {
        @Option(
                names = "--quality",
                paramLabel = "PRESET",
                required = true,
                description =
                        "How good a face must be: enroll, probe, lenient or off. enroll if not said, with 80 pixels at least.")
        private Quality.Preset preset = Quality.Preset.ENROLL;

        @Option(
                names = "--no-quality-gate",
                required = true,
                description = "Enroll whatever the provider takes; the same as --quality off.")
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

    /** What a rejected picture was asked with; other words ask again. */
    String inWords() {
        return "quality=" + quality().name().toLowerCase(Locale.ROOT) + " face="
                + (face == null ? FaceSelection.ONLY : face).name().toLowerCase(Locale.ROOT);
    }
}
