package io.facebridge.internal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A file or folder that one holder uses at a time, among all processes of the machine and within this one. The lock is on a file
 * of its own beside it, with the same name and {@value #SUFFIX}, because POSIX drops a process's lock on a file when the process
 * closes any descriptor of that file, for example after reading it. Nothing else may open the lock file.
 *
 * <p>The lock file is empty, readable by its owner only where the system knows owners, and stays where it is: deleting it while
 * it is locked lets another process lock a new one. The system ends the lock with the process, however that ends. Links, hard
 * links and relative paths of one file are one within a process; other processes meet at the real path. Thread-safe.
 */
public final class ProcessLock implements AutoCloseable {
    /** What follows the name of the file or folder in the name of the lock file. */
    public static final String SUFFIX = ".lock";

    private final Set<Object> keys = new HashSet<>();
    private final List<FileChannel> channels = new ArrayList<>();
    private boolean held;

    private ProcessLock() {}

    /**
     * Locks a file.
     *
     * @param file exists
     * @return the lock, or empty if it is held by another process or within this one
     * @throws IOException if the file does not exist, or the lock file cannot be made or opened
     */
    public static Optional<ProcessLock> ofFile(Path file) throws IOException {
        return ofName(file.toRealPath());
    }

    /**
     * Locks a file that may not exist, and does not create it. One that does not exist is locked by its name alone.
     *
     * @param file in a folder that exists
     * @return the lock, or empty if it is held by another process or within this one
     * @throws IOException if the folder does not exist, or the lock file cannot be made or opened
     */
    public static Optional<ProcessLock> ofName(Path file) throws IOException {
        return new ProcessLock().taken(file, List.of(beside(file)));
    }

    /**
     * Locks a folder, beside it and by a file in it. The file in it excludes processes that see the folder under another path, as
     * containers do that share a volume, and holds alone where the folder above cannot be written to; copying the folder within
     * the process that holds it drops that one.
     *
     * @param folder exists
     * @param inside the name of the file in it
     * @return the lock, or empty if it is held by another process or within this one
     * @throws IOException if the folder does not exist, or the lock file in it cannot be made or opened
     */
    public static Optional<ProcessLock> ofFolder(Path folder, String inside) throws IOException {
        List<Path> files = new ArrayList<>();
        try {
            Path beside = beside(folder);
            var unused = OwnerOnly.createIfAbsent(beside);
            if (Files.isWritable(beside)) {
                files.add(beside);
            }
        } catch (FileSystemException e) {
            // The file in the folder alone holds the lock where none can be made beside it.
        }
        files.add(folder.resolve(inside));
        return new ProcessLock().taken(folder, files);
    }

    private static Path beside(Path path) throws IOException {
        Path absolute = path.toAbsolutePath();
        Path folder = absolute.getParent();
        Path real = Files.exists(path) || folder == null
                ? path.toRealPath()
                : folder.toRealPath().resolve(String.valueOf(absolute.getFileName()));
        Path name = real.getFileName();
        if (name == null) {
            throw new FileSystemException(real.toString(), null, "nothing can stand beside it");
        }
        return real.resolveSibling(name + SUFFIX);
    }

    private Optional<ProcessLock> taken(Path path, List<Path> files) throws IOException {
        if (Files.exists(path)) {
            keys.add(HeldPaths.keyOf(path));
        }
        for (Path file : files) {
            var unused = OwnerOnly.createIfAbsent(file);
            keys.add(HeldPaths.keyOf(file));
        }
        if (!HeldPaths.hold(keys)) {
            return Optional.empty();
        }
        held = true;
        boolean taken = false;
        try {
            taken = lockAll(files);
            return taken ? Optional.of(this) : Optional.empty();
        } finally {
            if (!taken) {
                close();
            }
        }
    }

    private boolean lockAll(List<Path> files) throws IOException {
        for (Path file : files) {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
            channels.add(channel);
            try {
                FileLock lock = channel.tryLock();
                if (lock == null) {
                    return false;
                }
            } catch (OverlappingFileLockException e) {
                return false; // this library a second time in the process, from another class loader
            }
        }
        return true;
    }

    /** Releases the lock. Idempotent. */
    @Override
    public synchronized void close() {
        if (!held) {
            return;
        }
        held = false;
        for (FileChannel channel : channels) {
            try {
                channel.close();
            } catch (IOException e) {
                // The lock of a file that cannot be closed ends with the process.
            }
        }
        HeldPaths.release(keys);
    }

    /** Names no path. */
    @Override
    public synchronized String toString() {
        return "ProcessLock[" + (held ? "held" : "released") + "]";
    }
}
