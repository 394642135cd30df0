package io.facebridge.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.facebridge.FaceProvider;
import io.facebridge.error.AuthenticationException;
import io.facebridge.error.CallTimeoutException;
import io.facebridge.error.Effect;
import io.facebridge.error.FaceBridgeException;
import io.facebridge.error.ProviderUnavailableException;
import io.facebridge.error.ThrottledException;
import io.facebridge.face.DetectedFace;
import io.facebridge.image.FaceImage;
import io.facebridge.remote.CallPolicy;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The contract of a provider toward any response of its service: every call ends in time with a result, or with an exception
 * that names the problem, within a limit of memory, and leaves neither an interrupt flag nor an open connection nor a thread.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class HostileAnswersContract {
    private static final Instant NOW = Instant.parse("1994-11-06T08:48:07Z");
    private static final Duration DEADLINE = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final FaceImage PORTRAIT = FaceImage.of(PaintedFaces.portrait(7, 1));

    /** The default limit of a builder. */
    private static final int DEFAULT_LIMIT = 16 << 20;

    /** The limit that most tests set. */
    private static final int LIMIT = 1 << 20;

    /** Far more than the buffers between the two sides contain. */
    private static final long FAR_MORE = 64L << 20;

    private static final long FAR_LESS = 24L << 20;

    private @Nullable HostileService service;
    private @Nullable FaceProvider faces;

    /** Creates the contract. */
    protected HostileAnswersContract() {}

    /**
     * Starts the service.
     *
     * @param empty a folder for its files
     * @return a service without or with TLS; the contract closes it
     */
    protected abstract HostileService start(Path empty);

    /**
     * Opens the provider, with a client of its own.
     *
     * @param hostile the service to send requests to
     * @param secret its secret
     * @param maxAnswerBytes the maximum size of a response
     * @param policy of its calls
     * @param clock of the provider
     * @return a provider that the contract closes
     */
    protected abstract FaceProvider open(
            HostileService hostile, String secret, int maxAnswerBytes, CallPolicy policy, Clock clock);

    /**
     * Returns a well-formed response to a detection.
     *
     * @param list the content between the brackets of the list of faces
     * @return JSON
     */
    protected abstract String answer(String list);

    /**
     * Returns a face of a response.
     *
     * @param left its left edge, in the service's unit, as a JSON number
     * @param more members that follow, each with a comma before it
     * @return JSON
     */
    protected abstract String face(String left, String more);

    /**
     * Returns an ordinary left edge.
     *
     * @return a JSON number in the service's unit
     */
    protected abstract String left();

    /**
     * Returns a face with two boxes.
     *
     * @return JSON with a duplicate member
     */
    protected abstract String faceWithTwoBoxes();

    @BeforeAll
    void startService(@TempDir Path folder) {
        service = start(folder);
        faces = open(LIMIT, DEADLINE);
    }

    @AfterAll
    void stopService() {
        faces().close();
        service().close();
    }

    @AfterEach
    void leavesNoInterruptFlag() {
        assertThat(Thread.interrupted()).as("a stray interrupt flag").isFalse();
    }

    private HostileService service() {
        return Objects.requireNonNull(service);
    }

    private FaceProvider faces() {
        return Objects.requireNonNull(faces);
    }

    private FaceProvider open(int maxAnswerBytes, Duration deadline) {
        return open(
                service(), "secret-key-of-tests", maxAnswerBytes, policy(deadline), Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static CallPolicy policy(Duration deadline) {
        return CallPolicy.builder()
                .deadline(deadline)
                .maxAttempts(1)
                .noCircuitBreaker()
                .unlimitedRate()
                .build();
    }

    private List<DetectedFace> detect() {
        return faces().detector().detect(PORTRAIT);
    }

    private String ordinary() {
        return answer(face(left(), ""));
    }

    /** Checks that the call fails because of the response, in time, and that the next one succeeds on the same thread. */
    private FaceBridgeException refused(HostileService.Answer answer) {
        return refused(faces(), answer);
    }

    private FaceBridgeException refused(FaceProvider provider, HostileService.Answer answer) {
        service().answer(answer);
        long start = System.nanoTime();
        Throwable thrown = catchThrowable(() -> provider.detector().detect(PORTRAIT));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(DEADLINE);
        assertThat(thrown).isInstanceOf(ProviderUnavailableException.class);
        FaceBridgeException refused = (FaceBridgeException) thrown;
        assertThat(refused.effect()).isEqualTo(Effect.NONE);
        assertThat(Thread.currentThread().isInterrupted())
                .as("a stray interrupt flag")
                .isFalse();
        return refused;
    }

    private void answersAgain() {
        service().answer(HostileService.of(ordinary()));
        assertThat(detect()).hasSize(1);
    }

    private static String[] around(String answer) {
        int end = answer.length() - 1;
        return new String[] {answer.substring(0, end), answer.substring(end)};
    }

    @Test
    void an_ordinary_answer_is_read_and_says_nothing_above_debug() throws IOException {
        Path log = Path.of(System.getProperty("org.slf4j.simpleLogger.logFile", "none"));
        long before = Files.exists(log) ? Files.size(log) : 0;

        answersAgain();

        if (Files.exists(log)) {
            try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
                file.seek(before);
                byte[] said = new byte[(int) (file.length() - before)];
                file.readFully(said);
                assertThat(new String(said, StandardCharsets.UTF_8)).doesNotContain(" INFO ", " WARN ", " ERROR ");
            }
        }
    }

    @Test
    void an_endless_body_is_given_up_at_the_limit() {
        String[] answer = around(ordinary());

        FaceBridgeException refused = refused(out -> {
            HostileService.raw("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
                            + (answer[0].length() + FAR_MORE + answer[1].length()) + "\r\n\r\n")
                    .write(out);
            HostileService.padded(answer[0], " ", FAR_MORE, answer[1]).write(out);
        });

        assertThat(refused).hasMessageContaining("1048576 bytes");
        assertThat(service().sent()).isLessThan(FAR_LESS);
        answersAgain();
    }

    @Test
    void an_endless_body_of_an_error_is_given_up_too() {
        refused(out -> {
            HostileService.raw(
                            "HTTP/1.1 500 Oops\r\nContent-Type: text/html\r\nContent-Length: " + FAR_MORE + "\r\n\r\n")
                    .write(out);
            HostileService.padded("", " ", FAR_MORE, "").write(out);
        });

        assertThat(service().sent()).isLessThan(FAR_LESS);
        answersAgain();
    }

    @Test
    void a_body_that_unfolds_beyond_the_limit_is_given_up() {
        String[] answer = around(ordinary());

        FaceBridgeException refused = refused(HostileService.bomb(answer[0], 4 * LIMIT, answer[1]));

        assertThat(refused).hasMessageContaining("1048576 bytes");
        answersAgain();
    }

    @Test
    void the_limit_is_16_mebibytes_unless_one_is_set() {
        String[] answer = around(ordinary());
        try (FaceProvider patient = open(DEFAULT_LIMIT, DEADLINE)) {
            service().answer(HostileService.bomb(answer[0], DEFAULT_LIMIT - (1 << 17), answer[1]));
            assertThat(patient.detector().detect(PORTRAIT)).hasSize(1);

            assertThat(refused(patient, HostileService.bomb(answer[0], DEFAULT_LIMIT, answer[1])))
                    .hasMessageContaining("16777216 bytes");
        }
    }

    @Test
    void a_compressed_answer_within_the_limit_is_read() {
        String[] answer = around(ordinary());
        service().answer(HostileService.bomb(answer[0], 1000, answer[1]));

        assertThat(detect()).hasSize(1);
    }

    @Test
    void an_endless_header_is_given_up() {
        refused(out -> {
            HostileService.raw("HTTP/1.1 200 OK\r\nX-Endless: ").write(out);
            HostileService.padded("", "a", FAR_MORE, "\r\nContent-Length: 0\r\n\r\n")
                    .write(out);
        });

        assertThat(service().sent()).isLessThan(FAR_LESS);
        answersAgain();
    }

    @Test
    void endless_headers_are_given_up() {
        refused(out -> {
            HostileService.raw("HTTP/1.1 200 OK\r\n").write(out);
            HostileService.padded("", "X-Endless: 1\r\n", FAR_MORE, "Content-Length: 0\r\n\r\n")
                    .write(out);
        });

        assertThat(service().sent()).isLessThan(FAR_LESS);
        answersAgain();
    }

    @Test
    void a_body_that_never_ends_ends_with_the_deadline_and_leaves_no_interrupt_flag() {
        service()
                .answer(HostileService.raw(
                        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n["));
        try (FaceProvider hasty = open(LIMIT, Duration.ofMillis(400))) {
            long start = System.nanoTime();
            assertThatExceptionOfType(CallTimeoutException.class)
                    .isThrownBy(() -> hasty.detector().detect(PORTRAIT));
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
            assertThat(Thread.currentThread().isInterrupted()).isFalse();

            service().answer(HostileService.of(ordinary()));
            assertThat(hasty.detector().detect(PORTRAIT)).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {65, 1000, 200_000})
    void an_answer_that_is_nested_too_deeply_is_refused(int depth) {
        String nested = ",\"New\":" + "[".repeat(depth) + "]".repeat(depth);

        assertThat(refused(HostileService.of(answer(face(left(), nested))))).hasMessageContaining("nested");
        answersAgain();
    }

    @Test
    void an_answer_with_too_many_faces_is_refused() {
        String many = (face(left(), "") + ",").repeat(6000) + face(left(), "");

        assertThat(refused(HostileService.of(answer(many)))).hasMessageContaining("5000");
    }

    @Test
    void an_answer_in_which_a_member_is_there_twice_is_refused() {
        assertThat(refused(HostileService.of(answer(faceWithTwoBoxes())))).hasMessageContaining("twice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"5e305", "-5e305", "1e400", "1e17", "-1e17", "123456789012345678901234567890", "3e8"})
    void a_box_that_can_be_in_no_picture_is_refused(String number) {
        refused(HostileService.of(answer(face(number, ""))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"5e305", "1e400", "123456789012345678901234567890"})
    void a_number_that_means_nothing_is_refused_wherever_it_is(String number) {
        assertThat(refused(HostileService.of(answer(face(left(), ",\"New\":" + number)))))
                .hasMessageContaining("number");
    }

    static List<String> broken() {
        return List.of("cut", "twice", "nothing but text", "<html>502</html>", "{\"", "{]", "\u0000\u0001\u0002");
    }

    @ParameterizedTest
    @MethodSource("broken")
    void malformed_json_is_called_so(String kind) {
        String ordinary = ordinary();
        String body =
                switch (kind) {
                    case "cut" -> ordinary.substring(0, ordinary.length() - 2);
                    case "twice" -> ordinary + ordinary;
                    default -> kind;
                };

        assertThat(refused(HostileService.of(body)))
                .hasMessageContaining("malformed JSON")
                .hasMessageNotContaining("connection");
    }

    static List<String> garbage() {
        return Stream.concat(HANGS_UP.stream(), ENDS.stream()).toList();
    }

    /** After these the other side would wait for more; the service hangs up. */
    private static final List<String> HANGS_UP = List.of(
            "\u0000\u0001\u0002garbage\r\n\r\n",
            "SSH-2.0-OpenSSH_9.6\r\n\r\n",
            "HTTP/1.1 banana OK\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n{}",
            "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n{}");

    private static final List<String> ENDS = List.of(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n",
            "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\nhello");

    @ParameterizedTest
    @MethodSource("garbage")
    void garbage_is_an_error_and_leaves_no_connection_open(String garbage) throws InterruptedException {
        try (FaceProvider one = open(LIMIT, DEADLINE)) {
            faces().close();
            service().awaitOpen(0, PATIENCE);
            for (int i = 0; i < 5; i++) {
                refused(one, out -> {
                    HostileService.raw(garbage).write(out);
                    out.flush();
                    if (HANGS_UP.contains(garbage)) {
                        throw new IOException("hangs up");
                    }
                });
            }
            assertThat(service().awaitOpen(1, PATIENCE)).as("open while in use").isLessThanOrEqualTo(1);
        } finally {
            faces = open(LIMIT, DEADLINE);
        }
        assertThat(service().awaitOpen(0, PATIENCE)).as("open after closing").isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "7|7",
                "0|0",
                "007|7",
                "86400|86400",
                "Sun, 06 Nov 1994 08:49:37 GMT|90",
                "Sunday, 06-Nov-94 08:49:37 GMT|90",
                "Sun Nov  6 08:49:37 1994|90",
                "Sun, 06 Nov 1994 08:40:00 GMT|0",
                "-1|",
                "-0|",
                "+5|",
                "1.5|",
                "1e9|",
                "soon|",
                "9999999999|",
                "99999999999999999999999|",
                "Sun, 99 Nov 1994 08:49:37 GMT|",
                "7; 8|"
            })
    void a_wait_is_read_in_every_form_that_has_a_meaning_and_in_no_other(String header, @Nullable Long seconds) {
        for (int status : new int[] {429, 503}) {
            service()
                    .answer(HostileService.of(
                            status, "Retry-After: " + header + "\r\n", "{}".getBytes(StandardCharsets.UTF_8)));

            Throwable thrown = catchThrowable(this::detect);

            assertThat(service().requests()).as("requests").isEqualTo(1);
            @Nullable Duration expected = seconds == null ? null : Duration.ofSeconds(seconds);
            if (status == 429) {
                assertThat(thrown)
                        .isInstanceOfSatisfying(
                                ThrottledException.class,
                                e -> assertThat(e.retryAfter().orElse(null)).isEqualTo(expected));
            } else {
                assertThat(thrown)
                        .isInstanceOfSatisfying(
                                ProviderUnavailableException.class,
                                e -> assertThat(e.retryAfter().orElse(null)).isEqualTo(expected));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret-key-of-files\n", "secret-key-of-files\r\n", "secret-key\u0000of-files"})
    void a_secret_that_holds_a_control_character_is_an_error_of_authentication(String secret) {
        service().answer(HostileService.of(ordinary()));

        Throwable thrown = catchThrowable(() -> {
            try (FaceProvider wrong = open(service(), secret, LIMIT, policy(DEADLINE), Clock.systemUTC())) {
                wrong.detector().detect(PORTRAIT);
            }
        });

        assertThat(thrown)
                .isInstanceOf(AuthenticationException.class)
                .hasMessageContaining("control character")
                .hasMessageNotContaining("secret-key");
        assertThat(service().sent()).isZero();
    }

    @Test
    void closed_providers_leave_no_threads() throws InterruptedException {
        service().answer(HostileService.of(ordinary()));
        detect();
        int before = Thread.activeCount();

        for (int i = 0; i < 12; i++) {
            try (FaceProvider one = open(LIMIT, DEADLINE)) {
                one.detector().detect(PORTRAIT);
            }
        }

        service().awaitOpen(1, PATIENCE);
        int after = Thread.activeCount();
        for (long end = System.nanoTime() + PATIENCE.toNanos();
                after > before + 4 && System.nanoTime() < end;
                after = Thread.activeCount()) {
            Thread.onSpinWait();
        }
        assertThat(after).isLessThanOrEqualTo(before + 4);
    }
}
