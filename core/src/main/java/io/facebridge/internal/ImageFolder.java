package io.facebridge.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Lists folders of images without the files that operating systems and file servers leave in them. Stateless and thread-safe.
 */
public final class ImageFolder {
    private static final Set<String> LEFTOVERS = Set.of(
            "thumbs.db",
            "ehthumbs.db",
            "ehthumbs_vista.db",
            "desktop.ini",
            "picasa.ini",
            "zbthumbnail.info",
            "icon\r",
            "$recycle.bin",
            "system volume information",
            "__macosx",
            "@eadir");

    /** How Windows marks what was downloaded, where a copy makes a file of the mark. */
    private static final String DOWNLOAD_MARK = ":zone.identifier";

    private static final Set<String> SUFFIXES = Set.of(
            "jpg", "jpeg", "jpe", "jfif", "png", "bmp", "dib", "gif", "webp", "heic", "heif", "avif", "tif", "tiff");

    private ImageFolder() {}

    /**
     * Lists a folder.
     *
     * @param folder the folder
     * @return its files and folders in the order of their names, without leftovers; unmodifiable
     * @throws IOException if the folder cannot be read
     */
    public static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(path -> !isLeftover(path)).sorted().toList();
        }
    }

    /**
     * Returns whether a file or folder was left by a system and is not for people: its name begins with a dot, or it is one of
     * those that Windows, macOS and file servers write, such as {@code Thumbs.db}, {@code desktop.ini} and {@code __MACOSX}.
     *
     * @param path of which only the name matters
     * @return {@code true} if it does not count
     */
    public static boolean isLeftover(Path path) {
        String name = nameOf(path);
        return name.startsWith(".") || LEFTOVERS.contains(name) || name.endsWith(DOWNLOAD_MARK);
    }

    /**
     * Returns whether a file has the name of an image, in a format that is read or in one that is not.
     *
     * @param path of which only the name matters
     * @return {@code true} for the suffixes of JPEG, PNG, BMP, GIF, WebP, HEIC, AVIF and TIFF
     */
    public static boolean isNamedAsImage(Path path) {
        String name = nameOf(path);
        return SUFFIXES.contains(name.substring(name.lastIndexOf('.') + 1));
    }

    private static String nameOf(Path path) {
        return String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
    }
}
