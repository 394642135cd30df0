package io.facebridge.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.facebridge.DuplicateFinder;
import io.facebridge.DuplicateFinder.DuplicatePair;
import io.facebridge.FaceIdentifier;
import io.facebridge.FaceProvider;
import io.facebridge.error.FaceBridgeException;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.local.LocalDuplicateFinder;
import io.facebridge.match.ScoreScale;
import io.facebridge.match.Threshold;
import io.facebridge.operations.Duplicates;
import io.facebridge.operations.Duplicates.Portrait;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code facebridge duplicates}. */
@Command(
        name = "duplicates",
        description = "Lists pairs of enrolled people in a gallery who may be the same person. A"
                + " gallery of n people has n(n-1)/2 pairs: choose a false match rate far below"
                + " 1 divided by that number.")
final class DuplicatesCommand implements Callable<Integer> {
    @Mixin
    private ProviderOptions options = new ProviderOptions();

    @Parameters(index = "0", paramLabel = "GALLERY", description = "Name of the gallery.")
    private String gallery = "";

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "IMAGE",
            description = "Stored images of the enrolled people, each file named with its person's"
                    + " id, such as ada.jpg. Each image is searched for in the gallery. Required"
                    + " if the provider cannot compare the people of a gallery itself.")
    private List<String> files = List.of();

    @Mixin
    private ThresholdOptions thresholds = new ThresholdOptions();

    @Override
    public Integer call() {
        Function<ScoreScale, Threshold> threshold = thresholds
                .givenThreshold()
                .orElseThrow(() ->
                        options.wrongUsage("a threshold is required for a pair; give --fmr RATE or --threshold X"));
        Answer answer = options.call(
                files.isEmpty() ? Galleries.EXISTING : Galleries.UNUSED,
                faces -> files.isEmpty()
                        ? find(faces, new GalleryId(gallery), threshold)
                        : search(faces, new GalleryId(gallery), threshold));
        PrintWriter out = options.out();
        if (options.json()) {
            out.println(Json.document(json -> write(json, answer)));
        } else {
            print(out, answer);
            ImageFiles.complain(options, answer.unsearched(), RefusalSummary.withoutOptions());
        }
        return ImageFiles.exitCode(answer.unsearched());
    }

    private Answer find(FaceProvider faces, GalleryId gallery, Function<ScoreScale, Threshold> on) {
        DuplicateFinder finder = faces.require(DuplicateFinder.class);
        Threshold threshold = on.apply(finder.scale(gallery));
        List<DuplicatePair> pairs = new ArrayList<>();
        if (finder instanceof LocalDuplicateFinder local) {
            try (Progress progress = options.progress(ProgressUnit.PEOPLE)) {
                local.find(gallery, threshold, (person, done, total) -> progress.at(done, total))
                        .forEach(pairs::add);
            }
        } else {
            try (Activity searching = options.activity("searching for duplicates")) {
                searching.start();
                finder.find(gallery, threshold).forEach(pairs::add);
            }
        }
        return new Answer(pairs, List.of(), threshold);
    }

    /** Searches for each image; one that cannot be searched for does not stop the others. */
    private Answer search(FaceProvider faces, GalleryId id, Function<ScoreScale, Threshold> on) {
        FaceIdentifier identifier = faces.require(FaceIdentifier.class);
        Threshold threshold = on.apply(identifier.scale(id));
        Deque<String> searched = new ArrayDeque<>();
        List<DuplicatePair> pairs = new ArrayList<>();
        List<ImageFiles.Answer<Boolean>> unsearched = new ArrayList<>();
        try (Progress progress = options.progress(ProgressUnit.IMAGES)) {
            List<Portrait> portraits = files.stream()
                    .map(file -> new Portrait(person(file), () -> {
                        progress.at(searched.size(), files.size());
                        searched.add(file);
                        return ImageFiles.read(file);
                    }))
                    .toList();
            Iterator<DuplicatePair> walk = Duplicates.search(identifier, id, portraits)
                    .above(threshold)
                    .iterator();
            for (boolean more = true; more; ) {
                try {
                    more = walk.hasNext();
                    if (more) {
                        pairs.add(walk.next());
                    }
                } catch (FaceBridgeException e) {
                    if (!Failure.isOfOnePicture(e)) {
                        throw e;
                    }
                    unsearched.add(new ImageFiles.Answer<>(searched.getLast(), null, Refusal.of(e)));
                }
            }
            progress.at(files.size(), files.size());
        }
        return new Answer(pairs, unsearched, threshold);
    }

    /** Returns the file's name up to its last dot. */
    private PersonId person(String file) {
        String name = file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf(File.separatorChar)) + 1);
        int dot = name.lastIndexOf('.');
        String person = dot < 0 ? name : name.substring(0, dot);
        if (person.isBlank()) {
            throw options.wrongUsage("an image file must be named with its person's id, such as ada.jpg, but"
                    + " one is \"" + Text.oneLine(file) + "\"");
        }
        return new PersonId(person);
    }

    private void print(PrintWriter out, Answer answer) {
        if (answer.pairs().isEmpty()) {
            out.println(
                    answer.unsearched().isEmpty()
                            ? "No duplicates found."
                            : "No duplicates found with the images that could be searched for: "
                                    + (files.size() - answer.unsearched().size()) + " of " + files.size() + ".");
        } else {
            Text.Table table = new Text.Table("llr", "person", "person", "score");
            for (DuplicatePair pair : answer.pairs()) {
                table.row(
                        Text.oneLine(pair.first().value()),
                        Text.oneLine(pair.second().value()),
                        Text.format("%.4f", pair.score().value()));
            }
            table.lines("", options.terminal()).forEach(out::println);
        }
        out.println("at " + Matches.inWords(answer.threshold()) + ", "
                + Matches.inWords(answer.threshold().scale()));
    }

    private void write(JsonGenerator json, Answer answer) throws IOException {
        json.writeStartObject();
        json.writeStringField("provider", options.provider());
        json.writeStringField("gallery", gallery);
        json.writeArrayFieldStart("pairs");
        for (DuplicatePair pair : answer.pairs()) {
            json.writeStartObject();
            json.writeStringField("first", pair.first().value());
            json.writeStringField("second", pair.second().value());
            json.writeNumberField("score", pair.score().value());
            json.writeEndObject();
        }
        json.writeEndArray();
        if (!files.isEmpty()) {
            json.writeArrayFieldStart("unsearched");
            for (ImageFiles.Answer<Boolean> each : answer.unsearched()) {
                json.writeStartObject();
                json.writeStringField("file", each.file());
                if (each.failure() != null) {
                    Json.error(json, each.failure());
                }
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        Matches.threshold(json, answer.threshold());
        Json.scale(json, answer.threshold().scale());
        json.writeEndObject();
    }

    /** The pairs of similar persons, the images that could not be searched for, and the threshold of a pair. */
    private record Answer(
            List<DuplicatePair> pairs, List<ImageFiles.Answer<Boolean>> unsearched, Threshold threshold) {}
}
