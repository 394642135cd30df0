package io.facebridge.match;

import io.facebridge.face.FaceChoice;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.image.FaceImage;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whose picture it is claimed to be. Immutable. */
public final class VerifyRequest {
    private final FaceImage probe;
    private final GalleryId gallery;
    private final PersonId claimed;
    private final @Nullable FaceChoice face;

    private VerifyRequest(FaceImage probe, GalleryId gallery, PersonId claimed, @Nullable FaceChoice face) {
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
     * Says which face of the probe is meant, so that other faces do not matter any more.
     *
     * @param choice which face
     * @return a new request
     */
    public VerifyRequest face(FaceChoice choice) {
        return new VerifyRequest(probe, gallery, claimed, Objects.requireNonNull(choice, "choice"));
    }

    /**
     * The picture just taken.
     *
     * @return the probe
     */
    public FaceImage probe() {
        return probe;
    }

    /**
     * Where the person is enrolled.
     *
     * @return the gallery
     */
    public GalleryId gallery() {
        return gallery;
    }

    /**
     * Who it is claimed to be.
     *
     * @return the person
     */
    public PersonId claimed() {
        return claimed;
    }

    /**
     * Which face of the probe is meant.
     *
     * @return empty if the caller did not say
     */
    public Optional<FaceChoice> face() {
        return Optional.ofNullable(face);
    }

    @Override
    public String toString() {
        return "VerifyRequest[" + gallery + "]";
    }
}
