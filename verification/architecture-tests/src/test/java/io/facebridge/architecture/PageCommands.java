package io.facebridge.architecture;

import io.facebridge.architecture.MarkdownPage.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which commands of pages run where: in the page's own process, by a test of an example, by CI, or nowhere, with a reason. */
final class PageCommands {
    private PageCommands() {}

    /** Whether a command starts the build, which cannot run inside itself. */
    static boolean isExempt(List<String> words) {
        return words.get(0).equals("mvn");
    }

    /** Whether a command runs an example without arguments, whose output the page does not show, or shows as its test expects it. */
    static boolean isRunByItsTest(List<String> words, MarkdownPage page) {
        return words.get(0).equals("./example") && words.size() == 2 && !isOutputCompared(words.get(1), page);
    }

    private static boolean isOutputCompared(String example, MarkdownPage page) {
        boolean isAfter = false;
        for (Block block : page.blocks()) {
            if (isAfter && block.language().isEmpty()) {
                return block.clauses().contains("output");
            }
            isAfter = block.code().stream().anyMatch(line -> line.matches("\\./example " + example + "\\b.*"));
        }
        return false;
    }

    /** The words that {@link PageShell} runs. */
    static List<String> executed(List<String> words) {
        String program = words.get(0);
        Optional<Integer> own = program.equals("./example")
                ? Optional.of(1)
                : program.equals("java") && words.size() > 2 && words.get(1).equals("-jar")
                        ? Optional.of(3)
                        : Optional.empty();
        if (own.isEmpty()) {
            return words;
        }
        List<String> executed = new ArrayList<>(words.subList(own.get(), words.size()));
        if (program.equals("java")) {
            executed.add(0, "facebridge");
        }
        return List.copyOf(executed);
    }
}
