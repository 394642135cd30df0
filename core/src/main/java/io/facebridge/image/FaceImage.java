package io.facebridge.image;

import io.facebridge.error.InvalidImageException;
import io.facebridge.error.InvalidImageException.Reason;
import java.io.EOFException;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * An encoded image, as it came from the camera or the disk. Only its header has been read: the format from the first
 * bytes, width, height and EXIF orientation from where the format stores them. Incomplete pixels are detected only when
 * they are decoded.
 *
 * <pre>{@code
 * FaceImage image = FaceImage.of(Path.of("selfie.jpg"));
 * List<DetectedFace> faces = provider.detector().detect(image);
 * }</pre>
 *
 * <p>Sizes, and every box and landmark found in the image, refer to the <em>upright</em> image, the EXIF orientation
 * applied.
 *
 * <p>Immutable and thread-safe. Two images are equal only if they are the same object: equal bytes are no useful test
 * of whether two images show the same.
 */
public final class FaceImage {
    private final byte[] bytes;
    private final ImageHeader header;

    private FaceImage(byte[] bytes, ReadLimits limits) {
        if (bytes.length == 0) {
            throw new InvalidImageException(Reason.EMPTY, "the image has no bytes; pass a whole JPEG or PNG file");
        }
        this.bytes = bytes;
        this.header = ImageHeader.read(bytes);
        if (header.pixels() > limits.maxPixels()) {
            throw new InvalidImageException(
                    Reason.TOO_MANY_PIXELS,
                    String.format(
                            Locale.ROOT,
                            "the image has %d x %d = %d pixels, more than the limit of %d; shrink it, or raise"
                                    + " ReadLimits.maxPixels",
                            header.width(),
                            header.height(),
                            header.pixels(),
                            limits.maxPixels()));
        }
    }

    /**
     * Reads a file under the {@linkplain ReadLimits#defaults() default limits}.
     *
     * @param file the file, of any name
     * @return the image
     * @throws InvalidImageException if the file cannot be read, is larger than the limits or is not a usable image
     */
    public static FaceImage of(Path file) {
        return of(file, ReadLimits.defaults());
    }

    /**
     * Reads a file.
     *
     * @param file the file, of any name
     * @param limits the maximum sizes
     * @return the image
     * @throws InvalidImageException if the file cannot be read, is larger than the limits or is not a usable image
     */
    public static FaceImage of(Path file, ReadLimits limits) {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(limits, "limits");
        try (InputStream in = opened(file)) {
            long size = Files.size(file);
            checkSize(size, limits);
            byte[] bytes = withinHeap(() -> new byte[(int) size], size);
            int read = in.readNBytes(bytes, 0, bytes.length);
            if (read == bytes.length && in.read() < 0) {
                return new FaceImage(bytes, limits);
            }
            throw new EOFException("the file's size changed while it was being read");
        } catch (IOException e) {
            throw new InvalidImageException(
                    Reason.NOT_READABLE,
                    "the file " + file + " cannot be read; check that it exists, is a file and may be read",
                    null,
                    e);
        }
    }

    /**
     * Opens a file without a channel where that is possible: with its first channel a JVM opens internet sockets, to learn which
     * protocols there are.
     */
    private static InputStream opened(Path file) throws IOException {
        try {
            return new FileInputStream(file.toFile());
        } catch (FileNotFoundException | UnsupportedOperationException e) {
            return Files.newInputStream(file); // of another file system, or with a name that a File cannot hold
        }
    }

    /**
     * Copies encoded bytes, under the {@linkplain ReadLimits#defaults() default limits}.
     *
     * @param bytes the whole encoded image
     * @return the image
     * @throws InvalidImageException if the bytes exceed the limits or are not a usable image
     */
    public static FaceImage of(byte[] bytes) {
        return of(bytes, ReadLimits.defaults());
    }

    /**
     * Copies encoded bytes.
     *
     * @param bytes the whole encoded image
     * @param limits the maximum sizes
     * @return the image
     * @throws InvalidImageException if the bytes exceed the limits or are not a usable image
     */
    public static FaceImage of(byte[] bytes, ReadLimits limits) {
        checkSize(bytes.length, limits);
        return new FaceImage(withinHeap(bytes::clone, bytes.length), limits);
    }

