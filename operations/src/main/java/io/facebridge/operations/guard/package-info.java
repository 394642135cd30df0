/**
 * Limits on liveness sessions: attempts per subject, lock-out, and results that are returned once. Use it for every login by
 * liveness session; start with {@link io.facebridge.operations.guard.LivenessGuard}.
 */
@NullMarked
package io.facebridge.operations.guard;

import org.jspecify.annotations.NullMarked;
