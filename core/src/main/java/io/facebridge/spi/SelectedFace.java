package io.facebridge.spi;

import io.facebridge.error.FaceNotFoundException;
import io.facebridge.error.ImageRole;
import io.facebridge.error.TooManyFacesException;
import io.facebridge.face.DetectedFace;
import io.facebridge.face.FaceSelection;
import io.facebridge.face.Point;
import io.facebridge.image.FaceImage;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The face of an image that an operation uses. Every provider that gets the boxes selects the face by this type.
 *
 * @param index the index of the selected face in the list that was passed
 * @param rivalled whether the selection was left to the default and another face is at least {@link #RIVAL_HEIGHT}
 * times as high as the selected one, so that it is not clear which face the image shows
 */
public record SelectedFace(int index, boolean rivalled) {
    /** How high, compared with the chosen face, another face must be to rival it. */
    public static final double RIVAL_HEIGHT = 0.6;

    /** The selection if the caller did not set one: the largest face, as the vendors select it. */
    public static final FaceSelection DEFAULT = FaceSelection.LARGEST;

    /**
     * Selects a face.
     *
     * @param faces all faces of the image, in any order
     * @param choice the caller's selection, or {@code null} if the caller did not set one
     * @param image the image; {@code null} if its size is unknown, so that {@code CENTRAL} cannot be selected
     * @param role the role of the image in the call, for the exceptions
     * @return the selected face
     * @throws FaceNotFoundException if there is no face
     * @throws TooManyFacesException if the selection is {@link FaceSelection#ONLY} and there are several faces
     */
    public static SelectedFace of(
            List<DetectedFace> faces, @Nullable FaceSelection choice, @Nullable FaceImage image, ImageRole role) {
        if (faces.isEmpty()) {
            throw new FaceNotFoundException(role, null);
        }
        Comparator<DetectedFace> largestFirst = Comparator.comparingDouble(
                        (DetectedFace face) -> face.box().area())
                .reversed();
        if (choice == FaceSelection.ONLY && faces.size() > 1) {
            throw new TooManyFacesException(
                    role,
                    faces.stream().sorted(largestFirst).map(DetectedFace::box).toList(),
                    null);
        }
        Comparator<DetectedFace> order = choice == FaceSelection.CENTRAL
                ? nearestToTheCenterOf(Objects.requireNonNull(image, "the size of the image"))
                : largestFirst;
        DetectedFace chosen = faces.stream().min(order).orElseThrow();
        boolean rivalled = choice == null
                && faces.stream()
                        .anyMatch(face -> face != chosen
                                && face.box().height()
                                        >= RIVAL_HEIGHT * chosen.box().height());
        return new SelectedFace(faces.indexOf(chosen), rivalled);
    }

    private static Comparator<DetectedFace> nearestToTheCenterOf(FaceImage image) {
        return Comparator.comparingDouble(face -> distanceFromCenter(face, image));
    }

    private static double distanceFromCenter(DetectedFace face, FaceImage image) {
        Point center = face.box().center();
        return Math.hypot((center.x() - 0.5) * image.width(), (center.y() - 0.5) * image.height());
    }
}
