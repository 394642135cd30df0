package io.facebridge.testkit;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * A process that appends entries until it is killed, for {@link AppendsSurviveContract}. Prints before each entry what it is
 * about to do, and afterwards that it is done.
 */
final class AppendingProcess {
    private static final int MANY = 20_000;
    private static final int SOME = 25;

    private final Appending appending;
    private final Path file;
    private final PrintStream out =
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    private int next;

    private AppendingProcess(Appending appending, Path file, int next) {
        this.appending = appending;
        this.file = file;
        this.next = next;
    }

    /**
     * Runs.
     *
     * @param args the class of the {@link Appending}, the file, the first entry's number; and commands for the shell, or nothing:
     *     one to begin with, and each of the others makes room once nothing more can be appended
     */
    public static void main(String[] args) throws Exception {
        AppendingProcess process = new AppendingProcess(
                Class.forName(args[0])
                        .asSubclass(Appending.class)
                        .getDeclaredConstructor()
                        .newInstance(),
                Path.of(args[1]),
                Integer.parseInt(args[2]));
        process.run(List.of(args).subList(3, args.length));
        process.out.println("end");
    }

    private void run(List<String> commands) throws Exception {
        Appending.Appender open = appending.open(file);
        if (!commands.isEmpty()) {
            shell(commands.get(0));
        }
        List<String> remedies = commands.subList(Math.min(1, commands.size()), commands.size());
        fill(open, MANY);
        for (int i = 0; i < remedies.size(); i++) {
            fill(open, 1);
            fill(open, 1);
            if (i % 2 == 1) {
                open.close();
                open = appending.open(file); // what is whole can be opened without room
                fill(open, 1);
            }
            shell(remedies.get(i));
            out.println("room");
            fill(open, i == remedies.size() - 1 ? SOME : MANY);
        }
        open.close();
        appending.read(file).forEach(number -> out.println("there " + number));
    }

    static void shell(String command) throws Exception {
        int code = new ProcessBuilder("bash", "-c", command).inheritIO().start().waitFor();
        if (code != 0) {
            throw new IllegalStateException("exit code " + code + " of " + command);
        }
    }

    /** Appends so often at most, and no more after the first failure. */
    private void fill(Appending.Appender open, int max) {
        for (int i = 0; i < max; i++) {
            int number = next++;
            out.println("begin " + number);
            try {
                open.append(number);
            } catch (RuntimeException e) {
                out.println("failed " + number + " " + e.getMessage());
                return;
            }
            out.println("done " + number);
        }
    }
}
