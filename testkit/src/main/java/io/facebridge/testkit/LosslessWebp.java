package io.facebridge.testkit;

import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Writes pixels as a lossless WebP file (RFC 9649), which ImageIO cannot: without any compression, every component in
 * eight bits.
 */
final class LosslessWebp {
    private static final int OVERHEAD = 64;

    private final ByteBuffer out;
    private long pending;
    private int count;

    private LosslessWebp(int pixels) {
        out = ByteBuffer.allocate(OVERHEAD + 3 * pixels).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Transparency is not written. */
    static byte[] of(BufferedImage image) {
        return new LosslessWebp(image.getWidth() * image.getHeight()).write(image);
    }

    private byte[] write(BufferedImage image) {
        out.put("RIFF\0\0\0\0WEBPVP8L\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1));
        bits(0x2F, 8);
        bits(image.getWidth() - 1, 14);
        bits(image.getHeight() - 1, 14);
        bits(0, 1 + 3); // no alpha, version 0
        bits(0, 1 + 1 + 1); // no transform, no color cache, one group of prefix codes
        eightBits(); // green
        eightBits(); // red
        eightBits(); // blue
        onlySymbol(255); // alpha
        onlySymbol(0); // distances, of which there are none
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                int rgb = image.getRGB(x, y);
                component(rgb >> 8);
                component(rgb >> 16);
                component(rgb);
            }
        }
        bits(0, 7);
        int length = out.position();
        out.putInt(16, length - 20);
        int padded = length + length % 2;
        out.putInt(4, padded - 8);
        byte[] file = new byte[padded];
        out.get(0, file, 0, length);
        return file;
    }

    /** A code in which the first 256 symbols have a length of eight bits each. */
    private void eightBits() {
        bits(0, 1);
        bits(8, 4); // twelve lengths of the code of lengths follow, in an order in which that of 8 is the twelfth
        bits(0, 3 * 11);
        bits(1, 3); // 8 is the only symbol and takes no bits
        bits(1, 1);
        bits(3, 3); // the number of lengths has eight bits
        bits(256 - 2, 8);
    }

    private void onlySymbol(int symbol) {
        bits(1, 1);
        bits(0, 1);
        bits(1, 1);
        bits(symbol, 8);
    }

    /** Words of a prefix code begin with their highest bit. */
    private void component(int value) {
        bits(Integer.reverse(value) >>> 24, 8);
    }

    private void bits(long value, int bits) {
        pending |= value << count;
        count += bits;
        while (count >= 8) {
            out.put((byte) pending);
            pending >>>= 8;
            count -= 8;
        }
    }
}
