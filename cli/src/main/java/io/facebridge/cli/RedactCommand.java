package io.facebridge.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.facebridge.FaceDetector;
import io.facebridge.FaceProvider;
import io.facebridge.cli.Redaction.Style;
import io.facebridge.error.FaceBridgeException;
import io.facebridge.face.BoundingBox;
import io.facebridge.face.DetectOptions;
import io.facebridge.face.DetectedFace;
import io.facebridge.image.FaceImage;
import io.facebridge.image.ImageDecoder;
import io.facebridge.image.ImageDecoder.DecodedImage;
import io.facebridge.image.ReadLimits;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code facebridge redact}. */
@Command(
        name = "redact",
        description = "Writes copies of images in which the faces are unrecognizable, without the images'"
                + " metadata. Only faces that are detected are redacted: inspect the copies.")
final class RedactCommand implements Callable<Integer> {
    /** More faces than these are found by repeating the detection. */
    private static final int MAX_PASSES = 10;

    private static final double SAME_FACE = 0.5;

    @Mixin
    private ProviderOptions options = new ProviderOptions();

    @Parameters(arity = "1..*", paramLabel = "IMAGE", description = "Image files: JPEG, PNG, BMP, GIF or WebP.")
    private List<String> files = List.of();

    @Option(
            names = "--out",
            paramLabel = "FILE",
            required = true,
            description = OptionText.OUT + " A copy for one IMAGE, which ends in .jpg or .png; or a folder of copies,"
                    + " created if it does not exist.")
    private String out = "";

    @Option(
            names = "--style",
            paramLabel = "STYLE",
            description =
                    "What covers a face: solid, pixelate or blur. Default: solid, which leaves" + " nothing of it.")
    private Style style = Style.SOLID;

    @Option(names = "--overwrite", description = OptionText.OVERWRITE)
    private boolean overwrite;

    @Mixin
    private EnrolledFaces enrolled = new EnrolledFaces();

    @Mixin
    private ThresholdOptions thresholds = new ThresholdOptions();

    @Override
    public Integer call() {
        enrolled.check(thresholds);
        CopyNames names = new CopyNames(options, out);
        List<Path> copies = names.of(files);
        List<Result> results = new ArrayList<>();
        options.<Boolean>call(
                enrolled.isGiven() ? Galleries.EXISTING : Galleries.UNUSED,
                faces -> redactAll(faces, names, copies, results));
        if (options.json()) {
            options.out().println(Json.document(json -> write(json, results)));
        } else {
            summarize(results);
        }
        return results.stream()
                .map(Result::failure)
                .mapToInt(failure -> failure == null ? 0 : failure.exitCode())
                .max()
                .orElse(0);
    }

    /** Returns whether all images were processed: a provider that fails is not called for the others. */
    private boolean redactAll(FaceProvider faces, CopyNames names, List<Path> copies, List<Result> results) {
        EnrolledFaces.Search search = enrolled.search(faces, thresholds);
        for (int i = 0; i < files.size(); i++) {
            Result result;
            boolean isLast = false;
            try {
                result = redact(faces, search, files.get(i), copies.get(i), names);
            } catch (CommandFailedException e) {
                result = Result.failed(files.get(i), new Refusal(e.failure(), List.of(), false));
            } catch (OutOfMemoryError e) {
                result = Result.failed(files.get(i), Refusal.of(Failure.noRoom(e)));
            } catch (FaceBridgeException e) {
                isLast = !Failure.isOfOnePicture(e);
                if (isLast && results.isEmpty()) {
                    throw e;
                }
                result = Result.failed(files.get(i), Refusal.of(e));
            }
            results.add(result);
            if (!options.json()) {
                print(result);
            }
            if (isLast) {
                return false;
            }
        }
        return true;
    }

    private Result redact(FaceProvider faces, EnrolledFaces.Search search, String file, Path copy, CopyNames names) {
        PictureFile.requireAbsent(copy, overwrite);
        FaceImage image = ImageFiles.read(file);
        FaceDetector detector = faces.detector();
        List<BoundingBox> found = boxes(detector, image);
        if (found.isEmpty()) {
            throw new CommandFailedException(new Failure(
                    "FaceNotFound", "no face was found; nothing was redacted and no copy was written", Failure.INPUT));
        }
        List<BoundingBox> kept = search.enrolled(image, found);
        Redaction redaction = new Redaction(style);
        found.stream().filter(box -> !kept.contains(box)).forEach(redaction::add);
        names.makeFolder();
        try (PictureFile written = new PictureFile(copy)) {
            write(image, redaction, kept, detector, written, CopyNames.format(copy));
            written.publish(overwrite);
        }
        return new Result(file, new Copy(copy, image, redaction.size(), kept.size()), null);
    }

