package io.facebridge.operations.store;

import io.facebridge.internal.DiskFailure;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A file to which whole lines are appended. A line that was taken is on the disk, in the file of this name: once the folder was
 * removed, moved or replaced, nothing is taken until it is back. Of a line that was refused nothing stays, so that a process that met
 * a full disk goes on when there is room. Not thread-safe.
 */
public final class AppendedFile {
    private final Path file;
    private final RandomAccessFile out;
    private final @Nullable Object key;
    private long end;
    private boolean isTorn;
    private boolean isDirty;

    /**
     * Appends to an open file.
     *
     * @param file its name
     * @param out open for reading and writing; closed by the caller
     * @param end where the next line begins, 0 to the file's length. What lies behind is not a whole line; it stays until a line
     *     is written over it
     * @throws IOException if the file is not there
     */
    public AppendedFile(Path file, RandomAccessFile out, long end) throws IOException {
        this.file = Objects.requireNonNull(file, "file");
        this.out = Objects.requireNonNull(out, "out");
        this.end = end;
        key = keyOf(file);
        isTorn = out.length() > end;
    }

    private static @Nullable Object keyOf(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }

    /**
     * Appends a line and forces it to the disk.
     *
     * @param line with its line feed
     * @throws IOException if it is not kept; the message has what the system says, the folder and the remedy
     */
    public void append(byte[] line) throws IOException {
        try {
            if (isDirty) {
                restore();
            }
            out.seek(end);
            out.write(line);
            if (isTorn) {
                out.setLength(end + line.length);
            }
            out.getFD().sync();
            requireThere();
        } catch (IOException e) {
            isDirty = !isTorn;
            try {
                if (isDirty) {
                    restore();
                }
            } catch (IOException later) {
                e.addSuppressed(later); // and is tried again before the next line
            }
            throw new IOException(DiskFailure.of(e, file).words(), e);
        }
        isTorn = false;
        end += line.length;
    }

    private void restore() throws IOException {
        out.setLength(end);
        out.getFD().sync();
        isDirty = false;
    }

    /**
     * Checks that the file of this name is still the one that was opened.
     *
     * @throws IOException if it is not, or is not there; the message has the remedy
     */
    public void requireThere() throws IOException {
        try {
            if (Objects.equals(key, keyOf(file))) {
                return;
            }
        } catch (NoSuchFileException e) {
            throw gone("is not there any more", e);
        }
        throw gone("is another file than the one that was opened", null);
    }

    private IOException gone(String what, @Nullable IOException cause) {
        return new IOException(
                file.toAbsolutePath() + " " + what
                        + ": its folder was removed, moved or replaced; put it back, or open another file",
                cause);
    }
}
