package io.facebridge.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;

/**
 * Checks the commands of pages without running them: those of the {@code facebridge} program by its own command line, those of
 * Maven by the modules, profiles, properties and tests that they name, those of {@code ./example} by the examples.
 */
final class ShellCommands {
    private static final Pattern ASSIGNMENT = Pattern.compile("[A-Za-z_]\\w*=.*", Pattern.DOTALL);
    private static final Pattern PHASE_OR_GOAL = Pattern.compile(
            "validate|compile|test-compile|test|package|verify|install|deploy|clean|[\\w.:-]+:[\\w@-]+");
    private static final Set<String> MAVEN_SWITCHES = Set.of("-B", "-T1", "-ntp", "-q", "-o", "-am", "-e", "-X");

    /** Properties that plugins of Maven define. */
    private static final Set<String> PLUGIN_PROPERTIES =
            Set.of("test", "groups", "excludedGroups", "surefire.failIfNoSpecifiedTests", "jvm", "skipTests");

    private static final String OPERATORS = "&|;";

    private final Path root;
    private final Map<String, Path> tests = new HashMap<>();
    private final String poms;
    private final String sources;

    ShellCommands(Path root) throws IOException {
        this.root = root;
        StringBuilder allPoms = new StringBuilder();
        StringBuilder allSources = new StringBuilder();
        for (Path file : TreeTest.files(name -> name.endsWith("pom.xml") || name.endsWith(".java"))) {
            String name = file.getFileName().toString();
            if (name.endsWith(".xml")) {
                allPoms.append(Files.readString(file));
            } else {
                allSources.append(Files.readString(file));
                tests.put(name.replace(".java", ""), file);
            }
        }
        poms = allPoms.toString();
        sources = allSources.toString();
    }

    /** A command: its words without quotation marks, and the index of its line, from 0. */
    record Command(int index, List<String> words) {
        @Override
        public String toString() {
            return String.join(" ", words);
        }
    }

    /**
     * Splits lines into commands as a shell does: quotation marks, comments, continued lines, and operators between commands.
     * Assignments before the program, redirections, and dots for what is left out are no words of a command.
     */
    static List<Command> split(List<String> lines) {
        return whole(lines).stream()
                .map(command -> new Command(command.index(), kept(command.words())))
                .filter(command -> !command.words().isEmpty())
                .toList();
    }

    /** As {@link #split(List)} with all words. */
    static List<Command> whole(List<String> lines) {
        List<Command> commands = new ArrayList<>();
        String text = "";
        int first = 0;
        for (int i = 0; i < lines.size(); i++) {
            first = text.isEmpty() ? i : first;
            String line = lines.get(i);
            if (line.endsWith("\\")) {
                text += line.substring(0, line.length() - 1);
            } else {
                split(text + line, first, commands);
                text = "";
            }
        }
        return commands;
    }

