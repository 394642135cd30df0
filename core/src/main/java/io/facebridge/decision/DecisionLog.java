package io.facebridge.decision;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.facebridge.ProviderId;
import io.facebridge.decision.DecisionLogVerdict.Anchor;
import io.facebridge.decision.DecisionLogVerdict.Fault;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.match.MatchDecision.Reason;
import io.facebridge.match.Threshold;
import io.facebridge.spi.AppendedFile;
import io.facebridge.spi.DiskFailure;
import io.facebridge.spi.OwnerOnly;
import io.facebridge.spi.ProcessLock;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.StringWriter;
import java.nio.channels.Channels;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A record of every decision, as JSON, one line each, in which each line holds the hash of the one before it. The lines name
 * persons and no scores. What {@link DecisionLogVerifier} finds, and what only an anchor kept elsewhere shows, is said there.
 *
 * <p>A decision is on the disk before it is given: a line costs as long as the disk takes to say so. One process writes a log
 * at a time: while it is open a file beside it, with {@code .lock} behind the name, is locked. That file stays and is left
 * alone; the log may be read and copied meanwhile. A last line that has no end, because writing broke off, is removed when the log is opened again, and a line says
 * so: the decision was not given. Safe for use by many threads.
 */
public final class DecisionLog implements DecisionListener, AuditListener, AutoCloseable {
    private static final JsonFactory FACTORY = new JsonFactory();

    private final Path file;
    private final RandomAccessFile out;
    private final ProcessLock lock;
    private final AppendedFile lines;
    private Anchor last;
    private boolean closed;

    private DecisionLog(Path file, RandomAccessFile out, ProcessLock lock, Anchor last, long end) throws IOException {
        this.file = file;
        this.out = out;
        this.lock = lock;
        this.last = last;
        lines = new AppendedFile(file, out, end);
    }

    /**
     * Begins a log, or continues one after having looked through it. A new file is its owner's only ({@link OwnerOnly}).
     *
     * @param file the log
     * @return to be closed
     * @throws DecisionLogException if it is not in order, it is open elsewhere, in this process or another, or it or the lock
     *     file beside it cannot be read or written
     */
    public static DecisionLog open(Path file) {
        return open(file, Clock.systemUTC());
    }

    /**
     * As {@link #open(Path)}, with another clock for the line that says that something was removed.
     *
     * @param file the log
     * @param clock the clock
     * @return to be closed
     * @throws DecisionLogException as {@link #open(Path)}
     */
    public static DecisionLog open(Path file, Clock clock) {
        Objects.requireNonNull(clock, "clock");
        RandomAccessFile out = null;
        ProcessLock lock = null;
        try {
            var unused = OwnerOnly.createIfAbsent(file);
            lock = ProcessLock.ofFile(file).orElseThrow(OverlappingFileLockException::new);
            out = new RandomAccessFile(
                    file.toFile(), "rw"); // whose writing, unlike a channel's, no interrupt ends for good
            if (out.getChannel().tryLock(Long.MAX_VALUE - 1, 1, false) == null) { // who knows the file by another name
                throw new OverlappingFileLockException();
            }
            DecisionLog log = continued(file, out, lock, clock);
            out = null;
            lock = null;
            return log;
        } catch (OverlappingFileLockException e) {
            throw new DecisionLogException(
                    "somebody else writes the log of decisions " + file + "; give each process a log of its own", e);
        } catch (IOException e) {
            throw new DecisionLogException(
                    "the log of decisions " + file + " cannot be opened: "
                            + DiskFailure.of(e, file).words(),
                    e);
        } finally {
            closeQuietly(out, lock);
        }
    }

