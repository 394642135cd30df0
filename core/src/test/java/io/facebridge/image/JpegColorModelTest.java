package io.facebridge.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.facebridge.error.InvalidImageException;
import io.facebridge.error.InvalidImageException.Reason;
import io.facebridge.image.ImageDecoder.DecodedImage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The color model of a JPEG by libjpeg's rules, and where its data ends. */
class JpegColorModelTest {
    private static final byte[] QUARTERS = SyntheticImages.jpeg(SyntheticImages.quarters(64, 64));

    // Red in YCbCr is 76, 85, 255: what a picture shows whose components are taken for red, green and blue.
    private static final int RED = 0xFF0000;
    private static final int RED_UNCONVERTED = 0x4C55FF;

    @ParameterizedTest
    @CsvSource({
        // a JFIF marker decides, whatever else there is
        "true, -1, 1 2 3, YCC",
        "true, -1, 0 1 2, YCC",
        "true, -1, 82 71 66, YCC",
        "true, 0, 1 2 3, YCC",
        "true, 0, 82 71 66, YCC",
        "true, 2, 1 2 3, YCC",
        // then Adobe's
        "false, 0, 1 2 3, RGB",
        "false, 0, 82 71 66, RGB",
        "false, 0, 0 1 2, RGB",
        "false, 1, 1 2 3, YCC",
        "false, 1, 82 71 66, YCC",
        "false, 2, 1 2 3, YCC",
        "false, 9, 82 71 66, YCC",
        // then the components' ids
        "false, -1, 1 2 3, YCC",
        "false, -1, 82 71 66, RGB",
        "false, -1, 0 1 2, YCC",
        "false, -1, 114 103 98, YCC",
        "false, -1, 1 34 35, YCC",
        "false, -1, 200 5 17, YCC"
    })
    void of_three_components_jfif_decides_then_adobe_then_the_ids(
            boolean jfif, int adobe, String ids, String expected) {
        for (boolean behindTheFrame : new boolean[] {false, true}) {
            JpegParts parts = JpegParts.of(QUARTERS).bare().ids(numbers(ids));
            List<JpegParts.Segment> markers = new ArrayList<>();
            if (adobe >= 0) {
                markers.add(JpegParts.adobe(adobe));
            }
            if (jfif) {
                markers.add(JpegParts.jfif());
            }
            for (JpegParts.Segment marker : markers) {
                if (behindTheFrame) {
                    parts.last(marker);
                } else {
                    parts.first(marker);
                }
            }
            assertPixel(parts.bytes(), 10, 10, expected.equals("RGB") ? RED_UNCONVERTED : RED);
        }
    }

    @Test
    void components_that_are_not_subsampled_are_no_sign_of_red_green_and_blue() {
        JpegParts parts = JpegParts.of(TinyJpeg.plain(64, 64, 3, 76, 85, 255)).bare();

        assertPixel(parts.bytes(), 10, 10, RED);
        assertPixel(parts.ids(0, 1, 2).bytes(), 10, 10, RED);
        assertPixel(parts.ids(82, 71, 66).bytes(), 10, 10, RED_UNCONVERTED);
    }

    @ParameterizedTest
    @CsvSource({
        "false, -1, 4C55FF", "true, -1, 4C55FF", "false, 0, 4C55FF", "true, 0, 4C55FF",
        // Adobe's inverted inks after the transform from 76, 85, 255: red 255, green 0, blue 0
        "false, 1, FF0000", "false, 2, FF0000", "true, 2, FF0000", "false, 7, FF0000"
    })
    void of_four_components_adobe_decides_and_inks_are_inverted_as_adobe_stores_them(
            boolean jfif, int adobe, String rgb) {
        JpegParts parts =
                JpegParts.of(TinyJpeg.plain(64, 64, 4, 76, 85, 255, 255)).bare();
        if (adobe >= 0) {
            parts.first(JpegParts.adobe(adobe));
        }
        if (jfif) {
            parts.first(JpegParts.jfif());
        }

        // With a transform the three lights are the complements of the inks, and are inverted once more.
        int expected = Integer.parseInt(rgb, 16);
        assertPixel(parts.bytes(), 10, 10, adobe > 0 ? 0xFFFFFF ^ expected : expected);
    }

