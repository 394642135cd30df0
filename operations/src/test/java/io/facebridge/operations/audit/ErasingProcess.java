package io.facebridge.operations.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.facebridge.gallery.PersonId;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A process that erases one person after the other from a log until it is killed, and prints a line once an erasure was announced
 * in the log and another one once it is done. */
final class ErasingProcess {
    private ErasingProcess() {}

    /** Of all files, which grows by the record that announces an erasure before the first id is erased. */
    private static long size(Path log) {
        try (Stream<Path> all = Files.list(log.toAbsolutePath().getParent())) {
            return all.mapToLong(file -> file.toFile().length()).sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Runs.
     *
     * @param args the log, the secret of its key, and the persons
     */
    public static void main(String[] args) throws InterruptedException {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, UTF_8);
        try (DecisionLog log = DecisionLog.builder(Path.of(args[0]))
                .key(DecisionLogKey.of("k1", args[1].getBytes(UTF_8)))
                .maxRecordsPerFile(ErasingSurvivesKillsTest.RECORDS_PER_FILE)
                .open()) {
            for (int i = 2; i < args.length; i++) {
                long before = size(Path.of(args[0]));
                Thread watching = new Thread(() -> {
                    while (size(Path.of(args[0])) == before) {
                        Thread.onSpinWait();
                    }
                    out.println("announced");
                });
                watching.setDaemon(true);
                watching.start();
                log.erase(new PersonId(args[i]));
                watching.join();
                out.println("done " + args[i]);
            }
        }
    }
}
