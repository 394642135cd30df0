package io.facebridge.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.facebridge.error.InvalidImageException;
import io.facebridge.error.InvalidImageException.Reason;
import io.facebridge.image.ImageDecoder.DecodedImage;
import io.facebridge.image.ImagePreparation.PreparedImage;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

class WebpTest {
    private static final int MUTANTS = Integer.getInteger("facebridge.webp.mutants", 6_000);

    private static final int ALPHA = 0x10;
    private static final int EXIF = 0x08;
    private static final int PROFILE = 0x20;
    private static final int ANIMATION = 0x02;

    @Test
    void format_and_size_are_read_from_the_header() {
        for (byte[] file : List.of(Webps.lossy(), Webps.lossless(), Webps.withAlpha())) {
            FaceImage image = FaceImage.of(file);

            assertThat(image.format().mediaType()).isEqualTo("image/webp");
            assertThat(image.width()).isEqualTo(Webps.WIDTH);
            assertThat(image.height()).isEqualTo(Webps.HEIGHT);
            assertThat(image.orientation()).isEqualTo(1);
        }
    }

    @Test
    void a_lossless_picture_is_decoded_exactly() {
        BufferedImage original = SyntheticImages.gradient(Webps.WIDTH, Webps.HEIGHT);

        try (DecodedImage decoded = ImageDecoder.decode(FaceImage.of(Webps.lossless()))) {
            for (int y = 0; y < Webps.HEIGHT; y++) {
                for (int x = 0; x < Webps.WIDTH; x++) {
                    assertThat(pixel(decoded, x, y)).isEqualTo(original.getRGB(x, y) & 0xFFFFFF);
                }
            }
        }
    }

    @Test
    void a_lossy_picture_looks_like_what_was_encoded() {
        BufferedImage original = SyntheticImages.gradient(Webps.WIDTH, Webps.HEIGHT);

        try (DecodedImage decoded = ImageDecoder.decode(FaceImage.of(Webps.lossy()))) {
            int[] red = new int[2];
            int[] green = new int[2];
            for (int y = 0; y < Webps.HEIGHT; y++) {
                for (int x = 0; x < Webps.WIDTH; x++) {
                    red[0] += pixel(decoded, x, y) >> 16;
                    red[1] += original.getRGB(x, y) >> 16 & 0xFF;
                    green[0] += pixel(decoded, x, y) >> 8 & 0xFF;
                    green[1] += original.getRGB(x, y) >> 8 & 0xFF;
                }
            }
            double pixels = Webps.WIDTH * Webps.HEIGHT;
            assertThat(red[0] / pixels).isCloseTo(red[1] / pixels, within(3.0));
            assertThat(green[0] / pixels).isCloseTo(green[1] / pixels, within(3.0));
        }
    }

    @Test
    void what_is_transparent_lies_over_white() {
        try (DecodedImage decoded = ImageDecoder.decode(FaceImage.of(Webps.withAlpha()))) {
            // An opacity of 20 of 255 in the first column: what is under it can darken white by no more than that.
            for (int y = 0; y < Webps.HEIGHT; y++) {
                int pixel = pixel(decoded, 0, y);
                assertThat(Math.min(Math.min(pixel >> 16, pixel >> 8 & 0xFF), pixel & 0xFF))
                        .isGreaterThan(225);
            }
            assertThat(pixel(decoded, 22, 31) & 0xFF).isLessThan(225);
        }
    }

    @Test
    void subsampling_takes_pixels_of_the_whole_picture() {
        for (byte[] file : List.of(Webps.lossy(), Webps.lossless(), Webps.withAlpha())) {
            FaceImage image = FaceImage.of(file);
            try (DecodedImage all = ImageDecoder.decode(image);
                    DecodedImage few = ImageDecoder.decode(image, 15)) {
                assertThat(few.subsampling()).isEqualTo(3);
                for (int y = 0; y < few.height(); y++) {
                    for (int x = 0; x < few.width(); x++) {
                        assertThat(pixel(few, x, y)).isEqualTo(pixel(all, 3 * x + 1, 3 * y + 1));
                    }
                }
            }
        }
    }