    private static DecisionLog continued(Path file, RandomAccessFile out, ProcessLock lock, Clock clock)
            throws IOException {
        DecisionLogVerifier looked = DecisionLogVerifier.through(Channels.newInputStream(out.getChannel()));
        DecisionLogVerdict verdict = looked.verdict();
        DecisionLog log = new DecisionLog(file, out, lock, verdict.last(), looked.wholeBytes());
        if (verdict.inOrder()) {
            return log;
        }
        Fault fault = verdict.faults().get(0);
        if (fault.kind() != Fault.Kind.TORN) {
            throw new DecisionLogException(
                    "the log of decisions " + file + " is not in order at line " + fault.line() + " (" + fault.kind()
                            + ") and is not continued; keep it for who has to look, and begin another one",
                    null);
        }
        long removed = out.length() - looked.wholeBytes();
        log.append(json -> {
            json.writeStringField("time", clock.instant().toString());
            json.writeStringField("event", "TORN_LINE_REMOVED");
            json.writeNumberField("bytes", removed);
        });
        return log;
    }

    /**
     * Writes one line.
     *
     * @param report what was decided
     * @throws DecisionLogException if it cannot be written, or the folder was removed, moved or replaced since the log was opened;
     *     nothing of it stays, the decision is not given, and the log takes decisions again once the disk does
     * @throws IllegalStateException if the log was closed
     */
    @Override
    public synchronized void onDecision(DecisionReport report) {
        if (closed) {
            throw new IllegalStateException("the log of decisions " + file + " is closed");
        }
        try {
            append(json -> write(json, report));
        } catch (IOException e) {
            throw new DecisionLogException(
                    "the decision could not be recorded in " + file + " and is not given: " + e.getMessage(), e);
        }
    }

