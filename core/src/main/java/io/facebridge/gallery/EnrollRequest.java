package io.facebridge.gallery;

import io.facebridge.face.FaceChoice;
import io.facebridge.image.FaceImage;
import java.util.List;
import java.util.Objects;

/** Who is to be enrolled, and with which pictures. Immutable. */
public final class EnrollRequest {
    private final PersonId person;
    private final List<FaceImage> images;
    private final FaceChoice face;

    private EnrollRequest(PersonId person, List<FaceImage> images, FaceChoice face) {
        this.person = person;
        this.images = images;
        this.face = face;
    }

    /**
     * Enrols a person with one picture or several. Each must hold exactly one face, so that no bystander is enrolled.
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
        return new EnrollRequest(person, List.copyOf(images), FaceChoice.ONLY);
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
        return new EnrollRequest(person, images, Objects.requireNonNull(choice, "choice"));
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

    @Override
    public String toString() {
        return "EnrollRequest[" + images.size() + " pictures, " + face + "]";
    }
}
