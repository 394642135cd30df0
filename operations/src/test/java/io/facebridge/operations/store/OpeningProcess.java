package io.facebridge.operations.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.facebridge.testkit.Child;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Another process, which opens files to append to them and prints for each whether it was refused. */
public final class OpeningProcess {
    public static final String OPENED = "opened";
    public static final String REFUSED = "refused";

    private OpeningProcess() {}

    /**
     * Starts one and waits for its end.
     *
     * @param folder for its error stream
     * @param files hard links, whose lock files are others than those of the files
     * @return {@link #OPENED} or {@link #REFUSED} for each
     */
    public static List<String> open(Path folder, Path... files) throws IOException, InterruptedException {
        String[] names = Arrays.stream(files).map(Path::toString).toArray(String[]::new);
        return Child.start(folder, List.of(), OpeningProcess.class, names).killAfter(files.length, 0);
    }

    /**
     * Runs.
     *
     * @param args the files
     */
    public static void main(String[] args) throws IOException {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, UTF_8);
        for (String file : args) {
            String answer = REFUSED;
            try (AppendOnlyFile lines = AppendOnlyFile.openExisting(Path.of(file))) {
                lines.requireUnmoved();
                answer = OPENED;
            } catch (OverlappingFileLockException e) {
                // It is held by the process that started this one.
            }
            out.println(answer);
        }
    }
}