    private static void split(String line, int index, List<Command> commands) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean inWord = false;
        char quote = 0;
        for (char letter : (line + "\n").toCharArray()) {
            boolean isOperator = OPERATORS.indexOf(letter) >= 0
                    && !(letter == '&' && word.toString().endsWith(">"));
            if (quote != 0) {
                if (letter == quote) {
                    quote = 0;
                } else {
                    word.append(letter);
                }
            } else if (letter == '\'' || letter == '"') {
                quote = letter;
                inWord = true;
            } else if (letter == '#' && !inWord) {
                break;
            } else if (Character.isWhitespace(letter) || isOperator) {
                if (inWord) {
                    words.add(word.toString());
                    word.setLength(0);
                    inWord = false;
                }
                if (isOperator) {
                    add(words, index, commands);
                }
            } else {
                word.append(letter);
                inWord = true;
            }
        }
        add(words, index, commands);
    }

    private static void add(List<String> words, int index, List<Command> commands) {
        if (!words.isEmpty()) {
            commands.add(new Command(index, List.copyOf(words)));
            words.clear();
        }
    }

    private static List<String> kept(List<String> words) {
        List<String> kept = new ArrayList<>();
        boolean isTarget = false;
        for (String word : words) {
            boolean isRedirection = isRedirection(word);
            if (!isTarget && !isRedirection && !word.equals("…") && !(kept.isEmpty() && isAssignment(word))) {
                kept.add(word);
            }
            isTarget = isRedirection && word.matches("\\d?[<>]+");
        }
        return List.copyOf(kept);
    }

    static boolean isRedirection(String word) {
        return word.matches("\\d?[<>]+.*");
    }

    /** Whether a word before the program sets a variable, or is what exports it. */
    static boolean isAssignment(String word) {
        return word.equals("export") || ASSIGNMENT.matcher(word).matches();
    }

    /**
     * Checks a command.
     *
     * @param isWhole whether options that the program requires must be there
     * @return what is wrong; empty if nothing is, and for a program that is not checked
     * @throws IllegalArgumentException if no check exists for the program
     */
    Optional<String> fault(Command command, boolean isWhole) {
        List<String> words = command.words();
        String program = words.get(0);
        List<String> arguments = words.subList(1, words.size());
        if (program.equals("facebridge")) {
            return ofProgram(arguments, isWhole);
        }
        if (program.equals("java") && words.size() > 2 && words.get(1).equals("-jar")) {
            return words.get(2).matches("(cli/target/)?facebridge\\.jar")
                    ? ofProgram(words.subList(3, words.size()), isWhole)
                    : Optional.of("no jar " + words.get(2));
        }
        if (program.equals("java") && words.size() > 1 && words.get(1).endsWith(".java")) {
            return exists(words.get(1));
        }
        if (program.startsWith(".ci/")) {
            return exists(program);
        }
        if (program.equals("./example")) {
            return arguments.isEmpty() ? Optional.empty() : ofExample(arguments.get(0));
        }
        if (program.equals("mvn")) {
            return ofMaven(arguments);
        }
        throw new IllegalArgumentException("no check for the program " + program);
    }

    private Optional<String> exists(String file) {
        return Files.isRegularFile(root.resolve(file)) ? Optional.empty() : Optional.of("no file " + file);
    }

    private Optional<String> ofExample(String name) {
        Path source = root.resolve("examples/src/main/java/io/facebridge/examples/" + name + ".java");
        return Files.isRegularFile(source) ? Optional.empty() : Optional.of("no example " + name);
    }

    private static Optional<String> ofProgram(List<String> arguments, boolean isWhole) {
        CommandLine program = Program.commandLine();
        try {
            program.parseArgs(arguments.toArray(String[]::new));
            return Optional.empty();
        } catch (MissingParameterException e) {
            return isWhole ? Optional.ofNullable(e.getMessage()) : Optional.empty();
        } catch (ParameterException e) {
            return Optional.ofNullable(e.getMessage());
        }
    }

    private Optional<String> ofMaven(List<String> arguments) {
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            Optional<String> fault;
            if (argument.equals("-pl") || argument.equals("-f")) {
                i++;
                fault = i < arguments.size() ? ofModules(arguments.get(i)) : Optional.of("no module after " + argument);
            } else if (argument.startsWith("-P")) {
                fault = poms.contains("<id>" + argument.substring(2) + "</id>")
                        ? Optional.empty()
                        : Optional.of("no profile " + argument.substring(2));
            } else if (argument.startsWith("-D")) {
                int equals = argument.indexOf('=');
                fault = equals < 0
                        ? ofProperty(argument.substring(2), "")
                        : ofProperty(argument.substring(2, equals), argument.substring(equals + 1));
            } else if (MAVEN_SWITCHES.contains(argument)
                    || PHASE_OR_GOAL.matcher(argument).matches()) {
                fault = Optional.empty();
            } else {
                fault = Optional.of("unknown argument " + argument);
            }
            if (fault.isPresent()) {
                return fault;
            }
        }
        return Optional.empty();
    }

    private Optional<String> ofModules(String list) {
        return Arrays.stream(list.split(",", -1))
                .map(module -> module.replaceFirst("^!", ""))
                .filter(module -> !poms.contains("<module>" + module + "</module>")
                        && !Files.isRegularFile(root.resolve(module).resolve("pom.xml")))
                .findFirst()
                .map(module -> "no module " + module);
    }

    private Optional<String> ofProperty(String name, String value) {
        if (name.equals("test")) {
            return Arrays.stream(value.split(",", -1))
                    .flatMap(test -> ofTest(test).stream())
                    .findFirst();
        }
        if (name.equals("example")) {
            return ofExample(value);
        }
        if (name.equals("benchmark.class") && !tests.containsKey(value.substring(value.lastIndexOf('.') + 1))) {
            return Optional.of("no benchmark " + value);
        }
        boolean isKnown = PLUGIN_PROPERTIES.contains(name)
                || poms.contains("${" + name + "}")
                || poms.contains("<name>" + name + "</name>")
                || poms.contains("<name>!" + name + "</name>")
                || poms.contains("<" + name + ">")
                || sources.contains("\"" + name + "\"");
        return isKnown ? Optional.empty() : Optional.of("no property " + name);
    }

    private Optional<String> ofTest(String test) {
        String[] parts = test.split("#", -1);
        Path file = tests.get(parts[0]);
        if (file == null
                || !file.toString().contains("src" + file.getFileSystem().getSeparator() + "test")) {
            return Optional.of("no test " + parts[0]);
        }
        try {
            return parts.length == 1 || Files.readString(file).contains("void " + parts[1] + "(")
                    ? Optional.empty()
                    : Optional.of("no test " + test);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the commands of the program that have no commands of their own, for example {@code gallery create}. */
    static Set<String> programCommands() {
        Set<String> commands = new TreeSet<>();
        addCommands(Program.commandLine(), "", commands);
        return commands;
    }

    private static void addCommands(CommandLine of, String path, Set<String> commands) {
        if (of.getSubcommands().isEmpty()) {
            commands.add(path.strip());
        }
        of.getSubcommands().forEach((name, command) -> addCommands(command, path + " " + name, commands));
    }

    /** The command line of the program, out of the classes that the build left. */
    private static final class Program {
        private static final Constructor<?> ROOT_COMMAND = rootCommand();

        private static CommandLine commandLine() {
            try {
                CommandLine program = new CommandLine(ROOT_COMMAND.newInstance());
                program.setExpandAtFiles(false);
                program.setCaseInsensitiveEnumValuesAllowed(true);
                return program;
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }

        /** The jar of the program is not on the class path, because it may hold everything a second time. */
        private static Constructor<?> rootCommand() {
            try {
                URL classes = CompiledModules.open().output("cli").toUri().toURL();
                URLClassLoader loader = new URLClassLoader(new URL[] {classes}, ShellCommands.class.getClassLoader());
                Constructor<?> constructor = Class.forName("io.facebridge.cli.FaceBridgeCommand", true, loader)
                        .getDeclaredConstructor();
                constructor.setAccessible(true);
                return constructor;
            } catch (IOException | ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Returns the lines of a block that are commands: all of a shell's, and those behind a prompt or of the program elsewhere. */
    static List<String> commandLines(MarkdownPage.Block block) {
        if (block.language().matches("sh|bash|shell")) {
            return block.code();
        }
        if (!block.language().isEmpty()) {
            return List.of();
        }
        return block.code().stream()
                .map(line -> line.startsWith("$ ") ? line.substring(2) : line.startsWith("facebridge ") ? line : "")
                .toList();
    }
}
