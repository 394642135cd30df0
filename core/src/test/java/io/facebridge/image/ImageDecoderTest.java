package io.facebridge.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import io.facebridge.error.InvalidImageException;
import io.facebridge.error.InvalidImageException.Reason;
import io.facebridge.image.ImageDecoder.DecodedImage;
import java.awt.Color;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageDecoderTest {
    @Test
    void colors_of_lossless_pictures_are_exact() {
        BufferedImage gradient = SyntheticImages.gradient(37, 23);

        for (byte[] file : new byte[][] {
            SyntheticImages.png(gradient), SyntheticImages.interlacedPng(gradient), SyntheticImages.bmp(gradient)
        }) {
            try (DecodedImage image = ImageDecoder.decode(FaceImage.of(file))) {
                assertThat(image.width()).isEqualTo(37);
                assertThat(image.height()).isEqualTo(23);
                assertThat(image.bgr())
                        .isEqualTo(((DataBufferByte) gradient.getRaster().getDataBuffer()).getData());
            }
        }
    }

    @Test
    void colors_of_jpegs_are_close() {
        BufferedImage quarters = SyntheticImages.quarters(64, 64);

        for (byte[] file : new byte[][] {SyntheticImages.jpeg(quarters), SyntheticImages.progressiveJpeg(quarters)}) {
            try (DecodedImage image = ImageDecoder.decode(FaceImage.of(file))) {
                assertPixel(image, 10, 10, 0xFF0000, 4);
                assertPixel(image, 50, 10, 0x00FF00, 4);
                assertPixel(image, 10, 50, 0x0000FF, 4);
                assertPixel(image, 50, 50, 0xFFFFFF, 4);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 40, 128, 200, 254, 255})
    void gray_keeps_its_level(int level) {
        BufferedImage gray = SyntheticImages.gray(16, 16, level);

        for (byte[] file : new byte[][] {
            SyntheticImages.jpeg(gray),
            SyntheticImages.png(gray),
            SyntheticImages.interlacedPng(gray),
            SyntheticImages.bmp(gray),
            SyntheticImages.gif(gray)
        }) {
            assertPlain(file, level << 16 | level << 8 | level);
        }
    }

    @Test
    void gray_with_alpha_lies_over_white() {
        assertPlain(SyntheticImages.png(1, 1, 8, 4, new byte[] {0, (byte) 128, (byte) 255}), 0x808080);
        assertPlain(SyntheticImages.png(1, 1, 8, 4, new byte[] {0, (byte) 128, 0}), 0xFFFFFF);
        assertPlain(SyntheticImages.png(1, 1, 8, 4, new byte[] {0, 0, (byte) 128}), 0x7F7F7F);
    }

    @Test
    void sixteen_bits_become_eight() {
        assertPlain(SyntheticImages.png(1, 1, 16, 0, new byte[] {0, (byte) 0x80, (byte) 0x80}), 0x808080);
        assertPlain(
                SyntheticImages.png(
                        1, 1, 16, 2, new byte[] {0, (byte) 0xFF, (byte) 0xFF, (byte) 0x80, (byte) 0x80, 0, 0}),
                0xFF8000);
        assertPlain(
                SyntheticImages.png(
                        1, 1, 16, 6, new byte[] {0, (byte) 0xFF, (byte) 0xFF, 0, 0, 0, 0, (byte) 0xFF, (byte) 0xFF}),
                0xFF0000);
    }

    @Test
    void few_bits_of_grey_become_eight() {
        assertPlain(SyntheticImages.png(1, 1, 1, 0, new byte[] {0, (byte) 0x80}), 0xFFFFFF);
        assertPlain(SyntheticImages.png(1, 1, 1, 0, new byte[] {0, 0}), 0x000000);
        assertPlain(SyntheticImages.png(1, 1, 2, 0, new byte[] {0, (byte) 0x40}), 0x555555);
        assertPlain(SyntheticImages.png(1, 1, 4, 0, new byte[] {0, (byte) 0x70}), 0x777777);
    }

    @Test
    void transparency_lies_over_white() {
        BufferedImage image = new BufferedImage(4, 4, BufferedImage.TYPE_4BYTE_ABGR);
        image.setRGB(0, 0, 0xFF102030);
        image.setRGB(1, 0, 0x00FF0000);
        image.setRGB(2, 0, 0x80FF0000);

        try (DecodedImage decoded = ImageDecoder.decode(FaceImage.of(SyntheticImages.png(image)))) {
            assertPixel(decoded, 0, 0, 0x102030, 0);
            assertPixel(decoded, 1, 0, 0xFFFFFF, 0);
            assertPixel(decoded, 2, 0, 0xFF7F7F, 0);
        }
    }

    @Test
    void palettes_are_looked_up_with_their_transparency() {
        byte[] red = {(byte) 255, 10, 0};
        byte[] green = {0, 20, 0};
        byte[] blue = {0, 30, 0};
        byte[] alpha = {(byte) 255, (byte) 255, 0};
        IndexColorModel palette = new IndexColorModel(2, 3, red, green, blue, alpha);
        BufferedImage image = new BufferedImage(3, 1, BufferedImage.TYPE_BYTE_BINARY, palette);
        for (int x = 0; x < 3; x++) {
            image.getRaster().setSample(x, 0, 0, x);
        }

        for (byte[] file : new byte[][] {SyntheticImages.png(image), SyntheticImages.gif(image)}) {
            try (DecodedImage decoded = ImageDecoder.decode(FaceImage.of(file))) {
                assertPixel(decoded, 0, 0, 0xFF0000, 0);
                assertPixel(decoded, 1, 0, 0x0A141E, 0);
                assertPixel(decoded, 2, 0, 0xFFFFFF, 0);
            }
        }
    }

    @Test
    void one_bit_pictures_are_black_and_white() {
        BufferedImage image = new BufferedImage(9, 6, BufferedImage.TYPE_BYTE_BINARY);
        image.setRGB(8, 5, 0xFFFFFF);

        for (byte[] file :
                new byte[][] {SyntheticImages.png(image), SyntheticImages.bmp(image), SyntheticImages.gif(image)}) {
            try (DecodedImage decoded = ImageDecoder.decode(FaceImage.of(file))) {
                assertPixel(decoded, 0, 0, 0x000000, 0);
                assertPixel(decoded, 8, 5, 0xFFFFFF, 0);
            }
        }
    }

    @Test
    void four_inks_become_three_lights() {
        assertPlain(SyntheticImages.cmykJpeg(16, 16, 255, 255, 255, 255), 0xFFFFFF, 3);
        assertPlain(SyntheticImages.cmykJpeg(16, 16, 255, 255, 255, 0), 0x000000, 40);
        try (DecodedImage image = ImageDecoder.decode(FaceImage.of(SyntheticImages.cmykJpeg(16, 16, 255, 0, 0, 255)))) {
            Color red = new Color(image.asBufferedImage().getRGB(8, 8));
            assertThat(red.getRed()).isGreaterThan(200);
            assertThat(red.getGreen()).isLessThan(60);
            assertThat(red.getBlue()).isLessThan(70);
        }
    }

    @Test
    void an_embedded_profile_is_applied() {
        byte[] linear = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
        byte[] iccp = SyntheticImages.join(
                "linear\0\0".getBytes(StandardCharsets.ISO_8859_1), SyntheticImages.deflate(linear));
        BufferedImage plain = new BufferedImage(16, 16, BufferedImage.TYPE_3BYTE_BGR);
        fill(plain, 0x808080);

        // 128 of 255 in linear light is 188 in sRGB: 255 * (1.055 * (128 / 255) ^ (1 / 2.4) - 0.055)
        assertPlain(SyntheticImages.withProfile(SyntheticImages.jpeg(plain), linear), 0xBCBCBC, 2);
        assertPlain(SyntheticImages.withChunk(SyntheticImages.png(plain), "iCCP", iccp), 0xBCBCBC, 2);
    }

    @Test
    void an_embedded_grey_profile_is_applied() {
        byte[] linear = ICC_Profile.getInstance(ColorSpace.CS_GRAY).getData();
        byte[] iccp = SyntheticImages.join(
                "linear\0\0".getBytes(StandardCharsets.ISO_8859_1), SyntheticImages.deflate(linear));
        BufferedImage gray = SyntheticImages.gray(16, 16, 128);

        assertPlain(SyntheticImages.withProfile(SyntheticImages.jpeg(gray), linear), 0xBCBCBC, 2);
        assertPlain(SyntheticImages.withChunk(SyntheticImages.png(gray), "iCCP", iccp), 0xBCBCBC, 2);
    }

    @Test
    void a_profile_that_says_srgb_or_is_damaged_changes_nothing() {
        byte[] srgb = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();
        byte[] rubbish = new byte[500];
        BufferedImage gradient = SyntheticImages.gradient(16, 16);
        byte[] png = SyntheticImages.png(gradient);
        byte[] pixels = ((DataBufferByte) gradient.getRaster().getDataBuffer()).getData();
        byte[] jpeg = SyntheticImages.jpeg(gradient);

        for (byte[] profile : new byte[][] {srgb, rubbish}) {
            byte[] iccp = SyntheticImages.join(
                    "x\0\0".getBytes(StandardCharsets.ISO_8859_1), SyntheticImages.deflate(profile));
            assertThat(decode(SyntheticImages.withChunk(png, "iCCP", iccp))).isEqualTo(pixels);
            assertThat(decode(SyntheticImages.withProfile(jpeg, profile))).isEqualTo(decode(jpeg));
        }
        byte[] notDeflated = "x\0\0not deflated".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(decode(SyntheticImages.withChunk(png, "iCCP", notDeflated))).isEqualTo(pixels);
    }

    @Test
    void compressed_texts_are_not_unpacked() {
        byte[] bomb = SyntheticImages.join(
                "Comment\0\0".getBytes(StandardCharsets.ISO_8859_1), SyntheticImages.deflate(new byte[60_000_000]));
        BufferedImage palette = new BufferedImage(4, 4, BufferedImage.TYPE_BYTE_INDEXED);
        FaceImage image = FaceImage.of(SyntheticImages.withChunk(SyntheticImages.png(palette), "zTXt", bomb));

        assertThat(Allocation.of(() -> ImageDecoder.decode(image).close())).isLessThan(10_000_000);
    }

    @ParameterizedTest
    @CsvSource({
        "1,FF0000,00FF00,0000FF,FFFFFF",
        "2,00FF00,FF0000,FFFFFF,0000FF",
        "3,FFFFFF,0000FF,00FF00,FF0000",
        "4,0000FF,FFFFFF,FF0000,00FF00",
        "5,FF0000,0000FF,00FF00,FFFFFF",
        "6,0000FF,FF0000,FFFFFF,00FF00",
        "7,FFFFFF,00FF00,0000FF,FF0000",
        "8,00FF00,FFFFFF,FF0000,0000FF"
    })
    void pictures_are_turned_upright(
            int orientation, String topLeft, String topRight, String bottomLeft, String bottomRight) {
        byte[] png = SyntheticImages.withChunk(
                SyntheticImages.png(SyntheticImages.quarters(100, 70)), "eXIf", SyntheticImages.tiff(orientation));

        try (DecodedImage image = ImageDecoder.decode(FaceImage.of(png))) {
            int right = image.width() - 1;
            int bottom = image.height() - 1;
            assertThat(right).isEqualTo(orientation < 5 ? 99 : 69);
            assertThat(bottom).isEqualTo(orientation < 5 ? 69 : 99);
            assertPixel(image, 0, 0, Integer.parseInt(topLeft, 16), 0);
            assertPixel(image, right, 0, Integer.parseInt(topRight, 16), 0);
            assertPixel(image, 0, bottom, Integer.parseInt(bottomLeft, 16), 0);
            assertPixel(image, right, bottom, Integer.parseInt(bottomRight, 16), 0);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void turning_moves_every_pixel_to_its_place(int orientation) {
        BufferedImage stored = SyntheticImages.noise(71, 45);
        byte[] png = SyntheticImages.withChunk(SyntheticImages.png(stored), "eXIf", SyntheticImages.tiff(orientation));

        try (DecodedImage image = ImageDecoder.decode(FaceImage.of(png))) {
            BufferedImage upright = image.asBufferedImage();
            for (int y = 0; y < 45; y++) {
                for (int x = 0; x < 71; x++) {
                    int[] to =
                            switch (orientation) {
                                case 2 -> new int[] {70 - x, y};
                                case 3 -> new int[] {70 - x, 44 - y};
                                case 4 -> new int[] {x, 44 - y};
                                case 5 -> new int[] {y, x};
                                case 6 -> new int[] {44 - y, x};
                                case 7 -> new int[] {44 - y, 70 - x};
                                case 8 -> new int[] {y, 70 - x};
                                default -> new int[] {x, y};
                            };
                    assertThat(upright.getRGB(to[0], to[1])).isEqualTo(stored.getRGB(x, y));
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1000,1", "999,1", "500,2", "499,2", "334,2", "333,3", "250,4", "100,10", "99,10", "1,1000"})
    void as_many_pixels_are_left_out_as_the_long_side_allows(int minLongSide, int subsampling) {
        FaceImage image = FaceImage.of(SyntheticImages.png(SyntheticImages.gradient(1000, 10)));

        try (DecodedImage decoded = ImageDecoder.decode(image, minLongSide)) {
            assertThat(decoded.subsampling()).isEqualTo(subsampling);
            assertThat(decoded.width()).isGreaterThanOrEqualTo(minLongSide);
        }
    }

    @Test
    void a_color_jpeg_is_decoded_into_the_array_that_is_handed_out() {
        FaceImage image = FaceImage.of(SyntheticImages.jpeg(SyntheticImages.gradient(1000, 1000)));

        // Three million bytes of pixels, and as much again that the JDK's reader allocates row by row; a copy would be
        // a third.
        assertThat(Allocation.of(() -> ImageDecoder.decode(image).close())).isBetween(3_000_000L, 8_000_000L);
    }

    @Test
    void subsampling_takes_the_middle_pixel_in_every_format() {
        BufferedImage stripes = new BufferedImage(30, 30, BufferedImage.TYPE_BYTE_BINARY);
        for (int i = 0; i < 30; i++) {
            for (int j = 1; j < 30; j += 3) {
                stripes.setRGB(j, i, 0xFFFFFF);
            }
        }

        for (byte[] file :
                new byte[][] {SyntheticImages.png(stripes), SyntheticImages.bmp(stripes), SyntheticImages.gif(stripes)
                }) {
            try (DecodedImage decoded = ImageDecoder.decode(FaceImage.of(file), 10)) {
                assertThat(decoded.subsampling()).isEqualTo(3);
                assertThat(decoded.width()).isEqualTo(10);
                assertThat(decoded.bgr()).containsOnly(0xFF);
            }
        }
    }

    @Test
    void a_jpeg_is_subsampled_and_turned() {
        byte[] jpeg = SyntheticImages.withOrientation(SyntheticImages.jpeg(SyntheticImages.quarters(640, 480)), 6);

        try (DecodedImage image = ImageDecoder.decode(FaceImage.of(jpeg), 160)) {
            assertThat(image.subsampling()).isEqualTo(4);
            assertThat(image.width()).isEqualTo(120);
            assertThat(image.height()).isEqualTo(160);
            assertPixel(image, 10, 10, 0x0000FF, 4);
            assertPixel(image, 110, 10, 0xFF0000, 4);
        }
    }

    @Test
    void a_side_of_less_than_one_pixel_is_refused() {
        FaceImage image = FaceImage.of(SyntheticImages.png(SyntheticImages.gradient(10, 10)));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ImageDecoder.decode(image, 0))
                .withMessage("minLongSide must be at least 1 but was 0");
    }

    @Test
    void the_buffered_image_shares_the_pixels() {
        try (DecodedImage image =
                ImageDecoder.decode(FaceImage.of(SyntheticImages.png(SyntheticImages.gradient(8, 8))))) {
            BufferedImage shared = image.asBufferedImage();

            assertThat(shared.getType()).isEqualTo(BufferedImage.TYPE_3BYTE_BGR);
            shared.setRGB(0, 0, 0x010203);
            assertThat(image.bgr()).startsWith(3, 2, 1);
        }
    }

    @Test
    void closing_gives_the_share_of_the_budget_back_once() {
        PixelBudget budget = PixelBudget.process();
        long before = budget.inUse();
        DecodedImage image = ImageDecoder.decode(FaceImage.of(SyntheticImages.png(SyntheticImages.gradient(10, 7))));
        assertThat(budget.inUse()).isEqualTo(before + 70);

        image.close();
        image.close();

        assertThat(budget.inUse()).isEqualTo(before);
        assertThatIllegalStateException().isThrownBy(image::bgr).withMessageContaining("before close()");
    }

    @Test
    void a_failed_decoding_gives_its_share_back() {
        long before = PixelBudget.process().inUse();
        byte[] jpeg = SyntheticImages.jpeg(SyntheticImages.gradient(50, 50));

        assertReason(Reason.TRUNCATED, Arrays.copyOf(jpeg, jpeg.length / 2));

        assertThat(PixelBudget.process().inUse()).isEqualTo(before);
    }

    @Test
    void a_small_frame_of_a_gif_lies_on_a_white_screen() {
        byte[] gif = SyntheticImages.gif(SyntheticImages.gray(5, 5, 0));
        ByteBuffer little = ByteBuffer.wrap(gif).order(ByteOrder.LITTLE_ENDIAN);
        little.putShort(6, (short) 10).putShort(8, (short) 8);
        int descriptor = indexOf(gif, new byte[] {',', 0, 0, 0, 0, 5, 0, 5, 0});
        little.putShort(descriptor + 1, (short) 3).putShort(descriptor + 3, (short) 2);

        try (DecodedImage image = ImageDecoder.decode(FaceImage.of(gif))) {
            assertThat(image.width()).isEqualTo(10);
            assertThat(image.height()).isEqualTo(8);
            assertPixel(image, 2, 2, 0xFFFFFF, 0);
            assertPixel(image, 3, 2, 0x000000, 0);
            assertPixel(image, 7, 6, 0x000000, 0);
            assertPixel(image, 8, 6, 0xFFFFFF, 0);
        }
    }

    @Test
    void unusual_jpegs_are_named() {
        byte[] jpeg = SyntheticImages.jpeg(SyntheticImages.gradient(20, 20));
        int frame = indexOf(jpeg, new byte[] {(byte) 0xFF, (byte) 0xC0});
        byte[] twelveBits = jpeg.clone();
        twelveBits[frame + 4] = 12;
        byte[] arithmetic = jpeg.clone();
        arithmetic[frame + 1] = (byte) 0xC9;

        assertReason(Reason.UNSUPPORTED_FORMAT, twelveBits);
        assertReason(Reason.UNSUPPORTED_FORMAT, arithmetic);
    }

    @Test
    void bytes_after_the_end_of_the_picture_do_no_harm() {
        BufferedImage gradient = SyntheticImages.gradient(40, 30);

        for (byte[] file : new byte[][] {
            SyntheticImages.jpeg(gradient),
            SyntheticImages.png(gradient),
            SyntheticImages.bmp(gradient),
            SyntheticImages.gif(gradient)
        }) {
            assertThat(decode(SyntheticImages.join(
                            file, "trailing rubbish".getBytes(StandardCharsets.US_ASCII), new byte[50])))
                    .isEqualTo(decode(file));
        }
    }

    @Test
    void an_upside_down_bmp_is_put_right() {
        byte[] bmp = SyntheticImages.bmp(SyntheticImages.quarters(8, 8));
        ByteBuffer.wrap(bmp).order(ByteOrder.LITTLE_ENDIAN).putInt(22, -8);

        try (DecodedImage image = ImageDecoder.decode(FaceImage.of(bmp))) {
            assertPixel(image, 0, 0, 0x0000FF, 0);
            assertPixel(image, 0, 7, 0xFF0000, 0);
        }
    }

    @Test
    void wide_interleaved_samples_are_decoded() {
        BufferedImage wide = SyntheticImages.interleaved(3, 3, DataBuffer.TYPE_USHORT, true);
        int[] pixel = {0xFFFF, 0x8080, 0, 0xFFFF};
        for (int i = 0; i < 9; i++) {
            wide.getRaster().setPixel(i % 3, i / 3, pixel);
        }

        assertPlain(SyntheticImages.png(wide), 0xFF8000);
        assertPlain(SyntheticImages.interlacedPng(wide), 0xFF8000);
    }

    private static byte[] decode(byte[] file) {
        try (DecodedImage image = ImageDecoder.decode(FaceImage.of(file))) {
            return image.bgr();
        }
    }

    private static void assertReason(Reason reason, byte[] file) {
        FaceImage image = FaceImage.of(file);
        InvalidImageException e = catchThrowableOfType(
                InvalidImageException.class, () -> ImageDecoder.decode(image).close());
        assertThat(e).isNotNull();
        assertThat(e.reason()).as(e.getMessage()).isEqualTo(reason);
    }

    private static void assertPlain(byte[] file, int rgb) {
        assertPlain(file, rgb, 0);
    }

    private static void assertPlain(byte[] file, int rgb, int tolerance) {
        try (DecodedImage image = ImageDecoder.decode(FaceImage.of(file))) {
            for (int y = 0; y < image.height(); y++) {
                for (int x = 0; x < image.width(); x++) {
                    assertPixel(image, x, y, rgb, tolerance);
                }
            }
        }
    }

    private static void assertPixel(DecodedImage image, int x, int y, int rgb, int tolerance) {
        int at = 3 * (y * image.width() + x);
        assertThat(image.bgr()[at] & 0xFF).as("blue").isCloseTo(rgb & 0xFF, within(tolerance));
        assertThat(image.bgr()[at + 1] & 0xFF).as("green").isCloseTo(rgb >> 8 & 0xFF, within(tolerance));
        assertThat(image.bgr()[at + 2] & 0xFF).as("red").isCloseTo(rgb >> 16 & 0xFF, within(tolerance));
    }

    private static void fill(BufferedImage image, int rgb) {
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                image.setRGB(x, y, rgb);
            }
        }
    }

    private static int indexOf(byte[] bytes, byte[] part) {
        for (int i = 0; i + part.length <= bytes.length; i++) {
            if (Arrays.equals(bytes, i, i + part.length, part, 0, part.length)) {
                return i;
            }
        }
        throw new AssertionError("not there");
    }
}
