package io.facebridge.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.facebridge.error.InvalidImageException;
import io.facebridge.image.FaceImage;
import io.facebridge.image.ImageDecoder;
import io.facebridge.image.ImageDecoder.DecodedImage;
import io.facebridge.image.ImageFormat;
import io.facebridge.image.ImageLimits;
import io.facebridge.image.ImagePreparation;
import io.facebridge.image.ImagePreparation.PreparedImage;
import io.facebridge.image.ReadLimits;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;

/** Images of all formats, decoded and prepared for a provider; with the checksums of a PNG as they are and made right. */
final class PictureTarget implements FuzzTarget {
    private static final ReadLimits SMALL = ReadLimits.defaults().withMaxPixels(1 << 16);
    private static final ImageLimits PROVIDERS = ImageLimits.builder()
            .formats(Set.of(ImageFormat.JPEG, ImageFormat.PNG))
            .maxSide(40)
            .maxBytes(4000)
            .honorsExif(false)
            .build();

    @Override
    public List<byte[]> seeds() {
        return SeedPictures.all();
    }

    @Override
    public boolean take(byte[] input) {
        boolean asItIs = decoded(input);
        boolean summed = decoded(withSums(input));
        return asItIs || summed;
    }

    private static boolean decoded(byte[] input) {
        boolean isTaken = false;
        try {
            FaceImage image = FaceImage.of(input, SMALL);
            isTaken = decoded(image, Integer.MAX_VALUE);
            isTaken |= decoded(image, 8);
            PreparedImage prepared = ImagePreparation.prepare(image, PROVIDERS);
            FaceImage sent = prepared.image();
            assertThat(Math.max(sent.width(), sent.height())).isLessThanOrEqualTo(40);
            assertThat(sent.sizeInBytes()).isLessThanOrEqualTo(4000);
            assertThat(PROVIDERS.formats()).contains(sent.format());
        } catch (InvalidImageException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
        return isTaken;
    }

    private static boolean decoded(FaceImage image, int side) {
        try (DecodedImage pixels = ImageDecoder.decode(image, side)) {
            assertThat(pixels.bgr()).hasSize(3 * pixels.width() * pixels.height());
            if (pixels.subsampling() == 1) {
                assertThat(pixels.width()).isEqualTo(image.width());
                assertThat(pixels.height()).isEqualTo(image.height());
            }
            return true;
        } catch (InvalidImageException e) {
            assertThat(e.getMessage()).isNotBlank();
            return false;
        }
    }

    /** Of a PNG the same with checksums that are right, so that damage reaches the decoder. */
    private static byte[] withSums(byte[] input) {
        byte[] png = input.clone();
        ByteBuffer buffer = ByteBuffer.wrap(png);
        int at = 8;
        while (at + 12 <= png.length && png[1] == 'P') {
            int length = buffer.getInt(at);
            if (length < 0 || length > png.length - at - 12) {
                break;
            }
            CRC32 crc = new CRC32();
            crc.update(png, at + 4, length + 4);
            buffer.putInt(at + 8 + length, (int) crc.getValue());
            at += 12 + length;
        }
        return png;
    }
}
