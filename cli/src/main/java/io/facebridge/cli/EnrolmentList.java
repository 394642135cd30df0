package io.facebridge.cli;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Whom to enrol with which picture: from a folder with a folder for each person, or from a list. */
final class EnrolmentList {
    private EnrolmentList() {}

    /** One picture of a person; the file as it is shown, and where it is. */
    record Item(String person, String shown, Path file) {}

    static List<Item> read(Path from) {
        try {
            return Files.isDirectory(from) ? ofFolder(from) : ofList(from);
        } catch (CharacterCodingException e) {
            throw new CommandFailedException("Input", from + " is not in UTF-8; save it so", e);
        } catch (IOException e) {
            throw new CommandFailedException("Input", from + " cannot be read: " + e, e);
        }
    }

    private static List<Item> ofFolder(Path folder) throws IOException {
        List<Item> items = new ArrayList<>();
        for (Path person : sorted(folder)) {
            if (Files.isDirectory(person)) {
                for (Path picture : sorted(person)) {
                    if (Files.isRegularFile(picture)) {
                        items.add(new Item(
                                person.getFileName().toString(),
                                folder.relativize(picture).toString(),
                                picture));
                    }
                }
            }
        }
        return items;
    }

    private static List<Path> sorted(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(path -> !path.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    private static List<Item> ofList(Path list) throws IOException {
        List<Item> items = new ArrayList<>();
        int number = 0;
        for (String line : Files.readAllLines(list)) {
            number++;
            List<String> fields = fields(line);
            boolean isHead = number == 1 && fields.equals(List.of("person", "image"));
            if (!line.isBlank() && !isHead) {
                if (fields.size() != 2
                        || fields.get(0).isBlank()
                        || fields.get(1).isBlank()) {
                    throw new CommandFailedException(
                            "Input", "line " + number + " of " + list + " must be person,image");
                }
                items.add(new Item(fields.get(0), fields.get(1), list.resolveSibling(fields.get(1))));
            }
        }
        return items;
    }

    /** RFC 4180, but for line feeds within quotation marks. */
    private static List<String> fields(String line) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                if (quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                    field.append(c);
                    i++;
                } else {
                    quoted = !quoted;
                }
            } else if (c == ',' && !quoted) {
                fields.add(field.toString().strip());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString().strip());
        return fields;
    }
}
