package io.facebridge.operations.migration;

import io.facebridge.gallery.PersonId;
import io.facebridge.image.FaceImage;
import io.facebridge.internal.ImageFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * An image source that reads a directory with one directory for each person, named by the person's id, that contains the
 * images. Ignores names that begin with a dot, and files that systems create, such as {@code Thumbs.db}. People and images are
 * in the order of their names. Each call reads the disk; its methods throw {@link UncheckedIOException} if a directory cannot
 * be read. Immutable and thread-safe.
 */
public final class DirectoryImageSource implements ImageSource {
    private final Path folder;

    private DirectoryImageSource(Path folder) {
        this.folder = folder;
    }

    /**
     * Creates a source for a directory. Does not access the disk.
     *
     * @param folder the directory
     * @return a new source
     */
    public static DirectoryImageSource of(Path folder) {
        return new DirectoryImageSource(Objects.requireNonNull(folder, "folder"));
    }

    @Override
    public List<PersonId> persons() {
        return names(folder, Files::isDirectory).stream().map(PersonId::new).toList();
    }

    @Override
    public List<String> images(PersonId person) {
        Path of = inside(folder, person.value());
        return Files.isDirectory(of) ? names(of, Files::isRegularFile) : List.of();
    }

    @Override
    public FaceImage read(PersonId person, String name) {
        return FaceImage.of(file(person, name));
    }

    /**
     * Returns the file of an image.
     *
     * @param person the person
     * @param name the name of the image
     * @return the file, whether it exists or not
     * @throws IllegalArgumentException if the person's id or the name is not the name of a file in its directory
     */
    public Path file(PersonId person, String name) {
        return inside(inside(folder, person.value()), name);
    }

    private static Path inside(Path folder, String name) {
        Path file = folder.resolve(name).normalize();
        if (!folder.normalize().equals(file.getParent())) {
            throw new IllegalArgumentException(
                    "person id and image name must be plain file names; remove separators and \"..\"");
        }
        return folder.resolve(name);
    }

    private static List<String> names(Path folder, Predicate<Path> included) {
        try {
            return ImageFolder.list(folder).stream()
                    .filter(included)
                    .map(path -> String.valueOf(path.getFileName()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return "DirectoryImageSource[" + folder + "]";
    }
}
