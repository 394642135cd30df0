package io.facebridge.emulator.internal.aws;

import io.facebridge.emulator.internal.FaceAnalyzer;
import io.facebridge.emulator.internal.Output;
import io.facebridge.face.DetectedFace;
import io.facebridge.image.FaceImage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Liveness sessions. What the person before the camera does is told by a script. Thread-safe. */
public final class LivenessSessions {
    private static final Duration LIFE = Duration.ofMinutes(3);
    private static final int MOST_AUDIT_IMAGES = 4;
    private static final Input.TextShape BUCKET = new Input.TextShape(3, 255, "[0-9A-Za-z\\.\\-_]*");
    private static final Input.TextShape PREFIX = new Input.TextShape(0, 950, "\\S*");
    private static final Input.TextShape KEY =
            new Input.TextShape(1, 2048, "^[A-Za-z0-9][A-Za-z0-9:_/+=,@.-]{0,2048}$");
    private static final Input.TextShape VERSION =
            new Input.TextShape(5, 11, "^(0|[1-9]\\d{0,2})\\.(0|[1-9]\\d{0,2})\\.(0|[1-9]\\d{0,2})$");
    private static final String MOVEMENT_AND_LIGHT = "FaceMovementAndLightChallenge";
    private static final String MOVEMENT = "FaceMovementChallenge";

    /** The versions that this emulator speaks of; the service has its own. */
    private static final Map<String, String> VERSIONS = Map.of(MOVEMENT_AND_LIGHT, "2.0.0", MOVEMENT, "1.0.0");

    private final Store store;
    private final FaceAnalyzer analyzer;
    private final Map<String, Session> sessions = new LinkedHashMap<>();
    private final Map<String, String> byToken = new HashMap<>();
    private Outcome next = Outcome.PENDING;

    /** No sessions; new ones stay as they were created until a script says otherwise. */
    public LivenessSessions(Store store, FaceAnalyzer analyzer) {
        this.store = store;
        this.analyzer = analyzer;
    }

    /** How far a check has come, and what came of it. */
    public record Outcome(
            String status, float confidence, @Nullable FaceImage reference, List<FaceImage> audits) {
        /** Nobody has started. */
        public static final Outcome PENDING = new Outcome("CREATED", 0, null, List.of());

        /** Somebody is before the camera. */
        public static final Outcome RUNNING = new Outcome("IN_PROGRESS", 0, null, List.of());

        /** The check broke off. */
        public static final Outcome FAILED = new Outcome("FAILED", 0, null, List.of());

        /** The check was analysed. */
        public static Outcome succeeded(float confidence, FaceImage reference, List<FaceImage> audits) {
            return new Outcome("SUCCEEDED", confidence, reference, List.copyOf(audits));
        }

        boolean isFinal() {
            return !status.equals("CREATED") && !status.equals("IN_PROGRESS");
        }

        @Override
        public String toString() {
            return "Outcome[" + status + "]";
        }
    }

    private record Settings(
            int auditImages, @Nullable String bucket, String prefix, String challenge, Map<String, Object> request) {}

    private static final class Session {
        private final Instant created;
        private final Settings settings;
        private String status = Outcome.PENDING.status();
        private @Nullable Output result;

        Session(Instant created, Settings settings) {
            this.created = created;
            this.settings = settings;
        }
    }

    Output create(Input input) {
        input.optionalText("KmsKeyId", KEY);
        String token = input.optionalText("ClientRequestToken", Input.TOKEN);
        Settings settings = settings(input);
        synchronized (this) {
            String known = token == null ? null : byToken.get(token);
            if (known != null) {
                if (!session(known).settings.request.equals(input.members())) {
                    throw RefusedException.invalidParameter(
                            "A session with this ClientRequestToken and other parameters was created before");
                }
                return new Output().with("SessionId", known);
            }
            String id = store.newId();
            sessions.put(id, new Session(store.now(), settings));
            if (token != null) {
                byToken.put(token, id);
            }
            apply(id, next);
            return new Output().with("SessionId", id);
        }
    }

    private static Settings settings(Input input) {
        Input settings = input.optionalStructure("Settings");
        if (settings == null) {
            return new Settings(0, null, "", MOVEMENT_AND_LIGHT, input.members());
        }
        int audits = settings.integer("AuditImagesLimit", Integer.MIN_VALUE, Integer.MAX_VALUE, 0);
        Input output = settings.optionalStructure("OutputConfig");
        String prefix = output == null ? null : output.optionalText("S3KeyPrefix", PREFIX);
        return new Settings(
                Math.max(0, Math.min(MOST_AUDIT_IMAGES, audits)), // the service clamps as well
                output == null ? null : output.text("S3Bucket", BUCKET),
                prefix == null ? "" : prefix,
                challenge(settings.structures("ChallengePreferences")),
                input.members());
    }

