package io.facebridge.remote;

import io.facebridge.error.Effect;
import io.facebridge.error.FaceBridgeException;
import io.facebridge.error.ProviderUnavailableException;
import io.facebridge.error.ThrottledException;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * Which failure is tried again, and after which wait: what is {@link FaceBridgeException#retryable()}, and either had no effect
 * for certain or may be repeated; after a chance share of an interval that doubles, and no sooner than the service asked for.
 */
final class RetryRule {
    private static final Duration LONGEST_WAIT = Duration.ofDays(1);

    private RetryRule() {}

    /** For requests that may be carried out twice, or only for those that certainly had no effect. */
    static Retry of(CallPolicy policy, boolean repeatable, DoubleSupplier chance) {
        double base = policy.backoffBase().toMillis();
        double cap = policy.backoffCap().toMillis();
        return Retry.of(
                repeatable ? "repeatable" : "careful",
                RetryConfig.custom()
                        .maxAttempts(policy.maxAttempts())
                        .retryOnException(failure -> failure instanceof FaceBridgeException known
                                && known.retryable()
                                && (repeatable || known.effect() == Effect.NONE))
                        .intervalBiFunction((attempt, outcome) -> Math.max(
                                (long) Math.ceil(chance.getAsDouble() * Math.min(cap, base * Math.pow(2, attempt - 1))),
                                millisAskedFor(outcome.getLeft())))
                        .build());
    }

    private static long millisAskedFor(Throwable failure) {
        Optional<Duration> asked = failure instanceof ThrottledException throttled
                ? throttled.retryAfter()
                : failure instanceof ProviderUnavailableException unavailable
                        ? unavailable.retryAfter()
                        : Optional.empty();
        return asked.map(wait -> wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait)
                .map(wait -> wait.plusNanos(999_999).toMillis())
                .orElse(0L);
    }
}
