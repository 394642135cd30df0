package io.facebridge.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.facebridge.FaceDetector;
import io.facebridge.FaceGalleries;
import io.facebridge.FaceIdentifier;
import io.facebridge.LivenessSessions;
import io.facebridge.error.ProviderError;
import io.facebridge.error.ProviderUnavailableException;
import io.facebridge.face.DetectOptions;
import io.facebridge.gallery.EnrollRequest;
import io.facebridge.gallery.FaceGallery;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.image.FaceImage;
import io.facebridge.liveness.CorrelationIdStore;
import io.facebridge.liveness.LivenessSession;
import io.facebridge.liveness.LivenessSessionRequest;
import io.facebridge.match.IdentifyRequest;
import io.facebridge.remote.CallPolicy;
import io.facebridge.testkit.PaintedFaces;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that are JSON of the right form, with values that mean nothing. */
class AnswersWithoutMeaningTest {
    private static final FaceImage PORTRAIT = FaceImage.of(PaintedFaces.portrait(7, 1));
    private static final GalleryId STAFF = GalleryId.portable("staff");
    private static final PersonId ADA = PersonId.portable("ada");
    private static final String ENTRY = "f14eb00b-bd1f-4da4-ba98-633258a78b42";
    private static final String FACE = "ed0a5de0-93e8-4001-aac0-c0d6c9c50e4f";
    private static final String SESSION = "11e65254-f7ad-4247-a117-f4603c991faa";
    private static final String PLACE = "\"faceRectangle\":{\"top\":50,\"left\":50,\"width\":150,\"height\":150}";

    private final CannedService service = new CannedService()
            .with("POST detect", "[{\"faceId\":\"" + FACE + "\"," + PLACE + "}]")
            .with("GET largepersongroups/staff", "{\"recognitionModel\":\"recognition_04\"}")
            .with("GET largepersongroups/staff/training", "{\"status\":\"succeeded\"}");
    private final AzureFaces faces = service.faces()
            .correlationIds(CorrelationIdStore.inMemory(Clock.systemUTC(), UUID::randomUUID))
            .trainingDelay(Duration.ZERO)
            .callPolicy(CallPolicy.builder().maxAttempts(1).unlimitedRate().build())
            .build();

    @AfterEach
    void close() {
        faces.close();
    }

    private static void assertUnusable(ThrowingCallable call) {
        assertThatExceptionOfType(ProviderUnavailableException.class)
                .isThrownBy(call)
                .withMessageContaining("cannot be used")
                .satisfies(e -> assertThat(e.providerError().map(ProviderError::requestId))
                        .as("by which the vendor's support finds the request")
                        .contains(CannedService.REQUEST_ID));
    }

    private void detectEverything() {
        FaceDetector detector = faces.detector();
        detector.detect(PORTRAIT, new DetectOptions(detector.features(), 10));
    }

    private void identify() {
        faces.require(FaceIdentifier.class).identify(IdentifyRequest.of(PORTRAIT, STAFF));
    }

