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

/** Liveness sessions. A script sets what the person before the camera does. Thread-safe. */
public final class LivenessSessions {
    private static final Duration LIFE = Duration.ofMinutes(3);
    private static final Input.TextShape KEY =
            new Input.TextShape(1, 2048, "^[A-Za-z0-9][A-Za-z0-9:_/+=,@.-]{0,2048}$");

    private final Store store;
    private final FaceAnalyzer analyzer;
    private final Map<String, Session> sessions = new LinkedHashMap<>();
    private final Map<String, String> byToken = new HashMap<>();
    private Outcome next = Outcome.PENDING;

    /** Creates an empty set of sessions. New sessions stay CREATED until a script sets an outcome. */
    public LivenessSessions(Store store, FaceAnalyzer analyzer) {
        this.store = store;
        this.analyzer = analyzer;
    }

    /** The progress of a check, and its result. */
    public record Outcome(
            String status, float confidence, @Nullable FaceImage reference, List<FaceImage> audits) {
        /** The session has not been started. */
        public static final Outcome PENDING = new Outcome("CREATED", 0, null, List.of());

        /** The person is being recorded. */
        public static final Outcome RUNNING = new Outcome("IN_PROGRESS", 0, null, List.of());

        /** The check failed. */
        public static final Outcome FAILED = new Outcome("FAILED", 0, null, List.of());

        /** Returns the outcome of a session whose recording was analyzed. */
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

    private static final class Session {
        private final Instant created;
        private final SessionSettings settings;
        private String status = Outcome.PENDING.status();
        private @Nullable Output result;

        Session(Instant created, SessionSettings settings) {
            this.created = created;
            this.settings = settings;
        }
    }

    Output create(Input input) {
        input.optionalText("KmsKeyId", KEY);
        String token = input.optionalText("ClientRequestToken", Input.TOKEN);
        SessionSettings settings = SessionSettings.of(input);
        synchronized (this) {
            String known = token == null ? null : byToken.get(token);
            if (known != null) {
                if (!session(known).settings.request().equals(input.members())) {
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

    /** Sets the outcome of sessions that are created from now on. */
    public synchronized void next(Outcome outcome) {
        next = outcome;
    }

    /** Returns the ids of the sessions, in the order of creation. */
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

    private Output result(String id, SessionSettings settings, Outcome outcome) {
        Output result = new Output()
                .with(
                        "Challenge",
                        new Output().with("Type", settings.challenge()).with("Version", settings.challengeVersion()));
        if (outcome.reference != null) {
            List<Map<String, Object>> audits = new ArrayList<>();
            for (FaceImage audit : outcome.audits) {
                if (audits.size() < settings.auditImages()) {
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

    /** Returned in the response itself, or stored at the requested location. */
    private Output image(FaceImage image, String name, SessionSettings settings) {
        Output output = new Output();
        if (settings.bucket() == null) {
            output.with("Bytes", image.toByteArray());
        } else {
            String key = settings.prefix() + name + ".jpg";
            store.object(settings.bucket(), key, image.toByteArray());
            output.with(
                    "S3Object", new Output().with("Bucket", settings.bucket()).with("Name", key));
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
