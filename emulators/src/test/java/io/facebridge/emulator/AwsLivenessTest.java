package io.facebridge.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.facebridge.image.FaceImage;
import io.facebridge.testkit.PaintedFaces;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rekognition.RekognitionClient;
import software.amazon.awssdk.services.rekognition.model.AuditImage;
import software.amazon.awssdk.services.rekognition.model.ChallengePreference;
import software.amazon.awssdk.services.rekognition.model.ChallengeType;
import software.amazon.awssdk.services.rekognition.model.CreateFaceLivenessSessionRequest;
import software.amazon.awssdk.services.rekognition.model.GetFaceLivenessSessionResultsResponse;
import software.amazon.awssdk.services.rekognition.model.LivenessSessionStatus;
import software.amazon.awssdk.services.rekognition.model.S3Object;

class AwsLivenessTest {
    private static final FaceImage REFERENCE = FaceImage.of(PaintedFaces.portrait(1, 1));
    private static final FaceImage AUDIT = FaceImage.of(PaintedFaces.portrait(1, 2));

    private final MovableClock clock = new MovableClock();
    private AwsEmulator emulator;
    private RekognitionClient aws;

    @BeforeEach
    void start() {
        emulator = AwsEmulator.backedBy(new PaintedFaces()).clock(clock).start();
        aws = Aws.client(emulator.endpoint());
    }

    @AfterEach
    void stop() {
        aws.close();
        emulator.close();
    }

    private String create(Consumer<CreateFaceLivenessSessionRequest.Builder> settings) {
        return aws.createFaceLivenessSession(settings).sessionId();
    }

    private String create() {
        return create(request -> {});
    }

    private GetFaceLivenessSessionResultsResponse results(String session) {
        return aws.getFaceLivenessSessionResults(request -> request.sessionId(session));
    }

    @Test
    void a_session_goes_from_created_by_way_of_progress_to_success() {
        String session = create();
        GetFaceLivenessSessionResultsResponse created = results(session);
        emulator.liveness().start(session);
        LivenessSessionStatus running = results(session).status();
        emulator.liveness().complete(session, 97.5, REFERENCE);
        GetFaceLivenessSessionResultsResponse done = results(session);

        assertThat(created.status()).isEqualTo(LivenessSessionStatus.CREATED);
        assertThat(created.sessionId()).isEqualTo(session);
        assertThat(created.confidence()).isNull();
        assertThat(created.referenceImage()).isNull();
        assertThat(running).isEqualTo(LivenessSessionStatus.IN_PROGRESS);
        assertThat(done.status()).isEqualTo(LivenessSessionStatus.SUCCEEDED);
        assertThat(done.confidence()).isEqualTo(97.5f);
        assertThat(done.referenceImage().bytes().asByteArray()).isEqualTo(REFERENCE.toByteArray());
        assertThat(done.referenceImage().boundingBox().width()).isEqualTo(0.5f);
        assertThat(done.auditImages()).isEmpty();
        assertThat(done.challenge().type()).isEqualTo(ChallengeType.FACE_MOVEMENT_AND_LIGHT_CHALLENGE);
        assertThat(done.challenge().version()).matches("\\d+\\.\\d+\\.\\d+");
    }

    @Test
    void a_failed_session_has_neither_confidence_nor_pictures() {
        String session = create();
        emulator.liveness().fail(session);

        GetFaceLivenessSessionResultsResponse results = results(session);

        assertThat(results.status()).isEqualTo(LivenessSessionStatus.FAILED);
        assertThat(results.confidence()).isNull();
        assertThat(results.referenceImage()).isNull();
    }

    @Test
    void reset_forgets_the_sessions_and_their_pictures() {
        String session = create();
        emulator.liveness().complete(session, 90, REFERENCE);
        emulator.reset();

        assertThat(Aws.code(() -> results(session))).isEqualTo("SessionNotFoundException");
    }

    @Test
    void a_session_is_used_once_and_its_result_can_be_read_again() {
        String session = create();
        emulator.liveness().complete(session, 90, REFERENCE);

        assertThat(results(session).confidence()).isEqualTo(90f);
        assertThat(results(session).confidence()).isEqualTo(90f);
        assertThatIllegalStateException()
                .isThrownBy(() -> emulator.liveness().complete(session, 10, REFERENCE))
                .withMessageContaining("used once");
    }

    @Test
    void after_three_minutes_a_session_has_expired_and_its_data_is_gone() {
        String session = create();
        emulator.liveness().complete(session, 90, REFERENCE);
        clock.move(Duration.ofSeconds(170));
        LivenessSessionStatus before = results(session).status();
        clock.move(Duration.ofSeconds(11));

        GetFaceLivenessSessionResultsResponse after = results(session);

        assertThat(before).isEqualTo(LivenessSessionStatus.SUCCEEDED);
        assertThat(after.status()).isEqualTo(LivenessSessionStatus.EXPIRED);
        assertThat(after.confidence()).isNull();
        assertThat(after.referenceImage()).isNull();
        assertThatIllegalStateException()
                .isThrownBy(() -> emulator.liveness().start(session))
                .withMessageContaining("expired");
    }

