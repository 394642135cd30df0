/**
 * A log of decisions and audit events in which later changes are found. Use it where decisions must be accounted for; start with
 * {@link io.facebridge.operations.audit.DecisionLog}, and verify with
 * {@link io.facebridge.operations.audit.DecisionLogVerifier}.
 */
@NullMarked
package io.facebridge.operations.audit;

import org.jspecify.annotations.NullMarked;
