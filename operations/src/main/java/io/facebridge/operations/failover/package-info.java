/**
 * Failover between providers: if one is unavailable, the next one is called. Use it for detection and comparison that must
 * survive an outage; start with {@link io.facebridge.operations.failover.Failover}.
 */
@NullMarked
package io.facebridge.operations.failover;

import org.jspecify.annotations.NullMarked;
