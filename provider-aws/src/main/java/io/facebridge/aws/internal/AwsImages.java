package io.facebridge.aws.internal;

import io.facebridge.aws.S3Location;
import io.facebridge.image.FaceImage;
import io.facebridge.image.ImageDecoder;
import io.facebridge.image.ImageFormat;
import io.facebridge.image.ImageLimits;
import io.facebridge.image.ImagePreparation;
import io.facebridge.provider.Deadline;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.rekognition.model.Image;
import software.amazon.awssdk.services.rekognition.model.S3Object;

/**
 * An image within Rekognition's limits (JPEG or PNG of 5 MiB, sides of 80 to 10,000 pixels, according to its developer guide),
 * and upright if Rekognition would not rotate it, which it does for JPEG only.
 *
 * @param sent the image to send
 * @param original the image before it was prepared, for sizes in its pixels, or {@code null} if Rekognition fetches it itself
 */
record AwsImages(Image sent, @Nullable FaceImage original) {
    private static final ImageLimits JPEG = limits(true);
    private static final ImageLimits OTHERS = limits(false);

    /** Prepares an image with as few changes as necessary, and without a copy if it fits; a part of the call. */
    static AwsImages prepare(FaceImage image, Deadline deadline) {
        FaceImage fitting = ImagePreparation.prepare(
                        image, image.format() == ImageFormat.JPEG ? JPEG : OTHERS, deadline)
                .image();
        SdkBytes bytes = SdkBytes.fromByteArrayUnsafe(ImageDecoder.encodedBytes(fitting));
        return new AwsImages(Image.builder().bytes(bytes).build(), image);
    }

    static AwsImages in(S3Location place) {
        S3Object object = S3Object.builder()
                .bucket(place.bucket())
                .name(place.name())
                .version(place.version())
                .build();
        return new AwsImages(Image.builder().s3Object(object).build(), null);
    }

    private static ImageLimits limits(boolean honorsExif) {
        return ImageLimits.builder()
                .formats(Set.of(ImageFormat.JPEG, ImageFormat.PNG))
                .maxBytes(5 * 1024 * 1024)
                .minSide(80)
                .maxSide(10_000)
                .honorsExif(honorsExif)
                .build();
    }
}
