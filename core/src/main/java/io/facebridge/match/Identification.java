package io.facebridge.match;

import io.facebridge.face.DetectedFace;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One face of a probe and its candidates.
 *
 * @param face the face that was searched for
 * @param candidates best first, each person of each gallery once; empty if the search found no person; unmodifiable
 */
public record Identification(DetectedFace face, List<Candidate> candidates) {
    /**
     * Copies the candidates.
     *
     * @param face the face that was searched for
     * @param candidates best first; copied
     */
    public Identification {
        Objects.requireNonNull(face, "face");
        candidates = List.copyOf(candidates);
    }

    /**
     * Returns the candidate with the highest score.
     *
     * @return empty if there is none
     */
    public Optional<Candidate> best() {
        return candidates.stream().findFirst();
    }

    @Override
    public String toString() {
        return "Identification[" + face + ", " + candidates.size() + " candidates]";
    }
}
