package io.facebridge.spi;

import io.facebridge.InvalidImageException;
import io.facebridge.image.FaceImage;
import io.facebridge.image.internal.HeapRoom;
import io.facebridge.image.internal.PictureDecoder;
import java.util.Base64;

/** The encoded bytes of a picture without a copy, for providers that hand them to a vendor's client. */
public final class ImageBytes {
    private ImageBytes() {}

    /**
     * The encoded bytes.
     *
     * @param image the picture
     * @return the live array, which must not be changed, nor handed to code that might
     */
    public static byte[] of(FaceImage image) {
        return PictureDecoder.bytes(image);
    }

    /**
     * The encoded bytes in Base64, for providers whose requests are text.
     *
     * @param image the picture
     * @return without line breaks
     * @throws InvalidImageException if the heap has no room for the text
     */
    public static String base64(FaceImage image) {
        byte[] bytes = of(image);
        return HeapRoom.within(bytes.length * 8L / 3, () -> Base64.getEncoder().encodeToString(bytes));
    }
}
