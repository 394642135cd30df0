package io.facebridge.local;

/**
 * How provider-local found a face: {@code face.vendor().as(LocalDetection.class)}.
 *
 * @param rotation by how many degrees the upright picture was turned clockwise to find it: 0, or, where no face was found
 *     upright and {@link LocalFaces.Builder#searchRotations} is on, 90, 180 or 270; places in the answer refer to the
 *     picture as it was
 * @param inTile whether it was found in an enlarged part of the picture and not in the picture as a whole
 */
public record LocalDetection(int rotation, boolean inTile) {}
