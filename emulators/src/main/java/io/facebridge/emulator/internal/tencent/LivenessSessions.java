package io.facebridge.emulator.internal.tencent;

import io.facebridge.emulator.internal.Output;
import io.facebridge.image.FaceImage;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Liveness sessions, FaceID international. Thread-safe. */
public final class LivenessSessions {
    private static final Duration TOKEN_LIFE = Duration.ofMinutes(10);
    private static final Duration RESULT_LIFE = Duration.ofDays(3);
    private static final String DONE = "0";
    private static final String UNFINISHED = "-999";
    private static final Set<String> CHECK_MODES = Set.of("liveness", "compare");
    private static final Set<String> LEVELS = Set.of("1", "2", "3", "4");

    private final Store store;
    private final Supplier<UUID> ids;
    private final Map<String, Session> sessions = new LinkedHashMap<>();
    private Outcome next = Outcome.UNFINISHED_YET;

    /** Creates an empty set of sessions. */
    public LivenessSessions(Store store, Supplier<UUID> ids) {
        this.store = store;
        this.ids = ids;
    }

    /**
     * The outcome of a session.
     *
     * @param result the vendor's code
     * @param bestFrame the best image of the film, or {@code null} if there is none
     */
    public record Outcome(String result, @Nullable FaceImage bestFrame) {
        /** The person has not been filmed to the end. */
        public static final Outcome UNFINISHED_YET = new Outcome(UNFINISHED, null);

        /** Returns the outcome of a session with a live person. */
        public static Outcome live(FaceImage bestFrame) {
            return new Outcome(DONE, bestFrame);
        }

        /**
         * Returns the outcome of a failed session.
         *
         * @throws IllegalArgumentException if the code is not 1 to 5 digits
         * @throws IllegalArgumentException if the code is that of success or of an unfinished session
         */
        public static Outcome failed(String result) {
            if (result.equals(DONE) || result.equals(UNFINISHED) || !result.matches("\\d{1,5}")) {
                throw new IllegalArgumentException(
                        "a code of failure has digits, such as 1005, and is not 0, but was \"" + result + "\"");
            }
            return new Outcome(result, null);
        }

        @Override
        public String toString() {
            return "Outcome[" + result + "]";
        }
    }

    private static final class Session {
        private final Instant created;
        private Outcome outcome;

        Session(Instant created, Outcome outcome) {
            this.created = created;
            this.outcome = outcome;
        }
    }

    synchronized Output token(Input input) {
        String mode = input.optionalText("CheckMode");
        if (mode != null && !CHECK_MODES.contains(mode)) {
            throw RefusedException.parameter("CheckMode is liveness or compare.");
        }
        if ("compare".equals(mode)) {
            throw new RefusedException("UnsupportedOperation", "The emulator checks liveness only.");
        }
        String level = input.optionalText("SecureLevel");
        if (level != null && !LEVELS.contains(level)) {
            throw RefusedException.parameter("SecureLevel is 1 to 4.");
        }
        String token = ids.get().toString();
        sessions.put(token, new Session(store.now(), next));
        return new Output().with("SdkToken", token);
    }

    synchronized Output result(Input input) {
        Session session = sessions.get(input.text("SdkToken"));
        if (session == null) {
            throw RefusedException.value("BizTokenIllegal", "There is no such token.");
        }
        if (!store.now().isBefore(session.created.plus(RESULT_LIFE))) {
            throw RefusedException.value("BizTokenExpired", "The token has expired.");
        }
        FaceImage frame = session.outcome.bestFrame();
        return new Output()
                .with("Result", session.outcome.result())
                .with("Description", session.outcome.result().equals(DONE) ? "Success" : "See the code")
                .with("BestFrame", frame == null ? null : frame.toByteArray())
                .with("Similarity", 0f);
    }

    /** Returns the tokens of the sessions, in the order of creation. */
    public synchronized List<String> ids() {
        return List.copyOf(sessions.keySet());
    }

    /**
     * Sets the outcome of a session.
     *
     * @throws IllegalArgumentException if no such session exists
     * @throws IllegalStateException if the session has ended
     * @throws IllegalStateException if its token has expired
     */
    public synchronized void happen(String token, Outcome outcome) {
        Session session = sessions.get(token);
        if (session == null) {
            throw new IllegalArgumentException("the session does not exist; sessions() returns the existing ones");
        }
        if (!session.outcome.equals(Outcome.UNFINISHED_YET)) {
            throw new IllegalStateException("the session has ended; open another one");
        }
        if (!store.now().isBefore(session.created.plus(TOKEN_LIFE))) {
            throw new IllegalStateException("the session's token has expired; open another one");
        }
        session.outcome = outcome;
    }

    /** Sets the outcome that sessions get when they are opened from now on. */
    public synchronized void next(Outcome outcome) {
        next = outcome;
    }

    /** Forgets all sessions, and what comes of new ones. */
    public synchronized void clear() {
        sessions.clear();
        next = Outcome.UNFINISHED_YET;
    }

    @Override
    public String toString() {
        return "LivenessSessions[]";
    }
}
