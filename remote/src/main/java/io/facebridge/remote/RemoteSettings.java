package io.facebridge.remote;

import io.facebridge.spi.Setting;
import io.facebridge.spi.Settings;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The settings that all providers of remote services share, so that each has the same name for every provider. Provider
 * authors declare them with {@link #with}. Stateless and thread-safe.
 */
public final class RemoteSettings {
    /** The region of the service. */
    public static final Setting<String> REGION =
            notBlank("region", "Region of the service, as its vendor calls it; required.");

    /** The address of the service, if it is not the vendor's default. */
    public static final Setting<URI> ENDPOINT = Setting.url(
            "endpoint",
            "Address of the service, if it is not the vendor's own for the region; of Azure the resource's.");

    /** The id of the key that requests are signed with. */
    public static final Setting<String> KEY_ID = notBlank(
            "keyId",
            "Id of the key that requests are signed with; without it the vendor's environment variables and chain apply.");

    /** The secret key that requests are signed with. */
    public static final Setting<String> KEY =
            Setting.secret("key", "Secret key of the account; without it the vendor's environment variables apply.");

    /** The session token of temporary keys. */
    public static final Setting<String> SESSION_TOKEN =
            Setting.secret("sessionToken", "Session token of temporary keys; only together with keyId and key.");

    /** The prefix of every gallery's name. */
    public static final Setting<String> GALLERY_PREFIX = Setting.text(
            "galleryPrefix", "Prefix of the names of all galleries, so that several applications share an account.");

    /** The maximum size of an answer, in bytes after decompression; 16 MiB by default. */
    public static final Setting<Integer> MAX_ANSWER_BYTES = Setting.wholeNumber(
                    "maxAnswerBytes", "Largest answer of the service after decompression, 1 KiB to 1 GiB.")
            .withDefault(String.valueOf(RemoteAnswers.DEFAULT_MAX_BYTES));

    private static final Setting<Duration> DEADLINE = Setting.duration(
                    "deadline", "Longest time of one call, waits and retries included, 1 ms to 1 h.")
            .withDefault("30s");
    private static final Setting<Integer> MAX_ATTEMPTS = Setting.wholeNumber(
                    "maxAttempts", "Most requests of one call, the first included, 1 to 20.")
            .withDefault("4");
    private static final Setting<Duration> BACKOFF_BASE = Setting.duration(
                    "backoffBase",
                    "Longest wait before the first retry, doubled for each further one; 1 ms to backoffCap.")
            .withDefault("100ms");
    private static final Setting<Duration> BACKOFF_CAP = Setting.duration(
                    "backoffCap", "Longest wait before any retry, backoffBase to 5 min.")
            .withDefault("5s");
    private static final Setting<Integer> MAX_CONCURRENT_CALLS = Setting.wholeNumber(
                    "maxConcurrentCalls", "Most calls that run at once, 1 to 10,000.")
            .withDefault("64");
    private static final Setting<Map<String, RateLimit>> RATE_LIMIT = Setting.of(
            "rateLimit",
            "OPERATION=REQUESTS/PERIOD, with 1 to 1,000,000 requests in 1 ms to 1 d, one or more with commas between, such as CompareFaces=20/1s",
            "Rate limits instead of the provider's presets, by the vendor's names of operations.",
            RemoteSettings::rates);
    private static final Setting<Boolean> UNLIMITED_RATE =
            Setting.flag("unlimitedRate", "Leaves the provider's presets of rate limits out; those of rateLimit hold.");
    private static final Setting<Integer> FAILURE_PERCENT = Setting.wholeNumber(
                    "circuitBreakingFailurePercent",
                    "Share of failed requests at which the circuit breaker opens, 1 to 100.")
            .withDefault("50");
    private static final Setting<Integer> WINDOW = Setting.wholeNumber(
                    "circuitBreakingWindow", "Number of last requests that the circuit breaker counts, 1 to 1,000.")
            .withDefault("20");
    private static final Setting<Integer> MINIMUM_CALLS = Setting.wholeNumber(
                    "circuitBreakingMinimumCalls",
                    "Fewest requests before the circuit breaker may open, 1 to circuitBreakingWindow, which bounds the default too.")
            .withDefault("10");
    private static final Setting<Duration> OPEN_FOR = Setting.duration(
                    "circuitBreakingOpenFor", "Time for which the circuit breaker stays open, 1 ms to 1 h.")
            .withDefault("10s");
    private static final Setting<Boolean> NO_CIRCUIT_BREAKER =
            Setting.flag("noCircuitBreaker", "Sends requests however often the service failed before.");
    private static final Setting<Boolean> WITHOUT_LISTENERS =
            Setting.flag("withoutListeners", "Leaves out the listener that writes each call to the log at DEBUG.");

    private static final List<Setting<?>> BREAKER = List.of(FAILURE_PERCENT, WINDOW, MINIMUM_CALLS, OPEN_FOR);
    private static final List<Setting<?>> ALL = List.of(
            GALLERY_PREFIX,
            MAX_ANSWER_BYTES,
            DEADLINE,
            MAX_ATTEMPTS,
            BACKOFF_BASE,
            BACKOFF_CAP,
            MAX_CONCURRENT_CALLS,
            RATE_LIMIT,
            UNLIMITED_RATE,
            FAILURE_PERCENT,
            WINDOW,
            MINIMUM_CALLS,
            OPEN_FOR,
            NO_CIRCUIT_BREAKER,
            WITHOUT_LISTENERS);

    private RemoteSettings() {}

    /**
     * Returns a provider's own settings with those that every provider of a service has: {@link #GALLERY_PREFIX},
     * {@link #MAX_ANSWER_BYTES} and those of the call policy.
     *
     * @param own the provider's, in their order
     * @return its own and then the common ones; unmodifiable
     */
    public static List<Setting<?>> with(Setting<?>... own) {
        List<Setting<?>> all = new ArrayList<>(Arrays.asList(own));
        all.addAll(ALL);
        return List.copyOf(all);
    }

    /**
     * Returns the key that requests are signed with.
     *
     * @param given of a provider that declares {@link #KEY_ID}, {@link #KEY} and {@link #SESSION_TOKEN}
     * @return empty if none of them was given
     * @throws IllegalArgumentException if some were given and the key or its id was not
     */
    public static Optional<SigningKey> signingKey(Settings given) {
        Optional<String> id = given.get(KEY_ID);
        Optional<String> key = given.get(KEY);
        Optional<String> token = given.get(SESSION_TOKEN);
        if (id.isEmpty() && key.isEmpty() && token.isEmpty()) {
            return Optional.empty();
        }
        if (id.isEmpty() || key.isEmpty()) {
            throw new IllegalArgumentException("requests are signed with keyId and key, but "
                    + (id.isEmpty() ? "keyId" : "key") + " is missing; give both, or leave all credentials out");
        }
        return Optional.of(new SigningKey(id.get(), key.get(), token.orElse(null)));
    }

    /**
     * A key that requests are signed with.
     *
     * @param id the id of the key
     * @param key the secret key
     * @param sessionToken the session token of temporary keys, or {@code null}
     */
    public record SigningKey(
            String id, String key, @Nullable String sessionToken) {
        /** {@return a text without any part of the key} */
        @Override
        public String toString() {
            return "SigningKey[]";
        }
    }

    /**
     * Creates the call policy of a provider's settings.
     *
     * @param given the settings of a provider that declares the common ones by {@link #with}
     * @return a new policy, with the defaults of {@link CallPolicy} for every setting that is absent
     * @throws IllegalArgumentException if a value is out of its range, or noCircuitBreaker contradicts another setting
     */
    public static CallPolicy callPolicy(Settings given) {
        CallPolicy.Builder policy = CallPolicy.builder();
        given.apply(DEADLINE, policy::deadline);
        given.apply(MAX_ATTEMPTS, policy::maxAttempts);
        Duration base = given.get(BACKOFF_BASE).orElse(CallPolicy.defaults().backoffBase());
        Duration cap = given.get(BACKOFF_CAP).orElse(CallPolicy.defaults().backoffCap());
        given.apply(BACKOFF_CAP, ignored -> policy.backoff(Collections.min(List.of(base, cap)), cap));
        given.apply(BACKOFF_BASE, ignored -> policy.backoff(base, cap));
        given.apply(MAX_CONCURRENT_CALLS, policy::maxConcurrentCalls);
        if (given.isOn(UNLIMITED_RATE)) {
            policy.unlimitedRate();
        }
        given.apply(RATE_LIMIT, limits -> limits.forEach(policy::rateLimit));
        breaker(given, policy);
        if (given.isOn(WITHOUT_LISTENERS)) {
            policy.withoutListeners();
        }
        return policy.build();
    }

    private static void breaker(Settings given, CallPolicy.Builder policy) {
        List<Setting<?>> asked = BREAKER.stream().filter(given::isGiven).toList();
        if (given.isOn(NO_CIRCUIT_BREAKER)) {
            if (!asked.isEmpty()) {
                throw new IllegalArgumentException("noCircuitBreaker disables the circuit breaker, but " + asked.get(0)
                        + " configures it; remove one of them");
            }
            policy.noCircuitBreaker();
            return;
        }
        CircuitBreakerPolicy defaults = CircuitBreakerPolicy.defaults();
        int percent = given.get(FAILURE_PERCENT).orElse(defaults.failurePercent());
        int window = given.get(WINDOW).orElse(defaults.window());
        Duration openFor = given.get(OPEN_FOR).orElse(defaults.openFor());
        given.apply(
                FAILURE_PERCENT,
                value -> policy.circuitBreaking(new CircuitBreakerPolicy(value, 1, 1, defaults.openFor())));
        given.apply(
                WINDOW,
                value -> policy.circuitBreaking(new CircuitBreakerPolicy(percent, value, 1, defaults.openFor())));
        given.apply(OPEN_FOR, value -> policy.circuitBreaking(new CircuitBreakerPolicy(percent, window, 1, value)));
        given.apply(
                MINIMUM_CALLS,
                value -> policy.circuitBreaking(new CircuitBreakerPolicy(percent, window, value, openFor)));
        if (!asked.isEmpty() && !given.isGiven(MINIMUM_CALLS)) {
            policy.circuitBreaking(
                    new CircuitBreakerPolicy(percent, window, Math.min(defaults.minimumCalls(), window), openFor));
        }
    }

    private static Setting<String> notBlank(String name, String description) {
        return Setting.of(name, "text that is not blank", description, text -> {
            if (text.isBlank()) {
                throw new IllegalArgumentException("blank");
            }
            return text;
        });
    }

    private static Map<String, RateLimit> rates(String text) {
        Map<String, RateLimit> limits = new LinkedHashMap<>();
        for (String part : text.split(",", -1)) {
            int equals = part.indexOf('=');
            int slash = part.indexOf('/', equals + 1);
            if (equals < 1 || slash < 0) {
                throw new IllegalArgumentException("not of that form");
            }
            RateLimit limit = new RateLimit(
                    Integer.parseInt(part.substring(equals + 1, slash).strip()),
                    Setting.toDuration(part.substring(slash + 1)));
            if (limits.put(part.substring(0, equals).strip(), limit) != null) {
                throw new IllegalArgumentException("one operation twice");
            }
        }
        return limits;
    }
}
