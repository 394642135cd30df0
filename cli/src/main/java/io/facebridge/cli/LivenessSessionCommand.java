package io.facebridge.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.facebridge.LivenessSessions;
import io.facebridge.image.FaceImage;
import io.facebridge.liveness.LivenessOutcome;
import io.facebridge.liveness.LivenessSession;
import io.facebridge.liveness.LivenessSessionId;
import io.facebridge.liveness.LivenessSessionRequest;
import io.facebridge.match.Comparison;
import io.facebridge.match.MatchDecision;
import io.facebridge.match.Score;
import io.facebridge.match.ScoreScale;
import io.facebridge.match.Threshold;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code facebridge liveness-session}. */
@Command(
        name = "liveness-session",
        description = "Opens liveness sessions, in which a service records a person through its own"
                + " client, and shows their results.",
        subcommands = {LivenessSessionCommand.Open.class, LivenessSessionCommand.Result.class})
final class LivenessSessionCommand {
    private static @Nullable FaceImage read(@Nullable String file) {
        return file == null ? null : ImageFiles.readOrName(file);
    }

    /** Checks the file before any request is sent: some results can be fetched only once. */
    private static void requireNew(ProviderOptions options, String option, @Nullable Path file) {
        if (file != null && Files.exists(file)) {
            throw options.wrongUsage(option + " requires a new file but " + file + " already exists");
        }
    }

    /** {@code facebridge liveness-session open}. */
    @Command(
            name = "open",
            description = "Opens a session and prints what the client needs to run it. Treat the"
                    + " session id as a secret and keep it out of logs.")
    static final class Open implements Callable<Integer> {
        @Mixin
        private ProviderOptions options = new ProviderOptions();

        @Parameters(
                paramLabel = "SUBJECT",
                description =
                        "Subject of the session, for example the id of a login attempt. Not sent to" + " the service.")
        private String subject = "";

        @Option(
                names = "--audit-images",
                paramLabel = "N",
                description = "Keep at most N audit images of the recording.")
        private int auditImages;

        @Option(
                names = "--verify-against",
                paramLabel = "IMAGE",
                description = OptionText.VERIFY_AGAINST + " If the provider"
                        + " compares when the result is read, give the image again with"
                        + " \"result\".")
        private @Nullable String verifyAgainst;

        @Option(
                names = "--out",
                paramLabel = "FILE",
                description = OptionText.OUT + " The session as JSON, in a new file that only you can read,"
                        + " instead of printing its id.")
        private @Nullable Path file;

        @Override
        public Integer call() {
            requireNew(options, "--out", file);
            FaceImage reference = read(verifyAgainst);
            LivenessSession session = options.call(Galleries.UNUSED, faces -> {
                LivenessSessionRequest request =
                        LivenessSessionRequest.forSubject(subject).auditImages(auditImages);
                return faces.require(LivenessSessions.class)
                        .open(reference == null ? request : request.verifyAgainst(reference));
            });
            String document = Json.document(json -> write(json, session));
            PrintWriter out = options.out();
            if (file != null) {
                OwnerOnlyFile.write(file, (document + System.lineSeparator()).getBytes(StandardCharsets.UTF_8));
            }
            if (options.json()) {
                out.println(file == null ? document : Json.document(json -> writeWithoutSecrets(json, session)));
            } else {
                print(out, session);
            }
            return 0;
        }

        private void print(PrintWriter out, LivenessSession session) {
            out.println("session  " + (file == null ? session.id().value() : "in " + Text.oneLine(file.toString())));
            out.println("region   " + session.region().orElse("-"));
            out.println("expires  " + session.expiresAt());
            if (file == null && session.clientToken().isPresent()) {
                out.println("The client also needs a token; print it with --json or write it with --out.");
            }
        }

        private void write(JsonGenerator json, LivenessSession session) throws IOException {
            json.writeStartObject();
            json.writeStringField("provider", options.provider());
            json.writeStringField("session", session.id().value());
            json.writeStringField("subject", session.subject());
            Json.text(json, "region", session.region().orElse(null));
            json.writeStringField("expiresAt", session.expiresAt().toString());
            Json.text(json, "clientToken", session.clientToken().orElse(null));
            json.writeEndObject();
        }

        private void writeWithoutSecrets(JsonGenerator json, LivenessSession session) throws IOException {
            json.writeStartObject();
            json.writeStringField("provider", options.provider());
            json.writeStringField("file", String.valueOf(file));
            json.writeStringField("expiresAt", session.expiresAt().toString());
            json.writeEndObject();
        }
    }

    /** {@code facebridge liveness-session result}. */
    @Command(name = "result", description = "Shows a session's result without redeeming it.")
    static final class Result implements Callable<Integer> {
        @Mixin
        private ProviderOptions options = new ProviderOptions();

        @Parameters(paramLabel = "ID", description = "Id of the session.")
        private String id = "";

        @Option(
                names = "--subject",
                paramLabel = "S",
                required = true,
                description = "Subject with which the session was opened.")
        private String subject = "";

        @Option(
                names = "--expires-at",
                paramLabel = "TIME",
                required = true,
                description = "Expiry time as printed by \"open\", for example 2030-01-31T12:00:00Z.")
        private Instant expiresAt = Instant.EPOCH;

        @Option(
                names = "--min-confidence",
                paramLabel = "X",
                description =
                        "Minimum confidence of a live result, if the provider leaves the threshold to" + " the caller.")
        private @Nullable String minConfidence;

