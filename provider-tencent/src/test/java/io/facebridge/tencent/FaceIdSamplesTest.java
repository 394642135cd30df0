package io.facebridge.tencent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.facebridge.error.AccessNotApprovedException;
import io.facebridge.error.FaceBridgeException;
import io.facebridge.error.InvalidImageException;
import io.facebridge.error.NotFoundException;
import io.facebridge.error.ProviderUnavailableException;
import io.facebridge.liveness.LivenessDecision;
import io.facebridge.liveness.LivenessOutcome;
import io.facebridge.liveness.LivenessSession;
import io.facebridge.liveness.LivenessSessionId;
import io.facebridge.liveness.LivenessSessionRequest;
import io.facebridge.liveness.LivenessState;
import io.facebridge.remote.CallPolicy;
import io.facebridge.testkit.CannedService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What the vendor publishes as answers of FaceID. None is of the two actions that the provider sends, of which the vendor
 * publishes no sample; each is read as the answer to the one that does the same, so that its form and its codes are known.
 */
class FaceIdSamplesTest {
    private static final String OPEN = "GetFaceIdTokenIntl";
    private static final String RESULT = "GetFaceIdResultIntl";

    private static final Map<String, Class<? extends FaceBridgeException>> ERRORS = Map.of(
            "cn-CheckEidTokenStatus-2", NotFoundException.class,
            "cn-DetectAIFakeFaces-3", InvalidImageException.class,
            "cn-GetActionSequence-2", AccessNotApprovedException.class,
            "cn-GetEidResult-2", NotFoundException.class,
            "cn-GetEidToken-1", FaceBridgeException.class, // of another product of the vendor's, and not known
            "cn-GetLiveCode-2", AccessNotApprovedException.class,
            "intl-DetectAIFakeFaces-3", InvalidImageException.class);

    /** Answers with a token for a client. */
    private static final Set<String> TOKENS = Set.of("intl-ApplyLivenessToken-1", "intl-ApplySdkVerificationToken-1");

    /** Answers about a film, with a code and its description. */
    private static final Set<String> RESULTS = Set.of(
            "cn-GetFaceIdResult-1",
            "cn-LivenessCompare-1",
            "cn-LivenessCompare-2",
            "intl-CompareFaceLiveness-1",
            "intl-CompareFaceLiveness-3",
            "intl-LivenessCompare-1");

    /** Answers without what the provider needs, under its name and as a text. */
    private static final Set<String> UNUSABLE = Set.of(
            "cn-CheckEidTokenStatus-1",
            "cn-DetectAuth-1",
            "cn-GetDetectInfo-1",
            "cn-GetDetectInfoEnhanced-1",
            "cn-GetFaceIdToken-2",
            "cn-GetLiveCode-1",
            "intl-CreateUploadUrl-1",
            "intl-GetLivenessResult-1");

    private Path samples;
    private CannedService service;
    private TencentFaces faces;

    @BeforeEach
    void open() {
        samples = TencentClients.shared("samples", "tencent");
        service = TencentClients.cannedService();
        faces = TencentClients.faces(service.endpoint())
                .callPolicy(CallPolicy.builder()
                        .unlimitedRate()
                        .noCircuitBreaker()
                        .maxAttempts(1)
                        .build())
                .build();
    }

    @AfterEach
    void close() {
        if (service != null) {
            faces.close();
            service.close();
        }
    }

    @Test
    void every_sample_is_read() throws IOException {
        Set<String> known = new TreeSet<>(ERRORS.keySet());
        known.addAll(TOKENS);
        known.addAll(RESULTS);
        known.addAll(UNUSABLE);
        try (Stream<Path> files = Files.list(samples)) {
            assertThat(files.map(file -> file.getFileName().toString())
                            .filter(name -> name.startsWith("faceid-"))
                            .map(name -> name.replace("faceid-", "").replace(".json", "")))
                    .containsExactlyInAnyOrderElementsOf(known);
        }
    }

    @Test
    void errors() {
        ERRORS.forEach((name, type) -> {
            JsonObject sample = sample(name);
            JsonObject said = sample.getAsJsonObject("response").getAsJsonObject("Response");
            service.with(RESULT, sample.get("response").toString());
            FaceBridgeException thrown = catchThrowableOfType(FaceBridgeException.class, this::result);

            assertThat(thrown).as(name).isExactlyInstanceOf(type);
            assertThat(thrown.providerError()).as(name).hasValueSatisfying(error -> {
                assertThat(error.code()).isEqualTo(sample.get("error_code").getAsString());
                assertThat(error.requestId()).isEqualTo(said.get("RequestId").getAsString());
            });
            if (thrown instanceof NotFoundException notFound) {
                assertThat(notFound.kind()).as(name).isEqualTo(NotFoundException.Kind.LIVENESS_SESSION);
            }
        });
    }

    @Test
    void tokens() {
        for (String name : TOKENS) {
            service.with(OPEN, sample(name).get("response").toString());
            LivenessSession session = faces.livenessSessions().open(LivenessSessionRequest.forSubject("login-17"));

            String token = response(name).get("SdkToken").getAsString();
            assertThat(session.id().value()).as(name).isEqualTo(token);
            assertThat(session.clientToken()).as(name).contains(token);
        }
    }

    @Test
    void results() {
        for (String name : RESULTS) {
            JsonObject said = response(name);
            service.with(RESULT, sample(name).get("response").toString());
            LivenessOutcome outcome = result();

            // None of the codes is one of the action that is sent: a code that is not known is no decision about a
            // person.
            assertThat(outcome.state()).as(name).isEqualTo(LivenessState.FAILED);
            assertThat(outcome.decision()).as(name).isEqualTo(LivenessDecision.UNDECIDED);
            assertThat(outcome.referenceImage()).as(name).isEmpty();
            assertThat(outcome.vendor().requestId())
                    .as(name)
                    .contains(said.get("RequestId").getAsString());
            assertThat(outcome.vendor().as(FaceIdResult.class)).as(name).hasValueSatisfying(result -> {
                assertThat(result.code()).isEqualTo(said.get("Result").getAsString());
                assertThat(result.description())
                        .contains(said.get("Description").getAsString());
            });
        }
    }

    @Test
    void answers_without_what_is_needed_are_unusable_and_name_their_request() {
        for (String name : UNUSABLE) {
            boolean isOfAToken = response(name).keySet().stream().anyMatch(member -> member.endsWith("Token"));
            service.with(
                    isOfAToken ? OPEN : RESULT, sample(name).get("response").toString());
            ProviderUnavailableException thrown = catchThrowableOfType(ProviderUnavailableException.class, () -> {
                if (isOfAToken) {
                    faces.livenessSessions().open(LivenessSessionRequest.forSubject("login-17"));
                } else {
                    result();
                }
            });

            assertThat((FaceBridgeException) thrown).as(name).isNotNull();
            assertThat(thrown).as(name).hasMessageContaining("cannot be used");
        }
    }

    private LivenessOutcome result() {
        return faces.livenessSessions()
                .result(LivenessSession.restore(
                                new LivenessSessionId("C8CFF283-539A"),
                                "account-7",
                                Instant.now().plusSeconds(60))
                        .build());
    }

    private JsonObject response(String name) {
        return sample(name).getAsJsonObject("response").getAsJsonObject("Response");
    }

    private JsonObject sample(String name) {
        try {
            return JsonParser.parseString(Files.readString(samples.resolve("faceid-" + name + ".json")))
                    .getAsJsonObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
