package io.facebridge.cli;

import io.facebridge.FaceProviders;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * What a shell can complete after a command; hidden commands, options and parameters are left out.
 *
 * @param path the words after the program's name, for example {@code gallery create}; empty for the program itself
 * @param name the last word of the path
 * @param description one line
 * @param options in the order of the help
 * @param parameters in their order
 * @param commands the subcommands
 */
record CompletedCommand(
        String path,
        String name,
        String description,
        List<Option> options,
        List<Parameter> parameters,
        List<CompletedCommand> commands) {

    private static final Pattern MARKUP = Pattern.compile("@\\|\\S+ |\\|@");
    private static final Pattern FIRST_SENTENCE_END = Pattern.compile("[.;:] .*|\\.$", Pattern.DOTALL);

    /** How a value is completed. */
    enum Kind {
        /** Not at all. */
        FREE,
        /** By one of several words. */
        WORD,
        /** By the names of files and folders. */
        FILE,
        /** By the names of folders. */
        FOLDER,
        /** By the names of files after an equals sign. */
        NAMED_FILE
    }

    /**
     * The value of an option or a parameter.
     *
     * @param kind how it is completed
     * @param words the possible values, if its kind is {@link Kind#WORD}
     */
    record Value(Kind kind, List<String> words) {
        private static final Set<String> FOLDERS = Set.of("DIR", "FOLDER", "ROOT");
        private static final Pattern FILES =
                Pattern.compile(".*\\b(FILE|IMAGE|PICTURE|REFERENCE|PROBE|SCORES|LOG|\\w+\\.[a-z]+)\\b.*");

        private static Value of(ArgSpec arg) {
            Class<?> type = arg.auxiliaryTypes()[0];
            if (arg.completionCandidates() != null) {
                return words(StreamSupport.stream(arg.completionCandidates().spliterator(), false)
                        .map(word -> type.isEnum() ? word.toLowerCase(Locale.ROOT) : word));
            }
            String label = arg.paramLabel();
            if (label.equals(ProviderSpec.LABEL) || isProvider(arg)) {
                return words(FaceProviders.available().stream().map(Object::toString));
            }
            if (FOLDERS.contains(label)) {
                return new Value(Kind.FOLDER, List.of());
            }
            if (label.endsWith("=FILE")) {
                return new Value(Kind.NAMED_FILE, List.of());
            }
            boolean isFile = type == Path.class
                    || type == File.class
                    || FILES.matcher(label).matches();
            return new Value(isFile ? Kind.FILE : Kind.FREE, List.of());
        }

        private static boolean isProvider(ArgSpec arg) {
            return arg instanceof OptionSpec option && option.longestName().equals("--provider");
        }

        private static Value words(Stream<String> words) {
            return new Value(Kind.WORD, words.toList());
        }
    }

    /**
     * An option.
     *
     * @param names all its names
     * @param description one line
     * @param takesValue whether a value follows
     * @param value the value, if one follows
     * @param repeatable whether it can be given more than once
     */
    record Option(List<String> names, String description, boolean takesValue, Value value, boolean repeatable) {
        private static Option of(OptionSpec spec) {
            return new Option(
                    names(spec),
                    summary(spec.description()),
                    spec.arity().min() > 0,
                    Value.of(spec),
                    spec.isMultiValue());
        }

        private static List<String> names(OptionSpec spec) {
            Set<String> names = new LinkedHashSet<>(List.of(spec.names()));
            if (spec.negatable()) {
                for (String name : spec.names()) {
                    names.add(spec.command()
                            .commandLine()
                            .getNegatableOptionTransformer()
                            .makeNegative(name, spec.command()));
                }
            }
            return List.copyOf(names);
        }
    }

    /**
     * A positional parameter.
     *
     * @param first the index of its first value, from 0
     * @param last the index of its last value; {@link Integer#MAX_VALUE} if there is none
     * @param value the value
     */
    record Parameter(int first, int last, Value value) {}

    /** Returns the commands below a command, itself included, each before its subcommands. */
    List<CompletedCommand> all() {
        return Stream.concat(Stream.of(this), commands.stream().flatMap(command -> command.all().stream()))
                .toList();
    }

    /** Describes a program. */
    static CompletedCommand of(CommandSpec program) {
        return of(program, "");
    }

    private static CompletedCommand of(CommandSpec spec, String path) {
        Set<CommandSpec> visible = spec.subcommands().values().stream()
                .map(command -> command.getCommandSpec())
                .filter(command -> !command.usageMessage().hidden())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        return new CompletedCommand(
                path,
                spec.name(),
                summary(spec.usageMessage().description()),
                spec.options().stream()
                        .filter(option -> !option.hidden())
                        .map(Option::of)
                        .toList(),
                parameters(spec),
                visible.stream()
                        .map(command -> of(command, (path + " " + command.name()).strip()))
                        .toList());
    }

    /** The parameters of {@code help} are the commands that it describes. */
    private static List<Parameter> parameters(CommandSpec spec) {
        if (spec.helpCommand() && spec.parent() != null) {
            Stream<String> described = spec.parent().subcommands().values().stream()
                    .map(command -> command.getCommandSpec())
                    .filter(command -> !command.usageMessage().hidden() && command != spec)
                    .map(CommandSpec::name)
                    .distinct();
            return List.of(new Parameter(0, 0, Value.words(described)));
        }
        List<Parameter> parameters = new ArrayList<>();
        for (PositionalParamSpec parameter : spec.positionalParameters()) {
            if (!parameter.hidden()) {
                parameters.add(
                        new Parameter(parameter.index().min(), parameter.index().max(), Value.of(parameter)));
            }
        }
        return List.copyOf(parameters);
    }

    /** The first sentence without its period. */
    private static String summary(String[] description) {
        String first = Arrays.stream(description).findFirst().orElse("");
        String text =
                MARKUP.matcher(first.replace("%n", " ").replace("%%", "%")).replaceAll("");
        return FIRST_SENTENCE_END.matcher(text.strip()).replaceFirst("").replaceAll("\\s+", " ");
    }

    /** Quotes a text for a POSIX shell, and for others in whose single quotation marks only those marks are special. */
    static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
