package io.facebridge.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.facebridge.face.QualityGate;
import io.facebridge.face.QualityReason;
import io.facebridge.face.QualityVerdict;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The quality gates of the command line. */
final class Quality {
    private Quality() {}

    /** The available gates. */
    enum Preset {
        /** For images to enroll. */
        ENROLL,
        /** For images captured just now. */
        PROBE,
        /** For images that cannot be taken again. */
        LENIENT,
        /** No gate. */
        OFF;

        /** Returns the given gate, that of the configuration, or the default. */
        static Preset of(@Nullable Preset given, Configuration configuration, Preset byDefault) {
            return given != null
                    ? given
                    : configuration
                            .text(ConfigurationKey.QUALITY)
                            .map(name -> valueOf(name.toUpperCase(Locale.ROOT)))
                            .orElse(byDefault);
        }

        @Nullable
        QualityGate gate() {
            return switch (this) {
                case ENROLL -> QualityGate.enrollment();
                case PROBE -> QualityGate.probe();
                case LENIENT -> QualityGate.lenient();
                case OFF -> null;
            };
        }
    }

    static String inWords(Set<QualityReason> reasons) {
        return reasons.stream().map(Quality::inWords).collect(Collectors.joining(", "));
    }

    /** One word or two for a table. */
    static String inWords(QualityVerdict verdict) {
        if (!verdict.accepted()) {
            return "rejected: " + inWords(verdict.rejections());
        }
        if (!verdict.warnings().isEmpty()) {
            return "acceptable: " + inWords(verdict.warnings());
        }
        return verdict.unjudged().isEmpty() ? "good" : "good, not all criteria judged";
    }

    /** A word, then a line for each reason. */
    static List<String> inLines(QualityVerdict verdict) {
        if (verdict.accepted() && verdict.warnings().isEmpty()) {
            return verdict.unjudged().isEmpty() ? List.of("good") : List.of("good", "not all judged");
        }
        Set<QualityReason> reasons = verdict.accepted() ? verdict.warnings() : verdict.rejections();
        return Stream.concat(
                        Stream.of(verdict.accepted() ? "acceptable" : "rejected"),
                        reasons.stream().map(Quality::inWords))
                .toList();
    }

    private static String inWords(QualityReason reason) {
        return reason.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Nothing if there is no verdict, or nothing to say. */
    static void writeComplaints(JsonGenerator json, String name, @Nullable QualityVerdict verdict) throws IOException {
        if (verdict != null
                && !(verdict.rejections().isEmpty() && verdict.warnings().isEmpty())) {
            write(json, name, verdict);
        }
    }

    /** Nothing if there is no verdict. */
    static void write(JsonGenerator json, String name, @Nullable QualityVerdict verdict) throws IOException {
        if (verdict == null) {
            return;
        }
        json.writeObjectFieldStart(name);
        json.writeBooleanField("accepted", verdict.accepted());
        write(json, "refusals", verdict.rejections());
        write(json, "warnings", verdict.warnings());
        json.writeArrayFieldStart("unjudged");
        for (QualityReason reason : verdict.unjudged()) {
            json.writeString(reason.name());
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, String name, Set<QualityReason> reasons) throws IOException {
        json.writeArrayFieldStart(name);
        for (QualityReason reason : reasons) {
            json.writeStartObject();
            json.writeStringField("reason", reason.name());
            json.writeStringField("guidance", reason.guidanceKey());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
