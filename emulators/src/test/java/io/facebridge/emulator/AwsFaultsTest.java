package io.facebridge.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.facebridge.testkit.PaintedFaces;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.rekognition.RekognitionClient;
import software.amazon.awssdk.services.rekognition.model.RekognitionException;

class AwsFaultsTest {
    private static final MovableClock CLOCK = new MovableClock();
    private static AwsEmulator emulator;
    private static RekognitionClient aws;

    @BeforeAll
    static void start() {
        emulator = AwsEmulator.backedBy(new PaintedFaces()).clock(CLOCK).start();
        aws = Aws.client(emulator.endpoint());
    }

    @AfterAll
    static void stop() {
        aws.close();
        emulator.close();
    }

    @BeforeEach
    void reset() {
        emulator.reset();
    }

    private static Object create() {
        return aws.createCollection(request -> request.collectionId("staff"));
    }

    private static boolean isCreated() {
        return aws.listCollections().collectionIds().contains("staff");
    }

    private static RekognitionException refusal() {
        return Aws.refusal(AwsFaultsTest::create);
    }

    @Test
    void throttling_comes_with_either_status_and_nothing_is_carried_out() {
        emulator.faults().next(1).throttle();
        emulator.faults().next(1).error(500, "ThrottlingException", "Service Unavailable");
        emulator.faults().next(1).error(400, "ProvisionedThroughputExceededException", "Provisioned Rate exceeded.");

        RekognitionException first = refusal();
        RekognitionException second = refusal();
        RekognitionException third = refusal();

        assertThat(first.awsErrorDetails().errorCode()).isEqualTo("ThrottlingException");
        assertThat(first.statusCode()).isEqualTo(400);
        assertThat(first.isThrottlingException()).isTrue();
        assertThat(first.requestId()).isNotBlank();
        assertThat(second.awsErrorDetails().errorCode()).isEqualTo("ThrottlingException");
        assertThat(second.statusCode()).isEqualTo(500);
        assertThat(third.awsErrorDetails().errorCode()).isEqualTo("ProvisionedThroughputExceededException");
        assertThat(isCreated()).isFalse();
        assertThat(emulator.requests("CreateCollection")).isZero();
        assertThat(emulator.attempts("CreateCollection")).isEqualTo(3);
    }

    @Test
    void as_many_requests_fail_as_was_said_and_then_no_more() {
        emulator.faults().next(2).internalError();

        assertThat(refusal().statusCode()).isEqualTo(500);
        assertThat(refusal().awsErrorDetails().errorCode()).isEqualTo("InternalServerError");
        create();
        assertThat(isCreated()).isTrue();
    }

    @Test
    void a_fault_of_an_operation_leaves_the_others_alone() {
        emulator.faults().next(1, "CreateCollection").throttle();

        assertThat(aws.listCollections().collectionIds()).isEmpty();
        assertThat(refusal().isThrottlingException()).isTrue();
    }

    @Test
    void throttling_lasts_as_long_as_the_clock_says() {
        emulator.faults().during(Duration.ofSeconds(3)).throttle();
        assertThat(refusal().isThrottlingException()).isTrue();
        CLOCK.move(Duration.ofSeconds(2));
        assertThat(refusal().isThrottlingException()).isTrue();
        CLOCK.move(Duration.ofSeconds(1));

        create();

        assertThat(isCreated()).isTrue();
    }

    @Test
    void any_error_can_be_sent() {
        emulator.faults().next(1).error(400, "ExpiredTokenException", "The security token is expired");

        assertThat(refusal().awsErrorDetails().errorCode()).isEqualTo("ExpiredTokenException");
    }

    @Test
    void too_many_requests_say_when_to_come_again() {
        emulator.faults().next(1).tooManyRequests(Duration.ofMillis(1500));

        RekognitionException refusal = refusal();

        assertThat(refusal.statusCode()).isEqualTo(429);
        assertThat(refusal.awsErrorDetails().sdkHttpResponse().firstMatchingHeader("Retry-After"))
                .contains("2");
    }

    @Test
    void a_page_of_html_has_no_code() {
        emulator.faults().next(1).html(503);

        RekognitionException refusal = refusal();

        assertThat(refusal.statusCode()).isEqualTo(503);
        assertThat(refusal.awsErrorDetails().errorCode()).isNull();
        assertThat(isCreated()).isFalse();
    }

    @Test
    void a_reset_before_leaves_nothing_behind() {
        emulator.faults().next(1).resetBefore();

        assertThat(Aws.failure(AwsFaultsTest::create)).isInstanceOf(SdkClientException.class);
        assertThat(isCreated()).isFalse();
        assertThat(emulator.requests("CreateCollection")).isZero();
    }

    @Test
    void a_reset_after_loses_the_answer_and_the_effect_stays() {
        emulator.faults().next(1).resetAfter();

        assertThat(Aws.failure(AwsFaultsTest::create)).isInstanceOf(SdkClientException.class);
        assertThat(isCreated()).isTrue();
        assertThat(emulator.requests("CreateCollection")).isEqualTo(1);
    }

    @Test
    void a_truncated_body_breaks_off() {
        emulator.faults().next(1).truncatedBody();

        assertThat(Aws.failure(AwsFaultsTest::create)).isInstanceOf(SdkClientException.class);
        assertThat(isCreated()).isTrue();
    }

    @Test
    void garbage_cannot_be_parsed_and_the_effect_stays() {
        emulator.faults().next(1).garbageBody();

        assertThat(Aws.failure(AwsFaultsTest::create)).isInstanceOf(SdkException.class);
        assertThat(isCreated()).isTrue();
    }

    @Test
    void an_empty_body_is_an_empty_answer() {
        emulator.faults().next(1, "CreateCollection").emptyBody();

        assertThat(aws.createCollection(request -> request.collectionId("staff"))
                        .statusCode())
                .isNull();
        assertThat(isCreated()).isTrue();
    }

    @Test
    void latency_delays_the_answer() {
        emulator.faults().next(1).latency(Duration.ofMillis(300));

        assertThat(timeOfCreation()).isBetween(Duration.ofMillis(290), Duration.ofSeconds(5));
        assertThat(isCreated()).isTrue();
    }

    @Test
    void a_slow_body_arrives_whole() {
        emulator.faults().next(1).slowBody(Duration.ofMillis(300));

        assertThat(timeOfCreation()).isBetween(Duration.ofMillis(200), Duration.ofSeconds(5));
        assertThat(isCreated()).isTrue();
    }

    private static Duration timeOfCreation() {
        long start = System.nanoTime();
        create();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Test
    void faults_can_be_forgotten() {
        emulator.faults().during(Duration.ofHours(1)).throttle();
        emulator.faults().clear();

        create();

        assertThat(isCreated()).isTrue();
    }

    @Test
    void an_unknown_operation_is_named() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> emulator.faults().next(1, "MakeCoffee"))
                .withMessageContaining("MakeCoffee")
                .withMessageContaining("IndexFaces");
        assertThatIllegalArgumentException().isThrownBy(() -> emulator.faults().next(0));
    }
}
