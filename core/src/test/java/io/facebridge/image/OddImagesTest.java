package io.facebridge.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.facebridge.error.InvalidImageException;
import io.facebridge.image.Engines.Ppm;
import io.facebridge.image.ImageDecoder.DecodedImage;
import io.facebridge.image.OddImages.Odd;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Generated files with unusual headers against ImageMagick and libjpeg-turbo: the same orientation, and colors within 3
 * of 255 as means of the cells of a grid of 16 × 16. {@code -Dfacebridge.pictures=500} sets how many files are made, 60
 * if it is not set; {@code -Dfacebridge.seed} makes others.
 */
class OddImagesTest {
    private static final int FILES = Integer.getInteger("facebridge.pictures", 60);
    private static final long SEED = Long.getLong("facebridge.seed", 20261129L);
    private static final int CELLS = 16;
    private static final double TOLERANCE = 3;

    @ParameterizedTest
    @EnumSource(OddImages.class)
    void every_generated_file_is_shown_as_the_engines_show_it(OddImages kind) {
        Engines.require(kind.tools().toArray(String[]::new));
        int files = share(kind);
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < files; i++) {
            Odd odd = kind.make(new Random(SEED + 1000L * kind.name().hashCode() + i));
            compare(kind, odd).ifPresent(difference -> differences.add(odd.description() + ": " + difference));
        }
        assertThat(differences).as("of %d files", files).isEmpty();
    }

    /** Half of the files are JPEGs: their headers have the most to say. */
    private static int share(OddImages kind) {
        int others = FILES / 2 / (OddImages.values().length - 1);
        return kind == OddImages.JPEG ? FILES - others * (OddImages.values().length - 1) : others;
    }

    private static Optional<String> compare(OddImages kind, Odd odd) {
        Optional<Ppm> magick = Engines.ppm(Engines.run(
                odd.file(),
                "convert",
                kind.name() + ":-[0]",
                "-auto-orient",
                "+repage",
                "-colorspace",
                "sRGB",
                "-depth",
                "8",
                "ppm:-"));
        if (magick.isEmpty()) {
            return Optional.of("ImageMagick does not read it");
        }
        FaceImage image;
        try {
            image = FaceImage.of(odd.file());
        } catch (InvalidImageException e) {
            return Optional.of(e.getMessage());
        }
        if (image.orientation() != odd.orientation()) {
            return Optional.of("orientation " + image.orientation());
        }
        try (DecodedImage ours = ImageDecoder.decode(image)) {
            Optional<String> difference = difference(odd, ours, magick.get(), "ImageMagick");
            if (difference.isEmpty() && kind == OddImages.JPEG) {
                Optional<Ppm> djpeg = Engines.ppm(Engines.run(odd.file(), "djpeg", "-ppm"));
                return djpeg.isEmpty()
                        ? Optional.of("djpeg does not read it")
                        : difference(odd, ours, upright(djpeg.get(), odd.orientation()), "djpeg");
            }
            return difference;
        } catch (InvalidImageException e) {
            return Optional.of(e.getMessage());
        }
    }

    private static Optional<String> difference(Odd odd, DecodedImage ours, Ppm theirs, String engine) {
        boolean part = odd.isGif(); // engines show the frame, we the screen
        if (part
                ? odd.left() + theirs.width() > ours.width() || odd.top() + theirs.height() > ours.height()
                : theirs.width() != ours.width() || theirs.height() != ours.height()) {
            return Optional.of(engine + " shows " + theirs.width() + " x " + theirs.height() + ", we " + ours.width()
                    + " x " + ours.height());
        }
        double[] sums = new double[3 * CELLS * CELLS];
        int[] counts = new int[CELLS * CELLS];
        for (int y = 0; y < theirs.height(); y++) {
            for (int x = 0; x < theirs.width(); x++) {
                int cell = y * CELLS / theirs.height() * CELLS + x * CELLS / theirs.width();
                counts[cell]++;
                int at = 3 * ((odd.top() + y) * ours.width() + odd.left() + x);
                for (int band = 0; band < 3; band++) {
                    sums[3 * cell + band] += (ours.bgr()[at + 2 - band] & 0xFF)
                            - (theirs.rgb()[3 * (y * theirs.width() + x) + band] & 0xFF);
                }
            }
        }
        double worst = 0;
        for (int i = 0; i < sums.length; i++) {
            worst = Math.max(worst, Math.abs(sums[i] / counts[i / 3]));
        }
        return worst <= TOLERANCE ? Optional.empty() : Optional.of(String.format("%.1f of 255 from %s", worst, engine));
    }

    /** What EXIF 2.32, 4.6.4 says of tag 0x0112: where the first row and the first column are seen. */
    private static Ppm upright(Ppm stored, int orientation) {
        int w = stored.width();
        int h = stored.height();
        boolean turned = orientation > 4;
        byte[] rgb = new byte[stored.rgb().length];
        for (int y = 0; y < h; y++) {
            for (int x = 0; x < w; x++) {
                int toX =
                        switch (orientation) {
                            case 2, 3 -> w - 1 - x;
                            case 5, 8 -> y;
                            case 6, 7 -> h - 1 - y;
                            default -> x;
                        };
                int toY =
                        switch (orientation) {
                            case 3, 4 -> h - 1 - y;
                            case 5, 6 -> x;
                            case 7, 8 -> w - 1 - x;
                            default -> y;
                        };
                System.arraycopy(stored.rgb(), 3 * (y * w + x), rgb, 3 * (toY * (turned ? h : w) + toX), 3);
            }
        }
        return new Ppm(turned ? h : w, turned ? w : h, rgb);
    }
}
