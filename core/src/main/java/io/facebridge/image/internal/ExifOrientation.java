package io.facebridge.image.internal;

import com.drew.imaging.tiff.TiffHandler;
import com.drew.imaging.tiff.TiffProcessingException;
import com.drew.imaging.tiff.TiffReader;
import com.drew.lang.ByteArrayReader;
import com.drew.lang.RandomAccessReader;
import com.drew.lang.Rational;
import com.drew.metadata.StringValue;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the orientation in EXIF data and passes over everything else. The library's own handler would copy the value of
 * every tag, and thousands of tags of a crafted picture can share one long value.
 */
final class ExifOrientation implements TiffHandler {
    static final int UPRIGHT = 1;

    private static final int TAG = 0x0112;
    private static final int TIFF_MARKER = 0x2A;

    private int value;

    private ExifOrientation() {}

    /** Returns 1 to 8, and 1 if the data is absent, damaged or out of range: a photograph is not worth less for that. */
    static int read(byte[] bytes, int tiffHeader) {
        ExifOrientation handler = new ExifOrientation();
        try {
            new TiffReader().processTiff(new ByteArrayReader(bytes), handler, tiffHeader);
        } catch (TiffProcessingException | IOException | RuntimeException e) {
            return handler.orUpright();
        }
        return handler.orUpright();
    }

    private int orUpright() {
        return value >= 1 && value <= 8 ? value : UPRIGHT;
    }

    @Override
    public void setTiffMarker(int marker) throws TiffProcessingException {
        if (marker != TIFF_MARKER) {
            throw new TiffProcessingException("Unexpected marker " + marker);
        }
    }

    @Override
    public boolean customProcessTag(
            int offset, Set<Integer> seen, int header, RandomAccessReader reader, int tag, int byteCount)
            throws IOException {
        if (tag == TAG && value == 0) {
            value = switch (byteCount) {
                case 1 -> reader.getUInt8(offset);
                case 2 -> reader.getUInt16(offset);
                case 4 -> reader.getInt32(offset);
                default -> 0;
            };
        }
        return true; // done: the library shall not read the value
    }

    @Override
    public boolean tryEnterSubIfd(int tag) {
        return false;
    }

    @Override
    public boolean hasFollowerIfd() {
        return false;
    }

    @Override
    public @Nullable Long tryCustomProcessFormat(int tag, int format, long count) {
        return null;
    }

    @Override
    public void endingIFD() {}

    @Override
    public void warn(String message) {}

    @Override
    public void error(String message) {}

    @Override
    public void setByteArray(int tag, byte[] value) {}

    @Override
    public void setString(int tag, StringValue value) {}

    @Override
    public void setRational(int tag, Rational value) {}

    @Override
    public void setRationalArray(int tag, Rational[] value) {}

    @Override
    public void setFloat(int tag, float value) {}

    @Override
    public void setFloatArray(int tag, float[] value) {}

    @Override
    public void setDouble(int tag, double value) {}

    @Override
    public void setDoubleArray(int tag, double[] value) {}

    @Override
    public void setInt8s(int tag, byte value) {}

    @Override
    public void setInt8sArray(int tag, byte[] value) {}

    @Override
    public void setInt8u(int tag, short value) {}

    @Override
    public void setInt8uArray(int tag, short[] value) {}

    @Override
    public void setInt16s(int tag, int value) {}

    @Override
    public void setInt16sArray(int tag, short[] value) {}

    @Override
    public void setInt16u(int tag, int value) {}

    @Override
    public void setInt16uArray(int tag, int[] value) {}

    @Override
    public void setInt32s(int tag, int value) {}

    @Override
    public void setInt32sArray(int tag, int[] value) {}

    @Override
    public void setInt32u(int tag, long value) {}

    @Override
    public void setInt32uArray(int tag, long[] value) {}
}