    @Test
    void components_that_share_an_id_are_told_apart_by_their_order() {
        assertPixel(JpegParts.of(QUARTERS).ids(1, 1, 1).bytes(), 10, 10, RED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"baseline", "progressive"})
    void a_missing_end_marker_is_no_missing_row(String kind) {
        byte[] whole =
                kind.equals("baseline") ? QUARTERS : SyntheticImages.progressiveJpeg(SyntheticImages.quarters(64, 64));
        byte[] noEnd = Arrays.copyOf(whole, whole.length - 2);

        for (byte[] trailer : new byte[][] {
            {},
            {(byte) 0xFF},
            "SEFHj\0\0\0\1\0\0\0SEFT".getBytes(StandardCharsets.ISO_8859_1),
            // a thumbnail that was put there, and what looks like a segment longer than the rest
            SyntheticImages.jpeg(SyntheticImages.gradient(16, 16)),
            {(byte) 0xFF, (byte) 0xE5, (byte) 0xFF, (byte) 0xFF, 1, 2}
        }) {
            assertThat(pixels(SyntheticImages.join(noEnd, trailer))).isEqualTo(pixels(whole));
        }
    }

    @Test
    void a_progressive_picture_that_ends_after_some_of_its_scans_is_truncated() {
        byte[] whole = SyntheticImages.progressiveJpeg(SyntheticImages.gradient(64, 64));
        List<Integer> scans = new ArrayList<>();
        for (int i = 0; i + 1 < whole.length; i++) {
            if (whole[i] == (byte) 0xFF && whole[i + 1] == (byte) JpegParts.SOS) {
                scans.add(i);
            }
        }
        assertThat(scans).hasSizeGreaterThan(3);

        for (int scan : scans.subList(1, scans.size())) {
            assertThat(reason(Arrays.copyOf(whole, scan))).isEqualTo(Reason.TRUNCATED);
        }
    }

    @Test
    void a_picture_without_the_scan_of_a_component_is_truncated() {
        byte[] whole = TinyJpeg.scanByScan(64, 64, 76, 85, 255);
        assertPixel(JpegParts.of(whole).bytes(), 10, 10, RED);
        int last = whole.length;
        for (int i = 0; i + 1 < whole.length; i++) {
            if (whole[i] == (byte) 0xFF && whole[i + 1] == (byte) JpegParts.SOS) {
                last = i;
            }
        }

        byte[] ended = SyntheticImages.join(Arrays.copyOf(whole, last), new byte[] {(byte) 0xFF, (byte) 0xD9});

        assertThat(reason(ended)).isEqualTo(Reason.TRUNCATED);
    }

    @Test
    void bytes_between_segments_are_passed_over() {
        JpegParts parts = JpegParts.of(QUARTERS);
        byte[] start = {(byte) 0xFF, (byte) 0xD8, 0, 0, 7, (byte) 0xFF, (byte) 0xFF};
        byte[] rest = parts.bytes();

        assertPixel(SyntheticImages.join(start, Arrays.copyOfRange(rest, 2, rest.length)), 10, 10, RED);
    }

    @Test
    void jpeg_ls_and_a_height_that_follows_the_scan_are_named() {
        byte[] ls = QUARTERS.clone();
        byte[] noHeight = QUARTERS.clone();
        for (int i = 0; i + 1 < ls.length; i++) {
            if (ls[i] == (byte) 0xFF && ls[i + 1] == (byte) JpegParts.SOF0) {
                ls[i + 1] = (byte) 0xF7;
                noHeight[i + 5] = 0;
                noHeight[i + 6] = 0;
                break;
            }
        }

        InvalidImageException lossless =
                Assertions.catchThrowableOfType(InvalidImageException.class, () -> FaceImage.of(ls));
        InvalidImageException later =
                Assertions.catchThrowableOfType(InvalidImageException.class, () -> FaceImage.of(noHeight));

        assertThat(lossless.reason()).isEqualTo(Reason.UNSUPPORTED_FORMAT);
        assertThat(lossless).hasMessageContaining("JPEG-LS");
        assertThat(later.reason()).isEqualTo(Reason.UNSUPPORTED_FORMAT);
        assertThat(later).hasMessageContaining("DNL");
    }

    private static int[] numbers(String text) {
        return Arrays.stream(text.split(" ")).mapToInt(Integer::parseInt).toArray();
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

    private static void assertPixel(byte[] file, int x, int y, int rgb) {
        try (DecodedImage image = ImageDecoder.decode(FaceImage.of(file))) {
            int at = 3 * (y * image.width() + x);
            int[] found = {image.bgr()[at + 2] & 0xFF, image.bgr()[at + 1] & 0xFF, image.bgr()[at] & 0xFF};
            assertThat(found[0]).as("red").isCloseTo(rgb >> 16 & 0xFF, within(5));
            assertThat(found[1]).as("green").isCloseTo(rgb >> 8 & 0xFF, within(5));
            assertThat(found[2]).as("blue").isCloseTo(rgb & 0xFF, within(5));
        }
    }
}
