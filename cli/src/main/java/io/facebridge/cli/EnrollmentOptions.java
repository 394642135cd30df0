package io.facebridge.cli;

import io.facebridge.face.FaceSelection;
import io.facebridge.face.QualityGate;
import io.facebridge.gallery.EnrollRequest;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The face to enroll and its minimum quality, for every command that enrolls. */
final class EnrollmentOptions {
    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    @Option(
            names = "--face",
            paramLabel = "CHOICE",
            description = OptionText.FACE + " Default: only; an image with several faces is rejected, so that no"
                    + " bystander is enrolled.")
    private @Nullable FaceSelection face;

    @Option(
            names = "--quality",
            paramLabel = "PRESET",
            description = OptionText.QUALITY + " A face below it is rejected. Default: enroll, which requires a face"
                    + " of at least 80 pixels.")
    private Quality.@Nullable Preset quality;

    Quality.Preset quality() {
        return Quality.Preset.of(quality, configuration(), Quality.Preset.ENROLL);
    }

    private @Nullable FaceSelection face() {
        return ProviderOptions.face(configuration(), face);
    }

    private Configuration configuration() {
        return Configuration.of(Objects.requireNonNull(spec, "spec"));
    }

    EnrollRequest appliedTo(EnrollRequest request) {
        FaceSelection selected = face();
        EnrollRequest chosen = selected == null ? request : request.face(selected);
        QualityGate required = quality().gate();
        return required == null ? chosen.withoutQualityGate() : chosen.qualityGate(required);
    }

    /** What a rejected image was asked with; other words ask again. */
    String inWords() {
        FaceSelection selected = face();
        return "quality=" + quality().name().toLowerCase(Locale.ROOT) + " face="
                + (selected == null ? FaceSelection.ONLY : selected).name().toLowerCase(Locale.ROOT);
    }
}
