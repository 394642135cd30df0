package io.facebridge.tencent.internal;

import io.facebridge.image.FaceImage;
import io.facebridge.image.ImageDecoder;
import io.facebridge.image.ImageFormat;
import io.facebridge.image.ImageLimits;
import io.facebridge.image.ImagePreparation;
import io.facebridge.provider.Deadline;
import io.facebridge.tencent.internal.TencentMapper.Size;
import java.util.Set;

/**
 * An image within the service's limits: at most 5 MB in Base64, sides of at least 64 pixels and up to 4,000 in a JPEG and 2,000
 * in others, PNG, JPEG or BMP, according to its API reference; upright, because only some operations are documented to rotate
 * images. So that two of them fit into a request, whose body has at most 10 MB, each is slightly smaller still.
 *
 * @param base64 the image to send, encoded once
 * @param sent the size of the image to send
 * @param original the image before it was prepared, for sizes in its pixels
 */
record TencentImages(String base64, Size sent, FaceImage original) {
    /** In Base64 that is 4,932,000: two of them and the rest of a request stay below 10,000,000. */
    private static final int MAX_BYTES = 3_699_000;

    private static final ImageLimits JPEG = limits(4_000);
    private static final ImageLimits OTHERS = limits(2_000);

    /** Prepares an image with as few changes as necessary; a part of the call. */
    static TencentImages prepare(FaceImage image, Deadline deadline) {
        FaceImage fitting = ImagePreparation.prepare(
                        image, image.format() == ImageFormat.JPEG ? JPEG : OTHERS, deadline)
                .image();
        return new TencentImages(
                ImageDecoder.encodedBase64(fitting), new Size(fitting.width(), fitting.height()), image);
    }

    @Override
    public String toString() {
        return "TencentImages[" + original + "]";
    }

    private static ImageLimits limits(int maxSide) {
        return ImageLimits.builder()
                .formats(Set.of(ImageFormat.JPEG, ImageFormat.PNG, ImageFormat.BMP))
                .maxBytes(MAX_BYTES)
                .minSide(64)
                .maxSide(maxSide)
                .honorsExif(false)
                .build();
    }
}
