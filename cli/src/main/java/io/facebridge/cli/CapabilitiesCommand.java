package io.facebridge.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.facebridge.DuplicateFinder;
import io.facebridge.FaceCapability;
import io.facebridge.FaceComparer;
import io.facebridge.FaceDetector;
import io.facebridge.FaceGalleries;
import io.facebridge.FaceIdentifier;
import io.facebridge.FaceProvider;
import io.facebridge.FaceProviders;
import io.facebridge.FaceTemplates;
import io.facebridge.FaceVerifier;
import io.facebridge.LivenessChecker;
import io.facebridge.LivenessSessions;
import io.facebridge.error.FaceBridgeException;
import io.facebridge.match.FalseMatchTable;
import io.facebridge.match.ScoreScale;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

/** {@code facebridge capabilities}. */
@Command(
        name = "capabilities",
        description = "Lists the capabilities of each provider and the error rates at which its comparisons"
                + " can be decided. With --provider, of that provider only.")
final class CapabilitiesCommand implements Callable<Integer> {
    private static final List<Class<? extends FaceCapability>> CAPABILITIES = List.of(
            FaceDetector.class,
            FaceComparer.class,
            FaceTemplates.class,
            FaceGalleries.class,
            FaceVerifier.class,
            FaceIdentifier.class,
            DuplicateFinder.class,
            LivenessChecker.class,
            LivenessSessions.class);

    /** What a text calls the capabilities; JSON has the names of the types. */
    static final Map<String, String> NAMES = Map.of(
            "FaceDetector", "detection",
            "FaceComparer", "comparison",
            "FaceTemplates", "templates",
            "FaceGalleries", "galleries",
            "FaceVerifier", "verification",
            "FaceIdentifier", "identification",
            "DuplicateFinder", "duplicate search",
            "LivenessChecker", "liveness of images",
            "LivenessSessions", "liveness sessions");

    @Mixin
    private ProviderOptions options = new ProviderOptions();

    @Override
    public Integer call() {
        List<Answer> answers = new ArrayList<>();
        if (options.names()) {
            answers.add(query(options.provider()));
        } else {
            FaceProviders.available().forEach(id -> answers.add(query(id.value())));
        }
        if (options.json()) {
            options.out().println(Json.document(json -> write(json, answers)));
        } else {
            print(options.out(), answers);
            options.out().flush();
            for (Answer answer : answers) {
                if (answer.failure() != null) {
                    options.err()
                            .println(answer.provider() + ": " + answer.failure().line());
                }
            }
        }
        return answers.stream()
                .map(Answer::failure)
                .mapToInt(failure -> failure == null ? 0 : failure.exitCode())
                .max()
                .orElse(0);
    }

    private Answer query(String id) {
        try (FaceProvider provider = options.open(id)) {
            Map<String, Support> support = new LinkedHashMap<>();
            for (Class<? extends FaceCapability> capability : CAPABILITIES) {
                support.put(capability.getSimpleName(), Support.of(provider, capability));
            }
            return new Answer(id, support, provider.comparer().scale().orElse(null), null);
        } catch (FaceBridgeException e) {
            return new Answer(id, Map.of(), null, Failure.of(e));
        } catch (ParameterException e) {
            if (options.names()) {
                throw e;
            }
            // a provider that needs further settings, a region for example, does not fail the list of all
            return new Answer(id, Map.of(), null, new Failure("Usage", Objects.toString(e.getMessage()), ExitCode.OK));
        }
    }

    private static void print(PrintWriter out, List<Answer> answers) {
        List<Answer> opened =
                answers.stream().filter(answer -> answer.failure() == null).toList();
        if (opened.isEmpty()) {
            return;
        }
        List<String> header = new ArrayList<>(List.of("capability"));
        opened.forEach(answer -> header.add(answer.provider()));
        Text.Table table = new Text.Table("l".repeat(header.size()), header.toArray(String[]::new));
        for (Class<? extends FaceCapability> capability : CAPABILITIES) {
            List<String> row = new ArrayList<>(List.of(NAMES.getOrDefault(capability.getSimpleName(), "-")));
            opened.forEach(answer -> row.add(answer.supportOf(capability).inWords()));
            table.row(row.toArray(String[]::new));
        }
        table.lines("").forEach(out::println);
        for (Answer answer : opened) {
            if (answer.scale() != null) {
                out.println();
                print(out, answer.scale());
            }
        }
    }

    private static void print(PrintWriter out, ScoreScale scale) {
        out.println(Text.format("%s: scores from %s to %s", scale, Text.number(scale.min()), Text.number(scale.max())));
        Optional<FalseMatchTable> table = scale.falseMatchTable();
        if (table.isEmpty()) {
            out.println("  no published false match rates; decide with --threshold");
            return;
        }
        Text.Table rates = new Text.Table("rr", "false match rate", "threshold");
        for (FalseMatchTable.Point point : table.get().points()) {
            rates.row(Text.rate(point.falseMatchRate()), Text.format("%.4f", point.threshold()));
        }
        rates.lines("  ").forEach(out::println);
        out.println("  source: " + table.get().source());
        table.get().caveats().forEach(caveat -> out.println("  note: " + caveat));
    }

    private static void write(JsonGenerator json, List<Answer> answers) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("providers");
        for (Answer answer : answers) {
            json.writeStartObject();
            json.writeStringField("provider", answer.provider());
            if (answer.failure() == null) {
                json.writeObjectFieldStart("capabilities");
                for (Map.Entry<String, Support> entry : answer.support().entrySet()) {
                    json.writeStringField(entry.getKey(), entry.getValue().name());
                }
                json.writeEndObject();
                write(json, answer.scale());
            } else {
                Json.error(json, answer.failure());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, @Nullable ScoreScale scale) throws IOException {
        if (scale == null) {
            json.writeNullField("scale");
        } else {
            Json.scale(json, scale);
        }
        FalseMatchTable table = scale == null ? null : scale.falseMatchTable().orElse(null);
        if (table == null) {
            json.writeNullField("falseMatchRates");
            return;
        }
        json.writeObjectFieldStart("falseMatchRates");
        json.writeArrayFieldStart("points");
        for (FalseMatchTable.Point point : table.points()) {
            json.writeStartObject();
            json.writeNumberField("falseMatchRate", point.falseMatchRate());
            json.writeNumberField("threshold", point.threshold());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeStringField("source", table.source());
        json.writeArrayFieldStart("caveats");
        for (String caveat : table.caveats()) {
            json.writeString(caveat);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /** The capabilities of a provider, or why it could not be opened. */
    private record Answer(
            String provider,
            Map<String, Support> support,
            @Nullable ScoreScale scale,
            @Nullable Failure failure) {
        Support supportOf(Class<? extends FaceCapability> capability) {
            return support.getOrDefault(capability.getSimpleName(), Support.ABSENT);
        }
    }

    /** How a provider offers a capability. */
    private enum Support {
        /** By an operation of the service. */
        NATIVE,
        /** Composed of several operations. */
        COMPOSED,
        /** Not offered. */
        ABSENT;

        static Support of(FaceProvider provider, Class<? extends FaceCapability> capability) {
            return provider.find(capability)
                    .map(found -> found.composed() ? COMPOSED : NATIVE)
                    .orElse(ABSENT);
        }

        String inWords() {
            return this == ABSENT ? "-" : name().toLowerCase(Locale.ROOT);
        }
    }
}
