package io.facebridge.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.facebridge.emulator.AzureLivenessScript.Decision;
import io.facebridge.image.FaceImage;
import io.facebridge.testkit.PaintedFaces;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AzureLivenessTest {
    private static final String ALONE = "/detectLiveness-sessions";
    private static final String WITH_VERIFY = "/detectLivenessWithVerify-sessions";
    private static final FaceImage ANN = FaceImage.of(Azure.portrait(1, 1));
    private static final FaceImage BOB = FaceImage.of(Azure.portrait(2, 1));
    private static final byte[] REFERENCE = Azure.portrait(1, 9);

    private final MovableClock clock = new MovableClock();
    private final Map<String, String> fields = new LinkedHashMap<>();
    private AzureEmulator emulator;
    private Azure azure;

    @BeforeEach
    void start() {
        emulator = AzureEmulator.backedBy(new PaintedFaces())
                .key(Azure.KEY)
                .clock(clock)
                .start();
        azure = new Azure(emulator);
        fields.put("livenessOperationMode", "PassiveActive");
        fields.put("deviceCorrelationId", UUID.randomUUID().toString());
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    private Azure.Answer create(String more) {
        return azure.post(
                ALONE, "{'livenessOperationMode': 'Passive', 'deviceCorrelationId': 'any-random-id'" + more + "}");
    }

    private String session() {
        return create("").textAt("sessionId");
    }

    private Azure.Answer get(String session) {
        return azure.get(ALONE + "/" + session);
    }

    private Azure.Answer createWithVerify() {
        return azure.form(WITH_VERIFY, fields, REFERENCE, "reference.jpg");
    }

    private Azure.Answer verified(Decision decision, FaceImage picture) {
        String session = createWithVerify().textAt("sessionId");
        emulator.liveness().decide(session, decision, picture);
        return azure.get(WITH_VERIFY + "/" + session);
    }

    // States

    @Test
    void a_session_goes_from_not_started_by_way_of_running_to_success() {
        Azure.Answer created = create("");
        String session = created.textAt("sessionId");
        Azure.Answer waiting = get(session);
        emulator.liveness().start(session);
        Azure.Answer running = get(session);
        String digest = emulator.liveness().decide(session, Decision.REALFACE, ANN);
        Azure.Answer done = get(session);

        assertThat(created.status()).isEqualTo(200);
        assertThat(created.at("status")).isEqualTo("NotStarted");
        assertThat(created.textAt("authToken")).isNotBlank();
        assertThat(created.list("results", "attempts")).isEmpty();
        assertThat(waiting.at("authToken")).isEqualTo("");
        assertThat(waiting.at("modelVersion")).isEqualTo("2024-11-15");
        assertThat(running.at("status")).isEqualTo("Running");
        assertThat(running.at("modelVersion")).isNull();
        assertThat(done.at("status")).isEqualTo("Succeeded");
        assertThat(done.at("results", "attempts", 0, "attemptStatus")).isEqualTo("Succeeded");
        assertThat(done.at("results", "attempts", 0, "result", "livenessDecision"))
                .isEqualTo("realface");
        assertThat(done.at("results", "attempts", 0, "result", "targets", "color", "faceRectangle"))
                .isEqualTo(Map.of("top", 50.0, "left", 50.0, "width", 150.0, "height", 150.0));
        assertThat(done.at("results", "attempts", 0, "result", "digest")).isEqualTo(digest);
        assertThat(done.at("results", "attempts", 0, "result", "sessionImageId"))
                .isNull();
        assertThat(done.at("results", "attempts", 0, "result", "verifyResult")).isNull();
        assertThat(done.at("results", "verifyReferences")).isNull();
    }

    @Test
    void reset_forgets_the_sessions_and_their_results() {
        String session = session();
        emulator.liveness().decide(session, Decision.REALFACE, ANN);
        emulator.reset();

        assertThat(get(session).refusal()).isEqualTo("404 SessionNotFound");
    }

    @ParameterizedTest
    @CsvSource({"REALFACE, realface", "SPOOFFACE, spoofface", "UNCERTAIN, uncertain"})
    void each_decision_is_told_and_the_session_has_succeeded(Decision decision, String word) {
        String session = session();
        emulator.liveness().decide(session, decision, ANN);

        assertThat(get(session).at("status")).isEqualTo("Succeeded");
        assertThat(get(session).at("results", "attempts", 0, "result", "livenessDecision"))
                .isEqualTo(word);
    }

    @Test
    void attempts_come_newest_first_and_a_failed_one_leaves_the_session_open() {
        String session = session();
        emulator.liveness().failAttempt(session, "FaceWithMaskDetected");
        Azure.Answer between = get(session);
        emulator.liveness().decide(session, Decision.REALFACE, ANN);
        Azure.Answer done = get(session);

        assertThat(between.at("status")).isEqualTo("Running");
        assertThat(done.at("results", "attempts", 0, "attemptId")).isEqualTo(2.0);
        assertThat(done.at("results", "attempts", 1, "attemptId")).isEqualTo(1.0);
        assertThat(done.at("results", "attempts", 1, "attemptStatus")).isEqualTo("Failed");
        assertThat(done.at("results", "attempts", 1, "error", "code")).isEqualTo("FaceWithMaskDetected");
        assertThat(done.at("results", "attempts", 1, "result")).isNull();
    }

    @Test
    void the_third_failed_attempt_ends_the_session() {
        String session = session();
        for (int attempt = 0; attempt < 3; attempt++) {
            emulator.liveness().failAttempt(session, "ServerRequestTimedOut");
        }

        assertThat(get(session).at("status")).isEqualTo("Failed");
        assertThatIllegalStateException()
                .isThrownBy(() -> emulator.liveness().failAttempt(session, "TimedOut"))
                .withMessageContaining("Failed");
    }

    @Test
    void a_session_that_was_cancelled_or_decided_is_over() {
        String cancelled = session();
        emulator.liveness().cancel(cancelled);
        String decided = session();
        emulator.liveness().decide(decided, Decision.SPOOFFACE, ANN);

        assertThat(get(cancelled).at("status")).isEqualTo("Canceled");
        assertThat(emulator.liveness().sessions()).containsExactly(cancelled, decided);
        assertThatIllegalStateException()
                .isThrownBy(() -> emulator.liveness().decide(cancelled, Decision.REALFACE, ANN));
        assertThatIllegalStateException().isThrownBy(() -> emulator.liveness().decide(decided, Decision.REALFACE, ANN));
    }

    @Test
    void nothing_comes_of_a_session_whose_token_has_expired() {
        String usual = session();
        String brief = create(", 'authTokenTimeToLiveInSeconds': 60").textAt("sessionId");
        clock.move(Duration.ofMinutes(1));

        emulator.liveness().start(usual);
        assertThatIllegalStateException()
                .isThrownBy(() -> emulator.liveness().start(brief))
                .withMessageContaining("expired");
        clock.move(Duration.ofMinutes(9));
        assertThatIllegalStateException()
                .isThrownBy(() -> emulator.liveness().decide(usual, Decision.REALFACE, ANN))
                .withMessageContaining("expired");
        assertThat(get(brief).at("status")).isEqualTo("NotStarted");
    }

    @Test
    void after_48_hours_or_a_deletion_a_session_is_not_found() {
        String old = session();
        String deleted = session();
        Azure.Answer deletion = azure.delete(ALONE + "/" + deleted);
        clock.move(Duration.ofHours(47));
        int before = get(old).status();
        clock.move(Duration.ofHours(1));

        assertThat(deletion.status()).isEqualTo(204);
        assertThat(deletion.response().body()).isEmpty();
        assertThat(get(deleted).refusal()).isEqualTo("404 SessionNotFound");
        assertThat(azure.delete(ALONE + "/" + deleted).refusal()).isEqualTo("404 SessionNotFound");
        assertThat(before).isEqualTo(200);
        assertThat(get(old).refusal()).isEqualTo("404 SessionNotFound");
    }

    @Test
    void a_session_is_found_under_its_own_kind_only() {
        String alone = session();
        String verified = createWithVerify().textAt("sessionId");

        assertThat(azure.get(WITH_VERIFY + "/" + alone).refusal()).isEqualTo("404 SessionNotFound");
        assertThat(get(verified).refusal()).isEqualTo("404 SessionNotFound");
    }

    // Pictures

    @Test
    void the_picture_is_kept_if_the_session_asks_for_it_and_goes_with_the_session() {
        String session = create(", 'enableSessionImage': true").textAt("sessionId");
        emulator.liveness().decide(session, Decision.REALFACE, ANN);
        String image = get(session).textAt("results", "attempts", 0, "result", "sessionImageId");

        Azure.Answer kept = azure.get("/sessionImages/" + image);
        Azure.Answer detected = azure.post("/detect", "{'sessionImageId': '" + image + "'}");
        azure.delete(ALONE + "/" + session);

        assertThat(kept.response().body()).isEqualTo(ANN.toByteArray());
        assertThat(kept.header("Content-Type")).isEqualTo("application/octet-stream");
        assertThat(detected.list()).hasSize(1);
        assertThat(azure.get("/sessionImages/" + image).status()).isEqualTo(404);
    }

    @Test
    void a_person_before_the_camera_has_a_face() {
        FaceImage withoutFace = FaceImage.of(Azure.picture(300, 300));
        String session = session();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> emulator.liveness().decide(session, Decision.REALFACE, withoutFace));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> emulator.liveness().newSessionsDecide(Decision.REALFACE, withoutFace));
        assertThat(get(session).at("status")).isEqualTo("NotStarted");
    }

    // With verification

    @Test
    void a_live_person_is_compared_with_the_sessions_picture() {
        fields.put("returnVerifyImageHash", "true");
        Azure.Answer same = verified(Decision.REALFACE, ANN);
        Azure.Answer other = verified(Decision.REALFACE, BOB);

        assertThat(same.at("results", "attempts", 0, "result", "verifyResult", "isIdentical"))
                .isEqualTo(true);
        assertThat(same.numberAt("results", "attempts", 0, "result", "verifyResult", "matchConfidence"))
                .isGreaterThan(0.5);
        assertThat(same.textAt("results", "attempts", 0, "result", "verifyImageHash"))
                .matches("[0-9A-F]{64}");
        assertThat(other.at("results", "attempts", 0, "result", "verifyResult", "isIdentical"))
                .isEqualTo(false);
    }

    @Test
    void an_attack_with_the_right_face_is_identical_all_the_same() {
        Azure.Answer spoof = verified(Decision.SPOOFFACE, ANN);

        assertThat(spoof.at("results", "attempts", 0, "result", "livenessDecision"))
                .isEqualTo("spoofface");
        assertThat(spoof.at("results", "attempts", 0, "result", "verifyResult", "isIdentical"))
                .isEqualTo(true);
        assertThat(spoof.at("results", "attempts", 0, "result", "verifyImageHash"))
                .isNull();
    }

    @Test
    void the_sessions_own_threshold_decides_who_is_identical() {
        fields.put("verifyConfidenceThreshold", "1.0");

        assertThat(verified(Decision.REALFACE, ANN)
                        .at("results", "attempts", 0, "result", "verifyResult", "isIdentical"))
                .isEqualTo(false);
    }

    @Test
    void the_picture_is_described_in_the_answers_and_its_kind_in_the_first_only() {
        Azure.Answer created = createWithVerify();
        Azure.Answer read = azure.get(WITH_VERIFY + "/" + created.textAt("sessionId"));

        assertThat(created.at("results", "verifyReferences", 0))
                .isEqualTo(Map.of(
                        "referenceType",
                        "image",
                        "faceRectangle",
                        Map.of("top", 50.0, "left", 50.0, "width", 150.0, "height", 150.0),
                        "qualityForRecognition",
                        "high"));
        assertThat(read.at("results", "verifyReferences", 0, "referenceType")).isNull();
        assertThat(read.at("results", "verifyReferences", 0, "qualityForRecognition"))
                .isEqualTo("high");
    }

    @Test
    void a_picture_without_a_file_name_or_in_json_is_not_taken() {
        assertThat(azure.form(WITH_VERIFY, fields, REFERENCE, null).refusal()).isEqualTo("400 InvalidRequestBody");
        assertThat(azure.form(WITH_VERIFY, fields, null, null).refusal()).isEqualTo("400 InvalidRequestBody");
        assertThat(azure.post(WITH_VERIFY, "{}").refusal()).isEqualTo("415 UnsupportedMediaType");
    }

    @Test
    void the_picture_shows_one_person() {
        byte[] two =
                Azure.picture(400, 200, PaintedFaces.face(10, 10, 100, 1, 1), PaintedFaces.face(200, 10, 120, 2, 1));

        assertThat(List.of(
                        azure.form(WITH_VERIFY, fields, two, "two.jpg").refusal(),
                        azure.form(WITH_VERIFY, fields, Azure.picture(300, 300), "none.jpg")
                                .refusal()))
                .containsOnly("400 InvalidImage");
    }

    @Test
    void a_picture_of_almost_6_mb_is_taken() {
        byte[] large = Azure.picture(1400, 1400, PaintedFaces.face(50, 50, 400, 1, 9));

        assertThat(large).hasSizeGreaterThan(5_500_000);
        assertThat(azure.form(WITH_VERIFY, fields, large, "large.bmp").status()).isEqualTo(200);
    }

    // Settings

    @Test
    void settings_out_of_range_are_refused_by_their_names() {
        String longId = "i".repeat(65);

        assertThat(azure.post(ALONE, "{'deviceCorrelationId': 'id'}").refusal())
                .isEqualTo("400 InvalidLivenessOperationMode");
        assertThat(azure.post(ALONE, "{'livenessOperationMode': 'Active', 'deviceCorrelationId': 'id'}")
                        .refusal())
                .isEqualTo("400 InvalidLivenessOperationMode");
        assertThat(List.of(
                        azure.post(ALONE, "{'livenessOperationMode': 'Passive'}")
                                .refusal(),
                        azure.post(
                                        ALONE,
                                        "{'livenessOperationMode': 'Passive', 'deviceCorrelationId': '" + longId + "'}")
                                .refusal(),
                        create(", 'deviceCorrelationIdSetInClient': true").refusal()))
                .containsOnly("400 InvalidDeviceCorrelationId");
        assertThat(create(", 'authTokenTimeToLiveInSeconds': 59").refusal()).isEqualTo("400 InvalidTokenLifetime");
        assertThat(create(", 'authTokenTimeToLiveInSeconds': 86401").refusal()).isEqualTo("400 InvalidTokenLifetime");
        assertThat(create(", 'enableSessionImage': 'perhaps'").refusal()).isEqualTo("400 InvalidRequestBody");
        assertThat(azure.post(ALONE, "{'livenessOperationMode': 'Passive', 'deviceCorrelationIdSetInClient': true}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void the_version_of_the_model_can_be_chosen() {
        assertThat(create(", 'livenessModelVersion': '2025-05-20'").at("modelVersion"))
                .isEqualTo("2025-05-20");
    }

    @Test
    void it_can_be_said_in_advance_what_becomes_of_sessions() {
        emulator.liveness().newSessionsFailAttempt("FaceWithMaskDetected");
        String failing = session();
        emulator.liveness().newSessionsDecide(Decision.REALFACE, ANN);
        String live = session();
        emulator.liveness().newSessionsWait();
        String waiting = session();

        assertThat(get(failing).at("status")).isEqualTo("Running");
        assertThat(get(live).at("status")).isEqualTo("Succeeded");
        assertThat(get(waiting).at("status")).isEqualTo("NotStarted");
    }

    @Test
    void a_script_names_the_sessions_and_codes_that_cannot_be() {
        String session = session();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> emulator.liveness().start("unknown"))
                .withMessageContaining("unknown");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> emulator.liveness().failAttempt(session, "a mask"))
                .withMessageContaining("a mask");
    }
}
