package io.facebridge.local;

import io.facebridge.error.Effect;
import io.facebridge.error.GalleryStoreException;
import io.facebridge.error.GalleryStoreException.Reason;
import io.facebridge.gallery.FaceId;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.GalleryInfo;
import io.facebridge.gallery.Person;
import io.facebridge.gallery.PersonId;
import io.facebridge.local.internal.Journal;
import io.facebridge.local.internal.OpenGalleries;
import io.facebridge.local.internal.SqliteJournal;
import io.facebridge.local.internal.StoreBackup;
import io.facebridge.local.internal.StoreResealing;
import io.facebridge.match.FaceTemplate;
import io.facebridge.templates.PersonScoring;
import io.facebridge.templates.PersonTemplate;
import io.facebridge.templates.RowMemory;
import io.facebridge.templates.SearchThreads;
import io.facebridge.templates.TemplateHit;
import io.facebridge.templates.TemplateIndex;
import io.facebridge.templates.TemplateStore;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Galleries on this machine: kept in one folder, and searched in memory. Thread-safe; one process at a time.
 *
 * <p>Every change is durable when the call returns: in a SQLite database with a write-ahead log that is forced to the disk at
 * every commit. Changes that several threads make at once are one commit. What is damaged, cut short or from another state is
 * refused when the store is opened, with the name of the file. A change that the disk refuses is a {@link GalleryStoreException}
 * that says why; nothing of it is kept, and the store goes on once the disk takes changes again. Files and folders that it makes
 * are their owner's only ({@link io.facebridge.internal.OwnerOnly}). {@code docs/how-to/run-local-galleries.md} has sizes, backup and encryption.
 */
public final class LocalTemplateStore implements TemplateStore {
    private static final int REENCRYPTED_AT_ONCE = 500;

    private final Journal journal;
    private final SearchThreads threads;
    private final OpenGalleries galleries;

    private LocalTemplateStore(Builder builder) {
        threads = SearchThreads.of(builder.threads);
        boolean opened = false;
        @Nullable Journal kept = null;
        try {
            kept = builder.folder == null
                    ? new Journal.None()
                    : SqliteJournal.open(builder.folder, builder.keys, builder.expectedGeneration);
            journal = kept;
            RowMemory memory = builder.folder == null || builder.keys != null
                    ? RowMemory.heap()
                    : RowMemory.mapped(builder.folder);
            galleries = new OpenGalleries(journal, memory, threads, builder.clock);
            galleries.load(builder.progress);
            opened = true;
        } catch (UncheckedIOException e) {
            throw new GalleryStoreException(
                    Reason.FULL, e.getMessage() + "; make room and open the store again", Effect.NONE, e);
        } finally {
            if (!opened) {
                threads.close();
                if (kept != null) {
                    kept.close();
                }
            }
        }
    }

    /**
     * Galleries in a folder, which is made if it is not there.
     *
     * @param folder for this store alone
     * @return a new builder
     */
    public static Builder in(Path folder) {
        return new Builder(Objects.requireNonNull(folder, "folder"));
    }

    /**
     * Galleries that end with the process.
     *
     * @return a new builder
     */
    public static Builder inMemory() {
        return new Builder(null);
    }

    /**
     * Seals a store again, or for the first time, while no process has it open: encrypts all templates, and authenticates the
     * whole, with the {@linkplain TemplateKeys#current() current} key. So keys are changed, and so is converted what was made
     * without keys or by an earlier version.
     *
     * <p>It is one transaction: the store is as it was until all of it is as it will be, whenever the process ends. What was
     * there before is overwritten. That takes about the size of the database on the disk beside it.
     *
     * @param folder of the store
     * @param keys the current key, and those that it was sealed or encrypted with
     * @param unsealed whether a store may be sealed of which nothing proves that it was not changed; ask for it once, for a
     *     store that is known
     * @param progress is notified after every few hundred templates
     * @return what was sealed
     * @throws GalleryStoreException if there is no store, it is open elsewhere, is damaged, cannot be read or written, is not
     *     sealed and that is refused ({@code UNSEALED}), or was sealed or encrypted with a key that is not there; it is as it
     *     was then, unless the effect says otherwise
     * @throws NativeLibraryException if SQLite's native library cannot be unpacked; the store was not touched
     */
    public static ResealReport reseal(Path folder, TemplateKeys keys, Unsealed unsealed, GalleryProgress progress) {
        return StoreResealing.reseal(
                Objects.requireNonNull(folder, "folder"),
                Objects.requireNonNull(keys, "keys"),
                unsealed == Unsealed.ACCEPT,
                Objects.requireNonNull(progress, "progress"));
    }

    /** Whether a store is sealed that was not sealed as a whole before. */
    public enum Unsealed {
        /** It is an error: so for changing keys, lest a store be sealed that was put in the place of a sealed one. */
        REFUSE,
        /** It is converted. */
        ACCEPT
    }