    /**
     * Reads a stream to its end, under the {@linkplain ReadLimits#defaults() default limits}.
     *
     * @param in the encoded image; it is not closed
     * @return the image
     * @throws InvalidImageException if reading fails, or the bytes exceed the limits or are not a usable image
     */
    public static FaceImage read(InputStream in) {
        return read(in, ReadLimits.defaults());
    }

    /**
     * Reads a stream to its end, or to one byte past the limit.
     *
     * @param in the encoded image; it is not closed
     * @param limits the maximum sizes
     * @return the image
     * @throws InvalidImageException if reading fails, or the bytes exceed the limits or are not a usable image
     */
    public static FaceImage read(InputStream in, ReadLimits limits) {
        Objects.requireNonNull(in, "in");
        Objects.requireNonNull(limits, "limits");
        byte[] bytes;
        try {
            bytes = in.readNBytes((int) limits.maxBytes() + 1);
        } catch (OutOfMemoryError e) {
            throw noRoom("the stream's bytes", e);
        } catch (IOException e) {
            throw new InvalidImageException(
                    Reason.NOT_READABLE, "the stream cannot be read; pass one that is open and whole", null, e);
        }
        if (bytes.length > limits.maxBytes()) {
            throw tooManyBytes("more than " + limits.maxBytes(), limits);
        }
        return new FaceImage(bytes, limits);
    }

    static FaceImage encoded(byte[] bytes) {
        return new FaceImage(bytes, new ReadLimits(Integer.MAX_VALUE - 8L, (Integer.MAX_VALUE - 8L) / 3));
    }

    private static byte[] withinHeap(Supplier<byte[]> allocation, long size) {
        try {
            return allocation.get();
        } catch (OutOfMemoryError e) {
            throw noRoom(size + " bytes", e);
        }
    }

    private static InvalidImageException noRoom(String what, OutOfMemoryError cause) {
        return new InvalidImageException(
                Reason.TOO_MANY_BYTES,
                "the Java heap has no space for " + what
                        + " of the image; send a smaller image, or run Java with a larger heap (-Xmx)",
                null,
                cause);
    }

    private static void checkSize(long size, ReadLimits limits) {
        if (size > limits.maxBytes()) {
            throw tooManyBytes(Long.toString(size), limits);
        }
    }

    private static InvalidImageException tooManyBytes(String size, ReadLimits limits) {
        return new InvalidImageException(
                Reason.TOO_MANY_BYTES,
                "the image has " + size + " bytes, but the limit is " + limits.maxBytes()
                        + "; send a smaller image, or raise ReadLimits.maxBytes");
    }

    /** Returns whether a service that reads the bytes determines the same size, orientation and colors. */
    boolean isCertain() {
        return header.certain();
    }

    /**
     * Returns the format of the encoding, detected from the first bytes.
     *
     * @return the format
     */
    public ImageFormat format() {
        return header.format();
    }

    /**
     * Returns the width of the upright image.
     *
     * @return pixels, at least 1
     */
    public int width() {
        return header.width();
    }

    /**
     * Returns the height of the upright image.
     *
     * @return pixels, at least 1
     */
    public int height() {
        return header.height();
    }

    /**
     * Returns how the stored image has to be turned to be upright: the EXIF tag 0x0112 of a JPEG, PNG or WebP; of a PNG from
     * its eXIf chunk or, if there is none, from a text chunk with the key "Raw profile type exif".
     *
     * @return 1 to 8; 1, upright as stored, also where the tag is absent or out of range
     */
    public int orientation() {
        return header.orientation();
    }

    /**
     * Returns the size as encoded.
     *
     * @return bytes, at least 1
     */
    public int sizeInBytes() {
        return bytes.length;
    }

    /**
     * Returns the encoded bytes as a stream.
     *
     * @return a new stream from the first byte on; reading never blocks, closing it does nothing
     */
    public InputStream open() {
        return new EncodedStream(bytes);
    }

    /**
     * Returns a copy of the encoded bytes.
     *
     * @return a new array
     */
    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, bytes.length);
    }

    /**
     * Returns format and sizes, for logs, and nothing of what the image shows.
     *
     * @return for example {@code FaceImage[JPEG, 640 x 480, 81234 bytes]}
     */
    @Override
    public String toString() {
        return "FaceImage[" + format() + ", " + width() + " x " + height() + ", " + bytes.length + " bytes]";
    }
}
