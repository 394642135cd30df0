package io.facebridge.image.internal;

import com.drew.imaging.FileType;
import com.drew.imaging.FileTypeDetector;
import com.drew.imaging.jpeg.JpegProcessingException;
import com.drew.imaging.jpeg.JpegSegmentData;
import com.drew.imaging.jpeg.JpegSegmentReader;
import com.drew.imaging.jpeg.JpegSegmentType;
import com.drew.imaging.png.PngHeader;
import com.drew.imaging.png.PngProcessingException;
import com.drew.lang.SequentialByteArrayReader;
import com.drew.metadata.Directory;
import com.drew.metadata.Metadata;
import com.drew.metadata.bmp.BmpHeaderDirectory;
import com.drew.metadata.bmp.BmpReader;
import com.drew.metadata.exif.ExifReader;
import com.drew.metadata.gif.GifHeaderDirectory;
import com.drew.metadata.gif.GifReader;
import com.drew.metadata.jpeg.JpegDirectory;
import com.drew.metadata.jpeg.JpegReader;
import io.facebridge.InvalidImageException;
import io.facebridge.InvalidImageException.Reason;
import io.facebridge.image.ImageFormat;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the first bytes of a picture say about it.
 *
 * @param format told from the magic bytes
 * @param storedWidth pixels, before turning
 * @param storedHeight pixels, before turning
 * @param orientation EXIF, 1 to 8
 */
public record ImageHeader(ImageFormat format, int storedWidth, int storedHeight, int orientation) {
    private static final int BMP_FILE_HEADER = 14;
    private static final int GIF_HEADER = 13;
    private static final int TEXT_SAMPLE = 64;

    /**
     * Reads the header, without decoding pixels, allocating no more than a copy of the metadata that is there.
     *
     * @param bytes the encoded picture, at least one byte
     * @return what was found
     * @throws InvalidImageException if it is no picture that can be used
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
                        format, "its header says " + header.storedWidth + " x " + header.storedHeight + " pixels");
            }
            return header;
        } catch (EOFException e) {
            throw Invalid.truncated(format, "its header is not whole", e);
        } catch (IOException | JpegProcessingException | PngProcessingException e) {
            throw Invalid.corrupt(format, "its header cannot be read", e);
        } catch (InvalidImageException e) {
            throw e;
        } catch (RuntimeException e) {
            // The metadata library meets crafted headers with whatever its arithmetic throws.
            throw Invalid.corrupt(format, "its header cannot be read", e);
        }
    }

    /**
     * The width of the upright picture.
     *
     * @return pixels
     */
    public int width() {
        return orientation < 5 ? storedWidth : storedHeight;
    }

