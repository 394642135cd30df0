package io.facebridge.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.facebridge.FaceProvider;
import io.facebridge.FaceTemplates;
import io.facebridge.evaluation.EvaluationProtocol;
import io.facebridge.evaluation.EvaluationRunner;
import io.facebridge.evaluation.EvaluationRunner.ImageFailure;
import io.facebridge.evaluation.EvaluationRunner.Plan;
import io.facebridge.face.FaceSelection;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code facebridge evaluate}. */
@Command(
        name = "evaluate",
        description = "Creates a table of scores from images of known people, for \"facebridge"
                + " tune\". The same command continues an interrupted run.")
final class EvaluateCommand implements Callable<Integer> {
    private static final int SAMPLED_MATED = 1_000;
    private static final int SAMPLED_NON_MATED = 3_000;

    @Mixin
    private ProviderOptions options = new ProviderOptions();

    @Parameters(
            index = "0",
            paramLabel = "FOLDER|PAIRS.txt",
            description = "A folder with one folder per person, or per group of people; or a file"
                    + " of pairs in the format of Labeled Faces in the Wild.")
    private Path source = Path.of("");

    @Option(
            names = "--out",
            paramLabel = "FILE",
            required = true,
            description = OptionText.OUT + " The table of scores, which a further run continues.")
    private Path out = Path.of("");

    @Option(
            names = "--images",
            paramLabel = "FOLDER",
            description = OptionText.IMAGES + " Required with a file of pairs.")
    private @Nullable Path images;

    @Option(names = "--all-pairs", description = "Compare each image of the folder with every other image.")
    private boolean allPairs;

    @Option(
            names = "--mated",
            paramLabel = "N",
            description = "Number of mated pairs (same person) to draw from a folder. Default: " + SAMPLED_MATED + ".")
    private @Nullable Integer mated;

    @Option(
            names = "--non-mated",
            paramLabel = "N",
            description = "Number of non-mated pairs (two people) to draw from a folder. Supporting"
                    + " a false match rate requires at least 3 / rate of them. Default: " + SAMPLED_NON_MATED + ".")
    private @Nullable Integer nonMated;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Seed of the random draw; the same seed draws the same pairs. Default: 1.")
    private @Nullable Long seed;

    @Option(
            names = "--face",
            paramLabel = "CHOICE",
            description = OptionText.FACE + " Default: largest;"
                    + " images in which another face is nearly as large count as failures.")
    private @Nullable FaceSelection face;

    @Option(
            names = "--dry-run",
            description = OptionText.DRY_RUN + " Prints the number of comparisons and provider calls.")
    private boolean dryRun;

    @Override
    public Integer call() {
        EvaluationProtocol protocol = protocol();
        requireFolder();
        return options.<Integer>call(Galleries.UNUSED, faces -> {
            EvaluationRunner runner = EvaluationRunner.of(faces);
            FaceSelection selected = options.face(face);
            if (selected != null) {
                runner = runner.face(selected);
            }
            try {
                return evaluate(faces, runner, protocol);
            } catch (UncheckedIOException e) {
                throw new CommandFailedException(
                        "Output",
                        out + " cannot be read or written; check that its folder exists and is" + " writable.",
                        e);
            }
        });
    }

