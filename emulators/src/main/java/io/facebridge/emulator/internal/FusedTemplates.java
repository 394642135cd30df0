package io.facebridge.emulator.internal;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The templates of persons with several faces: for each the mean, normalized to length 1, of the faces that count already.
 * Means are computed on demand. Guarded by the store's lock.
 *
 * @param <P> who has faces
 * @param <F> a face
 */
public final class FusedTemplates<P, F> {
    private final Templates<F> faces;
    private final Function<P, Map<F, Instant>> since;
    private final Templates<P> means = new Templates<>();
    private final Set<P> unsettled = new LinkedHashSet<>();

    /**
     * Creates the templates of no person. The function returns the faces of a person, each with the time from which on it
     * counts.
     */
    public FusedTemplates(Templates<F> faces, Function<P, Map<F, Instant>> since) {
        this.faces = faces;
        this.since = since;
    }

    /** Records that a face of the person was added or removed. */
    public void changed(P person) {
        unsettled.add(person);
    }

    /** Removes a person. */
    public void remove(P person) {
        unsettled.remove(person);
        means.remove(person);
    }

    /** Removes all persons. */
    public void clear() {
        unsettled.clear();
        means.clear();
    }

    /** Returns the templates at a time; a person without a face that counts has none. */
    public Templates<P> at(Instant now) {
        unsettled.removeIf(person -> settle(person, now));
        return means;
    }

    /** Updates the template of a person; returns whether it can no longer change merely by the passage of time. */
    private boolean settle(P person, Instant now) {
        Map<F, Instant> all = since.apply(person);
        List<F> effective = all.entrySet().stream()
                .filter(face -> !now.isBefore(face.getValue()))
                .map(Map.Entry::getKey)
                .toList();
        float[] mean = faces.mean(effective);
        if (mean == null) {
            means.remove(person);
        } else {
            means.put(person, mean);
        }
        return effective.size() == all.size();
    }

    @Override
    public String toString() {
        return "FusedTemplates[" + means.size() + "]";
    }
}
