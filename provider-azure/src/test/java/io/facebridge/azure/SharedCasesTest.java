package io.facebridge.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.azure.json.JsonProviders;
import com.azure.json.JsonReader;
import io.facebridge.error.InvalidImageException;
import io.facebridge.error.ProviderUnavailableException;
import io.facebridge.liveness.CorrelationIdStore;
import io.facebridge.liveness.LivenessDecision;
import io.facebridge.liveness.LivenessOutcome;
import io.facebridge.liveness.LivenessSession;
import io.facebridge.liveness.LivenessSessionId;
import io.facebridge.liveness.LivenessState;
import io.facebridge.match.CompareOptions;
import io.facebridge.remote.CallPolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answers that were read wrongly once, each in a file with what is right, where the build has them. */
class SharedCasesTest {
    private static final String LIVE = "realface";

    private static final Set<String> READ = Set.of(
            "05-broken-reference-picture",
            "06-session-expired-locally",
            "08-azure-answer-json-numbers",
            "09-unusable-answers-lose-the-request-id",
            "15-emulators"); // by tests of the emulator

    private final CannedService service = new CannedService();
    private Path cases;
    private AzureFaces faces;

    @BeforeEach
    void open() {
        String shared = System.getProperty("facebridge.shared", "");
        cases = Path.of(shared, "cases", "vendor-answers");
        assumeTrue(!shared.isEmpty() && Files.isDirectory(cases), "shared folder missing: cases");
        faces = faces(false);
    }

    @AfterEach
    void close() {
        if (faces != null) {
            faces.close();
        }
    }

