package io.facebridge.gallery;

import io.facebridge.face.FaceSelection;
import io.facebridge.face.QualityGate;
import io.facebridge.image.FaceImage;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The request of an enrollment: the person, the images and the conditions. Immutable.
 *
 * <pre>{@code
 * EnrollRequest request = EnrollRequest.of(PersonId.portable("p-1"), FaceImage.of(portrait))
 *         .face(FaceSelection.LARGEST)
 *         .qualityGate(QualityGate.lenient());
 * EnrollmentResult result = provider.require(FaceGalleries.class).openOrCreate("staff").enroll(request);
 * }</pre>
 */
public final class EnrollRequest {
    private final PersonId person;
    private final List<FaceImage> images;
    private final FaceSelection face;
    private final @Nullable QualityGate gate;
    private final @Nullable Consent consent;

    private EnrollRequest(
            PersonId person,
            List<FaceImage> images,
            FaceSelection face,
            @Nullable QualityGate gate,
            @Nullable Consent consent) {
        this.person = person;
        this.images = images;
        this.face = face;
        this.gate = gate;
        this.consent = consent;
    }

    /**
     * Creates a request with one image or several. Each must contain exactly one face, so that no bystander is enrolled, and
     * the face must pass {@link QualityGate#enrollment()}.
     *
     * @param person the application's id of the person, new or enrolled already
     * @param images one image or more
     * @return the request
     * @throws IllegalArgumentException if there is no image
     */
    public static EnrollRequest of(PersonId person, List<FaceImage> images) {
        Objects.requireNonNull(person, "person");
        if (images.isEmpty()) {
            throw new IllegalArgumentException("enrollment needs one image or more but got none");
        }
        return new EnrollRequest(person, List.copyOf(images), FaceSelection.ONLY, QualityGate.enrollment(), null);
    }

    /**
     * Creates a request with one image, which must contain exactly one face that passes {@link QualityGate#enrollment()}.
     *
     * @param person the application's id of the person, new or enrolled already
     * @param image the image
     * @return the request
     */
    public static EnrollRequest of(PersonId person, FaceImage image) {
        return of(person, List.of(image));
    }

    /**
     * Sets which face of each image is selected, so that other faces do not matter. The default is {@link FaceSelection#ONLY}.
     *
     * @param choice which face
     * @return a new request
     */
    public EnrollRequest face(FaceSelection choice) {
        return new EnrollRequest(person, images, Objects.requireNonNull(choice, "choice"), gate, consent);
    }

    /**
     * Sets the quality gate that a face must pass to be enrolled, in addition to what the provider rejects by itself. The
     * default is {@link QualityGate#enrollment()}.
     *
     * @param required the quality gate
     * @return a new request
     */
    public EnrollRequest qualityGate(QualityGate required) {
        return new EnrollRequest(person, images, face, Objects.requireNonNull(required, "required"), consent);
    }

    /**
     * Disables the quality gate, so that everything that the provider accepts is enrolled: for images that were judged
     * before.
     *
     * @return a new request
     */
    public EnrollRequest withoutQualityGate() {
        return new EnrollRequest(person, images, face, null, consent);
    }

    /**
     * Sets the person's consent. It is not sent to a provider; a gallery that enforces consent records it. By default none is
     * set.
     *
     * @param given by the person, for what the face is enrolled for
     * @return a new request
     */
    public EnrollRequest consent(Consent given) {
        return new EnrollRequest(person, images, face, gate, Objects.requireNonNull(given, "given"));
    }

    /** {@return the person to be enrolled} */
    public PersonId person() {
        return person;
    }

    /**
     * Returns the images.
     *
     * @return one or more, in the caller's order; unmodifiable
     */
    public List<FaceImage> images() {
        return images;
    }

    /**
     * Returns which face of each image is selected.
     *
     * @return {@link FaceSelection#ONLY} if the caller did not set it
     */
    public FaceSelection face() {
        return face;
    }

    /**
     * Returns the quality gate that a face must pass.
     *
     * @return {@link QualityGate#enrollment()} if the caller did not set one; empty if the gate is disabled
     */
    public Optional<QualityGate> qualityGate() {
        return Optional.ofNullable(gate);
    }

    /**
     * Returns the person's consent.
     *
     * @return empty if none was set
     */
    public Optional<Consent> consent() {
        return Optional.ofNullable(consent);
    }

    @Override
    public String toString() {
        return "EnrollRequest[" + images.size() + " images, " + face + (gate == null ? ", no quality gate" : "") + "]";
    }
}
