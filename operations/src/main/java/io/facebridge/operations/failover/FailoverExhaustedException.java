package io.facebridge.operations.failover;

import io.facebridge.decision.FailoverMember.FailedMember;
import io.facebridge.error.Effect;
import io.facebridge.error.FaceBridgeException;
import io.facebridge.error.ProviderUnavailableException;
import io.facebridge.error.ThrottledException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Thrown if every member of a {@link Failover} was unavailable; nothing was decided. The cause is the failure of the primary;
 * those of the others are suppressed exceptions, in the order of the members. The effect is the worst of theirs: no service
 * keeps anything that affects a later call, but a request with effect UNKNOWN may be billed.
 */
public final class FailoverExhaustedException extends FaceBridgeException {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable List<FailedMember> failedMembers;

    /** The time to wait, or {@code null}. */
    private final @Nullable Duration retryAfter;

    FailoverExhaustedException(List<FailedMember> failedMembers, List<FaceBridgeException> failures) {
        super(
                "every member of the failover was unavailable: "
                        + failedMembers.stream().map(FailedMember::toString).collect(Collectors.joining("; "))
                        + "; try again later, or add a member that does not depend on the failed services",
                failures.get(0).providerError().orElse(null),
                worst(failedMembers),
                failures.get(0));
        this.failedMembers = List.copyOf(failedMembers);
        this.retryAfter = failures.stream()
                .flatMap(failure -> retryAfter(failure).stream())
                .min(Comparator.naturalOrder())
                .orElse(null);
        failures.stream().skip(1).forEach(this::addSuppressed);
    }

    @Override
    public boolean retryable() {
        return true;
    }

    /** {@return every member with its failure, in the order of the calls; empty after deserialization; unmodifiable} */
    public List<FailedMember> failedMembers() {
        return failedMembers == null ? List.of() : failedMembers;
    }

    /** {@return the shortest wait time that a member requested before another attempt; empty if none did} */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    private static Optional<Duration> retryAfter(FaceBridgeException failure) {
        if (failure instanceof ThrottledException throttled) {
            return throttled.retryAfter();
        }
        return failure instanceof ProviderUnavailableException unavailable
                ? unavailable.retryAfter()
                : Optional.empty();
    }

    static Effect worst(List<FailedMember> failedMembers) {
        List<Effect> effects = failedMembers.stream().map(FailedMember::effect).toList();
        if (effects.contains(Effect.UNKNOWN)) {
            return Effect.UNKNOWN;
        }
        return effects.contains(Effect.PARTIAL) ? Effect.PARTIAL : Effect.NONE;
    }
}
