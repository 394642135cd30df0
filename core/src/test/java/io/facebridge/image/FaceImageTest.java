package io.facebridge.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.facebridge.error.InvalidImageException;
import io.facebridge.error.InvalidImageException.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaceImageTest {
    private static final byte[] JPEG = SyntheticImages.jpeg(SyntheticImages.gradient(60, 40));
    private static final byte[] PNG = SyntheticImages.png(SyntheticImages.gradient(60, 40));
    private static final byte[] BMP = SyntheticImages.bmp(SyntheticImages.gradient(60, 40));
    private static final byte[] GIF = SyntheticImages.gif(SyntheticImages.gradient(60, 40));

    @Test
    void format_and_size_are_read_from_the_header() {
        assertHeader(FaceImage.of(JPEG), ImageFormat.JPEG);
        assertHeader(FaceImage.of(PNG), ImageFormat.PNG);
        assertHeader(FaceImage.of(BMP), ImageFormat.BMP);
        assertHeader(FaceImage.of(GIF), ImageFormat.GIF);
    }

    private static void assertHeader(FaceImage image, ImageFormat format) {
        assertThat(image.format()).isEqualTo(format);
        assertThat(image.width()).isEqualTo(60);
        assertThat(image.height()).isEqualTo(40);
        assertThat(image.orientation()).isEqualTo(1);
    }

    @Test
    void a_file_and_a_stream_give_the_same_bytes_as_an_array(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("no-extension"), JPEG);

        assertThat(FaceImage.of(file).open()).hasBinaryContent(JPEG);
        assertThat(FaceImage.read(new ByteArrayInputStream(JPEG)).open()).hasBinaryContent(JPEG);
        assertThat(FaceImage.of(JPEG).toByteArray()).isEqualTo(JPEG);
        assertThat(FaceImage.of(file).sizeInBytes()).isEqualTo(JPEG.length);
    }

    @Test
    void a_stream_is_not_closed() {
        AtomicBoolean closed = new AtomicBoolean();
        FaceImage.read(new ByteArrayInputStream(JPEG) {
            @Override
            public void close() {
                closed.set(true);
            }
        });

        assertThat(closed).isFalse();
    }

    @Test
    void changing_the_array_afterwards_changes_nothing() {
        byte[] mine = JPEG.clone();
        FaceImage image = FaceImage.of(mine);
        Arrays.fill(mine, (byte) 0);

        assertThat(image.toByteArray()).isEqualTo(JPEG);
    }

    @Test
    void the_live_bytes_are_handed_out_without_a_copy() {
        FaceImage image = FaceImage.of(JPEG);

        assertThat(ImageDecoder.encodedBytes(image))
                .isSameAs(ImageDecoder.encodedBytes(image))
                .isEqualTo(JPEG);
    }

    @ParameterizedTest
    @CsvSource({"1,60,40", "2,60,40", "3,60,40", "4,60,40", "5,40,60", "6,40,60", "7,40,60", "8,40,60"})
    void sizes_are_those_of_the_upright_picture(int orientation, int width, int height) {
        FaceImage jpeg = FaceImage.of(SyntheticImages.withOrientation(JPEG, orientation));
        FaceImage png = FaceImage.of(SyntheticImages.withChunk(PNG, "eXIf", SyntheticImages.tiff(orientation)));

        for (FaceImage image : new FaceImage[] {jpeg, png}) {
            assertThat(image.orientation()).isEqualTo(orientation);
            assertThat(image.width()).isEqualTo(width);
            assertThat(image.height()).isEqualTo(height);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 9, -1, 300, Integer.MAX_VALUE})
    void an_orientation_out_of_range_means_upright(int orientation) {
        assertThat(FaceImage.of(SyntheticImages.withOrientation(JPEG, orientation))
                        .orientation())
                .isEqualTo(1);
    }

    @Test
    void damaged_exif_means_upright() {
        byte[] exif = SyntheticImages.join("Exif\0\0".getBytes(StandardCharsets.ISO_8859_1), new byte[] {'I', 'I', 42});

        assertThat(FaceImage.of(SyntheticImages.withSegment(JPEG, 0xE1, exif)).orientation())
                .isEqualTo(1);
    }

    @Test
    void text_form_tells_format_and_sizes_only() {
        assertThat(FaceImage.of(JPEG)).hasToString("FaceImage[JPEG, 60 x 40, " + JPEG.length + " bytes]");
    }

    @Test
    void no_bytes_are_an_error_of_their_own(@TempDir Path folder) throws IOException {
        Path file = Files.createFile(folder.resolve("empty.jpg"));

        assertReason(Reason.EMPTY, () -> FaceImage.of(new byte[0]));
        assertReason(Reason.EMPTY, () -> FaceImage.of(file));
        assertReason(Reason.EMPTY, () -> FaceImage.read(InputStream.nullInputStream()));
    }

    @Test
    void a_missing_file_is_not_readable_and_the_cause_says_why(@TempDir Path folder) {
        assertReason(Reason.NOT_READABLE, () -> FaceImage.of(folder.resolve("missing.jpg")))
                .hasCauseInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("missing.jpg");
        assertReason(Reason.NOT_READABLE, () -> FaceImage.of(folder));
    }

    @Test
    void a_stream_that_breaks_is_not_readable() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("unplugged");
            }

            @Override
            public int read(byte[] target, int offset, int count) throws IOException {
                throw new IOException("unplugged");
            }
        };

        assertReason(Reason.NOT_READABLE, () -> FaceImage.read(broken)).hasRootCauseMessage("unplugged");
    }

    @Test
    void more_bytes_than_the_limit_are_refused_before_they_are_read(@TempDir Path folder) throws IOException {
        ReadLimits limits = ReadLimits.defaults().withMaxBytes(JPEG.length - 1);
        Path file = Files.write(folder.resolve("large.jpg"), JPEG);

        for (InvalidImageException e : new InvalidImageException[] {
            catchInvalid(() -> FaceImage.of(JPEG, limits)),
            catchInvalid(() -> FaceImage.of(file, limits)),
            catchInvalid(() -> FaceImage.read(new ByteArrayInputStream(JPEG), limits))
        }) {
            assertThat(e.reason()).isEqualTo(Reason.TOO_MANY_BYTES);
            assertThat(e).hasMessageContaining("ReadLimits.maxBytes").hasMessageContaining("" + (JPEG.length - 1));
        }
        assertThat(FaceImage.of(JPEG, ReadLimits.defaults().withMaxBytes(JPEG.length)))
                .isNotNull();
    }

    @Test
    void an_endless_stream_is_read_to_one_byte_past_the_limit() {
        int[] read = {0};
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                read[0]++;
                return 0xFF;
            }

            @Override
            public int read(byte[] target, int offset, int count) {
                read[0] += count;
                return count;
            }
        };

        assertReason(
                Reason.TOO_MANY_BYTES,
                () -> FaceImage.read(endless, ReadLimits.defaults().withMaxBytes(100_000)));
        assertThat(read[0]).isEqualTo(100_001);
    }

    @Test
    void more_pixels_than_the_limit_are_refused_without_decoding() {
        byte[] huge = SyntheticImages.png(60_000, 60_000, 8, 2, new byte[10]);

        assertReason(Reason.TOO_MANY_PIXELS, () -> FaceImage.of(huge))
                .hasMessageContaining("60000 x 60000 = 3600000000")
                .hasMessageContaining("50000000")
                .hasMessageContaining("ReadLimits.maxPixels");
        assertReason(
                Reason.TOO_MANY_PIXELS,
                () -> FaceImage.of(JPEG, ReadLimits.defaults().withMaxPixels(60 * 40 - 1)));
        assertThat(FaceImage.of(JPEG, ReadLimits.defaults().withMaxPixels(60 * 40)))
                .isNotNull();
    }

    @Test
    void limits_out_of_range_are_named_with_their_value() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReadLimits.defaults().withMaxBytes(0))
                .withMessageContaining("maxBytes")
                .withMessageContaining("was 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReadLimits.defaults().withMaxPixels(3_000_000_000L))
                .withMessageContaining("maxPixels")
                .withMessageContaining("3000000000");
    }

    @ParameterizedTest
    @CsvSource({
        "HEIC, 0000001866747970686569630000000068656963",
        "AVIF, 0000001866747970617669660000000061766966",
        "TIFF, 49492a0008000000000000000000",
        "TIFF, 4d4d002a00000008000000000000",
        "PDF, 255044462d312e370a25e2e3cfd30a",
        "PSD, 3842505300010000000000000003",
        "ZIP, 504b0304140000000800000000000000",
        "JPEG XL, ff0a7f8000000000000000000000",
        "JPEG 2000, 0000000c6a5020200d0a870a00000000"
    })
    void foreign_formats_are_named(String name, String hex) {
        assertReason(Reason.UNSUPPORTED_FORMAT, () -> FaceImage.of(bytes(hex)))
                .hasMessageContaining(name)
                .hasMessageContaining("convert it to an ordinary JPEG or PNG");
    }

    @Test
    void text_is_called_text() {
        assertReason(Reason.UNSUPPORTED_FORMAT, () -> FaceImage.of(ascii("<!doctype html><html>Login</html>")))
                .hasMessageContaining("HTML")
                .hasMessageContaining("not an image");
        assertReason(Reason.UNSUPPORTED_FORMAT, () -> FaceImage.of(ascii("{\"error\":\"no such image\"}")))
                .hasMessageContaining("text")
                .hasMessageNotContaining("error");
        assertReason(Reason.UNSUPPORTED_FORMAT, () -> FaceImage.of(ascii("BMW builds cars")))
                .hasMessageContaining("text");
        assertReason(Reason.UNSUPPORTED_FORMAT, () -> FaceImage.of(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}))
                .hasMessageContaining("not an image");
    }

    @Test
    void a_header_that_is_cut_off_fails_at_once() {
        for (byte[] whole : new byte[][] {JPEG, PNG, BMP, GIF}) {
            for (int length = 1; length < 10; length++) {
                byte[] cut = Arrays.copyOf(whole, length);
                assertThatThrownBy(() -> FaceImage.of(cut)).isInstanceOf(InvalidImageException.class);
            }
        }
        assertReason(Reason.TRUNCATED, () -> FaceImage.of(Arrays.copyOf(JPEG, 100)));
        assertReason(Reason.TRUNCATED, () -> FaceImage.of(Arrays.copyOf(PNG, 20)));
        assertReason(Reason.TRUNCATED, () -> FaceImage.of(Arrays.copyOf(BMP, 20)));
        assertReason(Reason.TRUNCATED, () -> FaceImage.of(Arrays.copyOf(GIF, 8)));
    }

    @Test
    void lying_lengths_do_not_make_it_allocate() {
        byte[] chunk = PNG.clone();
        ByteBuffer.wrap(chunk).putInt(33, Integer.MAX_VALUE);
        byte[] header = PNG.clone();
        ByteBuffer.wrap(header).putInt(8, Integer.MAX_VALUE);
        byte[] segment = JPEG.clone();
        segment[4] = (byte) 0xFF;
        segment[5] = (byte) 0xFF;
        byte[] wide = BMP.clone();
        ByteBuffer.wrap(wide).order(ByteOrder.LITTLE_ENDIAN).putInt(18, Integer.MAX_VALUE);
        byte[] low = BMP.clone();
        ByteBuffer.wrap(low).order(ByteOrder.LITTLE_ENDIAN).putInt(22, Integer.MIN_VALUE);
        byte[] profile = new byte[200];
        ByteBuffer.wrap(profile)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(BMP, 0, 54)
                .putInt(14, 124)
                .putInt(14 + 56, 0x4C494E4B)
                .putInt(14 + 112, 124)
                .putInt(14 + 116, Integer.MAX_VALUE);
        byte[] gif = GIF.clone();
        Arrays.fill(gif, 6, 10, (byte) 0xFF);

        for (byte[] crafted : new byte[][] {chunk, header, segment, wide, low, profile, gif}) {
            long allocated = Allocation.of(() -> catchInvalidOrNull(() -> FaceImage.of(crafted)));
            assertThat(allocated).isLessThan(2_000_000);
        }
        assertReason(Reason.TOO_MANY_PIXELS, () -> FaceImage.of(gif)).hasMessageContaining("65535 x 65535");
        assertReason(Reason.TOO_MANY_PIXELS, () -> FaceImage.of(wide));
    }

    @Test
    void many_tags_that_share_one_value_are_passed_over() {
        int tags = 5000;
        ByteBuffer exif = ByteBuffer.allocate(65_000).order(ByteOrder.LITTLE_ENDIAN);
        exif.put("Exif\0\0II".getBytes(StandardCharsets.ISO_8859_1))
                .putShort((short) 42)
                .putInt(8);
        exif.putShort((short) tags);
        for (int i = 0; i < tags; i++) {
            exif.putShort((short) (0x1000 + i)).putShort((short) 5).putInt(8000).putInt(8);
        }
        byte[] crafted = SyntheticImages.withSegment(JPEG, 0xE1, exif.array());

        assertThat(Allocation.of(() -> FaceImage.of(crafted))).isLessThan(5_000_000);
    }

    @Test
    void a_jpeg_of_nothing_but_empty_segments_is_damaged() {
        byte[] segments = new byte[4_000_000];
        for (int i = 0; i < segments.length; i += 4) {
            segments[i] = (byte) 0xFF;
            segments[i + 1] = (byte) 0xE1;
            segments[i + 3] = 2;
        }
        byte[] crafted =
                SyntheticImages.join(Arrays.copyOf(JPEG, 2), segments, Arrays.copyOfRange(JPEG, 2, JPEG.length));

        assertReason(Reason.CORRUPT, () -> FaceImage.of(crafted));
    }

    @Test
    void a_picture_without_pixels_is_damaged() {
        assertReason(Reason.CORRUPT, () -> FaceImage.of(SyntheticImages.png(0, 5, 8, 2, new byte[1])));
        assertReason(Reason.CORRUPT, () -> FaceImage.of(SyntheticImages.png(-5, 5, 8, 2, new byte[1])));
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> assertReason(Reason reason, ThrowingCallable call) {
        InvalidImageException e = catchInvalid(call);
        assertThat(e.reason()).as(e.getMessage()).isEqualTo(reason);
        return assertThat((Throwable) e);
    }

    private static InvalidImageException catchInvalid(ThrowingCallable call) {
        InvalidImageException e = catchThrowableOfType(InvalidImageException.class, call);
        assertThat(e).isNotNull();
        return e;
    }

    private static void catchInvalidOrNull(Runnable call) {
        try {
            call.run();
        } catch (InvalidImageException e) {
            assertThat(e).hasMessageContaining(";");
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
