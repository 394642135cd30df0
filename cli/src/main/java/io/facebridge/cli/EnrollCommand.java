package io.facebridge.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.facebridge.FaceBridgeException;
import io.facebridge.cli.Pictures.Answer;
import io.facebridge.cli.Pictures.Found;
import io.facebridge.face.FaceChoice;
import io.facebridge.gallery.EnrollRequest;
import io.facebridge.gallery.EnrolledFace;
import io.facebridge.gallery.Enrolment;
import io.facebridge.gallery.FaceGalleries;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.image.FaceImage;
import java.io.IOException;
import java.io.PrintWriter;
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
        description = "Enrols a person in a gallery with one picture or several. Does not wait until searches find the"
                + " person, which may take a provider some seconds.")
final class EnrollCommand implements Callable<Integer> {
    @Mixin
    private ProviderOptions options = new ProviderOptions();

    @Parameters(index = "0", paramLabel = "GALLERY", description = "The gallery, which must be there.")
    private String gallery = "";

    @Parameters(
            index = "1",
            paramLabel = "PERSON",
            description = "Your id for the person, new or enrolled already: one that says nothing about the person.")
    private String person = "";

    @Parameters(index = "2..*", arity = "1..*", paramLabel = "IMAGE", description = "Pictures of the person.")
    private List<String> files = List.of();

    @Option(
            names = "--face",
            paramLabel = "CHOICE",
            description =
                    "Which face of each picture is meant: only, largest or central. If not said a picture must hold"
                            + " one face only, so that no bystander is enrolled.")
    private @Nullable FaceChoice face;

    @Override
    public Integer call() {
        List<Answer<FaceImage>> pictures = Pictures.askAll(files, image -> image);
        List<Answer<EnrolledFace>> answers = enroll(pictures);
        PrintWriter out = options.out();
        if (options.json()) {
            out.println(Json.document(json -> write(json, answers)));
        } else {
            answers.forEach(answer -> print(out, answer));
            out.flush();
            Pictures.complain(options.err(), answers);
        }
        return Pictures.exitCode(answers);
    }

    /** Only what can be read is sent; if there is nothing of that kind nobody is asked. */
    private List<Answer<EnrolledFace>> enroll(List<Answer<FaceImage>> pictures) {
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
        Enrolment enrolment = options.ask(faces -> {
            EnrollRequest request = EnrollRequest.of(new PersonId(person), images);
            return faces.require(FaceGalleries.class)
                    .open(new GalleryId(gallery))
                    .enroll(face == null ? request : request.face(face));
        });
        return merge(pictures, enrolment.verdicts());
    }

    private static List<Answer<EnrolledFace>> merge(
            List<Answer<FaceImage>> pictures, List<Enrolment.Verdict> verdicts) {
        Iterator<Enrolment.Verdict> next = verdicts.iterator();
        List<Answer<EnrolledFace>> answers = new ArrayList<>();
        for (Answer<FaceImage> picture : pictures) {
            Found<FaceImage> found = picture.found();
            answers.add(
                    found == null
                            ? new Answer<>(picture.file(), null, picture.failure())
                            : answer(picture.file(), found.image(), next.next()));
        }
        return answers;
    }

    private static Answer<EnrolledFace> answer(String file, FaceImage image, Enrolment.Verdict verdict) {
        FaceBridgeException refusal = verdict.refusal().orElse(null);
        return refusal == null
                ? new Answer<>(file, new Found<>(image, verdict.face().orElseThrow()), null)
                : new Answer<>(file, null, Failure.of(refusal));
    }

    private static void print(PrintWriter out, Answer<EnrolledFace> answer) {
        Found<EnrolledFace> found = answer.found();
        if (found != null) {
            out.println(Text.format(
                    "%s: enrolled, face of %s",
                    Text.oneLine(answer.file()),
                    Matches.pixels(found.value().face().box(), found.image())));
        }
    }

    private void write(JsonGenerator json, List<Answer<EnrolledFace>> answers) throws IOException {
        json.writeStartObject();
        json.writeStringField("provider", options.provider());
        json.writeStringField("gallery", gallery);
        json.writeStringField("person", person);
        json.writeArrayFieldStart("images");
        for (Answer<EnrolledFace> answer : answers) {
            json.writeStartObject();
            json.writeStringField("file", answer.file());
            Found<EnrolledFace> found = answer.found();
            if (found != null) {
                json.writeStringField("face", found.value().id().value());
                Json.box(json, "box", found.value().face().box());
            }
            if (answer.failure() != null) {
                Json.error(json, answer.failure());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
