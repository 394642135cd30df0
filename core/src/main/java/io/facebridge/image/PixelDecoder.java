package io.facebridge.image;

import io.facebridge.error.CallTimeoutException;
import io.facebridge.error.InvalidImageException;
import io.facebridge.error.InvalidImageException.Reason;
import io.facebridge.image.JpegStructure.ColorModel;
import io.facebridge.internal.HeapRoom;
import java.awt.image.BufferedImage;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Objects;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import org.jspecify.annotations.Nullable;

/** Turns an encoded image into upright pixels, or says why not. */
final class PixelDecoder {
    // Four samples of a pixel, and what the reader makes of them before they become ours.
    private static final int CMYK_BYTES = 7;

    private final byte[] bytes;
    private final ImageHeader header;
    private final int step;
    private final TimeLimit limit;

    private PixelDecoder(byte[] bytes, ImageHeader header, int step, TimeLimit limit) {
        this.bytes = bytes;
        this.header = header;
        this.step = step;
        this.limit = limit;
    }

    /**
     * Decodes, having waited for the process-wide pixel budget.
     *
     * @param image the image
     * @param minLongSide what the longer side shall at least keep, if it has that much
     * @return the pixels; to be closed
     * @throws InvalidImageException if the image is truncated, damaged or of an unusual kind, or the heap has no room
     *     for its pixels
     */
    public static Decoding decode(FaceImage image, int minLongSide) {
        return decode(image, minLongSide, 0, TimeLimit.none());
    }

    /**
     * Decodes for a call, having waited for the process-wide pixel budget until the call's deadline at most.
     *
     * @param image the image
     * @param minLongSide what the longer side shall at least keep, if it has that much
     * @param beside bytes of heap that the caller will allocate while it holds the pixels, part of their share
     * @param limit until when it may take
     * @return the pixels; to be closed
     * @throws InvalidImageException if the image is truncated, damaged or of an unusual kind, or the heap has no room
     *     for its pixels and what is beside them
     * @throws CallTimeoutException if the deadline passed
     */
    public static Decoding decode(FaceImage image, int minLongSide, long beside, TimeLimit limit) {
        byte[] bytes = bytes(image);
        ImageHeader header = ImageHeader.read(bytes);
        int step = step(Math.max(header.width(), header.height()), minLongSide);
        PixelDecoder decoder = new PixelDecoder(bytes, header, step, limit);
        int width = Sampling.size(header.storedWidth(), step);
        int height = Sampling.size(header.storedHeight(), step);
        long pixels = (long) width * height;
        Plan plan = HeapRoom.within(bytes.length, () -> decoder.plan(pixels));
        HeapRoom.require(Math.max(plan.heap(), pixels * Pixels.BYTES + beside));
        long kept = pixels + inPixels(beside);
        PixelBudget.Reservation share = limit.reserve(Math.max(kept, inPixels(plan.heap() + plan.outside())));
        boolean done = false;
        try {
            Decoding decoding = new Decoding(decoder.decode(plan, width, height), step, share);
            share.shrinkTo(kept);
            done = true;
            return decoding;
        } finally {
            if (!done) {
                share.close();
            }
        }
    }

    /**
     * Refuses an image that takes more work to be decoded than its size says, having read its structure alone. Damage is not
     * looked for.
     *
     * @param image the image
     * @throws InvalidImageException if it is a JPEG with too many scans
     */
    public static void requireBoundedWork(FaceImage image) {
        if (image.format() == ImageFormat.JPEG) {
            try {
                HeapRoom.within(image.sizeInBytes(), () -> JpegStructure.of(bytes(image)));
            } catch (InvalidImageException e) {
                if (e.reason() == Reason.TOO_MANY_SCANS) {
                    throw e;
                }
            }
        }
    }

    /** As many pixels as would take as much. */
    private static long inPixels(long bytes) {
        return (bytes + Pixels.BYTES - 1) / Pixels.BYTES;
    }

    /**
     * The encoded bytes.
     *
     * @param image the image
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

    /**
     * What a decoder reads, and what it takes.
     *
     * @param source what is left of the file
     * @param codec which decoder of a library; null for WebP, which is decoded here
     * @param profile of the colors, if there is one to be applied
     * @param heap the most bytes of heap that are allocated at the same time
     * @param outside bytes that the decoder allocates outside of the heap
     */
    @SuppressWarnings("ArrayRecordComponent")
    private record Plan(Slices source, @Nullable Codec codec, byte @Nullable [] profile, long heap, long outside) {}

