package io.facebridge.local.internal;

import io.facebridge.error.Effect;
import io.facebridge.error.GalleryStoreException;
import io.facebridge.error.GalleryStoreException.Reason;
import io.facebridge.internal.OwnerOnly;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a folder that is whole or not there: under another name first, forced to the disk, then renamed. */
public final class StoreBackup {
    private static final Logger LOG = LoggerFactory.getLogger(StoreBackup.class);

    private StoreBackup() {}

    /** Rejects a folder inside the store, whose copy would be lost together with it. */
    public static void requireOutside(Path folder, Path store) {
        Path target = folder.toAbsolutePath().normalize();
        try {
            for (Path above = target; above != null; above = above.getParent()) {
                if (Files.exists(above)) {
                    if (above.toRealPath().startsWith(store.toRealPath())) {
                        throw failed(
                                "the folder " + folder + " is in the store " + store
                                        + ", and a copy there would be lost together with it; choose another name, outside of the store",
                                null);
                    }
                    return;
                }
            }
        } catch (IOException e) {
            throw failed("the store could not be copied to " + folder + ": " + e + "; choose another folder", e);
        }
    }

    /** Lets the copy be made in an empty folder that becomes this one. */
    public static void write(Path folder, Consumer<Path> copying) {
        Path target = folder.toAbsolutePath().normalize();
        Path above = target.getParent();
        Path name = target.getFileName();
        if (above == null || name == null) {
            throw failed(folder + " cannot be made; choose a folder that is not there yet", null);
        }
        @Nullable Path copy = null;
        boolean whole = false;
        try {
            requireRoom(folder, target);
            copy = Files.createTempDirectory(above, "." + name + "-");
            copying.accept(copy);
            try (DirectoryStream<Path> files = Files.newDirectoryStream(copy)) {
                for (Path file : files) {
                    force(file);
                }
            }
            OwnerOnly.forceNames(copy);
            requireRoom(folder, target);
            Files.deleteIfExists(target); // if it is empty: not every system replaces a folder
            Files.move(copy, target, StandardCopyOption.ATOMIC_MOVE);
            whole = true;
            OwnerOnly.forceNames(above);
        } catch (IOException e) {
            throw failed(
                    "the store could not be copied to " + folder + ": " + e
                            + "; check that the folder above is there and may be written to",
                    e);
        } finally {
            if (!whole && copy != null) {
                delete(copy);
            }
        }
    }

    private static void requireRoom(Path folder, Path target) throws IOException {
        if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(target)) {
                if (!files.iterator().hasNext()) {
                    return;
                }
            }
        }
        throw failed(
                "the folder " + folder + " is there already and is not empty; choose another name, or delete it", null);
    }

    private static void force(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    private static void delete(Path copy) {
        try {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(copy)) {
                for (Path file : files) {
                    Files.deleteIfExists(file);
                }
            }
            Files.deleteIfExists(copy);
        } catch (IOException e) {
            LOG.debug("what was begun of a copy could not be deleted", e); // what failed before is thrown
        }
    }

    private static GalleryStoreException failed(String message, @Nullable IOException cause) {
        return new GalleryStoreException(Reason.NOT_READABLE_OR_WRITABLE, message, Effect.NONE, cause);
    }
}
