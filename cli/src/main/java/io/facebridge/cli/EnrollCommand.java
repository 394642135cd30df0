package io.facebridge.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.facebridge.FaceGalleries;
import io.facebridge.cli.ImageFiles.Answer;
import io.facebridge.cli.ImageFiles.Found;
import io.facebridge.error.FaceBridgeException;
import io.facebridge.face.QualityVerdict;
import io.facebridge.gallery.EnrollRequest;
import io.facebridge.gallery.EnrolledFace;
import io.facebridge.gallery.EnrollmentResult;
import io.facebridge.gallery.FaceGallery;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.image.FaceImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code facebridge enroll}. */
@Command(
        name = "enroll",
        description = "Enrolls a person in a gallery with one or more images, or many people with"
                + " --from. Does not wait until searches return the new faces, which can take"
                + " some seconds with some providers.")
final class EnrollCommand implements Callable<Integer> {
    @Mixin
    private ProviderOptions options = new ProviderOptions();

    @Parameters(index = "0", paramLabel = "GALLERY", description = "Name of an existing gallery.")
    private String gallery = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "PERSON",
            description = "Id of the person, new or already enrolled. Choose an id that reveals nothing"
                    + " about the person.")
    private String person = "";

    @Parameters(index = "2..*", arity = "0..*", paramLabel = "IMAGE", description = "Images of the person.")
    private List<String> files = List.of();

    @Mixin
    private EnrollmentOptions asked = new EnrollmentOptions();

    @Option(
            names = "--replace",
            description = "Replace the person's enrolled faces: removes the previous faces after the new"
                    + " ones are enrolled.")
    private boolean replace;

    @Option(
            names = "--from",
            paramLabel = "FOLDER|LIST.csv",
            description = "Enroll many people: a folder with one folder per person, named with the"
                    + " person's id; or a CSV list with a line person,image per image, with"
                    + " paths relative to the list. An interrupted run can be repeated.")
    private @Nullable String from;

    @Option(
            names = "--journal",
            paramLabel = "FILE",
            description = OptionText.JOURNAL + " With --from: records the result of each image and the"
                    + " options used, so that a repeated run with the same options does not send the"
                    + " image again. Contains person ids. Default: a file in the user's state folder.")
    private @Nullable Path journal;

    @Override
    public Integer call() {
        if (from != null) {
            if (!person.isEmpty()) {
                throw options.wrongUsage("--from names the people and images; give only the gallery with it");
            }
            if (replace) {
                throw options.wrongUsage("--replace applies to one person and cannot be combined with --from");
            }
            return new BulkEnrollment(options, gallery, asked, Path.of(from), journal).run();
        }
        if (journal != null) {
            throw options.wrongUsage("--journal requires --from; give --from FOLDER or --from LIST.csv");
        }
        if (person.isEmpty() || files.isEmpty()) {
            throw options.wrongUsage("the person or the images are missing; give PERSON and IMAGE, or --from");
        }
        List<Answer<FaceImage>> pictures = ImageFiles.applyToAll(options, files, image -> image);
        List<Answer<Taken>> answers = enroll(pictures);
        PrintWriter out = options.out();
        if (options.json()) {
            out.println(Json.document(json -> write(json, answers)));
        } else {
            answers.forEach(answer -> print(out, answer));
            out.flush();
            ImageFiles.complain(options, answers, new RefusalSummary(asked.quality()));
        }
        return ImageFiles.exitCode(answers);
    }

    /** Enrolls the readable images; sends no request if there are none. */
    private List<Answer<Taken>> enroll(List<Answer<FaceImage>> pictures) {
        List<Found<FaceImage>> readable = new ArrayList<>();
        for (Answer<FaceImage> picture : pictures) {
            Found<FaceImage> found = picture.found();
            if (found != null) {
                readable.add(found);
            }
        }
        if (readable.isEmpty()) {
            return merge(pictures, List.of());
        }
        List<FaceImage> images = readable.stream().map(Found::image).toList();
        EnrollmentResult enrollment = options.call(faces -> {
            EnrollRequest request = asked.appliedTo(EnrollRequest.of(new PersonId(person), images));
            FaceGallery opened = faces.require(FaceGalleries.class).open(new GalleryId(gallery));
            return replace ? opened.reEnroll(request) : opened.enroll(request);
        });
        return merge(pictures, enrollment.imageResults());
    }

    private static List<Answer<Taken>> merge(
            List<Answer<FaceImage>> pictures, List<EnrollmentResult.ImageResult> verdicts) {
        Iterator<EnrollmentResult.ImageResult> next = verdicts.iterator();
        List<Answer<Taken>> answers = new ArrayList<>();
        for (Answer<FaceImage> picture : pictures) {
            Found<FaceImage> found = picture.found();
            answers.add(
                    found == null
                            ? new Answer<>(picture.file(), null, picture.refusal())
                            : answer(picture.file(), found.image(), next.next()));
        }
        return answers;
    }

    private static Answer<Taken> answer(String file, FaceImage image, EnrollmentResult.ImageResult verdict) {
        FaceBridgeException refusal = verdict.rejection().orElse(null);
        return refusal == null
                ? new Answer<>(file, new Found<>(image, Taken.of(verdict)), null)
                : new Answer<>(file, null, Refusal.of(refusal));
    }

    private static void print(PrintWriter out, Answer<Taken> answer) {
        Found<Taken> found = answer.found();
        if (found != null) {
            out.println(Text.format(
                    "%s: enrolled, face of %s%s",
                    Text.oneLine(answer.file()),
                    Matches.pixels(found.value().face().face().box(), found.image()),
                    found.value().inWords()));
        }
    }

    private void write(JsonGenerator json, List<Answer<Taken>> answers) throws IOException {
        json.writeStartObject();
        json.writeStringField("provider", options.provider());
        json.writeStringField("gallery", gallery);
        json.writeStringField("person", person);
        json.writeArrayFieldStart("images");
        for (Answer<Taken> answer : answers) {
            json.writeStartObject();
            json.writeStringField("file", answer.file());
            Found<Taken> found = answer.found();
            if (found != null) {
                json.writeStringField("face", found.value().face().id().value());
                Json.box(json, "box", found.value().face().face().box());
                Quality.writeComplaints(json, "quality", found.value().quality());
            }
            if (answer.failure() != null) {
                Json.error(json, answer.failure());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /**
     * An enrolled face.
     *
     * @param face the face
     * @param quality the verdict of the quality gate, or {@code null} if it was off
     */
    private record Taken(EnrolledFace face, @Nullable QualityVerdict quality) {
        static Taken of(EnrollmentResult.ImageResult verdict) {
            return new Taken(verdict.face().orElseThrow(), verdict.quality().orElse(null));
        }

        String inWords() {
            return quality == null || quality.warnings().isEmpty() ? "" : " (" + Quality.inWords(quality) + ")";
        }
    }
}
