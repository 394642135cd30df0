package io.facebridge.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.facebridge.error.Effect;
import io.facebridge.error.FaceBridgeException;
import io.facebridge.error.GalleryStoreException;
import io.facebridge.error.IncompatibleScaleException;
import io.facebridge.gallery.FaceId;
import io.facebridge.gallery.PersonId;
import io.facebridge.templates.TemplateStore;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The contract of a {@link TemplateStore} that keeps its galleries in a folder: what it acknowledged survives the kill of the
 * process, and it does not open what it cannot verify.
 *
 * <p>It kills 5 processes and fills one disk, both multiplied by the factor of {@link Effort}.
 */
public abstract class StoreSurvivesKillsContract extends TemplateStoreContract {
    private static final int ROUNDS = 10;
    private static final int KILLS = 5;
    private static final int SOME = 60;

    @TempDir
    Path other;

    /** Creates the contract. */
    protected StoreSurvivesKillsContract() {}

    /**
     * Returns the class of {@link #opener}, which child processes instantiate by its constructor without parameters.
     *
     * @return a class on the test's class path
     */
    protected abstract Class<? extends StoreOpener> openerClass();

    private static int rounds() {
        return Effort.times(ROUNDS);
    }

    // Closing and opening

    @Test
    void everything_is_there_after_closing_and_opening() {
        List<FaceId> faces = store.add(STAFF, templates(1, 0, 1));
        store.add(STAFF, templates(2, 0));
        store.add(STAFF, templates(3, 0));
        store.remove(STAFF, name(2));
        store.create(VISITORS);
        store.close();
        store = opened();

        assertThat(store.galleries()).containsExactly(STAFF, VISITORS);
        assertThat(store.persons(STAFF)).containsExactly(name(1), name(3));
        assertThat(store.find(STAFF, name(1)).orElseThrow().faces()).isEqualTo(faces);
        assertThat(search(store, 1, 1).get(0).face()).isEqualTo(faces.get(1));
        assertThat(store.info(STAFF).model()).contains(MODEL);
        assertThat(store.info(STAFF).created()).isPresent();
    }

    @Test
    void the_name_of_a_face_is_never_given_again_also_not_by_another_process() {
        FaceId last = store.add(STAFF, templates(1, 0)).get(0);
        store.remove(STAFF, name(1));
        store.close();
        store = opened();

        assertThat(store.add(STAFF, templates(2, 0))).doesNotContain(last);
    }

    @Test
    void is_opened_for_the_model_and_dimension_it_was_made_for_and_no_other() {
        store.close();
        try (TemplateStore again = opener().open(folder, Clock.systemUTC())) {
            for (String model : List.of("another", MODEL)) {
                IncompatibleScaleException thrown = catchThrowableOfType(
                        IncompatibleScaleException.class,
                        () -> again.bind(model, model.equals(MODEL) ? DIMENSION / 2 : DIMENSION));
                assertThat(thrown).as("the refusal").isNotNull();
                assertThat(thrown).hasMessageContaining(folder.toString()).hasMessageContaining(MODEL);
            }
        }
        store = opened();
    }

    @Test
    void a_second_opening_is_refused_with_the_name_of_the_folder_and_has_no_effect() {
        GalleryStoreException thrown = catchThrowableOfType(GalleryStoreException.class, this::opened);

        assertThat(thrown).as("the refusal").isNotNull();
        assertThat(thrown.reason()).isEqualTo(GalleryStoreException.Reason.IN_USE);
        assertThat(thrown).hasMessageContaining(folder.toString());
        store.add(STAFF, templates(1, 0));
    }

    @Test
    void a_second_process_is_refused_with_the_name_of_the_folder() throws Exception {
        Child child = child(folder, 1, List.of());

        assertThat(child.waitFor()).isNotZero();
        assertThat(child.errors()).contains("is open").contains(folder.toString());
    }

    // Killing

