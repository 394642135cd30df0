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
 * Store of galleries on this machine, kept in one folder and searched in memory. Pass it to {@link
 * LocalFaces.Builder#store(TemplateStore)}, or open it alone for backup and maintenance. Thread-safe; only one process may
 * have a folder open.
 *
 * <p>Every change is durable when the call returns: in a SQLite database with a write-ahead log that is forced to the disk at
 * every commit. Concurrent changes of several threads share one commit. A store that is damaged, cut short or inconsistent is
 * rejected when it is opened; the message names the file. A change that cannot be written throws a {@link
 * GalleryStoreException} with the reason; nothing of it is kept, and the store continues once the disk accepts changes again.
 * Created files and folders are accessible to their owner only ({@link io.facebridge.internal.OwnerOnly}). {@code
 * docs/how-to/run-local-galleries.md} describes sizes, backup and encryption.
 */
public final class LocalTemplateStore implements TemplateStore {
    private static final int REENCRYPTED_AT_ONCE = 500;

    /** The folder of the store; {@code null} in memory. */
    private final @Nullable Path place;

    private final Journal journal;
    private final SearchThreads threads;
    private final OpenGalleries galleries;

    private LocalTemplateStore(Builder builder) {
        place = builder.folder;
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
                    Reason.FULL, e.getMessage() + "; free disk space and open the store again", Effect.NONE, e);
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
     * Creates a builder for a store in a folder.
     *
     * @param folder a folder for this store alone; created if it does not exist
     * @return a new builder
     */
    public static Builder in(Path folder) {
        return new Builder(Objects.requireNonNull(folder, "folder"));
    }

    /**
     * Creates a builder for a store in memory, which is lost at the end of the process.
     *
     * @return a new builder
     */
    public static Builder inMemory() {
        return new Builder(null);
    }

    /**
     * Seals a store again, or for the first time, while no process has it open: encrypts all templates, and authenticates the
     * whole, with the {@linkplain TemplateKeys#current() current} key. Use it to change keys, and to convert a store that was
     * created without keys or by an earlier version.
     *
     * <p>Runs in one transaction: if the process ends at any time, the store is either unchanged or completely sealed. The
     * previous content is overwritten. Needs about the size of the database as additional disk space. Blocks until it is
     * done.
     *
     * @param folder the folder of the store
     * @param keys the current key, and those that the store was sealed or encrypted with
     * @param unsealed whether a store may be sealed that nothing proves to be unmodified; accept it once, for a store that is
     *     known
     * @param progress is notified after every few hundred templates
     * @return the sealed content
     * @throws GalleryStoreException if no store exists, it is open elsewhere, is damaged, cannot be read or written, is not
     *     sealed and that is rejected ({@code UNSEALED}), or was sealed or encrypted with a missing key; the store is
     *     unchanged then, unless the effect states otherwise
     * @throws NativeLibraryException if SQLite's native library cannot be unpacked; the store is unchanged
     */
    public static ResealReport reseal(Path folder, TemplateKeys keys, Unsealed unsealed, GalleryProgress progress) {
        return StoreResealing.reseal(
                Objects.requireNonNull(folder, "folder"),
                Objects.requireNonNull(keys, "keys"),
                unsealed == Unsealed.ACCEPT,
                Objects.requireNonNull(progress, "progress"));
    }

    /** Handling of a store that was not sealed as a whole before. */
    public enum Unsealed {
        /** Rejects the store. Use this to change keys, so that a store that replaced a sealed one is not sealed. */
        REFUSE,
        /** Converts the store. */
        ACCEPT
    }

    /**
     * Returns the number of changes that the store has committed. Every commit increases it: creating, adding, removing,
     * binding, encrypting again. Concurrent changes of several threads may count as one. To detect that a folder was replaced
     * as a whole by an older copy, keep the number where writers of the folder have no access, and open the store with {@link
     * Builder#expectedGeneration}.
     *
     * @return 1 or more after the first change, covering all changes acknowledged before; 0 in memory
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
            List<PersonId> all = index == null ? new ArrayList<>() : index.allPersons();
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
     * Encrypts all templates that are encrypted with an older key with the {@linkplain TemplateKeys#current() current} one, a
     * few hundred at a time, while other threads continue to read and write. Replaced templates are overwritten. Afterwards
     * nothing in the store needs an older key. Idempotent: call it again after an interruption.
     *
     * @param progress is notified after every few hundred templates
     * @return the number of templates that were encrypted again
     * @throws IllegalStateException if the store was opened without keys
     * @throws IllegalStateException if the store is closed
     * @throws GalleryStoreException if a change cannot be stored; earlier changes are kept
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
     *     folder above must exist, outside of the store
     * @throws GalleryStoreException if the folder is in the store or not empty, the copy cannot be written or renamed, or it
     *     is damaged because the store is; what was begun is deleted, and the store is not changed
     * @throws IllegalStateException if the store is in memory or closed
     */
    public void backup(Path folder) {
        galleries.requireOpen();
        if (place != null) {
            StoreBackup.requireOutside(folder, place);
        }
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
        return "LocalTemplateStore[" + journal.location() + ", " + galleries.size() + " galleries]";
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
         * Sets the keys and seals the store: templates are encrypted, each bound to its face, person and gallery, and the
         * whole is authenticated, so that nothing in it can be changed, added, removed or restored without the key.
         * Full-precision rows are then kept on the heap, because mapped scratch files would contain unencrypted templates. An
         * existing store that is not sealed as a whole is not opened; {@link LocalTemplateStore#reseal} converts it. By
         * default the store is not sealed.
         *
         * @param toUse the keys
         * @return this builder
         */
        public Builder keys(TemplateKeys toUse) {
            keys = Objects.requireNonNull(toUse, "toUse");
            return this;
        }

        /**
         * Sets the lowest generation that is accepted. A store of an earlier generation is rejected, and a missing one is not
         * created. The default is 0, which accepts any. With keys the generation cannot be forged.
         *
         * @param minGeneration a result of {@link LocalTemplateStore#generation()}, 0 or more
         * @return this builder
         * @throws IllegalArgumentException if the generation is negative
         */
        public Builder expectedGeneration(long minGeneration) {
            if (minGeneration < 0) {
                throw new IllegalArgumentException("expectedGeneration must be 0 or more but was " + minGeneration);
            }
            expectedGeneration = minGeneration;
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
         * Sets the maximum number of threads of one search. The default is 2, or 1 on a machine with one processor.
         *
         * @param count in [1, 64]
         * @return this builder
         * @throws IllegalArgumentException if the number is outside [1, 64]
         */
        public Builder searchThreads(int count) {
            if (count < 1 || count > 64) {
                throw new IllegalArgumentException("searchThreads must be in [1, 64] but was " + count);
            }
            threads = count;
            return this;
        }

        /**
         * Sets the clock of the creation time of new galleries. The default is the system's, in UTC. Nothing else depends on
         * it.
         *
         * @param source the clock
         * @return this builder
         */
        public Builder clock(Clock source) {
            clock = Objects.requireNonNull(source, "source");
            return this;
        }

        /**
         * Opens the store: reads and checks every template, and loads it into memory. Blocks until it is done.
         *
         * @return the store, which the caller closes
         * @throws GalleryStoreException if the store is open elsewhere, is damaged or was changed without its key, cannot be
         *     read, needs a missing key, is not sealed although keys are given, or is of an earlier generation than expected
         * @throws IllegalStateException if a generation is expected of a store in memory
         * @throws NativeLibraryException if SQLite's native library cannot be unpacked; the store is unchanged
         */
        public LocalTemplateStore open() {
            if (folder == null && expectedGeneration > 0) {
                throw new IllegalStateException("galleries in memory are of no generation; expect one of a folder");
            }
            return new LocalTemplateStore(this);
        }
    }
}