    /**
     * How many changes the store has taken, which grows by every commit: creating, adding, removing, binding, encrypting again. Changes
     * that several threads make at once may be one. Keep it where who can write the folder cannot, and open the store with
     * {@link Builder#expectedGeneration}: so a folder that was put back as a whole is noticed.
     *
     * @return 1 or more after the first change, and all changes that were acknowledged before are of it or an earlier one; 0 in memory
     * @throws IllegalStateException if the store is closed
     */
    public long generation() {
        galleries.requireOpen();
        return journal.generation();
    }

    @Override
    public void bind(String name, int dimension) {
        galleries.bind(name, dimension);
    }

    @Override
    public void create(GalleryId id) {
        galleries.create(id);
    }

    @Override
    public void delete(GalleryId id) {
        galleries.delete(id);
    }

    @Override
    public List<GalleryId> galleries() {
        return galleries.list();
    }

    @Override
    public GalleryInfo info(GalleryId id) {
        Instant created = galleries.created(id);
        TemplateIndex<PersonId, Long> index = galleries.index(id);
        GalleryInfo.Builder info = GalleryInfo.builder(id)
                .persons(index == null ? 0 : index.persons())
                .faces(index == null ? 0 : index.faces())
                .created(created);
        OpenGalleries.Model model = galleries.model();
        return model == null ? info.build() : info.model(model.name()).build();
    }

    @Override
    public List<FaceId> add(GalleryId id, List<PersonTemplate> templates) {
        return galleries.add(id, templates).stream().map(OpenGalleries::faceId).toList();
    }

    @Override
    public void remove(GalleryId id, PersonId person, FaceId face) {
        galleries.remove(id, person, face);
    }

    @Override
    public void remove(GalleryId id, PersonId person) {
        galleries.remove(id, person, null);
    }

    @Override
    public Optional<Person> find(GalleryId id, PersonId person) {
        TemplateIndex<PersonId, Long> index = galleries.index(id);
        List<FaceId> faces = index == null
                ? List.of()
                : index.faces(person).stream().map(OpenGalleries::faceId).toList();
        return faces.isEmpty() ? Optional.empty() : Optional.of(new Person(person, faces));
    }

    @Override
    public Iterable<PersonId> persons(GalleryId id) {
        return () -> {
            TemplateIndex<PersonId, Long> index = galleries.index(id);
            List<PersonId> all = index == null ? new ArrayList<>() : index.everybody();
            all.sort(Comparator.comparing(PersonId::value));
            return all.iterator();
        };
    }

    @Override
    public List<FaceTemplate> templates(GalleryId id, PersonId person) {
        TemplateIndex<PersonId, Long> index = galleries.index(id);
        OpenGalleries.Model model = galleries.model();
        List<FaceTemplate> all = new ArrayList<>();
        if (index != null && model != null) {
            index.forEachTemplate(person, (face, vector) -> all.add(FaceTemplate.of(model.name(), vector)));
        }
        return all;
    }

    @Override
    public OptionalDouble score(GalleryId id, PersonId person, FaceTemplate probe, PersonScoring scoring) {
        galleries.requireOurs(probe);
        TemplateIndex<PersonId, Long> index = galleries.index(id);
        return index == null ? OptionalDouble.empty() : index.score(person, probe.toArray(), scoring);
    }

    @Override
    public List<TemplateHit<PersonId, FaceId>> search(
            GalleryId id, FaceTemplate probe, int limit, PersonScoring scoring, boolean exact) {
        galleries.requireOurs(probe);
        TemplateIndex<PersonId, Long> index = galleries.index(id);
        return index == null ? List.of() : named(index.search(probe.toArray(), limit, scoring, exact));
    }

    @Override
    public List<TemplateHit<PersonId, FaceId>> atLeast(GalleryId id, FaceTemplate probe, double cosine) {
        galleries.requireOurs(probe);
        TemplateIndex<PersonId, Long> index = galleries.index(id);
        return index == null ? List.of() : named(index.atLeast(probe.toArray(), cosine));
    }

    private static List<TemplateHit<PersonId, FaceId>> named(List<TemplateHit<PersonId, Long>> hits) {
        return hits.stream()
                .map(hit -> new TemplateHit<>(hit.person(), OpenGalleries.faceId(hit.face()), hit.score()))
                .toList();
    }

    /**
     * Encrypts with the {@linkplain TemplateKeys#current() current} key what is encrypted with an older one, a few hundred
     * templates at a time, while other threads continue to read and write. After an interruption, call it again. Replaced
     * templates are overwritten. Afterwards nothing in the store needs an older key.
     *
     * @param progress is notified after every few hundred
     * @return how many templates were encrypted again
     * @throws IllegalStateException if the store was opened without keys, or is closed
     * @throws GalleryStoreException if a change cannot be stored; what was done before stays done
     */
    public long reencrypt(GalleryProgress progress) {
        galleries.requireOpen();
        long[] total = new long[1];
        galleries.alone(() -> total[0] = journal.notCurrent());
        long[] done = new long[1];
        int[] last = {1};
        while (last[0] > 0) {
            galleries.alone(() -> {
                galleries.requireOpen();
                try {
                    last[0] = journal.reencrypt(REENCRYPTED_AT_ONCE);
                } catch (GalleryStoreException e) {
                    journal.rollback();
                    throw e;
                }
            });
            done[0] += last[0];
            progress.at(done[0], Math.max(done[0], total[0]));
        }
        galleries.alone(journal::sweep);
        return done[0];
    }

