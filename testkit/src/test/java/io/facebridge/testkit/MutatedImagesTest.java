package io.facebridge.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.facebridge.error.FaceBridgeException;
import io.facebridge.image.FaceImage;
import io.facebridge.image.ImageDecoder;
import io.facebridge.image.ImageDecoder.DecodedImage;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class MutatedImagesTest {
    private static final int TIMES = Effort.times(10_000);

    private static byte[] picture(String format) throws IOException {
        BufferedImage image = new BufferedImage(48, 40, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(3);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                image.setRGB(x, y, 0x010101 * (4 * x + random.nextInt(30)));
            }
        }
        if (format.equals("webp")) {
            return LosslessWebp.of(image);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        assertThat(ImageIO.write(image, format, bytes)).isTrue();
        return bytes.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpg", "png", "bmp", "gif", "webp"})
    void a_damaged_picture_is_decoded_or_refused_and_nothing_else(String format) throws IOException {
        byte[] original = picture(format);
        Mutations mutations = Mutations.of(format.hashCode());
        int refused = 0;
        for (int i = 0; i < TIMES; i++) {
            byte[] bytes = mutations.next(original);
            try {
                FaceImage image = FaceImage.of(bytes);
                try (DecodedImage decoded = ImageDecoder.decode(image)) {
                    assertThat(decoded.width()).isPositive();
                }
            } catch (FaceBridgeException e) {
                refused++;
            } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
                fail("mutation " + i + " of " + format, e);
            }
        }
        assertThat(refused).isBetween(1, TIMES - 1);
    }
}
