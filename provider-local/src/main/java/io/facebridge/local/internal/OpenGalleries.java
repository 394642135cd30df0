package io.facebridge.local.internal;

import io.facebridge.error.Effect;
import io.facebridge.error.GalleryStoreException;
import io.facebridge.error.GalleryStoreException.Reason;
import io.facebridge.error.IncompatibleScaleException;
import io.facebridge.error.NotFoundException;
import io.facebridge.gallery.FaceId;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.local.GalleryProgress;
import io.facebridge.match.FaceTemplate;
import io.facebridge.templates.PersonTemplate;
import io.facebridge.templates.RowMemory;
import io.facebridge.templates.SearchThreads;
import io.facebridge.templates.TemplateIndex;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The galleries of an open store, laid out in memory for searches, and what changes them: each change is durable in the journal
 * before it is seen here. Thread-safe.
 */
public final class OpenGalleries {
    private static final int PROGRESS = 4_096;

    private final Journal journal;
    private final RowMemory memory;
    private final SearchThreads threads;
    private final Clock clock;
    private final GroupCommitter turns;
    private final Map<GalleryId, Gallery> galleries = new ConcurrentHashMap<>();
    private volatile @Nullable Model model;
    private volatile boolean closed;
    private long nextGallery;
    private long nextFace;

    /** Creates it empty; {@link #load} reads the content of the journal. */
    public OpenGalleries(Journal journal, RowMemory memory, SearchThreads threads, Clock clock) {
        this.journal = journal;
        this.memory = memory;
        this.threads = threads;
        this.clock = clock;
        turns = new GroupCommitter(journal, this::loadAgain);
    }

    /** The model of templates. */
    public record Model(String name, int dimension) {}

    /** A gallery; its index comes with the first template, when the dimension is known for certain. */
    static final class Gallery {
        final long number;
        final GalleryId id;
        final Instant created;
        volatile @Nullable TemplateIndex<PersonId, Long> index;

        /** How many templates are in the commit that is being made. */
        int coming;

        Gallery(long number, GalleryId id, Instant created) {
            this.number = number;
            this.id = id;
            this.created = created;
        }
    }

    // Loading

    /** Reads and checks every template. */
    public void load(GalleryProgress progress) {
        Loading loading = loadAll(progress);
        loading.galleries.values().forEach(gallery -> galleries.put(gallery.id, gallery));
        progress.at(loading.loaded, loading.loaded);
    }

    /** Replaces the content in memory by that of the journal. */
    private void loadAgain() {
        Loading loading;
        try {
            loading = loadAll(GalleryProgress.NONE);
        } catch (UncheckedIOException e) {
            throw new GalleryStoreException(
                    Reason.FULL, e.getMessage() + "; free disk space and continue", Effect.NONE, e);
        }
        Set<GalleryId> there = new HashSet<>();
        loading.galleries.values().forEach(gallery -> {
            galleries.put(gallery.id, gallery);
            there.add(gallery.id);
        });
        galleries.keySet().retainAll(there);
    }

    private Loading loadAll(GalleryProgress progress) {
        Loading loading = new Loading(progress);
        Journal.State state = journal.load(loading);
        nextGallery = state.nextGallery();
        nextFace = state.nextFace();
        if (state.model() != null) {
            model = new Model(state.model(), state.dimension());
        }
        return loading;
    }

    /** Fills indexes while a store is opened. */
    private final class Loading implements Journal.Sink {
        private final Map<Long, Gallery> galleries = new HashMap<>();
        private final GalleryProgress progress;
        private long loaded;

        Loading(GalleryProgress progress) {
            this.progress = progress;
        }

        @Override
        public void gallery(long number, GalleryId id, Instant created) {
            galleries.put(number, new Gallery(number, id, created));
        }

        @Override
        public void template(long face, long gallery, PersonId person, float[] vector, long n, long total) {
            Gallery owner = galleries.get(gallery);
            if (owner == null) {
                throw new GalleryStoreException(
                        Reason.DAMAGED,
                        journal.location()
                                + " holds a template of a gallery that is not there; restore it from a backup",
                        Effect.NONE,
                        null);
            }
            indexOf(owner, vector.length).add(person, face, vector);
            loaded = n;
            if (n % PROGRESS == 0) {
                progress.at(n, Math.max(n, total));
            }
        }
    }

    TemplateIndex<PersonId, Long> indexOf(Gallery gallery, int dimension) {
        TemplateIndex<PersonId, Long> index = gallery.index;
        if (index == null) {
            index = new TemplateIndex<>(dimension, memory, threads);
            gallery.index = index;
        }
        return index;
    }

