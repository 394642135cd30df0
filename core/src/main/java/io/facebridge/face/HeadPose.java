package io.facebridge.face;

/**
 * How the head is turned, in degrees, each 0 for a face that looks straight and upright into the camera.
 *
 * @param yaw turn about the vertical axis; positive when the face looks toward the right edge of the picture
 * @param pitch nod; positive when the face looks up
 * @param roll tilt in the plane of the picture; positive when the head is turned clockwise as the viewer sees it, so that
 *     the left eye stands higher than the right one
 */
public record HeadPose(double yaw, double pitch, double roll) {
    /**
     * Checks the numbers.
     *
     * @param yaw see the record
     * @param pitch see the record
     * @param roll see the record
     * @throws IllegalArgumentException if an angle is not within -180 and 180
     */
    public HeadPose {
        check("yaw", yaw);
        check("pitch", pitch);
        check("roll", roll);
    }

    private static void check(String name, double angle) {
        if (!(angle >= -180 && angle <= 180)) {
            throw new IllegalArgumentException(name + " must be in [-180, 180] degrees but was " + angle);
        }
    }
}
