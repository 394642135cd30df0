package io.facebridge.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.facebridge.error.InvalidImageException;
import io.facebridge.error.InvalidImageException.Reason;
import io.facebridge.image.ImageDecoder.DecodedImage;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DamagedImagesTest {
    @Test
    void a_truncated_jpeg_is_an_error_wherever_it_is_cut() {
        BufferedImage picture = SyntheticImages.gradient(120, 90);
        byte[] thumbnail =
                SyntheticImages.join(new byte[] {'x', 0}, SyntheticImages.jpeg(SyntheticImages.gradient(20, 20)));

        assertCutsAreErrors(SyntheticImages.jpeg(picture), 2);
        assertCutsAreErrors(SyntheticImages.progressiveJpeg(picture), 2);
        assertCutsAreErrors(SyntheticImages.withSegment(SyntheticImages.jpeg(picture), 0xE1, thumbnail), 2);
        assertCutsAreErrors(SyntheticImages.cmykJpeg(60, 40, 10, 20, 30, 40), 2);
    }

    @Test
    void a_truncated_png_is_an_error_wherever_it_is_cut() {
        BufferedImage picture = SyntheticImages.gradient(120, 90);

        // The end chunk of twelve bytes holds no pixel.
        assertCutsAreErrors(SyntheticImages.png(picture), 12);
        assertCutsAreErrors(SyntheticImages.interlacedPng(picture), 12);
        assertCutsAreErrors(SyntheticImages.png(SyntheticImages.gray(50, 50, 77)), 12);
    }

    @Test
    void a_truncated_bmp_is_an_error_wherever_it_is_cut() {
        // Rows of 150 and 50 bytes are padded to 152 and 52.
        assertCutsAreErrors(SyntheticImages.bmp(SyntheticImages.gradient(50, 50)), 2);
        assertCutsAreErrors(SyntheticImages.bmp(SyntheticImages.gray(50, 50, 77)), 2);
    }

    @Test
    void a_truncated_gif_is_an_error_wherever_it_is_cut() {
        // The trailer, the end of the blocks and the code for the end of the data hold no pixel.
        assertCutsAreErrors(SyntheticImages.gif(SyntheticImages.gradient(50, 50)), 4);
    }

    @Test
    void a_jpeg_that_was_cut_and_given_an_end_marker_is_an_error() {
        byte[] whole = SyntheticImages.jpeg(SyntheticImages.noise(120, 90));

        for (int part = 10; part < 20; part++) {
            byte[] cut = Arrays.copyOf(whole, whole.length * part / 20);
            byte[] ended = SyntheticImages.join(cut, new byte[] {(byte) 0xFF, (byte) 0xD9});
            assertThat(failure(ended)).isIn(Reason.TRUNCATED, Reason.CORRUPT);
        }
    }

    @Test
    void a_png_with_too_few_rows_is_truncated() {
        byte[] png = SyntheticImages.png(10, 10, 8, 0, new byte[11 * 9]);

        assertThat(failure(png)).isEqualTo(Reason.TRUNCATED);
    }

    @Test
    void a_png_with_damaged_data_is_corrupt() {
        byte[] data = SyntheticImages.png(SyntheticImages.noise(50, 50));
        data[data.length / 2] ^= 0x10;
        byte[] checksum = SyntheticImages.png(SyntheticImages.noise(50, 50));
        checksum[checksum.length - 13] ^= 1; // just before the end chunk

        assertThat(failure(data)).isEqualTo(Reason.CORRUPT);
        assertThat(failure(checksum)).isEqualTo(Reason.CORRUPT);
    }

    @Test
    void a_gif_whose_data_ends_before_its_last_row_is_truncated() {
        byte[] gif = SyntheticImages.gif(SyntheticImages.noise(50, 50));
        int blocks = 13 + 3 * 256;
        int data = indexOf(gif, (byte) ',', blocks) + 11;
        int firstBlock = gif[data] & 0xFF;
        byte[] cut = SyntheticImages.join(Arrays.copyOf(gif, data + 1 + firstBlock), new byte[] {0, ';'});

        assertThat(failure(cut)).isIn(Reason.TRUNCATED, Reason.CORRUPT);
    }

    @Test
    void mutated_pictures_end_in_a_picture_or_a_typed_error() {
        Map<String, byte[]> seeds = new LinkedHashMap<>();
        BufferedImage small = SyntheticImages.gradient(24, 18);
        seeds.put("jpeg", SyntheticImages.withOrientation(SyntheticImages.jpeg(small), 6));
        seeds.put("progressive jpeg", SyntheticImages.progressiveJpeg(small));
        seeds.put("cmyk jpeg", SyntheticImages.cmykJpeg(16, 16, 10, 200, 30, 250));
        seeds.put("png", SyntheticImages.withChunk(SyntheticImages.png(small), "eXIf", SyntheticImages.tiff(5)));
        seeds.put("palette png", SyntheticImages.png(new BufferedImage(9, 9, BufferedImage.TYPE_BYTE_INDEXED)));
        seeds.put("interlaced png", SyntheticImages.interlacedPng(small));
        seeds.put("bmp", SyntheticImages.bmp(small));
        seeds.put("gray bmp", SyntheticImages.bmp(SyntheticImages.gray(9, 9, 3)));
        seeds.put("gif", SyntheticImages.gif(small));
        Random random = new Random(20261101);
        int pictures = 0;
        for (Map.Entry<String, byte[]> seed : seeds.entrySet()) {
            for (int i = 0; i < 1200; i++) {
                byte[] mutant = mutate(seed.getValue(), random);
                if (seed.getKey().endsWith("png") && i % 2 == 0) {
                    PngSums.repair(mutant);
                }
                int number = i;
                boolean[] decoded = {false};
                assertThatCode(() -> decoded[0] = decodes(mutant))
                        .as(() -> seed.getKey() + " mutant " + number)
                        .doesNotThrowAnyException();
                pictures += decoded[0] ? 1 : 0;
            }
        }
        assertThat(pictures).isGreaterThan(100);
    }

    private static byte[] mutate(byte[] seed, Random random) {
        byte[] mutant = seed.clone();
        switch (random.nextInt(5)) {
            case 0 -> mutant[random.nextInt(mutant.length)] ^= (byte) (1 << random.nextInt(8));
            case 1 -> {
                int header = Math.min(mutant.length, 80);
                mutant[random.nextInt(header)] = (byte) random.nextInt(256);
                mutant[random.nextInt(header)] = (byte) (random.nextBoolean() ? 0xFF : 0);
            }
            case 2 -> mutant = Arrays.copyOf(mutant, 1 + random.nextInt(mutant.length));
            case 3 -> {
                int length = 1 + random.nextInt(Math.min(40, mutant.length - 1));
                int from = random.nextInt(mutant.length - length);
                int to = random.nextInt(mutant.length - length);
                System.arraycopy(seed, from, mutant, to, length);
            }
            default -> {
                int cut = random.nextInt(mutant.length);
                int resume = random.nextInt(mutant.length);
                mutant = SyntheticImages.join(Arrays.copyOf(seed, cut), Arrays.copyOfRange(seed, resume, seed.length));
            }
        }
        return mutant;
    }

    private static boolean decodes(byte[] file) {
        try (DecodedImage image =
                ImageDecoder.decode(FaceImage.of(file, ReadLimits.defaults().withMaxPixels(4_000_000)))) {
            return image.bgr().length > 0;
        } catch (InvalidImageException e) {
            assertThat(e.getMessage()).isNotBlank();
            return false;
        }
    }

    /** An image that was cut is refused or, if no more than {@code spare} bytes are missing, shows every pixel. */
    private static void assertCutsAreErrors(byte[] whole, int spare) {
        byte[] pixels = pixels(whole);
        TreeSet<Integer> lengths = new TreeSet<>();
        for (int part = 1; part < 40; part++) {
            lengths.add(whole.length * part / 40);
        }
        for (int missing = 1; missing < 30; missing++) {
            lengths.add(whole.length - missing);
        }
        for (int length : lengths) {
            byte[] cut = Arrays.copyOf(whole, length);
            Reason failure = failure(cut);
            if (failure == null && whole.length - length <= spare) {
                assertThat(pixels(cut))
                        .as("%d of %d bytes", length, whole.length)
                        .isEqualTo(pixels);
            } else {
                assertThat(failure)
                        .as("%d of %d bytes", length, whole.length)
                        .isIn(Reason.TRUNCATED, Reason.CORRUPT, Reason.UNSUPPORTED_FORMAT);
            }
        }
    }

    private static byte[] pixels(byte[] file) {
        try (DecodedImage image = ImageDecoder.decode(FaceImage.of(file))) {
            return image.bgr();
        }
    }

    private static @Nullable Reason failure(byte[] file) {
        try {
            ImageDecoder.decode(FaceImage.of(file)).close();
            return null;
        } catch (InvalidImageException e) {
            return e.reason();
        }
    }

    private static int indexOf(byte[] bytes, byte wanted, int from) {
        for (int i = from; i < bytes.length; i++) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        throw new AssertionError("not there");
    }
}
