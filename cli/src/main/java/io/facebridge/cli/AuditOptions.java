package io.facebridge.cli;

import io.facebridge.internal.OwnerOnly;
import io.facebridge.internal.Secrets;
import io.facebridge.internal.TextFile;
import io.facebridge.operations.audit.DecisionLogKey;
import io.facebridge.operations.audit.DecisionLogVerdict;
import io.facebridge.operations.audit.DecisionLogVerdict.Anchor;
import io.facebridge.operations.audit.DecisionLogVerdict.Fault;
import io.facebridge.operations.audit.DecisionLogVerifier;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The decision log of a command, and its keys. A key is never the value of an option, because other users could read it. */
final class AuditOptions {
    private static final int MAX_KEY_FILE_BYTES = 4_096;

    /** A variable as it is usually named, which is no key by any likely chance. */
    private static final Pattern VARIABLE = Pattern.compile("[A-Z][A-Z0-9]*(_[A-Z0-9]+)+");

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    @Parameters(index = "0", paramLabel = "LOG", description = "Path of the first file of the log.")
    private Path log = Path.of("");

    @Option(
            names = "--key-file",
            paramLabel = "ID=FILE",
            description = "A key of the log: a file with at least 64 hexadecimal digits that only"
                    + " its owner can read. Can be repeated for the keys that signed earlier"
                    + " records; give the current key last.")
    private List<String> keyFiles = List.of();

    @Option(
            names = "--key-env",
            paramLabel = "ID=NAME",
            description = "A key of the log in an environment variable, as at least 64 hexadecimal"
                    + " digits. These keys follow those of --key-file.")
    private List<String> keyVariables = List.of();

    @Option(
            names = "--after-anchor",
            paramLabel = "N:HASH",
            description = "The anchor after which the log begins, if earlier files were deleted.")
    private @Nullable String afterAnchor;

    @Option(names = "--json", description = OptionText.JSON)
    private boolean json;

    Path log() {
        return log;
    }

    boolean json() {
        return json;
    }

    PrintWriter out() {
        return Objects.requireNonNull(spec, "spec").commandLine().getOut();
    }

    ParameterException usage(String message) {
        return new ParameterException(Objects.requireNonNull(spec, "spec").commandLine(), message);
    }

    DecisionLogVerifier verifier() {
        DecisionLogVerifier verifier = DecisionLogVerifier.of(log).keys(keys().toArray(DecisionLogKey[]::new));
        return afterAnchor == null ? verifier : verifier.since(anchor("--after-anchor", afterAnchor));
    }

    /** Verifies, and shows the progress. */
    DecisionLogVerdict verify(DecisionLogVerifier verifier) {
        CommandSpec command = Objects.requireNonNull(spec, "spec");
        try (Progress progress =
                Progress.on(terminal(), command.commandLine().getErr(), ProgressUnit.MEGABYTES, json)) {
            return verifier.withListener(progress::at).verify();
        }
    }

    Terminal terminal() {
        return Terminal.of(Objects.requireNonNull(spec, "spec"));
    }

    /** The verdict about a log from which something is wanted, which nothing is unless it is in order. */
    DecisionLogVerdict requireInOrder() {
        DecisionLogVerdict verdict = verify(verifier());
        if (!verdict.inOrder()) {
            Fault fault = verdict.faults().get(0);
            throw new CommandFailedException(
                    "NotInOrder",
                    "The log " + log + " is not in order at record " + fault.record() + " of " + fault.file() + " ("
                            + fault.kind() + "); see \"facebridge audit verify\".");
        }
        return verdict;
    }

    /** In the order of the command line, the current one last. */
    List<DecisionLogKey> keys() {
        return keys(System::getenv);
    }

    List<DecisionLogKey> keys(UnaryOperator<@Nullable String> environment) {
        List<DecisionLogKey> keys = new ArrayList<>();
        for (String each : keyFiles) {
            Named named = named("--key-file", "FILE", each);
            keys.add(key(named.id(), content(file(named)), "the file " + named.location()));
        }
        for (String each : keyVariables) {
            Named named = named("--key-env", "NAME", each);
            String value = environment.apply(named.location());
            if (value == null) {
                throw Secrets.looksLikeKey(named.location())
                                && !VARIABLE.matcher(named.location()).matches()
                        ? notFound("--key-env", "NAME", "variable", named)
                        : usage("the environment has no variable " + named.location() + " for the key " + named.id()
                                + "; set it, or name another one with --key-env ID=NAME");
            }
            keys.add(key(named.id(), value, "the variable " + named.location()));
        }
        return keys;
    }

    private Path file(Named named) {
        Path file;
        try {
            file = Path.of(named.location());
        } catch (InvalidPathException e) { // quotes it
            throw notFound("--key-file", "FILE", "file", named);
        }
        if (!Files.exists(file) && Secrets.looksLikeKey(named.location())) {
            throw notFound("--key-file", "FILE", "file", named);
        }
        return file;
    }

    private ParameterException notFound(String option, String what, String kind, Named named) {
        return usage(option + " must be ID=" + what + ", never a key itself, but for the key " + named.id() + " no "
                + kind + " of the given name exists; the name is not shown because it may be the key");
    }

    private DecisionLogKey key(String id, String digits, String where) {
        try {
            return DecisionLogKey.of(id, HexFormat.of().parseHex(digits.strip()));
        } catch (IllegalArgumentException e) {
            throw usage(
                    "the key " + id + " in " + where + " must have an id of letters, digits, '.', '_' and '-', and be "
                            + 2 * DecisionLogKey.MIN_BYTES
                            + " hexadecimal digits or more, an even number, such as \"openssl rand -hex "
                            + DecisionLogKey.MIN_BYTES + "\" makes");
        }
    }

    private String content(Path file) {
        try {
            if (OwnerOnly.isOpenToOthers(file)) {
                throw usage("the key file " + file
                        + " is accessible to users other than its owner; restrict it with chmod 600");
            }
            if (Files.size(file) > MAX_KEY_FILE_BYTES) {
                throw usage("the key file " + file + " is larger than " + MAX_KEY_FILE_BYTES
                        + " bytes and contains no key");
            }
            return new String(TextFile.withoutMark(Files.readAllBytes(file)), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new CommandFailedException(new Failure(
                    "Input", file + " cannot be read; check that it may be read, or name another file", Failure.USAGE));
        }
    }

    Anchor anchor(String option, String text) {
        int colon = text.indexOf(':');
        try {
            return new Anchor(Long.parseLong(text.substring(0, Math.max(colon, 0))), text.substring(colon + 1));
        } catch (IllegalArgumentException e) {
            throw usage(option
                    + " must be a number of records, a colon and 64 hexadecimal digits, as"
                    + " written by \"facebridge audit anchor\", but was \"" + text + "\"");
        }
    }

    private Named named(String option, String what, String text) {
        int sign = text.indexOf('=');
        if (sign < 1 || text.substring(sign + 1).replace("=", "").isEmpty()) { // the latter is the end of a key
            throw usage(option + " must be ID=" + what + ", never a key itself");
        }
        return new Named(text.substring(0, sign), text.substring(sign + 1));
    }

    private record Named(String id, String location) {}
}