    private Plan plan(long pixels) {
        long turned = header.orientation() == 1 ? 0 : Pixels.BYTES * pixels;
        return switch (header.format()) {
            case JPEG -> {
                JpegStructure structure = JpegStructure.of(bytes);
                int image = structure.isCmyk() ? CMYK_BYTES : structure.colorModel() == ColorModel.GRAY ? 1 : 0;
                yield new Plan(
                        structure.essential(),
                        structure.isCmyk() ? Codec.CMYK_JPEG : Codec.JPEG,
                        structure.isCmyk() ? null : structure.profile(),
                        pixels * Pixels.BYTES + Math.max(pixels * image, turned),
                        structure.coefficientBytes());
            }
            case PNG -> {
                PngStructure structure = PngStructure.of(bytes);
                yield new Plan(
                        structure.essential(),
                        Codec.PNG,
                        structure.profile(),
                        pixels * Pixels.BYTES + Math.max(pixels * PngStructure.bytesPerPixel(bytes), turned),
                        0);
            }
            case BMP -> {
                BmpStructure structure = BmpStructure.of(bytes);
                yield new Plan(
                        structure.essential(), Codec.BMP, null, pixels * (Pixels.BYTES + structure.bytesPerPixel()), 0);
            }
            case GIF -> {
                GifStructure structure = GifStructure.of(bytes);
                long frame = (long) structure.frameWidth() * structure.frameHeight();
                long screen = step == 1 && frame == pixels ? 0 : Pixels.BYTES * pixels;
                yield new Plan(
                        structure.essential(), Codec.GIF, null, Pixels.BYTES * frame + Math.max(frame, screen), 0);
            }
            case WEBP -> {
                WebpStructure structure = WebpStructure.of(bytes);
                yield new Plan(
                        new Slices(bytes),
                        null,
                        structure.profile(),
                        pixels * Pixels.BYTES + Math.max(structure.workingBytes(), turned),
                        0);
            }
        };
    }

    private Pixels decode(Plan plan, int width, int height) {
        ImageFormat format = header.format();
        try {
            return HeapRoom.within(plan.heap(), () -> {
                Pixels stored = stored(plan);
                if (stored.width() != width || stored.height() != height) {
                    throw Invalid.corrupt(format, sizes(stored.width(), stored.height(), width, height));
                }
                limit.check();
                return Upright.turn(stored, header.orientation());
            });
        } catch (InvalidImageException | CallTimeoutException e) {
            throw e;
        } catch (RuntimeException e) {
            Throwable thrown = e instanceof UncheckedIOException io ? Objects.requireNonNull(io.getCause()) : e;
            TimeLimit.throwIfIn(thrown);
            InvalidImageException noRoom = HeapRoom.causeOf(thrown, plan.heap());
            if (noRoom != null) {
                throw noRoom;
            }
            if (thrown instanceof EOFException
                    || (thrown instanceof IOException && thrown.getCause() instanceof EOFException)) {
                throw Invalid.truncated(format, "its pixels are incomplete", thrown);
            }
            // The decoders meet crafted images with whatever their arithmetic throws.
            throw Invalid.corrupt(format, "it cannot be decoded", thrown);
        }
    }

    private Pixels stored(Plan plan) {
        try {
            if (header.format() == ImageFormat.WEBP) {
                return webp(plan);
            }
            if (plan.codec() != Codec.GIF) {
                BufferedImage image = read(plan, header.storedWidth(), header.storedHeight(), step);
                limit.check();
                return ToBgr.convert(image, ColorProfile.of(plan.profile()));
            }
            GifStructure structure = GifStructure.head(bytes);
            BufferedImage image = read(plan, structure.frameWidth(), structure.frameHeight(), 1);
            return Sampling.place(
                    ToBgr.convert(image, null),
                    structure.left(),
                    structure.top(),
                    header.storedWidth(),
                    header.storedHeight(),
                    step);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Pixels webp(Plan plan) throws IOException {
        Pixels pixels = WebpPixels.decode(bytes, WebpStructure.of(bytes), step, limit);
        ColorProfile profile = ColorProfile.of(plan.profile());
        if (profile != null && profile.isFor(3)) {
            limit.check();
            profile.toSrgb(pixels);
        }
        return pixels;
    }

    private BufferedImage read(Plan plan, int width, int height, int step) throws IOException {
        ImageReader reader = Objects.requireNonNull(plan.codec(), "codec").reader();
        try (SlicedInput input = new SlicedInput(plan.source(), limit)) {
            Complaints complaints = new Complaints(header.format(), height);
            reader.addIIOReadWarningListener(complaints);
            if (header.format() == ImageFormat.GIF) {
                reader.addIIOReadUpdateListener(complaints);
            }
            reader.addIIOReadProgressListener(new Watch(limit));
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
                "its pixels are %d x %d where its header declares %d x %d",
                width,
                height,
                headerWidth,
                headerHeight);
    }
}
