package io.facebridge.emulator.internal.azure;

import io.facebridge.error.InvalidImageException;
import io.facebridge.image.FaceImage;
import io.facebridge.image.ImageFormat;
import io.facebridge.image.ReadLimits;
import java.util.function.Supplier;

/** Images in requests, within the service's limits. */
final class Images {
    private static final int FEWEST_BYTES = 1 << 10;
    private static final int MOST_BYTES = 6 << 20;
    private static final int LARGEST_SIDE = 4096;
    private static final ReadLimits LIMITS = new ReadLimits(MOST_BYTES, (long) LARGEST_SIDE * LARGEST_SIDE);

    private Images() {}

    /** The image of a request, which holds its bytes; addresses are never fetched. */
    static FaceImage read(Input input) {
        if (input.isBytes()) {
            return decode(input.call().body());
        }
        if (input.has("url")) {
            throw RefusedException.badRequest(
                    "InvalidURL", "The emulator fetches nothing; send the image's bytes as application/octet-stream.");
        }
        throw RefusedException.body();
    }

    static FaceImage decode(byte[] bytes) {
        if (bytes.length < FEWEST_BYTES) {
            throw RefusedException.imageSize("Image size is too small.");
        }
        if (bytes.length > MOST_BYTES) {
            throw tooBig();
        }
        FaceImage image = refusing(() -> FaceImage.of(bytes, LIMITS));
        if (image.format() == ImageFormat.WEBP) {
            throw notDecoded();
        }
        if (Math.max(image.width(), image.height()) > LARGEST_SIDE) {
            throw tooBig();
        }
        return image;
    }

    /** What is seen in an image, or the service's error response to one that cannot be read completely. */
    static <T> T refusing(Supplier<T> look) {
        try {
            return look.get();
        } catch (InvalidImageException e) {
            throw switch (e.reason()) {
                case TOO_MANY_BYTES, TOO_MANY_PIXELS -> tooBig();
                case TOO_SMALL -> RefusedException.imageSize("Image size is too small.");
                default -> notDecoded();
            };
        }
    }

    private static RefusedException notDecoded() {
        return RefusedException.image("The image format is not supported, or decoding failed.");
    }

    private static RefusedException tooBig() {
        return RefusedException.imageSize("Image size is too big.");
    }
}
