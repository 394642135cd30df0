package io.facebridge.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.azure.json.JsonProviders;
import com.azure.json.JsonReader;
import com.azure.json.JsonWriter;
import io.facebridge.error.AccessNotApprovedException;
import io.facebridge.error.CallTimeoutException;
import io.facebridge.error.NotFoundException;
import io.facebridge.error.ProviderUnavailableException;
import io.facebridge.face.BoundingBox;
import io.facebridge.face.DetectOptions;
import io.facebridge.face.DetectedFace;
import io.facebridge.face.FaceAttributes.Estimate;
import io.facebridge.face.FaceAttributes.FaceTrait;
import io.facebridge.face.FaceFeature;
import io.facebridge.face.FaceQuality.Usability;
import io.facebridge.face.HeadPose;
import io.facebridge.face.Landmarks;
import io.facebridge.face.Landmarks.FaceContour;
import io.facebridge.face.Point;
import io.facebridge.face.QualityReason;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.image.FaceImage;
import io.facebridge.liveness.CorrelationIdStore;
import io.facebridge.liveness.LivenessDecision;
import io.facebridge.liveness.LivenessOutcome;
import io.facebridge.liveness.LivenessSession;
import io.facebridge.liveness.LivenessSessionId;
import io.facebridge.liveness.LivenessSessionRequest;
import io.facebridge.liveness.LivenessState;
import io.facebridge.match.Candidate;
import io.facebridge.match.Comparison;
import io.facebridge.match.IdentifyRequest;
import io.facebridge.match.ScoreScale;
import io.facebridge.match.VerifyRequest;
import io.facebridge.remote.CallPolicy;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the vendor publishes as answers of its service, and what was recorded of it, read into our values and exceptions. */
class VendorSamplesTest {
    private static final GalleryId STAFF = new GalleryId("staff");
    private static final String SESSION = "b12e033e-bda7-4b83-a211-e721c661f30e";
    private static final String WITH_VERIFY = "detectLivenessWithVerify-sessions";
    private static final String FACE = "c5c24a82-6845-4031-9d5d-978df9175426";

    /** What the tests below read. */
    private static final Set<String> READ = Set.of(
            "docs-error-403-unsupportedfeature",
            "docs-error-facenotfound",
            "docs-errors-table", // by AzureErrorsTest
            "docs-v1.2-livenesswithverify-create-response",
            "rec-v1.0-net-detect-noface",
            "rec-v1.2p1-py-livenesswithverify-result-spoof-but-identical",
            "spec-v1.2-CreateLivenessWithVerifySession",
            "spec-v1.2-Detect",
            "spec-v1.2-GetLargePersonGroupTrainingStatus",
            "spec-v1.2-GetLargePersonGroups",
            "spec-v1.2-GetLivenessWithVerifySessionResult",
            "spec-v1.2-IdentifyFromLargePersonGroup",
            "spec-v1.2-VerifyFromLargePersonGroup",
            "spec-v1.3p1-CreateLivenessSession",
            "spec-v1.3p1-GetLivenessWithVerifySessionResult");

    /** Of operations that the provider never sends, or without a body of their own. */
    private static final Set<String> NEVER_SENT = Set.of(
            "rec-v1.2p1-py-findsimilar-lfl-tail",
            "spec-v1.2-FindSimilar",
            "spec-v1.2-GetLargeFaceListFaces",
            "spec-v1.2-GetSessionImage",
            "spec-v1.2-Group",
            "spec-v1.2-TrainLargePersonGroup",
            "spec-v1.2-UpdateLargePersonGroupPersonFace",
            "spec-v1.3p1-PatchSettings");

    private final FaceImage blank = picture();
    private final CannedService service = new CannedService();
    private Path samples;
    private AzureFaces faces;

    @BeforeEach
    void open() {
        String shared = System.getProperty("facebridge.shared", "");
        samples = Path.of(shared, "samples", "azure");
        assumeTrue(!shared.isEmpty() && Files.isDirectory(samples), "shared folder missing: samples");
        faces = service.faces()
                .callPolicy(CallPolicy.builder().maxAttempts(1).unlimitedRate().build())
                .correlationIds(CorrelationIdStore.inMemory(Clock.systemUTC(), UUID::randomUUID))
                .build();
    }

    @AfterEach
    void close() {
        if (faces != null) {
            faces.close();
        }
    }

