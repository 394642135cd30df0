package io.facebridge.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.logging.LogManager;

/** Starts the {@code facebridge} program. */
public final class Main {
    private Main() {}

    /**
     * Runs one command and ends the JVM with its exit code.
     *
     * @param args the command line
     */
    @SuppressWarnings("SystemOut") // the program's own streams
    public static void main(String[] args) {
        if (System.getProperty("java.awt.headless") == null) {
            System.setProperty("java.awt.headless", "true");
        }
        LogManager.getLogManager().reset(); // what libraries log is no part of an answer or of the line about a failure
        boolean json = FaceBridgeCommand.wantsJson(Arrays.asList(args));
        Terminal terminal = Terminal.ofProcess(Arrays.asList(args));
        PrintWriter out = writer(FileDescriptor.out, System.out, json);
        PrintWriter err = writer(FileDescriptor.err, System.err, json);
        int exitCode = FaceBridgeCommand.run(terminal, out, err, args);
        out.flush();
        err.flush();
        System.exit(exitCode);
    }

    /** JSON is UTF-8 everywhere; text for people is in the console's own encoding. */
    private static PrintWriter writer(FileDescriptor descriptor, PrintStream console, boolean json) {
        return json
                ? new PrintWriter(
                        new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8), false)
                : new PrintWriter(new ConsoleWriter(console), false);
    }

    /** Passes characters on to a stream with an encoding of its own; the platform's default may be another. */
    private static final class ConsoleWriter extends Writer {
        private final PrintStream console;

        ConsoleWriter(PrintStream console) {
            this.console = console;
        }

        @Override
        public void write(char[] characters, int offset, int length) {
            console.print(new String(characters, offset, length));
        }

        @Override
        public void flush() {
            console.flush();
        }

        @Override
        public void close() {
            flush();
        }
    }
}
