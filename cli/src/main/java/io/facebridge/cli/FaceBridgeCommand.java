package io.facebridge.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Help;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;

/** The root command: its subcommands, and their exit codes. */
@Command(
        name = "facebridge",
        description = "Detects, compares and identifies faces in images, at error rates that you choose.",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class,
        scope = ScopeType.INHERIT,
        modelTransformer = UsedCommands.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:success",
            "2:wrong usage, or something named on the command line does not exist",
            "3:an image is unusable: unreadable, no face, too many faces, low quality",
            "4:the provider failed, its models are missing, or any other failure",
            "1, 5:only with --exit-code: no match; review or inconclusive"
        })
final class FaceBridgeCommand {
    /** The commands, in the order of the help; {@link UsedCommands} adds them. */
    static final List<Class<?>> COMMANDS = List.of(
            DetectCommand.class,
            CompareCommand.class,
            RedactCommand.class,
            LivenessCommand.class,
            GalleryCommand.class,
            EnrollCommand.class,
            PersonsCommand.class,
            RemoveCommand.class,
            EraseCommand.class,
            RetentionCommand.class,
            VerifyCommand.class,
            IdentifyCommand.class,
            DuplicatesCommand.class,
            LivenessSessionCommand.class,
            EvaluateCommand.class,
            TuneCommand.class,
            AuditCommand.class,
            CapabilitiesCommand.class,
            ModelsCommand.class,
            ConfigCommand.class,
            EmulateCommand.class,
            CompletionCommand.class,
            HelpCommand.class);

    static final String DEBUG = "--debug";

    private final Map<String, String> environment;

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            scope = ScopeType.INHERIT,
            description = "The profile of the configuration file to use. Default: FACEBRIDGE_PROFILE, else the default"
                    + " profile.")
    private @Nullable String profile;

    private @Nullable Configuration configuration;

    private final Terminal terminal;

    @Option(
            names = "--quiet",
            scope = ScopeType.INHERIT,
            description = "Print results and errors only: no progress, hints or summaries on standard error.")
    private boolean quiet;

    @Option(
            names = Terminal.NO_COLOR,
            scope = ScopeType.INHERIT,
            description = "Print without color, as with the environment variable NO_COLOR. Color is printed on a"
                    + " terminal only.")
    private boolean noColor;

    FaceBridgeCommand() {
        this(System.getenv(), Terminal.none());
    }

    private FaceBridgeCommand(Map<String, String> environment, Terminal terminal) {
        this.environment = Map.copyOf(environment);
        this.terminal = terminal;
    }

    @Option(
            names = DEBUG,
            scope = ScopeType.INHERIT,
            description = "After the line about a failure, print its stack trace, without keys.")
    void setDebug(boolean debug) {} // read from the arguments, because parsing can fail

    /** Returns what the environment and the configuration file set in place of options; reads it once, when it is needed. */
    Configuration configuration() {
        if (configuration == null) {
            configuration = new Configuration(environment, profile);
        }
        return configuration;
    }

    /** Returns what the streams can show, as far as the command line wants it. */
    Terminal terminal() {
        Terminal allowed = noColor ? terminal.withoutColor() : terminal;
        return quiet ? allowed.quieted() : allowed;
    }

    /** Returns the command line of the program, with its own help. */
    static CommandLine commandLine() {
        return commandLine(System.getenv(), Terminal.none());
    }

    private static CommandLine commandLine(Map<String, String> environment, Terminal terminal, String... args) {
        CommandLine commandLine =
                new CommandLine(new FaceBridgeCommand(environment, terminal), UsedCommands.factory(args));
        commandLine.setColorScheme(
                Help.defaultColorScheme(terminal.out() == Style.COLORED ? Help.Ansi.ON : Help.Ansi.OFF));
        commandLine.setExpandAtFiles(false);
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setUsageHelpAutoWidth(false);
        HelpPage.install(commandLine);
        return commandLine;
    }

    /** Runs one command with streams that are no terminals. */
    static int run(PrintWriter out, PrintWriter err, String... args) {
        return run(System.getenv(), Terminal.none(), out, err, args);
    }

    /** Runs one command with the configuration of another environment, and with streams that are no terminals. */
    static int run(Map<String, String> environment, PrintWriter out, PrintWriter err, String... args) {
        return run(environment, Terminal.none(), out, err, args);
    }

    /** Runs one command with the configuration of this process. */
    static int run(Terminal terminal, PrintWriter out, PrintWriter err, String... args) {
        return run(System.getenv(), terminal, out, err, args);
    }

    /** Runs one command; every outcome is an exit code, and none prints a stack trace without {@code --debug}. */
    private static int run(
            Map<String, String> environment, Terminal terminal, PrintWriter out, PrintWriter err, String... args) {
        List<String> given = List.of(args);
        Reports reports = new Reports(err, terminal.err(), wantsJson(given), contains(given, DEBUG));
        try {
            CommandLine commandLine = commandLine(environment, terminal, args);
            commandLine.setOut(out);
            commandLine.setErr(err);
            commandLine.setParameterExceptionHandler((e, arguments) -> reports.fail(UsageFailure.of(e), e));
            commandLine.setExecutionExceptionHandler((e, command, result) -> reports.fail(Failure.of(e), e));
            commandLine.setExecutionStrategy(FaceBridgeCommand::execute);
            return reports.written(out, commandLine.execute(args));
        } catch (Throwable e) { // an Error is one line like everything else
            return reports.fail(Failure.of(e), e);
        }
    }

    /** Runs the command, or prints the help of a group of commands that was called without one of them. */
    private static int execute(ParseResult result) {
        ParseResult last = result;
        boolean helpRequested = last.isUsageHelpRequested() || last.isVersionHelpRequested();
        while (last.hasSubcommand()) {
            last = last.subcommand();
            helpRequested |= last.isUsageHelpRequested() || last.isVersionHelpRequested();
        }
        CommandLine command = last.commandSpec().commandLine();
        if (helpRequested || last.commandSpec().userObject() instanceof Callable) {
            return new CommandLine.RunLast().execute(result);
        }
        command.usage(command.getOut());
        return ExitCode.OK;
    }

    static boolean wantsJson(List<String> args) {
        return contains(args, "--json");
    }

    /** Returns whether a command line has an option, before it is parsed. */
    static boolean contains(List<String> args, String option) {
        int end = args.indexOf("--");
        return (end < 0 ? args : args.subList(0, end)).contains(option);
    }

    /** Reports the failure of a command on standard error. */
    private record Reports(PrintWriter err, Style style, boolean json, boolean debug) {
        /** Returns the exit code of a command whose output is written, or reports that it is not. */
        int written(PrintWriter out, int exitCode) {
            return Output.failure(out, exitCode)
                    .map(failure -> fail(failure, new CommandFailedException(failure)))
                    .orElse(exitCode);
        }

        int fail(Failure failure, Throwable thrown) {
            err.println(
                    json ? Json.document(generator -> Json.write(generator, failure)) : style.error(failure.line()));
            if (debug) {
                StackTrace.of(thrown).forEach(err::println);
            }
            err.flush();
            return failure.exitCode();
        }
    }
}
