package io.facebridge.operations;

import io.facebridge.DuplicateFinder;
import io.facebridge.DuplicateFinder.DuplicatePair;
import io.facebridge.FaceIdentifier;
import io.facebridge.error.FaceNotFoundException;
import io.facebridge.error.IncompatibleScaleException;
import io.facebridge.error.InvalidImageException;
import io.facebridge.error.LowQualityException;
import io.facebridge.error.TooManyFacesException;
import io.facebridge.face.FaceChoice;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.image.FaceImage;
import io.facebridge.internal.HeapRoom;
import io.facebridge.match.Candidate;
import io.facebridge.match.IdentifyRequest;
import io.facebridge.match.MatchDecision;
import io.facebridge.match.Threshold;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Persons of a gallery who look like one person, found by searching the gallery for the pictures that the application keeps
 * of them. Works with every provider that identifies, also where the service has no such search of its own; where there is a
 * {@link DuplicateFinder}, that needs no pictures.
 *
 * <pre>{@code
 * for (DuplicatePair pair : Duplicates.search(faces.identifier(), staff, portraits).above(threshold)) {
 *     ...
 * }
 * }</pre>
 *
 * <p>Costs one search for each picture. Nothing is searched before the pairs are walked, and every iterator begins anew. When
 * a search fails, the exception comes out of the iterator, and walking on with the same iterator repeats that search. Immutable, and as thread-safe as the identifier and the pictures; an iterator belongs to one thread.
 */
public final class Duplicates {
    /** How many candidates are looked at for each picture unless the caller says otherwise; the person is one of them. */
    public static final int DEFAULT_LIMIT = 10;

    private final FaceIdentifier identifier;
    private final GalleryId gallery;
    private final Iterable<Portrait> portraits;
    private final Settings settings;

    private Duplicates(FaceIdentifier identifier, GalleryId gallery, Iterable<Portrait> portraits, Settings settings) {
        this.identifier = identifier;
        this.gallery = gallery;
        this.portraits = portraits;
        this.settings = settings;
    }

    /** What the caller may set; a search has its own, which do not change. */
    private static final class Settings {
        private int limit = DEFAULT_LIMIT;
        private FaceChoice face = FaceChoice.ONLY;
        private @Nullable PersonId after;
        private Consumer<Progress> progress = ignored -> {};
    }

    /** This search with a change. */
    private Duplicates with(Consumer<Settings> change) {
        Settings changed = new Settings();
        changed.limit = settings.limit;
        changed.face = settings.face;
        changed.after = settings.after;
        changed.progress = settings.progress;
        change.accept(changed);
        return new Duplicates(identifier, gallery, portraits, changed);
    }

    /**
     * Looks for the persons of these pictures.
     *
     * @param identifier searches
     * @param gallery where the persons are enrolled
     * @param portraits one picture or more of each person, each person's in a row; walked once by each iterator
     * @return say above which score two persons are taken for one
     */
    public static Duplicates search(FaceIdentifier identifier, GalleryId gallery, Iterable<Portrait> portraits) {
        return new Duplicates(
                Objects.requireNonNull(identifier, "identifier"),
                Objects.requireNonNull(gallery, "gallery"),
                Objects.requireNonNull(portraits, "portraits"),
                new Settings());
    }

    /**
     * Says how many candidates are looked at for each picture.
     *
     * @param candidates 2 or more, because the person of the picture is one of them; a provider may have its own upper limit
     * @return a new search
     * @throws IllegalArgumentException if it is less than 2
     */
    public Duplicates limit(int candidates) {
        if (candidates < 2) {
            throw new IllegalArgumentException("limit must be 2 or more but was " + candidates);
        }
        return with(changed -> changed.limit = candidates);
    }

    /**
     * Says which face of each picture is the person's.
     *
     * @param choice {@code ONLY} unless said: a picture with several faces is refused
     * @return a new search
     */
    public Duplicates face(FaceChoice choice) {
        Objects.requireNonNull(choice, "choice");
        return with(changed -> changed.face = choice);
    }

    /**
     * Goes on after somebody whose pictures have been searched for, as an earlier walk reported.
     *
     * @param person the pictures up to the last one of this person are passed over; pairs that were found by them are not
     *     known any more, so that a pair of two later walks may come twice
     * @return a new search
     */
    public Duplicates after(PersonId person) {
        Objects.requireNonNull(person, "person");
        return with(changed -> changed.after = person);
    }

    /**
     * Tells how far the search is, on the thread that walks.
     *
     * @param listener called when all pictures of a person have been searched for and their pairs have been walked
     * @return a new search
     */
    public Duplicates onProgress(Consumer<Progress> listener) {
        Objects.requireNonNull(listener, "listener");
        return with(changed -> changed.progress = listener);
    }

