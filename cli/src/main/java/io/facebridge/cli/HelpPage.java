package io.facebridge.cli;

import java.lang.reflect.Member;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The help of a command: its use, its parameters and options in groups, its commands in groups, and examples. */
final class HelpPage {
    /** The width where the terminal does not report one. */
    private static final int COLUMNS = 80;

    private static final int NARROWEST = 60;
    private static final int WIDEST = 120;

    /** The widest left column; what is longer has a line of its own. */
    private static final int LEFT = 26;

    /** The word before the usage, or a line on its own that ends with a colon. */
    private static final Pattern HEADING = Pattern.compile("^(Usage:|[A-Z][^\n]*:$)", Pattern.MULTILINE);

    private static final String PAGE = "docs/reference/cli.md";

    /** The groups of commands; what is in none of them is in the last one. */
    private static final Map<String, List<String>> GROUPS = groups();

    private final CommandSpec command;
    private final int width;
    private final StringBuilder text = new StringBuilder();

    private HelpPage(CommandSpec command, int width) {
        this.command = command;
        this.width = width;
    }

    private static Map<String, List<String>> groups() {
        Map<String, List<String>> groups = new LinkedHashMap<>();
        groups.put("Images", List.of("detect", "compare", "liveness", "redact"));
        groups.put(
                "Galleries of people",
                List.of("gallery", "enroll", "persons", "verify", "identify", "duplicates", "remove"));
        groups.put("Liveness sessions", List.of("liveness-session"));
        groups.put("Thresholds and error rates", List.of("evaluate", "tune"));
        groups.put("Privacy and records", List.of("erase", "retention", "audit"));
        groups.put("Providers and this program", List.of());
        return groups;
    }

    /** Replaces the help of a command line and of all its commands. */
    static void install(CommandLine commandLine) {
        commandLine.setHelpSectionKeys(List.of("page"));
        commandLine.setHelpSectionMap(Map.of(
                "page",
                help -> inColor(
                        help.ansi().enabled() ? Style.COLORED : Style.PLAIN,
                        of(help.commandSpec(), width(System.getenv("COLUMNS"))))));
    }

    private static String inColor(Style style, String page) {
        return HEADING.matcher(page).replaceAll(heading -> Matcher.quoteReplacement(style.heading(heading.group())));
    }

    private static int width(String columns) {
        return columns != null && columns.matches("[1-9]\\d{0,3}")
                ? Math.max(NARROWEST, Math.min(WIDEST, Integer.parseInt(columns)))
                : COLUMNS;
    }

    /** Returns the help of a command in lines of at most the given width, as far as words and names allow. */
    static String of(CommandSpec command, int width) {
        HelpPage page = new HelpPage(command, width);
        page.write();
        return page.text.toString();
    }

    private void write() {
        lines("Usage: " + usage(command), "       ");
        text.append('\n');
        lines(String.join(" ", command.usageMessage().description()), "");
        commands();
        parameters();
        options();
        exitCodes();
        examples();
        text.append('\n');
        lines(
                command.subcommands().isEmpty()
                        ? "Exit codes and errors: " + command.root().name() + " help, and " + PAGE + "."
                        : "Run \"" + command.root().name() + " help "
                                + (command.parent() == null ? "" : words(command) + " ")
                                + "COMMAND\" for the options of a command. Reference: " + PAGE + ".",
                "");
    }

    /** Returns how the command is called, with what it requires. */
    static String usage(CommandSpec command) {
        List<String> words = new ArrayList<>(List.of(command.qualifiedName()));
        if (!command.subcommands().isEmpty()) {
            words.add("COMMAND");
        }
        command.options().stream()
                .filter(option -> option.required() && option.group() == null)
                .forEach(option -> words.add(option.longestName() + " " + option.paramLabel()));
        words.addAll(operands(command));
        words.add("[OPTION...]");
        return String.join(" ", words);
    }

    /** Returns the parameters of a command as its usage shows them. */
    static List<String> operands(CommandSpec command) {
        return command.positionalParameters().stream()
                .map(operand -> {
                    String label =
                            operand.paramLabel() + (operand.isMultiValue() && !operand.hideParamSyntax() ? "..." : "");
                    return operand.required() ? label : "[" + label + "]";
                })
                .toList();
    }

    /** Returns the name of a command without that of the program: {@code gallery create}. */
    static String words(CommandSpec command) {
        return command.parent() == null ? "" : (words(command.parent()) + " " + command.name()).strip();
    }

