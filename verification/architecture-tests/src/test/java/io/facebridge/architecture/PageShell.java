package io.facebridge.architecture;

import io.facebridge.tuning.ThresholdTuner;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.LogManager;

/**
 * The process in which the commands of a page run, in the working folder of the page: see {@link PageProcess}. The program and the
 * examples run in it one after the other, which takes less time than a process for each. Reads one command per line, and writes its
 * exit code and its output.
 */
final class PageShell {
    private PageShell() {}

    /** Runs commands until the standard input ends. */
    public static void main(String[] args) throws IOException, ReflectiveOperationException {
        LogManager.getLogManager().reset(); // as the program does
        PrintStream answers = System.out;
        System.setOut(System.err);
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            List<String> words = List.of(decoded(line).split("\n", -1));
            StringWriter terminal = new StringWriter();
            int exitCode = run(words.get(0), words.subList(1, words.size()).toArray(String[]::new), terminal);
            answers.println(exitCode + " " + encoded(terminal.toString()));
            answers.flush();
        }
        Runtime.getRuntime().halt(0); // emulators are still running
    }

    private static int run(String program, String[] arguments, StringWriter terminal)
            throws ReflectiveOperationException {
        if (!program.equals("facebridge")) {
            return runMain(program, arguments, terminal);
        }
        return arguments.length > 0 && arguments[0].equals("emulate")
                ? start(arguments, terminal)
                : runProgram(arguments, new PrintWriter(terminal));
    }

    /** What a console shows: standard output and standard error, in the order in which they are written. */
    private static int runProgram(String[] arguments, PrintWriter terminal) throws ReflectiveOperationException {
        Method run = Class.forName("io.facebridge.cli.FaceBridgeCommand")
                .getDeclaredMethod("run", PrintWriter.class, PrintWriter.class, String[].class);
        run.setAccessible(true);
        int exitCode = (int) run.invoke(null, terminal, terminal, arguments);
        terminal.flush();
        return exitCode;
    }

    /** Starts a command that does not end, and returns once it has printed something. */
    private static int start(String[] arguments, StringWriter terminal) {
        AtomicInteger exitCode = new AtomicInteger();
        CountDownLatch ready = new CountDownLatch(1);
        Writer untilFlushed = new Writer() {
            @Override
            public void write(char[] characters, int offset, int length) {
                terminal.write(characters, offset, length);
            }

            @Override
            public void flush() {
                ready.countDown();
            }

            @Override
            public void close() {
                ready.countDown();
            }
        };
        Thread emulator = new Thread(() -> {
            try {
                exitCode.set(runProgram(arguments, new PrintWriter(untilFlushed)));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            } finally {
                ready.countDown();
            }
        });
        emulator.setDaemon(true);
        emulator.start();
        try {
            ready.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return exitCode.get();
    }

    /** Runs an example, makes the folder of people that {@code TuneThreshold} makes, or prints the summary of a table of scores. */
    private static int runMain(String program, String[] arguments, StringWriter terminal)
            throws ReflectiveOperationException {
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            if (program.equals("persons")) {
                Class.forName("io.facebridge.examples.support.Persons")
                        .getMethod("cutOut", Path.class)
                        .invoke(null, Path.of(arguments[0]));
            } else if (program.equals("summary")) {
                ThresholdTuner.load().tune(Path.of(arguments[0])).summary().forEach(System.out::println);
            } else {
                Class.forName("io.facebridge.examples." + program)
                        .getMethod("main", String[].class)
                        .invoke(null, (Object) arguments);
            }
            return 0;
        } catch (InvocationTargetException e) {
            e.getTargetException().printStackTrace(new PrintWriter(terminal));
            return 1;
        } finally {
            System.setOut(before);
            terminal.write(printed.toString(StandardCharsets.UTF_8));
        }
    }

    static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    static String decoded(String text) {
        return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
    }
}