    private static String person(String face) {
        return "{\"personId\":\"" + ENTRY + "\",\"name\":\"ada\",\"userData\":\"facebridge:1\",\"persistedFaceIds\":["
                + face + "]}";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[null]", "[{" + PLACE + ",\"faceAttributes\":{\"accessories\":[null]}}]", "[[null]]", "[0,null]"
            })
    void a_list_with_an_item_that_is_null_is_refused(String list) {
        service.with("POST detect", list);

        assertUnusable(this::detectEverything);
    }

    @Test
    void a_list_of_attempts_or_persons_with_an_item_that_is_null_is_refused() {
        LivenessSessions sessions = faces.require(LivenessSessions.class);
        service.with("POST detectLiveness-sessions", "{\"sessionId\":\"" + SESSION + "\",\"authToken\":\"token\"}")
                .with(
                        "GET detectLiveness-sessions/" + SESSION,
                        "{\"status\":\"Succeeded\",\"results\":{\"attempts\":[null]}}")
                .with("GET largepersongroups/staff/persons", "[null]");
        LivenessSession session = sessions.open(LivenessSessionRequest.forSubject("login-17"));
        FaceGallery gallery = faces.require(FaceGalleries.class).open(STAFF);

        assertUnusable(() -> sessions.result(session));
        assertUnusable(() -> gallery.list().forEach(id -> assertThat(id).isNotNull()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "\"NaN\"", "\"Infinity\"", "1e999", "null"})
    void a_number_that_is_none_is_refused_where_one_must_be(String number) {
        service.with(
                "POST identify",
                "[{\"faceId\":\"" + FACE + "\",\"candidates\":[{\"personId\":\"" + ENTRY + "\",\"confidence\":" + number
                        + "}]}]");
        assertUnusable(this::identify);

        service.with("POST detect", "[{" + PLACE.replace("\"left\":50", "\"left\":" + number) + "}]");
        assertUnusable(this::detectEverything);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"\"", "\" \"", "\"ada\"", "\"ed0a5de0-93e8-4001-aac0\""})
    void a_session_whose_id_is_none_of_the_service_is_refused(String id) {
        service.with("POST detectLiveness-sessions", "{\"sessionId\":" + id + ",\"authToken\":\"token\"}");

        assertUnusable(() -> faces.require(LivenessSessions.class).open(LivenessSessionRequest.forSubject("login-17")));
    }

    @Test
    void a_group_of_another_application_is_left_out_whatever_its_id_is() {
        service.with(
                "GET largepersongroups",
                Stream.of("Guests", "ours-staff", "a b", "ours-", "..")
                        .map(id -> "{\"largePersonGroupId\":\"" + id + "\"}")
                        .collect(Collectors.joining(",", "[", "]")));
        try (AzureFaces ours = service.faces().galleryPrefix("ours-").build()) {
            assertThat(ours.galleries().list()).containsExactly(STAFF);

            service.with("GET largepersongroups", "[{\"largePersonGroupId\":\"ours-Staff\"}]");
            assertUnusable(
                    () -> ours.galleries().list().forEach(id -> assertThat(id).isNotNull()));
            service.with("GET largepersongroups", "[{\"largePersonGroupId\":7}]");
            assertUnusable(
                    () -> ours.galleries().list().forEach(id -> assertThat(id).isNotNull()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "7", "\"\"", "\" \"", "\"ada\"", "\"..\""})
    void a_face_whose_id_is_none_of_the_service_is_refused(String id) {
        service.with("GET largepersongroups/staff/persons", "[" + person(id) + "]")
                .with("GET largepersongroups/staff/persons/" + ENTRY, person(id));
        FaceGallery gallery = faces.require(FaceGalleries.class).open(STAFF);

        assertUnusable(() -> gallery.find(ADA));
        assertUnusable(() -> gallery.enroll(EnrollRequest.of(ADA, PORTRAIT).withoutQualityGate()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"\"", "\" \"", "\"ada\"", "\"..\""})
    void a_face_of_a_picture_whose_id_is_none_of_the_service_is_refused(String id) {
        service.with("POST detect", "[{\"faceId\":" + id + "," + PLACE + "}]");
        assertUnusable(this::identify);

        service.with("POST detect", "[{\"faceId\":\"" + FACE + "\"," + PLACE + "}]")
                .with("POST identify", "[{\"faceId\":" + id + ",\"candidates\":[]}]");
        assertUnusable(this::identify);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"\"", "\" \"", "\"ada\"", "\"..\""})
    void a_candidate_whose_id_is_none_of_the_service_is_refused(String id) {
        service.with(
                "POST identify",
                "[{\"faceId\":\"" + FACE + "\",\"candidates\":[{\"personId\":" + id + ",\"confidence\":0.9}]}]");

        assertUnusable(this::identify);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"\"", "\" \"", "\"a b\"", "\"Staff\""})
    void a_group_whose_id_is_none_of_the_service_is_refused(String id) {
        service.with("GET largepersongroups", "[{\"largePersonGroupId\":" + id + "}]");

        assertUnusable(() -> faces.require(FaceGalleries.class)
                .list()
                .forEach(group -> assertThat(group).isNotNull()));
    }
}
