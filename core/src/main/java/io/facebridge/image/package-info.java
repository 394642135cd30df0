/**
 * Encoded images, the limits under which they are read, their preparation for a service, and their pixels. Start with
 * {@link io.facebridge.image.FaceImage}.
 */
@NullMarked
package io.facebridge.image;

import org.jspecify.annotations.NullMarked;
