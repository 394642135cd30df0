package io.facebridge.emulator.internal.azure;

import io.facebridge.emulator.internal.FaceAnalyzer;
import io.facebridge.emulator.internal.FaceAnalyzer.AnalyzedFace;
import io.facebridge.emulator.internal.Hashes;
import io.facebridge.emulator.internal.HttpCall;
import io.facebridge.emulator.internal.Output;
import io.facebridge.emulator.internal.ScoreMap;
import io.facebridge.emulator.internal.Vectors;
import io.facebridge.face.DetectedFace;
import io.facebridge.face.FaceFeature;
import io.facebridge.image.FaceImage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Liveness sessions. A script sets what the person before the camera does. Thread-safe. */
public final class LivenessSessions {
    private static final Duration LIFE = Duration.ofDays(2);
    private static final int MOST_ATTEMPTS = 3;
    private static final String NOT_STARTED = "NotStarted";
    private static final String RUNNING = "Running";
    private static final String SUCCEEDED = "Succeeded";
    private static final String FAILED = "Failed";
    private static final String CANCELED = "Canceled";
    private static final String ATTEMPT_ID = "attemptId";
    private static final String ATTEMPT_STATUS = "attemptStatus";

    private final Store store;
    private final VisibleFaces visibleFaces;
    private final ScoreMap scores;
    private final Map<String, Session> sessions = new LinkedHashMap<>();
    private @Nullable Attempt next;

    /** Creates an empty set of sessions. New sessions stay NotStarted until a script sets an outcome. */
    public LivenessSessions(Store store, FaceAnalyzer analyzer, ScoreMap scores) {
        this.store = store;
        visibleFaces = new VisibleFaces(analyzer);
        this.scores = scores;
    }

    /**
     * What comes of an attempt.
     *
     * @param word the service's: a decision, or the code of an error
     * @param picture of the person before the camera; null if the attempt failed
     */
    public record Outcome(String word, @Nullable FaceImage picture) {
        @Override
        public String toString() {
            return "Outcome[" + word + "]";
        }
    }

    /** What comes of an attempt, looked at; the face is null if the attempt failed. */
    private record Attempt(
            String word,
            @Nullable FaceImage picture,
            @Nullable AnalyzedFace face) {
        @Override
        public String toString() {
            return "Attempt[" + word + "]";
        }
    }

    /** The image that the person before the camera is compared with. */
    private record VerifyImage(AnalyzedFace seen, Output rectangle, String quality, String hash) {
        @Override
        public String toString() {
            return "VerifyImage[]";
        }
    }

    private static final class Session {
        private final String id;
        private final SessionSettings settings;
        private final Instant created;
        private final @Nullable VerifyImage verifyImage;
        private final List<Output> attempts = new ArrayList<>();
        private final Map<String, FaceImage> images = new LinkedHashMap<>();
        private String status = NOT_STARTED;

        Session(String id, SessionSettings settings, Instant created, @Nullable VerifyImage verifyImage) {
            this.id = id;
            this.settings = settings;
            this.created = created;
            this.verifyImage = verifyImage;
        }

        boolean hasEnded() {
            return Set.of(SUCCEEDED, FAILED, CANCELED).contains(status);
        }
    }

    // Protocol

    Reply create(Input input) {
        return create(SessionSettings.of(input), null);
    }

    Reply createWithVerify(Input input) {
        if (!input.isForm()) {
            throw RefusedException.mediaType();
        }
        Map<String, String> fields = new LinkedHashMap<>();
        HttpCall.Part picture = null;
        for (HttpCall.Part part : input.call().parts()) {
            if (part.name().equals("verifyImage")) {
                picture = part;
            } else {
                fields.put(part.name(), new String(part.body(), StandardCharsets.UTF_8));
            }
        }
        SessionSettings settings = SessionSettings.of(fields);
        if (picture == null || picture.fileName() == null) {
            throw SessionSettings.invalid("An image named verifyImage, with a file name, is needed.");
        }
        return create(settings, look(Images.decode(picture.body()), picture.body()));
    }

