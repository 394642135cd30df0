package io.facebridge.image.internal;

import io.facebridge.image.internal.webp.AlphaPlane;
import io.facebridge.image.internal.webp.KeyFrame;
import io.facebridge.image.internal.webp.Lossless;
import io.facebridge.image.internal.webp.Rows;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Takes every n-th pixel of the first frame of a WebP, over white. */
final class WebpPixels implements Rows {
    private static final int OPAQUE = 255;

    private final WebpStructure structure;
    private final int step;
    private final Pixels pixels;
    private final int firstColumn;
    private final int firstRow;
    private @Nullable AlphaPlane alpha;

    private WebpPixels(WebpStructure structure, int step) {
        this.structure = structure;
        this.step = step;
        this.pixels = Pixels.allocate(Sampling.size(structure.width(), step), Sampling.size(structure.height(), step));
        this.firstColumn = Sampling.offset(structure.width(), step);
        this.firstRow = Sampling.offset(structure.height(), step);
    }

    static Pixels decode(byte[] bytes, WebpStructure structure, int step) throws IOException {
        WebpStructure.Part picture = structure.picture();
        WebpPixels target = new WebpPixels(structure, step);
        if (structure.frameWidth() < structure.width() || structure.frameHeight() < structure.height()) {
            Arrays.fill(target.pixels.bgr(), (byte) OPAQUE);
        }
        if (structure.isLossless()) {
            target.acceptAll(Lossless.decode(bytes, picture.from(), picture.to()));
        } else {
            KeyFrame frame = KeyFrame.of(bytes, picture.from(), picture.to());
            WebpStructure.Part part = structure.alpha();
            if (part != null) {
                target.alpha =
                        AlphaPlane.of(bytes, part.from(), part.to(), structure.frameWidth(), structure.frameHeight());
            }
            frame.decode(target);
        }
        return target.pixels;
    }

    @Override
    public boolean wants(int y) {
        int below = y + structure.top() - firstRow;
        return below >= 0 && below % step == 0 && below / step < pixels.height();
    }

    @Override
    public void accept(int y, byte[] bgr) {
        byte[] opacities = alpha == null ? null : alpha.row(y);
        int at = start(y);
        for (int x = column(); x < structure.frameWidth(); x += step) {
            int opacity = opacities == null ? OPAQUE : opacities[x] & 0xFF;
            for (int i = 0; i < Pixels.BYTES; i++) {
                pixels.bgr()[at++] = ToBgr.overWhite(bgr[Pixels.BYTES * x + i] & 0xFF, opacity);
            }
        }
    }

    private void acceptAll(int[] colors) {
        int width = structure.frameWidth();
        for (int y = 0; y < structure.frameHeight(); y++) {
            if (wants(y)) {
                int at = start(y);
                for (int x = column(); x < width; x += step) {
                    int color = colors[y * width + x];
                    pixels.bgr()[at++] = ToBgr.overWhite(color & 0xFF, color >>> 24);
                    pixels.bgr()[at++] = ToBgr.overWhite(color >> 8 & 0xFF, color >>> 24);
                    pixels.bgr()[at++] = ToBgr.overWhite(color >> 16 & 0xFF, color >>> 24);
                }
            }
        }
    }

    /** The first column of the frame that is taken. */
    private int column() {
        int before = structure.left() - firstColumn;
        return before <= 0 ? -before : Math.floorMod(-before, step);
    }

    /** Where the first pixel that is taken of a row goes. */
    private int start(int y) {
        int row = (y + structure.top() - firstRow) / step;
        int column = (column() + structure.left() - firstColumn) / step;
        return Pixels.BYTES * (row * pixels.width() + column);
    }
}
