package io.facebridge.image;

import com.drew.imaging.FileType;
import com.drew.imaging.FileTypeDetector;
import com.drew.imaging.png.PngHeader;
import com.drew.imaging.png.PngProcessingException;
import io.facebridge.error.InvalidImageException;
import io.facebridge.error.InvalidImageException.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Properties of an image that its first bytes contain.
 *
 * @param format detected from the magic bytes
 * @param storedWidth pixels, before turning
 * @param storedHeight pixels, before turning
 * @param orientation EXIF, 1 to 8
 * @param certain whether other readers come to the same size, orientation and colors; {@code false} where the header
 *     contradicts itself or had to be read beyond what the format allows
 */
record ImageHeader(ImageFormat format, int storedWidth, int storedHeight, int orientation, boolean certain) {
    private static final int TEXT_SAMPLE = 64;

    /**
     * Reads the header, without decoding pixels, allocating no more than a copy of the metadata that is there.
     *
     * @param bytes the encoded image, at least one byte
     * @return what was found
     * @throws InvalidImageException if it is no image that can be used
     */
    public static ImageHeader read(byte[] bytes) {
        ImageFormat format = sniff(bytes);
        try {
            ImageHeader header =
                    switch (format) {
                        case JPEG -> jpeg(bytes);
                        case PNG -> png(bytes);
                        case BMP -> bmp(bytes);
                        case GIF -> gif(bytes);
                        case WEBP -> webp(bytes);
                    };
            if (header.storedWidth < 1 || header.storedHeight < 1) {
                throw Invalid.corrupt(
                        format, "its header declares " + header.storedWidth + " x " + header.storedHeight + " pixels");
            }
            return header;
        } catch (PngProcessingException e) {
            throw Invalid.corrupt(format, "its header cannot be read", e);
        } catch (InvalidImageException e) {
            throw e;
        } catch (RuntimeException e) {
            // The metadata library meets crafted headers with whatever its arithmetic throws.
            throw Invalid.corrupt(format, "its header cannot be read", e);
        }
    }

    /**
     * The width of the upright image.
     *
     * @return pixels
     */
    public int width() {
        return orientation < 5 ? storedWidth : storedHeight;
    }

    /**
     * The height of the upright image.
     *
     * @return pixels
     */
    public int height() {
        return orientation < 5 ? storedHeight : storedWidth;
    }

    /**
     * Width times height.
     *
     * @return pixels
     */
    public long pixels() {
        return (long) storedWidth * storedHeight;
    }

    private static ImageHeader jpeg(byte[] bytes) {
        JpegStructure head = JpegStructure.head(bytes);
        ExifOrientation exif = head.orientation();
        return new ImageHeader(
                ImageFormat.JPEG, head.width(), head.height(), exif.value(), exif.certain() && head.isColorCertain());
    }

    private static ImageHeader png(byte[] bytes) throws PngProcessingException {
        PngHeader header = new PngHeader(PngStructure.ihdr(bytes));
        return new ImageHeader(
                ImageFormat.PNG,
                header.getImageWidth(),
                header.getImageHeight(),
                PngStructure.orientation(bytes).value(),
                true);
    }

    private static ImageHeader bmp(byte[] bytes) {
        BmpStructure header = BmpStructure.of(bytes);
        return new ImageHeader(ImageFormat.BMP, header.width(), header.height(), 1, header.isCertain());
    }

    private static ImageHeader gif(byte[] bytes) {
        GifStructure head = GifStructure.head(bytes);
        return new ImageHeader(ImageFormat.GIF, head.width(), head.height(), 1, head.isCertain());
    }

    private static ImageHeader webp(byte[] bytes) {
        WebpStructure structure = WebpStructure.of(bytes);
        ExifOrientation exif = structure.orientation();
        return new ImageHeader(ImageFormat.WEBP, structure.width(), structure.height(), exif.value(), exif.certain());
    }

    private static ImageFormat sniff(byte[] bytes) {
        if (startsWith(bytes, 0xFF, 0xD8)) {
            return ImageFormat.JPEG;
        }
        if (startsWith(bytes, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n')) {
            return ImageFormat.PNG;
        }
        if (startsWith(bytes, 'G', 'I', 'F', '8', '7', 'a') || startsWith(bytes, 'G', 'I', 'F', '8', '9', 'a')) {
            return ImageFormat.GIF;
        }
        if (startsWith(bytes, 'B', 'M') && BmpStructure.looksLikeOne(bytes)) {
            return ImageFormat.BMP;
        }
        if (WebpStructure.starts(bytes)) {
            return ImageFormat.WEBP;
        }
        throw notAPicture(bytes);
    }

    private static boolean startsWith(byte[] bytes, int... magic) {
        for (int i = 0; i < magic.length; i++) {
            if (i >= bytes.length || (bytes[i] & 0xFF) != magic[i]) {
                return false;
            }
        }
        return true;
    }

    private static InvalidImageException notAPicture(byte[] bytes) {
        String name = foreignName(bytes);
        if (name != null) {
            return Invalid.unsupported("a file of the format " + name);
        }
        if (isText(bytes)) {
            return new InvalidImageException(
                    Reason.UNSUPPORTED_FORMAT,
                    "the bytes are text (" + (firstVisible(bytes) == '<' ? "HTML, XML or SVG" : "not markup")
                            + "), not an image; check where they came from and send a JPEG or PNG");
        }
        return new InvalidImageException(
                Reason.UNSUPPORTED_FORMAT, "the bytes are not an image of a supported format; send a JPEG or PNG");
    }

    private static @Nullable String foreignName(byte[] bytes) {
        if (startsWith(bytes, 0xFF, 0x0A) || startsWith(bytes, 0, 0, 0, 0x0C, 'J', 'X', 'L', ' ')) {
            return "JPEG XL";
        }
        if (startsWith(bytes, 0, 0, 0, 0x0C, 'j', 'P', ' ', ' ')) {
            return "JPEG 2000";
        }
        if (bytes.length < 4 || (isText(bytes) && !startsWith(bytes, '%'))) {
            return null; // the library takes some short words for the magic bytes of rare formats
        }
        try {
            FileType type = FileTypeDetector.detectFileType(new ByteArrayInputStream(bytes));
            return switch (type) {
                case Unknown, Jpeg, Png, Gif, Bmp -> null;
                case Heif -> "HEIC (HEIF)";
                default -> type.getName();
            };
        } catch (IOException | RuntimeException e) {
            return null;
        }
    }

    private static boolean isText(byte[] bytes) {
        String sample = new String(bytes, 0, Math.min(bytes.length, TEXT_SAMPLE), StandardCharsets.UTF_8);
        return sample.chars().noneMatch(c -> c < ' ' && c != '\t' && c != '\n' && c != '\r')
                && sample.indexOf('\uFFFD') < 0;
    }

    private static int firstVisible(byte[] bytes) {
        for (byte b : bytes) {
            if (b > ' ') { // bytes of a byte order mark are negative
                return b;
            }
        }
        return -1;
    }
}