    /**
     * Writes one line.
     *
     * @param event what was done
     * @throws DecisionLogException if it cannot be written, or the folder was removed, moved or replaced since the log was opened;
     *     nothing of it stays, and the log continues once the disk does
     * @throws IllegalStateException if the log was closed
     */
    @Override
    public synchronized void onEvent(AuditEvent event) {
        if (closed) {
            throw new IllegalStateException("the log of decisions " + file + " is closed");
        }
        try {
            append(json -> write(json, event));
        } catch (IOException e) {
            throw new DecisionLogException(
                    "the event " + event.kind() + " could not be recorded in " + file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Where the log ends now. Keep it where the writer of the log cannot reach it, as often as the loss of the decisions
     * since then would matter.
     *
     * @return for {@link DecisionLogVerifier#verify}
     */
    public synchronized Anchor anchor() {
        return last;
    }

    /** Closes the file. Idempotent. */
    @Override
    public synchronized void close() {
        closed = true;
        closeQuietly(out, lock);
    }

    private void append(Content content) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.writeStartObject();
            json.writeNumberField("record", last.records() + 1);
            content.writeTo(json);
            json.writeStringField("previous", last.hash());
            json.writeEndObject();
        }
        String open = text.toString();
        open = open.substring(0, open.length() - 1);
        String hash = DecisionLogVerifier.hashOf(open.getBytes(StandardCharsets.UTF_8));
        String line = open + DecisionLogVerifier.HASH_FIELD + hash + "\"}\n";
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > DecisionLogVerifier.LONGEST_LINE) {
            throw new IOException("a line of " + bytes.length + " bytes is too long for a log");
        }
        lines.append(bytes);
        last = new Anchor(last.records() + 1, hash);
    }

    private static void write(JsonGenerator json, DecisionReport report) throws IOException {
        json.writeStringField("time", report.time().toString());
        text(json, "askedBy", report.askedBy().orElse(null));
        json.writeStringField("operation", report.operation().name());
        texts(
                json,
                "galleries",
                report.galleries().stream().map(GalleryId::value).toList());
        text(json, "claimed", report.claimed().map(person -> person.value()).orElse(null));
        json.writeStringField("outcome", report.outcome().name());
        if (report.verdict().isPresent()) {
            json.writeStringField("verdict", report.verdict().get().name());
            json.writeBooleanField("lockedOut", report.lockedOut());
        }
        text(json, "person", report.person().map(person -> person.value()).orElse(null));
        text(json, "personGallery", report.personGallery().map(GalleryId::value).orElse(null));
        texts(json, "reasons", report.reasons().stream().map(Reason::name).toList());
        json.writeBooleanField("secondPersonNear", report.secondPersonNear());
        json.writeStringField("provider", report.provider().value());
        text(json, "model", report.scale().map(scale -> scale.model()).orElse(null));
        text(json, "policy", report.policy().map(policy -> policy.toString()).orElse(null));
        threshold(json, "threshold", report.threshold().orElse(null));
        threshold(json, "reviewThreshold", report.reviewThreshold().orElse(null));
        texts(json, "requests", report.requestIds());
        texts(json, "regions", report.regions().stream().sorted().toList());
        passedOver(json, report.passedOver());
    }

    private static void write(JsonGenerator json, AuditEvent event) throws IOException {
        json.writeStringField("time", event.time().toString());
        json.writeStringField("event", event.kind().name());
        text(json, "askedBy", event.askedBy().orElse(null));
        text(json, "provider", event.provider().map(ProviderId::value).orElse(null));
        text(json, "gallery", event.gallery().map(GalleryId::value).orElse(null));
        text(json, "person", event.person().map(PersonId::value).orElse(null));
        json.writeObjectFieldStart("attributes");
        for (Map.Entry<String, String> attribute : event.attributes().entrySet()) {
            json.writeStringField(attribute.getKey(), attribute.getValue());
        }
        json.writeEndObject();
    }

    private static void passedOver(JsonGenerator json, List<PassedOver> members) throws IOException {
        json.writeArrayFieldStart("passedOver");
        for (PassedOver passed : members) {
            json.writeStartObject();
            json.writeStringField("provider", passed.member().provider().value());
            texts(json, "regions", passed.member().regions().stream().sorted().toList());
            json.writeStringField("failure", passed.failure());
            text(json, "code", passed.error() == null ? null : passed.error().code());
            text(json, "request", passed.error() == null ? null : passed.error().requestId());
            json.writeStringField("effect", passed.effect().name());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void threshold(JsonGenerator json, String name, @Nullable Threshold threshold) throws IOException {
        if (threshold == null) {
            json.writeNullField(name);
            return;
        }
        json.writeObjectFieldStart(name);
        json.writeNumberField("value", threshold.value());
        json.writeStringField("basis", threshold.basis().name());
        json.writeBooleanField("interpolated", threshold.interpolated());
        json.writeStringField("source", threshold.source());
        if (threshold.falseMatchRate().isPresent()) {
            json.writeNumberField("falseMatchRate", threshold.falseMatchRate().getAsDouble());
        }
        if (threshold.falsePositiveIdentificationRate().isPresent()) {
            json.writeNumberField(
                    "falsePositiveIdentificationRate",
                    threshold.falsePositiveIdentificationRate().getAsDouble());
            json.writeNumberField("references", threshold.references().orElseThrow());
        }
        json.writeEndObject();
    }

    private static void text(JsonGenerator json, String name, @Nullable String value) throws IOException {
        if (value == null) {
            json.writeNullField(name);
        } else {
            json.writeStringField(name, value);
        }
    }

    private static void texts(JsonGenerator json, String name, List<String> values) throws IOException {
        json.writeArrayFieldStart(name);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }

    private static void closeQuietly(@Nullable RandomAccessFile out, @Nullable ProcessLock lock) {
        try {
            if (out != null) {
                out.close();
            }
        } catch (IOException e) {
            // Every line is on the disk already.
        }
        if (lock != null) {
            lock.close();
        }
    }

    @Override
    public String toString() {
        return "DecisionLog[" + file + "]";
    }

    /** Something that writes fields. */
    @FunctionalInterface
    private interface Content {
        void writeTo(JsonGenerator json) throws IOException;
    }
}
