package io.facebridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds names of Java types, packages and methods in what the command line prints. */
final class JavaNames {
    private static final Pattern PACKAGE_OR_METHOD = Pattern.compile("io\\.facebridge|\\b\\w+\\(\\)");
    private static final Pattern EXCEPTION = Pattern.compile("\\b[A-Z]\\w*(Exception|Error)\\b");
    private static final Pattern HUMPS = Pattern.compile("[A-Z]+[a-z]+[A-Z]\\w*");
    private static final Pattern STABLE_TYPE = Pattern.compile("\"type\":\"\\w+\"");
    private static final Pattern TYPE = Pattern.compile("(?<![\\w./-])("
            + ofTheClassPath().stream().map(Pattern::quote).collect(Collectors.joining("|")) + ")(?![\\w/-])");

    private JavaNames() {}

    /** Fails if a text that is no JSON document of results contains a Java name. */
    static void requireNone(String text) {
        String checked = STABLE_TYPE.matcher(text).replaceAll("");
        assertThat(Stream.of(PACKAGE_OR_METHOD, EXCEPTION, TYPE)
                        .flatMap(names -> names.matcher(checked).results())
                        .map(MatchResult::group)
                        .filter(name -> !isOnlyACodeOfAService(name)))
                .as("Java names in: %s", checked)
                .isEmpty();
    }

    /** Services name their errors so too; such a code has to be shown. A few are names of the JDK as well. */
    private static boolean isOnlyACodeOfAService(String name) {
        return EXCEPTION.matcher(name).matches()
                && (name.equals("AccessDeniedException")
                        || Stream.of(
                                        "java.io.",
                                        "java.lang.",
                                        "java.net.",
                                        "java.nio.file.",
                                        "java.time.format.",
                                        "java.util.")
                                .noneMatch(inside -> isType(inside + name)))
                && !ofTheClassPath().contains(name);
    }

    private static boolean isType(String name) {
        try {
            Class.forName(name, false, null);
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /** The names of our types of two words or more; one word alone may be a word of English. */
    static Set<String> ofTheClassPath() {
        Set<String> names = new TreeSet<>();
        classFiles()
                .map(file -> file.substring(file.lastIndexOf('/') + 1, file.length() - ".class".length()))
                .flatMap(file -> Arrays.stream(file.split("\\$", -1)))
                .filter(name -> HUMPS.matcher(name).matches())
                .forEach(names::add);
        return names;
    }

    /** The files of our classes, by paths that contain {@code io/facebridge/}. */
    static Stream<String> classFiles() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .flatMap(JavaNames::files)
                .filter(file -> file.contains("io/facebridge/") && file.endsWith(".class"));
    }

    private static Stream<String> files(Path entry) {
        try {
            if (Files.isDirectory(entry)) {
                try (Stream<Path> all = Files.walk(entry)) {
                    return all.map(file -> file.toString().replace(File.separatorChar, '/')).toList().stream();
                }
            }
            if (!entry.toString().endsWith(".jar")) {
                return Stream.empty();
            }
            try (JarFile jar = new JarFile(entry.toFile())) {
                return jar.stream().map(each -> each.getName()).toList().stream();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
