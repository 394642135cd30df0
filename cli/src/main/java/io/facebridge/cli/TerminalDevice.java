package io.facebridge.cli;

import java.io.Console;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds out about each stream of the process whether it is a terminal. The JDK answers for standard input and output together,
 * differently before and after release 22, and not for standard error.
 */
final class TerminalDevice {
    /** The descriptor of standard output. */
    static final int OUT = 1;
    /** The descriptor of standard error. */
    static final int ERR = 2;

    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    /** Of Linux: tty, console and their kin, serial lines, virtual consoles of hypervisors. */
    private static final Set<Long> MAJORS = Set.of(4L, 5L, 188L, 204L, 229L);

    private static final int FIRST_PSEUDO = 136;
    private static final int LAST_PSEUDO = 143;
    private static final Pattern SIZE = Pattern.compile("\\d+ (\\d+)\\s*");

    private TerminalDevice() {}

    static boolean isTerminal(int descriptor) {
        if (isWindows()) {
            return Optional.ofNullable(System.console())
                    .filter(TerminalDevice::isTerminal)
                    .isPresent();
        }
        try {
            return Files.isDirectory(DESCRIPTORS) ? isTerminalOfLinux(descriptor) : isTerminalOfPosix(descriptor);
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return false;
        }
    }

    /** From JDK 22 on there is a console without a terminal, and a method that reports it. */
    private static boolean isTerminal(Console console) {
        try {
            return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    static boolean isWindows() {
        return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
    }

    private static boolean isTerminalOfLinux(int descriptor) throws IOException {
        Path file = DESCRIPTORS.resolve(Integer.toString(descriptor));
        if (!(Files.getAttribute(file, "unix:rdev") instanceof Long device) || device == 0) {
            return false;
        }
        long major = device >> 8 & 0xfff;
        return (major >= FIRST_PSEUDO && major <= LAST_PSEUDO) || MAJORS.contains(major);
    }

    /** The test sees the descriptors of this process as its own. */
    static boolean isTerminalOfPosix(int descriptor) throws IOException {
        Process test = new ProcessBuilder("test", "-t", Integer.toString(descriptor))
                .inheritIO()
                .start();
        return exitCode(test) == 0;
    }

    /** Returns the number of columns of the controlling terminal, if there is one that knows it. */
    static OptionalInt columns() {
        if (isWindows()) {
            return OptionalInt.empty();
        }
        try {
            Process size = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(Redirect.DISCARD)
                    .start();
            String text = new String(size.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            Matcher found = SIZE.matcher(text);
            return exitCode(size) == 0 && found.matches()
                    ? OptionalInt.of(Integer.parseInt(found.group(1)))
                    : OptionalInt.empty();
        } catch (IOException | NumberFormatException e) {
            return OptionalInt.empty();
        }
    }

    private static int exitCode(Process process) throws IOException {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
