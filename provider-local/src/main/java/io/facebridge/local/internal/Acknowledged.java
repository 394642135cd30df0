package io.facebridge.local.internal;

import io.facebridge.error.Effect;
import io.facebridge.error.GalleryStoreException;
import io.facebridge.error.GalleryStoreException.Reason;
import io.facebridge.internal.OwnerOnly;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The number of acknowledged changes, in a small file beside the database. SQLite takes a damaged end of its write-ahead log
 * for the place where a process died, and drops it without an error; this number reveals it. It is written after the change
 * is durable, alternately into one of two places, so that one of them is whole at any time.
 */
final class Acknowledged {
    static final String FILE = "acknowledged";

    private static final int SLOT_BYTES = 2 * Long.BYTES;
    private static final long MASK = 0x46_42_61_63_6b_6e_6f_77L;

    private static final Logger LOG = LoggerFactory.getLogger(Acknowledged.class);

    private final MappedByteBuffer slots;

    private Acknowledged(MappedByteBuffer slots) {
        this.slots = slots;
    }

    /** Opens the file, or makes it with the number that the database has. */
    static Acknowledged open(Path folder, long changes) throws IOException {
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            make(file, changes);
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            if (channel.size() != 2 * SLOT_BYTES) {
                throw damaged(file);
            }
            Acknowledged opened = new Acknowledged(channel.map(FileChannel.MapMode.READ_WRITE, 0, 2 * SLOT_BYTES));
            opened.slots.order(ByteOrder.LITTLE_ENDIAN);
            if (opened.last() < 0) {
                throw damaged(file);
            }
            return opened;
        }
    }

    /** Whole or not at all: a full disk, or a kill in the middle of it, is no damage. */
    private static void make(Path file, long changes) throws IOException {
        ByteBuffer both = ByteBuffer.allocate(2 * SLOT_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        both.putLong((int) (changes & 1) * SLOT_BYTES, changes);
        both.putLong((int) (changes & 1) * SLOT_BYTES + Long.BYTES, changes ^ MASK);
        OwnerOnly.replace(file, both.array());
    }

    private static GalleryStoreException damaged(Path file) {
        return new GalleryStoreException(
                Reason.DAMAGED,
                file
                        + " is damaged, so missing acknowledged changes cannot be detected; restore the folder from a backup,"
                        + " or delete this file to continue without that check",
                Effect.NONE,
                null);
    }

    /** The highest number that is whole; -1 if none is. */
    long last() {
        long last = -1;
        for (int slot = 0; slot < 2; slot++) {
            long number = slots.getLong(slot * SLOT_BYTES);
            if ((slots.getLong(slot * SLOT_BYTES + Long.BYTES) ^ MASK) == number) {
                last = Math.max(last, number);
            }
        }
        return last;
    }

    void set(long changes) {
        int slot = (int) (changes & 1) * SLOT_BYTES;
        try {
            slots.putLong(slot, changes);
            slots.putLong(slot + Long.BYTES, changes ^ MASK);
        } catch (InternalError e) {
            LOG.debug(
                    "the disk did not take a number; the change itself is kept",
                    e); // as Java reports it for mapped memory
        }
    }
}
