package io.facebridge.operations.audit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.facebridge.internal.DiskFailure;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collection;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Exports the records of a log of decisions for an auditor, as JSON Lines: one object for each record, in the order of the log.
 *
 * <p>Each has {@code record}, {@code time}, {@code event} ({@value #DECISION} for a decision) and what was recorded; {@code askedBy},
 * {@code claimed} and {@code person} where the record has them, and {@code erased} with the names of those fields whose ids were
 * erased. Never a salt, a hash or a signature: an export serves neither to verify the log nor to link erased ids.
 *
 * <p>Does not verify: {@link DecisionLogVerifier} does. Immutable and thread-safe.
 */
public final class DecisionLogExport {
    /** What stands for an event where a decision was recorded. */
    public static final String DECISION = "DECISION";

    private static final JsonFactory FACTORY = new JsonFactory();
    private static final Set<String> LEFT_OUT = Set.of(
            "record",
            "format",
            "key",
            "time",
            "event",
            "previous",
            "places",
            "askedByHash",
            "claimedHash",
            "personHash");

    private final Path log;
    private final @Nullable Instant from;
    private final @Nullable Instant until;
    private final Set<String> events;

    private DecisionLogExport(Path log, @Nullable Instant from, @Nullable Instant until, Collection<String> events) {
        this.log = log;
        this.from = from;
        this.until = until;
        this.events = Set.copyOf(events);
    }

    /**
     * Creates an export of all records.
     *
     * @param log the first file, by whose name the log is opened
     * @return an export of everything
     */
    public static DecisionLogExport of(Path log) {
        return new DecisionLogExport(Objects.requireNonNull(log, "log"), null, null, Set.of());
    }

    /**
     * Leaves out what was recorded with an earlier time.
     *
     * @param first the first moment
     * @return a new export
     */
    public DecisionLogExport from(Instant first) {
        return new DecisionLogExport(log, Objects.requireNonNull(first, "first"), until, events);
    }

    /**
     * Leaves out what was recorded with this time or a later one.
     *
     * @param end behind the last moment
     * @return a new export
     */
    public DecisionLogExport until(Instant end) {
        return new DecisionLogExport(log, from, Objects.requireNonNull(end, "end"), events);
    }

    /**
     * Exports these events only.
     *
     * @param names {@value #DECISION}, names of {@link AuditEvent.Kind}, or what the log records about itself: {@code FORGETTING},
     *     {@code FORGOTTEN}, {@code TORN_LINE_REMOVED}; none for all
     * @return a new export
     */
    public DecisionLogExport events(String... names) {
        return new DecisionLogExport(log, from, until, Set.of(names));
    }

    /**
     * Writes the records.
     *
     * @param out receives lines that end in a line feed; not closed
     * @return how many records were written; 0 or more
     * @throws DecisionLogException if the log cannot be read, or has a line that is none of a log; records before it were written.
     *     A last line without an end is no record and is left out
     * @throws UncheckedIOException if {@code out} cannot be written
     */
    public long writeTo(Appendable out) {
        AtomicLong written = new AtomicLong();
        Path real = log;
        try {
            real = LogFiles.real(log);
            if (LogFiles.of(log).isEmpty()) {
                throw new DecisionLogException(
                        "there is no log of decisions " + log + "; name the file that it was opened by", null);
            }
            LogFiles.readAll(log, (file, start, line) -> {
                if (isWanted(line)) {
                    write(json(line), out);
                    written.incrementAndGet();
                }
            });
            return written.get();
        } catch (IOException e) {
            throw new DecisionLogException(
                    "the log of decisions " + log + " cannot be read: "
                            + DiskFailure.of(e, real).words(),
                    e);
        }
    }

    private static void write(String line, Appendable out) {
        try {
            out.append(line).append('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isWanted(LogLine line) {
        if (!events.isEmpty() && !events.contains(event(line))) {
            return false;
        }
        if (from == null && until == null) {
            return true;
        }
        try {
            Instant time = Instant.parse(Objects.requireNonNullElse(line.time(), ""));
            return (from == null || !time.isBefore(from)) && (until == null || time.isBefore(until));
        } catch (DateTimeException e) {
            throw new DecisionLogException("record " + line.record() + " has no time; verify the log", e);
        }
    }

    private static String event(LogLine line) {
        return Objects.requireNonNullElse(line.event(), DECISION);
    }

    private static String json(LogLine line) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonParser chained = FACTORY.createParser(line.chainedJson());
                JsonGenerator json = FACTORY.createGenerator(text)) {
            json.writeStartObject();
            json.writeNumberField("record", line.record());
            json.writeStringField("time", line.time());
            json.writeStringField("event", event(line));
            chained.nextToken();
            while (chained.nextToken() == JsonToken.FIELD_NAME) {
                String name = chained.currentName();
                boolean isId = isId(name);
                chained.nextToken();
                if (LEFT_OUT.contains(name) || isId) {
                    chained.skipChildren();
                } else {
                    json.writeFieldName(name);
                    json.copyCurrentStructure(chained);
                }
            }
            Set<String> erased = new TreeSet<>();
            for (LogField field : LogField.values()) {
                if (line.fields().contains(field) && line.state(field) != LogLine.State.PRESENT) {
                    erased.add(field.word()); // also of an erasure that is unfinished
                    continue;
                }
                String id = line.id(field);
                if (id != null) {
                    json.writeStringField(field.word(), id);
                }
            }
            if (!erased.isEmpty()) {
                json.writeArrayFieldStart("erased");
                for (String name : erased) {
                    json.writeString(name);
                }
                json.writeEndArray();
            }
            json.writeEndObject();
        }
        return text.toString();
    }

    private static boolean isId(String name) {
        for (LogField field : LogField.values()) {
            if (field.word().equals(name)) {
                return true;
            }
        }
        return false;
    }
}