    @Test
    void an_unknown_session_is_not_found() {
        String unknown = UUID.randomUUID().toString();

        assertThat(Aws.code(() -> results(unknown))).isEqualTo("SessionNotFoundException");
        assertThat(Aws.code(() -> results("no uuid"))).isEqualTo("ValidationException");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> emulator.liveness().fail(unknown));
    }

    @Test
    void the_same_token_is_the_same_session_and_without_one_every_request_opens_another() {
        String first = create(request -> request.clientRequestToken("t1"));

        assertThat(create(request -> request.clientRequestToken("t1"))).isEqualTo(first);
        assertThat(create()).isNotEqualTo(create());
        assertThat(emulator.liveness().sessions()).hasSize(3).startsWith(first);
    }

    @Test
    void as_many_audit_images_are_kept_as_were_asked_for() {
        String session = create(request -> request.settings(settings -> settings.auditImagesLimit(2)));
        emulator.liveness().complete(session, 90, REFERENCE, AUDIT, AUDIT, AUDIT);

        assertThat(results(session).auditImages())
                .hasSize(2)
                .allSatisfy(image -> assertThat(image.bytes().asByteArray()).isEqualTo(AUDIT.toByteArray()));
    }

    @Test
    void pictures_go_to_the_bucket_that_was_named() {
        String session = create(request -> request.settings(settings -> settings.auditImagesLimit(1)
                .outputConfig(output -> output.s3Bucket("audits").s3KeyPrefix("live/"))));
        emulator.liveness().complete(session, 90, REFERENCE, AUDIT);

        GetFaceLivenessSessionResultsResponse results = results(session);

        S3Object reference = results.referenceImage().s3Object();
        AuditImage audit = results.auditImages().get(0);
        assertThat(results.referenceImage().bytes()).isNull();
        assertThat(reference.bucket()).isEqualTo("audits");
        assertThat(reference.name()).startsWith("live/" + session);
        assertThat(emulator.s3("audits", reference.name())).contains(REFERENCE.toByteArray());
        assertThat(aws.detectFaces(request -> request.image(image -> image.s3Object(audit.s3Object())))
                        .faceDetails())
                .hasSize(1);
    }

    @Test
    void the_preferred_challenge_is_used() {
        String session = prefer(
                ChallengePreference.builder()
                        .type(ChallengeType.FACE_MOVEMENT_AND_LIGHT_CHALLENGE)
                        .versions(versions -> versions.minimum("900.0.0"))
                        .build(),
                ChallengePreference.builder()
                        .type(ChallengeType.FACE_MOVEMENT_CHALLENGE)
                        .build());
        emulator.liveness().complete(session, 90, REFERENCE);

        assertThat(results(session).challenge().type()).isEqualTo(ChallengeType.FACE_MOVEMENT_CHALLENGE);
    }

    private String prefer(ChallengePreference... preferences) {
        return create(request -> request.settings(settings -> settings.challengePreferences(preferences)));
    }

    @Test
    void settings_outside_the_model_are_refused() {
        assertThat(List.of(
                        Aws.code(() -> create(request -> request.kmsKeyId("!"))),
                        Aws.code(() -> create(request -> request.clientRequestToken("not a token"))),
                        Aws.code(() -> create(request ->
                                request.settings(settings -> settings.outputConfig(output -> output.s3Bucket("x"))))),
                        Aws.code(() -> prefer(
                                ChallengePreference.builder().type("STARE").build())),
                        Aws.code(() -> prefer(ChallengePreference.builder()
                                .type(ChallengeType.FACE_MOVEMENT_CHALLENGE)
                                .versions(versions -> versions.minimum("one"))
                                .build()))))
                .containsOnly("ValidationException");
    }

    @Test
    void it_can_be_said_in_advance_what_becomes_of_sessions() {
        emulator.liveness().newSessionsFail();
        String failed = create();
        emulator.liveness().newSessionsComplete(88, REFERENCE);
        String live = create();
        emulator.liveness().newSessionsWait();
        String waiting = create();

        assertThat(List.of(failed, live, waiting))
                .extracting(session -> results(session).status())
                .containsExactly(
                        LivenessSessionStatus.FAILED, LivenessSessionStatus.SUCCEEDED, LivenessSessionStatus.CREATED);
    }

    @Test
    void a_confidence_beyond_the_scale_is_refused_by_the_script() {
        String session = create();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> emulator.liveness().complete(session, 100.1, REFERENCE))
                .withMessageContaining("100.1");
    }
}
