package io.facebridge.cli;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The confirmation of every command that deletes enrolled people or records of them, which no command can restore. */
final class Confirmation {
    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    @Option(names = "--yes", description = "Confirm the deletion. Without it nothing is deleted.")
    private boolean yes;

    boolean given() {
        return yes;
    }

    /** Fails before any request unless the deletion is confirmed. */
    void require(String deletion) {
        if (!yes) {
            throw new ParameterException(
                    Objects.requireNonNull(spec, "spec").commandLine(), "this " + deletion + "; confirm with --yes");
        }
    }
}
