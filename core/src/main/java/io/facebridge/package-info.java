/**
 * What can I ask? The provider, its capabilities, and everything that can go wrong.
 *
 * <p>Start with a concrete provider, for example {@code LocalFaces}; code that learns its provider's name from
 * configuration starts with {@link io.facebridge.FaceProviders}.
 */
@NullMarked
package io.facebridge;

import org.jspecify.annotations.NullMarked;
