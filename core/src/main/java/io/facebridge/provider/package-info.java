/**
 * The ids of providers, the vendors' own responses, and deadlines of calls. Applications receive
 * {@link io.facebridge.provider.ProviderId} and {@link io.facebridge.provider.VendorResponse} in results; authors of providers
 * start with {@link io.facebridge.provider.Deadline}.
 */
@NullMarked
package io.facebridge.provider;

import org.jspecify.annotations.NullMarked;
