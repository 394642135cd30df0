package io.facebridge.image;

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
    private final TimeLimit limit;
    private final Pixels pixels;
    private final int firstColumn;
    private final int firstRow;
    private @Nullable AlphaPlane alpha;

    private WebpPixels(WebpStructure structure, int step, TimeLimit limit) {
        this.structure = structure;
        this.step = step;
        this.limit = limit;
        this.pixels = Pixels.allocate(Sampling.size(structure.width(), step), Sampling.size(structure.height(), step));
        this.firstColumn = Sampling.offset(structure.width(), step);
        this.firstRow = Sampling.offset(structure.height(), step);
    }

    static Pixels decode(byte[] bytes, WebpStructure structure, int step, TimeLimit limit) throws IOException {
        WebpStructure.Part picture = structure.picture();
        WebpPixels target = new WebpPixels(structure, step, limit);
        if (structure.frameWidth() < structure.width() || structure.frameHeight() < structure.height()) {
            Arrays.fill(target.pixels.bgr(), (byte) OPAQUE);
        }
        if (structure.isLossless()) {
            target.acceptAll(Lossless.decode(bytes, picture.from(), picture.to(), limit::check));
        } else {
            KeyFrame frame = KeyFrame.of(bytes, picture.from(), picture.to());
            WebpStructure.Part part = structure.alpha();
            if (part != null) {
                target.alpha = AlphaPlane.of(
                        bytes, part.from(), part.to(), structure.frameWidth(), structure.frameHeight(), limit::check);
            }
            frame.decode(target);
        }
        return target.pixels;
    }

    @Override
    public boolean wants(int y) {
        limit.check();
        int below = y + structure.top() - firstRow;
        return below >= 0 && below % step == 0 && below / step < pixels.height();
    }

    @Override
    public void accept(int y, byte[] bgr) {
        int at = start(y);
        int width = structure.frameWidth();
        if (alpha == null) {
            if (step == 1) {
                System.arraycopy(bgr, 0, pixels.bgr(), at, Pixels.BYTES * width);
                return;
            }
            for (int x = column(); x < width; x += step, at += Pixels.BYTES) {
                System.arraycopy(bgr, Pixels.BYTES * x, pixels.bgr(), at, Pixels.BYTES);
            }
            return;
        }
        byte[] opacities = alpha.row(y);
        for (int x = column(); x < width; x += step) {
            int opacity = opacities[x] & 0xFF;
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
                    if (color >>> 24 == OPAQUE) {
                        pixels.bgr()[at++] = (byte) color;
                        pixels.bgr()[at++] = (byte) (color >> 8);
                        pixels.bgr()[at++] = (byte) (color >> 16);
                        continue;
                    }
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
