package io.facebridge.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.facebridge.FaceIdentifier;
import io.facebridge.FaceProvider;
import io.facebridge.decision.FaceMatcher;
import io.facebridge.face.FaceSelection;
import io.facebridge.face.QualityGate;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.image.FaceImage;
import io.facebridge.match.Candidate;
import io.facebridge.match.Identification;
import io.facebridge.match.IdentifyRequest;
import io.facebridge.match.MatchDecision;
import io.facebridge.match.MatchPolicy;
import io.facebridge.match.ScoreScale;
import io.facebridge.match.Threshold;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code facebridge identify}. */
@Command(
        name = "identify",
        description = "Searches galleries for the person in an image. Lists candidates, best first.")
final class IdentifyCommand implements Callable<Integer> {
    @Mixin
    private ProviderOptions options = new ProviderOptions();

    @Parameters(
            arity = "1..*",
            paramLabel = "GALLERY... IMAGE",
            hideParamSyntax = true,
            description = "Names of one or more galleries, followed by the image to search with.")
    private List<String> galleriesAndProbe = List.of();

    @Option(
            names = "--top",
            paramLabel = "N",
            description = "Maximum number of candidates. Default: " + IdentifyRequest.DEFAULT_LIMIT + ".")
    private int top = IdentifyRequest.DEFAULT_LIMIT;

    @Mixin
    private ThresholdOptions thresholds = new ThresholdOptions();

    @Mixin
    private DecisionExit exit = new DecisionExit();

    @Option(names = "--fpir", paramLabel = "RATE", description = OptionText.FPIR + " Instead of --fmr and --threshold.")
    private @Nullable String fpir;

    @Option(
            names = "--references",
            paramLabel = "N",
            description =
                    OptionText.REFERENCES + " With --fpir; the faces enrolled in all searched galleries. Default: as"
                            + " reported by the galleries.")
    private @Nullable Long references;

    @Option(
            names = "--face",
            paramLabel = "CHOICE",
            description = OptionText.FACE + " Default: largest; the"
                    + " decision is INCONCLUSIVE if another face is nearly as large.")
    private @Nullable FaceSelection face;

    @Override
    public Integer call() {
        @Nullable MatchPolicy searches = policyOfSearches();
        if (searches == null && exit.isWanted() && !thresholds.decides()) {
            throw options.wrongUsage("--exit-code requires a decision; give --fpir RATE, --fmr RATE or --threshold X");
        }
        Function<ScoreScale, Threshold> threshold =
                searches == null ? thresholds.threshold().orElse(null) : null;
        int last = galleriesAndProbe.size() - 1;
        if (last == 0) {
            throw options.wrongUsage(
                    "a search requires at least one gallery, followed by an image, but was given only \""
                            + galleriesAndProbe.get(0) + "\"");
        }
        if (top < 1) {
            throw options.wrongUsage("--top must be 1 or more but was " + top);
        }
        List<String> galleries = galleriesAndProbe.subList(0, last);
        String probe = galleriesAndProbe.get(last);
        FaceImage image = ImageFiles.readOrName(probe);
        Answer answer = options.call(faces -> search(faces, galleries, image, threshold, searches));
        PrintWriter out = options.out();
        if (options.json()) {
            out.println(Json.document(json -> write(json, answer)));
        } else {
            print(options.terminal(), out, probe, image, answer);
        }
        return exit.of(answer.outcome());
    }

    private @Nullable MatchPolicy policyOfSearches() {
        if (fpir != null && thresholds.isGiven()) {
            throw options.wrongUsage("--fpir, --fmr and --threshold are mutually exclusive; give one of them");
        }
        OptionalDouble rate = fpir == null
                ? thresholds.configuredRateOfSearches()
                : OptionalDouble.of(thresholds.rate("--fpir", fpir));
        if (rate.isEmpty()) {
            if (references != null) {
                throw options.wrongUsage("--references requires --fpir; give the rate with --fpir RATE");
            }
            return null;
        }
        MatchPolicy policy = thresholds.calibrated(MatchPolicy.falsePositiveIdentificationRate(rate.getAsDouble()));
        if (references == null) {
            return policy;
        }
        if (references < 1) {
            throw options.wrongUsage("--references must be 1 or more but was " + references);
        }
        return policy.withReferenceCount(references);
    }

