/**
 * How are remote services called? Deadlines, retries, rates and what is reported about each call.
 *
 * <p>Give a {@link io.facebridge.remote.CallPolicy} to the builder of a provider that calls a service; without one its
 * defaults hold. Implement {@link io.facebridge.remote.CallListener} for metrics or an audit trail.
 */
@NullMarked
package io.facebridge.remote;

import org.jspecify.annotations.NullMarked;
