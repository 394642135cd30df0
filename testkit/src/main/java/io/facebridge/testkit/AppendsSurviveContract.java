package io.facebridge.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The contract of logs and journals: an acknowledged entry survives the kill of the process and a full disk, a rejected one is
 * absent, neither damages the file, and the process whose entry was rejected continues once there is space.
 *
 * <p>It kills 4 processes and fills one disk, both multiplied by the factor of {@link Effort}.
 */
public abstract class AppendsSurviveContract {
    private static final int KILLS = 4;

    @TempDir
    Path folder;

    /** Creates the contract. */
    protected AppendsSurviveContract() {}

    /**
     * Returns the class that appends and reads entries.
     *
     * @return a class on the test's class path
     */
    protected abstract Class<? extends Appending> appending();

    private Appending made() {
        try {
            return appending().getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("made by its constructor without arguments", e);
        }
    }

    // Killing

    @Test
    @Tag("slow")
    void a_process_killed_at_any_moment_loses_no_entry_that_it_acknowledged() throws Exception {
        Path file = folder.resolve("killed");
        Random random = new Random(11);
        List<Integer> there = List.of();
        int done = 0;
        for (int round = 0; round < Effort.times(KILLS); round++) {
            Child child = child(List.of(), file, 1 + round * 100_000);
            List<String> said = child.killAfter(1 + random.nextInt(300), random.nextInt(2_000));
            List<Integer> acknowledged = new ArrayList<>(there);
            acknowledged.addAll(numbers(said, "done"));
            done += numbers(said, "done").size();
            there = readAgain(file);

            assertThat(there).as("round %d", round).startsWith(acknowledged.toArray(Integer[]::new));
            assertThat(there).as("round %d", round).hasSizeLessThanOrEqualTo(acknowledged.size() + 1);
        }
        assertThat(done).as("acknowledged entries in all rounds").isGreaterThan(Effort.times(KILLS));
    }

    /** Opens the file first, which repairs what a killed process has left. */
    private List<Integer> readAgain(Path file) {
        made().open(file).close();
        return made().read(file);
    }

    // Disks that fail

    @Test
    @Tag("slow")
    void a_full_disk_is_reported_and_the_same_process_continues_once_there_is_room() throws Exception {
        for (int round = 0; round < Effort.times(1); round++) {
            Random random = new Random(round);
            Path place = Files.createDirectory(folder.resolve("full" + round));
            int room = 20_000 + random.nextInt(40_000);
            Child child = child(
                    Child.onSmallDisk(place, 1 << 20, 500_000, (1 << 20) - 500_000 - room),
                    place.resolve("log"),
                    1,
                    "true",
                    "rm " + place + "/ballast1 && head -c " + random.nextInt(900_000 - 500_000) + " /dev/zero > "
                            + place + "/ballast1",
                    "rm " + place + "/ballast0");
            int code = child.waitFor();
            assumeTrue(!child.output().isEmpty(), "engine missing: unshare and mount of a file system of a given size");

            assertThat(code).as("round %d: %s", round, child.errors()).isZero();
            assertGoesOn(child.output(), 2, place, "make room");
        }
    }

    @Test
    @Tag("slow")
    void a_limit_on_the_size_of_files_is_reported_and_the_same_process_continues_once_it_is_lifted() throws Exception {
        assumeTrue(File.separatorChar == '/', "not on this operating system: a limit on the size of files");
        Path place = Files.createDirectory(folder.resolve("small"));
        Child child = child(List.of(), place.resolve("log"), 1, Child.limited(16_000), Child.unlimited());
        int code = child.waitFor();

        assertThat(code).as(child.errors()).isZero();
        assertGoesOn(child.output(), 1, place, "limit on the size of files");
    }

    private static void assertGoesOn(List<String> said, int remedies, Path place, String remedy) {
        assertThat(said.stream().filter(line -> line.startsWith("failed ")))
                .as("refusals")
                .hasSizeGreaterThanOrEqualTo(3 * remedies)
                .allSatisfy(line ->
                        assertThat(line).contains(place.toString(), remedy).doesNotContain("damaged"));
        assertThat(said.subList(said.lastIndexOf("room"), said.size()).stream()
                        .filter(line -> line.startsWith("failed ")))
                .as("refusals with room")
                .isEmpty();
        assertThat(numbers(said, "there")).containsExactlyElementsOf(numbers(said, "done"));
    }

    private static List<Integer> numbers(List<String> said, String word) {
        return said.stream()
                .filter(line -> line.startsWith(word + " "))
                .map(line -> Integer.valueOf(line.split(" ", -1)[1]))
                .toList();
    }

    private Child child(List<String> before, Path file, int first, String... remedies) throws IOException {
        List<String> arguments =
                new ArrayList<>(List.of(appending().getName(), file.toString(), Integer.toString(first)));
        arguments.addAll(List.of(remedies));
        return Child.start(folder, before, AppendingProcess.class, arguments.toArray(String[]::new));
    }

    // Folders that go away

    @Test
    void nothing_is_acknowledged_once_the_folder_was_removed() throws IOException {
        assumeTrue(File.separatorChar == '/', "not on this operating system: an open file can be removed");
        Path place = Files.createDirectory(folder.resolve("removed"));
        try (Appending.Appender open = made().open(place.resolve("log"))) {
            open.append(1);
            removeAll(place);
            for (int number = 2; number < 4; number++) {
                int next = number;
                Throwable refused = catchThrowable(() -> open.append(next));

                assertThat(refused).as("the refusal").isInstanceOf(RuntimeException.class);
                assertThat(refused).hasMessageContaining(place.toString());
            }
            Files.createDirectory(place);
            assertThat(catchThrowable(() -> open.append(4)))
                    .as("the refusal in a new folder of the same name")
                    .isNotNull();
        }
        assertThat(place.resolve("log")).doesNotExist();
    }

    @Test
    void entries_are_refused_while_the_folder_is_elsewhere_and_taken_once_it_is_back() throws IOException {
        assumeTrue(File.separatorChar == '/', "not on this operating system: an open file can be moved");
        Path place = Files.createDirectory(folder.resolve("moved"));
        Path elsewhere = folder.resolve("elsewhere");
        try (Appending.Appender open = made().open(place.resolve("log"))) {
            open.append(1);
            Files.move(place, elsewhere);
            assertThat(catchThrowable(() -> open.append(2))).as("the refusal").isNotNull();
            Files.move(elsewhere, place);
            open.append(3);
        }

        assertThat(made().read(place.resolve("log"))).containsExactly(1, 3);
    }

    static void removeAll(Path folder) throws IOException {
        try (var all = Files.list(folder)) {
            for (Path file : all.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    // Who may read

    @Test
    void a_new_file_is_its_owners() throws IOException {
        assumeTrue(File.separatorChar == '/', "not on this operating system: permissions of files");
        Path file = folder.resolve("own");
        try (Appending.Appender open = made().open(file)) {
            IntStream.rangeClosed(1, 3).forEach(open::append);
        }

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }
}
