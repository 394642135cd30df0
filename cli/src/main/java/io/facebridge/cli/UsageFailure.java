package io.facebridge.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.MaxValuesExceededException;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.MutuallyExclusiveArgsException;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The failure of a wrong command line: what is wrong, the value unless it may be a secret, and the nearest right ones. */
final class UsageFailure {
    private static final String GIVEN_TWICE = " is given more than once; give it once";
    private static final Pattern IN_BRACES = Pattern.compile("\\{(--[a-z][a-z-]*)=");
    private static final Pattern OPTION = Pattern.compile("--[a-z][a-z-]*");
    private static final Pattern OF_A_SECRET =
            Pattern.compile("--?(?i:.*(key|secret|token|credential|password|passphrase).*)");

    private UsageFailure() {}

    /** Returns the failure; the parser's own messages are replaced, those of the program stay. */
    static Failure of(ParameterException e) {
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        String message = Shown.in(message(e)).replaceFirst("\\.$", "") + " (see \"" + command + " --help\")";
        return new Failure("Usage", message, ExitCode.USAGE);
    }

    private static String message(ParameterException e) {
        CommandSpec command = e.getCommandLine().getCommandSpec();
        if (e instanceof UnmatchedArgumentException unmatched) {
            return unmatched(command, unmatched.getUnmatched());
        }
        if (e instanceof MissingParameterException missing) {
            String unknown = firstOption(e.getCommandLine().getUnmatchedArguments());
            return unknown == null ? missing(command, missing) : unknownOption(command, unknown);
        }
        if (e instanceof OverwrittenOptionException twice) {
            return nameOf(twice.getOverwritten()) + GIVEN_TWICE;
        }
        if (e instanceof MutuallyExclusiveArgsException) {
            Set<String> options = OPTION.matcher(Objects.toString(e.getMessage(), ""))
                    .results()
                    .map(found -> found.group())
                    .collect(Collectors.toCollection(TreeSet::new));
            return exclusive(options);
        }
        if (e instanceof MaxValuesExceededException) { // of options of which one excludes the others
            return exclusive(IN_BRACES
                    .matcher(Objects.toString(e.getMessage(), ""))
                    .results()
                    .map(found -> found.group(1))
                    .collect(Collectors.toCollection(TreeSet::new)));
        }
        if (e.getArgSpec() != null && e.getValue() != null) {
            return wrongValue(e, e.getArgSpec(), e.getValue());
        }
        return Objects.toString(e.getMessage(), "wrong usage");
    }

    private static String exclusive(Set<String> options) {
        return options.size() == 1
                ? options.iterator().next() + GIVEN_TWICE
                : joined(List.copyOf(options), "and") + " are mutually exclusive; give one of them";
    }

    private static @Nullable String firstOption(List<String> words) {
        return words.stream()
                .filter(word -> word.startsWith("-") && word.length() > 1)
                .findFirst()
                .orElse(null);
    }

    private static String unmatched(CommandSpec command, List<String> words) {
        String option = firstOption(words);
        if (option != null) {
            return unknownOption(command, option);
        }
        String word = words.isEmpty() ? "" : words.get(0);
        if (!command.subcommands().isEmpty()) {
            return unknownCommand(command, word);
        }
        List<String> operands = HelpPage.operands(command);
        return "\"" + Shown.of(word) + "\" is one argument too many; \"" + command.qualifiedName() + "\" takes "
                + (operands.isEmpty() ? "options only" : String.join(" ", operands));
    }

    static String unknownCommand(CommandSpec command, String name) {
        if (command.subcommands().isEmpty()) {
            return "\"" + command.qualifiedName() + "\" has no commands of its own but was followed by \""
                    + Shown.of(name) + "\"";
        }
        String near = nearest(name, command.subcommands().keySet(), "");
        return "unknown command \"" + Shown.of(name) + "\""
                + (command.parent() == null ? "" : " of \"" + command.qualifiedName() + "\"")
                + (near.isEmpty() && command.parent() != null
                        ? "; its commands are "
                                + joined(List.copyOf(command.subcommands().keySet()), "and")
                        : near);
    }

