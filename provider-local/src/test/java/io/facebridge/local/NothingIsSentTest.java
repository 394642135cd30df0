package io.facebridge.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.onnxruntime.OrtEnvironment;
import io.facebridge.testkit.TestImages;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A comparison of two photographs in a process of its own: with an empty home, a command line of 6 KiB, and a temporary folder
 * whose name has blanks and letters of another alphabet. What it does is watched by strace where that is.
 */
@Tag("models")
class NothingIsSentTest {
    private static final int COMMAND_LINE = 6 * 1024;

    /** What the libraries of 1.29.0 hold, of which the one for Linux keeps events in the home and looks up their host. */
    private static final List<String> EVENTS =
            List.of("events.data.microsoft.com", "mat-debug", "DeveloperTools/.onnxruntime", "onnxruntime.db");

    /** Newer JDKs look whether there is IPv4 when they load their library of the network, and neither connect nor send. */
    private static final Pattern OPENED_BY_NEWER_JDK =
            Pattern.compile("\\d+ +socket\\(AF_INET6?, SOCK_STREAM, IPPROTO_IP\\) = \\d+");

    /** Calls that make, change, move or delete a file, or open one for writing. */
    private static final Pattern WRITES = Pattern.compile("(?:open(?:at)?\\(.*(?:O_WRONLY|O_RDWR|O_CREAT|O_TRUNC)"
            + "|(?:creat|mkdir|mknod|link|symlink|rename|unlink|rmdir|truncate|chmod|fchmodat|chown|utime)\\w*\\().*");

    /** What is unpacked, devices, and the process's own entries of the system's. */
    private static final Pattern EXPECTED = Pattern.compile(
            ".*\\(?\"(?:[^\"]*/onnxruntime-java\\d+[/\"]|/dev/(?:null|tty|urandom|random)\"|/proc/self/).*");

    @TempDir
    private static Path folder;

    private static boolean isTraced;
    private static NativeChild.Said said;
    private static List<String> left;
    private static List<String> trace = List.of();

    @BeforeAll
    static void compare() throws Exception {
        assumeTrue(File.separatorChar == '/', "not on this operating system: the commands of a POSIX shell");
        Path home = Files.createDirectory(folder.resolve("home"));
        Path work = Files.createDirectory(folder.resolve("work"));
        Path log = folder.resolve("trace");
        isTraced = traces();
        TestImages photographs = TestImages.ofTheBuild();
        Path first = Files.write(folder.resolve("first"), photographs.portrait().toByteArray());
        Path second =
                Files.write(folder.resolve("second"), photographs.samePerson().toByteArray());
        List<String> java = new ArrayList<>();
        if (isTraced) {
            java.addAll(List.of("strace", "-f", "-qq", "-s", "512", "-e", "trace=network,file", "-o", log.toString()));
        }
        java.addAll(List.of(
                NativeChild.JAVA,
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-Djava.awt.headless=true",
                "-Duser.home=" + home,
                "-Dpadding=" + "x".repeat(COMMAND_LINE),
                "-cp",
                NativeChild.classPath()));
        List<String> command = new ArrayList<>(List.of(
                "sh",
                "-c",
                "cd \"$0\" && t=\"$(printf '../\\305\\221\\305\\261 \\303\\251')\" && mkdir \"$t\" && cd \"$t\" && t=$PWD && cd \"$0\""
                        + " && j=\"$1\" && shift && TMPDIR=\"$t\" \"$@\" -Djava.io.tmpdir=\"$t\" \"$j\" \"compare $FIRST $SECOND\"; c=$?;"
                        + " find \"$t\" -mindepth 1 | sed 's,.*/,left ,'; rm -r \"$t\"; exit $c",
                work.toString(),
                NativeChild.class.getName()));
        command.addAll(java);
        said = NativeChild.said(
                folder,
                Map.of(
                        "HOME",
                        home.toString(),
                        "XDG_CACHE_HOME",
                        home.resolve(".cache").toString(),
                        "LC_ALL",
                        "C.UTF-8",
                        "FIRST",
                        first.toString(),
                        "SECOND",
                        second.toString()),
                command);
        left = new ArrayList<>(within(home));
        left.addAll(within(work));
        said.lines().stream().filter(line -> line.startsWith("left ")).forEach(left::add);
        if (isTraced) {
            trace = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
        }
    }

    private static List<String> within(Path place) throws IOException {
        try (Stream<Path> files = Files.walk(place)) {
            return files.skip(1).map(Path::toString).toList();
        }
    }

    private static boolean traces() throws InterruptedException {
        try {
            return new ProcessBuilder("strace", "-f", "-o", "/dev/null", "true")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void a_command_line_of_6_kib_and_a_temporary_folder_of_any_name_are_no_hindrance() {
        assertThat(said.exitCode()).as(said.errors()).isZero();
        assertThat(said.lines()).first().asString().matches("compare scored 0\\.\\d+");
    }

    @Test
    void nothing_is_left_but_an_empty_folder_beside_the_temporary_files() {
        assertThat(said.exitCode()).as(said.errors()).isZero();
        assertThat(left).hasSizeLessThan(2).allMatch(name -> name.matches("left onnxruntime-java\\d+"));
    }

    @Test
    void no_internet_socket_is_opened_or_by_newer_jdks_one_that_is_never_connected() {
        assumeTrue(isTraced, "engine missing: strace");

        assertThat(trace).hasSizeGreaterThan(100);
        assertThat(trace.stream().filter(line -> line.contains("AF_INET")))
                .allMatch(line -> Runtime.version().feature() > 17
                        && OPENED_BY_NEWER_JDK.matcher(line).matches());
        assertThat(said.exitCode()).as(said.errors()).isZero();
    }

    @Test
    void no_file_is_made_changed_or_deleted_but_the_unpacked_libraries() {
        assumeTrue(isTraced, "engine missing: strace");

        assertThat(trace)
                .filteredOn(line -> WRITES.matcher(call(line)).matches())
                .anyMatch(line -> line.contains("/onnxruntime-java"))
                .allMatch(line -> EXPECTED.matcher(call(line)).matches());
        assertThat(said.exitCode()).as(said.errors()).isZero();
    }

    /** Without the number of the process before it. */
    private static String call(String line) {
        return line.substring(line.indexOf(' ') + 1).strip();
    }

    @Test
    void the_native_library_of_no_system_knows_where_to_send_or_keep_events() throws Exception {
        Path jar = Path.of(OrtEnvironment.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Set<String> systems = new TreeSet<>();
        Set<String> known = new TreeSet<>();
        try (JarFile file = new JarFile(jar.toFile())) {
            for (JarEntry entry : file.stream().toList()) {
                if (entry.getName().matches("ai/onnxruntime/native/[^/]+/[^/]+\\.(so|dylib|dll)")) {
                    systems.add(entry.getName().split("/", -1)[3]);
                    try (InputStream in = file.getInputStream(entry)) {
                        String content = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
                        EVENTS.stream()
                                .filter(content::contains)
                                .forEach(text -> known.add(entry.getName() + ": " + text));
                    }
                }
            }
        }
        assertThat(systems).contains("linux-x64", "linux-aarch64", "osx-aarch64", "win-x64");
        assertThat(known).isEmpty();
    }
}
