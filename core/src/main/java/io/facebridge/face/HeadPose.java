package io.facebridge.face;

/**
 * The pose of a head, in degrees. Each angle is 0 for a face directed straight and upright at the camera.
 *
 * @param yaw rotation about the vertical axis, -180 to 180; positive when the face points to the right edge of the
 * image
 * @param pitch nod, -180 to 180; positive when the face points up
 * @param roll tilt in the plane of the image, -180 to 180; positive when the head is turned clockwise as the viewer
 * sees it, so that the left eye is higher than the right one
 */
public record HeadPose(double yaw, double pitch, double roll) {
    /**
     * Creates a pose.
     *
     * @param yaw rotation about the vertical axis, -180 to 180; positive when the face points to the right edge of the
     * image
     * @param pitch nod, -180 to 180; positive when the face points up
     * @param roll tilt in the plane of the image, -180 to 180; positive when the head is turned clockwise as the viewer
     * sees it, so that the left eye is higher than the right one
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