    private VerifyImage look(FaceImage image, byte[] bytes) {
        AnalyzedFace seen = visibleFaces.only(image, null);
        DetectedFace face =
                visibleFaces.detect(image, Set.of(FaceFeature.QUALITY)).get(0);
        return new VerifyImage(
                seen,
                FaceOutput.rectangle(seen.face(), image),
                FaceOutput.quality(face, image),
                Hashes.sha256(bytes).toUpperCase(Locale.ROOT));
    }

    private synchronized Reply create(SessionSettings settings, @Nullable VerifyImage verifyImage) {
        Session session = new Session(store.newId(), settings, store.now(), verifyImage);
        sessions.put(session.id, session);
        Output created = output(session, store.newId(), true);
        if (next != null) {
            happen(session, next);
        }
        return Reply.of(created);
    }

    Reply get(Input input) {
        return get(input, false);
    }

    Reply getWithVerify(Input input) {
        return get(input, true);
    }

    private synchronized Reply get(Input input, boolean verified) {
        return Reply.of(output(found(input, verified), "", false));
    }

    private synchronized Session found(Input input, boolean verified) {
        Session session = sessions.get(input.path("session"));
        if (session == null || isOver(session) || (session.verifyImage != null) != verified) {
            throw RefusedException.notFound("SessionNotFound", "The session has expired or never was.");
        }
        return session;
    }

    private boolean isOver(Session session) {
        return !store.now().isBefore(session.created.plus(LIFE));
    }

    /** The service leaves the token and the kinds of references out when it is asked again. */
    private static Output output(Session session, String token, boolean created) {
        List<Map<String, Object>> attempts = new ArrayList<>();
        session.attempts.forEach(attempt -> attempts.add(0, attempt.members()));
        Output results = new Output().with("attempts", attempts);
        VerifyImage image = session.verifyImage;
        if (image != null) {
            Output reference = new Output()
                    .with("referenceType", created ? "image" : null)
                    .with("faceRectangle", image.rectangle())
                    .with(FaceOutput.QUALITY, image.quality());
            results.with("verifyReferences", List.of(reference.members()));
        }
        return new Output()
                .with("sessionId", session.id)
                .with("authToken", token)
                .with("status", session.status)
                .with("modelVersion", session.status.equals(RUNNING) ? null : session.settings.modelVersion())
                .with("results", results);
    }

    Reply delete(Input input) {
        return delete(input, false);
    }

    Reply deleteWithVerify(Input input) {
        return delete(input, true);
    }

    private synchronized Reply delete(Input input, boolean verified) {
        sessions.remove(found(input, verified).id);
        return Reply.noContent();
    }

    Reply sessionImage(Input input) {
        String id = input.path("image");
        return Reply.picture(image(id).toByteArray(), id);
    }

    /** An image that a session has kept. */
    synchronized FaceImage image(String id) {
        return sessions.values().stream()
                .filter(session -> !isOver(session))
                .flatMap(session -> session.images.entrySet().stream())
                .filter(entry -> entry.getKey().equals(id))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow(() -> RefusedException.notFound("SessionNotFound", "There is no such session image."));
    }

    // Script

    /** Returns the ids of the sessions, in the order of creation. */
    public synchronized List<String> ids() {
        return List.copyOf(sessions.keySet());
    }

    /**
     * Sets the outcome that sessions get when they are created from now on; none if it is null.
     *
     * @throws IllegalArgumentException if the image contains no face
     */
    public void next(@Nullable Outcome outcome) {
        Attempt attempt = outcome == null ? null : look(outcome);
        synchronized (this) {
            next = attempt;
        }
    }

    /**
     * Starts the session, as if a person stood before the camera.
     *
     * @throws IllegalArgumentException if no such session exists
     * @throws IllegalStateException if the session has ended
     * @throws IllegalStateException if its token has expired
     */
    public synchronized void start(String id) {
        open(id).status = RUNNING;
    }

    /**
     * Cancels the session, as if the person left.
     *
     * @throws IllegalArgumentException if no such session exists
     * @throws IllegalStateException if the session has ended
     * @throws IllegalStateException if its token has expired
     */
    public synchronized void cancel(String id) {
        open(id).status = CANCELED;
    }

