package io.facebridge.cli;

import java.io.FileDescriptor;
import java.io.PrintWriter;
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
    public static void main(String[] args) {
        if (System.getProperty("java.awt.headless") == null) {
            System.setProperty("java.awt.headless", "true");
        }
        LogManager.getLogManager().reset(); // what libraries log is no part of an answer or of the line about a failure
        boolean json = FaceBridgeCommand.wantsJson(Arrays.asList(args));
        Terminal terminal = Terminal.ofProcess(Arrays.asList(args));
        PrintWriter out = Output.of(FileDescriptor.out, json);
        PrintWriter err = Output.of(FileDescriptor.err, json);
        int exitCode = FaceBridgeCommand.run(terminal, out, err, args);
        out.flush();
        err.flush();
        System.exit(exitCode);
    }
}
