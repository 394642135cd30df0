package io.facebridge.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.facebridge.FaceBridgeException;
import io.facebridge.FaceProvider;
import io.facebridge.gallery.EnrollRequest;
import io.facebridge.gallery.FaceGalleries;
import io.facebridge.gallery.FaceGallery;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** {@code facebridge enroll --from}: picture by picture, each noted once it is answered. */
final class BulkEnrolment {
    private static final String ENROLLED = "enrolled";

    private final ProviderOptions options;
    private final String gallery;
    private final UnaryOperator<EnrollRequest> asAsked;
    private final Path from;
    private final Path log;

    BulkEnrolment(
            ProviderOptions options,
            String gallery,
            UnaryOperator<EnrollRequest> asAsked,
            Path from,
            @Nullable Path log) {
        this.options = options;
        this.gallery = gallery;
        this.asAsked = asAsked;
        this.from = from;
        this.log = log == null ? from.resolveSibling(from.getFileName() + ".enrolled.jsonl") : log;
    }

    /** What became of a picture in this run. */
    private record Verdict(
            EnrolmentList.Item item, @Nullable Failure failure) {}

    int run() {
        List<EnrolmentList.Item> items = EnrolmentList.read(from);
        List<Verdict> verdicts = new ArrayList<>();
        int[] before = new int[1];
        try (EnrolmentLog done = EnrolmentLog.open(log)) {
            List<EnrolmentList.Item> left = items.stream()
                    .filter(item -> !done.has(options.provider(), gallery, item))
                    .toList();
            before[0] = items.size() - left.size();
            if (!left.isEmpty()) {
                options.ask(faces -> {
                    enroll(faces, left, done, verdicts, before[0]);
                    return true;
                });
            }
        }
        report(verdicts, before[0]);
        return verdicts.stream()
                .mapToInt(verdict ->
                        verdict.failure() == null ? 0 : verdict.failure().exitCode())
                .max()
                .orElse(0);
    }

    private void enroll(
            FaceProvider faces, List<EnrolmentList.Item> left, EnrolmentLog done, List<Verdict> verdicts, int before) {
        FaceGallery into = faces.require(FaceGalleries.class).open(new GalleryId(gallery));
        try (Progress progress = Progress.on(options.err(), "pictures")) {
            for (EnrolmentList.Item item : left) {
                progress.at(before + verdicts.size(), before + left.size());
                Verdict verdict = new Verdict(item, enroll(into, item));
                verdicts.add(verdict);
                done.add(
                        options.provider(),
                        gallery,
                        item,
                        verdict.failure() == null ? ENROLLED : verdict.failure().type());
                if (!options.json()) {
                    progress.wipe();
                    print(verdict);
                }
            }
        }
    }

    /** Null if it was enrolled; what does not lie in the picture ends the command. */
    private @Nullable Failure enroll(FaceGallery into, EnrolmentList.Item item) {
        try {
            EnrollRequest request = EnrollRequest.of(
                    new PersonId(item.person()), Pictures.read(item.file().toString()));
            into.enroll(asAsked.apply(request));
            return null;
        } catch (FaceBridgeException e) {
            if (Failure.isOfOnePicture(e)) {
                return Failure.of(e);
            }
            throw e;
        }
    }

    private void print(Verdict verdict) {
        PrintWriter out = options.out();
        out.println(Text.oneLine(verdict.item().shown()) + ": "
                + (verdict.failure() == null
                        ? "enrolled as " + Text.oneLine(verdict.item().person())
                        : "refused: " + verdict.failure().line()));
        out.flush();
    }

    private void report(List<Verdict> verdicts, int before) {
        long refused =
                verdicts.stream().filter(verdict -> verdict.failure() != null).count();
        long enrolled = verdicts.size() - refused;
        if (options.json()) {
            options.out().println(Json.document(json -> write(json, verdicts, enrolled, refused, before)));
        } else {
            options.out()
                    .println(enrolled + " enrolled, " + refused + " refused"
                            + (before == 0 ? "" : ", " + before + " answered before"));
        }
    }

    private void write(JsonGenerator json, List<Verdict> verdicts, long enrolled, long refused, int before)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("provider", options.provider());
        json.writeStringField("gallery", gallery);
        json.writeNumberField("enrolled", enrolled);
        json.writeNumberField("refused", refused);
        json.writeNumberField("before", before);
        json.writeArrayFieldStart("images");
        for (Verdict verdict : verdicts) {
            json.writeStartObject();
            json.writeStringField("file", verdict.item().shown());
            json.writeStringField("person", verdict.item().person());
            if (verdict.failure() != null) {
                Json.error(json, verdict.failure());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
