package io.facebridge.match;

import io.facebridge.face.FaceChoice;
import io.facebridge.gallery.GalleryId;
import io.facebridge.image.FaceImage;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The request of a search: the probe, the galleries and the limits. Immutable. */
public final class IdentifyRequest {
    /** How many candidates are given unless the caller says otherwise. */
    public static final int DEFAULT_LIMIT = 5;

    private final FaceImage probe;
    private final List<GalleryId> galleries;
    private final int limit;
    private final @Nullable FaceChoice face;
    private final boolean allFaces;

    private IdentifyRequest(
            FaceImage probe, List<GalleryId> galleries, int limit, @Nullable FaceChoice face, boolean allFaces) {
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
            throw new IllegalArgumentException("a gallery is searched once but the request was " + copy);
        }
        return new IdentifyRequest(Objects.requireNonNull(probe, "probe"), copy, DEFAULT_LIMIT, null, false);
    }

    /**
     * Says how many candidates are wanted at most for each face, over all galleries.
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
     * Says which face of the probe is meant, so that other faces do not matter any more.
     *
     * @param choice which face
     * @return a new request
     */
    public IdentifyRequest face(FaceChoice choice) {
        return new IdentifyRequest(probe, galleries, limit, Objects.requireNonNull(choice, "choice"), false);
    }

    /**
     * Looks for every face of the probe.
     *
     * @return a new request
     */
    public IdentifyRequest everyFace() {
        return new IdentifyRequest(probe, galleries, limit, null, true);
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
     * Where to look.
     *
     * @return one gallery or more, in the caller's order; unmodifiable
     */
    public List<GalleryId> galleries() {
        return galleries;
    }

    /**
     * How many candidates are wanted at most for each face.
     *
     * @return 1 or more
     */
    public int limit() {
        return limit;
    }

    /**
     * Which face of the probe is meant.
     *
     * @return empty if the caller did not say, or if every face is meant
     */
    public Optional<FaceChoice> face() {
        return Optional.ofNullable(face);
    }

    /**
     * Whether every face of the probe is meant.
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
