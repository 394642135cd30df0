/**
 * Detected faces: boxes, landmarks, pose, attributes and quality, and how a face is selected. Start with
 * {@link io.facebridge.face.DetectedFace}.
 *
 * <p>All places are fractions of the upright image: EXIF orientation applied, origin top left.
 */
@NullMarked
package io.facebridge.face;

import org.jspecify.annotations.NullMarked;
