package io.facebridge.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.List;
import java.util.Properties;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;

/** The root command: its subcommands, and their exit codes. */
@Command(
        name = "facebridge",
        description = "Detects, compares and identifies faces in images, at error rates that you choose.",
        mixinStandardHelpOptions = true,
        versionProvider = FaceBridgeCommand.Version.class,
        scope = CommandLine.ScopeType.INHERIT,
        subcommands = {
            DetectCommand.class,
            CompareCommand.class,
            LivenessCommand.class,
            GalleryCommand.class,
            EnrollCommand.class,
            PersonsCommand.class,
            RemoveCommand.class,
            EraseCommand.class,
            VerifyCommand.class,
            IdentifyCommand.class,
            DuplicatesCommand.class,
            LivenessSessionCommand.class,
            EvaluateCommand.class,
            TuneCommand.class,
            AuditCommand.class,
            CapabilitiesCommand.class,
            ModelsCommand.class,
            EmulateCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:success",
            "2:wrong usage, or something named on the command line does not exist",
            "3:an image is unusable: unreadable, no face, too many faces, low quality",
            "4:the provider failed, its models are missing, or any other failure"
        })
final class FaceBridgeCommand {
    private FaceBridgeCommand() {}

    /** Runs one command; every outcome is an exit code, and none prints a stack trace. */
    static int run(PrintWriter out, PrintWriter err, String... args) {
        boolean json = wantsJson(List.of(args));
        try {
            CommandLine commandLine = new CommandLine(new FaceBridgeCommand());
            commandLine.setOut(out);
            commandLine.setErr(err);
            commandLine.setExpandAtFiles(false);
            commandLine.setCaseInsensitiveEnumValuesAllowed(true);
            commandLine.setUsageHelpAutoWidth(false);
            commandLine.setParameterExceptionHandler((e, arguments) -> fail(err, json, usage(e)));
            commandLine.setExecutionExceptionHandler((e, command, result) -> fail(err, json, Failure.of(e)));
            return commandLine.execute(args);
        } catch (Throwable e) { // an Error is one line like everything else
            return fail(err, json, Failure.of(e));
        }
    }

    static boolean wantsJson(List<String> args) {
        int end = args.indexOf("--");
        return (end < 0 ? args : args.subList(0, end)).contains("--json");
    }

    private static Failure usage(ParameterException e) {
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        String message = e.getMessage() == null ? "wrong usage" : e.getMessage();
        return new Failure(
                "Usage", message.replaceFirst("\\.$", "") + " (see \"" + command + " --help\")", ExitCode.USAGE);
    }

    private static int fail(PrintWriter err, boolean json, Failure failure) {
        if (json) {
            err.println(Json.document(generator -> Json.write(generator, failure)));
        } else {
            err.println(failure.line());
        }
        err.flush();
        return failure.exitCode();
    }

    /** Provides the version that the build wrote into the jar. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() throws IOException {
            Properties build = new Properties();
            try (InputStream in = FaceBridgeCommand.class.getResourceAsStream("build.properties")) {
                if (in != null) {
                    build.load(in);
                }
            }
            return new String[] {"facebridge " + build.getProperty("version", "(unknown version)")};
        }
    }
}
