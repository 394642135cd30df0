package io.facebridge.local.internal;

import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where the changes of a store go before they are seen. Used by one thread at a time: {@link #begin}, changes, and
 * {@link #commit} or {@link #rollback}. What cannot be kept is a {@link io.facebridge.error.GalleryStoreException}.
 */
public interface Journal extends AutoCloseable {
    /** What is there already. */
    State load(Sink sink);

    /** Starts a change. After a failure it first finds out what is kept. */
    void begin();

    /**
     * Whether it contains one more change than it has reported to its user, whose commit failed with
     * {@link io.facebridge.error.Effect#UNKNOWN}: then everything is to be {@linkplain #load loaded} again.
     */
    boolean isAhead();

    /** Remembers what the templates are of. */
    void bind(String model, int dimension);

    /** A new gallery. */
    void create(long number, GalleryId gallery, Instant created);

    /** A gallery that is empty by now. */
    void delete(long number);

    /** A new template. */
    void add(long face, long gallery, PersonId person, float[] vector);

    /** A template that goes. */
    void remove(long face);

    /** Makes the changes durable. */
    void commit();

    /** Takes them back. */
    void rollback();

    /** Leaves nothing of what was removed. Called after the commit; what it cannot do now it does later. */
    void sweep();

    /** How many changes were made durable. */
    long generation();

    /** Encrypts up to so many templates again, as a change of its own; how many it were. */
    int reencrypt(int most);

    /** How many templates are not encrypted with the current key. */
    long notCurrent();

    /** Writes what is committed into a folder that is empty. */
    void copyTo(Path folder);

    /** Opens such a copy, and reads and checks all of it. */
    void check(Path copy);

    /** Names the place, for messages. */
    String place();

    @Override
    void close();

    /** What a journal holds besides galleries and templates. */
    record State(@Nullable String model, int dimension, long nextGallery, long nextFace) {}

    /** Takes what is read: the galleries first. */
    interface Sink {
        /** Takes it and keeps nothing, so that all is read and checked. */
        Sink NONE = new Sink() {
            @Override
            public void gallery(long number, GalleryId gallery, Instant created) {}

            @Override
            public void template(long face, long gallery, PersonId person, float[] vector, long n, long total) {}
        };

        /** A gallery. */
        void gallery(long number, GalleryId gallery, Instant created);

        /** A template; the n-th of so many. */
        void template(long face, long gallery, PersonId person, float[] vector, long n, long total);
    }

    /** Keeps nothing: for galleries that end with the process. */
    final class None implements Journal {
        /** Keeps nothing. */
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
        public int reencrypt(int most) {
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
        public String place() {
            return "memory";
        }

        @Override
        public void close() {}
    }
}
