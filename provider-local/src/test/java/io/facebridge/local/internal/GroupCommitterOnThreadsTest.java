package io.facebridge.local.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.facebridge.error.Effect;
import io.facebridge.error.GalleryStoreException;
import io.facebridge.error.GalleryStoreException.Reason;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.local.internal.GroupCommitter.Write;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Many writers share the commits of one journal that fails by a seeded chance at every step. {@code -Dfacebridge.effort=10} takes ten times as
 * many seeds.
 */
class GroupCommitterOnThreadsTest {
    private static final int SEEDS = 60 * Integer.getInteger("facebridge.effort", 1);
    private static final int WRITERS = 6;
    private static final int WRITES = 60;

    @Test
    void what_was_acknowledged_is_kept_and_published_once_and_the_rest_is_neither() throws Exception {
        int shared = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            SplittableRandom seeds = new SplittableRandom(seed);
            FailingJournal journal = new FailingJournal(seeds.split());
            Readers readers = new Readers();
            GroupCommitter turns = new GroupCommitter(journal, () -> {
                Set<Long> loaded = ConcurrentHashMap.newKeySet();
                loaded.addAll(journal.kept);
                readers.faces = loaded;
                journal.isAhead = false;
            });

            List<Added> all = new ArrayList<>();
            for (List<Added> some : write(turns, journal, readers, seeds)) {
                all.addAll(some);
            }

            journal.isReliable = true;
            Added last = new Added(-1, 1, false, readers);
            turns.take(last);
            last.isAcknowledged = true;
            all.add(last);
            assertThat(readers.faces)
                    .as("what readers see after a commit that succeeded, seed %d", seed)
                    .isEqualTo(journal.kept);

            Set<Long> acknowledged = new HashSet<>();
            for (Added added : all) {
                if (added.isAcknowledged) {
                    acknowledged.add(added.face);
                    assertThat(added.publications).as("seed %d", seed).isOne();
                    assertThat(added.withdrawals).as("seed %d", seed).isZero();
                } else {
                    assertThat(added.publications).as("seed %d", seed).isZero();
                    assertThat(added.withdrawals).as("seed %d", seed).isOne();
                }
            }
            assertThat(acknowledged).as("seed %d", seed).isNotEmpty();
            assertThat(journal.kept).as("seed %d", seed).containsAll(acknowledged);
            assertThat(journal.kept.size() - acknowledged.size())
                    .as("kept without an acknowledgment, seed %d", seed)
                    .isEqualTo(journal.keptInDoubt);
            shared += all.size() > journal.commits ? 1 : 0;
        }
        assertThat(shared).as("seeds in which writers shared commits").isPositive();
    }

    private static List<List<Added>> write(
            GroupCommitter turns, FailingJournal journal, Readers readers, SplittableRandom seeds) throws Exception {
        CyclicBarrier start = new CyclicBarrier(WRITERS);
        ExecutorService pool = Executors.newFixedThreadPool(WRITERS);
        try {
            List<Callable<List<Added>>> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                long first = (long) i * WRITES;
                SplittableRandom random = seeds.split();
                writers.add(() -> {
                    start.await(1, TimeUnit.MINUTES);
                    return steps(turns, journal, readers, first, random);
                });
            }
            List<List<Added>> made = new ArrayList<>();
            for (Future<List<Added>> writer : pool.invokeAll(writers, 2, TimeUnit.MINUTES)) {
                made.add(writer.get());
            }
            return made;
        } finally {
            pool.shutdownNow();
        }
    }

    private static List<Added> steps(
            GroupCommitter turns, FailingJournal journal, Readers readers, long first, SplittableRandom random) {
        List<Added> made = new ArrayList<>();
        for (long face = first; face < first + WRITES; face++) {
            Added added = new Added(face, random.nextInt(3), random.nextInt(8) == 0, readers);
            made.add(added);
            try {
                turns.take(added);
                added.isAcknowledged = true;
                // Durable before it is acknowledged, and seen by the writer at once.
                assertThat(journal.kept).contains(face);
                assertThat(readers.faces).contains(face);
            } catch (GalleryStoreException | IllegalArgumentException e) {
                assertThat(e.getMessage()).startsWith("the test");
            }
        }
        return made;
    }

    /** What readers see. */
    private static final class Readers {
        private volatile Set<Long> faces = ConcurrentHashMap.newKeySet();
    }

    /** One new template that its own check may refuse. */
    private static final class Added extends Write {
        private final long face;
        private final int size;
        private final boolean isRefused;
        private final Readers readers;
        private int publications;
        private int withdrawals;
        private boolean isAcknowledged;

        Added(long face, int size, boolean isRefused, Readers readers) {
            this.face = face;
            this.size = size;
            this.isRefused = isRefused;
            this.readers = readers;
        }

        @Override
        protected int size() {
            return size;
        }

        @Override
        protected void record(Journal to) {
            if (isRefused) {
                throw new IllegalArgumentException("the test refuses this template");
            }
            to.add(face, 1, new PersonId("synthetic"), new float[0]);
        }

        @Override
        protected void publish() {
            publications++;
            readers.faces.add(face);
        }

        @Override
        protected void withdraw() {
            withdrawals++;
        }
    }

    /** Keeps the numbers of templates, and fails where the chance says so: before a change, in it, and in a commit that is then kept or not. */
    private static final class FailingJournal implements Journal {
        private final None nothing = new None();
        private final SplittableRandom random;
        private final Set<Long> kept = ConcurrentHashMap.newKeySet();
        private final List<Long> change = new ArrayList<>();
        private boolean isReliable;
        private boolean isAhead;
        private int keptInDoubt;
        private int commits;

        FailingJournal(SplittableRandom random) {
            this.random = random;
        }

        private void failSometimes(Effect effect) {
            if (!isReliable && random.nextInt(12) == 0) {
                throw new GalleryStoreException(Reason.FULL, "the test says that the disk is full", effect, null);
            }
        }

        @Override
        public void begin() {
            failSometimes(Effect.NONE);
            assertThat(change).as("a change begins after the last one ended").isEmpty();
        }

        @Override
        public void add(long face, long gallery, PersonId person, float[] vector) {
            failSometimes(Effect.NONE);
            change.add(face);
        }

        @Override
        public void commit() {
            commits++;
            failSometimes(Effect.NONE);
            boolean isInDoubt = !isReliable && random.nextInt(12) == 0;
            kept.addAll(change);
            if (isInDoubt) {
                isAhead = true;
                keptInDoubt += change.size();
                change.clear();
                throw new GalleryStoreException(
                        Reason.FULL, "the test says that the disk is full", Effect.UNKNOWN, null);
            }
            change.clear();
        }

        @Override
        public void rollback() {
            change.clear();
        }

        @Override
        public boolean isAhead() {
            return isAhead;
        }

        @Override
        public State load(Sink sink) {
            return nothing.load(sink);
        }

        @Override
        public void bind(String model, int dimension) {
            nothing.bind(model, dimension);
        }

        @Override
        public void create(long number, GalleryId gallery, Instant created) {
            nothing.create(number, gallery, created);
        }

        @Override
        public void delete(long number) {
            nothing.delete(number);
        }

        @Override
        public void remove(long face) {
            nothing.remove(face);
        }

        @Override
        public void sweep() {
            nothing.sweep();
        }

        @Override
        public long generation() {
            return nothing.generation();
        }

        @Override
        public int reencrypt(int most) {
            return nothing.reencrypt(most);
        }

        @Override
        public long notCurrent() {
            return nothing.notCurrent();
        }

        @Override
        public void copyTo(Path folder) {
            nothing.copyTo(folder);
        }

        @Override
        public void check(Path copy) {
            nothing.check(copy);
        }

        @Override
        public String location() {
            return "the test";
        }

        @Override
        public void close() {
            nothing.close();
        }
    }
}
