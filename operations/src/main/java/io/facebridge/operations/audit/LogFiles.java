package io.facebridge.operations.audit;

import io.facebridge.internal.ReopenedFile;
import io.facebridge.operations.store.LineReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files of one log: {@code decisions.jsonl}, then {@code decisions.000001.jsonl} and so on. A file keeps its name; the one
 * with the highest number is written.
 */
final class LogFiles {
    private LogFiles() {}

    /** {@return the name of a file; 0 for the first one, which has the name of the log} */
    static Path numbered(Path log, int number) {
        return number == 0
                ? log
                : log.resolveSibling(stem(log) + String.format(Locale.ROOT, ".%06d", number) + end(log));
    }

    /** {@return the existing files by their numbers; the name of the log may be a link} */
    static SortedMap<Integer, Path> of(Path log) throws IOException {
        Path real = real(log);
        SortedMap<Integer, Path> files = new TreeMap<>();
        if (Files.exists(real)) {
            files.put(0, real);
        }
        Path folder = real.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            return files;
        }
        Pattern name = Pattern.compile(Pattern.quote(stem(real)) + "\\.([0-9]{6,9})" + Pattern.quote(end(real)));
        try (Stream<Path> all = Files.list(folder)) {
            all.forEach(each -> {
                Matcher found = name.matcher(String.valueOf(each.getFileName()));
                if (found.matches()
                        && numbered(real, Integer.parseInt(found.group(1))).equals(each)) {
                    files.put(Integer.valueOf(found.group(1)), each);
                }
            });
        }
        return files;
    }

    /** {@return the path of the first file, whether it exists or not, through links} */
    static Path real(Path log) throws IOException {
        if (Files.exists(log)) {
            return log.toRealPath();
        }
        Path absolute = log.toAbsolutePath();
        Path name = Files.isSymbolicLink(absolute)
                ? absolute.resolveSibling(Files.readSymbolicLink(absolute)) // whose file was deleted
                : absolute;
        Path folder = name.getParent();
        return folder == null || !Files.isDirectory(folder)
                ? name
                : folder.toRealPath().resolve(String.valueOf(name.getFileName()));
    }

    /** {@return the first line; {@code null} if it is not a line of a log, or there is none} */
    static @Nullable LogLine firstLine(InputStream in) throws IOException {
        byte[] line = new LineReader(in, LogLine.MAX_BYTES).next();
        return line == null ? null : LogLine.parse(line);
    }

    /** {@return the last line; {@code null} if it is incomplete or not a line of a log, or there is none} */
    static @Nullable LogLine lastLine(Path file) throws IOException {
        long length = Files.size(file);
        try (InputStream in = ReopenedFile.read(file)) {
            in.skipNBytes(Math.max(0, length - LogLine.MAX_BYTES - 2));
            byte[] end = in.readNBytes(LogLine.MAX_BYTES + 2);
            int from = end.length - 1;
            if (from < 1 || end[from] != '\n') {
                return null;
            }
            while (from > 0 && end[from - 1] != '\n') {
                from--;
            }
            return LogLine.parse(Arrays.copyOfRange(end, from, end.length - 1));
        }
    }

    /**
     * Reads the records of all files in their order and omits none: the bytes after the last line feed of the last file are not a
     * record, and every line must be one.
     *
     * @param log the name of the log
     * @param visitor receives each record
     * @throws IOException if a file cannot be read
     * @throws IOException if a line is not a line of a log; the message contains the path and the remedy
     */
    static void readAll(Path log, Visitor visitor) throws IOException {
        SortedMap<Integer, Path> files = of(log);
        for (Map.Entry<Integer, Path> each : files.entrySet()) {
            Path file = each.getValue();
            try (InputStream in = ReopenedFile.read(file)) {
                LineReader lines = new LineReader(in, LogLine.MAX_BYTES);
                int number = 1;
                for (byte[] bytes = lines.next(); bytes != null; bytes = lines.next()) {
                    LogLine line = LogLine.parse(bytes);
                    if (line == null) {
                        throw notOfALog(file, number);
                    }
                    visitor.visit(file, lines.start(), line);
                    number++;
                }
                boolean isLast = each.getKey().equals(files.lastKey());
                if (lines.ended() == LineReader.End.TOO_LONG || (lines.ended() == LineReader.End.TORN && !isLast)) {
                    throw notOfALog(file, number);
                }
            }
        }
    }

    private static IOException notOfALog(Path file, int line) {
        return new IOException("line " + line + " of " + file
                + " is not a line of a decision log; verify the log, and restore the file");
    }

    /** Receives the records of a log. */
    @FunctionalInterface
    interface Visitor {
        /** Receives a record, and the position of its line in the file. */
        void visit(Path file, long start, LogLine line) throws IOException;
    }

    private static String stem(Path log) {
        String name = String.valueOf(log.getFileName());
        return name.substring(0, name.length() - end(log).length());
    }

    private static String end(Path log) {
        String name = String.valueOf(log.getFileName());
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? "" : name.substring(dot);
    }
}