        @Option(names = "--verify-against", paramLabel = "IMAGE", description = OptionText.VERIFY_AGAINST)
        private @Nullable String verifyAgainst;

        @Mixin
        private ThresholdOptions thresholds = new ThresholdOptions();

        @Mixin
        private DecisionExit exit = new DecisionExit();

        @Option(
                names = "--reference-out",
                paramLabel = "FILE",
                description =
                        "Write the reference image of the recording to this new file, which only you" + " can read.")
        private @Nullable Path file;

        @Override
        public Integer call() {
            if (verifyAgainst != null) {
                thresholds.requireDecision(exit);
            }
            Optional<Function<ScoreScale, Threshold>> threshold = thresholds.threshold();
            requireNew(options, "--reference-out", file);
            FaceImage reference = read(verifyAgainst);
            Map<String, String> settings =
                    minConfidence == null ? Map.of() : Map.of("minLivenessConfidence", minConfidence);
            LivenessOutcome outcome = options.call(settings, Galleries.UNUSED, faces -> {
                LivenessSession.Builder session =
                        LivenessSession.restore(new LivenessSessionId(id), subject, expiresAt);
                if (reference != null) {
                    session.verifyAgainst(reference);
                }
                return faces.require(LivenessSessions.class).result(session.build());
            });
            MatchDecision match = outcome.comparison()
                    .flatMap(comparison -> threshold.map(on -> ThresholdOptions.judge(comparison, on)))
                    .orElse(null);
            if (file != null && outcome.referenceImage().isPresent()) {
                OwnerOnlyFile.write(file, outcome.referenceImage().get().toByteArray());
            }
            PrintWriter out = options.out();
            if (options.json()) {
                out.println(Json.document(json -> write(json, outcome, match)));
            } else {
                print(out, outcome, match);
            }
            if (file != null && outcome.unreadableReferenceImage().isPresent()) {
                outcome.requireReferenceImage(); // what was decided is shown; the image cannot be written
            }
            return exit.of(exitCodeOf(outcome, match));
        }

        /** A person who is compared has to be live and to match. */
        private int exitCodeOf(LivenessOutcome outcome, @Nullable MatchDecision match) {
            int live =
                    switch (outcome.decision()) {
                        case LIVE -> DecisionExit.MATCH;
                        case NOT_LIVE -> DecisionExit.NO_MATCH;
                        case UNDECIDED -> DecisionExit.UNDECIDED;
                    };
            if (outcome.comparison().isEmpty() && verifyAgainst == null) {
                return live;
            }
            int same = match == null ? DecisionExit.UNDECIDED : DecisionExit.codeOf(match.outcome());
            return live == DecisionExit.NO_MATCH || same == DecisionExit.NO_MATCH
                    ? DecisionExit.NO_MATCH
                    : Math.max(live, same);
        }

        private void print(PrintWriter out, LivenessOutcome outcome, @Nullable MatchDecision match) {
            out.println("state      " + outcome.state());
            out.println("liveness   "
                    + options.style().outcome(outcome.decision().name())
                    + outcome.confidence()
                            .map(score -> Text.format(
                                    " with confidence %.4f %s", score.value(), Matches.inWords(score.scale())))
                            .orElse(""));
            out.println("reference  " + picture(outcome));
            out.println("audit      " + Text.count(outcome.auditImages().size(), "image", "images")
                    + (outcome.unreadableAuditImages() == 0
                            ? ""
                            : ", and " + outcome.unreadableAuditImages() + " that cannot be decoded"));
            if (outcome.comparison().isEmpty()) {
                out.println("compared   none");
            } else {
                Matches.print(out, options.style(), outcome.comparison().get(), match);
            }
        }

        private String picture(LivenessOutcome outcome) {
            if (outcome.unreadableReferenceImage().isPresent()) {
                return "cannot be decoded: "
                        + outcome.unreadableReferenceImage().get();
            }
            if (outcome.referenceImage().isEmpty()) {
                return "none";
            }
            return file == null
                    ? "available; write it with --reference-out FILE"
                    : "in " + Text.oneLine(file.toString());
        }

        private void write(JsonGenerator json, LivenessOutcome outcome, @Nullable MatchDecision match)
                throws IOException {
            json.writeStartObject();
            json.writeStringField("provider", options.provider());
            json.writeStringField("state", outcome.state().name());
            json.writeStringField("decision", outcome.decision().name());
            Score confidence = outcome.confidence().orElse(null);
            Json.score(json, confidence);
            Comparison comparison = outcome.comparison().orElse(null);
            if (comparison == null) {
                json.writeNullField("comparison");
            } else {
                json.writeObjectFieldStart("comparison");
                Matches.fields(json, comparison, match);
                json.writeEndObject();
            }
            json.writeBooleanField("referenceImage", outcome.referenceImage().isPresent());
            if (outcome.unreadableReferenceImage().isPresent()) {
                json.writeStringField(
                        "unreadableReferenceImage",
                        outcome.unreadableReferenceImage().get().name());
            } else {
                json.writeNullField("unreadableReferenceImage");
            }
            json.writeNumberField("auditImages", outcome.auditImages().size());
            json.writeNumberField("unreadableAuditImages", outcome.unreadableAuditImages());
            json.writeEndObject();
        }
    }
}
