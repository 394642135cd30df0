package io.facebridge.operations.failover;

import io.facebridge.decision.FailoverMember;
import io.facebridge.decision.FailoverMember.PassedOver;
import java.util.List;
import java.util.Objects;

/**
 * What a {@link Failover} answers, and who says so. Immutable if the value is.
 *
 * @param <T> a decision, or faces
 */
public final class FailoverAnswer<T> {
    private final T value;
    private final FailoverMember member;
    private final List<PassedOver> passedOver;

    FailoverAnswer(T value, FailoverMember member, List<PassedOver> passedOver) {
        this.value = Objects.requireNonNull(value, "value");
        this.member = member;
        this.passedOver = List.copyOf(passedOver);
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
    public List<PassedOver> passedOver() {
        return passedOver;
    }

    @Override
    public String toString() {
        return "FailoverAnswer[" + member + (passedOver.isEmpty() ? "" : " after " + passedOver) + "]";
    }
}
