package io.facebridge.local.internal;

import io.facebridge.DuplicateFinder.DuplicatePair;
import io.facebridge.error.IncompatibleScaleException;
import io.facebridge.gallery.FaceId;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.local.LocalDuplicateFinder;
import io.facebridge.match.FaceTemplate;
import io.facebridge.match.Score;
import io.facebridge.match.ScoreScale;
import io.facebridge.match.Threshold;
import io.facebridge.templates.TemplateHit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Queue;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Searches for the templates of everybody among those of all who come later. */
public final class SelfJoin implements LocalDuplicateFinder {
    private final LocalSearch search;

    /** Finds duplicates in the galleries of that store. */
    public SelfJoin(LocalSearch search) {
        this.search = search;
    }

    @Override
    public Iterable<DuplicatePair> find(GalleryId gallery, Threshold threshold) {
        return find(gallery, threshold, (person, done, total) -> {});
    }

    @Override
    public Iterable<DuplicatePair> find(GalleryId gallery, Threshold threshold, Progress progress) {
        return pairs(gallery, threshold, null, progress);
    }

    @Override
    public Iterable<DuplicatePair> findFrom(GalleryId gallery, Threshold threshold, PersonId from, Progress progress) {
        return pairs(gallery, threshold, LocalNames.person(from), progress);
    }

    private Iterable<DuplicatePair> pairs(
            GalleryId gallery, Threshold threshold, @Nullable PersonId from, Progress progress) {
        Objects.requireNonNull(progress, "progress");
        LocalNames.gallery(gallery);
        ScoreScale scale = search.scale(ScoreScale.Operation.DUPLICATE);
        if (!threshold.scale().equals(scale)) {
            throw new IncompatibleScaleException("the threshold is on the scale " + threshold.scale()
                    + " but duplicates of this gallery are scored on " + scale + "; ask for a threshold of that one");
        }
        return () -> {
            search.require(gallery);
            List<PersonId> persons = new ArrayList<>();
            search.store().persons(gallery).forEach(persons::add);
            return new Pairs(gallery, threshold.value(), scale, persons, from, progress);
        };
    }

    @Override
    public ScoreScale scale(GalleryId gallery) {
        search.require(gallery);
        return search.scale(ScoreScale.Operation.DUPLICATE);
    }

    private final class Pairs implements Iterator<DuplicatePair> {
        private final GalleryId gallery;
        private final double threshold;
        private final ScoreScale scale;
        private final List<PersonId> persons;
        private final Progress progress;
        private final Queue<DuplicatePair> found = new ArrayDeque<>();
        private int next;

        Pairs(
                GalleryId gallery,
                double threshold,
                ScoreScale scale,
                List<PersonId> persons,
                @Nullable PersonId from,
                Progress progress) {
            this.gallery = gallery;
            this.threshold = threshold;
            this.scale = scale;
            this.persons = persons;
            this.progress = progress;
            while (from != null
                    && next < persons.size()
                    && persons.get(next).value().compareTo(from.value()) < 0) {
                next++;
            }
        }

        @Override
        public boolean hasNext() {
            while (found.isEmpty() && next < persons.size()) {
                search.pipeline().requireOpen();
                PersonId person = persons.get(next);
                progress.visiting(person, next, persons.size());
                next++;
                Map<String, Double> later = new TreeMap<>();
                for (FaceTemplate template : search.store().templates(gallery, person)) {
                    for (TemplateHit<PersonId, FaceId> hit : search.store().atLeast(gallery, template, threshold)) {
                        if (hit.person().value().compareTo(person.value()) > 0) {
                            later.merge(hit.person().value(), hit.score(), Math::max);
                        }
                    }
                }
                later.forEach((other, score) ->
                        found.add(new DuplicatePair(gallery, person, new PersonId(other), new Score(score, scale))));
            }
            return !found.isEmpty();
        }

        @Override
        public DuplicatePair next() {
            if (!hasNext()) {
                throw new NoSuchElementException("there are no more pairs");
            }
            return found.remove();
        }
    }
}
