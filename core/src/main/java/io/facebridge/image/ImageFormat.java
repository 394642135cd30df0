package io.facebridge.image;

/** The formats of encoded images that can be read. Detected from the first bytes, never from a file name. */
public enum ImageFormat {
    /** JPEG: gray, color, CMYK and YCCK; baseline and progressive. */
    JPEG("image/jpeg"),
    /** PNG of any color type and depth; of an animated one, the default image. */
    PNG("image/png"),
    /** Windows and OS/2 bitmap, not compressed. */
    BMP("image/bmp"),
    /** GIF, of which only the first frame is read; a screen smaller than the frame is enlarged to contain it. */
    GIF("image/gif"),
    /** WebP, lossy and lossless, with and without transparency; of an animated one, the first frame. */
    WEBP("image/webp");

    private final String mediaType;

    ImageFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    /**
     * Returns the registered media type.
     *
     * @return for example {@code image/jpeg}
     */
    public String mediaType() {
        return mediaType;
    }
}
