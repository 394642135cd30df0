package io.facebridge.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.facebridge.Effect;
import io.facebridge.FaceBridgeException;
import io.facebridge.IncompatibleScaleException;
import io.facebridge.gallery.FaceId;
import io.facebridge.gallery.GalleryStoreException;
import io.facebridge.gallery.PersonId;
import io.facebridge.spi.templates.TemplateStore;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every {@link TemplateStore} that keeps its galleries in a folder promises: what it acknowledged is there after the
 * process was killed, and what it cannot vouch for it does not open.
 *
 * <p>A process is killed 20 times, or as often as {@link Effort} says.
 */
public abstract class StoreSurvivesKillsContract extends TemplateStoreContract {
    private static final int ROUNDS = 10;
    private static final int SOME = 60;

    @TempDir
    Path other;

    /** For the subclasses. */
    protected StoreSurvivesKillsContract() {}

    /**
     * The class of {@link #opener}, which child processes make by its constructor without arguments.
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
    void a_second_opening_is_refused_with_the_name_of_the_folder_and_harms_nobody() {
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
        for (int round = 0; round < rounds(); round++) {
            Child child = child(place, 1 + round * 100_000, List.of());
            List<String> said = child.killAfter(1 + random.nextInt(150), random.nextInt(4_000));
            Outcome outcome = new Outcome(there, said);
            changes += outcome.acknowledged;
            there = verified(place, outcome, "round " + round);
        }
        assertThat(changes).as("acknowledged changes in all rounds").isGreaterThan(rounds());
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
    void a_disk_that_refuses_to_write_loses_nothing_that_was_acknowledged() throws Exception {
        assumeTrue(File.separatorChar == '/', "not on this operating system: a limit on the size of files");
        for (int blocks : List.of(3_000)) { // of 1024 bytes; less is not enough to begin with
            Path place = other.resolve("limited-" + blocks);
            Child child = child(place, 1, List.of("bash", "-c", "ulimit -f " + blocks + "; exec \"$0\" \"$@\""));
            child.waitFor();
            List<String> said = child.said();

            assertThat(said).as("the process met the limit").anyMatch(line -> line.startsWith("failed"));
            verified(place, new Outcome(Set.of(), said), "limit " + blocks);
        }
    }

    @Test
    @Tag("slow")
    void a_full_disk_is_told_and_once_there_is_room_work_goes_on() throws Exception {
        Path place = Files.createDirectory(other.resolve("full"));
        String script = "mount -t tmpfs -o size=6m tmpfs " + place + " && head -c 3000000 /dev/zero > " + place
                + "/ballast && exec \"$0\" \"$@\"";
        Child child = child(
                place.resolve("store"), 1, List.of("unshare", "-r", "-m", "bash", "-c", script), place + "/ballast");
        int code = child.waitFor();
        assumeTrue(!child.said().isEmpty(), "engine missing: unshare and mount of a file system of a given size");
        Outcome outcome = new Outcome(Set.of(), child.said());

        assertThat(code).as(child.errors()).isZero();
        assertThat(child.said()).anyMatch(line -> line.startsWith("failed") && line.endsWith("FULL NONE"));
        assertThat(child.said().stream()
                        .filter(line -> line.startsWith("there "))
                        .map(line -> line.substring("there ".length())))
                .containsExactlyInAnyOrderElementsOf(outcome.must);
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
                tally.add(opensOrRefuses(
                        files,
                        file,
                        bytes -> {
                            bytes[bit / 8] ^= (byte) (1 << bit % 8);
                            return bytes;
                        },
                        "bit " + bit));
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

    /** Puts the files back as they were but for one, and opens the store: {@code true} if it is refused. */
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
        List<String> command = new ArrayList<>(before);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                WritingProcess.class.getName(),
                openerClass().getName(),
                place.toString(),
                Integer.toString(first),
                Integer.toString(first)));
        command.addAll(List.of(after));
        Path errors = Files.createTempFile(other, "child", ".err");
        return new Child(
                new ProcessBuilder(command).redirectError(errors.toFile()).start(), errors);
    }

    private static final class Child {
        private final Process process;
        private final Path errors;
        private final List<String> said = new ArrayList<>();

        Child(Process process, Path errors) {
            this.process = process;
            this.errors = errors;
        }

        /** Kills once so many lines were read, and then some microseconds. */
        List<String> killAfter(int lines, int micros) throws IOException, InterruptedException {
            try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
                for (String line = out.readLine(); line != null; line = out.readLine()) {
                    said.add(line);
                    if (said.size() == lines) {
                        long end = System.nanoTime() + 1_000L * micros;
                        while (System.nanoTime() < end) {
                            Thread.onSpinWait();
                        }
                        process.toHandle().destroyForcibly(); // the process itself would close the pipe
                    }
                }
            } catch (IOException e) {
                assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue(); // the pipe of a killed process
            }
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(said).as("the process died by itself: %s", errors()).hasSizeGreaterThanOrEqualTo(lines);
            return said;
        }

        int waitFor() throws IOException, InterruptedException {
            try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
                out.lines().forEach(said::add);
            }
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
            return process.exitValue();
        }

        List<String> said() {
            return said;
        }

        String errors() throws IOException {
            return Files.readString(errors);
        }
    }
}
