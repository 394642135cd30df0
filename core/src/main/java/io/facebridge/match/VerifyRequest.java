package io.facebridge.match;

import io.facebridge.face.FaceSelection;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.image.FaceImage;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The request of a verification: the probe and the claimed person. Immutable. */
public final class VerifyRequest {
    private final FaceImage probe;
    private final GalleryId gallery;
    private final PersonId claimed;
    private final @Nullable FaceSelection face;

    private VerifyRequest(FaceImage probe, GalleryId gallery, PersonId claimed, @Nullable FaceSelection face) {
        this.probe = Objects.requireNonNull(probe, "probe");
        this.gallery = Objects.requireNonNull(gallery, "gallery");
        this.claimed = Objects.requireNonNull(claimed, "claimed");
        this.face = face;
    }

    /**
     * Creates a request that compares the largest face of the probe. Because the selection is left to the default, a decision
     * on an image in which another face is at least 60 % as high is INCONCLUSIVE.
     *
     * @param probe the image just captured
     * @param gallery the gallery in which the person is enrolled
     * @param claimed the claimed person
     * @return the request
     */
    public static VerifyRequest of(FaceImage probe, GalleryId gallery, PersonId claimed) {
        return new VerifyRequest(probe, gallery, claimed, null);
    }

    /**
     * Sets which face of the probe is selected, so that other faces do not matter any more. The default is the largest one.
     *
     * @param choice which face
     * @return a new request
     */
    public VerifyRequest face(FaceSelection choice) {
        return new VerifyRequest(probe, gallery, claimed, Objects.requireNonNull(choice, "choice"));
    }

    /** {@return the image just captured} */
    public FaceImage probe() {
        return probe;
    }

    /** {@return the gallery in which the person is enrolled} */
    public GalleryId gallery() {
        return gallery;
    }

    /** {@return the claimed person} */
    public PersonId claimed() {
        return claimed;
    }

    /**
     * Returns which face of the probe is selected.
     *
     * @return empty if the caller did not set it
     */
    public Optional<FaceSelection> face() {
        return Optional.ofNullable(face);
    }

    @Override
    public String toString() {
        return "VerifyRequest[" + gallery + "]";
    }
}
