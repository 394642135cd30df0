package io.facebridge.image;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/** Makes the checksums of a damaged PNG right again, so that the damage reaches the decoder. */
final class PngSums {
    private PngSums() {}

    static void repair(byte[] png) {
        ByteBuffer buffer = ByteBuffer.wrap(png);
        int at = 8;
        while (at + 12 <= png.length) {
            int length = buffer.getInt(at);
            if (length < 0 || length > png.length - at - 12) {
                return;
            }
            CRC32 crc = new CRC32();
            crc.update(png, at + 4, length + 4);
            buffer.putInt(at + 8 + length, (int) crc.getValue());
            at += 12 + length;
        }
    }
}
