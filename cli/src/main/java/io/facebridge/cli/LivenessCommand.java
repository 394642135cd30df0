package io.facebridge.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.facebridge.FaceProvider;
import io.facebridge.LivenessChecker;
import io.facebridge.cli.ImageFiles.Answer;
import io.facebridge.cli.ImageFiles.Found;
import io.facebridge.face.DetectedFace;
import io.facebridge.liveness.LivenessResult;
import io.facebridge.match.Score;
import io.facebridge.provider.ProviderId;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code facebridge liveness}. */
@Command(
        name = "liveness",
        description = "Judges whether the largest face of each image is live. The result of the local"
                + " provider is a hint, not a defense against presentation attacks.")
final class LivenessCommand implements Callable<Integer> {
    @Mixin
    private ProviderOptions options = new ProviderOptions();

    @Parameters(arity = "1..*", paramLabel = "IMAGE", description = "Image files: JPEG, PNG, BMP, GIF or WebP.")
    private List<String> files = List.of();

    @Mixin
    private DecisionExit exit = new DecisionExit();

    @Override
    public Integer call() {
        ProviderId provider;
        List<Answer<LivenessResult>> answers;
        try (FaceProvider faces = options.open()) {
            provider = faces.id();
            LivenessChecker checker = faces.require(LivenessChecker.class);
            answers = ImageFiles.applyToAll(options, files, checker::check);
        }
        PrintWriter out = options.out();
        if (options.json()) {
            out.println(Json.document(json -> write(json, provider, answers)));
        } else {
            print(options.terminal(), out, answers);
            out.flush();
            ImageFiles.complain(options, answers, RefusalSummary.withoutOptions());
        }
        int failed = ImageFiles.exitCode(answers);
        return failed == 0 ? exit.of(isEveryOneLive(answers) ? DecisionExit.MATCH : DecisionExit.NO_MATCH) : failed;
    }

    private static boolean isEveryOneLive(List<Answer<LivenessResult>> answers) {
        return answers.stream()
                .map(Answer::found)
                .allMatch(found -> found != null && found.value().live());
    }

    private static void print(Terminal terminal, PrintWriter out, List<Answer<LivenessResult>> answers) {
        Text.Table table = new Text.Table("llr", "image", "judgment", "score");
        boolean any = false;
        for (Answer<LivenessResult> answer : answers) {
            Found<LivenessResult> found = answer.found();
            if (found != null) {
                any = true;
                LivenessResult result = found.value();
                table.row(
                        Text.oneLine(answer.file()),
                        terminal.out().outcome(result.live() ? "live" : "not live"),
                        result.score()
                                .map(Score::value)
                                .map(value -> Text.format("%.3f", value))
                                .orElse("-"));
            }
        }
        if (any) {
            table.lines("", terminal).forEach(out::println);
        }
    }

    private static void write(JsonGenerator json, ProviderId provider, List<Answer<LivenessResult>> answers)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("provider", provider.value());
        json.writeArrayFieldStart("images");
        for (Answer<LivenessResult> answer : answers) {
            write(json, answer);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Answer<LivenessResult> answer) throws IOException {
        json.writeStartObject();
        json.writeStringField("file", answer.file());
        Found<LivenessResult> found = answer.found();
        if (found != null) {
            LivenessResult result = found.value();
            json.writeNumberField("width", found.image().width());
            json.writeNumberField("height", found.image().height());
            json.writeBooleanField("live", result.live());
            Json.score(json, result.score().orElse(null));
            DetectedFace face = result.face().orElse(null);
            if (face == null) {
                json.writeNullField("box");
            } else {
                Json.box(json, "box", face.box());
            }
        }
        if (answer.failure() != null) {
            Json.error(json, answer.failure());
        }
        json.writeEndObject();
    }
}