    /**
     * The height of the upright picture.
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

    private static ImageHeader jpeg(byte[] bytes) throws IOException, JpegProcessingException {
        List<JpegSegmentType> wanted = new ArrayList<>();
        new JpegReader().getSegmentTypes().forEach(wanted::add);
        List<JpegSegmentType> frames = List.copyOf(wanted);
        wanted.add(JpegSegmentType.APP1);
        JpegSegmentData segments = JpegSegmentReader.readSegments(new FewSegments(bytes), wanted);
        for (JpegSegmentType frame : frames) {
            byte[] segment = segments.getSegment(frame);
            if (segment != null) {
                Metadata metadata = new Metadata();
                new JpegReader().extract(segment, metadata, frame);
                return new ImageHeader(
                        ImageFormat.JPEG,
                        number(metadata, JpegDirectory.class, JpegDirectory.TAG_IMAGE_WIDTH, ImageFormat.JPEG),
                        number(metadata, JpegDirectory.class, JpegDirectory.TAG_IMAGE_HEIGHT, ImageFormat.JPEG),
                        exif(segments.getSegments(JpegSegmentType.APP1)));
            }
        }
        throw Invalid.truncated(ImageFormat.JPEG, "there is no frame header");
    }

    private static int exif(Iterable<byte[]> segments) {
        for (byte[] segment : segments) {
            if (ExifReader.startsWithJpegExifPreamble(segment)) {
                return ExifOrientation.read(segment, ExifReader.JPEG_SEGMENT_PREAMBLE.length());
            }
        }
        return ExifOrientation.UPRIGHT;
    }

    private static ImageHeader png(byte[] bytes) throws PngProcessingException {
        byte[] ihdr = PngStructure.ihdr(bytes);
        PngHeader header = new PngHeader(ihdr);
        byte[] exif = PngStructure.exif(bytes);
        return new ImageHeader(
                ImageFormat.PNG,
                header.getImageWidth(),
                header.getImageHeight(),
                exif == null ? ExifOrientation.UPRIGHT : ExifOrientation.read(exif, 0));
    }

    private static ImageHeader bmp(byte[] bytes) {
        // Only the fixed part: further on the library would allocate what a colour profile's length field says.
        byte[] head = Arrays.copyOf(bytes, Math.min(bytes.length, BmpStructure.LONGEST_HEAD));
        Metadata metadata = new Metadata();
        new BmpReader().extract(new SequentialByteArrayReader(head), metadata);
        int height = number(metadata, BmpHeaderDirectory.class, BmpHeaderDirectory.TAG_IMAGE_HEIGHT, ImageFormat.BMP);
        return new ImageHeader(
                ImageFormat.BMP,
                number(metadata, BmpHeaderDirectory.class, BmpHeaderDirectory.TAG_IMAGE_WIDTH, ImageFormat.BMP),
                Math.abs(height), // negative where the rows run from top to bottom
                ExifOrientation.UPRIGHT);
    }

    private static ImageHeader gif(byte[] bytes) {
        // Only the fixed part: the library would parse XMP and much else that the rest may hold.
        byte[] head = Arrays.copyOf(bytes, Math.min(bytes.length, GIF_HEADER));
        Metadata metadata = new Metadata();
        new GifReader().extract(new SequentialByteArrayReader(head), metadata);
        return new ImageHeader(
                ImageFormat.GIF,
                number(metadata, GifHeaderDirectory.class, GifHeaderDirectory.TAG_IMAGE_WIDTH, ImageFormat.GIF),
                number(metadata, GifHeaderDirectory.class, GifHeaderDirectory.TAG_IMAGE_HEIGHT, ImageFormat.GIF),
                ExifOrientation.UPRIGHT);
    }

    private static ImageHeader webp(byte[] bytes) {
        WebpStructure structure = WebpStructure.of(bytes);
        return new ImageHeader(ImageFormat.WEBP, structure.width(), structure.height(), structure.orientation());
    }

    private static int number(Metadata metadata, Class<? extends Directory> type, int tag, ImageFormat format) {
        Directory directory = metadata.getFirstDirectoryOfType(type);
        Integer value = directory == null ? null : directory.getInteger(tag);
        if (value == null) {
            throw Invalid.truncated(format, "its header is not whole");
        }
        return value;
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
        if (startsWith(bytes, 'B', 'M') && BmpStructure.looksLikeOne(bytes, BMP_FILE_HEADER)) {
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
            return Invalid.unsupported("A file of the kind " + name);
        }
        if (isText(bytes)) {
            return new InvalidImageException(
                    Reason.UNSUPPORTED_FORMAT,
                    "The bytes are text (" + (firstVisible(bytes) == '<' ? "HTML, XML or SVG" : "not markup")
                            + "), not a picture; check where they came from and send a JPEG or PNG.");
        }
        return new InvalidImageException(
                Reason.UNSUPPORTED_FORMAT, "The bytes are not a picture of any known kind; send a JPEG or PNG.");
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

    /** Refuses a picture made of millions of empty segments, each of which would become an object. */
    private static final class FewSegments extends SequentialByteArrayReader {
        private static final int MOST = 4096;

        private int count;

        FewSegments(byte[] bytes) {
            super(bytes);
        }

        @Override
        public byte[] getBytes(int length) throws IOException {
            if (++count > MOST) {
                throw new IOException("More than " + MOST + " segments");
            }
            return super.getBytes(length);
        }
    }
}
