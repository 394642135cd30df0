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
 * What became of each picture of an enrolment. At least one was enrolled: an enrolment of which every picture is refused
 * is thrown instead. Immutable.
 */
public final class Enrolment {
    private final PersonId person;
    private final List<Verdict> verdicts;

    private Enrolment(PersonId person, List<Verdict> verdicts) {
        this.person = person;
        this.verdicts = verdicts;
    }

    /**
     * Makes the answer; for providers.
     *
     * @param person who was enrolled
     * @param verdicts one for each picture, in the order of the request
     * @return the answer
     * @throws IllegalArgumentException if no picture was enrolled
     */
    public static Enrolment of(PersonId person, List<Verdict> verdicts) {
        Objects.requireNonNull(person, "person");
        if (verdicts.stream().allMatch(verdict -> verdict.face().isEmpty())) {
            throw new IllegalArgumentException(
                    "an enrolment needs one enrolled face or more; throw the refusal instead");
        }
        return new Enrolment(person, List.copyOf(verdicts));
    }

    /**
     * Who was enrolled.
     *
     * @return the person
     */
    public PersonId person() {
        return person;
    }

    /**
     * What became of each picture.
     *
     * @return one for each picture, in the order of the request; unmodifiable
     */
    public List<Verdict> verdicts() {
        return verdicts;
    }

    /**
     * The faces that were enrolled.
     *
     * @return one or more, in the order of the pictures
     */
    public List<EnrolledFace> faces() {
        return verdicts.stream().flatMap(verdict -> verdict.face().stream()).toList();
    }

    /** Returns text with the number of enrolled images and without the person. */
    @Override
    public String toString() {
        return "Enrolment[" + faces().size() + " of " + verdicts.size() + " pictures]";
    }

    /** What became of one picture: enrolled, or refused for a reason that lies in the picture. Immutable. */
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
         * The picture was enrolled.
         *
         * @param face what was enrolled
         * @return the verdict
         */
        public static Verdict enrolled(EnrolledFace face) {
            return new Verdict(Objects.requireNonNull(face, "face"), null, null);
        }

        /**
         * The picture was enrolled after a quality gate had let it pass.
         *
         * @param face what was enrolled
         * @param quality what the gate said
         * @return the verdict
         * @throws IllegalArgumentException if the gate had refused the face
         */
        public static Verdict enrolled(EnrolledFace face, QualityVerdict quality) {
            if (!quality.accepted()) {
                throw new IllegalArgumentException(
                        "a face that the gate refuses is not enrolled, but it was refused for " + quality.refusals());
            }
            return new Verdict(Objects.requireNonNull(face, "face"), null, quality);
        }

        /**
         * The picture was refused by the quality gate.
         *
         * @param quality what the gate said
         * @return the verdict, with a {@link LowQualityException} (role REFERENCE) of the gate's reasons
         * @throws IllegalArgumentException if the gate had let the face pass
         */
        public static Verdict refused(QualityVerdict quality) {
            if (quality.accepted()) {
                throw new IllegalArgumentException("a face that the gate lets pass is not refused by it");
            }
            return new Verdict(null, new LowQualityException(ImageRole.REFERENCE, quality.refusals(), null), quality);
        }

        /**
         * The picture was refused.
         *
         * @param reason for example a {@code FaceNotFoundException}
         * @return the verdict
         */
        public static Verdict refused(FaceBridgeException reason) {
            return new Verdict(null, Objects.requireNonNull(reason, "reason"), null);
        }

        /**
         * What was enrolled.
         *
         * @return empty if the picture was refused
         */
        public Optional<EnrolledFace> face() {
            return Optional.ofNullable(face);
        }

        /**
         * Why the picture was refused.
         *
         * @return empty if it was enrolled
         */
        public Optional<FaceBridgeException> refusal() {
            return Optional.ofNullable(refusal);
        }

        /**
         * What the quality gate said: warnings, refusals, and what could not be judged.
         *
         * @return empty if the gate is off, or the picture was refused before the gate saw it
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
