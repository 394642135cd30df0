package io.facebridge.architecture;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A process that runs commands in a folder: a terminal of the reader. */
final class PageProcess implements AutoCloseable {
    private static final List<String> PASSED_ON = List.of("PATH", "LANG", "LC_ALL", "TMPDIR", "SystemRoot", "TEMP");

    private final Process process;
    private final PrintWriter commands;
    private final BufferedReader answers;
    private final Path errors;

    private PageProcess(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
        commands = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
        answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /**
     * What a command did.
     *
     * @param exitCode 0 for one that runs until it is stopped
     * @param lines what a terminal shows
     */
    record Outcome(int exitCode, List<String> lines) {}

    /**
     * Starts a process.
     *
     * @param folder its working folder and the home of its user
     * @param environment its variables besides those that a process needs
     */
    static PageProcess start(Path folder, Map<String, String> environment) throws IOException {
        Path root = CompiledModules.root();
        String classPath = String.join(
                File.pathSeparator,
                root.resolve("cli/target/classes").toString(),
                root.resolve("examples/target/classes").toString(),
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", // starts sooner
                "-Djava.awt.headless=true",
                "-Dsun.net.httpserver.nodelay=true",
                "-Duser.home=" + folder,
                "-Dfacebridge.photographs=" + System.getProperty("facebridge.photographs", ""),
                PageShell.class.getName());
        Map<String, String> variables = builder.environment();
        variables.keySet().retainAll(PASSED_ON);
        variables.put("HOME", folder.toString());
        variables.put("CLASSPATH", classPath);
        variables.putAll(environment);
        Path errors = Files.createTempFile("facebridge-page", ".err");
        return new PageProcess(
                builder.directory(folder.toFile())
                        .redirectError(errors.toFile())
                        .start(),
                errors);
    }

    /** Runs a command to its end; one that starts an emulator, until the emulator is ready. */
    Outcome run(List<String> words) throws IOException {
        commands.println(PageShell.encoded(String.join("\n", words)));
        String answer = CompletableFuture.supplyAsync(this::readAnswer)
                .completeOnTimeout("no answer in three minutes", 3, TimeUnit.MINUTES)
                .join();
        String[] parts = answer.split(" ", -1);
        if (parts.length != 2) {
            throw new IOException(words + ": " + answer + "\n" + Files.readString(errors));
        }
        return new Outcome(
                Integer.parseInt(parts[0]), PageShell.decoded(parts[1]).lines().toList());
    }

    private String readAnswer() {
        try {
            return String.valueOf(answers.readLine());
        } catch (IOException e) {
            return "no answer: " + e.getMessage();
        }
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly().onExit().join();
        Files.deleteIfExists(errors);
    }
}
