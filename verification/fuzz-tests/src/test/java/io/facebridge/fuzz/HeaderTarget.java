package io.facebridge.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.facebridge.error.InvalidImageException;
import io.facebridge.image.FaceImage;
import io.facebridge.image.ReadLimits;
import java.util.List;

/** Headers of images of all formats. */
final class HeaderTarget implements FuzzTarget {
    private static final ReadLimits LIMITS = ReadLimits.defaults();

    @Override
    public List<byte[]> seeds() {
        return SeedPictures.all();
    }

    @Override
    public boolean take(byte[] input) {
        FaceImage image;
        try {
            image = FaceImage.of(input, LIMITS);
        } catch (InvalidImageException e) {
            assertThat(e.getMessage()).isNotBlank();
            return false;
        }
        if (image.width() < 1
                || image.height() < 1
                || (long) image.width() * image.height() > LIMITS.maxPixels()
                || image.orientation() < 1
                || image.orientation() > 8
                || image.sizeInBytes() != input.length) {
            throw new AssertionError(image.toString());
        }
        return true;
    }
}
