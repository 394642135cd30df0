package io.facebridge.cli;

import io.facebridge.cli.CompletedCommand.Option;
import java.util.List;
import java.util.stream.Collectors;

/** Writes the completion script for zsh, which shows descriptions too. */
final class ZshCompletion {
    private static final String START = """
            #compdef facebridge
            # Completion of facebridge for zsh.

            # What follows a command, with descriptions.
            _facebridge_words() {
                subcommands=() flags=() repeatable=()
                case $1 in
            """;

    private static final String LINE = """
                esac
            }

            _facebridge_complete() {
                case $1 in
                    word\\ *) compadd -- ${=1#word } ;;
                    file) _files ;;
                    folder) _files -/ ;;
                    named-file)
                        if compset -P '*='; then
                            _files
                        fi
                        ;;
                esac
            }

            _facebridge() {
                setopt localoptions noksharrays
                local command='' option='' kind='' only_parameters='' word name
                local -a subcommands flags repeatable given left names
                local -i parameters=0 i
                for ((i = 2; i < CURRENT; i++)); do
                    word=${words[i]}
                    if [[ -n $option ]]; then
                        option=''
                    elif [[ -z $only_parameters && $word == -- ]]; then
                        only_parameters=1
                    elif [[ -z $only_parameters && $word == -* ]]; then
                        given+=("${word%%=*}")
                        _facebridge_option "$command" "$word"
                        [[ -z $kind ]] || option=$word
                    else
                        _facebridge_words "$command"
                        names=(${subcommands%%:*})
                        if (( ${names[(Ie)$word]} )); then
                            command="${command:+$command }$word"
                        else
                            parameters+=1
                        fi
                    fi
                done
                if [[ -z $option && -z $only_parameters && $PREFIX == --*=* ]]; then
                    option=${PREFIX%%=*}
                    compset -P 1 '*='
                fi
                if [[ -n $option ]]; then
                    _facebridge_option "$command" "$option"
                    _facebridge_complete "$kind"
                    return
                fi
                _facebridge_words "$command"
                if [[ -z $only_parameters && $PREFIX == -* ]]; then
                    for word in $flags; do
                        name=${word%%:*}
                        if (( ! ${given[(Ie)$name]} || ${repeatable[(Ie)$name]} )); then
                            left+=("$word")
                        fi
                    done
                    _describe -o option left
                elif (( $#subcommands && ! parameters )); then
                    _describe command subcommands
                else
                    _facebridge_parameter "$command" "$parameters"
                    _facebridge_complete "$kind"
                fi
            }

            if [[ ${funcstack[1]} == _facebridge ]]; then # read by compinit from a folder of fpath
                _facebridge "$@"
            else
                compdef _facebridge facebridge
            fi
            """;

    private ZshCompletion() {}

    static String script(CompletedCommand program) {
        StringBuilder script = new StringBuilder(START);
        for (CompletedCommand command : program.all()) {
            script.append("        ")
                    .append(CompletedCommand.quoted(command.path()))
                    .append(")\n")
                    .append(array(
                            "subcommands",
                            command.commands().stream()
                                    .map(sub -> described(sub.name(), sub.description()))
                                    .toList()))
                    .append(array(
                            "flags",
                            command.options().stream()
                                    .flatMap(option ->
                                            option.names().stream().map(name -> described(name, option.description())))
                                    .toList()))
                    .append(array(
                            "repeatable",
                            command.options().stream()
                                    .filter(Option::repeatable)
                                    .flatMap(option -> option.names().stream())
                                    .toList()))
                    .append("            ;;\n");
        }
        script.append("    esac\n}\n\n");
        return script.append(BashCompletion.kinds(program)).append(LINE).toString();
    }

    private static String described(String name, String description) {
        return name + ":" + description;
    }

    private static String array(String variable, List<String> words) {
        return words.isEmpty()
                ? ""
                : words.stream()
                        .map(word -> "                " + CompletedCommand.quoted(word) + "\n")
                        .collect(Collectors.joining("", "            " + variable + "=(\n", "            )\n"));
    }
}