    @Test
    void every_shared_case_of_this_service_is_read() throws IOException {
        try (Stream<Path> files = Files.list(cases)) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".json", ""))
                            .filter(this::isAboutAzure))
                    .contains("05-broken-reference-picture", "08-azure-answer-json-numbers")
                    .isSubsetOf(READ);
        }
    }

    private boolean isAboutAzure(String name) {
        Map<String, ?> shared = read(name);
        return name.contains("-azure-")
                || shared.containsKey("azure")
                || (shared.get("got") instanceof Map<?, ?> got
                        && got.keySet().stream()
                                .anyMatch(service -> String.valueOf(service).startsWith("azure")));
    }

    // 05

    @Test
    void case_05_a_broken_picture_does_not_cost_the_decision() {
        Map<String, ?> shared = read("05-broken-reference-picture");
        Map<String, ?> right = at(shared, "got", "azure (right)");
        assertThat(String.valueOf(shared.get("expected")))
                .contains(ProviderUnavailableException.class.getSimpleName(), "request id");
        String image = String.valueOf(result().get("sessionImageId"));
        answerSession();
        service.with("GET sessionImages/" + image, "no picture");
        LivenessOutcome outcome = ask(faces, Instant.now().plusSeconds(60));

        assertThat(service.sent()).last().isEqualTo("GET sessionImages/" + image);
        assertThat(outcome.decision()).isEqualTo(LivenessDecision.LIVE);
        assertThat(outcome.referenceImage()).isEmpty();
        assertThat(outcome.unreadableReferenceImage()).contains(InvalidImageException.Reason.UNSUPPORTED_FORMAT);
        assertThatExceptionOfType(ProviderUnavailableException.class)
                .isThrownBy(outcome::requireReferenceImage)
                .satisfies(thrown -> {
                    assertThat(thrown.getClass().getSimpleName()).isEqualTo(right.get("exception"));
                    assertThat(thrown.retryable()).isEqualTo(right.get("retryable"));
                    assertThat(thrown.effect().name()).isEqualTo(right.get("effect"));
                    assertThat(thrown.providerError()).hasValueSatisfying(error -> {
                        assertThat(error.requestId()).isEqualTo(CannedService.REQUEST_ID);
                        assertThat(error.httpStatus()).isEqualTo(200);
                    });
                });
    }

    // 06

    @Test
    void case_06_the_service_is_asked_before_a_session_is_called_expired() {
        answerSession();
        LivenessOutcome outcome = ask(faces, Instant.now().minusSeconds(3600));

        assertThat(service.sent()).first().isEqualTo(getSession());
        assertThat(result().get("livenessDecision")).isEqualTo(LIVE);
        assertThat(outcome.state()).isEqualTo(LivenessState.COMPLETED);
        assertThat(outcome.decision()).isEqualTo(LivenessDecision.LIVE);
    }

    @Test
    void case_06_a_session_that_is_read_after_its_time_is_deleted_when_that_was_asked_for() {
        String delete = getSession().replace("GET", "DELETE");
        answerSession();
        service.with(delete, 204, "");
        try (AzureFaces careful = faces(true)) {
            assertThat(ask(careful, Instant.now().minusSeconds(3600)).decision())
                    .isEqualTo(LivenessDecision.LIVE);
        }

        assertThat(service.sent()).last().isEqualTo(delete);
    }

    @Test
    void case_06_a_session_without_a_result_has_expired_once_its_time_is_over() {
        String delete = getSession().replace("GET", "DELETE");
        service.with(
                getSession(),
                body().replace("\"Succeeded\"", "\"NotStarted\"").replaceAll("\"results\":.*", "\"results\":{}}"));
        service.with(delete, 204, "");
        try (AzureFaces careful = faces(true)) {
            LivenessOutcome outcome = ask(careful, Instant.now().minusSeconds(3600));

            assertThat(outcome.state()).isEqualTo(LivenessState.EXPIRED);
            assertThat(outcome.decision()).isEqualTo(LivenessDecision.UNDECIDED);
        }

        assertThat(service.sent()).containsExactly(getSession(), delete);
    }

    // 08

    @Test
    void case_08_numbers_are_handed_on_as_the_service_wrote_them() {
        answerSession();
        String json = ask(faces, Instant.now().plusSeconds(60))
                .vendor()
                .as(AzureAnswer.class)
                .orElseThrow()
                .json();
        List<String> expected = Pattern.compile("\"\\w+\":\\d+")
                .matcher(String.valueOf(read("08-azure-answer-json-numbers").get("expected")))
                .results()
                .map(found -> found.group())
                .toList();

        assertThat(expected).isNotEmpty().allSatisfy(member -> assertThat(json).contains(member));
        assertThat(json).isEqualTo(body());
    }

    @Test
    void case_08_no_digit_of_a_number_is_lost_or_added() {
        String face = "{\"faceId\":\"1\",\"faceRectangle\":{\"top\":1,\"left\":2.0,\"width\":3e1,\"height\":40},"
                + "\"new\":[0.10,1E-7,12345678901234567890,-0.0,true,null,\"1\\\"\"]}";
        service.with("POST detect", "[" + face + "]");

        assertThat(faces.detector()
                        .detect(VendorSamplesTest.picture())
                        .get(0)
                        .vendor()
                        .as(AzureAnswer.class)
                        .orElseThrow()
                        .json())
                .isEqualTo(face);
    }

    // 09

    @Test
    void case_09_an_answer_that_cannot_be_used_keeps_its_request_id() {
        assertThat(String.valueOf(
                        read("09-unusable-answers-lose-the-request-id").get("expected")))
                .contains("ProviderError with request id, as Azure has");
        service.with("POST detect", "[{\"faceId\":\"1\"}]");

        assertThatExceptionOfType(ProviderUnavailableException.class)
                .isThrownBy(() -> faces.comparer()
                        .compare(VendorSamplesTest.picture(), VendorSamplesTest.picture(), CompareOptions.defaults()))
                .satisfies(thrown -> assertThat(thrown.providerError()).hasValueSatisfying(error -> {
                    assertThat(error.requestId()).isEqualTo(CannedService.REQUEST_ID);
                    assertThat(error.httpStatus()).isEqualTo(200);
                }));
    }

    // Where they are

    private void answerSession() {
        service.with(getSession(), body());
    }

    private String getSession() {
        return "GET " + String.valueOf(payload().get("u")).substring(1);
    }

    /** What the service answered, without white space, of which there is none in its texts. */
    private String body() {
        String whole = text("06-session-expired-locally").replaceAll("\\s", "");
        int start = whole.indexOf("{\"sessionId\"");
        return whole.substring(start, whole.indexOf("},\"vendor\""));
    }

    private Map<String, ?> result() {
        Object attempts = at(payload(), "body", "results").get("attempts");
        return at(asMap(((List<?>) Objects.requireNonNull(attempts)).get(0)), "result");
    }

    private Map<String, ?> payload() {
        return at(read("06-session-expired-locally"), "payload");
    }

    private LivenessOutcome ask(AzureFaces asked, Instant expires) {
        String id = String.valueOf(at(payload(), "body").get("sessionId"));
        return asked.livenessSessions()
                .result(LivenessSession.restore(new LivenessSessionId(id), "account-7", expires)
                        .build());
    }

    private AzureFaces faces(boolean deleteSessionsAfterReading) {
        return service.faces()
                .correlationIds(CorrelationIdStore.inMemory(Clock.systemUTC(), UUID::randomUUID))
                .deleteSessionsAfterReading(deleteSessionsAfterReading)
                .callPolicy(CallPolicy.builder()
                        .unlimitedRate()
                        .noCircuitBreaker()
                        .maxAttempts(1)
                        .build())
                .build();
    }

    private static Map<String, ?> at(Map<String, ?> from, String... path) {
        Map<String, ?> at = from;
        for (String name : path) {
            at = asMap(Objects.requireNonNull(at.get(name), name));
        }
        return at;
    }

    @SuppressWarnings("unchecked") // objects of JSON
    private static Map<String, ?> asMap(Object value) {
        return (Map<String, ?>) Objects.requireNonNull(value);
    }

    private Map<String, ?> read(String name) {
        try (JsonReader reader = JsonProviders.createReader(text(name))) {
            return asMap(reader.readUntyped());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String text(String name) {
        try {
            return Files.readString(cases.resolve(name + ".json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
