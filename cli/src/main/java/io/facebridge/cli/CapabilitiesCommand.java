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
import io.facebridge.cli.ProviderNeeds.Extra;
import io.facebridge.cli.ProviderNeeds.Need;
import io.facebridge.error.FaceBridgeException;
import io.facebridge.match.FalseMatchTable;
import io.facebridge.match.ScoreScale;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code facebridge capabilities}. */
@Command(
        name = "capabilities",
        description = "Lists the capabilities of each provider, what it needs, and the error rates at which its"
                + " comparisons can be decided; sends no request. With --provider, of that provider only, as it is"
                + " configured.")
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
        if (options.isNamed()) {
            answers.add(query(options.provider()));
        } else {
            FaceProviders.available().forEach(id -> answers.add(queryUnnamed(id.value())));
        }
        if (options.json()) {
            options.out().println(Json.document(json -> write(json, answers)));
        } else {
            print(options.terminal(), options.out(), answers);
            options.out().flush();
            for (Answer answer : answers) {
                if (answer.failure() != null) {
                    options.err()
                            .println(answer.provider() + ": "
                                    + options.terminal()
                                            .err()
                                            .error(answer.failure().line()));
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
        try (FaceProvider provider = options.openOther(id, withModels(id, options.settings(id)), Galleries.DRY_RUN)) {
            return Answer.of(id, support(provider), scale(provider));
        } catch (FaceBridgeException e) {
            return Answer.failed(id, Failure.of(e));
        }
    }

    /** Of one of all: without a region, an address or a key, which only its requests need. */
    private Answer queryUnnamed(String id) {
        Map<String, String> configured = withModels(id, options.settings(id));
        Map<String, String> settings = ProviderNeeds.withPlaceholders(id, configured);
        List<Extra> extras = ProviderNeeds.extras(id, configured);
        try (FaceProvider provider = options.openOther(id, settings, Galleries.DRY_RUN)) {
            Map<String, Support> support = support(provider);
            Map<String, String> with = new LinkedHashMap<>();
            for (Extra extra : extras) {
                supportWith(id, settings, extra).forEach((capability, offered) -> {
                    if (support.get(capability) == Support.ABSENT && offered != Support.ABSENT) {
                        support.put(capability, offered);
                        with.put(capability, extra.remedy());
                    }
                });
            }
            return new Answer(id, support, with, ProviderNeeds.of(id, options.configuration()), scale(provider), null);
        } catch (FaceBridgeException e) {
            return Answer.failed(id, Failure.of(e));
        }
    }

    /** What the local provider offers, it offers with its models: they are opened. */
    private static Map<String, String> withModels(String id, Map<String, String> settings) {
        if (!id.equals("local")) {
            return settings;
        }
        Map<String, String> all = new HashMap<>(settings);
        all.put("lazyModels", "false");
        return all;
    }

    private Map<String, Support> supportWith(String id, Map<String, String> settings, Extra extra) {
        Map<String, String> all = new HashMap<>(settings);
        all.putAll(extra.settings());
        all.computeIfPresent("lazyModels", (name, eager) -> "true"); // they have been opened once
        try (FaceProvider provider = options.openOther(id, all, Galleries.DRY_RUN)) {
            return support(provider);
        }
    }

    private static Map<String, Support> support(FaceProvider provider) {
        Map<String, Support> support = new LinkedHashMap<>();
        for (Class<? extends FaceCapability> capability : CAPABILITIES) {
            support.put(capability.getSimpleName(), Support.of(provider, capability));
        }
        return support;
    }

    private static @Nullable ScoreScale scale(FaceProvider provider) {
        return provider.comparer().scale().orElse(null);
    }

    private static void print(Terminal terminal, PrintWriter out, List<Answer> answers) {
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
            opened.forEach(answer -> row.add(answer.inWords(capability)));
            table.row(row.toArray(String[]::new));
        }
        table.lines("", terminal).forEach(out::println);
        printNeeds(terminal, out, opened);
        for (Answer answer : opened) {
            if (answer.scale() != null) {
                out.println();
                print(terminal, out, answer.scale());
            }
        }
    }

    private static void printNeeds(Terminal terminal, PrintWriter out, List<Answer> answers) {
        Text.Table table = new Text.Table("ll", "provider", "needs");
        for (Answer answer : answers) {
            if (answer.needs() != null) {
                table.row(
                        answer.provider(),
                        answer.needs().isEmpty()
                                ? "nothing"
                                : answer.needs().stream().map(Need::inWords).collect(Collectors.joining(", ")));
            }
        }
        List<String> lines = table.lines("", terminal);
        if (lines.size() > 1) {
            out.println();
            lines.forEach(out::println);
        }
    }

    private static void print(Terminal terminal, PrintWriter out, ScoreScale scale) {
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
        rates.lines("  ", terminal).forEach(out::println);
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
                writeNeeds(json, answer);
                write(json, answer.scale());
            } else {
                Json.error(json, answer.failure());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /** Only of a list of all, because a provider that was named is open, and has what it needs. */
    private static void writeNeeds(JsonGenerator json, Answer answer) throws IOException {
        if (answer.needs() == null) {
            return;
        }
        json.writeObjectFieldStart("with");
        for (Map.Entry<String, String> entry : answer.with().entrySet()) {
            json.writeStringField(entry.getKey(), entry.getValue());
        }
        json.writeEndObject();
        json.writeArrayFieldStart("needs");
        for (Need need : answer.needs()) {
            json.writeStartObject();
            json.writeStringField("need", need.name());
            json.writeBooleanField("set", need.isSet());
            json.writeEndObject();
        }
        json.writeEndArray();
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

    /**
     * The capabilities of a provider, or why it could not be opened.
     *
     * @param with the option with which the provider offers a capability, of those that it does not offer without
     * @param needs what the provider needs; {@code null} if it was opened with its own settings
     */
    private record Answer(
            String provider,
            Map<String, Support> support,
            Map<String, String> with,
            @Nullable List<Need> needs,
            @Nullable ScoreScale scale,
            @Nullable Failure failure) {
        static Answer of(String provider, Map<String, Support> support, @Nullable ScoreScale scale) {
            return new Answer(provider, support, Map.of(), null, scale, null);
        }

        static Answer failed(String provider, Failure failure) {
            return new Answer(provider, Map.of(), Map.of(), null, null, failure);
        }

        String inWords(Class<? extends FaceCapability> capability) {
            String name = capability.getSimpleName();
            return support.getOrDefault(name, Support.ABSENT).inWords()
                    + (with.containsKey(name) ? " with " + with.get(name) : "");
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
