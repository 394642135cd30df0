package io.facebridge.remote;

import io.facebridge.error.Effect;
import io.facebridge.error.FaceBridgeException;
import io.facebridge.error.ProviderUnavailableException;
import io.facebridge.error.ThrottledException;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * Creates the retries of a call policy. A failure is retried if it is {@link FaceBridgeException#retryable()} and either had no
 * effect for certain or hit an idempotent operation, after a random share of an interval that doubles, and no sooner than the
 * service requested.
 */
final class RetryFactory {
    private static final Duration MAX_WAIT_TIME = Duration.ofDays(1);

    private RetryFactory() {}

    /**
     * Creates the retry of idempotent operations, or that of the others, which are retried only after failures without effect.
     */
    static Retry create(CallPolicy policy, boolean idempotent, DoubleSupplier chance) {
        double base = policy.backoffBase().toMillis();
        double cap = policy.backoffCap().toMillis();
        return Retry.of(
                "requests",
                RetryConfig.custom()
                        .maxAttempts(policy.maxAttempts())
                        .retryOnException(failure -> failure instanceof FaceBridgeException known
                                && known.retryable()
                                && (idempotent || known.effect() == Effect.NONE))
                        .intervalBiFunction((attempt, outcome) -> Math.max(
                                (long) Math.ceil(chance.getAsDouble() * Math.min(cap, base * Math.pow(2, attempt - 1))),
                                millisRequested(outcome.getLeft())))
                        .build());
    }

    private static long millisRequested(Throwable failure) {
        Optional<Duration> asked = failure instanceof ThrottledException throttled
                ? throttled.retryAfter()
                : failure instanceof ProviderUnavailableException unavailable
                        ? unavailable.retryAfter()
                        : Optional.empty();
        return asked.map(wait -> Collections.min(List.of(wait, MAX_WAIT_TIME)))
                .map(wait -> wait.plusNanos(999_999).toMillis())
                .orElse(0L);
    }
}