    @Test
    void exif_turns_the_picture_with_and_without_the_preamble_of_a_jpeg() {
        byte[] tiff = SyntheticImages.tiff(6);
        byte[] withPreamble = SyntheticImages.join("Exif\0\0".getBytes(StandardCharsets.ISO_8859_1), tiff);
        try (DecodedImage stored = ImageDecoder.decode(FaceImage.of(Webps.lossy()))) {
            for (byte[] exif : List.of(tiff, withPreamble)) {
                FaceImage image = FaceImage.of(extended(EXIF, Webps.lossy(), Webps.chunk("EXIF", exif)));

                assertThat(image.orientation()).isEqualTo(6);
                assertThat(image.width()).isEqualTo(Webps.HEIGHT);
                try (DecodedImage upright = ImageDecoder.decode(image)) {
                    assertThat(pixel(upright, Webps.HEIGHT - 1, 0)).isEqualTo(pixel(stored, 0, 0));
                    assertThat(pixel(upright, 0, Webps.WIDTH - 1))
                            .isEqualTo(pixel(stored, Webps.WIDTH - 1, Webps.HEIGHT - 1));
                }
            }
        }
    }

    @Test
    void a_chunk_that_the_header_does_not_announce_is_not_read() {
        byte[] file = extended(0, Webps.lossy(), Webps.chunk("EXIF", SyntheticImages.tiff(6)));

        assertThat(FaceImage.of(file).orientation()).isEqualTo(1);
    }

    @Test
    void an_embedded_profile_is_applied() {
        byte[] profile = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
        byte[] file = Webps.file(
                Webps.extended(PROFILE, Webps.WIDTH, Webps.HEIGHT),
                Webps.chunk("ICCP", profile),
                Webps.chunksOf(Webps.lossless()));

        try (DecodedImage plain = ImageDecoder.decode(FaceImage.of(Webps.lossless()));
                DecodedImage converted = ImageDecoder.decode(FaceImage.of(file))) {
            assertThat(pixel(converted, 22, 17) >> 16).isGreaterThan((pixel(plain, 22, 17) >> 16) + 30);
        }
    }

    @Test
    void of_an_animation_the_first_frame_lies_on_the_canvas() {
        byte[] anim = Webps.chunk("ANIM", new byte[6]);
        byte[] first = Webps.frame(10, 6, Webps.chunksOf(Webps.lossless()));
        byte[] second = Webps.frame(0, 0, Webps.chunksOf(Webps.lossy()));
        FaceImage image = FaceImage.of(Webps.file(Webps.extended(ANIMATION, 80, 60), anim, first, second));

        assertThat(image.width()).isEqualTo(80);
        assertThat(image.height()).isEqualTo(60);
        try (DecodedImage frame = ImageDecoder.decode(FaceImage.of(Webps.lossless()));
                DecodedImage canvas = ImageDecoder.decode(image);
                DecodedImage few = ImageDecoder.decode(image, 16)) {
            for (int y = 0; y < 60; y++) {
                for (int x = 0; x < 80; x++) {
                    boolean inside = x >= 10 && y >= 6 && x < 10 + Webps.WIDTH && y < 6 + Webps.HEIGHT;
                    assertThat(pixel(canvas, x, y)).isEqualTo(inside ? pixel(frame, x - 10, y - 6) : 0xFFFFFF);
                }
            }
            assertThat(few.subsampling()).isEqualTo(5);
            for (int y = 0; y < few.height(); y++) {
                for (int x = 0; x < few.width(); x++) {
                    assertThat(pixel(few, x, y)).isEqualTo(pixel(canvas, 5 * x + 2, 5 * y + 2));
                }
            }
        }
    }

    @Test
    void a_frame_beyond_the_canvas_is_damage() {
        byte[] frame = Webps.frame(50, 6, Webps.chunksOf(Webps.lossless()));

        assertThat(failure(Webps.file(Webps.extended(ANIMATION, 80, 60), frame)))
                .isEqualTo(Reason.CORRUPT);
    }

