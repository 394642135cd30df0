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
 * A file to which complete lines are appended, locked by one process at a time. An appended line is on the disk, in the file of
 * this name: after the folder was removed, moved or replaced, every line is rejected until it is restored. A rejected line
 * leaves nothing in the file, so that a process continues after a full disk: the overwritten bytes are restored at once,
 * otherwise before the next line, otherwise when the file is closed. If the file can be written and not truncated, the line is
 * kept incomplete in the meantime. Not thread-safe.
 *
 * <p>The file itself is locked; on POSIX systems a process loses that lock if it closes any other descriptor of the file. This
 * process must read the file only by {@link #content} and {@link io.facebridge.internal.ReopenedFile}.
 *
 * <p>Open the file, read it by {@link #content}, and continue after the complete lines with {@link #startAt}.
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
    private long rejected;

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
     * Opens a file, and locks it and its name. Creates it if it does not exist; only its owner can access a new file
     * ({@link OwnerOnly}).
     *
     * @param file the file
     * @return the open file; close it after use
     * @throws OverlappingFileLockException if the file is open elsewhere, in this process or another
     * @throws IOException if it, or the lock file beside it, cannot be read or written
     */
    public static AppendOnlyFile openOrCreate(Path file) throws IOException {
        boolean unused = OwnerOnly.createIfAbsent(file);
        return openLocked(file);
    }

    /**
     * Opens an existing file, and locks it and its name.
     *
     * @param file the file
     * @return the open file; close it after use
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
     * Opens a file of a set whose name is locked already, or creates it as {@link #openOrCreate} does. Locks only the file
     * itself, against processes that open it by another name.
     *
     * @param file the file
     * @return the open file; close it after use
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
            out = new RandomAccessFile(file.toFile(), "rw"); // an interrupt does not close it
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
     * Returns the content from its beginning. Use it instead of another descriptor, which would release the lock when closed.
     *
     * @return a stream that must not be closed; use one at a time
     * @throws IOException if the file cannot be read
     */
    public InputStream content() throws IOException {
        out.seek(0);
        return Channels.newInputStream(out.getChannel());
    }

    /**
     * Returns the length of the file, including an incomplete last line.
     *
     * @return the number of bytes, 0 or more
     * @throws IOException if the length cannot be read
     */
    public long length() throws IOException {
        return out.length();
    }

    /**
     * Sets the position of the next line. The default is the end of the file.
     *
     * @param position 0 to the length of the file. The bytes after it are an incomplete line; they are kept until the next line
     *     overwrites them, or {@link #cut} removes them
     * @throws IOException if the length of the file cannot be read
     */
    public void startAt(long position) throws IOException {
        end = position;
        torn = Math.max(0, out.length() - position);
    }

    /**
     * Removes the bytes after the position of the next line.
     *
     * @throws IOException if the file cannot be truncated
     */
    public void cut() throws IOException {
        torn = 0;
        overwritten = new byte[0];
        restore();
    }

    /**
     * Appends a line and forces it to the disk.
     *
     * @param line the line with its line feed
     * @throws IOException if the line was rejected; the message contains the system's error, the folder and the remedy
     */
    public void append(byte[] line) throws IOException {
        try {
            if (isDirty) {
                restore();
            }
            overwritten = read(end, Math.toIntExact(torn)); // all of it, because truncating removes the rest
            isDirty = true;
            rejected = end + line.length;
            out.seek(end);
            out.write(line);
            if (torn > 0) {
                out.setLength(end + line.length);
            }
            out.getFD().sync();
            requireUnmoved();
        } catch (IOException e) {
            try {
                if (isDirty) {
                    restore();
                }
            } catch (IOException later) {
                e.addSuppressed(later); // repeated before the next line, or when the file is closed
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

    /** Restores the bytes after the last line, and removes everything that was written after them. */
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
            if (rejected > length && rejected == out.length()) {
                out.seek(rejected - 1);
                out.write(' '); // so that the rest is not a complete line
            }
            throw e;
        }
        out.getFD().sync();
        isDirty = false;
    }

    /**
     * Checks that the file of this name is still the one that was opened.
     *
     * @throws IOException if it does not exist or is another file; the message contains the remedy
     */
    public void requireUnmoved() throws IOException {
        try {
            if (Objects.equals(key, keyOf(file))) {
                return;
            }
        } catch (NoSuchFileException e) {
            throw gone("no longer exists", e);
        }
        throw gone("is another file than the one that was opened", null);
    }

    private IOException gone(String what, @Nullable IOException cause) {
        return new IOException(
                real + " " + what + ", as its folder was removed, moved or replaced; restore it, or open another file",
                cause);
    }

    /**
     * Replaces the whole file by a new one that only its owner can access, which is forced to the disk and renamed: after a crash
     * it is the old or the new one. The name stays locked until this object is closed; nothing can be appended after this call.
     *
     * @param with the whole content
     * @throws IOException if the file cannot be written
     */
    public void replaceWith(byte[] with) throws IOException {
        Path replaced = file.toRealPath();
        isDirty = false;
        out.close(); // some systems cannot replace an open file
        OwnerOnly.replace(replaced, with);
    }

    /**
     * Closes the file and releases its locks. All lines are on the disk already; the rest of a rejected line is removed if the
     * disk permits it. Idempotent.
     */
    @Override
    public void close() {
        try {
            if (isDirty) {
                restore();
            }
        } catch (IOException e) {
            // No line is lost: the rest belongs to a rejected line.
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
