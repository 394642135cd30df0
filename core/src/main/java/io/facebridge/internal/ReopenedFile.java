package io.facebridge.internal;

import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A descriptor of a file that this process may have locked by another one ({@link ContentLock}). On POSIX systems, closing any
 * descriptor of a file ends the locks that the process has on it: the descriptor of a file that is locked stays open until the
 * lock is released, and is used again by then. An interrupt of the thread closes nothing. Not thread-safe; a file may be opened
 * any number of times.
 */
public final class ReopenedFile implements Closeable {
    private final Object key;
    private final RandomAccessFile file;
    private final boolean isWritable;
    private boolean closed;

    private ReopenedFile(Object key, RandomAccessFile file, boolean isWritable) {
        this.key = key;
        this.file = file;
        this.isWritable = isWritable;
    }

    /**
     * Opens a file to write over what it contains.
     *
     * @param path a file of the default file system
     * @return to be closed
     * @throws NoSuchFileException if the file does not exist
     * @throws IOException if it cannot be opened
     */
    public static ReopenedFile open(Path path) throws IOException {
        return open(path, true);
    }

    /**
     * Opens a file to read it from its beginning.
     *
     * @param path the file
     * @return to be closed; skips without reading
     * @throws NoSuchFileException if the file does not exist
     * @throws IOException if it cannot be opened
     */
    public static InputStream read(Path path) throws IOException {
        if (!path.getFileSystem().equals(FileSystems.getDefault())) {
            return Files.newInputStream(path);
        }
        ReopenedFile opened = open(path, false);
        opened.file.seek(0);
        return new Content(opened);
    }

    private static ReopenedFile open(Path path, boolean isWritable) throws IOException {
        Object key = HeldPaths.contentKeyOf(path);
        RandomAccessFile idle = HeldPaths.take(key, isWritable);
        try {
            return new ReopenedFile(
                    key,
                    idle == null ? new RandomAccessFile(path.toFile(), isWritable ? "rw" : "r") : idle,
                    isWritable);
        } catch (FileNotFoundException e) { // for whatever reason
            FileSystemException thrown = new FileSystemException(path.toString(), null, e.getMessage());
            thrown.initCause(e);
            throw thrown;
        }
    }

    /**
     * Writes over what the file contains.
     *
     * @param position of the first byte
     * @param bytes of which some are written
     * @param from the first that is written
     * @throws IOException if they cannot be written
     */
    public void write(long position, byte[] bytes, int from) throws IOException {
        file.seek(position);
        file.write(bytes, from, bytes.length - from);
    }

    /**
     * Forces to the disk what was written.
     *
     * @throws IOException if that fails
     */
    public void force() throws IOException {
        file.getFD().sync();
    }

    /** Ends the use of the file. Idempotent. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            HeldPaths.addIdle(key, new HeldPaths.Idle(file, isWritable));
        }
    }

    /** Contains no path. */
    @Override
    public String toString() {
        return "ReopenedFile[" + (closed ? "closed" : "open") + "]";
    }

    private static final class Content extends InputStream {
        private final ReopenedFile opened;

        Content(ReopenedFile opened) {
            this.opened = opened;
        }

        private RandomAccessFile file() throws IOException {
            if (opened.closed) {
                throw new IOException("the stream is closed");
            }
            return opened.file;
        }

        @Override
        public int read() throws IOException {
            return file().read();
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            return file().read(bytes, from, length);
        }

        @Override
        public long skip(long bytes) throws IOException {
            long before = file().getFilePointer();
            long after = Math.max(before, Math.min(file().length(), before + bytes));
            file().seek(after);
            return after - before;
        }

        @Override
        public void close() {
            opened.close();
        }
    }
}