    /** Writes the image until no further face is detected in what was written. */
    private static void write(
            FaceImage image,
            Redaction redaction,
            List<BoundingBox> kept,
            FaceDetector detector,
            PictureFile written,
            PictureFile.Format format) {
        for (int pass = 0; pass < MAX_PASSES; pass++) {
            try (DecodedImage decoded = ImageDecoder.decode(image)) {
                BufferedImage picture = decoded.asBufferedImage();
                redaction.applyTo(picture);
                written.write(picture, format);
            }
            FaceImage copy = FaceImage.of(written.part(), ReadLimits.defaults().withMaxBytes(Integer.MAX_VALUE - 8));
            List<BoundingBox> further = boxes(detector, copy).stream()
                    .filter(box -> !redaction.covers(box))
                    .filter(box -> kept.stream().noneMatch(face -> face.iou(box) >= SAME_FACE))
                    .toList();
            if (further.isEmpty()) {
                return;
            }
            further.forEach(redaction::add);
        }
        throw new CommandFailedException(
                "Output", "further faces were found in each of " + MAX_PASSES + " redactions; no copy was written");
    }

    private static List<BoundingBox> boxes(FaceDetector detector, FaceImage image) {
        return detector.detect(image, DetectOptions.defaults()).stream()
                .map(DetectedFace::box)
                .toList();
    }

    private void print(Result result) {
        Copy copy = result.copy();
        PrintWriter to = copy == null ? options.err() : options.out();
        if (copy != null) {
            to.println(Text.format(
                    "%s: %s redacted%s, written to %s",
                    Text.oneLine(result.file()),
                    Text.count(copy.redacted(), "face", "faces"),
                    enrolled.isGiven() ? Text.format(", %d kept", copy.kept()) : "",
                    Text.oneLine(copy.file().toString())));
        } else if (result.failure() != null) {
            ImageFiles.complain(options, result.file(), result.failure());
        }
        to.flush();
    }

    private void summarize(List<Result> results) {
        if (files.size() == 1) {
            return;
        }
        List<Copy> copies = results.stream().flatMap(Result::copies).toList();
        options.out()
                .println(Text.format(
                        "%s redacted in %s; %d not written.",
                        Text.count(copies.stream().mapToInt(Copy::redacted).sum(), "face", "faces"),
                        Text.count(copies.size(), "image", "images"),
                        files.size() - copies.size()));
        options.out().flush();
        RefusalSummary summary = RefusalSummary.withoutOptions();
        results.stream().flatMap(result -> Stream.ofNullable(result.refusal())).forEach(summary::add);
        ImageFiles.sum(options, summary);
    }

    private void write(JsonGenerator json, List<Result> results) throws IOException {
        json.writeStartObject();
        json.writeStringField("provider", options.provider());
        json.writeArrayFieldStart("images");
        for (Result result : results) {
            json.writeStartObject();
            json.writeStringField("file", result.file());
            Copy copy = result.copy();
            if (copy != null) {
                json.writeStringField("out", copy.file().toString());
                json.writeNumberField("width", copy.image().width());
                json.writeNumberField("height", copy.image().height());
                json.writeNumberField("redacted", copy.redacted());
                json.writeNumberField("kept", copy.kept());
            }
            if (result.failure() != null) {
                Json.error(json, result.failure());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeNumberField("unprocessed", files.size() - results.size());
        json.writeEndObject();
    }

    /** What was written for an image. */
    private record Copy(Path file, FaceImage image, int redacted, int kept) {}

    /** The result of one image: a copy, or a failure. */
    private record Result(
            String file, @Nullable Copy copy, @Nullable Refusal refusal) {
        static Result failed(String file, Refusal refusal) {
            return new Result(file, null, refusal);
        }

        @Nullable
        Failure failure() {
            return refusal == null ? null : refusal.failure();
        }

        Stream<Copy> copies() {
            return Stream.ofNullable(copy);
        }
    }
}
