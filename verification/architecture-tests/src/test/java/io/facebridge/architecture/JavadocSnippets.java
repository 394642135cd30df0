package io.facebridge.architecture;

import io.facebridge.architecture.MarkdownPage.Block;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the Java snippets in Javadoc, which are the preformatted blocks of code. A snippet sees what its source sees, the types of
 * the package and the imports, besides what a block of a page sees; {@code <!-- docs-test: given TYPE NAME -->} above it declares a
 * variable, as above a block of a page.
 */
final class JavadocSnippets {
    private static final String BEGIN = "<pre>{@code";
    private static final String END = "}</pre>";
    private static final Pattern MARGIN = Pattern.compile("^\\s*\\* ?");
    private static final Pattern DIRECTIVE = Pattern.compile("<!-- docs-test: *(.*?) *-->");
    private static final Pattern IMPORT = Pattern.compile("^import ([\\w.]+\\.(\\w+));$");
    private static final Pattern PACKAGE = Pattern.compile("^package ([\\w.]+);$");
    private static final Pattern TYPE_NAME = Pattern.compile("(?<![\\w.])[A-Z]\\w*");

    private JavadocSnippets() {}

    /** Returns the snippets of a source, in order; empty if it has none. */
    static List<Block> read(Path source) throws IOException {
        return of(source, Files.readAllLines(source), siblings(source));
    }

    /**
     * Returns the snippets of a source.
     *
     * @param siblings the names of the types in its package
     * @throws IllegalArgumentException if a snippet does not end
     */
    static List<Block> of(Path source, List<String> lines, Set<String> siblings) {
        Map<String, String> visible = visible(lines, siblings);
        List<Block> snippets = new ArrayList<>();
        String directive = "";
        List<String> code = new ArrayList<>();
        int first = 0;
        for (int i = 0; i < lines.size(); i++) {
            String line = MARGIN.matcher(lines.get(i)).replaceFirst("");
            directive = lines.get(i).strip().equals("*/") ? "" : directive;
            if (first > 0 && line.strip().equals(END)) {
                snippets.add(
                        new Block(source, first, "java", withImports(directive, code, visible), List.copyOf(code)));
                first = 0;
                directive = "";
                code.clear();
            } else if (first > 0) {
                code.add(line);
            } else if (line.strip().equals(BEGIN)) {
                first = i + 2;
            } else if (line.contains(BEGIN) && lines.get(i).strip().startsWith("*")) {
                throw new IllegalArgumentException(
                        MarkdownPage.place(source, i + 1) + " has code beside " + BEGIN + "; begin a line of its own");
            } else {
                Matcher found = DIRECTIVE.matcher(line);
                if (found.find()) {
                    directive = directive.isEmpty() ? found.group(1) : directive + "; " + found.group(1);
                }
            }
        }
        if (first > 0) {
            throw new IllegalArgumentException("the snippet of " + MarkdownPage.place(source, first) + " does not end");
        }
        return snippets;
    }

    private static Map<String, String> visible(List<String> lines, Set<String> siblings) {
        Map<String, String> visible = new HashMap<>();
        for (String line : lines) {
            Matcher named = PACKAGE.matcher(line);
            if (named.matches()) {
                siblings.forEach(type -> visible.put(type, named.group(1) + "." + type));
            }
            Matcher imported = IMPORT.matcher(line);
            if (imported.matches()) {
                visible.put(imported.group(2), imported.group(1));
            }
        }
        return visible;
    }

    private static String withImports(String directive, List<String> code, Map<String, String> visible) {
        Set<String> named = new TreeSet<>();
        TYPE_NAME
                .matcher(directive + "\n" + String.join("\n", code))
                .results()
                .forEach(type -> named.add(type.group()));
        StringBuilder all = new StringBuilder(directive);
        for (String type : named) {
            if (visible.containsKey(type)) {
                all.append(all.isEmpty() ? "" : "; ").append("import ").append(visible.get(type));
            }
        }
        return all.toString();
    }

    private static Set<String> siblings(Path source) throws IOException {
        Set<String> names = new TreeSet<>();
        try (var files = Files.list(source.resolveSibling(""))) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java") && !name.endsWith("-info.java"))
                    .forEach(name -> names.add(name.substring(0, name.length() - ".java".length())));
        }
        return names;
    }
}
