package io.facebridge.local.internal;

import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Log of the changes of a store, written before they become visible. Used by one thread at a time: {@link #begin}, changes,
 * and {@link #commit} or {@link #rollback}. A change that cannot be kept throws a {@link
 * io.facebridge.error.GalleryStoreException}.
 */
public interface Journal extends AutoCloseable {
    /** Reads the committed content. */
    State load(Sink sink);

    /** Starts a change. After a failure it first determines what was kept. */
    void begin();

    /**
     * Returns whether the journal contains one more change than it has reported to its caller, whose commit failed with
     * {@link io.facebridge.error.Effect#UNKNOWN}: then everything has to be {@linkplain #load loaded} again.
     */
    boolean isAhead();

    /** Stores the model of the templates. */
    void bind(String model, int dimension);

    /** Adds a gallery. */
    void create(long number, GalleryId gallery, Instant created);

    /** Removes a gallery, which is already empty. */
    void delete(long number);

    /** Adds a template. */
    void add(long face, long gallery, PersonId person, float[] vector);

    /** Removes a template. */
    void remove(long face);

    /** Makes the changes durable. */
    void commit();

    /** Rolls the changes back. */
    void rollback();

    /** Overwrites what was removed. Called after the commit; what fails now is repeated later. */
    void sweep();

    /** Returns the number of changes that were made durable. */
    long generation();

    /** Encrypts up to a number of templates again, as a change of its own. Returns how many were encrypted. */
    int reencrypt(int max);

    /** Returns the number of templates that are not encrypted with the current key. */
    long notCurrent();

    /** Writes the committed content into an empty folder. */
    void copyTo(Path folder);

    /** Opens such a copy, and reads and checks all of it. */
    void check(Path copy);

    /** Returns the place, for messages. */
    String location();

    @Override
    void close();

    /** Content of a journal besides galleries and templates. */
    record State(@Nullable String model, int dimension, long nextGallery, long nextFace) {}

    /** Receiver of the content: the galleries first. */
    interface Sink {
        /** A receiver that drops everything, so that all is read and checked. */
        Sink NONE = new Sink() {
            @Override
            public void gallery(long number, GalleryId gallery, Instant created) {}

            @Override
            public void template(long face, long gallery, PersonId person, float[] vector, long n, long total) {}
        };

        /** Receives a gallery. */
        void gallery(long number, GalleryId gallery, Instant created);

        /** Receives a template; the n-th of a total. */
        void template(long face, long gallery, PersonId person, float[] vector, long n, long total);
    }

    /** Journal that keeps nothing, for galleries that end with the process. */
    final class None implements Journal {
        /** Creates the journal. */
        public None() {}

        @Override
        public State load(Sink sink) {
            return new State(null, 0, 1, 1);
        }

        @Override
        public void begin() {}

        @Override
        public boolean isAhead() {
            return false;
        }

        @Override
        public void bind(String model, int dimension) {}

        @Override
        public void create(long number, GalleryId gallery, Instant created) {}

        @Override
        public void delete(long number) {}

        @Override
        public void add(long face, long gallery, PersonId person, float[] vector) {}

        @Override
        public void remove(long face) {}

        @Override
        public void commit() {}

        @Override
        public void rollback() {}

        @Override
        public void sweep() {}

        @Override
        public long generation() {
            return 0;
        }

        @Override
        public int reencrypt(int max) {
            return 0;
        }

        @Override
        public long notCurrent() {
            return 0;
        }

        @Override
        public void copyTo(Path folder) {
            throw new IllegalStateException(
                    "a store in memory has no folder to copy; export its galleries, or keep them in a folder");
        }

        @Override
        public void check(Path copy) {}

        @Override
        public String location() {
            return "memory";
        }

        @Override
        public void close() {}
    }
}
