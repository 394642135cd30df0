package io.facebridge.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code facebridge completion}. */
@Command(
        name = "completion",
        description = {
            "Prints a script with which a shell completes commands, options, their values and file names.",
            "Load it in bash with source <(facebridge completion bash), in zsh, after compinit, with source"
                    + " <(facebridge completion zsh), in fish with facebridge completion fish | source."
        })
final class CompletionCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(index = "0", paramLabel = "SHELL", description = "The shell: bash, zsh or fish.")
    private Shell shell = Shell.BASH;

    /** The shells that a script is written for. */
    private enum Shell {
        BASH,
        ZSH,
        FISH;

        private String script(CompletedCommand program) {
            return switch (this) {
                case BASH -> BashCompletion.script(program);
                case ZSH -> ZshCompletion.script(program);
                case FISH -> FishCompletion.script(program);
            };
        }
    }

    @Override
    public Integer call() {
        if (spec == null) {
            throw new IllegalStateException("not part of a command");
        }
        PrintWriter out = spec.commandLine().getOut();
        out.print(shell.script(CompletedCommand.of(spec.root())));
        return 0;
    }
}
