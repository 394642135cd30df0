package io.facebridge.cli;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code facebridge help}. */
@Command(name = "help", description = "Prints the help of a command, or lists all commands.")
final class HelpCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            arity = "0..*",
            paramLabel = "COMMAND",
            description = "Name of the command, such as compare or gallery create. Default: all commands.")
    private List<String> names = List.of();

    @Override
    public Integer call() {
        CommandLine own = Objects.requireNonNull(spec, "spec").commandLine();
        CommandLine command = own.getParent();
        for (String name : names) {
            CommandLine next = command.getSubcommands().get(name);
            if (next == null) {
                throw new CommandLine.ParameterException(
                        own, UsageFailure.unknownCommand(command.getCommandSpec(), name));
            }
            command = next;
        }
        command.usage(own.getOut());
        return 0;
    }
}