    /** The first that is preferred and known in a version that is wanted. */
    private static String challenge(List<Input> preferences) {
        String chosen = null;
        for (Input preference : preferences) {
            String type = preference.choice("Type", Set.of(MOVEMENT_AND_LIGHT, MOVEMENT));
            Input versions = preference.optionalStructure("Versions");
            if (chosen == null && (versions == null || isWanted(VERSIONS.get(type), versions))) {
                chosen = type;
            }
        }
        if (chosen != null) {
            return chosen;
        }
        if (preferences.isEmpty()) {
            return MOVEMENT_AND_LIGHT;
        }
        throw RefusedException.invalidParameter("none of the preferred challenges is offered in a version asked for");
    }

    private static boolean isWanted(@Nullable String version, Input wanted) {
        String minimum = wanted.optionalText("Minimum", VERSION);
        String maximum = wanted.optionalText("Maximum", VERSION);
        return version != null
                && (minimum == null || number(version) >= number(minimum))
                && (maximum == null || number(version) <= number(maximum));
    }

    /** Each of the three parts has at most three digits. */
    private static int number(String version) {
        int number = 0;
        for (String part : version.split("\\.", -1)) {
            number = 1000 * number + Integer.parseInt(part);
        }
        return number;
    }

    synchronized Output results(Input input) {
        String id = input.text("SessionId", Input.UUID);
        Session session = sessions.get(id);
        if (session == null) {
            throw RefusedException.noSession();
        }
        Output answer = new Output().with("SessionId", id);
        if (isExpired(session)) {
            session.result = null;
            return answer.with("Status", "EXPIRED");
        }
        answer.with("Status", session.status);
        if (session.result != null) {
            session.result.members().forEach(answer::with);
        }
        return answer;
    }

    private boolean isExpired(Session session) {
        return !store.now().isBefore(session.created.plus(LIFE));
    }

    /** What sessions do that are created from now on. */
    public synchronized void next(Outcome outcome) {
        next = outcome;
    }

    /** The sessions there are, in the order in which they were created. */
    public synchronized List<String> ids() {
        return List.copyOf(sessions.keySet());
    }

    /**
     * Lets something happen in a session.
     *
     * @throws IllegalArgumentException if there is no such session
     * @throws IllegalStateException if it has ended: a session is used once
     */
    public synchronized void happen(String id, Outcome outcome) {
        if (!sessions.containsKey(id)) {
            throw new IllegalArgumentException("there is no session " + id + "; create it through the protocol first");
        }
        apply(id, outcome);
    }

    private void apply(String id, Outcome outcome) {
        Session session = session(id);
        if (isExpired(session)) {
            throw new IllegalStateException("the session " + id + " has expired; create another one");
        }
        if (!session.status.equals("CREATED") && !session.status.equals("IN_PROGRESS")) {
            throw new IllegalStateException(
                    "the session " + id + " has ended as " + session.status + ", and a session is used once");
        }
        session.status = outcome.status;
        if (outcome.isFinal()) {
            session.result = result(id, session.settings, outcome);
        }
    }

    private Output result(String id, Settings settings, Outcome outcome) {
        Output result = new Output()
                .with(
                        "Challenge",
                        new Output()
                                .with("Type", settings.challenge)
                                .with("Version", VERSIONS.get(settings.challenge)));
        if (outcome.reference != null) {
            List<Map<String, Object>> audits = new ArrayList<>();
            for (FaceImage audit : outcome.audits) {
                if (audits.size() < settings.auditImages) {
                    audits.add(image(audit, id + "/audit-" + audits.size(), settings)
                            .members());
                }
            }
            result.with("Confidence", outcome.confidence)
                    .with("ReferenceImage", image(outcome.reference, id + "/reference", settings))
                    .with("AuditImages", audits);
        }
        return result;
    }

    /** In the answer itself, or put where the answer says. */
    private Output image(FaceImage image, String name, Settings settings) {
        Output output = new Output();
        if (settings.bucket == null) {
            output.with("Bytes", image.toByteArray());
        } else {
            String key = settings.prefix + name + ".jpg";
            store.object(settings.bucket, key, image.toByteArray());
            output.with("S3Object", new Output().with("Bucket", settings.bucket).with("Name", key));
        }
        List<DetectedFace> faces = analyzer.detect(image, Set.of(), 1);
        return faces.isEmpty()
                ? output
                : output.with("BoundingBox", FaceOutput.box(faces.get(0).box()));
    }

    private Session session(String id) {
        Session session = sessions.get(id);
        if (session == null) {
            throw new IllegalArgumentException("there is no session " + id);
        }
        return session;
    }

    /** Forgets all sessions, and what new ones should do. */
    public synchronized void clear() {
        sessions.clear();
        byToken.clear();
        next = Outcome.PENDING;
    }

    @Override
    public String toString() {
        return "LivenessSessions[]";
    }
}