    /** Resolves the threshold first: a rate without a threshold is rejected before the image is sent. */
    private Answer search(
            FaceProvider faces,
            List<String> galleries,
            FaceImage image,
            @Nullable Function<ScoreScale, Threshold> threshold,
            @Nullable MatchPolicy searches) {
        GalleryId[] ids = galleries.stream().map(GalleryId::new).toArray(GalleryId[]::new);
        IdentifyRequest request = IdentifyRequest.of(image, ids).limit(top);
        FaceIdentifier identifier = faces.require(FaceIdentifier.class);
        ScoreScale scale = identifier.scale(ids[0]);
        Threshold bound = threshold == null ? null : threshold.apply(scale);
        if (searches != null) {
            bound = FaceMatcher.of(faces, searches).policyIn(List.of(ids)).thresholdFor(scale);
        }
        FaceSelection selected = options.face(face);
        return new Answer(identifier.identify(selected == null ? request : request.face(selected)), scale, bound);
    }

    private static void print(Terminal terminal, PrintWriter out, String probe, FaceImage image, Answer answer) {
        for (Identification found : answer.faces()) {
            Matches.printFace(out, "probe", probe, found.face(), image);
            if (found.candidates().isEmpty()) {
                out.println("  no candidates");
            } else {
                table(terminal.out(), found.candidates(), answer)
                        .lines("  ", terminal)
                        .forEach(out::println);
            }
        }
        out.println("scores     " + Matches.inWords(answer.scale()));
        Threshold threshold = answer.threshold();
        out.println("decision   "
                + (threshold == null
                        ? "none; to get one, give --fpir RATE, for example --fpir 1e-2, --fmr"
                                + " RATE or --threshold X"
                        : "at " + Matches.inWords(threshold)));
        answer.reasons()
                .forEach(reason -> out.println("           " + terminal.out().warning(Matches.inWords(reason))));
    }

    private static Text.Table table(Style style, List<Candidate> candidates, Answer answer) {
        Text.Table table = new Text.Table("rllrl", "#", "gallery", "person", "score", "decision");
        for (int i = 0; i < candidates.size(); i++) {
            Candidate candidate = candidates.get(i);
            table.row(
                    Integer.toString(i + 1),
                    Text.oneLine(candidate.gallery().value()),
                    Text.oneLine(candidate.person().value()),
                    Text.format(
                            "%s%.4f",
                            candidate.comparison().upperBound() ? "at most " : "",
                            candidate.score().value()),
                    answer.decision(candidate)
                            .map(decision -> style.outcome(decision.outcome().name()))
                            .orElse("-"));
        }
        return table;
    }

    private void write(JsonGenerator json, Answer answer) throws IOException {
        json.writeStartObject();
        json.writeStringField("provider", options.provider());
        json.writeArrayFieldStart("faces");
        for (Identification found : answer.faces()) {
            json.writeStartObject();
            Json.box(json, "box", found.face().box());
            json.writeArrayFieldStart("candidates");
            for (Candidate candidate : found.candidates()) {
                json.writeStartObject();
                json.writeStringField("gallery", candidate.gallery().value());
                json.writeStringField("person", candidate.person().value());
                json.writeNumberField("score", candidate.score().value());
                Matches.upperBound(json, candidate.comparison());
                Matches.decision(json, answer.decision(candidate).orElse(null));
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        Json.scale(json, answer.scale());
        json.writeEndObject();
    }

    /** The candidates, and the threshold of a match. */
    private record Answer(
            List<Identification> faces,
            ScoreScale scale,
            @Nullable Threshold threshold) {
        Optional<MatchDecision> decision(Candidate candidate) {
            return threshold == null
                    ? Optional.empty()
                    : Optional.of(ThresholdOptions.judge(candidate.comparison(), threshold));
        }

        /** The outcome of the search: a match is one of one person only. */
        MatchDecision.Outcome outcome() {
            Set<PersonId> matching = new HashSet<>();
            boolean doubtful = false;
            for (Identification found : faces) {
                // a probe too poor for a decision is no evidence that its person is not enrolled
                doubtful |= found.candidates().isEmpty()
                        && !QualityGate.probe().judge(found.face()).accepted();
                for (Candidate candidate : found.candidates()) {
                    MatchDecision.Outcome outcome =
                            decision(candidate).map(MatchDecision::outcome).orElse(MatchDecision.Outcome.NO_MATCH);
                    if (outcome == MatchDecision.Outcome.MATCH) {
                        matching.add(candidate.person());
                    }
                    doubtful |=
                            outcome == MatchDecision.Outcome.REVIEW || outcome == MatchDecision.Outcome.INCONCLUSIVE;
                }
            }
            if (matching.size() == 1) {
                return MatchDecision.Outcome.MATCH;
            }
            return doubtful || !matching.isEmpty() ? MatchDecision.Outcome.REVIEW : MatchDecision.Outcome.NO_MATCH;
        }

        Set<MatchDecision.Reason> reasons() {
            return faces.stream()
                    .flatMap(found -> found.candidates().stream())
                    .flatMap(candidate -> decision(candidate).stream())
                    .flatMap(decision -> decision.reasons().stream())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
