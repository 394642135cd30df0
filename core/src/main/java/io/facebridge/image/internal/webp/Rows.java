package io.facebridge.image.internal.webp;

import java.io.IOException;

/** Takes the rows of an image, each once and from the top. */
public interface Rows {
    /**
     * Returns whether a row is needed, so that others need not be converted.
     *
     * @param y the row
     * @return whether {@link #accept} is to be called for it
     */
    boolean wants(int y);

    /**
     * Takes a row.
     *
     * @param y the row
     * @param bgr blue, green and red of each pixel; only until this returns
     * @throws IOException if what belongs to the row cannot be read
     */
    void accept(int y, byte[] bgr) throws IOException;
}
