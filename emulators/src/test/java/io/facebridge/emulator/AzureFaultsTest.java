package io.facebridge.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.facebridge.testkit.PaintedFaces;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Faults have to keep their ways over a connection that is encrypted. */
class AzureFaultsTest {
    private static final String STAFF = "/largepersongroups/staff";
    private static final MovableClock CLOCK = new MovableClock();
    private static AzureEmulator emulator;
    private static Azure azure;

    @BeforeAll
    static void start() {
        emulator = AzureEmulator.backedBy(new PaintedFaces()).clock(CLOCK).start();
        azure = new Azure(emulator);
    }

    @AfterAll
    static void stop() {
        emulator.close();
    }

    @BeforeEach
    void reset() {
        emulator.reset();
    }

    private static Azure.Answer create() {
        return azure.json("PUT", STAFF, "{'name': 'staff'}");
    }

    private static boolean isCreated() {
        return azure.get(STAFF).status() == 200;
    }

    private static void assertBroken() {
        assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(AzureFaultsTest::create);
    }

    @Test
    void throttling_has_the_services_code_and_says_when_to_come_again_if_wanted() {
        emulator.faults().next(1).throttle();
        emulator.faults().next(1).tooManyRequests(Duration.ofMillis(1500));
        Azure.Answer plain = create();
        Azure.Answer timed = create();

        assertThat(plain.refusal()).isEqualTo("429 429");
        assertThat(plain.header("Retry-After")).isNull();
        assertThat(timed.refusal()).isEqualTo("429 429");
        assertThat(timed.header("Retry-After")).isEqualTo("2");
        assertThat(timed.header("apim-request-id")).isNotBlank();
        assertThat(isCreated()).isFalse();
        assertThat(emulator.attempts("CreateLargePersonGroup")).isEqualTo(2);
    }

    @Test
    void errors_of_any_kind_are_worded_as_the_service_does() {
        emulator.faults().next(1).internalError();
        emulator.faults().next(1).error(409, "ConcurrentOperationConflict", "Busy.");

        assertThat(create().refusal()).isEqualTo("500 InternalServerError");
        assertThat(create().refusal()).isEqualTo("409 ConcurrentOperationConflict");
        assertThat(isCreated()).isFalse();
    }

    @Test
    void a_fault_of_an_operation_leaves_the_others_alone_and_lasts_as_long_as_the_clock_says() {
        emulator.faults()
                .during(Duration.ofSeconds(3), "CreateLargePersonGroup")
                .html(502);

        assertThat(azure.get("/largepersongroups").status()).isEqualTo(200);
        assertThat(create().status()).isEqualTo(502);
        CLOCK.move(Duration.ofSeconds(3));
        assertThat(create().status()).isEqualTo(200);
    }

    @Test
    void a_connection_is_reset_before_the_request_is_carried_out() {
        emulator.faults().next(1, "CreateLargePersonGroup").resetBefore();

        assertBroken();
        assertThat(isCreated()).isFalse();
    }

    @Test
    void a_connection_is_reset_after_the_request_was_carried_out() {
        emulator.faults().next(1, "CreateLargePersonGroup").resetAfter();

        assertBroken();
        assertThat(isCreated()).isTrue();
    }

    @Test
    void half_an_answer_is_none() {
        emulator.faults().next(1, "ListLargePersonGroups").truncatedBody();
        emulator.seed().largePersonGroup("staff");

        assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> azure.get("/largepersongroups"));
        assertThat(azure.get("/largepersongroups").list()).hasSize(1);
    }

    @Test
    void answers_that_are_empty_or_no_json_come_with_200() {
        emulator.seed().largePersonGroup("staff");
        emulator.faults().next(1).emptyBody();
        emulator.faults().next(1).garbageBody();

        assertThat(azure.get(STAFF).response().body()).isEmpty();
        assertThat(azure.get(STAFF).text()).contains("no JSON");
    }

    @Test
    void a_slow_body_arrives_whole() {
        emulator.seed().largePersonGroup("staff");
        emulator.faults().next(1).slowBody(Duration.ofMillis(200));

        assertThat(azure.get(STAFF).at("name")).isEqualTo("staff");
    }
}
