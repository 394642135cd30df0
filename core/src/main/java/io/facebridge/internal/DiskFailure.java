package io.facebridge.internal;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;

/**
 * The reason for which a file could not be written, in words for a message: the system's reason, and the remedy. Systems say it
 * in words only, so that one that speaks another language than English gets the remedy that fits all.
 *
 * @param full whether there was no room: the disk or a quota is used up, or the file has reached the limit on the size of files.
 *     The same write may succeed later
 * @param words what the system says, the folder and the remedy
 */
public record DiskFailure(boolean full, String words) {
    /**
     * Looks at what was thrown.
     *
     * @param thrown by writing
     * @param file what could not be written; of a link, the folder of the file that it stands for is named
     * @return why
     */
    public static DiskFailure of(IOException thrown, Path file) {
        Path folder = folder(file);
        String said = said(thrown);
        String lower = said.toLowerCase(Locale.ROOT);
        if (!(thrown instanceof FileSystemException) && said.contains(folder.toString())) {
            return new DiskFailure(false, said); // of an AppendOnlyFile, which has the remedy already
        }
        if (thrown instanceof NoSuchFileException) {
            return new DiskFailure(false, "there is no folder " + folder + "; make it, or name another");
        }
        if (thrown instanceof AccessDeniedException) {
            return new DiskFailure(
                    false,
                    "access was denied; give the user of this process the permission to write there, or name another"
                            + " place than " + folder);
        }
        if (lower.contains("no space left") || lower.contains("not enough space") || lower.contains("quota")) {
            return new DiskFailure(true, said + "; make room in " + folder);
        }
        if (lower.contains("file too large")) {
            return new DiskFailure(
                    true,
                    said + "; lift the limit on the size of files (ulimit -f) of this process, which writes to "
                            + folder);
        }
        if (lower.contains("read-only")) {
            return new DiskFailure(false, said + "; make the file system of " + folder + " writable");
        }
        return new DiskFailure(false, said + "; check the disk of " + folder + " and who may write there");
    }

    private static Path folder(Path file) {
        Path absolute = file.toAbsolutePath();
        try {
            absolute = absolute.toRealPath();
        } catch (IOException e) {
            // It is named as it was given: it does not exist, or its folder does not.
        }
        return Objects.requireNonNullElse(absolute.getParent(), absolute);
    }

    private static String said(IOException thrown) {
        String reason = thrown instanceof FileSystemException named ? named.getReason() : thrown.getMessage();
        return reason == null || reason.isBlank() ? thrown.getClass().getSimpleName() : reason;
    }
}
