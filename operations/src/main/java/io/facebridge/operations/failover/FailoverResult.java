package io.facebridge.operations.failover;

import io.facebridge.decision.FailoverMember;
import io.facebridge.decision.FailoverMember.FailedMember;
import java.util.List;
import java.util.Objects;

/**
 * The result of a {@link Failover}, with the member that returned it and those that failed before. Immutable if the value is.
 *
 * @param <T> a decision, or faces
 */
public final class FailoverResult<T> {
    private final T value;
    private final FailoverMember member;
    private final List<FailedMember> failedMembers;

    FailoverResult(T value, FailoverMember member, List<FailedMember> failedMembers) {
        this.value = Objects.requireNonNull(value, "value");
        this.member = member;
        this.failedMembers = List.copyOf(failedMembers);
    }

    /** {@return the decision, or the faces} */
    public T value() {
        return value;
    }

    /** {@return the member that returned the value, the first one that was available} */
    public FailoverMember member() {
        return member;
    }

    /**
     * {@return the members that were called before and failed, in the order of the calls; empty if the primary succeeded;
     * unmodifiable}
     */
    public List<FailedMember> failedMembers() {
        return failedMembers;
    }

    @Override
    public String toString() {
        return "FailoverResult[" + member + (failedMembers.isEmpty() ? "" : " after " + failedMembers) + "]";
    }
}
