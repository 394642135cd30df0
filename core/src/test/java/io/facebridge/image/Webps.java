package io.facebridge.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/** WebP files of 45 x 34 pixels, {@link SyntheticImages#gradient} put through {@code cwebp}, and their parts. */
final class Webps {
    static final int WIDTH = 45;
    static final int HEIGHT = 34;

    private Webps() {}

    static byte[] lossy() {
        return bytes("""
            UklGRkoBAABXRUJQVlA4ID4BAABwCQCdASotACIAPu1iq0+ppSOiMdZoATAdiWxZ8kYWIgFmQJU/8VsS5l5czkngT+7B7PXkVdA3vNTmjhFz
            4rVslYRP7UgRSHq9A0l3jCtT50R10wAA/v1eN4e9ia2odCXxQYowkYEW2Z635CGGrrDze9WufbH3pwlfOUGgqu2ZVHYnZ6KfqVkYG2ex3Jjm
            XQ42QNu8ULWzeQH+j1rsz+e/udV/1/5p/0dQKfp0aARyPeFySTA/sEATy059d+7T9/UT6kr9x8g3LNkp5e9HzGTN2EFtNH7fViZp401KSXd0
            uQ8jp8JUFvwI9zj7jBOC4FppJY6FdqUsh4YXV3Zr/2zYWs37alCI9JJF/N+oXskof/hJbgH2Ei6UJTb5777yj57762MLohsdcgtaQmnT/nRq
            1yH7wlplkVr84/eYgAA=
            """);
    }

    static byte[] lossless() {
        return bytes("""
            UklGRkQBAABXRUJQVlA4TDcBAAAvLEAIAAmAIAb8PzuI6H/KhZq2DZjyx9xvQyh/9H8CCP3BbdtIkkRvL/+Yr2tq+h5bQds2LHa740CSJNNO
            v3q27W/b/qFAkmTmsMVekh+B4PB4FkcPYLW8sCv/GJC2ABkAANhsAfMdGhWAfotGAWC45oYBtHtuGEBfLbEElMoCA4BdB1jkcCxoAOxbGo8G
            ToILrHq6icl+707i350vHv1h14BtDnkErOyBCMwgFWzgcAKUnAiDGlLBAc53NG68Y5jAqaAxaJMQMI3vh+2tGyHztNdMOjcM+tRnXh0vRgu4
            QYtOn86EUwSUoMcI0XCYhjWybGnEkBWfZXDh/u52UYCA9QzL/OiGynDeHmazPxsJBwC4BZyppeI+bmhD47MdiWY0Oj4AAABkXBLQ1wmA/0yw
            +MeiMwcAAAA=
            """);
    }

    /** With compressed alpha, more opaque to the right and below. */
    static byte[] withAlpha() {
        return bytes("""
            UklGRpoBAABXRUJQVlA4WAoAAAAQAAAALAAAIQAAQUxQSDUAAAABmTJE9D9gpm2bjsP4A3b37YmYAIVt2yAdFA7oETv4DJdTdZi/KtbKxVg5
            LnTmWXJc6PkiBQBWUDggPgEAAHAJAJ0BKi0AIgA+7WKrT6mlI6Ix1mgBMB2JbFnyRhYiAWZAlT/xWxLmXlzOSeBP7sHs9eRV0De81OaOEXPi
            tWyVhE/tSBFIer0DSXeMK1PnRHXTAAD+/V43h72Jrah0JfFBijCRgRbZnrfkIYausPN71a59sfenCV85QaCq7ZlUdidnop+pWRgbZ7HcmOZd
            DjZA27xQtbN5Af6PWBP/nv7nVf9f+af35jM2D4Qih0IQYZySZEdRBA/aBsd+7T9/UT6kr9x8g3LNkp5e9HzGTN2EFtNH7fViZp401KSXd0uQ
            8jp8JUFvwI9zj7jBOC4FppJY6FdqUsh4YXHGF2WSx69WZiu7tFjboRn6OHSGnk714qAWi2Btz048/73n86X8aW9AfEa9YnhbTXOUZujtmi65
            D9zeZbrkPsS9Y2gAAA==
            """);
    }

    private static byte[] bytes(String base64) {
        return Base64.getMimeDecoder().decode(base64);
    }

    /** A key frame of one color, of any size: all bits are zero. */
    static byte[] blankLossy(int width, int height) {
        int bits = 2048 + (width + 15) / 16 * ((height + 15) / 16) * 64;
        ByteBuffer frame = ByteBuffer.allocate(10 + 2 * bits / 8).order(ByteOrder.LITTLE_ENDIAN);
        int tag = 1 << 4 | (bits / 8) << 5;
        frame.put((byte) tag).put((byte) (tag >> 8)).put((byte) (tag >> 16));
        frame.put((byte) 0x9D).put((byte) 1).put((byte) 0x2A);
        frame.putShort((short) width).putShort((short) height);
        return chunk("VP8 ", frame.array());
    }

    /** A lossless picture of one color, of any size, which takes no bits at all for its pixels. */
    static byte[] blankLossless(int width, int height) {
        byte[] pixels = blankPixels();
        ByteBuffer payload = ByteBuffer.allocate(5 + pixels.length).order(ByteOrder.LITTLE_ENDIAN);
        payload.put((byte) 0x2F).putInt(width - 1 | (height - 1) << 14).put(pixels);
        return chunk("VP8L", payload.array());
    }

    /** The alpha of such a picture, compressed. */
    static byte[] blankAlpha() {
        return chunk("ALPH", SyntheticImages.join(new byte[] {1}, blankPixels()));
    }

    private static byte[] blankPixels() {
        // No transform, no cache, no groups; five codes, each with the symbol 0 alone.
        int bits = 0;
        for (int code = 0; code < 5; code++) {
            bits |= 1 << (3 + 4 * code);
        }
        return new byte[] {(byte) bits, (byte) (bits >> 8), (byte) (bits >> 16)};
    }

    static byte[] file(byte[]... chunks) {
        byte[] body = SyntheticImages.join(chunks);
        byte[] head = ByteBuffer.allocate(12)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(latin("RIFF"))
                .putInt(body.length + 4)
                .put(latin("WEBP"))
                .array();
        return SyntheticImages.join(head, body);
    }

    static byte[] chunk(String type, byte[] payload) {
        return ByteBuffer.allocate(8 + payload.length + payload.length % 2)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(latin(type))
                .putInt(payload.length)
                .put(payload)
                .array();
    }

    /** The chunk that says how large the picture is and what else the file holds. */
    static byte[] extended(int flags, int width, int height) {
        ByteBuffer payload = ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN);
        payload.put((byte) flags).position(4);
        number24(payload, width - 1);
        number24(payload, height - 1);
        return chunk("VP8X", payload.array());
    }

    static byte[] frame(int left, int top, byte[]... chunks) {
        ByteBuffer head = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        number24(head, left / 2);
        number24(head, top / 2);
        number24(head, WIDTH - 1);
        number24(head, HEIGHT - 1);
        return chunk("ANMF", SyntheticImages.join(head.array(), SyntheticImages.join(chunks)));
    }

    /** All chunks of a file. */
    static byte[] chunksOf(byte[] file) {
        return Arrays.copyOfRange(file, 12, file.length);
    }

    private static void number24(ByteBuffer target, int value) {
        target.put((byte) value).put((byte) (value >> 8)).put((byte) (value >> 16));
    }

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
