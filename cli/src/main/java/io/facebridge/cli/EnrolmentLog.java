package io.facebridge.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.facebridge.spi.AppendedFile;
import io.facebridge.spi.DiskFailure;
import io.facebridge.spi.OwnerOnly;
import io.facebridge.spi.ProcessLock;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.channels.Channels;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of each picture and with which options it was asked, a line of JSON each, so that a command that was killed goes
 * on where it was. One process at a time, by a lock file beside it.
 */
final class EnrolmentLog implements AutoCloseable {
    private static final String ENROLLED = "enrolled";
    private static final String FIRST = "{\"provider\":\"";
    private static final int BUFFER = 1 << 16;
    private static final int LONGEST_LINE = 1 << 20;

    private final Map<List<String>, Entry> entries = new HashMap<>();
    private final Path file;
    private final String target;
    private final RandomAccessFile out;
    private final ProcessLock lock;
    private final AppendedFile lines;

    private EnrolmentLog(Path file, String target, RandomAccessFile out, ProcessLock lock) throws IOException {
        this.file = file;
        this.target = target;
        this.out = out;
        this.lock = lock;
        lines = new AppendedFile(file, out, readAll());
    }

    /**
     * What became of a picture.
     *
     * @param picture what the file was, to notice that it is another one now
     * @param options what it was asked with
     * @param refusal {@code null} if it was enrolled
     */
    record Entry(String picture, String options, @Nullable Refusal refusal) {}

    /**
     * Opens the journal, which is made with its folders if it is not there.
     *
     * @param file the journal
     * @param target what is enrolled into, so that another store's or service's gallery of the same name is another one
     */
    static EnrolmentLog open(Path file, String target) {
        ProcessLock lock = null;
        RandomAccessFile out = null;
        try {
            Path parent = file.toAbsolutePath().getParent();
            if (parent != null) {
                OwnerOnly.createFolders(parent);
            }
            var unused = OwnerOnly.createIfAbsent(file);
            lock = ProcessLock.ofFile(file).orElseThrow(OverlappingFileLockException::new);
            out = new RandomAccessFile(file.toFile(), "rw");
            if (out.getChannel().tryLock(Long.MAX_VALUE - 1, 1, false) == null) { // who knows the file by another name
                throw new OverlappingFileLockException();
            }
            EnrolmentLog log = new EnrolmentLog(file, target, out, lock);
            out = null;
            lock = null;
            return log;
        } catch (OverlappingFileLockException e) {
            throw new CommandFailedException(
                    "Output", "the journal " + file + " is used by another enrollment; wait for its end", e);
        } catch (IOException e) {
            throw new CommandFailedException(
                    "Output",
                    "the journal " + file + " cannot be read or written ("
                            + DiskFailure.of(e, file).words() + "), or name another file with --journal",
                    e);
        } finally {
            closeQuietly(out);
            if (lock != null) {
                lock.close();
            }
        }
    }

    private static void closeQuietly(@Nullable RandomAccessFile out) {
        try {
            if (out != null) {
                out.close();
            }
        } catch (IOException e) {
            // Nothing was written to it.
        }
    }

    /**
     * A kill may have cut the last line, in the middle of a character too: that picture is asked again, and the next line is written
     * over it, at the place that this returns. A file that does not begin as a journal does is another one.
     */
    private long readAll() throws IOException {
        // Another descriptor, once closed, would take the lock on the file with it.
        InputStream in = new BufferedInputStream(Channels.newInputStream(out.getChannel()), BUFFER);
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        long end = 0;
        for (int next = in.read(); next >= 0; next = in.read()) {
            if (next != '\n') {
                if (line.size() == LONGEST_LINE) {
                    throw noJournal();
                }
                line.write(next);
                continue;
            }
            if (!take(line.toString(StandardCharsets.UTF_8)) && end == 0) {
                throw noJournal();
            }
            end += line.size() + 1;
            line.reset();
        }
        String torn = line.toString(StandardCharsets.ISO_8859_1);
        if (end == 0 && !torn.startsWith(FIRST) && !FIRST.startsWith(torn)) {
            throw noJournal();
        }
        return end;
    }

    private CommandFailedException noJournal() {
        return new CommandFailedException(new Failure(
                "Input",
                file + " is no journal of an enrollment, or damaged; name another file with --journal",
                Failure.USAGE));
    }

    /** Whether it is a line of a journal. */
    private boolean take(String line) {
        Map<String, String> fields = new HashMap<>();
        try (JsonParser json = new JsonFactory().createParser(line)) {
            while (json.nextToken() != null) {
                if (json.currentToken() == JsonToken.VALUE_STRING) {
                    fields.put(json.currentName(), json.getText());
                }
            }
        } catch (IOException e) {
            return false;
        }
        String verdict = fields.get("verdict");
        if (verdict == null || !fields.containsKey("target")) {
            return false;
        }
        if (!target.equals(fields.get("target"))) {
            return true;
        }
        String reasons = fields.getOrDefault("reasons", "");
        Refusal refusal = verdict.equals(ENROLLED)
                ? null
                : new Refusal(
                        new Failure(verdict, fields.getOrDefault("message", verdict), Failure.INPUT),
                        reasons.isEmpty() ? List.of() : List.of(reasons.split(" ")),
                        fields.containsKey("by"));
        entries.put(
                List.of(fields.getOrDefault("person", ""), fields.getOrDefault("image", "")),
                new Entry(fields.getOrDefault("picture", ""), fields.getOrDefault("options", ""), refusal));
        return true;
    }

    /** What became of a picture in an earlier run or earlier in this one, whatever the options; else {@code null}. */
    @Nullable
    Entry find(EnrolmentList.Item item) {
        return entries.get(List.of(item.person(), item.shown()));
    }

    void add(String provider, String gallery, EnrolmentList.Item item, Entry entry) {
        Refusal refusal = entry.refusal();
        try {
            String line = Json.document(json -> {
                json.writeStartObject();
                json.writeStringField("provider", provider);
                json.writeStringField("gallery", gallery);
                json.writeStringField("target", target);
                json.writeStringField("person", item.person());
                json.writeStringField("image", item.shown());
                json.writeStringField("picture", entry.picture());
                json.writeStringField("options", entry.options());
                json.writeStringField(
                        "verdict",
                        refusal == null ? ENROLLED : refusal.failure().type());
                if (refusal != null) {
                    json.writeStringField("reasons", String.join(" ", refusal.reasons()));
                    json.writeStringField("message", refusal.failure().message());
                    if (refusal.byService()) {
                        json.writeStringField("by", "service");
                    }
                }
                json.writeEndObject();
            });
            lines.append((line + System.lineSeparator()).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new CommandFailedException("Output", file + " cannot be written: " + e.getMessage(), e);
        }
        entries.put(List.of(item.person(), item.shown()), entry);
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw new CommandFailedException("Output", file + " cannot be written: " + e, e);
        } finally {
            lock.close();
        }
    }
}
