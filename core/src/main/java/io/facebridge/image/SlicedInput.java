package io.facebridge.image;

import java.io.IOException;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * Reads slices as if they were one file: no copy, no cache, and decoders do not get to see what they have no
 * business with (color profiles, compressed texts, thumbnails).
 */
final class SlicedInput extends ImageInputStreamImpl {
    private final Slices slices;
    private final TimeLimit limit;
    private int slice;
    private long sliceStart;

    /** Asks whether there is time whenever it is read, so at each scan of a JPEG, which begins a slice. */
    SlicedInput(Slices slices, TimeLimit limit) {
        this.slices = slices;
        this.limit = limit;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int count) throws IOException {
        checkClosed();
        limit.check();
        if (count == 0) {
            return 0;
        }
        bitOffset = 0;
        if (!findSlice()) {
            return -1;
        }
        int from = slices.from(slice) + (int) (streamPos - sliceStart);
        int n = Math.min(count, slices.to(slice) - from);
        System.arraycopy(slices.source(slice), from, target, offset, n);
        streamPos += n;
        return n;
    }

    private boolean findSlice() {
        if (streamPos < sliceStart) {
            slice = 0;
            sliceStart = 0;
        }
        while (slice < slices.count()) {
            long end = sliceStart + slices.to(slice) - slices.from(slice);
            if (streamPos < end) {
                return true;
            }
            slice++;
            sliceStart = end;
        }
        return false;
    }

    @Override
    public long length() {
        return slices.length();
    }
}