    /** The value of the option is never shown, because it may be a secret. */
    private static String unknownOption(CommandSpec command, String word) {
        String name = word.replaceFirst("(?s)=.*", "");
        List<String> names = command.options().stream()
                .filter(option -> !option.hidden())
                .flatMap(option -> Arrays.stream(option.names()))
                .filter(known -> known.startsWith("--"))
                .map(known -> known.substring(2))
                .toList();
        String near = nearest(name.replaceFirst("^-+", ""), names, "--");
        String unknown = "unknown option " + Shown.of(name);
        if (!near.isEmpty()) {
            return unknown + near;
        }
        if (OF_A_SECRET.matcher(name).matches()) {
            return unknown + "; a key is never an option, because other users can read command lines: set it in the"
                    + " environment, for example in AWS_SECRET_ACCESS_KEY, or name its file with --set keyFile=FILE";
        }
        return name.matches("-[^-].*\\..*") ? unknown + "; put -- before names of files that begin with -" : unknown;
    }

    private static String missing(CommandSpec command, MissingParameterException e) {
        List<ArgSpec> missing = e.getMissing();
        boolean isValue = missing.size() == 1
                && missing.get(0).isOption()
                && !Objects.toString(e.getMessage(), "").startsWith("Missing required option");
        if (isValue) {
            ArgSpec option = missing.get(0);
            return nameOf(option) + " requires a value; give " + nameOf(option) + " " + option.paramLabel();
        }
        List<String> names = missing.stream()
                .map(each -> each.isOption() ? nameOf(each) + " " + each.paramLabel() : each.paramLabel())
                .distinct()
                .toList();
        return (names.isEmpty()
                        ? "an argument is missing"
                        : joined(names, "and") + (names.size() == 1 ? " is" : " are") + " missing")
                + "; usage: " + HelpPage.usage(command);
    }

    private static String wrongValue(ParameterException e, ArgSpec argument, String value) {
        String name = nameOf(argument);
        if (e.getCause() instanceof TypeConversionException own && ofTheProgram(own)) {
            return name + " " + own.getMessage();
        }
        Class<?> type = argument.auxiliaryTypes()[0];
        String given = " but was \"" + Shown.of(value) + "\"";
        if (type.isEnum()) {
            List<String> names = Stream.of(type.getEnumConstants())
                    .map(each -> each.toString().toLowerCase(Locale.ROOT))
                    .toList();
            return name + " must be " + joined(names, "or") + given + nearest(value, names, "");
        }
        if (type == Instant.class) {
            return name + " must be a time such as 2030-01-31T12:00:00Z" + given;
        }
        if (type == LocalDate.class) {
            return name + " must be a day such as 2027-03-31" + given;
        }
        if (type == Path.class) {
            return name + " cannot be read as a file name in this locale; run with a UTF-8 locale, for example"
                    + " LC_ALL=C.UTF-8";
        }
        if (type == boolean.class || type == Boolean.class) {
            return name + " takes no value" + given + "; give " + name + " alone";
        }
        boolean isFraction = type == double.class || type == Double.class;
        if (!isFraction && value.matches("[+-]?\\d+")) {
            boolean isInt = type == int.class || type == Integer.class;
            return name + " must be at most " + (isInt ? Integer.MAX_VALUE : Long.MAX_VALUE) + given;
        }
        return name + " must be a " + (isFraction ? "number, for example 0.5," : "whole number") + given;
    }

    private static boolean ofTheProgram(TypeConversionException e) {
        return Objects.toString(e.getMessage(), "").startsWith("must ");
    }

    private static String nameOf(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    }

    /** Returns the question for the nearest name or two; nothing if none is near. */
    static String nearest(String unknown, Iterable<String> names, String prefix) {
        List<String> near = NearNames.of(unknown, names);
        return near.isEmpty()
                ? ""
                : "; did you mean " + near.stream().map(name -> prefix + name).collect(Collectors.joining(" or "))
                        + "?";
    }

    private static String joined(List<String> words, String last) {
        List<String> most = new ArrayList<>(words);
        String end = most.remove(most.size() - 1);
        return most.isEmpty() ? end : String.join(", ", most) + " " + last + " " + end;
    }
}
