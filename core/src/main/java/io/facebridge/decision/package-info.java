/**
 * Asks a provider, decides at a stated error rate, and tells whoever has to know: {@link
 * io.facebridge.decision.FaceMatcher}. A {@link io.facebridge.decision.DecisionLog} keeps a record of every decision in which
 * later changes are found. A {@link io.facebridge.decision.Failover} asks the next provider where one does not answer.
 */
@NullMarked
package io.facebridge.decision;

import org.jspecify.annotations.NullMarked;
