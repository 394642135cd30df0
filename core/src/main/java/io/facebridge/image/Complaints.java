package io.facebridge.image;

import io.facebridge.error.InvalidImageException;
import java.awt.image.BufferedImage;
import java.util.Locale;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadUpdateListener;
import javax.imageio.event.IIOReadWarningListener;
import org.jspecify.annotations.Nullable;

/** Listens to a reader, which only warns where pixels are missing, and keeps what cannot be forgiven. */
final class Complaints implements IIOReadWarningListener, IIOReadUpdateListener {
    private final ImageFormat format;
    private final int height;
    private boolean countsRows;
    private int rows;
    private @Nullable InvalidImageException first;

    Complaints(ImageFormat format, int height) {
        this.format = format;
        this.height = height;
    }

    void check() {
        if (first != null) {
            throw first;
        }
        if (countsRows && rows < height) {
            throw Invalid.truncated(format, "only " + rows + " of " + height + " rows are present");
        }
    }

    @Override
    public void warningOccurred(ImageReader source, String warning) {
        String text = warning.toLowerCase(Locale.ROOT);
        InvalidImageException found = null;
        if (text.contains("premature end") || text.contains("missing eoi") || text.contains("truncated")) {
            found = Invalid.truncated(format, "its pixels are incomplete");
        } else if (text.contains("bad huffman code")
                || text.contains("instead of rst")
                || text.contains("inconsistent progression")) {
            found = Invalid.corrupt(format, "its pixels cannot be decoded");
        }
        if (first == null) {
            first = found;
        }
    }

    @Override
    public void passStarted(
            ImageReader source,
            BufferedImage image,
            int pass,
            int minPass,
            int maxPass,
            int minX,
            int minY,
            int periodX,
            int periodY,
            int[] bands) {
        countsRows = true;
    }

    @Override
    public void imageUpdate(
            ImageReader source,
            BufferedImage image,
            int minX,
            int minY,
            int width,
            int rowsDone,
            int periodX,
            int periodY,
            int[] bands) {
        countsRows = true;
        rows += rowsDone;
    }

    @Override
    public void passComplete(ImageReader source, BufferedImage image) {}

    @Override
    public void thumbnailPassStarted(
            ImageReader source,
            BufferedImage thumbnail,
            int pass,
            int minPass,
            int maxPass,
            int minX,
            int minY,
            int periodX,
            int periodY,
            int[] bands) {}

    @Override
    public void thumbnailUpdate(
            ImageReader source,
            BufferedImage thumbnail,
            int minX,
            int minY,
            int width,
            int rowsDone,
            int periodX,
            int periodY,
            int[] bands) {}

    @Override
    public void thumbnailPassComplete(ImageReader source, BufferedImage thumbnail) {}
}
