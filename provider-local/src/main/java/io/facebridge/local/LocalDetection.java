package io.facebridge.local;

/**
 * The way in which provider-local detected a face. Obtain it by {@code face.vendor().as(LocalDetection.class)}.
 *
 * @param rotation the clockwise rotation of the upright image in which the face was detected, in degrees: 0, or 90, 180 or
 *     270 if no face was detected upright and {@link LocalFaces.Builder#searchRotations} is set; coordinates in the result
 *     refer to the image before the rotation
 * @param inTile whether the face was detected in an enlarged part of the image and not in the whole image
 */
public record LocalDetection(int rotation, boolean inTile) {}
