package io.facebridge.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Shells in processes of their own, with and without a terminal. */
final class Shells {
    private Shells() {}

    /** Reports the test as skipped, for a reason that a build can find, unless all tools are installed. */
    static void require(String... tools) {
        for (String tool : tools) {
            boolean isInstalled = Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                    .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
            assumeTrue(isInstalled, "engine missing: " + tool);
        }
    }

    /** Runs a command to its end; standard error is a part of the output. */
    static List<String> run(Path folder, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(String.join(" ", command) + " failed: " + out);
        }
        return out.lines().filter(line -> !line.isEmpty()).toList();
    }

    /**
     * Types two lines into a shell on a terminal: one that prepares it, and, when it prompts for it, a call of the program, in whose
     * place the shell shows the arguments.
     *
     * @param shell the command that starts the shell
     * @return what the terminal showed
     */
    static String type(Path folder, String shell, String preparation, String call) throws IOException {
        List<String> command = new ArrayList<>(List.of("script", "-q", "-c", shell, "/dev/null"));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("TERM", "xterm");
        Process process = builder.start();
        try (Writer keyboard = process.outputWriter(StandardCharsets.UTF_8);
                Reader screen = process.inputReader(StandardCharsets.UTF_8)) {
            StringBuilder shown = new StringBuilder();
            // What is awaited is not in the lines themselves, which the terminal shows too.
            keyboard.write(preparation + "; facebridge() { printf '<%s>' \"$@\"; echo '<e''nd>'; }; PS1='rea''dy> '\r");
            keyboard.flush();
            await(screen, shown, "ready> ");
            keyboard.write(call + "\r");
            keyboard.flush();
            await(screen, shown, "<end>");
            return shown.toString();
        } finally {
            process.destroyForcibly();
        }
    }

    private static void await(Reader screen, StringBuilder shown, String end) {
        CompletableFuture.runAsync(() -> readUntil(screen, shown, shown.length(), end))
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
    }

    private static void readUntil(Reader screen, StringBuilder shown, int from, String end) {
        try {
            while (shown.indexOf(end, from) < 0) {
                int letter = screen.read();
                if (letter < 0) {
                    throw new IllegalStateException("the shell has ended: " + shown);
                }
                shown.append((char) letter);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
