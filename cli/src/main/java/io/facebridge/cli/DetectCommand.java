package io.facebridge.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.facebridge.FaceDetector;
import io.facebridge.FaceProvider;
import io.facebridge.cli.ImageFiles.Answer;
import io.facebridge.cli.ImageFiles.Found;
import io.facebridge.face.DetectOptions;
import io.facebridge.face.DetectedFace;
import io.facebridge.face.FaceFeature;
import io.facebridge.face.FaceQuality;
import io.facebridge.face.QualityGate;
import io.facebridge.face.QualityVerdict;
import io.facebridge.image.FaceImage;
import io.facebridge.provider.ProviderId;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code facebridge detect}. */
@Command(name = "detect", description = "Detects the faces in images, largest first.")
final class DetectCommand implements Callable<Integer> {
    private static final Set<FaceFeature> FEATURES =
            Set.of(FaceFeature.LANDMARKS, FaceFeature.POSE, FaceFeature.QUALITY);

    @Mixin
    private ProviderOptions options = new ProviderOptions();

    @Parameters(arity = "1..*", paramLabel = "IMAGE", description = "Image files: JPEG, PNG, BMP, GIF or WebP.")
    private List<String> files = List.of();

    @Mixin
    private DrawingOptions drawing = new DrawingOptions();

    @Option(
            names = "--quality",
            paramLabel = "PRESET",
            description = OptionText.QUALITY + " Also judges each face by it. Default: off.")
    private Quality.@Nullable Preset quality;

    @Override
    public Integer call() {
        if (drawing.isWanted() && files.size() > 1) {
            throw options.wrongUsage("--draw requires exactly one image but was given " + files.size());
        }
        drawing.check(files);
        ProviderId provider;
        List<Answer<List<DetectedFace>>> answers;
        try (FaceProvider faces = options.open()) {
            provider = faces.id();
            FaceDetector detector = faces.detector();
            DetectOptions wanted = DetectOptions.defaults().with(offered(detector));
            answers = ImageFiles.applyToAll(options, files, image -> detector.detect(image, wanted));
        }
        if (drawing.isWanted()) {
            draw(answers.get(0));
        }
        PrintWriter out = options.out();
        if (options.json()) {
            out.println(Json.document(json -> write(json, provider, answers)));
        } else {
            answers.forEach(answer -> print(out, answer));
            out.flush();
            ImageFiles.complain(options, answers, RefusalSummary.withoutOptions());
        }
        return ImageFiles.exitCode(answers);
    }

    private Quality.Preset preset() {
        return Quality.Preset.of(quality, options.configuration(), Quality.Preset.OFF);
    }

    private FaceFeature[] offered(FaceDetector detector) {
        EnumSet<FaceFeature> features = EnumSet.copyOf(FEATURES);
        if (preset().gate() != null) {
            features.add(FaceFeature.ATTRIBUTES);
        }
        features.retainAll(detector.features());
        return features.toArray(FaceFeature[]::new);
    }

    private void draw(Answer<List<DetectedFace>> answer) {
        Found<List<DetectedFace>> found = answer.found();
        if (found != null) {
            List<FaceDrawing.Marked> marked = found.value().stream()
                    .map(face -> new FaceDrawing.Marked(face, verdict(face, found.value())))
                    .toList();
            FaceDrawing.write(found.image(), marked, drawing.file(), drawing.replaces());
        }
    }

    private @Nullable QualityVerdict verdict(DetectedFace face, List<DetectedFace> faces) {
        QualityGate gate = preset().gate();
        return gate == null ? null : gate.judge(face, faces.size() - 1);
    }

    private void print(PrintWriter out, Answer<List<DetectedFace>> answer) {
        Found<List<DetectedFace>> found = answer.found();
        if (found == null) {
            return;
        }
        FaceImage image = found.image();
        List<DetectedFace> faces = found.value();
        out.println(Text.format(
                "%s: %d x %d, %s",
                options.style().heading(Text.oneLine(answer.file())),
                image.width(),
                image.height(),
                faces.isEmpty() ? "no face found" : Text.count(faces.size(), "face", "faces")));
        if (!faces.isEmpty()) {
            table(image, faces).lines("  ", options.terminal()).forEach(out::println);
            for (int i = 0; i < faces.size(); i++) {
                QualityVerdict verdict = verdict(faces.get(i), faces);
                if (verdict != null) {
                    out.println(Text.format("  quality of %d: %s", i + 1, Quality.inWords(verdict)));
                }
            }
        }
    }

    private static Text.Table table(FaceImage image, List<DetectedFace> faces) {
        Text.Table table = new Text.Table(
                "rrrrrrrrrrr",
                "#",
                "left",
                "top",
                "width",
                "height",
                "confidence",
                "yaw",
                "pitch",
                "roll",
                "sharpness",
                "brightness");
        for (int i = 0; i < faces.size(); i++) {
            DetectedFace face = faces.get(i);
            table.row(
                    Integer.toString(i + 1),
                    Text.format("%.0f", face.box().left() * image.width()),
                    Text.format("%.0f", face.box().top() * image.height()),
                    Text.format("%.0f", face.box().width() * image.width()),
                    Text.format("%.0f", face.box().height() * image.height()),
                    Text.optional("%.3f", face.confidence()),
                    face.pose().map(pose -> degrees(pose.yaw())).orElse("-"),
                    face.pose().map(pose -> degrees(pose.pitch())).orElse("-"),
                    face.pose().map(pose -> degrees(pose.roll())).orElse("-"),
                    Text.optional(
                            "%.2f", face.quality().map(FaceQuality::sharpness).orElse(OptionalDouble.empty())),
                    Text.optional(
                            "%.2f", face.quality().map(FaceQuality::brightness).orElse(OptionalDouble.empty())));
        }
        return table;
    }

    private static String degrees(double angle) {
        return Long.toString(Math.round(angle));
    }

    private void write(JsonGenerator json, ProviderId provider, List<Answer<List<DetectedFace>>> answers)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("provider", provider.value());
        json.writeArrayFieldStart("images");
        for (Answer<List<DetectedFace>> answer : answers) {
            write(json, answer);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void write(JsonGenerator json, Answer<List<DetectedFace>> answer) throws IOException {
        json.writeStartObject();
        json.writeStringField("file", answer.file());
        Found<List<DetectedFace>> found = answer.found();
        if (found != null) {
            json.writeNumberField("width", found.image().width());
            json.writeNumberField("height", found.image().height());
            json.writeArrayFieldStart("faces");
            for (DetectedFace face : found.value()) {
                FaceJson.write(json, face, verdict(face, found.value()));
            }
            json.writeEndArray();
        }
        if (answer.failure() != null) {
            Json.error(json, answer.failure());
        }
        json.writeEndObject();
    }
}