    /**
     * The pairs of persons whose score reaches a threshold. A picture that cannot be searched for is an exception of the
     * walk, as {@link FaceIdentifier#identify} throws it: {@link FaceNotFoundException}, {@link TooManyFacesException},
     * {@link InvalidImageException} or {@link LowQualityException}; walking on passes that picture over.
     *
     * @param threshold on the scale of the gallery's searches, {@link FaceIdentifier#scale(GalleryId)}
     * @return in the order of the pictures, best first for each; a pair is given once, the person of the picture first
     * @throws IncompatibleScaleException from the walk, when a score is on another scale
     * @throws IllegalArgumentException from the walk, when none of the pictures is of the person to go on after
     */
    public Iterable<DuplicatePair> above(Threshold threshold) {
        Objects.requireNonNull(threshold, "threshold");
        return () -> new Walk(threshold);
    }

    /**
     * A picture that the application keeps of somebody.
     *
     * @param person who is enrolled under this id in the gallery
     * @param picture opened when it is searched for, so that not all pictures are in memory at once
     */
    public record Portrait(PersonId person, Supplier<FaceImage> picture) {
        /**
         * Checks that both are there.
         *
         * @param person see the record
         * @param picture see the record
         */
        public Portrait {
            Objects.requireNonNull(person, "person");
            Objects.requireNonNull(picture, "picture");
        }

        @Override
        public String toString() {
            return "Portrait[]";
        }
    }

    /**
     * How far a search is.
     *
     * @param person whose pictures have all been searched for; give it to {@link Duplicates#after} to go on later
     * @param persons how many persons this walk has searched for, 1 or more
     * @param pairs how many pairs this walk has given
     */
    public record Progress(PersonId person, long persons, long pairs) {
        @Override
        public String toString() {
            return "Progress[" + persons + " persons, " + pairs + " pairs]";
        }
    }

    private final class Walk implements Iterator<DuplicatePair> {
        private final Threshold threshold;
        private final Iterator<Portrait> all = portraits.iterator();
        private final Set<Set<PersonId>> seen = new HashSet<>();
        private Iterator<DuplicatePair> found = List.<DuplicatePair>of().iterator();
        private boolean skipping = settings.after != null;
        private boolean skipped;
        private @Nullable Portrait pending;
        private @Nullable PersonId current;
        private long persons;
        private long pairs;

        Walk(Threshold threshold) {
            this.threshold = threshold;
        }

        @Override
        public boolean hasNext() {
            while (!found.hasNext()) {
                Portrait portrait = pending == null ? advance() : pending;
                if (portrait == null) {
                    return false;
                }
                pending = portrait;
                found = search(portrait);
                pending = null;
            }
            return true;
        }

        @Override
        public DuplicatePair next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            pairs++;
            return found.next();
        }

        /** The next picture to be searched for; null at the end. */
        private @Nullable Portrait advance() {
            while (all.hasNext()) {
                Portrait portrait = all.next();
                if (isSkipped(portrait)) {
                    continue;
                }
                if (!portrait.person().equals(current)) {
                    report();
                    current = portrait.person();
                    persons++;
                }
                return portrait;
            }
            report();
            current = null;
            if (skipping && !skipped) {
                throw new IllegalArgumentException(
                        "none of the pictures is of the person to go on after, so that all were"
                                + " passed over; give the same pictures in the same order");
            }
            return null;
        }

        private boolean isSkipped(Portrait portrait) {
            if (!skipping) {
                return false;
            }
            boolean last = portrait.person().equals(settings.after);
            if (skipped && !last) {
                skipping = false;
                return false;
            }
            skipped = skipped || last;
            return true;
        }

        private void report() {
            if (current != null) {
                settings.progress.accept(new Progress(current, persons, pairs));
            }
        }

        private Iterator<DuplicatePair> search(Portrait portrait) {
            try {
                return HeapRoom.forOneOfMany(() -> identify(portrait));
            } catch (FaceNotFoundException | TooManyFacesException | InvalidImageException | LowQualityException e) {
                pending = null;
                throw e;
            }
        }

        private Iterator<DuplicatePair> identify(Portrait portrait) {
            FaceImage picture = portrait.picture().get();
            return identifier
                    .identify(IdentifyRequest.of(picture, gallery)
                            .limit(settings.limit)
                            .face(settings.face))
                    .stream()
                    .flatMap(identification -> identification.candidates().stream())
                    .filter(candidate -> !candidate.person().equals(portrait.person()))
                    .filter(this::reaches)
                    .filter(candidate -> seen.add(Set.of(portrait.person(), candidate.person())))
                    .map(candidate ->
                            new DuplicatePair(gallery, portrait.person(), candidate.person(), candidate.score()))
                    .toList()
                    .iterator();
        }

        private boolean reaches(Candidate candidate) {
            return threshold.judge(candidate.comparison()).outcome() == MatchDecision.Outcome.MATCH;
        }
    }
}