    @Test
    @Tag("slow")
    void a_process_killed_at_any_moment_loses_nothing_that_it_acknowledged() throws Exception {
        Path place = other.resolve("killed");
        Random random = new Random(5);
        Set<String> there = new TreeSet<>();
        int changes = 0;
        for (int round = 0; round < Effort.times(KILLS); round++) {
            Child child = child(place, 1 + round * 100_000, List.of());
            List<String> said = child.killAfter(1 + random.nextInt(150), random.nextInt(4_000));
            Outcome outcome = new Outcome(there, said);
            changes += outcome.acknowledged;
            there = verified(place, outcome, "round " + round);
        }
        assertThat(changes).as("acknowledged changes in all rounds").isGreaterThan(Effort.times(KILLS));
    }

    /** What must be there, and what may be there or not because the process ended in the middle of it. */
    private static final class Outcome {
        private final Set<String> must;
        private final Set<String> may = new HashSet<>();
        private int acknowledged;

        Outcome(Set<String> before, List<String> said) {
            must = new TreeSet<>(before);
            for (String line : said) {
                String[] words = line.split(" ", -1);
                if (words[0].equals("begin")) {
                    may.clear();
                    may.add(words[2]);
                } else if (words[0].equals("done")) {
                    may.clear();
                    acknowledged++;
                    if (words[1].equals("add")) {
                        must.add(words[2]);
                    } else {
                        must.remove(words[2]);
                    }
                } else if (words[0].equals("failed") && words[4].equals(Effect.NONE.name())) {
                    may.clear();
                }
            }
        }
    }

    private Set<String> verified(Path place, Outcome outcome, String as) {
        try (TemplateStore again = opener().open(place, Clock.systemUTC())) {
            again.bind(MODEL, DIMENSION);
            Set<String> found = new TreeSet<>();
            if (again.galleries().contains(STAFF)) {
                for (PersonId person : again.persons(STAFF)) {
                    found.add(person.value());
                    int number = Integer.parseInt(
                            person.value().substring(person.value().indexOf('-') + 1));
                    assertThat(again.templates(STAFF, person))
                            .as(as)
                            .containsExactly(template(number, 0), template(number, 1));
                    assertThat(search(again, number, 1).get(0).person()).as(as).isEqualTo(person);
                }
            }
            Set<String> certain = new TreeSet<>(found);
            certain.removeAll(outcome.may);
            Set<String> expected = new TreeSet<>(outcome.must);
            expected.removeAll(outcome.may);
            assertThat(certain).as(as).isEqualTo(expected);
            return found;
        }
    }

    // Disks that fail

    @Test
    @Tag("slow")
    void a_limit_on_the_size_of_files_is_reported_and_the_same_process_continues_once_it_is_lifted() throws Exception {
        assumeTrue(File.separatorChar == '/', "not on this operating system: a limit on the size of files");
        Path place = other.resolve("small");
        Child child = child(place, 1, List.of(), Child.limited(200_000), Child.unlimited());
        int code = child.waitFor();

        assertThat(code).as(child.errors()).isZero();
        assertGoesOn(child.output(), place, "limit on the size of files");
        verified(place, new Outcome(Set.of(), child.output()), "with a limit");
    }

    @Test
    @Tag("slow")
    void a_full_disk_is_reported_and_the_same_process_continues_once_there_is_room() throws Exception {
        for (int round = 0; round < Effort.times(1); round++) {
            Random random = new Random(round);
            Path place = Files.createDirectory(other.resolve("full" + round));
            int size = 3 << 20;
            int first = 900_000;
            Child child = child(
                    place.resolve("store"),
                    1,
                    Child.onSmallDisk(place, size, first, 900_000 + random.nextInt(900_000)),
                    "true",
                    "rm " + place + "/ballast1",
                    "rm " + place + "/ballast0",
                    "mount --bind " + place + " " + place + " && mount -o remount,ro,bind " + place);
            int code = child.waitFor();
            assumeTrue(!child.output().isEmpty(), "engine missing: unshare and mount of a file system of a given size");

            assertThat(code).as("round %d: %s", round, child.errors()).isZero();
            assertGoesOn(child.output(), place, "make room");
            assertThat(child.output())
                    .as("round %d", round)
                    .anyMatch(line -> line.startsWith("not opened NOT_READABLE_OR_WRITABLE ")
                            && line.contains(place.toString())
                            && !line.contains("damaged"));
        }
    }

