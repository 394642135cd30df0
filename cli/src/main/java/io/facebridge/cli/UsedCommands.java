package io.facebridge.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Adds the commands to the program: all, or the one that is run, because reading the options of all of them takes longer than most
 * commands need.
 */
final class UsedCommands implements IModelTransformer {
    /** Commands that describe others. */
    private static final Set<String> OF_ALL = Set.of("help", "completion");

    private final List<Class<?>> used;

    /** All commands; called by picocli. */
    UsedCommands() {
        used = FaceBridgeCommand.COMMANDS;
    }

    private UsedCommands(String word) {
        List<Class<?>> called = FaceBridgeCommand.COMMANDS.stream()
                .filter(command -> isCalled(command, word))
                .toList();
        used = called.isEmpty() || OF_ALL.contains(word) ? FaceBridgeCommand.COMMANDS : called;
    }

    private static boolean isCalled(Class<?> type, String word) {
        Command command = type.getAnnotation(Command.class);
        return command.name().equals(word) || Arrays.asList(command.aliases()).contains(word);
    }

    /** Returns what creates the program for a run. */
    static IFactory factory(String... args) {
        IFactory others = CommandLine.defaultFactory();
        return new IFactory() {
            @Override
            public <K> K create(Class<K> type) throws Exception {
                return type == UsedCommands.class && args.length > 0
                        ? type.cast(new UsedCommands(args[0]))
                        : others.create(type);
            }
        };
    }

    /** Commands inherit this transformer, and are left as they are. */
    @Override
    public CommandSpec transform(CommandSpec spec) {
        if (spec.userObject() instanceof FaceBridgeCommand) {
            used.forEach(command -> spec.addSubcommand(
                    null, new CommandLine(command, spec.commandLine().getFactory())));
        }
        return spec;
    }
}
