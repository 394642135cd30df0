package io.facebridge.image;

import io.facebridge.error.CallTimeoutException;
import io.facebridge.error.FaceBridgeException;
import io.facebridge.error.InvalidImageException;
import io.facebridge.error.InvalidImageException.Reason;
import io.facebridge.image.ImagePreparation.PreparedImage.Change;
import io.facebridge.internal.HeapRoom;
import io.facebridge.provider.Deadline;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/** Converts images to a provider's limits with as few changes as possible. Stateless and thread-safe. */
public final class ImagePreparation {
    private static final float[] QUALITIES = {0.95f, 0.9f, 0.85f, 0.75f, 0.6f};
    private static final int AVERAGED = 2;

    private final FaceImage image;
    private final ImageLimits limits;
    private final TimeLimit time;

    private ImagePreparation(FaceImage image, ImageLimits limits, TimeLimit time) {
        this.image = image;
        this.limits = limits;
        this.time = time;
    }

    /**
     * Returns the image unchanged if it fits the limits and its header leaves no doubt about size, orientation and colors;
     * otherwise turns it upright, shrinks it where it has too many pixels or bytes, and encodes it again: as JPEG if the
     * provider accepts JPEG, else as PNG. It is never enlarged. Transparent pixels become white; an image that is encoded
     * again carries no metadata, thus no location and no device. An image that fits is not decoded, so that damage in it goes
     * unnoticed here.
     *
     * @param image the image
     * @param limits the provider's limits
     * @return the image to send, and what was changed
     * @throws InvalidImageException if the image is too small, cannot be made to fit, or had to be decoded and is damaged, or
     *     if the heap has no space for its pixels, or if it is a JPEG with more scans than are decoded for an image of its
     *     size, also where it would fit
     * @throws FaceBridgeException if the thread is interrupted while it waits for the {@link PixelBudget}
     */
    public static PreparedImage prepare(FaceImage image, ImageLimits limits) {
        return prepare(image, limits, TimeLimit.none());
    }

    /**
     * Prepares an image as {@link #prepare(FaceImage, ImageLimits)} does, as a part of a call: waiting for the pixel
     * budget ends at the call's deadline, and so do decoding, shrinking and encoding, which check it with every scan
     * and every few rows.
     *
     * @param image the image
     * @param limits the provider's limits
     * @param deadline the deadline of the call
     * @return the image to send, and what was changed
     * @throws InvalidImageException if {@link #prepare(FaceImage, ImageLimits)} rejects the image
     * @throws CallTimeoutException if the deadline passed; nothing was sent
     * @throws FaceBridgeException if the thread is interrupted while it waits for the {@link PixelBudget}
     */
    public static PreparedImage prepare(FaceImage image, ImageLimits limits, Deadline deadline) {
        return prepare(image, limits, TimeLimit.of(deadline));
    }

    private static PreparedImage prepare(FaceImage image, ImageLimits limits, TimeLimit time) {
        // The image, one that is shrunk and its file are held at the same time.
        long bytes = 2L * 3 * image.width() * image.height();
        return HeapRoom.within(bytes, new ImagePreparation(image, limits, time)::prepare);
    }

    private PreparedImage prepare() {
        if (Math.min(image.width(), image.height()) < limits.minSide()) {
            throw tooSmall(image.width(), image.height());
        }
        PixelDecoder.requireBoundedWork(image);
        double scale = scaleForPixels();
        if (scale == 1
                && !mustBeTurned()
                && image.isCertain()
                && limits.formats().contains(image.format())
                && fits(image.sizeInBytes())) {
            return new PreparedImage(image, Set.of());
        }
        int width = scaled(image.width(), scale);
        int height = scaled(image.height(), scale);
        if (Math.min(width, height) < limits.minSide()) {
            throw tooSmall(width, height);
        }
        int enough = scale == 1 ? Integer.MAX_VALUE : Math.max(width, height) * AVERAGED;
        FaceImage fitting;
        long file = 2 * Math.min(limits.maxBytes(), 3L * width * height);
        long shrunk = scale == 1 ? 0 : 3L * width * height;
        try (Decoding decoding = PixelDecoder.decode(image, enough, shrunk + file, time)) {
            fitting = encode(shrunk(decoding.pixels(), width, height));
        }
        EnumSet<Change> changes = EnumSet.of(Change.RE_ENCODED);
        if (image.orientation() != 1) {
            changes.add(Change.ROTATED);
        }
        if (fitting.width() < image.width() || fitting.height() < image.height()) {
            changes.add(Change.SHRUNK);
        }
        return new PreparedImage(fitting, changes);
    }

