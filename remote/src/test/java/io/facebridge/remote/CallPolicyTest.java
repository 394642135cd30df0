package io.facebridge.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CallPolicyTest {
    private static final RateLimit FIVE = RateLimit.perSecond(5);
    private static final RateLimit FIFTY = RateLimit.perSecond(50);

    @Test
    void has_the_defaults_that_are_documented() {
        CallPolicy policy = CallPolicy.defaults();

        assertThat(policy.deadline()).isEqualTo(Duration.ofSeconds(30));
        assertThat(policy.maxAttempts()).isEqualTo(4);
        assertThat(policy.backoffBase()).isEqualTo(Duration.ofMillis(100));
        assertThat(policy.backoffCap()).isEqualTo(Duration.ofSeconds(5));
        assertThat(policy.maxConcurrentCalls()).isEqualTo(64);
        assertThat(policy.rateLimits(Map.of("Read", FIVE))).containsExactly(Map.entry("Read", FIVE));
        assertThat(policy.circuitBreaking()).contains(new CircuitBreakerPolicy(50, 20, 10, Duration.ofSeconds(10)));
        assertThat(policy.listeners()).hasExactlyElementsOfTypes(Slf4jCallListener.class);
    }

    @Test
    void refuses_a_deadline_out_of_range() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CallPolicy.builder().deadline(Duration.ZERO))
                .withMessage("deadline must be in [PT0.001S, PT1H] but was PT0S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CallPolicy.builder().deadline(Duration.ofSeconds(Long.MAX_VALUE)));
    }

    @Test
    void refuses_a_number_of_attempts_out_of_range() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CallPolicy.builder().maxAttempts(0))
                .withMessage("maxAttempts must be in [1, 20] but was 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CallPolicy.builder().maxAttempts(21));
    }

    @Test
    void refuses_a_backoff_whose_base_exceeds_its_cap() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CallPolicy.builder().backoff(Duration.ofSeconds(2), Duration.ofSeconds(1)))
                .withMessage("base must be in [PT0.001S, PT1S] but was PT2S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CallPolicy.builder().backoff(Duration.ofSeconds(2), Duration.ofMinutes(6)))
                .withMessageContaining("cap must be in");
    }

    @Test
    void refuses_places_out_of_range() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CallPolicy.builder().maxConcurrentCalls(0))
                .withMessage("maxConcurrentCalls must be in [1, 10000] but was 0");
    }

    @Test
    void refuses_rates_out_of_range() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RateLimit.perSecond(0))
                .withMessage("calls must be in [1, 1000000] but was 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RateLimit(1, Duration.ofDays(2)))
                .withMessage("period must be in [PT0.001S, PT24H] but was PT48H");
    }

    @Test
    void refuses_a_circuit_breaker_out_of_range() {
        Duration open = Duration.ofSeconds(1);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CircuitBreakerPolicy(0, 20, 10, open))
                .withMessage("failurePercent must be in [1, 100] but was 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CircuitBreakerPolicy(50, 20, 21, open))
                .withMessage("minimumCalls must be in [1, 20] but was 21");
        assertThatIllegalArgumentException().isThrownBy(() -> new CircuitBreakerPolicy(50, 1001, 10, open));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CircuitBreakerPolicy(50, 20, 10, Duration.ofHours(2)));
    }

    @Test
    void takes_both_ends_of_every_range() {
        Duration millisecond = Duration.ofMillis(1);
        Duration hour = Duration.ofHours(1);
        Duration longestBackoff = Duration.ofMinutes(5);

        assertThat(CallPolicy.builder().deadline(millisecond).build().deadline())
                .isEqualTo(millisecond);
        assertThat(CallPolicy.builder().deadline(hour).build().deadline()).isEqualTo(hour);
        assertThat(CallPolicy.builder().maxAttempts(1).build().maxAttempts()).isEqualTo(1);
        assertThat(CallPolicy.builder().maxAttempts(20).build().maxAttempts()).isEqualTo(20);
        assertThat(CallPolicy.builder()
                        .backoff(longestBackoff, longestBackoff)
                        .build()
                        .backoffBase())
                .isEqualTo(longestBackoff);
        assertThat(new CircuitBreakerPolicy(1, 1, 1, millisecond).openFor()).isEqualTo(millisecond);
        assertThat(new CircuitBreakerPolicy(100, 1000, 1000, hour).openFor()).isEqualTo(hour);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CallPolicy.builder().deadline(millisecond.minusNanos(1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CallPolicy.builder().deadline(hour.plusNanos(1)));
    }

    @Test
    void lays_its_own_rates_over_the_presets() {
        CallPolicy policy = CallPolicy.builder().rateLimit("Read", FIFTY).build();

        assertThat(policy.rateLimits(Map.of("Read", FIVE, "Write", FIVE)))
                .containsOnly(Map.entry("Read", FIFTY), Map.entry("Write", FIVE));
    }

    @Test
    void drops_presets_and_earlier_rates_when_it_is_unlimited() {
        CallPolicy policy = CallPolicy.builder()
                .rateLimit("Read", FIVE)
                .unlimitedRate()
                .rateLimit("Write", FIFTY)
                .build();

        assertThat(policy.rateLimits(Map.of("Read", FIVE))).containsExactly(Map.entry("Write", FIFTY));
    }

    @Test
    void tells_listeners_beside_the_log_or_instead_of_it() {
        CallListener mine = report -> {};

        assertThat(CallPolicy.builder().listener(mine).build().listeners())
                .hasSize(2)
                .contains(mine);
        assertThat(CallPolicy.builder()
                        .withoutListeners()
                        .listener(mine)
                        .build()
                        .listeners())
                .containsExactly(mine);
    }

    @Test
    void does_not_change_with_its_builder() {
        CallPolicy.Builder builder = CallPolicy.builder();
        CallPolicy policy = builder.build();

        builder.withoutListeners().rateLimit("Read", FIVE).noCircuitBreaker();

        assertThat(policy.listeners()).hasSize(1);
        assertThat(policy.rateLimits(Map.of())).isEmpty();
        assertThat(policy.circuitBreaking()).isPresent();
    }

    @Test
    void a_rate_limit_of_an_operation_that_is_not_there_is_refused_with_the_nearest_one_and_all() {
        CallPolicy policy = CallPolicy.builder()
                .rateLimit("Read", FIVE)
                .rateLimit("Wirte", FIVE)
                .build();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> policy.requireOperations(List.of("Write", "Read")))
                .withMessage(
                        "rateLimit must be for an operation of the provider but was for 'Wirte'; did you mean 'Write'?"
                                + " known: Read, Write");
        policy.requireOperations(List.of("Wirte", "Read"));
    }
}
