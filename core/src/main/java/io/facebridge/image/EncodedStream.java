package io.facebridge.image;

import java.io.ByteArrayInputStream;

/** The stream of an image's bytes that also knows the array, so that trusted callers need not copy it. */
final class EncodedStream extends ByteArrayInputStream {
    /**
     * Creates a stream from the first byte on.
     *
     * @param bytes not copied
     */
    public EncodedStream(byte[] bytes) {
        super(bytes);
    }

    /**
     * All bytes, read or not.
     *
     * @return the live array
     */
    public byte[] array() {
        return buf;
    }
}
