package io.facebridge.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page of the documentation: its code blocks, its prose, its links, and the anchors of its headings as GitHub makes them.
 *
 * @param file the page
 * @param lines all lines
 * @param prose lines outside of code blocks and comments, tables included, by their number from 1
 * @param blocks the fenced code blocks
 * @param anchors what a link to the page may name after the number sign
 */
record MarkdownPage(
        Path file,
        List<String> lines,
        Map<Integer, String> prose,
        List<MarkdownPage.Block> blocks,
        Set<String> anchors) {
    private static final Pattern FENCE = Pattern.compile("^ *(```+|~~~+) *([\\w-]*).*$");
    private static final Pattern HEADING = Pattern.compile("^#{1,6} +(.*?)[ #]*$");
    private static final Pattern DIRECTIVE = Pattern.compile("docs-test: *(.*)", Pattern.DOTALL);
    private static final Pattern NAMED = Pattern.compile("<a +(?:id|name)=\"([^\"]+)\"");
    private static final Pattern MARKDOWN_LINK = Pattern.compile("]\\(<?([^)\\s>]+)>?(?: +\"[^\"]*\")?\\)");
    private static final Pattern HTML_LINK = Pattern.compile("\\b(?:src|srcset|href)=\"([^\"]+)\"");
    private static final Pattern CODE_SPAN = Pattern.compile("(?<!`)(`+)(?!`)(.+?)(?<!`)\\1(?!`)", Pattern.DOTALL);
    private static final Pattern NO_PROSE = Pattern.compile("(?<=])\\([^)]*\\)|https?://\\S+|<[^>]*>|&\\w+;");
    private static final Pattern BEGINS_PARAGRAPH = Pattern.compile("^ *(?:[-*] |[|#>]|\\d+\\. ).*$");

    /**
     * A fenced code block.
     *
     * @param page the file that contains it
     * @param line the number of its first line of code, from 1
     * @param language the word after the fence, empty without one
     * @param directive what a comment {@code <!-- docs-test: … -->} right above says; empty without one
     * @param code its lines
     */
    record Block(Path page, int line, String language, String directive, List<String> code) {
        String text() {
            return String.join("\n", code);
        }

        /** Returns the parts of the directive; empty without one. */
        List<String> clauses() {
            return Stream.of(directive.split(";", -1))
                    .map(String::strip)
                    .filter(clause -> !clause.isEmpty())
                    .toList();
        }

        /** Returns what follows {@code words} in a clause of the directive; empty if none begins so. */
        Optional<String> clause(String words) {
            return clauses().stream()
                    .filter(clause -> clause.startsWith(words))
                    .map(clause -> clause.substring(words.length()).strip())
                    .findFirst();
        }

        /** Returns where a line of the block is, for a message; {@code index} counts from 0. */
        String place(int index) {
            return MarkdownPage.place(page, line + index);
        }
    }

    /** A piece of a page and the number of its line. */
    record Piece(int line, String text) {}

    static MarkdownPage read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        Map<Integer, String> prose = new TreeMap<>();
        List<Block> blocks = new ArrayList<>();
        Set<String> anchors = new LinkedHashSet<>();
        String fence = "";
        String language = "";
        List<String> code = new ArrayList<>();
        StringBuilder comment = new StringBuilder();
        String directive = "";
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            Matcher mark = FENCE.matcher(line);
            if (!fence.isEmpty()) {
                if (line.strip().startsWith(fence)
                        && line.strip().replace(fence.substring(0, 1), "").isEmpty()) {
                    blocks.add(new Block(file, i + 1 - code.size(), language, directive, List.copyOf(code)));
                    code.clear();
                    fence = "";
                    directive = "";
                } else {
                    code.add(line);
                }
            } else if (!comment.isEmpty() || line.strip().startsWith("<!--")) {
                comment.append(line.strip()).append('\n');
                if (line.contains("-->")) {
                    Matcher found = DIRECTIVE.matcher(comment.substring(0, comment.indexOf("-->")));
                    directive = found.find() ? found.group(1).strip() : "";
                    comment.setLength(0);
                }
            } else if (mark.matches()) {
                fence = mark.group(1);
                language = mark.group(2);
            } else {
                directive = line.isBlank() ? directive : "";
                prose.put(i + 1, line);
                Matcher heading = HEADING.matcher(line);
                if (heading.matches()) {
                    addAnchor(anchors, heading.group(1));
                }
                NAMED.matcher(line).results().forEach(named -> anchors.add(named.group(1)));
            }
        }
        if (!fence.isEmpty()) {
            throw new IllegalArgumentException("a code block of " + place(file, lines.size()) + " does not end");
        }
        return new MarkdownPage(file, lines, prose, blocks, anchors);
    }

    private static void addAnchor(Set<String> anchors, String heading) {
        String text = heading.replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1")
                .replaceAll("(?<![\\p{L}\\p{N}`])[*_]+|[*_]+(?![\\p{L}\\p{N}`])", "");
        String slug = text.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{M}\\p{N}\\p{Pc} -]", "")
                .replace(' ', '-');
        String anchor = slug;
        for (int again = 1; !anchors.add(anchor); again++) {
            anchor = slug + "-" + again;
        }
    }

    /** Returns the targets of links and images outside of code. */
    List<Piece> links() {
        List<Piece> links = new ArrayList<>();
        for (Piece paragraph : paragraphs()) {
            String text = blank(CODE_SPAN, paragraph.text());
            for (Pattern form : List.of(MARKDOWN_LINK, HTML_LINK)) {
                form.matcher(text)
                        .results()
                        .forEach(link -> links.add(new Piece(lineOf(paragraph, link.start()), link.group(1))));
            }
        }
        return links;
    }

    /** Returns what stands between backquotes in the prose, each on one line. */
    List<Piece> inlineCode() {
        List<Piece> pieces = new ArrayList<>();
        for (Piece paragraph : paragraphs()) {
            CODE_SPAN
                    .matcher(paragraph.text())
                    .results()
                    .forEach(code -> pieces.add(new Piece(
                            lineOf(paragraph, code.start()), code.group(2).replace('\n', ' '))));
        }
        return pieces;
    }

    /** Returns the lines of prose and tables without code, targets of links, addresses and tags. */
    List<Piece> plainLines() {
        List<Piece> plain = new ArrayList<>();
        for (Piece paragraph : paragraphs()) {
            String text = blank(NO_PROSE, blank(CODE_SPAN, paragraph.text()));
            int number = paragraph.line();
            for (String line : text.split("\n", -1)) {
                plain.add(new Piece(number, line));
                number++;
            }
        }
        return plain;
    }

    /** A row of a table and an item of a list are paragraphs of their own. */
    private List<Piece> paragraphs() {
        List<Piece> paragraphs = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        int first = 0;
        int previous = 0;
        for (Map.Entry<Integer, String> entry : prose.entrySet()) {
            String line = entry.getValue();
            if (entry.getKey() != previous + 1
                    || line.isBlank()
                    || BEGINS_PARAGRAPH.matcher(line).matches()) {
                paragraphs.add(new Piece(first, text.toString()));
                text.setLength(0);
            }
            first = text.isEmpty() ? entry.getKey() : first;
            text.append(text.isEmpty() ? "" : "\n").append(line);
            previous = entry.getKey();
        }
        paragraphs.add(new Piece(first, text.toString()));
        return paragraphs;
    }

    private static int lineOf(Piece paragraph, int offset) {
        return paragraph.line()
                + (int) paragraph
                        .text()
                        .substring(0, offset)
                        .chars()
                        .filter(letter -> letter == '\n')
                        .count();
    }

    /** Replaces what matches by blanks, and keeps the ends of lines. */
    private static String blank(Pattern pattern, String text) {
        return pattern.matcher(text).replaceAll(found -> found.group().replaceAll("[^\n]", " "));
    }

    String place(int line) {
        return place(file, line);
    }

    static String place(Path page, int line) {
        return CompiledModules.root().relativize(page).toString().replace('\\', '/') + ":" + line;
    }
}