    private void commands() {
        Set<String> left = new LinkedHashSet<>(command.subcommands().keySet());
        if (command.parent() != null) {
            commands("Commands", left);
            return;
        }
        GROUPS.forEach((title, names) -> {
            Set<String> own = new LinkedHashSet<>(names.isEmpty() ? left : names);
            own.retainAll(left);
            left.removeAll(own);
            commands(title, own);
        });
    }

    private void commands(String title, Set<String> names) {
        if (names.isEmpty()) {
            return;
        }
        title(title);
        Map<String, String> rows = new LinkedHashMap<>();
        command.subcommands().forEach((name, each) -> {
            if (names.contains(name)) {
                String[] description = each.getCommandSpec().usageMessage().description();
                rows.put(name, firstSentence(String.join(" ", description)));
            }
        });
        rows(rows);
    }

    private static String firstSentence(String description) {
        return description.replaceFirst("(?s)(?<=[a-z)\"])([.;:]) .*", ".");
    }

    private void parameters() {
        Map<String, String> rows = new LinkedHashMap<>();
        for (PositionalParamSpec operand : command.positionalParameters()) {
            rows.put(operand.paramLabel(), String.join(" ", operand.description()));
        }
        if (!rows.isEmpty()) {
            title("Parameters");
            rows(rows);
        }
    }

    private void options() {
        Map<String, Map<String, String>> groups = new LinkedHashMap<>();
        for (String title : List.of("Options", "Options of the provider", "General options")) {
            groups.put(title, new LinkedHashMap<>());
        }
        for (OptionSpec option : command.options()) {
            if (!option.hidden()) {
                groups.computeIfAbsent(group(option), title -> new LinkedHashMap<>())
                        .put(names(option), String.join(" ", option.description()));
            }
        }
        groups.forEach((title, rows) -> {
            if (!rows.isEmpty()) {
                title(title);
                rows(rows);
            }
        });
    }

    private String group(OptionSpec option) {
        if (option.inherited() || option.usageHelp() || option.versionHelp() || command.parent() == null) {
            return "General options";
        }
        if (option.longestName().equals("--json")) {
            return "General options";
        }
        return isOfProvider(option) ? "Options of the provider" : "Options";
    }

    private static boolean isOfProvider(ArgSpec option) {
        return option.userObject() instanceof Member member && member.getDeclaringClass() == ProviderOptions.class;
    }

    private static String names(OptionSpec option) {
        List<String> names = Arrays.stream(option.names())
                .sorted((a, b) -> a.length() - b.length())
                .toList();
        return (names.get(0).startsWith("--") ? "    " : "")
                + String.join(", ", names)
                + (option.arity().max() == 0 ? "" : " " + option.paramLabel());
    }

    private void exitCodes() {
        if (command.parent() == null) {
            title("Exit codes");
            rows(command.usageMessage().exitCodeList());
        }
    }

    private void examples() {
        List<String> examples = HelpExamples.of(words(command));
        if (!examples.isEmpty()) {
            title(examples.size() == 1 ? "Example" : "Examples");
            examples.forEach(example -> lines("  " + example, "      ", " \\"));
        }
    }

    private void title(String title) {
        text.append('\n').append(title).append(":\n");
    }

    private void rows(Map<String, String> rows) {
        int left = rows.keySet().stream()
                .mapToInt(String::length)
                .filter(length -> length <= LEFT)
                .max()
                .orElse(LEFT);
        String indent = " ".repeat(left + 4);
        rows.forEach((name, description) -> {
            String start = "  " + name;
            if (name.length() > left) {
                text.append(start).append('\n');
                start = "";
            }
            lines((start + indent).substring(0, Math.max(indent.length(), start.length())) + description, indent);
        });
    }

    private void lines(String content, String indent) {
        lines(content, indent, "");
    }

    /** Appends a text in lines that end between words; all but the first begin with the indent, all but the last have the end. */
    private void lines(String content, String indent, String end) {
        String rest = content;
        while (rest.length() > width) {
            int space = rest.lastIndexOf(' ', width - end.length());
            if (rest.substring(0, Math.max(0, space)).isBlank()) {
                space = rest.indexOf(' ', width);
            }
            if (space < 0) {
                break;
            }
            text.append(rest.substring(0, space).stripTrailing()).append(end).append('\n');
            rest = indent + rest.substring(space + 1);
        }
        text.append(rest).append('\n');
    }
}
