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
 * An export of the records of a decision log for an auditor, as JSON Lines: one object for each record, in the order of the log.
 *
 * <p>Each object has {@code record}, {@code time}, {@code event} ({@value #DECISION} for a decision) and the recorded fields;
 * also {@code askedBy} (the requester), {@code claimed} and {@code person} if the record has them, and {@code erased} with the
 * names of those fields whose ids were erased. It has no salt, hash or signature: an export can neither be verified nor used to
 * link erased ids.
 *
 * <p>Does not verify the log; use {@link DecisionLogVerifier}. Immutable and thread-safe.
 */
public final class DecisionLogExport {
    /** The value of {@code event} for a decision. */
    public static final String DECISION = "DECISION";

    private static final JsonFactory FACTORY = new JsonFactory();
    private static final Set<String> OMITTED = Set.of(
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
     * @param log the first file of the log, by whose name it is opened
     * @return a new export
     */
    public static DecisionLogExport of(Path log) {
        return new DecisionLogExport(Objects.requireNonNull(log, "log"), null, null, Set.of());
    }

    /**
     * Restricts the export to records from an instant on. By default it begins with the first record.
     *
     * @param first the first instant that is included
     * @return a new export
     */
    public DecisionLogExport from(Instant first) {
        return new DecisionLogExport(log, Objects.requireNonNull(first, "first"), until, events);
    }

    /**
     * Restricts the export to records before an instant. By default it ends with the last record.
     *
     * @param end the first instant that is excluded
     * @return a new export
     */
    public DecisionLogExport until(Instant end) {
        return new DecisionLogExport(log, from, Objects.requireNonNull(end, "end"), events);
    }

    /**
     * Restricts the export to events. By default all are exported.
     *
     * @param names {@value #DECISION}, names of {@link AuditEvent.Kind}, or the events of the log itself: {@code FORGETTING} (an
     *     erasure was started), {@code FORGOTTEN} (it was completed), {@code TORN_LINE_REMOVED}; none for all
     * @return a new export
     */
    public DecisionLogExport events(String... names) {
        return new DecisionLogExport(log, from, until, Set.of(names));
    }

    /**
     * Writes the records.
     *
     * @param out receives lines that end in a line feed; not closed
     * @return the number of records that were written; 0 or more. An incomplete last line is not a record and is omitted
     * @throws DecisionLogException if the log does not exist or cannot be read
     * @throws DecisionLogException if a line is not a record of a log; the records before it were written
     * @throws UncheckedIOException if {@code out} cannot be written
     */
    public long writeTo(Appendable out) {
        AtomicLong written = new AtomicLong();
        Path real = log;
        try {
            real = LogFiles.real(log);
            if (LogFiles.of(log).isEmpty()) {
                throw new DecisionLogException(
                        "there is no decision log " + log + "; name the file by which it was opened", null);
            }
            LogFiles.readAll(log, (file, start, line) -> {
                if (isIncluded(line)) {
                    write(json(line), out);
                    written.incrementAndGet();
                }
            });
            return written.get();
        } catch (IOException e) {
            throw new DecisionLogException(
                    "decision log " + log + " cannot be read: "
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

    private boolean isIncluded(LogLine line) {
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
            throw new DecisionLogException(
                    "record " + line.record() + " of the decision log has no valid time; verify the log", e);
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
                if (OMITTED.contains(name) || isId) {
                    chained.skipChildren();
                } else {
                    json.writeFieldName(name);
                    json.copyCurrentStructure(chained);
                }
            }
            Set<String> erased = new TreeSet<>();
            for (LogField field : LogField.values()) {
                if (line.fields().contains(field) && line.state(field) != LogLine.State.PRESENT) {
                    erased.add(field.word()); // includes an unfinished erasure
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
