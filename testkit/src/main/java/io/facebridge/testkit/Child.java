package io.facebridge.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A child process of the same Java installation, which prints its progress line by line and can be killed. */
public final class Child {
    private final Process process;
    private final Path errors;
    private final List<String> said = new ArrayList<>();

    private Child(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
    }

    /**
     * Starts a child process.
     *
     * @param folder an existing folder, for the child's error stream
     * @param before a command that ends by executing its arguments, or nothing
     * @param main the class whose {@code main} method runs, on the test's class path
     * @param arguments of that method
     * @return a running child
     * @throws IOException if the process cannot be started
     */
    public static Child start(Path folder, List<String> before, Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(before);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                main.getName()));
        command.addAll(List.of(arguments));
        Path errors = Files.createTempFile(folder, "child", ".err");
        return new Child(
                new ProcessBuilder(command).redirectError(errors.toFile()).start(), errors);
    }

    /** Returns the command before a child's that mounts a file system of the given size, with files of the given sizes in it. */
    static List<String> onSmallDisk(Path place, int bytes, int... ballast) {
        StringBuilder script = new StringBuilder("mount -t tmpfs -o size=" + bytes + " tmpfs " + place);
        for (int i = 0; i < ballast.length; i++) {
            script.append(" && head -c " + ballast[i] + " /dev/zero > " + place + "/ballast" + i);
        }
        return List.of("unshare", "-r", "-m", "bash", "-c", script + " && exec \"$0\" \"$@\"");
    }

    /** Returns the shell command by which a child limits the size of files that it writes. */
    static String limited(int bytes) {
        return "prlimit --pid $PPID --fsize=" + bytes + ":unlimited";
    }

    /** Returns the shell command by which a child removes that limit. */
    static String unlimited() {
        return "prlimit --pid $PPID --fsize=unlimited";
    }

    /**
     * Kills the child after it has printed a number of lines, and waits for its end.
     *
     * @param lines the number of lines, at least 1
     * @param micros how long to let it run after the last of them, in microseconds, at least 0
     * @return all lines that the child printed, in their order; at least {@code lines}
     * @throws AssertionError if the child ended before with fewer lines
     * @throws AssertionError if the child does not end within a minute
     * @throws IOException if its error stream cannot be read
     * @throws InterruptedException if this thread is interrupted
     */
    public List<String> killAfter(int lines, int micros) throws IOException, InterruptedException {
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

    /** Waits for its end, and returns its exit code. */
    int waitFor() throws IOException, InterruptedException {
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            out.lines().forEach(said::add);
        }
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        return process.exitValue();
    }

    List<String> output() {
        return said;
    }

    String errors() throws IOException {
        return Files.readString(errors);
    }
}
