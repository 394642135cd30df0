package io.facebridge.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The names of the redacted copies of images: never those of the images, and each once. */
final class CopyNames {
    private final ProviderOptions options;
    private final String out;
    private boolean isFolder;

    CopyNames(ProviderOptions options, String out) {
        this.options = options;
        this.out = out;
    }

    /** Returns the format of a copy, which its name states. */
    static PictureFile.Format format(Path copy) {
        return extension(copy).equals("png") ? PictureFile.Format.PNG : PictureFile.Format.JPEG;
    }

    /** Returns a name for each image. */
    List<Path> of(List<String> images) {
        Path target = path(out);
        isFolder = images.size() > 1 || Files.isDirectory(target) || out.endsWith("/") || out.endsWith(File.separator);
        if (!isFolder && !extension(target).matches("png|jpe?g")) {
            throw options.wrongUsage(
                    "--out must end in .jpg or .png, or name a folder that exists or ends in / but was " + out);
        }
        List<Path> copies = new ArrayList<>();
        Map<Path, String> taken = new HashMap<>();
        for (String image : images) {
            Path copy = isFolder ? target.resolve(name(path(image))) : target;
            String other = taken.put(copy, image);
            if (other != null) {
                throw options.wrongUsage("the copies of " + other + " and " + image + " would both be " + copy
                        + "; redact them into different folders");
            }
            copies.add(copy);
        }
        copies.stream().filter(Files::exists).forEach(copy -> requireNoImage(copy, images));
        return copies;
    }

    private void requireNoImage(Path copy, List<String> images) {
        for (String image : images) {
            if (DrawingOptions.isSame(copy, path(image))) {
                throw options.wrongUsage("--out must not overwrite the image " + image + "; name another folder");
            }
        }
    }

    /** Makes the folder of the copies if it does not exist. */
    void makeFolder() {
        try {
            if (isFolder) {
                Files.createDirectories(path(out));
            }
        } catch (IOException e) {
            throw new CommandFailedException(
                    "Output", "the folder " + out + " cannot be made; name another with --out", e);
        }
    }

    /** A copy has the name of its image if that is the name of a JPEG or PNG file; every other format becomes a PNG. */
    private static String name(Path image) {
        String name = String.valueOf(image.getFileName());
        String extension = extension(image);
        if (extension.matches("png|jpe?g")) {
            return name;
        }
        int dot = name.lastIndexOf('.');
        return (dot > 0 ? name.substring(0, dot) : name) + ".png";
    }

    private static String extension(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    private Path path(String name) {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw options.wrongUsage(
                    "a file name cannot be read in this locale; run with a UTF-8 locale: " + e.getReason());
        }
    }
}