    private Pixels shrunk(Pixels pixels, int width, int height) {
        time.check();
        return Shrinking.to(pixels, width, height);
    }

    private boolean mustBeTurned() {
        return image.orientation() != 1 && !(limits.honorsExif() && image.format() == ImageFormat.JPEG);
    }

    private boolean fits(long bytes) {
        return bytes >= limits.minBytes() && bytes <= limits.maxBytes();
    }

    private double scaleForPixels() {
        double forSide = (double) limits.maxSide() / Math.max(image.width(), image.height());
        double forPixels = Math.sqrt((double) limits.maxPixels() / ((double) image.width() * image.height()));
        return Math.min(1, Math.min(forSide, forPixels));
    }

    private static int scaled(int side, double scale) {
        return scale == 1 ? side : Math.max(1, (int) (side * scale + 1e-6));
    }

    private FaceImage encode(Pixels fullSize) {
        Pixels pixels = fullSize;
        while (true) {
            EncodedFile file = smallEnough(pixels);
            long length = file.length();
            if (length < limits.minBytes()) {
                throw new InvalidImageException(
                        Reason.TOO_SMALL,
                        "the image has " + length + " bytes when encoded, but the service needs at least "
                                + limits.minBytes() + "; send a larger one");
            }
            if (length <= limits.maxBytes()) {
                return FaceImage.encoded(file.bytes());
            }
            double scale = Math.min(0.9, Math.sqrt((double) limits.maxBytes() / length));
            int width = (int) (pixels.width() * scale);
            int height = (int) (pixels.height() * scale);
            if (Math.min(width, height) < limits.minSide()) {
                throw new InvalidImageException(
                        Reason.TOO_MANY_BYTES,
                        String.format(
                                Locale.ROOT,
                                "the image still has %d bytes at %d x %d pixels, but the service takes at most %d;"
                                        + " send one of a more ordinary shape or with less detail",
                                length,
                                pixels.width(),
                                pixels.height(),
                                limits.maxBytes()));
            }
            pixels = shrunk(fullSize, width, height);
        }
    }

    private EncodedFile smallEnough(Pixels pixels) {
        if (!limits.formats().contains(ImageFormat.JPEG)) {
            return Encoding.png(pixels, limits.maxBytes(), time);
        }
        EncodedFile file = Encoding.jpeg(pixels, QUALITIES[0], limits.maxBytes(), time);
        for (int i = 1; i < QUALITIES.length && file.length() > limits.maxBytes(); i++) {
            file = Encoding.jpeg(pixels, QUALITIES[i], limits.maxBytes(), time);
        }
        return file;
    }

    private InvalidImageException tooSmall(int width, int height) {
        boolean shrunk = width != image.width() || height != image.height();
        return new InvalidImageException(
                Reason.TOO_SMALL,
                String.format(
                        Locale.ROOT,
                        "the image is %d x %d pixels%s, but the service needs at least %d on both sides; send a larger"
                                + " image, or one of a more ordinary shape",
                        width,
                        height,
                        shrunk ? " once shrunk to the service's largest size" : "",
                        limits.minSide()));
    }

    /**
     * An image within a provider's limits, and the changes made to it.
     *
     * @param image the image to send
     * @param changes in the order of the enum, unmodifiable; empty if {@code image} is the unchanged original
     */
    public record PreparedImage(FaceImage image, Set<Change> changes) {
        /**
         * Creates a result. Copies the changes.
         *
         * @param image the image to send
         * @param changes in the order of the enum, unmodifiable; empty if {@code image} is the unchanged original
         */
        public PreparedImage {
            Objects.requireNonNull(image, "image");
            EnumSet<Change> copy = EnumSet.noneOf(Change.class);
            copy.addAll(changes);
            changes = Collections.unmodifiableSet(copy);
        }

        /** A change that makes an image fit. More may be added. */
        public enum Change {
            /**
             * The pixels were turned according to the EXIF orientation. Boxes do not change: they refer to the upright
             * image.
             */
            ROTATED,
            /** The number of pixels was reduced. Boxes, being fractions, do not change. */
            SHRUNK,
            /** The pixels were encoded again, without any metadata; part of every change. */
            RE_ENCODED
        }
    }
}
