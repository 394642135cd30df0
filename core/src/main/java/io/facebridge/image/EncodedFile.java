package io.facebridge.image;

import java.util.Arrays;
import javax.imageio.stream.ImageOutputStreamImpl;

/** A file being written, which is kept as far as it may be used, and only counted beyond that. */
final class EncodedFile extends ImageOutputStreamImpl {
    private static final int FIRST = 1 << 16;

    private final int maxBytes;
    private byte[] kept;
    private long length;

    EncodedFile(int maxBytes) {
        this.maxBytes = maxBytes;
        this.kept = new byte[Math.min(maxBytes, FIRST)];
    }

    /**
     * How long the file is.
     *
     * @return bytes, also of what was not kept
     */
    @Override
    public long length() {
        return length;
    }

    /**
     * The file.
     *
     * @return all of it
     * @throws IllegalStateException if it is longer than what was to be kept
     */
    public byte[] bytes() {
        if (length > maxBytes) {
            throw new IllegalStateException("of " + length + " bytes at most " + maxBytes + " were kept");
        }
        return kept.length == length ? kept : Arrays.copyOf(kept, (int) length);
    }

    @Override
    public void write(int value) {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] source, int from, int count) {
        long end = streamPos + count;
        if (end <= maxBytes) {
            if (end > kept.length) {
                kept = Arrays.copyOf(kept, (int) Math.min(maxBytes, Math.max(end, 2L * kept.length)));
            }
            System.arraycopy(source, from, kept, (int) streamPos, count);
        }
        streamPos = end;
        length = Math.max(length, end);
    }

    @Override
    public int read() {
        throw new IllegalStateException("nothing is read of what is written");
    }

    @Override
    public int read(byte[] target, int from, int count) {
        throw new IllegalStateException("nothing is read of what is written");
    }
}
