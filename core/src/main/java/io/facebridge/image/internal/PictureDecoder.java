package io.facebridge.image.internal;

import io.facebridge.InvalidImageException;
import io.facebridge.image.FaceImage;
import io.facebridge.image.ImageFormat;
import io.facebridge.image.PixelBudget;
import java.awt.image.BufferedImage;
import java.io.EOFException;
import java.io.IOException;
import java.util.Locale;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;

/** Turns an encoded picture into upright pixels, or says why not. */
public final class PictureDecoder {
    private final byte[] bytes;
    private final ImageHeader header;
    private final int step;

    private PictureDecoder(byte[] bytes, ImageHeader header, int step) {
        this.bytes = bytes;
        this.header = header;
        this.step = step;
    }

    /**
     * Decodes, having waited for the process-wide pixel budget.
     *
     * @param image the picture
     * @param minLongSide what the longer side shall at least keep, if it has that much
     * @return the pixels; to be closed
     * @throws InvalidImageException if the picture is truncated, damaged or of an unusual kind
     */
    public static Decoding decode(FaceImage image, int minLongSide) {
        byte[] bytes = bytes(image);
        ImageHeader header = ImageHeader.read(bytes);
        int step = step(Math.max(header.width(), header.height()), minLongSide);
        PictureDecoder decoder = new PictureDecoder(bytes, header, step);
        int width = Sampling.size(header.storedWidth(), step);
        int height = Sampling.size(header.storedHeight(), step);
        PixelBudget.Reservation share = PixelBudget.process().reserve((long) width * height + decoder.workingPixels());
        boolean done = false;
        try {
            Decoding decoding = new Decoding(decoder.decode(width, height), step, share);
            done = true;
            return decoding;
        } finally {
            if (!done) {
                share.close();
            }
        }
    }

    /**
     * The encoded bytes.
     *
     * @param image the picture
     * @return the live array
     */
    public static byte[] bytes(FaceImage image) {
        return ((EncodedStream) image.open()).array();
    }

    private static int step(int side, int minLongSide) {
        int step = Math.max(1, side / Math.max(1, minLongSide));
        // The offset of the first sample can cost the last one.
        while (step > 1 && Sampling.size(side, step) < minLongSide) {
            step--;
        }
        while (Sampling.size(side, step + 1) >= minLongSide && step < side) {
            step++;
        }
        return step;
    }

    /** What decoding takes besides the pixels that come out, in pixels. */
    private long workingPixels() {
        return header.format() == ImageFormat.WEBP ? WebpStructure.of(bytes).workingBytes() / Pixels.BYTES + 1 : 0;
    }

    private Pixels decode(int width, int height) {
        ImageFormat format = header.format();
        try {
            Pixels stored =
                    switch (format) {
                        case JPEG -> jpeg();
                        case PNG -> png();
                        case BMP -> bmp();
                        case GIF -> gif();
                        case WEBP -> webp();
                    };
            if (stored.width() != width || stored.height() != height) {
                throw Invalid.corrupt(format, sizes(stored.width(), stored.height(), width, height));
            }
            return Upright.turn(stored, header.orientation());
        } catch (InvalidImageException e) {
            throw e;
        } catch (EOFException e) {
            throw Invalid.truncated(format, "its pixels are not whole", e);
        } catch (IOException e) {
            throw e.getCause() instanceof EOFException
                    ? Invalid.truncated(format, "its pixels are not whole", e)
                    : Invalid.corrupt(format, "it cannot be decoded", e);
        } catch (RuntimeException e) {
            // The decoders meet crafted pictures with whatever their arithmetic throws.
            throw Invalid.corrupt(format, "it cannot be decoded", e);
        }
    }

    private Pixels jpeg() throws IOException {
        JpegStructure structure = JpegStructure.of(bytes);
        Codec codec = structure.isCmyk() ? Codec.CMYK_JPEG : Codec.JPEG;
        BufferedImage image = read(codec, structure.essential(), header.storedWidth(), header.storedHeight(), step);
        // The CMYK reader has applied the profile already.
        return ToBgr.convert(image, structure.isCmyk() ? null : ColourProfile.of(structure.profile()));
    }

    private Pixels png() throws IOException {
        PngStructure structure = PngStructure.of(bytes);
        BufferedImage image = read(Codec.PNG, structure.essential(), header.storedWidth(), header.storedHeight(), step);
        return ToBgr.convert(image, ColourProfile.of(structure.profile()));
    }

    private Pixels bmp() throws IOException {
        Slices essential = BmpStructure.essential(bytes, header.storedWidth(), header.storedHeight());
        BufferedImage image = read(Codec.BMP, essential, header.storedWidth(), header.storedHeight(), step);
        return ToBgr.convert(image, null);
    }

    private Pixels gif() throws IOException {
        GifStructure structure = GifStructure.of(bytes);
        BufferedImage image =
                read(Codec.GIF, structure.essential(), structure.frameWidth(), structure.frameHeight(), 1);
        Pixels frame = ToBgr.convert(image, null);
        return Sampling.place(
                frame, structure.left(), structure.top(), header.storedWidth(), header.storedHeight(), step);
    }

    private Pixels webp() throws IOException {
        WebpStructure structure = WebpStructure.of(bytes);
        Pixels pixels = WebpPixels.decode(bytes, structure, step);
        ColourProfile profile = ColourProfile.of(structure.profile());
        if (profile != null && profile.isFor(3)) {
            profile.toSrgb(pixels);
        }
        return pixels;
    }

    private BufferedImage read(Codec codec, Slices essential, int width, int height, int step) throws IOException {
        ImageReader reader = codec.reader();
        try (SlicedInput input = new SlicedInput(essential)) {
            Complaints complaints = new Complaints(header.format(), height);
            reader.addIIOReadWarningListener(complaints);
            if (header.format() == ImageFormat.GIF) {
                reader.addIIOReadUpdateListener(complaints);
            }
            reader.setInput(input, true, true);
            if (reader.getWidth(0) != width || reader.getHeight(0) != height) {
                throw Invalid.corrupt(header.format(), sizes(reader.getWidth(0), reader.getHeight(0), width, height));
            }
            ImageReadParam param = reader.getDefaultReadParam();
            param.setSourceSubsampling(step, step, Sampling.offset(width, step), Sampling.offset(height, step));
            BufferedImage image = reader.read(0, param);
            complaints.check();
            return image;
        } finally {
            reader.dispose();
        }
    }

    private static String sizes(int width, int height, int headerWidth, int headerHeight) {
        return String.format(
                Locale.ROOT,
                "its pixels are %d x %d where its header says %d x %d",
                width,
                height,
                headerWidth,
                headerHeight);
    }
}
