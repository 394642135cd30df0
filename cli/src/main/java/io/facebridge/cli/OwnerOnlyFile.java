package io.facebridge.cli;

import io.facebridge.internal.DiskFailure;
import io.facebridge.internal.OwnerOnly;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/** Writes files with confidential content: new ones, which only their owner can read on systems that support it. */
final class OwnerOnlyFile {
    private OwnerOnlyFile() {}

    static void write(Path file, byte[] content) {
        boolean isMade = false;
        boolean isWhole = false;
        try (OutputStream out = Channels.newOutputStream(Files.newByteChannel(
                file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OwnerOnly.forFile(file)))) {
            isMade = true;
            out.write(content);
            isWhole = true;
        } catch (FileAlreadyExistsException e) {
            throw new CommandFailedException("Output", file + " already exists and was not overwritten.", e);
        } catch (IOException e) {
            throw new CommandFailedException(
                    "Output",
                    file + " cannot be written: " + DiskFailure.of(e, file).words() + ".",
                    e);
        } finally {
            if (isMade && !isWhole) {
                var unused = file.toFile().delete(); // what was begun
            }
        }
    }
}
