package io.facebridge.cli;

import io.facebridge.internal.ImageFolder;
import io.facebridge.internal.TextFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The persons and images to enroll: from a folder with a folder for each person, or from a list. */
final class EnrollmentList {
    private static final String PERSON = "person";
    private static final String IMAGE = "image";
    private static final String LAYOUT = "expected is a folder for each person, named with the person's id, with the"
            + " person's images directly in it: FOLDER/PERSON/IMAGE, such as people/ada/1.jpg;"
            + " or a list of person,image";

    private EnrollmentList() {}

    /**
     * One image of a person.
     *
     * @param person the id
     * @param shown the file as it is shown
     * @param file the path of the file
     * @param problem why it cannot be sent, or {@code null}
     */
    record Item(
            String person,
            String shown,
            String file,
            @Nullable Refusal problem) {}

    /** Returns the items; ends with wrong usage if none of them is usable. */
    static List<Item> read(ProviderOptions options, Path from) {
        try {
            List<Item> items = Files.isDirectory(from) ? ofFolder(from) : ofList(from);
            if (items.stream().allMatch(item -> item.problem() != null)) {
                throw options.wrongUsage(
                        Files.isDirectory(from)
                                ? from + " contains no image in a person's folder" + where(items) + "; " + LAYOUT
                                : from + " contains no line person,image");
            }
            return items;
        } catch (IOException e) {
            throw notRead(TextFile.encodingComplaint(e)
                    .orElseGet(() -> from + " cannot be read (" + e.getClass().getSimpleName()
                            + "); check that it exists and is readable"));
        } catch (IllegalArgumentException e) {
            throw notRead(String.valueOf(e.getMessage()));
        }
    }

    private static CommandFailedException notRead(String message) {
        return new CommandFailedException(new Failure("Input", message, Failure.USAGE));
    }

    private static String where(List<Item> items) {
        List<Item> stray = items.stream()
                .filter(item -> item.problem() != null
                        && item.problem().failure().type().equals(Refusal.WRONG_FOLDER))
                .toList();
        return stray.isEmpty()
                ? ""
                : ", but " + Text.count(stray.size(), "image", "images") + " elsewhere, such as "
                        + stray.get(0).shown();
    }

    private static List<Item> ofFolder(Path folder) throws IOException {
        List<Item> items = new ArrayList<>();
        for (Path entry : ImageFolder.list(folder)) {
            if (Files.isDirectory(entry)) {
                addPerson(folder, entry, items);
            } else if (ImageFolder.isNamedAsImage(entry)) {
                items.add(stray(folder, entry, ""));
            }
        }
        return items;
    }

    private static void addPerson(Path folder, Path person, List<Item> items) throws IOException {
        String id = String.valueOf(person.getFileName());
        int before = items.size();
        for (Path entry : ImageFolder.list(person)) {
            if (Files.isDirectory(entry)) {
                addStray(folder, entry, id, items);
            } else if (Files.isRegularFile(entry)) {
                items.add(new Item(id, folder.relativize(entry).toString(), entry.toString(), null));
            }
        }
        if (items.size() == before) {
            items.add(new Item(
                    id,
                    id,
                    person.toString(),
                    Refusal.of(Refusal.NO_PICTURES, "the person's folder contains no image")));
        }
    }

    /** Images in folders of a person's folder. */
    private static void addStray(Path root, Path folder, String id, List<Item> items) throws IOException {
        for (Path entry : ImageFolder.list(folder)) {
            if (Files.isDirectory(entry)) {
                addStray(root, entry, id, items);
            } else if (ImageFolder.isNamedAsImage(entry)) {
                items.add(stray(root, entry, id));
            }
        }
    }

    private static Item stray(Path folder, Path picture, String person) {
        return new Item(
                person,
                folder.relativize(picture).toString(),
                picture.toString(),
                Refusal.of(
                        Refusal.WRONG_FOLDER,
                        "the image is not directly in a person's folder, so its person is" + " unknown"));
    }

    /** With a header, the columns it names in any order; without, person and image. */
    private static List<Item> ofList(Path list) throws IOException {
        List<Item> items = new ArrayList<>();
        List<CsvRows.Row> rows = CsvRows.read(list);
        int person = 0;
        int image = 1;
        int columns = 2;
        for (int i = 0; i < rows.size(); i++) {
            List<String> values = rows.get(i).values();
            List<String> names =
                    values.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
            if (i == 0 && names.contains(PERSON) && names.contains(IMAGE)) {
                person = names.indexOf(PERSON);
                image = names.indexOf(IMAGE);
                columns = names.size();
            } else if (values.size() != columns
                    || values.get(person).isEmpty()
                    || values.get(image).isEmpty()) {
                throw new IllegalArgumentException(malformed(list, rows.get(i), columns));
            } else {
                items.add(new Item(values.get(person), values.get(image), beside(list, values.get(image)), null));
            }
        }
        return items;
    }

    private static String malformed(Path list, CsvRows.Row row, int columns) {
        String separator = row.values().size() == 1
                ? TextFile.otherSeparator(row.values().get(0)).orElse("")
                : "";
        if (!separator.isEmpty()) {
            return list + " " + separator;
        }
        return "line " + row.line() + " of " + list
                + (columns == 2
                        ? " must be person,image"
                        : " must have as many values as the first line, " + columns
                                + ", and name a person and an image");
    }

    /** A name that no file can have is found out when the image is read. */
    private static String beside(Path list, String image) {
        try {
            return list.resolveSibling(image).toString();
        } catch (InvalidPathException e) {
            return image;
        }
    }

    /** Returns whether a folder contains an image in a person's folder. */
    static boolean hasPictures(Path folder) {
        try (Stream<Path> persons = ImageFolder.list(folder).stream()) {
            return persons.filter(Files::isDirectory).anyMatch(EnrollmentList::hasFiles);
        } catch (IOException e) {
            throw notRead(folder + " cannot be read (" + e.getClass().getSimpleName()
                    + "); check that it exists and is readable");
        }
    }

    private static boolean hasFiles(Path folder) {
        try {
            return ImageFolder.list(folder).stream().anyMatch(Files::isRegularFile);
        } catch (IOException e) {
            return false;
        }
    }

    /** Rejects a folder without images in persons' folders. */
    static void requirePictures(ProviderOptions options, String option, Path folder) {
        if (!hasPictures(folder)) {
            throw options.wrongUsage(option + " " + folder
                    + " contains no image in a person's folder; expected is FOLDER/PERSON/IMAGE, such"
                    + " as people/ada/1.jpg");
        }
    }
}
