package io.facebridge.local.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.facebridge.error.Effect;
import io.facebridge.error.GalleryStoreException;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GroupCommitterTest {
    private final List<String> said = new ArrayList<>();
    private @Nullable RuntimeException commitFailure;
    private boolean isAhead;

    /** Notes what it is asked to do, and fails as the test says. */
    private final class Noting implements Journal {
        @Override
        public State load(Sink sink) {
            throw new AssertionError("loading is the store's");
        }

        @Override
        public void begin() {
            said.add("begin");
        }

        @Override
        public boolean isAhead() {
            return isAhead;
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
        public void commit() {
            if (commitFailure != null) {
                throw commitFailure;
            }
            said.add("commit");
        }

        @Override
        public void rollback() {
            said.add("rollback");
        }

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
        public void copyTo(Path folder) {}

        @Override
        public void check(Path copy) {}

        @Override
        public String location() {
            return "a list";
        }

        @Override
        public void close() {}
    }

    private final GroupCommitter turns = new GroupCommitter(new Noting(), () -> {
        said.add("load");
        isAhead = false;
    });

    private final class Noted extends GroupCommitter.Write {
        private final String name;
        private final int size;
        private final @Nullable Throwable onRecord;
        private final @Nullable Throwable onPublish;

        Noted(String name, int size, @Nullable Throwable onRecord, @Nullable Throwable onPublish) {
            this.name = name;
            this.size = size;
            this.onRecord = onRecord;
            this.onPublish = onPublish;
        }

        @Override
        protected int size() {
            return size;
        }

        @Override
        protected void record(Journal to) {
            said.add("record " + name);
            throwIfThere(onRecord);
        }

        @Override
        protected void publish() {
            said.add("publish " + name);
            throwIfThere(onPublish);
        }

        @Override
        protected void withdraw() {
            said.add("withdraw " + name);
        }
    }

    private static void throwIfThere(@Nullable Throwable failure) {
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        if (failure instanceof Error e) {
            throw e;
        }
    }

    private Noted write(String name) {
        return new Noted(name, 0, null, null);
    }

    private static GalleryStoreException full() {
        return new GalleryStoreException(GalleryStoreException.Reason.FULL, "the disk is full", Effect.UNKNOWN, null);
    }

    @Test
    void a_change_is_seen_once_it_is_durable() {
        turns.take(write("a"));

        assertThat(said).containsExactly("begin", "record a", "commit", "publish a");
    }

    @Test
    void a_change_that_is_refused_changes_nothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> turns.take(new Noted("a", 0, new IllegalArgumentException("no"), null)))
                .withMessage("no");

        assertThat(said).containsExactly("begin", "record a", "withdraw a", "rollback");
    }

    @Test
    void a_commit_that_fails_is_taken_back_and_thrown_with_its_reason_and_effect() {
        commitFailure = full();

        assertThatExceptionOfType(GalleryStoreException.class)
                .isThrownBy(() -> turns.take(write("a")))
                .satisfies(e -> {
                    assertThat(e.reason()).isEqualTo(GalleryStoreException.Reason.FULL);
                    assertThat(e.effect()).isEqualTo(Effect.UNKNOWN);
                    assertThat(e).hasMessage("the disk is full").hasCause(commitFailure);
                });
        assertThat(said).containsExactly("begin", "record a", "withdraw a", "rollback");

        said.clear();
        commitFailure = null;
        turns.take(write("b"));
        assertThat(said).containsExactly("begin", "record b", "commit", "publish b");
    }

    @Test
    void an_error_is_thrown_as_a_failure_of_writing() {
        StackOverflowError error = new StackOverflowError();
        assertThatIllegalStateException()
                .isThrownBy(() -> turns.take(new Noted("a", 0, error, null)))
                .withMessageContaining("writing failed")
                .withCause(error);
    }

    @Test
    void what_was_kept_and_could_not_be_seen_is_loaded_before_the_next_change() {
        IllegalStateException failure = new IllegalStateException("publishing failed");
        assertThatIllegalStateException()
                .isThrownBy(() -> turns.take(new Noted("a", 0, null, failure)))
                .isSameAs(failure);
        assertThat(said).as("it is durable").containsExactly("begin", "record a", "commit", "publish a", "withdraw a");

        said.clear();
        turns.take(write("b"));
        turns.take(write("c"));

        assertThat(said)
                .containsExactly(
                        "begin", "load", "record b", "commit", "publish b", "begin", "record c", "commit", "publish c");
    }

    @Test
    void a_journal_that_is_ahead_is_loaded_before_the_next_change() {
        isAhead = true;
        turns.take(write("a"));

        assertThat(said).containsExactly("begin", "load", "record a", "commit", "publish a");
    }

    /** Has all of them wait for the turn, in this order, and lets them go at once; gives back what each threw. */
    private List<@Nullable Throwable> atOnce(Noted... writes) {
        List<Thread> threads = new ArrayList<>();
        List<@Nullable Throwable> thrown = new ArrayList<>();
        turns.alone(() -> {
            for (int i = 0; i < writes.length; i++) {
                int number = i;
                thrown.add(null);
                CountDownLatch started = new CountDownLatch(1);
                Thread thread = new Thread(
                        () -> {
                            started.countDown();
                            try {
                                turns.take(writes[number]);
                            } catch (RuntimeException e) {
                                synchronized (thrown) {
                                    thrown.set(number, e);
                                }
                            }
                        },
                        "writer " + i);
                thread.start();
                threads.add(thread);
                while (thread.getState() != Thread.State.WAITING) { // for the turn
                    Thread.onSpinWait();
                }
            }
        });
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        return thrown;
    }

    private Noted adding(String name, int templates) {
        return new Noted(name, templates, null, null);
    }

    @Test
    void additions_that_wait_are_one_commit() {
        assertThat(atOnce(adding("a", 1), adding("b", 2), adding("c", 4_093))).containsOnlyNulls();

        assertThat(said)
                .containsExactly(
                        "begin", "record a", "record b", "record c", "commit", "publish a", "publish b", "publish c");
    }

    @Test
    void a_commit_holds_4096_templates_and_no_more_of_others() {
        atOnce(adding("a", 1), adding("b", 4_095), adding("c", 1), adding("d", 5_000), adding("e", 1));

        assertThat(said)
                .containsExactly(
                        "begin",
                        "record a",
                        "record b",
                        "commit",
                        "publish a",
                        "publish b", //
                        "begin",
                        "record c",
                        "commit",
                        "publish c", //
                        "begin",
                        "record d",
                        "commit",
                        "publish d", //
                        "begin",
                        "record e",
                        "commit",
                        "publish e");
    }

    @Test
    void a_change_that_adds_nothing_is_a_commit_of_its_own() {
        atOnce(adding("a", 1), write("b"), write("c"), adding("d", 1), adding("e", 1));

        assertThat(said)
                .containsExactly(
                        "begin",
                        "record a",
                        "commit",
                        "publish a", //
                        "begin",
                        "record b",
                        "commit",
                        "publish b", //
                        "begin",
                        "record c",
                        "commit",
                        "publish c", //
                        "begin",
                        "record d",
                        "record e",
                        "commit",
                        "publish d",
                        "publish e");
    }

    @Test
    void one_of_a_commit_that_is_refused_does_not_end_the_others() {
        IllegalArgumentException refusal = new IllegalArgumentException("no");
        List<@Nullable Throwable> thrown = atOnce(adding("a", 1), new Noted("b", 1, refusal, null), adding("c", 1));

        assertThat(thrown).containsExactly(null, refusal, null);
        assertThat(said)
                .containsExactly(
                        "begin", "record a", "record b", "record c", "commit", "publish a", "publish c", "withdraw b");
    }

    @Test
    void one_that_was_refused_keeps_its_own_failure_when_the_commit_of_the_others_fails() {
        IllegalArgumentException refusal = new IllegalArgumentException("no");
        commitFailure = full();

        List<@Nullable Throwable> thrown = atOnce(new Noted("a", 1, refusal, null), adding("b", 1));

        assertThat(thrown.get(0)).isSameAs(refusal);
        assertThat(thrown.get(1)).isInstanceOf(GalleryStoreException.class).hasCause(commitFailure);
    }

    @Test
    void a_commit_of_which_all_were_refused_is_none() {
        atOnce(
                new Noted("a", 1, new IllegalArgumentException("no"), null),
                new Noted("b", 1, new IllegalArgumentException("no"), null));

        assertThat(said).containsExactly("begin", "record a", "record b", "withdraw a", "withdraw b", "rollback");
    }

    @Test
    void a_store_that_fails_within_a_commit_fails_all_of_it_once_for_each() {
        GalleryStoreException full = full();
        List<@Nullable Throwable> thrown = atOnce(adding("a", 1), new Noted("b", 1, full, null), adding("c", 1));

        assertThat(thrown)
                .allSatisfy(e ->
                        assertThat(e).isInstanceOf(GalleryStoreException.class).hasCause(full));
        assertThat(said)
                .containsExactly("begin", "record a", "record b", "withdraw a", "withdraw b", "withdraw c", "rollback");
    }
}
