package io.facebridge.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files with what is nobody else's business: new ones, which on systems that know it only their owner can read. */
final class OwnFile {
    private OwnFile() {}

    static void write(Path file, byte[] content) {
        FileAttribute<?>[] ownerOnly =
                FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                        ? new FileAttribute<?>[] {
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                        }
                        : new FileAttribute<?>[0];
        try (OutputStream out = Channels.newOutputStream(Files.newByteChannel(
                file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly))) {
            out.write(content);
        } catch (FileAlreadyExistsException e) {
            throw new CommandFailedException("Output", file + " is there already and is left as it is.", e);
        } catch (IOException e) {
            throw new CommandFailedException(
                    "Output", file + " cannot be written; check that its folder exists and may be written to.", e);
        }
    }
}
