/**
 * The provider, and one interface for each of its capabilities. Start with a concrete provider, for example {@code LocalFaces};
 * code that takes its provider from configuration starts with {@link io.facebridge.FaceProviders}.
 */
@NullMarked
package io.facebridge;

import org.jspecify.annotations.NullMarked;
