package io.facebridge.spi;

import io.facebridge.image.FaceImage;
import io.facebridge.image.internal.PictureDecoder;

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
}
