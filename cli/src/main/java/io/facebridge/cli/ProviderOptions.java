package io.facebridge.cli;

import io.facebridge.FaceProvider;
import io.facebridge.FaceProviders;
import java.io.PrintWriter;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What every command that asks a provider has in common. */
final class ProviderOptions {
    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    @Option(
            names = "--provider",
            paramLabel = "NAME",
            defaultValue = "local",
            description = "The provider to ask: one of those that \"facebridge capabilities\" lists. Default: local.")
    private String provider = "local";

    @Option(
            names = "--models",
            paramLabel = "DIR",
            description = "The folder of the local provider's model files, if they are not those in the program.")
    private @Nullable String models;

    @Option(names = "--json", description = "Answer, and complain, in JSON.")
    private boolean json;

    boolean json() {
        return json;
    }

    /** Whether the user named a provider. */
    boolean names() {
        return spec().commandLine().getParseResult().hasMatchedOption("--provider");
    }

    String provider() {
        return provider;
    }

    FaceProvider open() {
        return open(provider);
    }

    /** Opens one of several; a folder of models concerns the local provider, unless the user named another. */
    FaceProvider open(String id) {
        boolean withModels = names() || id.equals("local");
        try {
            return FaceProviders.open(id, models == null || !withModels ? Map.of() : Map.of("models", models));
        } catch (IllegalArgumentException e) {
            throw wrongUsage(e.getMessage() == null ? e.toString() : e.getMessage());
        }
    }

    PrintWriter out() {
        return spec().commandLine().getOut();
    }

    PrintWriter err() {
        return spec().commandLine().getErr();
    }

    ParameterException wrongUsage(String message) {
        return new ParameterException(spec().commandLine(), message);
    }

    private CommandSpec spec() {
        if (spec == null) {
            throw new IllegalStateException("not part of a command");
        }
        return spec;
    }
}
