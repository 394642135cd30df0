package io.facebridge.operations.audit;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files of one log: {@code decisions.jsonl}, then {@code decisions.000001.jsonl} and so on. A file keeps its name, and the one
 * of the highest number is written to.
 */
final class LogFiles {
    private LogFiles() {}

    /** {@return the name of a file, 0 for the one that the log is called by} */
    static Path numbered(Path log, int number) {
        return number == 0
                ? log
                : log.resolveSibling(stem(log) + String.format(Locale.ROOT, ".%06d", number) + end(log));
    }

    /** {@return those that exist, by their numbers; the name of the log may be a link} */
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
        return Files.exists(log) ? log.toRealPath() : log.toAbsolutePath();
    }

    /** Makes the name of a new file as durable as its lines, where the system can open a folder. */
    static void forceFolderOf(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            return;
        }
        try (FileChannel opened = FileChannel.open(folder, StandardOpenOption.READ)) {
            opened.force(true);
        } catch (IOException e) {
            // Windows opens no folders, and makes names durable by itself.
        }
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
