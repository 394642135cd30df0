/**
 * The exceptions of every operation, and what they say of it: the provider's own words, and whether it took effect. Catch
 * {@link io.facebridge.error.FaceBridgeException} for all of them; start with its {@code retryable()} and {@code effect()}.
 */
@NullMarked
package io.facebridge.error;

import org.jspecify.annotations.NullMarked;
