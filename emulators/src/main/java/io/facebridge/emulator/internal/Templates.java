package io.facebridge.emulator.internal;

import io.facebridge.templates.PersonScoring;
import io.facebridge.templates.RowMemory;
import io.facebridge.templates.SearchThreads;
import io.facebridge.templates.TemplateHit;
import io.facebridge.templates.TemplateIndex;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.Spliterators.AbstractSpliterator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The templates of an emulator: one for each key, in an index of core. The first one determines the dimension of all. Writers
 * hold the lock of the store; readers need not, and do not wait.
 *
 * @param <K> the owner of a template; a key of hash maps
 */
public final class Templates<K> {
    /** The number of keys that the index finds at the cost of one. */
    private static final int FIRST = 128;

    private static final int GROWTH = 8;

    private volatile @Nullable TemplateIndex<K, Integer> index;

    /** Creates an empty set of templates. */
    public Templates() {}

    /**
     * A result of a search.
     *
     * @param key whose template it is
     * @param cosine of template and probe, exactly
     */
    public record Hit<K>(K key, double cosine) {
        @Override
        public String toString() {
            return "Hit[]";
        }
    }

    /**
     * Stores a template, and replaces the one that the key has already.
     *
     * @throws IllegalArgumentException if it has another number of numbers than those that are there; nothing was changed
     */
    public void put(K key, float[] vector) {
        TemplateIndex<K, Integer> kept = index;
        if (kept == null) {
            kept = new TemplateIndex<>(vector.length, RowMemory.heap(), SearchThreads.of(1)); // without helpers
            index = kept;
        }
        List<Integer> before = kept.faces(key);
        kept.add(key, before.contains(0) ? 1 : 0, vector); // before the other one goes, so that the key keeps its rank
        before.forEach(replaced -> remove(key, replaced));
    }

    private void remove(K key, Integer template) {
        TemplateIndex<K, Integer> kept = index;
        if (kept != null) {
            kept.remove(key, template);
        }
    }

    /** Removes the template of a key, if there is one. */
    public void remove(K key) {
        TemplateIndex<K, Integer> kept = index;
        if (kept != null) {
            kept.remove(key);
        }
    }

    /** Removes all; the next one may have any number of numbers. */
    public void clear() {
        index = null;
    }

    /** Returns the number of templates. */
    public int size() {
        TemplateIndex<K, Integer> kept = index;
        return kept == null ? 0 : kept.persons();
    }

    /** Returns a copy of the template of a key; null if there is none. */
    public float @Nullable [] vector(K key) {
        List<float[]> one = vectors(List.of(key));
        return one.isEmpty() ? null : one.get(0);
    }

    /** Returns the mean of the templates of these keys, normalized to length 1; null if none of them has one. */
    public float @Nullable [] mean(Collection<? extends K> keys) {
        List<float[]> vectors = vectors(keys);
        return vectors.isEmpty() ? null : Vectors.mean(vectors);
    }

    private List<float[]> vectors(Collection<? extends K> keys) {
        TemplateIndex<K, Integer> kept = index;
        List<float[]> vectors = new ArrayList<>(keys.size());
        if (kept != null) {
            keys.forEach(key -> kept.forEachTemplate(key, (template, vector) -> vectors.add(vector)));
        }
        return vectors;
    }

    /** Returns the cosine of a key's template and a probe; empty if there is no template. */
    public OptionalDouble cosine(K key, float[] probe) {
        TemplateIndex<K, Integer> kept = index;
        return kept == null ? OptionalDouble.empty() : kept.score(key, probe, PersonScoring.BEST);
    }

    /**
     * Returns all keys in descending order of similarity, and of equal similarity in the order of their addition; no key occurs
     * twice. Lazy: searches the index for a few keys, and for eight times as many whenever more are consumed, so that consumers
     * that stop early are fast. Among more than {@link TemplateIndex#SCANNED_IN_FULL} templates, a key that the smaller search
     * missed comes late.
     */
    public Stream<Hit<K>> nearest(float[] probe) {
        TemplateIndex<K, Integer> kept = index;
        return kept == null ? Stream.empty() : StreamSupport.stream(new Growing<>(kept, probe), false);
    }

    private static final class Growing<K> extends AbstractSpliterator<Hit<K>> {
        private final TemplateIndex<K, Integer> index;
        private final float[] probe;
        private final Set<K> given = new HashSet<>();
        private int limit = FIRST;
        private List<TemplateHit<K, Integer>> found;
        private int next;

        Growing(TemplateIndex<K, Integer> index, float[] probe) {
            super(Long.MAX_VALUE, ORDERED | NONNULL);
            this.index = index;
            this.probe = probe;
            found = search();
        }

        private List<TemplateHit<K, Integer>> search() {
            return index.search(probe, limit, PersonScoring.BEST, false);
        }

        @Override
        public boolean tryAdvance(Consumer<? super Hit<K>> action) {
            while (next < found.size() || found.size() == limit) {
                if (next == found.size()) {
                    limit = (int) Math.min(Integer.MAX_VALUE, (long) limit * GROWTH);
                    found = search();
                    next = 0;
                } else {
                    TemplateHit<K, Integer> hit = found.get(next++);
                    if (given.add(hit.person())) {
                        action.accept(new Hit<>(hit.person(), hit.score()));
                        return true;
                    }
                }
            }
            return false;
        }
    }

    @Override
    public String toString() {
        return "Templates[" + size() + "]";
    }
}
