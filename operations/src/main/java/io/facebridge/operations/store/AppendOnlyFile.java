package io.facebridge.operations.store;

import io.facebridge.internal.ContentLock;
import io.facebridge.internal.DiskFailure;
import io.facebridge.internal.OwnerOnly;
import io.facebridge.internal.ProcessLock;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.channels.Channels;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A file to which whole lines are appended, held by one process at a time. A line that was taken is on the disk, in the file of
 * this name: once the folder was removed, moved or replaced, nothing is taken until it is back. Of a line that was refused nothing
 * stays, so that a process that met a full disk continues when there is room: what it was written over is put back, at once, else
 * before the next line, else when the file is closed. A file that can be written but not cut is left without the line's end in
 * the meantime. Not thread-safe.
 *
 * <p>The file itself is locked, and on POSIX systems a process loses that lock by closing any other descriptor of the file. Within
 * this process it is read by {@link #content} and by {@link io.facebridge.internal.ReopenedFile} alone.
 *
 * <p>Opened, read by {@link #content}, and continued behind what is whole by {@link #startAt}.
 */
public final class AppendOnlyFile implements AutoCloseable {
    private final Path file;
    private final Path real;
    private final RandomAccessFile out;
    private final @Nullable ProcessLock lock;
    private final @Nullable ContentLock content;
    private final @Nullable Object key;
    private long end;
    private long torn;
    private boolean isDirty;
    private byte[] overwritten = {};
    private long refused;

    AppendOnlyFile(Path file, RandomAccessFile out, @Nullable ProcessLock lock, @Nullable ContentLock content)
            throws IOException {
        this.file = Objects.requireNonNull(file, "file");
        this.out = Objects.requireNonNull(out, "out");
        this.lock = lock;
        this.content = content;
        key = keyOf(file);
        real = file.toRealPath();
        end = out.length();
    }

    private static @Nullable Object keyOf(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }

    /**
     * Opens a file, which is created as its owner's only ({@link OwnerOnly}) if it does not exist, and locks it and its name.
     *
     * @param file the file
     * @return the file, to be closed
     * @throws OverlappingFileLockException if the file is open elsewhere, in this process or another
     * @throws IOException if it, or the lock file beside it, cannot be read or written
     */
    public static AppendOnlyFile openOrCreate(Path file) throws IOException {
        boolean unused = OwnerOnly.createIfAbsent(file);
        return openLocked(file);
    }

    /**
     * Opens a file that exists, and locks it and its name.
     *
     * @param file the file
     * @return the file, to be closed
     * @throws OverlappingFileLockException if the file is open elsewhere, in this process or another
     * @throws NoSuchFileException if it does not exist
     * @throws IOException if it, or the lock file beside it, cannot be read or written
     */
    public static AppendOnlyFile openExisting(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        return openLocked(file);
    }

    /**
     * Opens a file of a set whose name is locked already, creates it as {@link #openOrCreate} does, and locks it alone, for
     * processes that know it by another name.
     *
     * @param file the file
     * @return the file, to be closed
     * @throws OverlappingFileLockException if the file is open elsewhere, in this process or another
     * @throws IOException if it cannot be read or written
     */
    public static AppendOnlyFile openUnderLock(Path file) throws IOException {
        boolean unused = OwnerOnly.createIfAbsent(file);
        return open(file, null);
    }

    private static AppendOnlyFile openLocked(Path file) throws IOException {
        ProcessLock lock = ProcessLock.ofFile(file).orElseThrow(OverlappingFileLockException::new);
        boolean opened = false;
        try {
            AppendOnlyFile open = open(file, lock);
            opened = true;
            return open;
        } finally {
            if (!opened) {
                lock.close();
            }
        }
    }

    private static AppendOnlyFile open(Path file, @Nullable ProcessLock lock) throws IOException {
        // Before it is opened: closing a descriptor of a file that is locked already would end that lock.
        ContentLock content = ContentLock.of(file).orElseThrow(OverlappingFileLockException::new);
        RandomAccessFile out = null;
        boolean opened = false;
        try {
            out = new RandomAccessFile(file.toFile(), "rw"); // whose writing no interrupt ends for good
            if (out.getChannel().tryLock(Long.MAX_VALUE - 1, 1, false) == null) {
                throw new OverlappingFileLockException();
            }
            AppendOnlyFile open = new AppendOnlyFile(file, out, lock, content);
            opened = true;
            return open;
        } finally {
            if (!opened) {
                if (out != null) {
                    out.close();
                }
                content.close();
            }
        }
    }

    /**
     * Returns the content from its beginning. Another descriptor, once closed, would take the lock on the file with it.
     *
     * @return not to be closed; one at a time
     * @throws IOException if it cannot be read
     */
    public InputStream content() throws IOException {
        out.seek(0);
        return Channels.newInputStream(out.getChannel());
    }

    /**
     * Returns the length of the file, with what is not a whole line.
     *
     * @return bytes, 0 or more
     * @throws IOException if it cannot be found out
     */
    public long length() throws IOException {
        return out.length();
    }

    /**
     * Sets where the next line begins; the default is the end of the file.
     *
     * @param position 0 to the file's length. What lies behind is not a whole line; it stays until a line is written over it, or
     *     {@link #cut}
     * @throws IOException if the file's length cannot be found out
     */
    public void startAt(long position) throws IOException {
        end = position;
        torn = Math.max(0, out.length() - position);
    }

    /**
     * Removes what lies behind the place where the next line begins.
     *
     * @throws IOException if it cannot be removed
     */
    public void cut() throws IOException {
        torn = 0;
        overwritten = new byte[0];
        restore();
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
            overwritten = read(end, Math.toIntExact(torn)); // all of it: cutting takes the rest
            isDirty = true;
            refused = end + line.length;
            out.seek(end);
            out.write(line);
            if (torn > 0) {
                out.setLength(end + line.length);
            }
            out.getFD().sync();
            requireThere();
        } catch (IOException e) {
            try {
                if (isDirty) {
                    restore();
                }
            } catch (IOException later) {
                e.addSuppressed(later); // and is tried again before the next line, or when the file is closed
            }
            throw new IOException(DiskFailure.of(e, real).words(), e);
        }
        isDirty = false;
        torn = 0;
        end += line.length;
    }

    private byte[] read(long position, int length) throws IOException {
        byte[] bytes = new byte[length];
        out.seek(position);
        out.readFully(bytes);
        return bytes;
    }

    /** Puts back what was behind the last line, and removes what was written behind that. */
    private void restore() throws IOException {
        isDirty = true;
        long length = end + torn;
        if (overwritten.length > 0) {
            out.seek(end);
            out.write(overwritten);
        }
        try {
            if (out.length() != length) {
                out.setLength(length);
            }
        } catch (IOException e) {
            if (refused > length && refused == out.length()) {
                out.seek(refused - 1);
                out.write(' '); // so that what is left is no whole line
            }
            throw e;
        }
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
                real + " " + what + ": its folder was removed, moved or replaced; put it back, or open another file",
                cause);
    }

    /**
     * Replaces the whole file by another one, its owner's only, which is forced to the disk and renamed: after a crash it is the old
     * or the new one. The name stays locked until this is closed; nothing can be appended any more.
     *
     * @param with all of it
     * @throws IOException if it cannot be written
     */
    public void replaceWith(byte[] with) throws IOException {
        Path replaced = file.toRealPath();
        isDirty = false;
        out.close(); // or it could not be replaced on every system
        OwnerOnly.replace(replaced, with);
    }

    /**
     * Closes the file and releases its locks. Every line is on the disk already; what is left of one that was refused is removed
     * if the disk lets it. Idempotent.
     */
    @Override
    public void close() {
        try {
            if (isDirty) {
                restore();
            }
        } catch (IOException e) {
            // No line is lost: what is left is of none that was taken.
        }
        isDirty = false;
        try {
            out.close();
        } catch (IOException e) {
            // Nothing is lost: every line was forced to the disk.
        }
        if (content != null) {
            content.close();
        }
        if (lock != null) {
            lock.close();
        }
    }

    /** {@return the name of the file} */
    @Override
    public String toString() {
        return "AppendOnlyFile[" + file + "]";
    }
}