    /**
     * Adds an attempt with an outcome to a session. Returns its digest; empty if the attempt failed.
     *
     * @throws IllegalArgumentException if the image contains no face
     * @throws IllegalArgumentException if no such session exists
     * @throws IllegalStateException if the session has ended
     * @throws IllegalStateException if its token has expired
     */
    public String attempt(String id, Outcome outcome) {
        Attempt attempt = look(outcome);
        synchronized (this) {
            return happen(open(id), attempt);
        }
    }

    private Attempt look(Outcome outcome) {
        FaceImage picture = outcome.picture();
        if (picture == null) {
            return new Attempt(outcome.word(), null, null);
        }
        List<DetectedFace> faces = visibleFaces.detect(picture, Set.of());
        if (faces.isEmpty()) {
            throw new IllegalArgumentException("the image contains no face; use one with a face");
        }
        AnalyzedFace seen = visibleFaces.describe(picture, faces.subList(0, 1)).get(0);
        return new Attempt(outcome.word(), picture, seen);
    }

    private String happen(Session session, Attempt attempt) {
        FaceImage picture = attempt.picture();
        AnalyzedFace face = attempt.face();
        if (picture == null || face == null) {
            fail(session, attempt.word());
            return "";
        }
        return decide(session, attempt.word(), picture, face);
    }

    private static void fail(Session session, String code) {
        Output nowhere =
                new Output().with("top", 0).with("left", 0).with("width", 0).with("height", 0);
        session.attempts.add(new Output()
                .with(ATTEMPT_ID, session.attempts.size() + 1)
                .with(ATTEMPT_STATUS, FAILED)
                .with(
                        "error",
                        new Output()
                                .with("code", code)
                                .with("message", "The attempt failed.")
                                .with("targets", targets(nowhere))));
        session.status = session.attempts.size() < MOST_ATTEMPTS ? RUNNING : FAILED;
    }

    private static Output targets(Output rectangle) {
        return new Output().with("color", new Output().with("faceRectangle", rectangle));
    }

    private String decide(Session session, String decision, FaceImage picture, AnalyzedFace seen) {
        int number = session.attempts.size() + 1;
        String digest = Hashes.sha256((session.id + "\n" + number + "\n" + Hashes.sha256(picture.toByteArray()))
                        .getBytes(StandardCharsets.UTF_8))
                .toUpperCase(Locale.ROOT);
        String image = session.settings.enableSessionImage() ? store.newId() : null;
        if (image != null) {
            session.images.put(image, picture);
        }
        Output result = new Output()
                .with("livenessDecision", decision)
                .with("targets", targets(FaceOutput.rectangle(seen.face(), picture)))
                .with("digest", digest)
                .with("sessionImageId", image);
        VerifyImage reference = session.verifyImage;
        if (reference != null) {
            float confidence = scores.similarity(Vectors.cosine(reference.seen().vector(), seen.vector()));
            result.with(
                            "verifyResult",
                            new Output()
                                    .with("matchConfidence", confidence)
                                    .with("isIdentical", confidence >= session.settings.threshold()))
                    .with("verifyImageHash", session.settings.returnHash() ? reference.hash() : null);
        }
        session.attempts.add(new Output()
                .with(ATTEMPT_ID, number)
                .with(ATTEMPT_STATUS, SUCCEEDED)
                .with("result", result));
        session.status = SUCCEEDED;
        return digest;
    }

    private Session open(String id) {
        Session session = sessions.get(id);
        if (session == null) {
            throw new IllegalArgumentException("there is no session " + id + "; create it through the protocol first");
        }
        if (session.hasEnded()) {
            throw new IllegalStateException(
                    "the session " + id + " has ended as " + session.status + "; create another one");
        }
        if (!store.now().isBefore(session.created.plus(session.settings.tokenLife()))) {
            throw new IllegalStateException("the token of the session " + id + " has expired; create another one");
        }
        return session;
    }

    /** Forgets all sessions, and what new ones should do. */
    public synchronized void clear() {
        sessions.clear();
        next = null;
    }

    @Override
    public String toString() {
        return "LivenessSessions[]";
    }
}
