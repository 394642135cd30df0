package io.facebridge.azure.internal;

import io.facebridge.image.FaceImage;
import io.facebridge.image.ImageDecoder;
import io.facebridge.image.ImageFormat;
import io.facebridge.image.ImageLimits;
import io.facebridge.image.ImagePreparation;
import io.facebridge.provider.Deadline;
import java.util.Set;

/**
 * An image within the service's limits: JPEG, PNG, BMP or GIF of 1 KB to 6 MB with sides of 36 to 4,096 pixels, according to
 * its documentation, and upright if the service would not rotate it, which it is documented to do for JPEG only.
 *
 * @param sent the image that is sent, whose pixels the service's answers count
 * @param original the image before it was prepared, for sizes in its pixels
 */
record AzureImages(FaceImage sent, FaceImage original) {
    private static final int MAX_BYTES = 6 * 1024 * 1024;
    private static final ImageLimits JPEG = limits(true);
    private static final ImageLimits OTHERS = limits(false);

    /** Prepares an image with as few changes as necessary, and without a copy if it fits; a part of the call. */
    static AzureImages prepare(FaceImage image, Deadline deadline) {
        FaceImage fitting = ImagePreparation.prepare(
                        image, image.format() == ImageFormat.JPEG ? JPEG : OTHERS, deadline)
                .image();
        return new AzureImages(fitting, image);
    }

    /** Returns the bytes to send, which must not be changed. */
    byte[] bytes() {
        return ImageDecoder.encodedBytes(sent);
    }

    @Override
    public String toString() {
        return "AzureImages[" + original + "]";
    }

    private static ImageLimits limits(boolean honorsExif) {
        return ImageLimits.builder()
                .formats(Set.of(ImageFormat.JPEG, ImageFormat.PNG, ImageFormat.BMP, ImageFormat.GIF))
                .minBytes(1024)
                .maxBytes(MAX_BYTES)
                .minSide(36)
                .maxSide(4_096)
                .honorsExif(honorsExif)
                .build();
    }
}
