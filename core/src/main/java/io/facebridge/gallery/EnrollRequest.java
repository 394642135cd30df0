package io.facebridge.gallery;

import io.facebridge.face.FaceChoice;
import io.facebridge.face.QualityGate;
import io.facebridge.image.FaceImage;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who is to be enrolled, and with which pictures. Immutable. */
public final class EnrollRequest {
    private final PersonId person;
    private final List<FaceImage> images;
    private final FaceChoice face;
    private final @Nullable QualityGate gate;
    private final @Nullable Consent consent;

    private EnrollRequest(
            PersonId person,
            List<FaceImage> images,
            FaceChoice face,
            @Nullable QualityGate gate,
            @Nullable Consent consent) {
        this.person = person;
        this.images = images;
        this.face = face;
        this.gate = gate;
        this.consent = consent;
    }

    /**
     * Enrols a person with one picture or several. Each must hold exactly one face, so that no bystander is enrolled, and the
     * face must pass {@link QualityGate#enrolment()}.
     *
     * @param person the application's name for the person, new or enrolled already
     * @param images one picture or more
     * @return the request
     * @throws IllegalArgumentException if there is no picture
     */
    public static EnrollRequest of(PersonId person, List<FaceImage> images) {
        Objects.requireNonNull(person, "person");
        if (images.isEmpty()) {
            throw new IllegalArgumentException("enrolment needs one picture or more but got none");
        }
        return new EnrollRequest(person, List.copyOf(images), FaceChoice.ONLY, QualityGate.enrolment(), null);
    }

    /**
     * Enrols a person with one picture, which must hold exactly one face.
     *
     * @param person the application's name for the person, new or enrolled already
     * @param image the picture
     * @return the request
     */
    public static EnrollRequest of(PersonId person, FaceImage image) {
        return of(person, List.of(image));
    }

    /**
     * Says which face of each picture is meant, so that other faces do not matter.
     *
     * @param choice which face
     * @return a new request
     */
    public EnrollRequest face(FaceChoice choice) {
        return new EnrollRequest(person, images, Objects.requireNonNull(choice, "choice"), gate, consent);
    }

    /**
     * Says what a face must be like to be enrolled. Comes on top of what the provider refuses by itself.
     *
     * @param required replaces {@link QualityGate#enrolment()}
     * @return a new request
     */
    public EnrollRequest qualityGate(QualityGate required) {
        return new EnrollRequest(person, images, face, Objects.requireNonNull(required, "required"), consent);
    }

    /**
     * Enrols whatever the provider takes, for pictures that were judged before.
     *
     * @return a new request
     */
    public EnrollRequest withoutQualityGate() {
        return new EnrollRequest(person, images, face, null, consent);
    }

    /**
     * Says what the person agreed to. Not sent to a provider; a gallery that enforces consent records it.
     *
     * @param given by the person, for what the face is enrolled for
     * @return a new request
     */
    public EnrollRequest consent(Consent given) {
        return new EnrollRequest(person, images, face, gate, Objects.requireNonNull(given, "given"));
    }

    /**
     * Who is to be enrolled.
     *
     * @return the person
     */
    public PersonId person() {
        return person;
    }

    /**
     * The pictures.
     *
     * @return one or more, in the caller's order; unmodifiable
     */
    public List<FaceImage> images() {
        return images;
    }

    /**
     * Which face of each picture is meant.
     *
     * @return {@link FaceChoice#ONLY} if the caller did not say
     */
    public FaceChoice face() {
        return face;
    }

    /**
     * What a face must be like.
     *
     * @return {@link QualityGate#enrolment()} if the caller did not say; empty if the gate is off
     */
    public Optional<QualityGate> qualityGate() {
        return Optional.ofNullable(gate);
    }

    /**
     * What the person agreed to.
     *
     * @return empty if nothing was said
     */
    public Optional<Consent> consent() {
        return Optional.ofNullable(consent);
    }

    @Override
    public String toString() {
        return "EnrollRequest[" + images.size() + " pictures, " + face + (gate == null ? ", no quality gate" : "")
                + "]";
    }
}