    private static void assertGoesOn(List<String> said, Path place, String remedy) {
        assertThat(said.stream().filter(line -> line.startsWith("failed ")))
                .as("refusals")
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line)
                        .contains(" FULL NONE ", place.toString(), remedy)
                        .doesNotContain("damaged"));
        assertThat(said.subList(said.lastIndexOf("room"), said.size()).stream()
                        .filter(line -> line.startsWith("failed ")))
                .as("refusals with room")
                .isEmpty();
        Outcome outcome = new Outcome(Set.of(), said);
        assertThat(said.stream()
                        .filter(line -> line.startsWith("there "))
                        .map(line -> line.substring("there ".length())))
                .containsExactlyInAnyOrderElementsOf(outcome.must);
    }

    @Test
    void nothing_is_acknowledged_once_the_folder_was_removed_and_what_is_in_memory_is_found() throws IOException {
        assumeTrue(File.separatorChar == '/', "not on this operating system: an open file can be removed");
        store.add(STAFF, templates(1, 0, 1));
        AppendsSurviveContract.removeAll(folder);

        for (int person = 2; person < 4; person++) {
            int next = person;
            assertNotKept(() -> store.add(STAFF, templates(next, 0)));
        }
        assertNotKept(() -> store.remove(STAFF, name(1)));
        assertNotKept(() -> store.create(VISITORS));
        assertThat(folder).doesNotExist();
        assertThat(search(store, 1, 0).get(0).person()).isEqualTo(name(1));
        assertThat(store.persons(STAFF)).containsExactly(name(1));
    }

    private void assertNotKept(ThrowingCallable change) {
        GalleryStoreException thrown = catchThrowableOfType(GalleryStoreException.class, change);

        assertThat(thrown).as("the refusal").isNotNull();
        assertThat(thrown.reason()).isEqualTo(GalleryStoreException.Reason.NOT_READABLE_OR_WRITABLE);
        assertThat(thrown.effect()).isEqualTo(Effect.NONE);
        assertThat(thrown).hasMessageContaining(folder.toString());
    }

    @Test
    void changes_are_refused_while_the_folder_is_elsewhere_and_taken_once_it_is_back() throws IOException {
        assumeTrue(File.separatorChar == '/', "not on this operating system: an open file can be moved");
        store.add(STAFF, templates(1, 0));
        Path elsewhere = other.resolve("elsewhere");
        Files.move(folder, elsewhere);
        assertNotKept(() -> store.add(STAFF, templates(2, 0)));
        Files.move(elsewhere, folder);
        store.add(STAFF, templates(3, 0));
        store.remove(STAFF, name(1));
        store.close();
        store = opened();

        assertThat(store.persons(STAFF)).containsExactly(name(3));
    }

    @Test
    void everything_in_a_new_folder_is_its_owners() throws IOException {
        assumeTrue(File.separatorChar == '/', "not on this operating system: permissions of files");
        Path place = other.resolve("a").resolve("b");
        try (TemplateStore made = opener().open(place, Clock.systemUTC())) {
            made.bind(MODEL, DIMENSION);
            made.create(STAFF);
            made.add(STAFF, templates(1, 0));

            assertThat(permissions(place)).isEqualTo("rwx------");
            try (Stream<Path> files = Files.list(place)) {
                assertThat(files.toList())
                        .hasSizeGreaterThan(1)
                        .allSatisfy(file -> assertThat(permissions(file))
                                .as(file.toString())
                                .isEqualTo("rw-------"));
            }
        }
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    // Damage

    @Test
    @Tag("slow")
    void a_file_that_was_cut_short_is_refused_by_name_or_changes_nothing() throws Exception {
        Map<Path, byte[]> files = killedStore();
        Random random = new Random(3);
        Tally tally = new Tally();
        for (Path file : files.keySet()) {
            int size = files.get(file).length;
            for (int round = 0; size > 0 && round < rounds(); round++) {
                int left = round == 0 ? 0 : random.nextInt(size);
                tally.add(opensOrRefuses(files, file, bytes -> Arrays.copyOf(bytes, left), "cut to " + left));
            }
        }
        assertThat(tally.refused).as("refusals").isGreaterThan(rounds() / 2);
    }

    @Test
    @Tag("slow")
    void a_file_in_which_a_bit_was_turned_over_is_refused_by_name_or_changes_nothing() throws Exception {
        Map<Path, byte[]> files = killedStore();
        Random random = new Random(4);
        Tally tally = new Tally();
        for (Path file : files.keySet()) {
            int size = files.get(file).length;
            for (int round = 0; size > 0 && round < 5 * rounds(); round++) {
                int bit = random.nextInt(8 * size);
                // Pages' free space is zeros, and bits of it change nothing: every second bit is one of what is kept.
                while (round % 2 == 1 && files.get(file)[bit / 8] == 0) {
                    bit = random.nextInt(8 * size);
                }
                int turned = bit;
                tally.add(opensOrRefuses(
                        files,
                        file,
                        bytes -> {
                            bytes[turned / 8] ^= (byte) (1 << turned % 8);
                            return bytes;
                        },
                        "bit " + turned));
            }
        }
        assertThat(tally.refused).as("refusals").isGreaterThan(rounds());
    }

    @Test
    @Tag("slow")
    void a_file_that_is_gone_is_refused_by_name_or_changes_nothing() throws Exception {
        Map<Path, byte[]> files = killedStore();
        for (Path file : files.keySet()) {
            opensOrRefuses(files, file, bytes -> null, "gone");
        }
    }

    private static final class Tally {
        private int refused;

        void add(boolean isRefused) {
            refused += isRefused ? 1 : 0;
        }
    }

    private interface Damage {
        byte @Nullable [] to(byte[] bytes);
    }

    /** What a killed process has left, with changes that are not yet where they will be, and removals. */
    private Map<Path, byte[]> killedStore() throws Exception {
        Path place = other.resolve("damaged");
        Child child = child(place, 1, List.of());
        List<String> said = child.killAfter(2 * SOME, 0);
        verifiedAfter = new Outcome(Set.of(), said);
        Map<Path, byte[]> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(place)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(file, Files.readAllBytes(file));
            }
        }
        return files;
    }

    private @Nullable Outcome verifiedAfter;

    /** Puts the files back as they were but for one, and opens the store; returns whether it is rejected. */
    private boolean opensOrRefuses(Map<Path, byte[]> files, Path damaged, Damage damage, String what)
            throws IOException {
        Path place = other.resolve("damaged");
        try (Stream<Path> all = Files.walk(place)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }
        for (Map.Entry<Path, byte[]> file : files.entrySet()) {
            byte[] bytes = file.getValue().clone();
            byte @Nullable [] written = file.getKey().equals(damaged) ? damage.to(bytes) : bytes;
            if (written != null) {
                Files.write(file.getKey(), written);
            }
        }
        String as = damaged.getFileName() + ", " + what;
        Outcome outcome = Objects.requireNonNull(verifiedAfter);
        try {
            verified(place, outcome, as);
            return false;
        } catch (FaceBridgeException refused) {
            assertThat(refused).as(as).isInstanceOf(GalleryStoreException.class);
            assertThat(refused.getMessage())
                    .as(as)
                    .contains(place.toString())
                    .containsAnyOf("restore", "open it with a newer one", "choose another folder");
            return true;
        }
    }

    // Children

    private Child child(Path place, int first, List<String> before, String... after) throws IOException {
        List<String> arguments = new ArrayList<>(
                List.of(openerClass().getName(), place.toString(), Integer.toString(first), Integer.toString(first)));
        arguments.addAll(List.of(after));
        return Child.start(other, before, WritingProcess.class, arguments.toArray(String[]::new));
    }
}
