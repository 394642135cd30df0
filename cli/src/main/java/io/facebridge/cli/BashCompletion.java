package io.facebridge.cli;

import io.facebridge.cli.CompletedCommand.Kind;
import io.facebridge.cli.CompletedCommand.Option;
import io.facebridge.cli.CompletedCommand.Parameter;
import io.facebridge.cli.CompletedCommand.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Writes the completion script for bash, which needs no other one. */
final class BashCompletion {
    private static final String START = """
            # Completion of facebridge for bash.

            # What follows a command: its subcommands and options, and of those the ones that can be repeated.
            _facebridge_words() {
                commands='' options='' repeatable=''
                case $1 in
            """;

    private static final String LINE = """
                esac
            }

            # Completes the last word: with words, or by the names of files or folders.
            _facebridge_complete() {
                local kind=$1 current=$2
                case $kind in
                    word\\ *)
                        while read -r word; do
                            [[ -z $word ]] || COMPREPLY+=("$word")
                        done < <(compgen -W "${kind#word }" -- "$current")
                        ;;
                    file) compopt -o default 2>/dev/null ;;
                    folder) compopt -o dirnames -o filenames 2>/dev/null ;;
                esac
            }

            _facebridge() {
                local current=${COMP_WORDS[COMP_CWORD]} command='' option='' last='' given=' ' only_parameters='' joined=''
                local commands options repeatable kind word parameters=0 i
                COMPREPLY=()
                for ((i = 1; i < COMP_CWORD; i++)); do
                    word=${COMP_WORDS[i]}
                    if [[ $word == '=' ]]; then # bash splits --face=only and main=FILE at the equals sign
                        joined=1
                        [[ -n $option ]] || option=$last
                    elif [[ -n $option || -n $joined ]]; then # a value, or the end of one
                        last=$option option='' joined=''
                    elif [[ -z $only_parameters && $word == -- ]]; then
                        only_parameters=1
                    elif [[ -z $only_parameters && $word == -* ]]; then
                        given+="$word " last=''
                        _facebridge_option "$command" "$word"
                        [[ -z $kind ]] || option=$word
                    else
                        last=''
                        _facebridge_words "$command"
                        if [[ " $commands " == *" $word "* ]]; then
                            command="${command:+$command }$word"
                        else
                            parameters=$((parameters + 1))
                        fi
                    fi
                done
                if [[ $current == '=' ]]; then
                    current='' joined=1
                    [[ -n $option ]] || option=$last
                fi
                if [[ -n $option ]]; then
                    _facebridge_option "$command" "$option"
                    if [[ $kind == named-file ]]; then
                        kind=free
                        [[ -z $joined ]] || kind=file
                    fi
                    _facebridge_complete "$kind" "$current"
                    return
                fi
                _facebridge_words "$command"
                if [[ -z $only_parameters && $current == -* ]]; then
                    kind=''
                    for word in $options; do
                        if [[ $given != *" $word "* || " $repeatable " == *" $word "* ]]; then
                            kind+=" $word"
                        fi
                    done
                    _facebridge_complete "word $kind" "$current"
                elif [[ -n $commands && $parameters == 0 ]]; then
                    _facebridge_complete "word $commands" "$current"
                else
                    _facebridge_parameter "$command" "$parameters"
                    _facebridge_complete "$kind" "$current"
                fi
            }

            if type compopt >/dev/null 2>&1; then
                complete -F _facebridge facebridge
            else
                complete -o default -F _facebridge facebridge # before bash 4
            fi
            """;

    private BashCompletion() {}

    static String script(CompletedCommand program) {
        StringBuilder script = new StringBuilder(START);
        for (CompletedCommand command : program.all()) {
            script.append("        ")
                    .append(CompletedCommand.quoted(command.path()))
                    .append(")\n")
                    .append(assignment(
                            "commands",
                            command.commands().stream()
                                    .map(CompletedCommand::name)
                                    .toList()))
                    .append(assignment("options", names(command.options(), option -> true)))
                    .append(assignment("repeatable", names(command.options(), Option::repeatable)))
                    .append("            ;;\n");
        }
        script.append("    esac\n}\n\n");
        return script.append(kinds(program)).append(LINE).toString();
    }

    /** The functions that find out how a value is completed, for each shell with the syntax of bash. */
    static String kinds(CompletedCommand program) {
        return "# How the value of an option is completed; empty if it has none.\n"
                + "_facebridge_option() {\n    kind=''\n    case \"$1 $2\" in\n"
                + cases(ofOptions(program))
                + "    esac\n}\n\n# How a parameter is completed.\n"
                + "_facebridge_parameter() {\n    kind=free\n    case \"$1 $2\" in\n"
                + cases(ofParameters(program));
    }

    private static List<String> names(List<Option> options, Predicate<Option> chosen) {
        return options.stream()
                .filter(chosen)
                .flatMap(option -> option.names().stream())
                .toList();
    }

    private static String assignment(String variable, List<String> words) {
        return words.isEmpty() ? "" : "            " + variable + "='" + String.join(" ", words) + "'\n";
    }

    /** The kind of a value as the script writes it. */
    private static String kind(Value value) {
        return switch (value.kind()) {
            case FREE -> "free";
            case WORD -> "word " + String.join(" ", value.words());
            case FILE -> "file";
            case FOLDER -> "folder";
            case NAMED_FILE -> "named-file";
        };
    }

    private static Map<String, List<String>> ofOptions(CompletedCommand program) {
        Map<String, List<String>> patterns = new LinkedHashMap<>();
        for (CompletedCommand command : program.all()) {
            for (Option option : command.options()) {
                if (option.takesValue()) {
                    for (String name : option.names()) {
                        patterns.computeIfAbsent(kind(option.value()), kind -> new ArrayList<>())
                                .add(CompletedCommand.quoted(command.path() + " " + name));
                    }
                }
            }
        }
        return patterns;
    }

    private static Map<String, List<String>> ofParameters(CompletedCommand program) {
        Map<String, List<String>> patterns = new LinkedHashMap<>();
        for (CompletedCommand command : program.all()) {
            for (Parameter parameter : command.parameters()) {
                if (parameter.value().kind() != Kind.FREE) {
                    patterns.computeIfAbsent(kind(parameter.value()), kind -> new ArrayList<>())
                            .addAll(patterns(command.path(), parameter));
                }
            }
        }
        return patterns;
    }

    /** A parameter without a last index matches all that follow; those before it have no number of more than one digit. */
    private static List<String> patterns(String path, Parameter parameter) {
        List<String> patterns = new ArrayList<>();
        int last = Math.min(parameter.last(), 9);
        for (int i = parameter.first(); i <= last; i++) {
            patterns.add(CompletedCommand.quoted(path + " " + i));
        }
        if (parameter.last() == Integer.MAX_VALUE) {
            patterns.add(CompletedCommand.quoted(path + " ") + "[0-9][0-9]*");
        }
        return patterns;
    }

    private static String cases(Map<String, List<String>> patterns) {
        return patterns.entrySet().stream()
                .map(entry -> "        " + String.join(" | ", entry.getValue()) + ")\n            kind="
                        + CompletedCommand.quoted(entry.getKey()) + "\n            ;;\n")
                .collect(Collectors.joining());
    }
}
