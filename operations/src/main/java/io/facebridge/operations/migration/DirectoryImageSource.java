package io.facebridge.operations.migration;

import io.facebridge.gallery.PersonId;
import io.facebridge.image.FaceImage;
import io.facebridge.internal.PictureFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * A folder with a folder for each person, named by the person's id, with pictures in it. Names that begin with a dot do not
 * count, nor do files that systems leave, such as {@code Thumbs.db}. In the order of names. Immutable.
 *
 * <p>A folder that cannot be read is an {@link UncheckedIOException}.
 */
public final class DirectoryImageSource implements ImageSource {
    private final Path folder;

    private DirectoryImageSource(Path folder) {
        this.folder = folder;
    }

    /**
     * Names the folder.
     *
     * @param folder the folder
     * @return asks the disk only when it is asked
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
     * Where a picture is.
     *
     * @param person the person
     * @param name the picture's name
     * @return the file, there or not
     * @throws IllegalArgumentException if the person or the name is no name of a file
     */
    public Path file(PersonId person, String name) {
        return inside(inside(folder, person.value()), name);
    }

    private static Path inside(Path folder, String name) {
        Path file = folder.resolve(name).normalize();
        if (!folder.normalize().equals(file.getParent())) {
            throw new IllegalArgumentException(
                    "a person and a picture are names in a folder, without a way to another");
        }
        return folder.resolve(name);
    }

    private static List<String> names(Path folder, Predicate<Path> wanted) {
        try {
            return PictureFolder.list(folder).stream()
                    .filter(wanted)
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
