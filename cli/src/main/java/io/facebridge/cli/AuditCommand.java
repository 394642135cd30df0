package io.facebridge.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.facebridge.gallery.PersonId;
import io.facebridge.internal.TextFile;
import io.facebridge.operations.audit.DecisionLog;
import io.facebridge.operations.audit.DecisionLogCheckpoint;
import io.facebridge.operations.audit.DecisionLogExport;
import io.facebridge.operations.audit.DecisionLogKey;
import io.facebridge.operations.audit.DecisionLogVerdict;
import io.facebridge.operations.audit.DecisionLogVerdict.Anchor;
import io.facebridge.operations.audit.DecisionLogVerdict.Fault;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code facebridge audit}. */
@Command(
        name = "audit",
        description = "Verifies and exports a log of decisions and audit events, prints an anchor"
                + " of its end, and erases a person from it.",
        subcommands = {
            AuditCommand.Verify.class,
            AuditCommand.Export.class,
            AuditCommand.Mark.class,
            AuditCommand.Forget.class
        })
final class AuditCommand {
    private static final int NOT_IN_ORDER = 4;

    private AuditCommand() {}

    /** {@code facebridge audit verify}. */
    @Command(
            name = "verify",
            description = "Verifies all files of a log. Exit code 0 if the log is in order, as far"
                    + " as the given keys, anchors and checkpoints show; 4 if it is not in order"
                    + " or cannot be read.")
    static final class Verify implements Callable<Integer> {
        @Mixin
        private AuditOptions options = new AuditOptions();

        @Option(
                names = "--anchor",
                paramLabel = "N:HASH",
                description = "An anchor that was stored elsewhere. Can be repeated.")
        private List<String> anchors = List.of();

        @Option(
                names = "--checkpoints",
                paramLabel = "FILE",
                description = "A file of signed checkpoints that was stored elsewhere, one"
                        + " checkpoint per line. Can be repeated.")
        private List<Path> checkpoints = List.of();

        @Override
        public Integer call() {
            DecisionLogVerdict verdict = options.verify(options.verifier()
                    .anchors(anchors.stream()
                            .map(text -> options.anchor("--anchor", text))
                            .toArray(Anchor[]::new))
                    .checkpoints(checkpoints.stream()
                            .flatMap(file -> read(file).stream())
                            .toArray(DecisionLogCheckpoint[]::new)));
            PrintWriter out = options.out();
            if (options.json()) {
                out.println(Json.document(json -> write(json, verdict)));
            } else {
                print(out, options.terminal().out(), verdict);
            }
            return verdict.inOrder() ? 0 : NOT_IN_ORDER;
        }

        private List<DecisionLogCheckpoint> read(Path file) {
            List<DecisionLogCheckpoint> read = new ArrayList<>();
            try {
                for (String line : TextFile.lines(file)) {
                    if (!line.isBlank()) {
                        read.add(DecisionLogCheckpoint.parse(line));
                    }
                }
                return read;
            } catch (IllegalArgumentException e) {
                throw options.usage(file + " has a line that is not a checkpoint: " + e.getMessage());
            } catch (IOException e) {
                throw new CommandFailedException(Failure.unreadable(file, e));
            }
        }

        private static void print(PrintWriter out, Style style, DecisionLogVerdict verdict) {
            Anchor last = verdict.last();
            out.println((verdict.inOrder()
                            ? style.paint(Style.Tone.GOOD, "in order") + "   "
                            : style.paint(Style.Tone.BAD, "NOT IN ORDER") + " after ")
                    + Text.count(last.records(), "record", "records") + "; anchor " + last.records() + ":"
                    + last.hash());
            out.println("signed     " + Text.count(verdict.signedRecords(), "record was", "records were")
                    + " checked with a key"
                    + verdict.lastKey()
                            .map(key -> "; the last is signed with " + key)
                            .orElse(""));
            out.println("erased     " + Text.count(verdict.erasedIds(), "id", "ids")
                    + (verdict.unfinishedErasures() == 0
                            ? ""
                            : "; " + Text.count(verdict.unfinishedErasures(), "remains", "remain")
                                    + " until the log is opened"));
            for (Fault fault : verdict.faults()) {
                out.println(style.paint(Style.Tone.BAD, "fault") + "      record " + fault.record() + " "
                        + Text.oneLine(fault.file()) + " " + fault.kind());
            }
        }