    /** Rejects a file that cannot be written before the images are read. */
    private void requireFolder() {
        Path folder = out.toAbsolutePath().getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            throw new CommandFailedException(
                    "Output", out + " cannot be written: there is no folder " + folder + "; make it, or name another.");
        }
    }

    private EvaluationProtocol protocol() {
        if (!Files.exists(source)) {
            throw new CommandFailedException(new Failure(
                    "InvalidScores",
                    source + " does not exist; name a folder of people's folders, or a file of pairs",
                    Failure.USAGE));
        }
        boolean sampled = mated != null || nonMated != null || seed != null;
        if (Files.isRegularFile(source)) {
            if (images == null) {
                throw options.wrongUsage("a file of pairs requires --images, the folder of the people's folders");
            }
            if (allPairs || sampled) {
                throw options.wrongUsage("a file of pairs lists its comparisons; --all-pairs, --mated,"
                        + " --non-mated and --seed apply to folders only");
            }
            return EvaluationProtocol.ofPairs(source, images);
        }
        if (images != null) {
            throw options.wrongUsage("--images requires a file of pairs, but " + source + " is not one");
        }
        if (allPairs && sampled) {
            throw options.wrongUsage("--all-pairs draws no sample; omit --mated, --non-mated and --seed");
        }
        return allPairs
                ? EvaluationProtocol.allPairs(source)
                : EvaluationProtocol.sampledPairs(
                        source,
                        atLeastOne("--mated", mated, SAMPLED_MATED),
                        atLeastOne("--non-mated", nonMated, SAMPLED_NON_MATED),
                        seed == null ? 1 : seed);
    }

    private int atLeastOne(String option, @Nullable Integer said, int otherwise) {
        if (said == null) {
            return otherwise;
        }
        if (said < 1) {
            throw options.wrongUsage(option + " must be 1 or more but was " + said);
        }
        return said;
    }

    /** A table in which no pair has a score is no success. */
    private int evaluate(FaceProvider faces, EvaluationRunner runner, EvaluationProtocol protocol) {
        Plan plan = runner.plan(protocol, out);
        boolean byPicture = faces.find(FaceTemplates.class).isPresent();
        PrintWriter text = options.out();
        if (!options.json()) {
            text.println(Text.format(
                    "pairs      %d mated, %d non-mated, of %s",
                    protocol.mated(), protocol.nonMated(), Text.count(protocol.subjects(), "person", "people")));
            text.println(Text.format("done       %d of %d", plan.done(), plan.pairs()));
            text.println(Text.format(
                    "calls      %d to the provider %s, one for each %s",
                    plan.calls(), options.provider(), byPicture ? "image" : "pair"));
            text.flush();
        }
        Map<String, ImageFailure> failed = new LinkedHashMap<>();
        EvaluationRunner.Progress end = dryRun ? null : run(runner, protocol, plan, failed);
        if (options.json()) {
            text.println(Json.document(json -> write(json, protocol, plan, end)));
        } else if (end != null) {
            text.println(Text.format(
                    "scores     %s: %s, %d of them failed",
                    Text.oneLine(out.toString()), Text.count(end.total(), "pair", "pairs"), end.failures()));
        }
        if (!options.json()) {
            complain(failed);
        }
        if (end == null || end.failures() < end.total()) {
            return 0;
        }
        if (!options.json()) {
            options.err()
                    .println(options.terminal()
                            .err()
                            .error("No pair could be compared; inspect an image with \"facebridge detect\","
                                    + " or select one of several faces with --face."));
        }
        return Failure.INPUT;
    }

    /** Prints the number of images without a score by reason. */
    private void complain(Map<String, ImageFailure> failed) {
        if (failed.isEmpty() || options.terminal().isQuiet()) {
            return;
        }
        RefusalSummary summary = new RefusalSummary(Quality.Preset.OFF);
        for (ImageFailure failure : failed.values()) {
            if (failure.cause() == null) {
                summary.add(RefusalSummary.RIVAL_FACE, List.of(), false);
            } else {
                summary.add(Refusal.of(failure.cause()));
            }
        }
        options.err().println(Text.count(failed.size(), "image", "images") + " without a score:");
        summary.lines(options.terminal()).forEach(options.err()::println);
    }

    private EvaluationRunner.Progress run(
            EvaluationRunner runner, EvaluationProtocol protocol, Plan plan, Map<String, ImageFailure> failed) {
        try (Progress progress = options.progress(ProgressUnit.PAIRS)) {
            progress.at(plan.done(), plan.pairs());
            return runner.progress(now -> progress.at(now.done(), now.total()))
                    .imageFailures(failure -> failed.putIfAbsent(failure.image(), failure))
                    .run(protocol, out);
        }
    }

    private void write(
            JsonGenerator json, EvaluationProtocol protocol, Plan plan, EvaluationRunner.@Nullable Progress end)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("provider", options.provider());
        json.writeStringField("out", out.toString());
        json.writeNumberField("mated", protocol.mated());
        json.writeNumberField("nonMated", protocol.nonMated());
        json.writeNumberField("subjects", protocol.subjects());
        json.writeNumberField("doneBefore", plan.done());
        json.writeNumberField("calls", plan.calls());
        if (end == null) {
            json.writeNullField("failures");
        } else {
            json.writeNumberField("failures", end.failures());
        }
        json.writeEndObject();
    }
}
