package io.facebridge.match;

import io.facebridge.face.FaceSelection;
import io.facebridge.gallery.GalleryId;
import io.facebridge.image.FaceImage;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The request of a search: the probe, the galleries and the limits. Immutable. */
public final class IdentifyRequest {
    /** The default maximum number of candidates per face. */
    public static final int DEFAULT_LIMIT = 5;

    private final FaceImage probe;
    private final List<GalleryId> galleries;
    private final int limit;
    private final @Nullable FaceSelection face;
    private final boolean allFaces;

    private IdentifyRequest(
            FaceImage probe, List<GalleryId> galleries, int limit, @Nullable FaceSelection face, boolean allFaces) {
        this.probe = probe;
        this.galleries = galleries;
        this.limit = limit;
        this.face = face;
        this.allFaces = allFaces;
    }

    /**
     * Creates a request that searches for the largest face of the probe. Because the selection is left to the default, a
     * decision on an image in which another face is at least 60 % as high is INCONCLUSIVE.
     *
     * @param probe the image just captured
     * @param galleries one or more, each once
     * @return the request
     * @throws IllegalArgumentException if no gallery is given, or one is given twice
     */
    public static IdentifyRequest of(FaceImage probe, GalleryId... galleries) {
        List<GalleryId> copy = List.of(galleries);
        if (copy.isEmpty()) {
            throw new IllegalArgumentException("a search needs one gallery or more but got none");
        }
        if (Set.copyOf(copy).size() < copy.size()) {
            throw new IllegalArgumentException("each gallery must be listed once but the request was " + copy);
        }
        return new IdentifyRequest(Objects.requireNonNull(probe, "probe"), copy, DEFAULT_LIMIT, null, false);
    }

    /**
     * Sets the maximum number of candidates per face, over all galleries. The default is {@value #DEFAULT_LIMIT}.
     *
     * @param candidates 1 or more; a provider may have its own upper limit
     * @return a new request
     * @throws IllegalArgumentException if it is less than 1
     */
    public IdentifyRequest limit(int candidates) {
        if (candidates < 1) {
            throw new IllegalArgumentException("limit must be 1 or more but was " + candidates);
        }
        return new IdentifyRequest(probe, galleries, candidates, face, allFaces);
    }

    /**
     * Sets which face of the probe is selected, so that other faces do not matter any more. The default is the largest one.
     *
     * @param choice which face
     * @return a new request
     */
    public IdentifyRequest face(FaceSelection choice) {
        return new IdentifyRequest(probe, galleries, limit, Objects.requireNonNull(choice, "choice"), false);
    }

    /**
     * Selects every face of the probe. By default only the largest one is searched for.
     *
     * @return a new request
     */
    public IdentifyRequest everyFace() {
        return new IdentifyRequest(probe, galleries, limit, null, true);
    }

    /** {@return the image just captured} */
    public FaceImage probe() {
        return probe;
    }

    /**
     * Returns the galleries that are searched.
     *
     * @return one gallery or more, in the caller's order; unmodifiable
     */
    public List<GalleryId> galleries() {
        return galleries;
    }

    /**
     * Returns the maximum number of candidates per face.
     *
     * @return 1 or more
     */
    public int limit() {
        return limit;
    }

    /**
     * Returns which face of the probe is selected.
     *
     * @return empty if the caller did not set it, or if every face is selected
     */
    public Optional<FaceSelection> face() {
        return Optional.ofNullable(face);
    }

    /**
     * Returns whether every face of the probe is selected.
     *
     * @return {@code true} for every face, {@code false} for one
     */
    public boolean allFaces() {
        return allFaces;
    }

    @Override
    public String toString() {
        return "IdentifyRequest[" + galleries + ", limit " + limit + "]";
    }
}