        private void write(JsonGenerator json, DecisionLogVerdict verdict) throws IOException {
            json.writeStartObject();
            json.writeStringField("log", options.log().toString());
            json.writeBooleanField("inOrder", verdict.inOrder());
            json.writeNumberField("records", verdict.last().records());
            json.writeStringField("hash", verdict.last().hash());
            json.writeNumberField("signed", verdict.signedRecords());
            Json.text(json, "lastKey", verdict.lastKey().orElse(null));
            json.writeNumberField("erased", verdict.erasedIds());
            json.writeNumberField("leftToErase", verdict.unfinishedErasures());
            json.writeArrayFieldStart("faults");
            for (Fault fault : verdict.faults()) {
                json.writeStartObject();
                json.writeNumberField("record", fault.record());
                json.writeStringField("kind", fault.kind().name());
                json.writeStringField("file", fault.file());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    /** {@code facebridge audit export}. */
    @Command(
            name = "export",
            description = "Writes the records as JSON Lines, without salts, hashes and signatures,"
                    + " if the log is in order. The output contains person ids.")
    static final class Export implements Callable<Integer> {
        @Mixin
        private AuditOptions options = new AuditOptions();

        @Option(
                names = "--since",
                paramLabel = "TIME",
                description = "Export only records from this time on, for example 2026-11-01T00:00:00Z.")
        private @Nullable String since;

        @Option(names = "--until", paramLabel = "TIME", description = "Export only records before this time.")
        private @Nullable String until;

        @Option(
                names = "--event",
                paramLabel = "EVENT",
                description =
                        "Export only these records: DECISION, or an event such as ENROLLMENT." + " Can be repeated.")
        private List<String> events = List.of();

        @Override
        public Integer call() {
            DecisionLogExport export = DecisionLogExport.of(options.log()).events(events.toArray(String[]::new));
            if (since != null) {
                export = export.from(time("--since", since));
            }
            if (until != null) {
                export = export.until(time("--until", until));
            }
            options.requireInOrder();
            export.writeTo(options.out());
            return 0;
        }

        private Instant time(String option, String text) {
            try {
                return Instant.parse(text);
            } catch (DateTimeException e) {
                throw options.usage(option + " must be a time such as 2026-11-01T00:00:00Z but was " + text);
            }
        }
    }

    /** {@code facebridge audit anchor}. */
    @Command(
            name = "anchor",
            description = "Prints an anchor of the end of a log that is in order, to be stored"
                    + " elsewhere: a signed checkpoint if the key of the last record is given,"
                    + " otherwise a bare anchor.")
    static final class Mark implements Callable<Integer> {
        @Mixin
        private AuditOptions options = new AuditOptions();

        @Override
        public Integer call() {
            DecisionLogVerdict verdict = options.requireInOrder();
            Anchor last = verdict.last();
            String text = options.keys().stream()
                    .filter(key -> verdict.lastKey().filter(key.id()::equals).isPresent())
                    .findFirst()
                    .map(key -> DecisionLogCheckpoint.of(last, Clock.systemUTC().instant(), key)
                            .text())
                    .orElse(last.records() + ":" + last.hash());
            options.out().println(options.json() ? Json.document(json -> write(json, last, text)) : text);
            return 0;
        }

        private void write(JsonGenerator json, Anchor last, String text) throws IOException {
            json.writeStartObject();
            json.writeStringField("log", options.log().toString());
            json.writeNumberField("records", last.records());
            json.writeStringField("hash", last.hash());
            json.writeStringField("text", text);
            json.writeEndObject();
        }
    }

    /** {@code facebridge audit forget}. */
    @Command(
            name = "forget",
            description = "Erases a person from all files of a log that no application has open."
                    + " Overwrites ids and salts; the log remains verifiable. A signed log"
                    + " requires its key. Exit code 4 if a record could not be erased.")
    static final class Forget implements Callable<Integer> {
        @Mixin
        private AuditOptions options = new AuditOptions();

        @Parameters(
                index = "1",
                paramLabel = "PERSON",
                description = "Id of the person to erase, as person and as requester.")
        private String person = "";

        @Mixin
        private Confirmation confirmation = new Confirmation();

        @Override
        public Integer call() {
            if (person.isBlank()) {
                throw options.usage("PERSON must not be blank");
            }
            confirmation.require("erases person \"" + person + "\" from the log " + options.log());
            options.requireInOrder();
            DecisionLog.Builder builder = DecisionLog.builder(options.log());
            List<DecisionLogKey> keys = options.keys();
            if (!keys.isEmpty()) {
                int current = keys.size() - 1;
                builder.key(keys.get(current))
                        .formerKeys(keys.subList(0, current).toArray(DecisionLogKey[]::new));
            }
            long records;
            try (DecisionLog log = builder.open()) {
                records = log.erase(new PersonId(person));
            }
            PrintWriter out = options.out();
            if (options.json()) {
                out.println(Json.document(json -> {
                    json.writeStartObject();
                    json.writeStringField("log", options.log().toString());
                    json.writeNumberField("records", records);
                    json.writeEndObject();
                }));
            } else {
                out.println("Erased from " + Text.count(records, "record", "records") + ".");
            }
            return 0;
        }
    }
}
