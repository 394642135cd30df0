package io.facebridge.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryFlag;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes files and folders that only their owner may use, and that are so from the moment they exist: mode 0600 and 0700 on POSIX
 * systems whatever the umask allows, and on Windows an access control list with the owner alone, which a folder hands on to what
 * is made in it. Elsewhere they are as the system makes them. What exists already stays as it is. Stateless and thread-safe.
 */
public final class OwnerOnly {
    private OwnerOnly() {}

    /**
     * Makes a file unless there is one.
     *
     * @param file in a folder that exists
     * @return whether it was made
     * @throws IOException if it is not there and cannot be made
     */
    public static boolean createIfAbsent(Path file) throws IOException {
        try {
            Files.createFile(file, forFile(file));
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    /**
     * Makes a folder and those above it, as far as they are not there.
     *
     * @param folder the folder
     * @throws IOException if one of them cannot be made
     */
    public static void createFolders(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, attributes(folder, "rwx------", true));
        }
    }

    /**
     * Writes a whole file, which is forced to the disk before it takes its name: a reader sees what was there before, or all of
     * the new one.
     *
     * @param file in a folder that exists; a file of the name is replaced
     * @param content what it holds
     * @throws IOException if it cannot be written; what was there before is as it was
     */
    public static void replace(Path file, byte[] content) throws IOException {
        Path name = file.toAbsolutePath();
        Path beside = Files.createTempFile(name.getParent(), ".facebridge", ".part", forFile(name));
        try {
            try (FileChannel out = FileChannel.open(beside, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(content);
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
                out.force(true);
            }
            Files.move(beside, name, StandardCopyOption.REPLACE_EXISTING);
            forceNames(name.getParent());
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    /**
     * Makes the names of new files in a folder as durable as their content. Does nothing on systems that cannot open a folder,
     * such as Windows, which keep names by themselves.
     *
     * @param folder the folder; {@code null} for none
     */
    public static void forceNames(@Nullable Path folder) {
        if (folder == null) {
            return;
        }
        try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
            names.force(true);
        } catch (IOException e) {
            // Not every system can force a folder; the files in it are forced by their own channels.
        }
    }

    /**
     * Returns whether POSIX permissions allow only the owner of a file to use it.
     *
     * @param file that exists; a link is followed
     * @return {@code true} also where the system has no such permissions
     * @throws IOException if its permissions cannot be read
     */
    public static boolean isOwners(Path file) throws IOException {
        return !file.getFileSystem().supportedFileAttributeViews().contains("posix")
                || PosixFilePermissions.toString(Files.getPosixFilePermissions(file))
                        .endsWith("------");
    }

    /**
     * Returns the attributes that make a new file accessible to its owner only.
     *
     * @param file which will be made
     * @return for the methods of {@link Files} and {@link FileChannel} that make files; empty where the system knows neither
     *     permissions nor access control lists
     * @throws IOException if it cannot be found out who the owner will be
     */
    public static FileAttribute<?>[] forFile(Path file) throws IOException {
        return attributes(file, "rw-------", false);
    }

    /**
     * Returns whether others than its owner may use a file in any way, as far as POSIX permissions determine it.
     *
     * @param file is there; of a symbolic link, the file that it stands for
     * @return {@code false} also where the system knows no POSIX permissions, as Windows does
     * @throws IOException if the permissions cannot be read
     */
    public static boolean isOpenToOthers(Path file) throws IOException {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                && !EnumSet.of(
                                PosixFilePermission.OWNER_READ,
                                PosixFilePermission.OWNER_WRITE,
                                PosixFilePermission.OWNER_EXECUTE)
                        .containsAll(Files.getPosixFilePermissions(file));
    }

    private static FileAttribute<?>[] attributes(Path path, String permissions, boolean handedOn) throws IOException {
        FileSystem system = path.getFileSystem();
        Set<String> views = system.supportedFileAttributeViews();
        if (views.contains("posix")) {
            return new FileAttribute<?>[] {
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
            };
        }
        return views.contains("acl")
                ? new FileAttribute<?>[] {new OwnersList(owner(path), handedOn)}
                : new FileAttribute<?>[0];
    }

    /** Who owns what this process makes. */
    private static UserPrincipal owner(Path path) throws IOException {
        Path there = path.toAbsolutePath().getParent();
        while (there != null && !Files.isDirectory(there)) {
            there = there.getParent();
        }
        Path made = there == null
                ? Files.createTempFile("facebridge", ".owner")
                : Files.createTempFile(there, ".facebridge", ".owner");
        try {
            return Files.getOwner(made);
        } finally {
            Files.deleteIfExists(made);
        }
    }

    /** An access control list of one. */
    private record OwnersList(UserPrincipal owner, boolean handedOn) implements FileAttribute<List<AclEntry>> {
        @Override
        public String name() {
            return "acl:acl";
        }

        @Override
        public List<AclEntry> value() {
            AclEntry.Builder entry = AclEntry.newBuilder()
                    .setType(AclEntryType.ALLOW)
                    .setPrincipal(owner)
                    .setPermissions(EnumSet.allOf(AclEntryPermission.class));
            return List.of(
                    handedOn
                            ? entry.setFlags(AclEntryFlag.FILE_INHERIT, AclEntryFlag.DIRECTORY_INHERIT)
                                    .build()
                            : entry.build());
        }
    }
}
