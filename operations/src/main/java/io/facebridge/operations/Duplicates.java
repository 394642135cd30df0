package io.facebridge.operations;

import io.facebridge.DuplicateFinder;
import io.facebridge.DuplicateFinder.DuplicatePair;
import io.facebridge.FaceIdentifier;
import io.facebridge.error.FaceNotFoundException;
import io.facebridge.error.IncompatibleScaleException;
import io.facebridge.error.InvalidImageException;
import io.facebridge.error.LowQualityException;
import io.facebridge.error.TooManyFacesException;
import io.facebridge.face.FaceSelection;
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
 * A search for pairs of people in a gallery who may be the same person: it searches the gallery for the application's own
 * images of its people. Works with every provider that supports identification, even if the service has no duplicate search. If
 * a {@link DuplicateFinder} is available, use that instead: it needs no images.
 *
 * <!-- docs-test: given List<Duplicates.Portrait> portraits; Threshold threshold -->
 * <pre>{@code
 * for (DuplicatePair pair : Duplicates.search(provider.require(FaceIdentifier.class), staff, portraits).above(threshold)) {
 *     System.out.println(pair);
 * }
 * }</pre>
 *
 * <p>Sends one search per image. Searches are sent while the pairs are iterated, and every iterator starts from the beginning.
 * If a search fails, the iterator throws the exception; continuing with the same iterator repeats that search. Immutable, and
 * as thread-safe as the identifier and the images; an iterator must be used by one thread.
 */
public final class Duplicates {
    /** The default maximum number of candidates per image; the person in the image is one of them. */
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

    /** The settings of a search. */
    private static final class Settings {
        private int limit = DEFAULT_LIMIT;
        private FaceSelection face = FaceSelection.ONLY;
        private @Nullable PersonId after;
        private Consumer<Progress> progress = ignored -> {};
    }

    /** {@return this search with a changed setting} */
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
     * Creates a search for the people in the given images.
     *
     * @param identifier the capability that searches
     * @param gallery the gallery in which the people are enrolled
     * @param portraits one or more images of each person, those of one person adjacent; iterated once by each iterator
     * @return a search; call {@link #above} for the pairs
     */
    public static Duplicates search(FaceIdentifier identifier, GalleryId gallery, Iterable<Portrait> portraits) {
        return new Duplicates(
                Objects.requireNonNull(identifier, "identifier"),
                Objects.requireNonNull(gallery, "gallery"),
                Objects.requireNonNull(portraits, "portraits"),
                new Settings());
    }

    /**
     * Sets the maximum number of candidates per image. The default is {@value #DEFAULT_LIMIT}.
     *
     * @param candidates 2 or more, because the person in the image is one of them; a provider may have its own upper limit
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
     * Sets which face of each image belongs to the person. The default is {@code ONLY}, which rejects an image with several
     * faces.
     *
     * @param choice the face selection
     * @return a new search
     */
    public Duplicates face(FaceSelection choice) {
        Objects.requireNonNull(choice, "choice");
        return with(changed -> changed.face = choice);
    }

    /**
     * Continues an earlier iteration after a person that it reported as completed. Skips the images up to the last one of this
     * person. Pairs of the earlier iteration are not known, so that a pair may be returned in both iterations.
     *
     * @param person the last person that was completed
     * @return a new search
     */
    public Duplicates after(PersonId person) {
        Objects.requireNonNull(person, "person");
        return with(changed -> changed.after = person);
    }

    /**
     * Sets the listener that is notified when all images of a person have been searched for and their pairs have been returned.
     * By default there is none.
     *
     * @param listener receives the progress, on the thread that iterates
     * @return a new search
     */
    public Duplicates withListener(Consumer<Progress> listener) {
        Objects.requireNonNull(listener, "listener");
        return with(changed -> changed.progress = listener);
    }

    /**
     * Returns the pairs of people whose score is at or above a threshold. If an image cannot be searched for, the iterator
     * throws {@link FaceNotFoundException}, {@link TooManyFacesException}, {@link InvalidImageException} or
     * {@link LowQualityException}, as {@link FaceIdentifier#identify} does; continuing with the same iterator skips that
     * image.
     *
     * @param threshold on the scale of the gallery's searches, {@link FaceIdentifier#scale(GalleryId)}
     * @return a lazily evaluated view, in the order of the images, for each image in descending score order; each pair once, the
     *     person in the image first
     * @throws IncompatibleScaleException if a score is on another scale; thrown by the iterator
     * @throws IllegalArgumentException if no image belongs to the person to continue after; thrown by the iterator
     */
    public Iterable<DuplicatePair> above(Threshold threshold) {
        Objects.requireNonNull(threshold, "threshold");
        return () -> new Walk(threshold);
    }

    /**
     * An image that the application keeps of a person.
     *
     * @param person the id under which the person is enrolled in the gallery
     * @param image opened when it is searched for, so that not all images are in memory at once
     */
    public record Portrait(PersonId person, Supplier<FaceImage> image) {
        /**
         * Creates a portrait.
         *
         * @param person the id under which the person is enrolled in the gallery
         * @param image opened when it is searched for
         */
        public Portrait {
            Objects.requireNonNull(person, "person");
            Objects.requireNonNull(image, "image");
        }

        @Override
        public String toString() {
            return "Portrait[]";
        }
    }

    /**
     * The progress of a search.
     *
     * @param person the person whose images have all been searched for; pass it to {@link Duplicates#after} to continue later
     * @param persons the number of people that this iteration has completed, 1 or more
     * @param pairs the number of pairs that this iteration has returned, 0 or more
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

        /** Returns the next image to be searched for; null at the end. */
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
                        "no image belongs to the person to continue after, so all were skipped; pass the same images in"
                                + " the same order");
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
            FaceImage image = portrait.image().get();
            return identifier
                    .identify(IdentifyRequest.of(image, gallery)
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
