/**
 * What is in the picture? Boxes, landmarks, pose and quality of detected faces, and how a face is chosen.
 *
 * <p>All places are fractions of the upright picture: EXIF orientation applied, origin top left.
 */
@NullMarked
package io.facebridge.face;

import org.jspecify.annotations.NullMarked;