    @Test
    void every_sample_is_read_or_never_sent() throws IOException {
        Set<String> there = new TreeSet<>();
        try (Stream<Path> files = Files.list(samples)) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".json"))
                    .forEach(name -> there.add(name.replace(".json", "")));
        }
        Set<String> known = new TreeSet<>(READ);
        known.addAll(NEVER_SENT);

        assertThat(there).isEqualTo(known);
    }

    // Pictures

    @Test
    void detection() {
        service.with("POST detect", spec("spec-v1.2-Detect"));
        DetectedFace face = detect(faces, FaceFeature.QUALITY, FaceFeature.POSE, FaceFeature.ATTRIBUTES);

        assertThat(face.box()).isEqualTo(new BoundingBox(394 / 640.0, 54 / 440.0, 78 / 640.0, 78 / 440.0));
        assertThat(face.confidence()).isEmpty();
        assertThat(face.pose()).contains(new HeadPose(3, 1.6, 2.1));
        assertThat(face.quality()).hasValueSatisfying(quality -> {
            assertThat(quality.sharpness().orElseThrow()).isCloseTo(0.49, within(1e-9));
            assertThat(quality.brightness()).hasValue(0.55);
            assertThat(quality.usability()).contains(Usability.HIGH);
            assertThat(quality.eyeDistance().orElseThrow())
                    .isCloseTo(Math.hypot(446.8 - 412.7, 74.2 - 78.4), within(1e-9));
            assertThat(quality.findings())
                    .isEqualTo(Map.of(
                            QualityReason.TOO_BLURRED, false,
                            QualityReason.TOO_DARK, false,
                            QualityReason.TOO_BRIGHT, false,
                            QualityReason.OCCLUDED, false));
        });
        Map<FaceTrait, Estimate<Boolean>> traits =
                face.attributes().orElseThrow().traits();
        assertThat(trait(traits, FaceTrait.GLASSES).value()).isTrue();
        assertThat(trait(traits, FaceTrait.SUNGLASSES).value()).isTrue();
        assertThat(trait(traits, FaceTrait.OCCLUDED).value()).isFalse();
        assertThat(trait(traits, FaceTrait.MASK).confidence().orElseThrow()).isEqualTo(0.87);
        assertThat(face.vendor().as(AzureAnswer.class).orElseThrow().json()).contains("\"noiseLevel\":\"low\"");
    }

    @Test
    void accessories_say_how_sure_the_service_is_of_them() {
        service.with("POST detect", spec("spec-v1.2-Detect"));
        Map<FaceTrait, Estimate<Boolean>> traits =
                detect(faces, FaceFeature.ATTRIBUTES).attributes().orElseThrow().traits();

        assertThat(trait(traits, FaceTrait.HEADWEAR)).isEqualTo(new Estimate<>(true, 0.99));
        assertThat(trait(traits, FaceTrait.GLASSES)).isEqualTo(new Estimate<>(true, 1.0));
        service.with(
                "POST detect",
                spec("spec-v1.2-Detect")
                        .replace("headwear", "HeadWear")
                        .replace("\"sunglasses\"", "\"readingGlasses\""));
        traits =
                detect(faces, FaceFeature.ATTRIBUTES).attributes().orElseThrow().traits();
        assertThat(trait(traits, FaceTrait.HEADWEAR)).isEqualTo(new Estimate<>(true, 0.99));
        assertThat(trait(traits, FaceTrait.SUNGLASSES).value()).isFalse();
    }

    @Test
    void the_first_detection_model_is_asked_for_noise_with_the_quality() {
        service.with("POST detect", spec("spec-v1.2-Detect"));
        try (AzureFaces first = service.faces().detectionModel("detection_01").build()) {
            detect(first, FaceFeature.QUALITY);
        }
        detect(faces, FaceFeature.QUALITY);

        assertThat(service.requests().get(0).getUrl().getQuery()).contains("noise");
        assertThat(service.requests().get(1).getUrl().getQuery()).doesNotContain("noise");
    }

    @Test
    void a_face_without_an_extent_does_not_cost_the_others() {
        String face = "{\"faceRectangle\":{\"width\":78,\"height\":78,\"left\":394,\"top\":54}}";
        String nothing = face.replace("\"height\":78", "\"height\":0");
        service.with("POST detect", "[" + nothing + "," + face + "]");

        assertThat(faces.detector().detect(blank))
                .singleElement()
                .satisfies(found -> assertThat(found.box().width()).isEqualTo(78 / 640.0));
        service.with("POST detect", "[" + nothing + "]");
        assertThatExceptionOfType(ProviderUnavailableException.class)
                .isThrownBy(() -> faces.detector().detect(blank));
    }

    @Test
    void the_27_points_of_which_two_are_outside_the_face_in_the_vendors_own_sample() {
        service.with("POST detect", spec("spec-v1.2-Detect"));
        Landmarks points = detect(faces, FaceFeature.CONTOURS).landmarks().orElseThrow();

        assertThat(points.leftEye().x()).isEqualTo(412.7 / 640);
        assertThat(points.rightEye().y()).isEqualTo(74.2 / 440);
        assertThat(points.nose().x()).isEqualTo(437.7 / 640);
        assertThat(points.contours().keySet())
                .containsExactlyInAnyOrder(
                        FaceContour.LEFT_EYEBROW,
                        FaceContour.RIGHT_EYEBROW,
                        FaceContour.NOSE_BRIDGE,
                        FaceContour.NOSE_BASE,
                        FaceContour.LEFT_EYE,
                        FaceContour.RIGHT_EYE,
                        FaceContour.OUTER_LIPS,
                        FaceContour.INNER_LIPS);
        assertThat(line(points, FaceContour.RIGHT_EYEBROW).get(0).x()).isEqualTo(4.8 / 640);
        // Clockwise from the left corner: the upper edge comes before the right corner.
        for (FaceContour closed :
                List.of(FaceContour.LEFT_EYE, FaceContour.RIGHT_EYE, FaceContour.OUTER_LIPS, FaceContour.INNER_LIPS)) {
            List<Point> line = line(points, closed);
            assertThat(line.get(0).x()).as("%s", closed).isLessThan(line.get(2).x());
            assertThat(line.get(1).y()).as("%s", closed).isLessThan(line.get(3).y());
        }
    }

    @Test
    void words_of_another_case_mean_the_same_and_unknown_ones_nothing() {
        service.with(
                "POST detect",
                spec("spec-v1.2-Detect")
                        .replace("goodExposure", "GoodExposure")
                        .replace("\"medium\"", "\"High\"")
                        .replace("\"sunglasses\"", "\"NoGlasses\"")
                        .replace("\"high\"", "\"splendid\""));
        DetectedFace face = detect(faces, FaceFeature.QUALITY, FaceFeature.ATTRIBUTES);

        assertThat(face.quality().orElseThrow().findings())
                .containsEntry(QualityReason.TOO_DARK, false)
                .containsEntry(QualityReason.TOO_BLURRED, true);
        assertThat(face.quality().orElseThrow().usability()).isEmpty();
        assertThat(trait(face.attributes().orElseThrow().traits(), FaceTrait.GLASSES)
                        .value())
                .isFalse();
    }

    @Test
    void a_picture_without_a_face_is_an_empty_list() {
        service.with("POST detect", recorded("rec-v1.0-net-detect-noface"));

        assertThat(faces.detector().detect(blank)).isEmpty();
    }

    @Test
    void members_that_are_missing_are_missing_here() {
        service.with(
                "POST detect", "[{\"faceRectangle\":{\"width\":78,\"height\":78,\"left\":394,\"top\":54},\"new\":{}}]");
        DetectedFace face = detect(faces, FaceFeature.QUALITY, FaceFeature.POSE, FaceFeature.LANDMARKS);

        assertThat(face.pose()).isEmpty();
        assertThat(face.landmarks()).isEmpty();
        assertThat(face.quality().orElseThrow()).satisfies(quality -> {
            assertThat(quality.faceWidth().orElseThrow()).isCloseTo(78, within(1e-9));
            assertThat(quality.sharpness()).isEmpty();
            assertThat(quality.findings()).isEmpty();
        });
    }

    @Test
    void a_face_without_a_place_makes_the_answer_unusable() {
        service.with("POST detect", "[{\"faceId\":\"" + FACE + "\"}]");

        assertThatExceptionOfType(ProviderUnavailableException.class)
                .isThrownBy(() -> faces.detector().detect(blank))
                .withMessageContaining("a face without a rectangle");
    }

    // Comparison and search

    @Test
    void verification() {
        service.with("GET largepersongroups/staff", "{\"recognitionModel\":\"recognition_04\"}")
                .with("POST detect", spec("spec-v1.2-Detect"))
                .with("GET largepersongroups/staff/persons", person("815df99c-598f-4926-930a-a734b3fd651c"))
                .with("POST verify", spec("spec-v1.2-VerifyFromLargePersonGroup"));
        Comparison comparison = faces.verifier().verify(VerifyRequest.of(blank, STAFF, new PersonId("ada")));

        assertThat(comparison.score().value()).isEqualTo(0.8);
        assertThat(comparison.score().scale())
                .isEqualTo(ScoreScale.of(AzureFaces.ID, "recognition_04", ScoreScale.Operation.VERIFY, 0, 1));
        assertThat(comparison.probeFace()).isPresent();
    }

    @Test
    void comparison_whose_service_verdict_is_not_asked() {
        service.with("POST detect", spec("spec-v1.2-Detect"))
                .with("POST verify", "{\"isIdentical\":true,\"confidence\":0.4}");
        Comparison comparison = faces.comparer().compare(blank, blank);

        assertThat(comparison.score().value()).isEqualTo(0.4);
        assertThat(comparison.vendor().requestId()).contains("d1c74ea0-85d7-494a-955c-677160380359");
        assertThat(comparison.vendor().as(AzureAnswer.class)).hasValueSatisfying(answer -> {
            assertThat(answer.json()).isEqualTo("{\"isIdentical\":true,\"confidence\":0.4}");
            assertThat(answer.clientRequestId())
                    .isEqualTo(service.requests().get(2).getHeaders().getValue(CannedService.CLIENT_REQUEST_ID));
            assertThat(answer).asString().doesNotContain("0.4");
        });
    }

    @Test
    void a_face_id_that_has_expired_is_a_face_that_is_not_there() {
        service.with("POST detect", spec("spec-v1.2-Detect"))
                .with("POST verify", 404, whole("docs-error-facenotfound"));
        NotFoundException thrown = catchThrowableOfType(
                NotFoundException.class, () -> faces.comparer().compare(blank, blank));

        assertThat(thrown.kind()).isEqualTo(NotFoundException.Kind.FACE);
    }

    @ParameterizedTest
    @CsvSource({"403", "299"})
    void a_missing_approval_says_where_to_apply(int status) {
        service.with("POST detect", status, whole("docs-error-403-unsupportedfeature"));

        assertThatExceptionOfType(AccessNotApprovedException.class)
                .isThrownBy(() -> faces.comparer().compare(blank, blank))
                .withMessageContaining("https://aka.ms/facerecognition");
    }

    @Test
    void identification() {
        service.with("GET largepersongroups/staff", "{\"recognitionModel\":\"recognition_04\"}")
                .with("POST detect", spec("spec-v1.2-Detect"))
                .with("POST identify", spec("spec-v1.2-IdentifyFromLargePersonGroup"))
                .with(
                        "GET largepersongroups/staff/persons/85c0c630-c9c9-40f8-8a4e-f9ae4f926ea5",
                        "{\"personId\":\"85c0c630-c9c9-40f8-8a4e-f9ae4f926ea5\",\"name\":\"ada\","
                                + "\"userData\":\"facebridge:1\",\"persistedFaceIds\":[]}");
        List<Candidate> candidates = faces.identifier()
                .identify(IdentifyRequest.of(blank, STAFF))
                .get(0)
                .candidates();

        assertThat(candidates).hasSize(1);
        assertThat(candidates.get(0).person()).isEqualTo(new PersonId("ada"));
        assertThat(candidates.get(0).score().value()).isEqualTo(0.8);
    }

    // Galleries

    @Test
    void groups() {
        service.with("GET largepersongroups", spec("spec-v1.2-GetLargePersonGroups"));

        assertThat(faces.galleries().list()).containsExactly(new GalleryId("your_large_person_group_id"));
    }

    @Test
    void a_training_whose_status_is_not_started_is_waited_for() {
        service.with("POST largepersongroups/staff/train", 202, "")
                .with("GET largepersongroups/staff/training", spec("spec-v1.2-GetLargePersonGroupTrainingStatus"));

        assertThatExceptionOfType(CallTimeoutException.class)
                .isThrownBy(() -> faces.galleries().open(STAFF).awaitSearchable(Duration.ofMillis(600)));
        assertThat(service.sent()).containsOnlyOnce("POST largepersongroups/staff/train");
    }

    // Sessions

    @ParameterizedTest
    @CsvSource({"spec-v1.2-CreateLivenessWithVerifySession", "docs-v1.2-livenesswithverify-create-response"})
    void a_new_session_with_a_picture(String sample) {
        service.with("POST " + WITH_VERIFY, sample.startsWith("spec") ? spec(sample) : whole(sample));
        LivenessSession session = faces.livenessSessions()
                .open(LivenessSessionRequest.forSubject("account-7").verifyAgainst(blank));

        assertThat(session.clientToken()).isPresent();
        assertThat(session.subject()).isEqualTo("account-7");
    }

    @Test
    void a_new_session_of_the_next_version() {
        service.with("POST detectLiveness-sessions", spec("spec-v1.3p1-CreateLivenessSession"));

        assertThat(faces.livenessSessions()
                        .open(LivenessSessionRequest.forSubject("account-7"))
                        .id()
                        .value())
                .isEqualTo(SESSION);
    }

    /** The newest attempt comes first, the word is realFace, and the status is that of a session that has not begun. */
    @ParameterizedTest
    @CsvSource({"spec-v1.2-GetLivenessWithVerifySessionResult", "spec-v1.3p1-GetLivenessWithVerifySessionResult"})
    void the_result_is_that_of_the_highest_attempt_whatever_order_case_and_status(String sample) {
        LivenessOutcome outcome = result(spec(sample));

        assertThat(outcome.state()).isEqualTo(LivenessState.COMPLETED);
        assertThat(outcome.decision()).isEqualTo(LivenessDecision.LIVE);
        assertThat(outcome.confidence()).isEmpty();
        assertThat(outcome.comparison().orElseThrow().score().value()).isEqualTo(0.08871888);
        assertThat(outcome.vendor().as(AzureLivenessAttempt.class)).hasValueSatisfying(attempt -> {
            assertThat(attempt.number()).isEqualTo(2);
            assertThat(attempt.digest()).contains("B0A803BB7B26F3C8F29CD36030F8E63ED3FAF955FEEF8E01C88AB8FD89CCF761");
            assertThat(attempt.verifyImageHash())
                    .contains("43B7D8E8769533C3290DBD37A84D821B2C28CB4381DF9C6784DBC4AAF7E45018");
            assertThat(attempt.modelVersion()).contains("2024-11-15");
            assertThat(attempt.errorCode()).isEmpty();
        });
    }

    @Test
    void attempts_in_the_other_order_are_the_same() {
        String first = spec("spec-v1.2-GetLivenessWithVerifySessionResult");

        assertThat(result(first.replace("\"attemptId\":1", "\"attemptId\":3")).state())
                .isEqualTo(LivenessState.IN_PROGRESS);
        assertThat(result(first.replace("\"attemptId\":1", "\"attemptId\":3").replace("\"NotStarted\"", "\"Failed\""))
                        .state())
                .isEqualTo(LivenessState.FAILED);
    }

    @Test
    void a_session_image_that_is_gone_leaves_the_outcome_without_a_picture() {
        assertThat(result(spec("spec-v1.2-GetLivenessWithVerifySessionResult")).referenceImage())
                .isEmpty();
    }

    @Test
    void a_session_image_is_the_reference_image() {
        service.with("GET sessionImages/Ae3PVWlXAmVAnXgkAFt1QSjGUWONKzWiSr2iPh9p9G4I", 200, blank.toByteArray());
        assertThat(result(spec("spec-v1.2-GetLivenessWithVerifySessionResult")).referenceImage())
                .hasValueSatisfying(image -> assertThat(image.width()).isEqualTo(640));
    }

    @Test
    void a_spoof_that_is_identical_is_not_live_and_not_compared() {
        Map<?, ?> old = (Map<?, ?>) member(
                parse(recorded("rec-v1.2p1-py-livenesswithverify-result-spoof-but-identical")),
                "result",
                "response",
                "body");
        assertThat(member(old, "verifyResult", "isIdentical")).isEqualTo(true);
        LivenessOutcome outcome = result("{\"status\":\"Succeeded\",\"authToken\":\"\",\"results\":{\"attempts\":["
                + "{\"attemptId\":1,\"attemptStatus\":\"Succeeded\",\"result\":{\"livenessDecision\":\""
                + member(old, "livenessDecision") + "\",\"verifyResult\":"
                + write(member(old, "verifyResult")) + "}}]}}");

        assertThat(outcome.decision()).isEqualTo(LivenessDecision.NOT_LIVE);
        assertThat(outcome.comparison()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"uncertain", "SomethingNew"})
    void what_is_not_certain_is_undecided_and_not_compared(String word) {
        LivenessOutcome outcome = result("{\"status\":\"Succeeded\",\"results\":{\"attempts\":[{\"attemptId\":1,"
                + "\"attemptStatus\":\"Succeeded\",\"result\":{\"livenessDecision\":\"" + word
                + "\",\"verifyResult\":{\"matchConfidence\":1,\"isIdentical\":true}}}]}}");

        assertThat(outcome.state()).isEqualTo(LivenessState.COMPLETED);
        assertThat(outcome.decision()).isEqualTo(LivenessDecision.UNDECIDED);
        assertThat(outcome.comparison()).isEmpty();
    }

    @Test
    void a_running_session_has_neither_a_model_nor_attempts() {
        LivenessOutcome outcome =
                result("{\"sessionId\":\"" + SESSION + "\",\"authToken\":\"\",\"status\":\"Running\",\"results\":{}}");

        assertThat(outcome.state()).isEqualTo(LivenessState.IN_PROGRESS);
        assertThat(outcome.vendor().as(AzureLivenessAttempt.class).orElseThrow().modelVersion())
                .isEmpty();
    }

    @Test
    void a_live_person_without_the_comparison_that_was_wanted_makes_the_answer_unusable() {
        assertThatExceptionOfType(ProviderUnavailableException.class)
                .isThrownBy(() -> result("{\"status\":\"Succeeded\",\"results\":{\"attempts\":[{\"attemptId\":1,"
                        + "\"attemptStatus\":\"Succeeded\",\"result\":{\"livenessDecision\":\"realface\"}}]}}"));
    }

    private LivenessOutcome result(String answer) {
        service.with("GET " + WITH_VERIFY + "/" + SESSION, answer);
        return faces.livenessSessions()
                .result(LivenessSession.restore(
                                new LivenessSessionId(SESSION),
                                "account-7",
                                Instant.now().plusSeconds(60))
                        .verifyAgainst(blank)
                        .build());
    }

    private DetectedFace detect(AzureFaces with, FaceFeature... features) {
        return with.detector()
                .detect(blank, DetectOptions.defaults().with(features))
                .get(0);
    }

    private static Estimate<Boolean> trait(Map<FaceTrait, Estimate<Boolean>> traits, FaceTrait trait) {
        return Objects.requireNonNull(traits.get(trait));
    }

    private static List<Point> line(Landmarks points, FaceContour contour) {
        return Objects.requireNonNull(points.contours().get(contour));
    }

    private static String person(String id) {
        return "[{\"personId\":\"" + id + "\",\"name\":\"ada\",\"userData\":\"facebridge:1\",\"persistedFaceIds\":[\""
                + FACE + "\"]}]";
    }

    /** The body of the answer in an example of the specification. */
    private String spec(String name) {
        Map<?, ?> responses = (Map<?, ?>) member(parse(whole(name)), "responses");
        return write(member(responses.values().iterator().next(), "body"));
    }

    /** The body of the first recorded answer. */
    private String recorded(String name) {
        Object body = member(((List<?>) parse(whole(name))).get(0), "ResponseBody");
        return body instanceof String text ? text : write(body);
    }

    private String whole(String name) {
        try {
            return Files.readString(samples.resolve(name + ".json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Object member(Object value, String... path) {
        Object at = value;
        for (String name : path) {
            at = Objects.requireNonNull(((Map<?, ?>) Objects.requireNonNull(at)).get(name), name);
        }
        return at;
    }

    private static Object parse(String json) {
        try (JsonReader reader = JsonProviders.createReader(json)) {
            return reader.readUntyped();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String write(Object value) {
        StringWriter text = new StringWriter();
        try (JsonWriter writer = JsonProviders.createWriter(text)) {
            writer.writeUntyped(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** A picture as large as that of the sample. */
    static FaceImage picture() {
        BufferedImage image = new BufferedImage(640, 440, BufferedImage.TYPE_INT_RGB);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "jpg", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return FaceImage.of(bytes.toByteArray());
    }
}
