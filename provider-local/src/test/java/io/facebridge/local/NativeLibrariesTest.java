package io.facebridge.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.facebridge.gallery.GalleryId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Native libraries that cannot be unpacked, or not run from where they were. */
@Tag("models")
class NativeLibrariesTest {
    private static final String TYPE = "NativeLibraryException, effect NONE: ";

    @TempDir
    private Path folder;

    private Path store;
    private List<String> twice;

    @BeforeEach
    void makeStore() {
        store = folder.resolve("store");
        try (LocalTemplateStore made = LocalTemplateStore.in(store).open()) {
            made.create(GalleryId.portable("staff"));
        }
        twice = List.of("models", "models", "store " + store, "store " + store);
    }

    private NativeChild.Said java(List<String> options, List<String> steps) throws Exception {
        List<String> command = new ArrayList<>(List.of(NativeChild.JAVA, "-XX:TieredStopAtLevel=1"));
        command.addAll(options);
        command.add(NativeChild.class.getName());
        command.addAll(steps);
        return NativeChild.said(folder, Map.of("CLASSPATH", NativeChild.classPath()), command);
    }

    /** In a file system of its own, mounted at {@code mounted} beside the store. */
    private NativeChild.Said javaIn(String options, String filling, List<String> steps) throws Exception {
        Path mounted = Files.createDirectory(folder.resolve("mounted"));
        String script =
                "mount -t tmpfs -o " + options + " tmpfs \"$0\" && echo mounted && " + filling + " && exec \"$@\"";
        List<String> command = new ArrayList<>(List.of(
                "unshare",
                "-r",
                "-m",
                "sh",
                "-c",
                script,
                mounted.toString(),
                NativeChild.JAVA,
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + mounted,
                NativeChild.class.getName()));
        command.addAll(steps);
        NativeChild.Said said;
        try {
            said = NativeChild.said(folder, Map.of("CLASSPATH", NativeChild.classPath()), command);
        } catch (IOException e) {
            said = new NativeChild.Said(1, List.of(), e.toString());
        }
        assumeTrue(
                said.lines().contains("mounted"), "engine missing: unshare and mount of a file system of a given kind");
        return new NativeChild.Said(
                said.exitCode(), said.lines().subList(1, said.lines().size()), said.errors());
    }

    private void requireTheSameEachTime(NativeChild.Said said, Path place, String why) {
        assertThat(said.lines()).as(said.errors()).hasSize(4);
        assertThat(said.lines().get(1)).isEqualTo(said.lines().get(0));
        assertThat(said.lines().get(3)).isEqualTo(said.lines().get(2));
        assertThat(said.lines().get(0))
                .startsWith("models " + TYPE)
                .contains("ONNX Runtime", place + " (system property java.io.tmpdir)", why, "-Djava.io.tmpdir=");
        assertThat(said.lines().get(2))
                .startsWith("store " + TYPE)
                .contains("SQLite", place + " (system property java.io.tmpdir)", why, "-Dorg.sqlite.tmpdir=")
                .doesNotContain("damaged", "backup");
        assertThat(said.exitCode()).isZero();
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(store)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void a_temporary_folder_that_is_not_there_is_named_with_its_property_and_the_store_is_not_touched()
            throws Exception {
        Path missing = folder.resolve("missing");
        List<String> before = files();

        NativeChild.Said said = java(List.of("-Djava.io.tmpdir=" + missing), twice);

        requireTheSameEachTime(said, missing, "is not there");
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void a_full_temporary_folder_is_called_full() throws Exception {
        NativeChild.Said said = javaIn("size=64k", "! dd if=/dev/zero of=\"$0/ballast\" bs=4k 2>/dev/null", twice);

        requireTheSameEachTime(said, folder.resolve("mounted"), "no room");
    }

    @Test
    void a_temporary_folder_from_which_nothing_is_run_is_called_that() throws Exception {
        NativeChild.Said said = javaIn("noexec", "true", twice);

        requireTheSameEachTime(said, folder.resolve("mounted"), "noexec");
    }

    @Test
    void sqlite_has_a_folder_of_its_own_and_the_same_process_goes_on_with_another() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        Path usable = Files.createDirectory(folder.resolve("usable"));

        NativeChild.Said said = java(
                List.of("-Dorg.sqlite.tmpdir=" + file.resolve("under")),
                List.of(
                        "store " + store,
                        "store " + folder.resolve("new"),
                        "property org.sqlite.tmpdir " + usable,
                        "store " + store));

        assertThat(said.lines()).as(said.errors()).hasSize(4);
        assertThat(said.lines().get(0))
                .startsWith("store " + TYPE)
                .contains(file.resolve("under") + " (system property org.sqlite.tmpdir)")
                .doesNotContain("damaged", "java.io.tmpdir");
        assertThat(said.lines().get(1)).isEqualTo(said.lines().get(0));
        assertThat(said.lines().get(3)).isEqualTo("store opened [staff]");
        assertThat(folder.resolve("new")).doesNotExist();
    }
}
