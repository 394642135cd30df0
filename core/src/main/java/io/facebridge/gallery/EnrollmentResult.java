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
    private final List<Verdict> verdicts;

    private EnrollmentResult(PersonId person, List<Verdict> verdicts) {
        this.person = person;
        this.verdicts = verdicts;
    }

    /**
     * Creates a result; for providers.
     *
     * @param person the enrolled person
     * @param verdicts one for each image, in the order of the request; copied
     * @return the result
     * @throws IllegalArgumentException if no image was enrolled
     */
    public static EnrollmentResult of(PersonId person, List<Verdict> verdicts) {
        Objects.requireNonNull(person, "person");
        if (verdicts.stream().allMatch(verdict -> verdict.face().isEmpty())) {
            throw new IllegalArgumentException(
                    "an enrollment needs one enrolled face or more; throw the first rejection instead");
        }
        return new EnrollmentResult(person, List.copyOf(verdicts));
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
    public List<Verdict> verdicts() {
        return verdicts;
    }

    /**
     * Returns the faces that were enrolled.
     *
     * @return one or more, in the order of the images; unmodifiable
     */
    public List<EnrolledFace> faces() {
        return verdicts.stream().flatMap(verdict -> verdict.face().stream()).toList();
    }

    /** Returns text with the number of enrolled images and without the person. */
    @Override
    public String toString() {
        return "EnrollmentResult[" + faces().size() + " of " + verdicts.size() + " images]";
    }

    /** The verdict on one image: enrolled, or rejected for a reason that lies in the image. Immutable. */
    public static final class Verdict {
        private final @Nullable EnrolledFace face;
        private final @Nullable FaceBridgeException refusal;
        private final @Nullable QualityVerdict quality;

        private Verdict(
                @Nullable EnrolledFace face, @Nullable FaceBridgeException refusal, @Nullable QualityVerdict quality) {
            this.face = face;
            this.refusal = refusal;
            this.quality = quality;
        }

        /**
         * Creates the verdict of an image that was enrolled.
         *
         * @param face the enrolled face
         * @return the verdict
         */
        public static Verdict enrolled(EnrolledFace face) {
            return new Verdict(Objects.requireNonNull(face, "face"), null, null);
        }

        /**
         * Creates the verdict of an image that was enrolled after it had passed a quality gate.
         *
         * @param face the enrolled face
         * @param quality the gate's verdict
         * @return the verdict
         * @throws IllegalArgumentException if the gate had rejected the face
         */
        public static Verdict enrolled(EnrolledFace face, QualityVerdict quality) {
            if (!quality.accepted()) {
                throw new IllegalArgumentException(
                        "an enrolled face must pass the gate but it was rejected for " + quality.refusals());
            }
            return new Verdict(Objects.requireNonNull(face, "face"), null, quality);
        }

        /**
         * Creates the verdict of an image that the quality gate rejected.
         *
         * @param quality the gate's verdict
         * @return the verdict, with a {@link LowQualityException} (role REFERENCE) of the gate's reasons
         * @throws IllegalArgumentException if the face had passed the gate
         */
        public static Verdict refused(QualityVerdict quality) {
            if (quality.accepted()) {
                throw new IllegalArgumentException(
                        "a rejected face must fail the gate but it passed; use Verdict.enrolled");
            }
            return new Verdict(null, new LowQualityException(ImageRole.REFERENCE, quality.refusals(), null), quality);
        }

        /**
         * Creates the verdict of an image that was rejected.
         *
         * @param reason for example a {@code FaceNotFoundException}
         * @return the verdict
         */
        public static Verdict refused(FaceBridgeException reason) {
            return new Verdict(null, Objects.requireNonNull(reason, "reason"), null);
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
        public Optional<FaceBridgeException> refusal() {
            return Optional.ofNullable(refusal);
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
            return refusal == null
                    ? "enrolled"
                    : "refused: " + refusal.getClass().getSimpleName();
        }
    }
}
