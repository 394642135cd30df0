package io.facebridge.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.facebridge.gallery.PersonId;
import io.facebridge.internal.DiskFailure;
import io.facebridge.internal.OwnerOnly;
import io.facebridge.internal.ProcessLock;
import io.facebridge.operations.store.AppendedFile;
import io.facebridge.operations.store.ErasedMark;
import io.facebridge.operations.store.LineReader;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.Channels;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What became of each picture and with which options it was asked, a line of JSON each, so that a command that was killed goes
 * on where it was. One process at a time, by a lock file beside it. Of a person who was erased it keeps a mark without the id.
 */
final class EnrolmentLog implements AutoCloseable {
    private static final String ENROLLED = "enrolled";
    private static final String FIRST = "{\"provider\":\"";
    private static final int LONGEST_LINE = 1 << 20;

    private static final String ERASED = "erased";

    private final Map<List<String>, Entry> entries = new HashMap<>();
    private final List<ErasedMark> erased = new ArrayList<>();
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
            throw inUse(file);
        } catch (IOException e) {
            throw unusable(file, e);
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
        LineReader reader = new LineReader(Channels.newInputStream(out.getChannel()), LONGEST_LINE);
        for (byte[] line = reader.next(); line != null; line = reader.next()) {
            if (!take(new String(line, StandardCharsets.UTF_8)) && reader.start() == 0) {
                throw noJournal();
            }
        }
        if (reader.ended() == LineReader.End.TOO_LONG) {
            throw noJournal();
        }
        long end = reader.start();
        String torn = new String(reader.torn(), StandardCharsets.ISO_8859_1);
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

    /** {@code null} if it is no line of a journal. */
    private static @Nullable Map<String, String> fields(String line) {
        Map<String, String> fields = new HashMap<>();
        try (JsonParser json = new JsonFactory().createParser(line)) {
            while (json.nextToken() != null) {
                if (json.currentToken() == JsonToken.VALUE_STRING) {
                    fields.put(json.currentName(), json.getText());
                }
            }
            return fields;
        } catch (IOException e) {
            return null;
        }
    }

    /** Whether it is a line of a journal. */
    private boolean take(String line) {
        Map<String, String> fields = fields(line);
        if (fields == null
                || !fields.containsKey("target")
                || !(fields.containsKey("verdict") || fields.containsKey(ERASED))) {
            return false;
        }
        if (!target.equals(fields.get("target"))) {
            return true;
        }
        if (fields.containsKey(ERASED)) {
            mark(fields).ifPresent(erased::add);
        }
        String verdict = fields.get("verdict");
        if (verdict == null) {
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

    private static Optional<ErasedMark> mark(Map<String, String> fields) {
        try {
            return Optional.of(ErasedMark.parse(fields.getOrDefault(ERASED, "")));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Whether the person was erased from the gallery, so that no run enrolls the person any more. */
    boolean isErased(String person) {
        return !erased.isEmpty() && erased.stream().anyMatch(mark -> mark.isOf(new PersonId(person)));
    }

    /** Which lines of a journal an erasure concerns. */
    @FunctionalInterface
    interface Scope {
        /**
         * Whether it concerns the lines about a gallery.
         *
         * @param gallery its name
         * @param target what was enrolled into, as {@link BulkEnrolment#target} makes it
         */
        boolean covers(String gallery, String target);
    }

    /** Whether a journal has a line that an erasure concerns. Needs no lock: an enrollment of something else may be running. */
    static boolean isConcerned(Path file, Scope scope) {
        try {
            return wholeLines(file).stream()
                    .map(EnrolmentLog::fields)
                    .anyMatch(fields -> fields != null && isCovered(fields, scope));
        } catch (NoSuchFileException e) {
            return false; // removed since the folder was listed
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    /** Without a last line that was cut off; what is no UTF-8 makes a line unreadable, and no more. */
    private static List<String> wholeLines(Path file) throws IOException {
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }

    /** How many lines name a person; those that cannot be read count, because they may. */
    static long count(Path file, PersonId person, Scope scope) {
        try (Held held = Held.of(file)) {
            return held.lines().stream()
                    .filter(line -> isOf(line, person, scope))
                    .count();
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    /**
     * Removes what a journal has of a person, and keeps a mark for each gallery that it is about, so that no run with it enrolls the
     * person again. The file is replaced by a new one, whole.
     */
    static long forget(Path file, PersonId person, Scope scope) {
        try (Held held = Held.of(file)) {
            StringBuilder kept = new StringBuilder();
            Map<String, Map<String, String>> unmarked = new LinkedHashMap<>();
            Set<String> marked = new HashSet<>();
            long removed = 0;
            for (String line : held.lines()) {
                if (isOf(line, person, scope)) {
                    removed++;
                } else {
                    kept.append(line).append(System.lineSeparator());
                }
                Map<String, String> fields = fields(line);
                if (fields == null || !isCovered(fields, scope)) {
                    continue;
                }
                String target = fields.getOrDefault("target", "");
                unmarked.putIfAbsent(target, fields);
                if (mark(fields).filter(mark -> mark.isOf(person)).isPresent()) {
                    marked.add(target);
                }
            }
            unmarked.keySet().removeAll(marked);
            if (removed > 0 || !unmarked.isEmpty()) {
                unmarked.values().forEach(of -> kept.append(mark(of, person)).append(System.lineSeparator()));
                held.replace(kept.toString());
            }
            return removed;
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    private static String mark(Map<String, String> of, PersonId person) {
        return Json.document(json -> {
            json.writeStartObject();
            for (String name : List.of("provider", "gallery", "target")) {
                json.writeStringField(name, of.getOrDefault(name, ""));
            }
            json.writeStringField(ERASED, ErasedMark.of(person).text());
            json.writeEndObject();
        });
    }

    private static boolean isOf(String line, PersonId person, Scope scope) {
        Map<String, String> fields = fields(line);
        return fields == null || (person.value().equals(fields.get("person")) && isCovered(fields, scope));
    }

    private static boolean isCovered(Map<String, String> fields, Scope scope) {
        return scope.covers(fields.getOrDefault("gallery", ""), fields.getOrDefault("target", ""));
    }

    private static CommandFailedException unusable(Path file, IOException e) {
        return new CommandFailedException(
                "Output",
                "the journal " + file + " cannot be read or written ("
                        + DiskFailure.of(e, file).words() + "), or name another file with --journal",
                e);
    }

    private static CommandFailedException inUse(Path file) {
        return new CommandFailedException(
                "Output", "the journal " + file + " is used by another enrollment; wait for its end");
    }

    /** A journal that is there, while it is rewritten and no enrollment can open it. */
    private static final class Held implements AutoCloseable {
        private final Path file;
        private final ProcessLock lock;

        private Held(Path file, ProcessLock lock) {
            this.file = file;
            this.lock = lock;
        }

        static Held of(Path file) throws IOException {
            Path real = file.toRealPath();
            return new Held(real, ProcessLock.ofFile(real).orElseThrow(() -> inUse(file)));
        }

        List<String> lines() throws IOException {
            return wholeLines(file);
        }

        void replace(String text) throws IOException {
            OwnerOnly.replace(file, text.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public void close() {
            lock.close();
        }
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
