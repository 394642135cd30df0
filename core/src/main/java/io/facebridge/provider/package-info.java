/**
 * Who answered, and what a provider's implementation shares with its values. Applications meet
 * {@link io.facebridge.provider.ProviderId} and {@link io.facebridge.provider.VendorResponse} in results; authors of providers
 * start with {@link io.facebridge.provider.Deadline}.
 */
@NullMarked
package io.facebridge.provider;

import org.jspecify.annotations.NullMarked;