    /**
     * Copies the store into a folder of its own, while other threads continue to search, and reads and checks the copy. It
     * contains what was acknowledged when copying began, and nothing that was removed before. Concurrent changes wait until
     * the database is copied, and not until the copy is checked. An encrypted store's copy is encrypted with the same keys.
     *
     * <p>The copy is written beside the folder under another name that begins with a dot, forced to the disk, and renamed
     * when it is complete: the folder contains a whole store or is not created.
     *
     * @param folder is created, readable by its owner only where the system knows owners; may exist if it is empty. The
     *     folder above must exist
     * @throws GalleryStoreException if the folder is not empty, the copy cannot be written or renamed, or it is damaged
     *     because the store is; what was begun is deleted, and the store is not changed
     * @throws IllegalStateException if the store is in memory or closed
     */
    public void backup(Path folder) {
        galleries.requireOpen();
        StoreBackup.write(folder, copy -> {
            galleries.alone(() -> {
                galleries.requireOpen();
                journal.copyTo(copy);
            });
            journal.check(copy);
        });
    }

    @Override
    public void close() {
        galleries.close(() -> {
            threads.close();
            journal.close();
        });
    }

    /** Returns text with the place and the number of galleries, without any person. */
    @Override
    public String toString() {
        return "LocalTemplateStore[" + journal.place() + ", " + galleries.size() + " galleries]";
    }

    /** Opens a {@link LocalTemplateStore}. Not thread-safe. */
    public static final class Builder {
        private final @Nullable Path folder;
        private @Nullable TemplateKeys keys;
        private long expectedGeneration;
        private GalleryProgress progress = GalleryProgress.NONE;
        private Clock clock = Clock.systemUTC();
        private int threads = Math.min(2, Runtime.getRuntime().availableProcessors());

        private Builder(@Nullable Path folder) {
            this.folder = folder;
        }

        /**
         * Seals the store: templates are encrypted, each bound to its face, person and gallery, and the whole is authenticated, so that
         * nothing in it can be changed, added, removed or put back without the key. Full-precision rows are then kept on the heap,
         * because mapped scratch files would hold templates as they are. A store that is there and not sealed as a whole is not opened;
         * {@link LocalTemplateStore#reseal} converts it.
         *
         * @param toUse the keys
         * @return this
         */
        public Builder keys(TemplateKeys toUse) {
            keys = Objects.requireNonNull(toUse, "toUse");
            return this;
        }

        /**
         * Refuses a store of an earlier generation than the application has seen, and does not make one where there is none. 0 unless
         * set, which is any. With keys the generation cannot be made up.
         *
         * @param least what {@link LocalTemplateStore#generation()} was, or an earlier one
         * @return this
         * @throws IllegalArgumentException if negative
         */
        public Builder expectedGeneration(long least) {
            if (least < 0) {
                throw new IllegalArgumentException("expectedGeneration must be 0 or more but was " + least);
            }
            expectedGeneration = least;
            return this;
        }

        /**
         * Sets the listener that is notified of the progress of opening, template by template.
         *
         * @param listener is called on the thread that opens
         * @return this builder
         */
        public Builder progress(GalleryProgress listener) {
            progress = Objects.requireNonNull(listener, "listener");
            return this;
        }

        /**
         * Sets how many threads may work on one search. 2 unless set, or 1 where there is one processor.
         *
         * @param count 1 to 64
         * @return this
         * @throws IllegalArgumentException if outside
         */
        public Builder searchThreads(int count) {
            if (count < 1 || count > 64) {
                throw new IllegalArgumentException("searchThreads must be in [1, 64] but was " + count);
            }
            threads = count;
            return this;
        }

        /**
         * Sets the clock that dates new galleries. Nothing else depends on it.
         *
         * @param source the time
         * @return this
         */
        public Builder clock(Clock source) {
            clock = Objects.requireNonNull(source, "source");
            return this;
        }

        /**
         * Opens the store: every template is read and checked, and laid out in memory.
         *
         * @return the store, which the caller closes
         * @throws GalleryStoreException if it is open elsewhere, is damaged or was changed without its key, cannot be read, needs a
         *     key that is not there, is not sealed although keys are given, or is of an earlier generation than expected
         * @throws IllegalStateException if a generation is expected of galleries in memory
         * @throws NativeLibraryException if SQLite's native library cannot be unpacked; the store was not touched
         */
        public LocalTemplateStore open() {
            if (folder == null && expectedGeneration > 0) {
                throw new IllegalStateException("galleries in memory are of no generation; expect one of a folder");
            }
            return new LocalTemplateStore(this);
        }
    }
}
