/**
 * Liveness sessions and their outcomes, and the result of a single-image check. Use it for logins and onboarding with a live
 * person; start with {@link io.facebridge.LivenessSessions}.
 */
@NullMarked
package io.facebridge.liveness;

import org.jspecify.annotations.NullMarked;