    @Test
    void a_header_that_contradicts_the_picture_is_damage() {
        byte[] file = Webps.file(Webps.extended(0, Webps.WIDTH + 1, Webps.HEIGHT), Webps.chunksOf(Webps.lossy()));

        assertThat(failure(file)).isEqualTo(Reason.CORRUPT);
    }

    @Test
    void a_file_that_claims_to_be_longer_is_truncated_and_one_that_claims_to_be_shorter_damaged() {
        byte[] longer = Webps.lossy();
        longer[4] = (byte) (longer[4] + 2);
        byte[] shorter = Webps.lossy();
        shorter[4] = (byte) (shorter[4] - 40);
        byte[] chunkTooLong = Webps.lossy();
        chunkTooLong[16] = (byte) (chunkTooLong[16] + 2);

        assertThat(failure(longer)).isEqualTo(Reason.TRUNCATED);
        assertThat(failure(shorter)).isEqualTo(Reason.CORRUPT);
        assertThat(failure(chunkTooLong)).isEqualTo(Reason.TRUNCATED);
    }

    @Test
    void what_follows_the_file_does_not_matter() {
        assertThat(failure(SyntheticImages.join(Webps.lossy(), new byte[1000]))).isNull();
    }

    @Test
    void a_picture_is_truncated_wherever_it_is_cut() {
        for (byte[] whole : List.of(Webps.lossy(), Webps.lossless(), Webps.withAlpha())) {
            for (int length = 12; length < whole.length; length++) {
                assertThat(failure(Arrays.copyOf(whole, length)))
                        .as("%d bytes", length)
                        .isEqualTo(Reason.TRUNCATED);
            }
        }
    }

    @Test
    void data_that_was_cut_is_truncated_although_every_length_is_right() {
        for (byte[] whole : List.of(Webps.lossy(), Webps.lossless())) {
            String type = new String(whole, 12, 4, StandardCharsets.ISO_8859_1);
            byte[] payload = Arrays.copyOfRange(whole, 20, whole.length);
            for (int part = 4; part < 9; part++) {
                byte[] cut = Webps.file(Webps.chunk(type, Arrays.copyOf(payload, payload.length * part / 10)));
                assertThat(failure(cut)).as("%s, %d of 10", type, part).isEqualTo(Reason.TRUNCATED);
            }
        }
    }

    @Test
    void is_encoded_anew_for_a_service_that_does_not_take_it() {
        ImageLimits limits = ImageLimits.builder()
                .formats(Set.of(ImageFormat.JPEG, ImageFormat.PNG))
                .build();

        PreparedImage prepared = ImagePreparation.prepare(
                FaceImage.of(extended(EXIF, Webps.lossy(), Webps.chunk("EXIF", SyntheticImages.tiff(6)))), limits);

        assertThat(prepared.image().format()).isEqualTo(ImageFormat.JPEG);
        assertThat(prepared.image().width()).isEqualTo(Webps.HEIGHT);
        assertThat(prepared.changes()).containsExactly(PreparedImage.Change.ROTATED, PreparedImage.Change.RE_ENCODED);
    }

