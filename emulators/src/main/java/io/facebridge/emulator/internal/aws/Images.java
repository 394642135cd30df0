package io.facebridge.emulator.internal.aws;

import io.facebridge.error.InvalidImageException;
import io.facebridge.image.FaceImage;
import io.facebridge.image.ImageFormat;
import io.facebridge.image.ReadLimits;
import java.util.Base64;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The structure {@code Image}: bytes in the request, or an object, within the service's limits. */
final class Images {
    private static final int MAX_BYTES = 5 << 20;
    private static final int MAX_OBJECT_BYTES = 15 << 20;
    private static final int MIN_SIDE = 80;
    private static final int MAX_SIDE = 10_000;
    private static final ReadLimits LIMITS = new ReadLimits(MAX_OBJECT_BYTES, (long) MAX_SIDE * MAX_SIDE);
    private static final Input.TextShape BUCKET = new Input.TextShape(3, 255, "[0-9A-Za-z\\.\\-_]*");
    private static final Input.TextShape NAME = new Input.TextShape(1, 1024, "[\\s\\S]*");

    private final Store store;

    Images(Store store) {
        this.store = store;
    }

    FaceImage read(Input input, String name) {
        Input image = input.structure(name);
        byte[] bytes = bytes(image);
        Input object = image.optionalStructure("S3Object");
        if ((bytes == null) == (object == null)) {
            throw RefusedException.invalidParameter("an image needs either Bytes or S3Object");
        }
        return decode(bytes != null ? bytes : object(object));
    }

    private static byte @Nullable [] bytes(Input image) {
        String text = image.optionalOpaque("Bytes");
        if (text == null) {
            return null;
        }
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw RefusedException.serialization("Base64 is expected at " + image.pathOf("Bytes"));
        }
        if (bytes.length < 1 || bytes.length > MAX_BYTES) {
            throw RefusedException.constraint(
                    image.pathOf("Bytes"),
                    "of " + bytes.length + " bytes",
                    bytes.length < 1
                            ? "Member must have length greater than or equal to 1"
                            : "Member must have length less than or equal to " + MAX_BYTES);
        }
        return bytes;
    }

    private byte[] object(@Nullable Input object) {
        if (object == null) {
            throw new AssertionError("checked by the caller");
        }
        byte[] bytes = store.object(object.text("Bucket", BUCKET), object.text("Name", NAME));
        object.optionalText("Version", NAME);
        if (bytes == null) {
            throw RefusedException.noObject();
        }
        if (bytes.length > MAX_OBJECT_BYTES) {
            throw RefusedException.imageTooLarge(
                    "Image size is too large: " + bytes.length + " bytes of at most " + MAX_OBJECT_BYTES);
        }
        return bytes;
    }

    private static FaceImage decode(byte[] bytes) {
        FaceImage image = refusing(() -> FaceImage.of(bytes, LIMITS));
        if (image.format() != ImageFormat.JPEG && image.format() != ImageFormat.PNG) {
            throw RefusedException.imageFormat();
        }
        if (Math.max(image.width(), image.height()) > MAX_SIDE) {
            throw RefusedException.imageTooLarge("Input image dimensions " + image.width() + " x " + image.height()
                    + " exceed maximum dimension size of " + MAX_SIDE + " pixels");
        }
        if (Math.min(image.width(), image.height()) < MIN_SIDE) {
            throw RefusedException.invalidParameters();
        }
        return image;
    }

    /** What is analyzed in an image, or the service's error response to one that cannot be read completely. */
    static <T extends @Nullable Object> T refusing(Supplier<T> analysis) {
        try {
            return analysis.get();
        } catch (InvalidImageException e) {
            throw switch (e.reason()) {
                case TOO_MANY_PIXELS -> RefusedException.imageTooLarge("Image dimensions exceed the maximum limit.");
                case TOO_SMALL -> RefusedException.invalidParameters();
                default -> RefusedException.imageFormat();
            };
        }
    }
}
