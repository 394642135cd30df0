package io.facebridge.examples;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import io.facebridge.aws.AwsFaces;
import io.facebridge.emulator.AwsEmulator;
import io.facebridge.examples.support.Photographs;
import io.facebridge.image.FaceImage;
import io.facebridge.liveness.GuardedResult;
import io.facebridge.liveness.LivenessSession;
import io.facebridge.liveness.LivenessSessionId;
import io.facebridge.liveness.LivenessSessionRequest;
import io.facebridge.local.LocalFaces;
import io.facebridge.operations.guard.LivenessGuard;
import io.facebridge.operations.guard.SubjectLockedException;
import io.facebridge.operations.jdbc.JdbcStores;
import io.facebridge.operations.jdbc.JdbcTables;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import org.sqlite.SQLiteDataSource;

/**
 * Liveness behind two functions that share nothing but a database: {@link Open} issues a session, {@link Result} returns its
 * outcome. The subject is the one that the gateway has authenticated, never one that the caller sends; a session of another
 * subject, and one that was redeemed, are rejected. Region and credentials are those of the function's environment, by the
 * vendor's default chain.
 *
 * <p>In the vendor's cloud, the handlers are {@code io.facebridge.examples.LivenessLambda$Open} and {@code …$Result}, and {@code
 * JDBC_URL} names a database with the tables of {@link JdbcTables}.
 */
@SuppressWarnings("SystemOut")
public final class LivenessLambda {
    /** Sessions end within minutes; a redeemed session is remembered for at least this time. */
    private static final Duration REMEMBERED = Duration.ofHours(1);

    private final LivenessGuard guard;
    private final Clock clock = Clock.systemUTC();

    private LivenessLambda(AwsFaces aws, DataSource database) {
        JdbcStores stores = JdbcStores.over(database).withClock(clock);
        guard = LivenessGuard.builder(aws.livenessSessions(), stores.attempts(), stores.redemptions(), clock)
                .build();
    }

    private static LivenessLambda ofTheEnvironment() {
        AwsFaces aws = AwsFaces.builder()
                .region(System.getenv("AWS_REGION"))
                .minLivenessConfidence(90)
                .build(); // stays open as long as the function's process lives
        return new LivenessLambda(aws, database(System.getenv("JDBC_URL")));
    }

    private static DataSource database(String url) {
        SQLiteDataSource database = new SQLiteDataSource(); // or your database's
        database.setUrl(url);
        return database;
    }

    /** The first function: opens a session. */
    public static final class Open implements RequestHandler<Map<String, Object>, Map<String, String>> {
        private final LivenessLambda functions = ofTheEnvironment();

        @Override
        public Map<String, String> handleRequest(Map<String, Object> event, Context context) {
            return functions.open(subject(event));
        }
    }

    /** The second function: returns how a session ended. */
    public static final class Result implements RequestHandler<Map<String, Object>, Map<String, String>> {
        private final LivenessLambda functions = ofTheEnvironment();

        @Override
        public Map<String, String> handleRequest(Map<String, Object> event, Context context) {
            Object session = event.getOrDefault("session", "");
            return functions.result(subject(event), session.toString());
        }
    }

    /** Returns the subject that the gateway's authorizer has authenticated. */
    private static String subject(Map<String, Object> event) {
        Object place = event;
        for (String name : List.of("requestContext", "authorizer", "principalId")) {
            place = place instanceof Map<?, ?> members ? members.get(name) : null;
        }
        return Optional.ofNullable(place)
                .map(Object::toString)
                .orElseThrow(() -> new IllegalArgumentException(
                        "the request contains no caller id; put an authorizer in front of the function"));
    }

    private Map<String, String> open(String subject) {
        try {
            LivenessSession session = guard.open(LivenessSessionRequest.forSubject(subject));
            return Map.of("session", session.id().value());
        } catch (SubjectLockedException e) {
            return Map.of("lockedUntil", e.until().map(Instant::toString).orElse("a reviewer clears it"));
        }
    }

    private Map<String, String> result(String subject, String session) {
        LivenessSession restored = LivenessSession.restore(
                        new LivenessSessionId(session), subject, clock.instant().plus(REMEMBERED))
                .build();
        GuardedResult result = guard.check(subject, restored);
        return Map.of("verdict", result.verdict().name());
    }

    // On this machine, with the emulator

    /**
     * Starts the emulator, and each function in a process of its own, as on its first request; prints how long that takes.
     *
     * @param args empty; the functions' processes get theirs
     * @throws IOException if a process cannot be started
     * @throws InterruptedException if this thread is interrupted while it waits for a process
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length > 0) {
            answer(args);
            return;
        }
        Path file = Files.createTempFile("facebridge-lambda", ".db");
        try (LocalFaces local = LocalFaces.create();
                AwsEmulator emulator = AwsEmulator.backedBy(local)
                        .credentials("access", "secret")
                        .start()) {
            String tables = "jdbc:sqlite:" + file;
            Map<String, String> environment = Map.of(
                    "AWS_REGION", "eu-west-1",
                    "AWS_ACCESS_KEY_ID", "access",
                    "AWS_SECRET_ACCESS_KEY", "secret",
                    "AWS_ENDPOINT_URL_REKOGNITION", emulator.endpoint().toString(),
                    "JDBC_URL", tables);
            JdbcTables.create(database(tables));
            FaceImage film = Photographs.small(Photographs.portrait("sample3.jpg", 1000, 100, 400, 500));

            String session = call(environment, "a session for ada", answer -> "opened", "ada");
            emulator.liveness().complete(session, 97.5, film); // the camera
            call(environment, "its result for bob", Function.identity(), "bob", session);
            call(environment, "its result for ada", Function.identity(), "ada", session);
            call(environment, "its result once more", Function.identity(), "ada", session);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /** Calls a function in a new process and prints its result; the id of a session is not printed. */
    private static String call(
            Map<String, String> environment, String what, Function<String, String> shown, String... args)
            throws IOException, InterruptedException {
        ProcessBuilder command = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), LivenessLambda.class.getName());
        command.command().addAll(List.of(args));
        command.environment().putAll(environment);
        command.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        command.redirectError(ProcessBuilder.Redirect.INHERIT);
        Process process = command.start();
        String[] answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .strip()
                .split(" ", -1);
        if (process.waitFor() != 0 || answer.length != 2) {
            throw new IllegalStateException("the function failed; see above");
        }
        System.out.println(what + ": " + shown.apply(answer[0]) + ", " + answer[1] + " ms after the process began");
        return answer[0];
    }

    private static void answer(String[] args) {
        LivenessLambda functions = ofTheEnvironment();
        Map<String, String> answer = args.length == 1 ? functions.open(args[0]) : functions.result(args[0], args[1]);
        long began = ManagementFactory.getRuntimeMXBean().getStartTime();
        System.out.println(answer.values().iterator().next() + " " + (System.currentTimeMillis() - began));
    }
}