    @Test
    void too_many_pixels_are_refused_on_the_header() {
        byte[] huge = Webps.file(Webps.extended(ALPHA, 1 << 24, 1 << 24), Webps.chunksOf(Webps.lossy()));
        byte[] large = Webps.lossy();
        large[27] = 0x3F; // the width's upper byte
        large[29] = 0x3F;

        for (byte[] file : List.of(huge, large)) {
            assertThatThrownBy(() -> FaceImage.of(file))
                    .isInstanceOfSatisfying(
                            InvalidImageException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.TOO_MANY_PIXELS));
        }
    }

    @Test
    void decoding_allocates_no_more_than_the_budget_was_asked_for() {
        int width = 1500;
        int height = 1000;
        byte[] lossy = Webps.blankLossy(width, height);
        byte[] withAlpha =
                Webps.file(Webps.extended(ALPHA, width, height), Webps.blankAlpha(), Webps.blankLossy(width, height));
        byte[] lossless = Webps.file(Webps.blankLossless(width, height));
        for (byte[] file : List.of(Webps.file(lossy), withAlpha, lossless)) {
            // While they are decoded, lossless files and compressed alpha take 5 bytes a pixel more.
            long working = file == withAlpha || file == lossless ? 5L * width * height : 0;
            for (int minLongSide : new int[] {width, width / 4}) {
                FaceImage image = FaceImage.of(file);
                long[] reserved = new long[1];
                long before = PixelBudget.process().inUse();
                long allocated = Allocation.of(() -> {
                    try (DecodedImage decoded = ImageDecoder.decode(image, minLongSide)) {
                        assertThat(decoded.width()).isEqualTo(minLongSide);
                        reserved[0] = PixelBudget.process().inUse() - before;
                    }
                });
                assertThat(allocated).isLessThan(3 * reserved[0] + working + (1 << 17));
            }
        }
    }

    @Test
    void damaged_files_end_in_a_picture_or_a_typed_error(TestReporter reporter) {
        byte[] lossless = Webps.chunksOf(Webps.lossless());
        List<byte[]> seeds = List.of(
                Webps.lossy(),
                Webps.lossless(),
                Webps.withAlpha(),
                extended(EXIF, Webps.lossy(), Webps.chunk("EXIF", SyntheticImages.tiff(6))),
                Webps.file(Webps.extended(ANIMATION, 80, 60), Webps.frame(10, 6, lossless)));
        Random random = new Random(5);
        ReadLimits limits = ReadLimits.defaults().withMaxPixels(1_000_000);
        int refused = 0;
        for (int i = 0; i < MUTANTS; i++) {
            byte[] mutant = mutant(seeds.get(i % seeds.size()), random);
            try (DecodedImage decoded = ImageDecoder.decode(FaceImage.of(mutant, limits))) {
                assertThat(decoded.bgr()).isNotEmpty();
            } catch (InvalidImageException e) {
                refused++;
            } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
                throw new AssertionError("mutant " + i, e);
            }
        }
        reporter.publishEntry("damaged WebP", refused + " of " + MUTANTS + " refused");
        assertThat(refused).isBetween(1, MUTANTS - 1);
    }

    private static byte[] mutant(byte[] seed, Random random) {
        byte[] mutant = seed.clone();
        switch (random.nextInt(4)) {
            case 0 -> {
                for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
                    mutant[random.nextInt(mutant.length)] ^= (byte) (1 << random.nextInt(8));
                }
            }
            case 1 -> {
                for (int changes = 1 + random.nextInt(8); changes > 0; changes--) {
                    mutant[12 + random.nextInt(mutant.length - 12)] = (byte) random.nextInt(256);
                }
            }
            case 2 -> mutant = Arrays.copyOf(mutant, random.nextInt(mutant.length));
            default -> {
                // All that follows a place is noise, while the lengths stay right.
                for (int at = 20 + random.nextInt(mutant.length - 20); at < mutant.length; at++) {
                    mutant[at] = (byte) random.nextInt(256);
                }
            }
        }
        return mutant;
    }

    private static byte[] extended(int flags, byte[] simple, byte[] after) {
        return Webps.file(Webps.extended(flags, Webps.WIDTH, Webps.HEIGHT), Webps.chunksOf(simple), after);
    }

    private static @Nullable Reason failure(byte[] file) {
        try {
            ImageDecoder.decode(FaceImage.of(file)).close();
            return null;
        } catch (InvalidImageException e) {
            return e.reason();
        }
    }

    private static int pixel(DecodedImage image, int x, int y) {
        int at = 3 * (y * image.width() + x);
        byte[] bgr = image.bgr();
        return (bgr[at + 2] & 0xFF) << 16 | (bgr[at + 1] & 0xFF) << 8 | (bgr[at] & 0xFF);
    }
}
