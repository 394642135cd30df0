package io.facebridge.cli;

import io.facebridge.internal.DiskFailure;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
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

    /** What a new file of the user may be read by; empty until the part exists, and on systems without such permissions. */
    private Set<PosixFilePermission> usual = Set.of();

    /**
     * Starts a file; nothing is written yet.
     *
     * @param target the name of the complete file
     */
    PictureFile(Path target) {
        this.target = target;
        part = Objects.requireNonNullElse(target.toAbsolutePath().getParent(), target)
                .resolve(".facebridge-" + UUID.randomUUID() + ".part");
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

    /** Ends the command if there is such a file, unless it may be replaced; folders, devices and links never are. */
    static void requireAbsent(Path target, boolean replaces) {
        if (Files.isSymbolicLink(target)) {
            throw new CommandFailedException(
                    "Output", target + " is a symbolic link, which is never replaced; name the file that it leads to");
        }
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
            if (Files.exists(part)) {
                FileChannel.open(part, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)
                        .close();
            } else {
                create();
            }
            try (ImageOutputStream out = new FileImageOutputStream(part.toFile())) {
                encode(picture, format, out);
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Makes the part, which only the owner may read: it may show faces until it has been checked. */
    private void create() throws IOException {
        part.toFile().deleteOnExit(); // for an interrupted program
        Files.createFile(part);
        if (Files.getFileStore(part).supportsFileAttributeView(PosixFileAttributeView.class)) {
            usual = Files.getPosixFilePermissions(part);
            Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rw-------"));
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

    /** Gives the file its name. Without {@code replaces} a file that another program wrote first is kept. */
    void publish(boolean replaces) {
        requireAbsent(target, replaces);
        try {
            if (!usual.isEmpty()) {
                Files.setPosixFilePermissions(part, usual);
            }
            if (replaces) {
                Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
            } else {
                nameWhatHasNoFile();
            }
        } catch (FileAlreadyExistsException e) {
            requireAbsent(target, false);
            throw failed(e);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** A link is made for the first of several programs only; where the system has none, the name was free a moment ago. */
    private void nameWhatHasNoFile() throws IOException {
        try {
            Files.createLink(target, part);
            Files.delete(part);
        } catch (UnsupportedOperationException e) {
            Files.move(part, target);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (FileSystemException e) {
            Files.move(part, target); // a file system without links
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
