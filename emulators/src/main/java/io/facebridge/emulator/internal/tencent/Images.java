package io.facebridge.emulator.internal.tencent;

import io.facebridge.error.InvalidImageException;
import io.facebridge.image.FaceImage;
import io.facebridge.image.ImageFormat;
import io.facebridge.image.ReadLimits;
import java.util.Base64;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Images in requests, within the service's limits. */
final class Images {
    private static final int MOST_BASE_64 = 5 << 20;
    private static final int SMALLEST_SIDE = 64;
    private static final int LARGEST_SIDE_JPEG = 4_000;
    private static final int LARGEST_SIDE = 2_000;
    private static final ReadLimits LIMITS =
            new ReadLimits(MOST_BASE_64, (long) LARGEST_SIDE_JPEG * LARGEST_SIDE_JPEG * 4);

    private Images() {}

    /** The image of a request; addresses are never fetched. */
    static FaceImage read(Input input, String image, String url) {
        String address = input.optionalText(url);
        if (address != null && !address.isEmpty()) {
            throw RefusedException.failed("ImageDownloadError", "The emulator fetches nothing.");
        }
        return decode(input.optionalText(image));
    }

    static FaceImage read(Input input) {
        return read(input, "Image", "Url");
    }

    static FaceImage decode(@Nullable String base64) {
        if (base64 == null || base64.isEmpty()) {
            throw RefusedException.value("ImageEmpty", "The image is empty.");
        }
        if (base64.length() > MOST_BASE_64) {
            throw RefusedException.failed("ImageSizeExceed", "The image has more than 5 MB in Base64.");
        }
        FaceImage image;
        try {
            image = FaceImage.of(Base64.getDecoder().decode(base64), LIMITS);
        } catch (IllegalArgumentException e) {
            throw notDecoded();
        } catch (InvalidImageException e) {
            throw refusal(e);
        }
        if (image.format() == ImageFormat.GIF || image.format() == ImageFormat.WEBP) {
            throw notDecoded();
        }
        int largest = image.format() == ImageFormat.JPEG ? LARGEST_SIDE_JPEG : LARGEST_SIDE;
        if (Math.max(image.width(), image.height()) > largest) {
            throw RefusedException.failed("ImageResolutionExceed", "The image has too many pixels.");
        }
        if (Math.min(image.width(), image.height()) < SMALLEST_SIDE) {
            throw RefusedException.failed("ImageResolutionTooSmall", "The image's shorter side is below 64 pixels.");
        }
        return image;
    }

    /** What is seen in an image, or the service's error response to one that cannot be read completely. */
    static <T> T refusing(Supplier<T> look) {
        try {
            return look.get();
        } catch (InvalidImageException e) {
            throw refusal(e);
        }
    }

    private static RefusedException refusal(InvalidImageException e) {
        return switch (e.reason()) {
            case TOO_MANY_PIXELS -> RefusedException.failed("ImageResolutionExceed", "The image has too many pixels.");
            case TOO_SMALL ->
                RefusedException.failed("ImageResolutionTooSmall", "The image's shorter side is below 64 pixels.");
            default -> notDecoded();
        };
    }

    private static RefusedException notDecoded() {
        return RefusedException.failed("ImageDecodeFailed", "The image cannot be decoded.");
    }
}
