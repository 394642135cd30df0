package io.facebridge.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.facebridge.provider.ProviderId;
import io.facebridge.spi.Setting;
import io.facebridge.spi.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteSettingsTest {
    private static final ProviderId VENDOR = new ProviderId("vendor");

    private static CallPolicy policy(Map<String, String> values) {
        return RemoteSettings.callPolicy(Settings.of(VENDOR, RemoteSettings.with(), values));
    }

    @Test
    void a_signing_key_is_an_id_and_a_key_and_shows_neither() {
        List<Setting<?>> known = List.of(RemoteSettings.KEY_ID, RemoteSettings.KEY, RemoteSettings.SESSION_TOKEN);
        Map<String, String> all = Map.of("keyId", "id", "key", "hush", "sessionToken", "token");

        assertThat(RemoteSettings.signingKey(Settings.of(VENDOR, known, Map.of())))
                .isEmpty();
        assertThat(RemoteSettings.signingKey(Settings.of(VENDOR, known, all)))
                .contains(new RemoteSettings.SigningKey("id", "hush", "token"))
                .get()
                .hasToString("SigningKey[]");
        for (String only : all.keySet()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> RemoteSettings.signingKey(
                            Settings.of(VENDOR, known, Map.of(only, all.getOrDefault(only, "")))))
                    .withMessageContaining((only.equals("keyId") ? "key" : "keyId") + " is missing; give both")
                    .satisfies(thrown -> assertThat(thrown.getMessage()).doesNotContain("hush"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t"})
    void a_blank_id_of_a_key_and_a_blank_region_are_refused_by_name(String blank) {
        List<Setting<?>> known =
                List.of(RemoteSettings.REGION, RemoteSettings.KEY_ID, RemoteSettings.KEY, RemoteSettings.SESSION_TOKEN);
        Settings settings = Settings.of(VENDOR, known, Map.of("keyId", blank, "key", "hush", "region", blank));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> RemoteSettings.signingKey(settings))
                .withMessage(
                        "setting 'keyId' of provider vendor must be text that is not blank but was \"" + blank + "\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings.get(RemoteSettings.REGION))
                .withMessageStartingWith("setting 'region' of provider vendor must be text that is not blank");
    }

    // The call policy

    @Test
    void a_call_policy_has_its_defaults_where_nothing_was_given() {
        assertThat(policy(Map.of())).usingRecursiveComparison().isEqualTo(CallPolicy.defaults());
    }

    @Test
    void reads_a_whole_call_policy() {
        CallPolicy policy = policy(Map.of(
                "deadline", "10s",
                "maxAttempts", "2",
                "backoffBase", "PT0.01S",
                "backoffCap", "50ms",
                "maxConcurrentCalls", "8",
                "unlimitedRate", "true",
                "rateLimit", "CompareFaces=20/1s, IndexFaces=300/1m",
                "circuitBreakingFailurePercent", "80",
                "circuitBreakingOpenFor", "1m",
                "withoutListeners", "true"));

        assertThat(policy.deadline()).isEqualTo(Duration.ofSeconds(10));
        assertThat(policy.maxAttempts()).isEqualTo(2);
        assertThat(policy.backoffBase()).isEqualTo(Duration.ofMillis(10));
        assertThat(policy.backoffCap()).isEqualTo(Duration.ofMillis(50));
        assertThat(policy.maxConcurrentCalls()).isEqualTo(8);
        assertThat(policy.rateLimits(Map.of("Preset", RateLimit.perSecond(1))))
                .isEqualTo(Map.of(
                        "CompareFaces",
                        RateLimit.perSecond(20),
                        "IndexFaces",
                        new RateLimit(300, Duration.ofMinutes(1))));
        assertThat(policy.circuitBreaking()).contains(new CircuitBreakerPolicy(80, 20, 10, Duration.ofMinutes(1)));
        assertThat(policy.listeners()).isEmpty();
    }

    @Test
    void a_default_gives_way_to_a_bound_that_was_given() {
        assertThat(policy(Map.of("circuitBreakingWindow", "5")).circuitBreaking())
                .contains(new CircuitBreakerPolicy(50, 5, 5, Duration.ofSeconds(10)));
        assertThat(policy(Map.of("backoffCap", "20ms")).backoffBase()).isEqualTo(Duration.ofMillis(20));
        assertThat(policy(Map.of("noCircuitBreaker", "true")).circuitBreaking()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "deadline, 2h, PT1H",
        "maxAttempts, 0, '[1, 20]'",
        "backoffBase, 6s, PT5S",
        "backoffCap, 6m, PT5M",
        "maxConcurrentCalls, 0, '[1, 10000]'",
        "rateLimit, CompareFaces, OPERATION=REQUESTS/PERIOD",
        "rateLimit, CompareFaces=0/1s, '1,000,000'",
        "rateLimit, 'A=1/1s,A=2/1s', OPERATION=REQUESTS/PERIOD",
        "circuitBreakingFailurePercent, 101, '[1, 100]'",
        "circuitBreakingWindow, 1001, '[1, 1000]'",
        "circuitBreakingMinimumCalls, 21, '[1, 20]'",
        "circuitBreakingOpenFor, 2h, PT1H"
    })
    void refuses_what_no_call_policy_can_be_with_the_name_and_the_remedy(String name, String value, String remedy) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> policy(Map.of(name, value)))
                .withMessageStartingWith("setting '" + name + "' of provider vendor")
                .withMessageContaining(remedy);
    }

    @Test
    void a_circuit_breaker_that_is_left_out_cannot_be_set() {
        for (String name : List.of("FailurePercent=50", "Window=20", "MinimumCalls=10", "OpenFor=10s")) {
            String[] parts = ("circuitBreaking" + name).split("=", 2);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> policy(Map.of("noCircuitBreaker", "true", parts[0], parts[1])))
                    .withMessageContaining("noCircuitBreaker")
                    .withMessageContaining(parts[0]);
        }
    }
}
