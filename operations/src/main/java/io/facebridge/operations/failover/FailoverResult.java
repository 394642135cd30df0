package io.facebridge.operations.failover;

import io.facebridge.decision.FailoverMember;
import io.facebridge.decision.FailoverMember.FailedMember;
import java.util.List;
import java.util.Objects;

/**
 * What a {@link Failover} answers, and who says so. Immutable if the value is.
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

    /**
     * The answer.
     *
     * @return what the member answered
     */
    public T value() {
        return value;
    }

    /**
     * Who answered.
     *
     * @return the first member that could
     */
    public FailoverMember member() {
        return member;
    }

    /**
     * Who was asked before and gave no answer.
     *
     * @return in the order in which they were asked; empty if the primary answered; unmodifiable
     */
    public List<FailedMember> failedMembers() {
        return failedMembers;
    }

    @Override
    public String toString() {
        return "FailoverResult[" + member + (failedMembers.isEmpty() ? "" : " after " + failedMembers) + "]";
    }
}