    // Reading

    /** Returns the galleries, in the order of their ids. */
    public List<GalleryId> list() {
        requireOpen();
        return galleries.keySet().stream()
                .sorted(Comparator.comparing(GalleryId::value))
                .toList();
    }

    /** Returns the number of galleries, also after {@link #close}. */
    public int size() {
        return galleries.size();
    }

    boolean contains(GalleryId id) {
        return galleries.containsKey(id);
    }

    @Nullable
    Gallery find(GalleryId id) {
        return galleries.get(id);
    }

    Gallery gallery(GalleryId id) {
        requireOpen();
        Gallery gallery = galleries.get(id);
        if (gallery == null) {
            throw new NotFoundException(NotFoundException.Kind.GALLERY, id.value(), null, null);
        }
        return gallery;
    }

    /** Returns the index of a gallery; {@code null} if nothing was added yet. */
    public @Nullable TemplateIndex<PersonId, Long> index(GalleryId id) {
        return gallery(id).index;
    }

    /** Returns the time at which a gallery was created. */
    public Instant created(GalleryId id) {
        return gallery(id).created;
    }

    /** Returns the model of the templates; {@code null} if the store is not bound yet. */
    public @Nullable Model model() {
        return model;
    }

    /** Rejects a template of another model. */
    public void requireOurs(FaceTemplate template) {
        Model present = model;
        if (present == null) {
            throw new IllegalStateException("the store is not bound to a model; bind it first");
        }
        if (!template.model().equals(present.name) || template.dimension() != present.dimension) {
            throw new IncompatibleScaleException("the store in " + journal.location() + " holds templates of model "
                    + present.name + " (" + present.dimension + " numbers) but was given one of " + template.model()
                    + " ("
                    + template.dimension() + "); extract it again with the models of the store");
        }
    }

    /** Rejects every use after {@link #close}. */
    public void requireOpen() {
        if (closed) {
            throw new IllegalStateException("this store is closed; open one at start-up and close it at shutdown");
        }
    }

    /** Returns the API's id for the number of a face. */
    public static FaceId faceId(long number) {
        return new FaceId(Long.toString(number));
    }

    // Writing

    /** Says what the templates are of. */
    public void bind(String name, int dimension) {
        requireOpen();
        Model wanted = new Model(name, dimension);
        if (!wanted.equals(model)) { // else nothing to write, so that a store is opened also where there is no room
            turns.take(new GalleryWrites.Binding(this, wanted));
        }
    }

    /** Makes a gallery. */
    public void create(GalleryId id) {
        requireOpen();
        turns.take(new GalleryWrites.Creating(this, id));
    }

    /** Removes a gallery and all that is in it. */
    public void delete(GalleryId id) {
        requireOpen();
        turns.take(new GalleryWrites.Deleting(this, id));
    }

    /** Adds one template or more, and returns the number of each face. */
    public List<Long> add(GalleryId id, List<PersonTemplate> templates) {
        requireOpen();
        if (templates.isEmpty()) {
            throw new IllegalArgumentException("one template or more is added but there was none");
        }
        templates.forEach(template -> requireOurs(template.template()));
        GalleryWrites.Adding adding = new GalleryWrites.Adding(this, id, List.copyOf(templates));
        turns.take(adding);
        return adding.faces();
    }

    /** Removes a face of a person, or all of them. */
    public void remove(GalleryId id, PersonId person, @Nullable FaceId face) {
        gallery(id); // or it is not found, without waiting for a turn
        turns.take(new GalleryWrites.Removing(this, id, person, face));
    }

    /** Does something between commits. */
    public void alone(Runnable work) {
        turns.alone(work);
    }

    /** Ends all use, and runs what closes the rest. Idempotent. */
    public void close(Runnable rest) {
        turns.alone(() -> {
            if (!closed) {
                closed = true;
                rest.run();
            }
        });
    }

    // For the writes, which are made one after the other

    Journal journal() {
        return journal;
    }

    Gallery made(GalleryId id) {
        return new Gallery(nextGallery, id, clock.instant());
    }

    long takeFace() {
        return nextFace++;
    }

    void publish(Model bound) {
        model = bound;
    }

    void publish(Gallery made) {
        nextGallery++;
        galleries.put(made.id, made);
    }

    void withdraw(GalleryId deleted) {
        galleries.remove(deleted);
    }
}
