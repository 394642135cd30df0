package io.facebridge.templates;

import io.facebridge.internal.OwnerOnly;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The memory of an index's full-precision rows: the heap, or scratch files that are mapped into memory and therefore need no
 * heap. Every process creates new scratch files, which contain templates unencrypted. On systems that allow it they have no
 * name once they are mapped. Thread-safe.
 */
public final class RowMemory {
    private static final int ZEROES = 1 << 20;

    private final @Nullable Path folder;
    private final AtomicLong files = new AtomicLong();

    private RowMemory(@Nullable Path folder) {
        this.folder = folder;
    }

    /**
     * Returns memory on the heap.
     *
     * @return memory of 4 bytes of heap for each number of each template
     */
    public static RowMemory heap() {
        return new RowMemory(null);
    }

    /**
     * Returns memory in mapped scratch files, for large galleries; about the first 16,384 templates of each gallery
     * stay on the heap.
     *
     * @param folder an existing folder, on a disk with space for 4 bytes for each number of each template
     * @return memory
     */
    public static RowMemory mapped(Path folder) {
        return new RowMemory(folder);
    }

    /** Allocates rows, all zero. */
    Floats allocate(int rows, int dimension, boolean large) {
        return folder == null || !large
                ? new Heap(new float[rows * dimension], dimension)
                : new Mapped(map(folder, (long) rows * dimension * Float.BYTES), dimension);
    }

    private FloatBuffer map(Path place, long bytes) {
        Path file = place.resolve("rows-" + files.incrementAndGet() + ".scratch");
        try {
            Files.deleteIfExists(file);
            try (FileChannel channel = FileChannel.open(
                    file,
                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE),
                    OwnerOnly.forFile(file))) {
                ByteBuffer zeroes = ByteBuffer.allocate(ZEROES);
                for (long at = 0;
                        at < bytes;
                        at += ZEROES) { // a full disk is noticed here and not when rows are written
                    zeroes.clear().limit((int) Math.min(ZEROES, bytes - at));
                    while (zeroes.hasRemaining()) {
                        channel.write(zeroes);
                    }
                }
                return channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes)
                        .order(ByteOrder.nativeOrder())
                        .asFloatBuffer();
            } finally {
                unlink(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot allocate rows in " + place + ": " + e.getMessage(), e);
        }
    }

    private static void unlink(Path file) throws IOException {
        try {
            Files.deleteIfExists(file);
        } catch (NoSuchFileException e) {
            // gone already
        } catch (IOException e) {
            file.toFile().deleteOnExit(); // a system that keeps mapped files
        }
    }

    /** Rows of floats. Written by one thread, read by many. */
    abstract static sealed class Floats permits Heap, Mapped {
        abstract void write(int row, float[] vector);

        abstract void read(int row, float[] into);

        abstract void clear(int row, int dimension);
    }

    private static final class Heap extends Floats {
        private final float[] all;
        private final int dimension;

        Heap(float[] all, int dimension) {
            this.all = all;
            this.dimension = dimension;
        }

        @Override
        void write(int row, float[] vector) {
            System.arraycopy(vector, 0, all, row * dimension, dimension);
        }

        @Override
        void read(int row, float[] into) {
            System.arraycopy(all, row * dimension, into, 0, dimension);
        }

        @Override
        void clear(int row, int size) {
            java.util.Arrays.fill(all, row * dimension, (row + 1) * dimension, 0);
        }
    }

    private static final class Mapped extends Floats {
        private final FloatBuffer all;
        private final int dimension;

        Mapped(FloatBuffer all, int dimension) {
            this.all = all;
            this.dimension = dimension;
        }

        @Override
        void write(int row, float[] vector) {
            all.put(row * dimension, vector, 0, dimension);
        }

        @Override
        void read(int row, float[] into) {
            all.get(row * dimension, into, 0, dimension);
        }

        @Override
        void clear(int row, int size) {
            all.put(row * dimension, new float[dimension]);
        }
    }
}
