package io.facebridge.cli;

import io.facebridge.cli.CompletedCommand.Kind;
import io.facebridge.cli.CompletedCommand.Option;
import io.facebridge.cli.CompletedCommand.Parameter;
import io.facebridge.cli.CompletedCommand.Value;
import java.util.stream.Collectors;

/** Writes the completion script for fish. */
final class FishCompletion {
    private static final String START = """
            # Completion of facebridge for fish.

            # Succeeds if the line so far is of a command and, if they are given, has a number of parameters from a first to a last one.
            function __facebridge_is
                set -l command ''
                set -l parameters 0
                set -l value ''
                set -l only_parameters ''
                set -l words (commandline -opc)
                for word in $words[2..-1]
                    if test -n "$value"
                        set value ''
                        continue
                    end
                    if test -z "$only_parameters"
                        if test "$word" = --
                            set only_parameters 1
                            continue
                        end
                        if string match -q -- '-*' $word
                            if contains -- "$command $word" $__facebridge_valued
                                set value 1
                            end
                            continue
                        end
                        if contains -- (string trim -- "$command $word") $__facebridge_commands
                            set command (string trim -- "$command $word")
                            continue
                        end
                    end
                    set parameters (math $parameters + 1)
                end
                test "$command" = "$argv[1]"; or return 1
                test (count $argv) -eq 1; and return 0
                test $parameters -ge $argv[2]; and test $parameters -le $argv[3]
            end

            complete -c facebridge -e
            complete -c facebridge -f
            """;

    private FishCompletion() {}

    static String script(CompletedCommand program) {
        StringBuilder script = new StringBuilder();
        script.append("set -g __facebridge_commands")
                .append(program.all().stream()
                        .skip(1)
                        .map(command -> " " + quoted(command.path()))
                        .collect(Collectors.joining()))
                .append("\nset -g __facebridge_valued")
                .append(program.all().stream()
                        .flatMap(command -> command.options().stream()
                                .filter(Option::takesValue)
                                .flatMap(option -> option.names().stream())
                                .map(name -> " " + quoted(command.path() + " " + name)))
                        .collect(Collectors.joining()))
                .append("\n");
        for (CompletedCommand command : program.all()) {
            append(script, command);
        }
        return START + script;
    }

    private static void append(StringBuilder script, CompletedCommand command) {
        String here = quoted(command.path());
        for (CompletedCommand sub : command.commands()) {
            script.append(line("__facebridge_is " + here + " 0 0", sub.description()))
                    .append(" -a ")
                    .append(quoted(sub.name()))
                    .append("\n");
        }
        for (Option option : command.options()) {
            script.append(line("__facebridge_is " + here, option.description()));
            for (String name : option.names()) {
                script.append(name.startsWith("--") ? " -l " : name.length() == 2 ? " -s " : " -o ")
                        .append(quoted(name.replaceFirst("^--?", "")));
            }
            script.append(option.takesValue() ? " -r" + value(option.value()) : "")
                    .append("\n");
        }
        for (Parameter parameter : command.parameters()) {
            if (parameter.value().kind() != Kind.FREE) {
                script.append(line("__facebridge_is " + here + " " + parameter.first() + " " + parameter.last(), ""))
                        .append(value(parameter.value()))
                        .append("\n");
            }
        }
    }

    private static String line(String condition, String description) {
        return "complete -c facebridge -n " + quoted(condition)
                + (description.isEmpty() ? "" : " -d " + quoted(description));
    }

    private static String value(Value value) {
        return switch (value.kind()) {
            case FREE -> " -f";
            case WORD -> " -f -a " + quoted(String.join(" ", value.words()));
            case FILE, NAMED_FILE -> " -F";
            case FOLDER -> " -f -a '(__fish_complete_directories)'";
        };
    }

    /** Quotes a text for fish, where the backslash is special in single quotation marks too. */
    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
