package io.facebridge.gallery;

import io.facebridge.error.FaceBridgeException;
import io.facebridge.error.ImageRole;
import io.facebridge.error.LowQualityException;
import io.facebridge.face.QualityVerdict;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The result of an enrollment: a verdict for each image. At least one was enrolled: if every image is rejected, an exception
 * is thrown instead. Immutable.
 */
public final class EnrollmentResult {
    private final PersonId person;
    private final List<ImageResult> imageResults;

    private EnrollmentResult(PersonId person, List<ImageResult> imageResults) {
        this.person = person;
        this.imageResults = imageResults;
    }

    /**
     * Creates a result; for providers.
     *
     * @param person the enrolled person
     * @param imageResults one for each image, in the order of the request; copied
     * @return the result
     * @throws IllegalArgumentException if no image was enrolled
     */
    public static EnrollmentResult of(PersonId person, List<ImageResult> imageResults) {
        Objects.requireNonNull(person, "person");
        if (imageResults.stream().allMatch(verdict -> verdict.face().isEmpty())) {
            throw new IllegalArgumentException(
                    "an enrollment needs one enrolled face or more; throw the first rejection instead");
        }
        return new EnrollmentResult(person, List.copyOf(imageResults));
    }

    /** {@return the enrolled person} */
    public PersonId person() {
        return person;
    }

    /**
     * Returns the verdicts on the images.
     *
     * @return one for each image, in the order of the request; unmodifiable
     */
    public List<ImageResult> imageResults() {
        return imageResults;
    }

    /**
     * Returns the faces that were enrolled.
     *
     * @return one or more, in the order of the images; unmodifiable
     */
    public List<EnrolledFace> faces() {
        return imageResults.stream().flatMap(verdict -> verdict.face().stream()).toList();
    }

    /** Returns text with the number of enrolled images and without the person. */
    @Override
    public String toString() {
        return "EnrollmentResult[" + faces().size() + " of " + imageResults.size() + " images]";
    }

    /** The verdict on one image: enrolled, or rejected for a reason that lies in the image. Immutable. */
    public static final class ImageResult {
        private final @Nullable EnrolledFace face;
        private final @Nullable FaceBridgeException rejection;
        private final @Nullable QualityVerdict quality;

        private ImageResult(
                @Nullable EnrolledFace face,
                @Nullable FaceBridgeException rejection,
                @Nullable QualityVerdict quality) {
            this.face = face;
            this.rejection = rejection;
            this.quality = quality;
        }

        /**
         * Creates the verdict of an image that was enrolled.
         *
         * @param face the enrolled face
         * @return the verdict
         */
        public static ImageResult enrolled(EnrolledFace face) {
            return new ImageResult(Objects.requireNonNull(face, "face"), null, null);
        }

        /**
         * Creates the verdict of an image that was enrolled after it had passed a quality gate.
         *
         * @param face the enrolled face
         * @param quality the gate's verdict
         * @return the verdict
         * @throws IllegalArgumentException if the gate had rejected the face
         */
        public static ImageResult enrolled(EnrolledFace face, QualityVerdict quality) {
            if (!quality.accepted()) {
                throw new IllegalArgumentException(
                        "an enrolled face must pass the gate but it was rejected for " + quality.rejections());
            }
            return new ImageResult(Objects.requireNonNull(face, "face"), null, quality);
        }

        /**
         * Creates the verdict of an image that the quality gate rejected.
         *
         * @param quality the gate's verdict
         * @return the verdict, with a {@link LowQualityException} (role REFERENCE) of the gate's reasons
         * @throws IllegalArgumentException if the face had passed the gate
         */
        public static ImageResult rejected(QualityVerdict quality) {
            if (quality.accepted()) {
                throw new IllegalArgumentException(
                        "a rejected face must fail the gate but it passed; use ImageResult.enrolled");
            }
            return new ImageResult(
                    null, new LowQualityException(ImageRole.REFERENCE, quality.rejections(), null), quality);
        }

        /**
         * Creates the verdict of an image that was rejected.
         *
         * @param reason for example a {@code FaceNotFoundException}
         * @return the verdict
         */
        public static ImageResult rejected(FaceBridgeException reason) {
            return new ImageResult(null, Objects.requireNonNull(reason, "reason"), null);
        }

        /**
         * Returns the enrolled face.
         *
         * @return empty if the image was rejected
         */
        public Optional<EnrolledFace> face() {
            return Optional.ofNullable(face);
        }

        /**
         * Returns why the image was rejected.
         *
         * @return empty if it was enrolled
         */
        public Optional<FaceBridgeException> rejection() {
            return Optional.ofNullable(rejection);
        }

        /**
         * Returns the verdict of the quality gate: warnings, refusals, and properties that could not be judged.
         *
         * @return empty if the gate is disabled, or the image was rejected before the gate judged it
         */
        public Optional<QualityVerdict> quality() {
            return Optional.ofNullable(quality);
        }

        @Override
        public String toString() {
            return rejection == null
                    ? "enrolled"
                    : "refused: " + rejection.getClass().getSimpleName();
        }
    }
}
