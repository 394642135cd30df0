package io.facebridge.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.facebridge.error.InvalidImageException;
import io.facebridge.error.InvalidImageException.Reason;
import io.facebridge.image.ImageDecoder.DecodedImage;
import io.facebridge.image.ImagePreparation.PreparedImage;
import io.facebridge.image.ImagePreparation.PreparedImage.Change;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Fields of headers that writers leave wrong: the image is read all the same, and only where its rows are whole. */
class UntrustedHeadersTest {
    private static final BufferedImage NOISE = SyntheticImages.noise(21, 13);
    private static final byte[] BMP = SyntheticImages.bmp(NOISE);
    private static final byte[] GIF = SyntheticImages.gif(SyntheticImages.gradient(20, 12));
    private static final byte[] PNG = SyntheticImages.png(NOISE);
    private static final byte[] JPEG = SyntheticImages.jpeg(NOISE);
    private static final int PIXELS_OFFSET = 10;
    private static final int HEADER_SIZE = 14;
    private static final int COMPRESSION = 30;
    private static final int COLORS_USED = 46;

    // EXIF

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 200, 65_535})
    void the_orientation_is_read_whatever_the_directory_says_it_holds(int count) {
        byte[] tiff = SyntheticImages.tiff(6);
        ByteBuffer.wrap(tiff).order(ByteOrder.LITTLE_ENDIAN).putShort(8, (short) count);
        byte[] cut = Arrays.copyOf(tiff, 22); // without the offset of a next directory

        for (byte[] exif : new byte[][] {tiff, cut}) {
            assertThat(orientation(
                            JpegParts.of(JPEG).first(JpegParts.exif(exif)).bytes()))
                    .isEqualTo(6);
            assertThat(orientation(SyntheticImages.withChunk(PNG, "eXIf", exif)))
                    .isEqualTo(6);
        }
    }

    @Test
    void an_orientation_behind_entries_that_point_nowhere_is_read() {
        ByteBuffer tiff = ByteBuffer.allocate(8 + 2 + 3 * 12);
        tiff.put("MM\0*".getBytes(StandardCharsets.ISO_8859_1)).putInt(8).putShort((short) 60);
        tiff.putShort((short) 0x010F).putShort((short) 2).putInt(50_000_000).putInt(0x7FFFFFF0);
        tiff.putShort((short) 0x0110).putShort((short) 99).putInt(-1).putInt(-1);
        tiff.putShort((short) 0x0112).putShort((short) 3).putInt(1).putShort((short) 8);

        assertThat(orientation(
                        JpegParts.of(JPEG).first(JpegParts.exif(tiff.array())).bytes()))
                .isEqualTo(8);
    }

    @Test
    void an_image_whose_orientation_a_service_might_not_find_is_turned_before_it_is_sent() {
        byte[] tiff = SyntheticImages.tiff(6);
        ByteBuffer.wrap(tiff).order(ByteOrder.LITTLE_ENDIAN).putShort(8, (short) 200);
        FaceImage damaged =
                FaceImage.of(JpegParts.of(JPEG).first(JpegParts.exif(tiff)).bytes());
        FaceImage whole = FaceImage.of(JpegParts.of(JPEG)
                .first(JpegParts.exif(SyntheticImages.tiff(6)))
                .bytes());
        ImageLimits limits = ImageLimits.builder().build();

        PreparedImage sent = ImagePreparation.prepare(damaged, limits);

        assertThat(sent.changes()).contains(Change.ROTATED);
        assertThat(sent.image().orientation()).isEqualTo(1);
        assertThat(sent.image().width()).isEqualTo(13);
        assertThat(ImagePreparation.prepare(whole, limits).image()).isSameAs(whole);
    }

    @Test
    void an_image_whose_colors_a_service_might_guess_otherwise_is_encoded_again_before_it_is_sent() {
        ImageLimits limits = ImageLimits.builder().build();
        FaceImage contradiction =
                FaceImage.of(JpegParts.of(JPEG).first(JpegParts.adobe(0)).bytes());
        FaceImage guessed = FaceImage.of(JpegParts.of(JPEG).bare().ids(0, 1, 2).bytes());
        FaceImage plain = FaceImage.of(JpegParts.of(JPEG).bare().bytes());

        assertThat(ImagePreparation.prepare(contradiction, limits).changes()).containsOnly(Change.RE_ENCODED);
        assertThat(ImagePreparation.prepare(guessed, limits).changes()).containsOnly(Change.RE_ENCODED);
        assertThat(ImagePreparation.prepare(plain, limits).image()).isSameAs(plain);
    }

    // PNG

    @ParameterizedTest
    @ValueSource(strings = {"tEXt", "zTXt", "iTXt"})
    void an_orientation_in_a_text_chunk_turns_the_picture(String type) {
        byte[] png = SyntheticImages.withChunk(PNG, type, rawProfile(type, SyntheticImages.tiff(6)));

        try (DecodedImage image = ImageDecoder.decode(FaceImage.of(png))) {
            assertThat(image.width()).isEqualTo(13);
            assertThat(image.asBufferedImage().getRGB(12, 0)).isEqualTo(NOISE.getRGB(0, 0));
        }
    }

    @Test
    void the_standard_chunk_is_preferred_to_the_text() {
        byte[] text = SyntheticImages.withChunk(PNG, "tEXt", rawProfile("tEXt", SyntheticImages.tiff(6)));

        assertThat(orientation(SyntheticImages.withChunk(text, "eXIf", SyntheticImages.tiff(3))))
                .isEqualTo(3);
        assertThat(orientation(SyntheticImages.withChunk(
                        SyntheticImages.withChunk(PNG, "eXIf", SyntheticImages.tiff(3)),
                        "zTXt",
                        rawProfile("zTXt", SyntheticImages.tiff(6)))))
                .isEqualTo(3);
    }

    @Test
    void exif_with_the_preamble_of_a_jpeg_is_read_from_the_standard_chunk() {
        byte[] exif = SyntheticImages.join("Exif\0\0".getBytes(StandardCharsets.ISO_8859_1), SyntheticImages.tiff(8));

        assertThat(orientation(SyntheticImages.withChunk(PNG, "eXIf", exif))).isEqualTo(8);
    }

    @Test
    void damaged_and_endless_texts_mean_upright() {
        byte[] key = "Raw profile type exif\0".getBytes(StandardCharsets.ISO_8859_1);
        byte[] bomb = SyntheticImages.join(key, new byte[1], SyntheticImages.deflate(new byte[60_000_000]));
        FaceImage[] images = new FaceImage[1];

        assertThat(Allocation.of(() -> images[0] = FaceImage.of(SyntheticImages.withChunk(PNG, "zTXt", bomb))))
                .isLessThan(5_000_000);
        assertThat(images[0].orientation()).isEqualTo(1);
        for (String text : new String[] {"", "\nexif\n", "\nexif\n  26\nxyz", "\nexif\n  26\n457", "no lines at all"}) {
            byte[] payload = SyntheticImages.join(key, text.getBytes(StandardCharsets.ISO_8859_1));
            assertThat(orientation(SyntheticImages.withChunk(PNG, "tEXt", payload)))
                    .isEqualTo(1);
        }
    }

    @Test
    void a_png_whose_end_chunk_is_missing_or_cut_shows_all_its_rows() {
        for (int missing = 1; missing <= 12; missing++) {
            assertThat(pixels(Arrays.copyOf(PNG, PNG.length - missing))).isEqualTo(pixels(PNG));
        }
        assertThat(reason(Arrays.copyOf(PNG, PNG.length / 2))).isEqualTo(Reason.TRUNCATED);
    }

    // BMP

    @ParameterizedTest
    @CsvSource({"2,0", "2,-1", "2,77", "6,-1", "34,0", "34,-1", "34,5", "38,-1", "42,-1", "50,-1"})
    void sizes_and_resolutions_of_a_bmp_change_nothing(int field, int value) {
        assertThat(pixels(bmpWith(field, value))).isEqualTo(pixels(BMP));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 0xFFFF})
    void the_number_of_planes_changes_nothing(int planes) {
        byte[] bmp = BMP.clone();
        ByteBuffer.wrap(bmp).order(ByteOrder.LITTLE_ENDIAN).putShort(26, (short) planes);

        assertThat(pixels(bmp)).isEqualTo(pixels(BMP));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 53, -1, 0x7FFFFFFF})
    void an_offset_of_the_pixels_that_cannot_be_is_computed(int offset) {
        assertThat(pixels(bmpWith(PIXELS_OFFSET, offset))).isEqualTo(pixels(BMP));
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 40, 52, 56, 64, 108, 124})
    void every_length_of_the_bitmap_header_is_read(int size) {
        byte[] header = Arrays.copyOf(Arrays.copyOfRange(BMP, HEADER_SIZE, HEADER_SIZE + 40), size);
        ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN).putInt(0, size);
        byte[] bmp = SyntheticImages.join(
                Arrays.copyOf(BMP, HEADER_SIZE), header, Arrays.copyOfRange(BMP, HEADER_SIZE + 40, BMP.length));
        ByteBuffer.wrap(bmp).order(ByteOrder.LITTLE_ENDIAN).putInt(PIXELS_OFFSET, HEADER_SIZE + size);

        assertThat(pixels(bmp)).isEqualTo(pixels(BMP));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 255, 256, 300, -1, 0x7FFFFFFF})
    void the_number_of_colors_used_never_spoils_a_palette(int colors) {
        byte[] bmp = SyntheticImages.bmp(SyntheticImages.gray(9, 9, 3));
        ByteBuffer.wrap(bmp).order(ByteOrder.LITTLE_ENDIAN).putInt(COLORS_USED, colors);

        assertThat(pixels(bmp)).containsOnly(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 52, 56, 64, 108, 124})
    void a_palette_follows_a_header_of_every_length(int size) {
        byte[] gray = SyntheticImages.bmp(SyntheticImages.gray(9, 9, 3));
        byte[] header = Arrays.copyOf(Arrays.copyOfRange(gray, HEADER_SIZE, HEADER_SIZE + 40), size);
        ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN).putInt(0, size);
        byte[] bmp = SyntheticImages.join(
                Arrays.copyOf(gray, HEADER_SIZE), header, Arrays.copyOfRange(gray, HEADER_SIZE + 40, gray.length));
        ByteBuffer.wrap(bmp).order(ByteOrder.LITTLE_ENDIAN).putInt(PIXELS_OFFSET, HEADER_SIZE + size + 4 * 256);

        assertThat(pixels(bmp)).containsOnly(3);
    }

    @Test
    void the_padding_of_the_last_row_of_a_bmp_may_be_missing() {
        // 21 * 3 = 63 bytes, and one of padding
        assertThat(pixels(Arrays.copyOf(BMP, BMP.length - 1))).isEqualTo(pixels(BMP));
        // ... of the top row, which is the last in the file
        assertThat(reason(Arrays.copyOf(BMP, BMP.length - 2))).isEqualTo(Reason.TRUNCATED);
    }

    @Test
    void huffman_coding_of_os2_is_not_taken_for_masks() {
        byte[] header = Arrays.copyOf(Arrays.copyOfRange(BMP, HEADER_SIZE, HEADER_SIZE + 40), 64);
        byte[] bmp = SyntheticImages.join(
                Arrays.copyOf(BMP, HEADER_SIZE), header, Arrays.copyOfRange(BMP, HEADER_SIZE + 40, BMP.length));
        ByteBuffer.wrap(bmp)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(HEADER_SIZE, 64)
                .putInt(PIXELS_OFFSET, HEADER_SIZE + 64)
                .putInt(COMPRESSION, 3);

        assertThat(reason(bmp)).isEqualTo(Reason.UNSUPPORTED_FORMAT);
    }

    // GIF

    @ParameterizedTest
    @CsvSource({"0,0,20,12", "0,12,20,12", "5,5,20,12", "20,12,20,12", "19,30,20,30"})
    void a_screen_of_a_gif_grows_to_hold_its_first_frame(int screenWidth, int screenHeight, int width, int height) {
        byte[] gif = GIF.clone();
        ByteBuffer.wrap(gif)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort(6, (short) screenWidth)
                .putShort(8, (short) screenHeight);
        FaceImage image = FaceImage.of(gif);

        assertThat(image.width()).isEqualTo(width);
        assertThat(image.height()).isEqualTo(height);
        assertThat(Arrays.copyOf(pixels(gif), 3 * 20 * 12)).isEqualTo(pixels(GIF));
    }

    @Test
    void a_gif_or_bmp_that_a_service_might_show_in_another_size_is_encoded_again_before_it_is_sent() {
        byte[] gif = GIF.clone();
        gif[6] = 5;
        byte[] noOffset = bmpWith(PIXELS_OFFSET, 0);
        ImageLimits limits = ImageLimits.builder().build();

        for (byte[] doubtful : new byte[][] {gif, noOffset}) {
            FaceImage image = FaceImage.of(doubtful);
            PreparedImage sent = ImagePreparation.prepare(image, limits);
            assertThat(sent.changes()).containsOnly(Change.RE_ENCODED);
            assertThat(sent.image().width()).isEqualTo(image.width());
        }
        for (byte[] plain : new byte[][] {GIF, BMP}) {
            FaceImage image = FaceImage.of(plain);
            assertThat(ImagePreparation.prepare(image, limits).image()).isSameAs(image);
        }
    }

    @Test
    void a_frame_beside_its_screen_is_shown_where_it_lies() {
        byte[] gif = GIF.clone();
        int frame = frame(gif);
        ByteBuffer.wrap(gif)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort(frame + 1, (short) 3)
                .putShort(frame + 3, (short) 2);

        try (DecodedImage image = ImageDecoder.decode(FaceImage.of(gif));
                DecodedImage plain = ImageDecoder.decode(FaceImage.of(GIF))) {
            assertThat(image.width()).isEqualTo(23);
            assertThat(image.height()).isEqualTo(14);
            assertThat(image.asBufferedImage().getRGB(0, 0)).isEqualTo(0xFFFFFFFF);
            assertThat(image.asBufferedImage().getRGB(22, 13))
                    .isEqualTo(plain.asBufferedImage().getRGB(19, 11));
        }
    }

    @Test
    void a_frame_far_away_is_too_many_pixels() {
        byte[] gif = GIF.clone();
        ByteBuffer.wrap(gif)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort(frame(gif) + 1, (short) 60_000)
                .putShort(frame(gif) + 3, (short) 60_000);

        InvalidImageException e = catchThrowableOfType(InvalidImageException.class, () -> FaceImage.of(gif));

        assertThat(e.reason()).isEqualTo(Reason.TOO_MANY_PIXELS);
    }

    @Test
    void a_gif_that_ends_behind_its_last_row_is_whole() {
        for (int missing = 1; missing <= 2; missing++) {
            assertThat(pixels(Arrays.copyOf(GIF, GIF.length - missing))).isEqualTo(pixels(GIF));
        }
        assertThat(reason(Arrays.copyOf(GIF, GIF.length * 9 / 10))).isIn(Reason.TRUNCATED, Reason.CORRUPT);
    }

    private static int frame(byte[] gif) {
        for (int i = 13 + 3 * 256; i < gif.length; i++) {
            if (gif[i] == ',' && gif[i + 5] == 20 && gif[i + 7] == 12) {
                return i;
            }
        }
        throw new AssertionError("no frame");
    }

    private static byte[] rawProfile(String type, byte[] tiff) {
        byte[] exif = SyntheticImages.join("Exif\0\0".getBytes(StandardCharsets.ISO_8859_1), tiff);
        String hex = HexFormat.of().formatHex(exif).replaceAll("(.{20})", "$1\n");
        byte[] text = ("\nexif\n" + String.format("%8d", exif.length) + "\n" + hex + "\n")
                .getBytes(StandardCharsets.ISO_8859_1);
        byte[] key = "Raw profile type exif\0".getBytes(StandardCharsets.ISO_8859_1);
        return switch (type) {
            case "zTXt" -> SyntheticImages.join(key, new byte[1], SyntheticImages.deflate(text));
            case "iTXt" -> SyntheticImages.join(key, new byte[4], text);
            default -> SyntheticImages.join(key, text);
        };
    }

    private static byte[] bmpWith(int field, int value) {
        byte[] bmp = BMP.clone();
        ByteBuffer.wrap(bmp).order(ByteOrder.LITTLE_ENDIAN).putInt(field, value);
        return bmp;
    }

    private static int orientation(byte[] file) {
        return FaceImage.of(file).orientation();
    }

    private static byte[] pixels(byte[] file) {
        try (DecodedImage image = ImageDecoder.decode(FaceImage.of(file))) {
            return image.bgr();
        }
    }

    private static @Nullable Reason reason(byte[] file) {
        try {
            ImageDecoder.decode(FaceImage.of(file)).close();
            return null;
        } catch (InvalidImageException e) {
            return e.reason();
        }
    }
}
