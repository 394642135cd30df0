package io.facebridge.cli;

import io.facebridge.internal.DiskFailure;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.FileImageOutputStream;
import javax.imageio.stream.ImageOutputStream;

/**
 * An image file that is being written: under another name in the same folder until it is complete, so that a reader never sees a
 * part of it. Contains the pixels and no metadata of the image that they were taken from.
 */
final class PictureFile implements AutoCloseable {
    private static final float JPEG_QUALITY = 0.95f;

    private final Path target;
    private final Path part;

    /**
     * Starts a file; nothing is written yet.
     *
     * @param target the name of the complete file
     */
    PictureFile(Path target) {
        this.target = target;
        part = Objects.requireNonNullElse(target.toAbsolutePath().getParent(), target)
                .resolve(".facebridge-" + ProcessHandle.current().pid() + ".part");
    }

    /** The formats that are written. */
    enum Format {
        PNG("png"),
        JPEG("jpeg");

        private final String name;

        Format(String name) {
            this.name = name;
        }
    }

    /** Ends the command if there is such a file, unless it may be replaced; folders and devices never are. */
    static void requireAbsent(Path target, boolean replaces) {
        if (Files.exists(target) && !Files.isRegularFile(target)) {
            throw new CommandFailedException("Output", target + " is not a file; name another");
        }
        if (!replaces && Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new CommandFailedException(
                    "Output",
                    target + " already exists and was not overwritten; name another file, or give --overwrite");
        }
    }

    /** Writes a whole file. */
    static void write(BufferedImage picture, Format format, Path target, boolean replaces) {
        try (PictureFile file = new PictureFile(target)) {
            file.write(picture, format);
            file.publish(replaces);
        }
    }

    /** Writes the pixels under the other name, again if necessary. The encoded file is never held in memory. */
    void write(BufferedImage picture, Format format) {
        try {
            Files.deleteIfExists(part);
            part.toFile().deleteOnExit(); // for an interrupted program
            Files.createFile(part);
            try (ImageOutputStream out = new FileImageOutputStream(part.toFile())) {
                encode(picture, format, out);
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private static void encode(BufferedImage picture, Format format, ImageOutputStream out) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName(format.name).next();
        try {
            ImageWriteParam param = writer.getDefaultWriteParam();
            if (format == Format.JPEG) {
                param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                param.setCompressionQuality(JPEG_QUALITY);
            }
            writer.setOutput(out);
            writer.write(null, new IIOImage(picture, null, null), param);
        } finally {
            writer.dispose();
        }
    }

    /** Returns where the pixels are until the file is published. */
    Path part() {
        return part;
    }

    /** Gives the file its name. */
    void publish(boolean replaces) {
        requireAbsent(target, replaces);
        try {
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private CommandFailedException failed(IOException e) {
        return new CommandFailedException(
                "Output",
                target + " cannot be written: " + DiskFailure.of(e, target).words() + ".",
                e);
    }

    /** Removes what was written under the other name. */
    @Override
    public void close() {
        var unused = part.toFile().delete(); // absent if published
    }
}
