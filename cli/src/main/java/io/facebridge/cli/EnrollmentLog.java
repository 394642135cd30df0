package io.facebridge.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.facebridge.gallery.PersonId;
import io.facebridge.internal.DiskFailure;
import io.facebridge.internal.OwnerOnly;
import io.facebridge.internal.ProcessLock;
import io.facebridge.internal.ReopenedFile;
import io.facebridge.operations.store.AppendOnlyFile;
import io.facebridge.operations.store.ErasedMark;
import io.facebridge.operations.store.LineReader;
import java.io.IOException;
import java.io.InputStream;
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
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What became of each image and with which options it was asked, a line of JSON each, so that a command that was killed goes
 * on where it was. One process at a time, by a lock file beside it. Of a person who was erased it keeps a mark without the id.
 */
final class EnrollmentLog implements AutoCloseable {
    private static final String ENROLLED = "enrolled";
    private static final String FIRST = "{\"provider\":\"";
    private static final int MAX_LINE_LENGTH = 1 << 20;

    private static final String ERASED = "erased";

    /** Earlier versions wrote none, and more settings into the target, so that it does not say which gallery it is of. */
    private static final String FORMAT = "format";

    private final Map<List<String>, Entry> entries = new HashMap<>();
    private final List<ErasedMark> erased = new ArrayList<>();
    private final Path file;
    private final String target;
    private final Map<String, String> earlier;
    private final AppendOnlyFile lines;

    private EnrollmentLog(
            Path file, String target, Map<String, String> earlier, List<Path> before, AppendOnlyFile lines)
            throws IOException {
        this.file = file;
        this.target = target;
        this.earlier = Map.copyOf(earlier);
        this.lines = lines;
        for (Path each : before) {
            if (Files.isRegularFile(each)) {
                lines(each, false).forEach(this::take);
            }
        }
        lines.startAt(readAll());
    }

    /**
     * The recorded result of an image.
     *
     * @param picture the fingerprint of the file, which shows whether it has changed
     * @param options the options of the request
     * @param refusal why it was not enrolled, or {@code null} if it was
     */
    record Entry(String picture, String options, @Nullable Refusal refusal) {}

    /**
     * Opens the journal; creates it with its folders if it does not exist.
     *
     * @param file the journal
     * @param target the provider and place of the gallery, so that a gallery of the same name in another store or service is
     *     another one
     */
    static EnrollmentLog open(Path file, String target) {
        return open(file, target, Map.of(), List.of());
    }

    /**
     * As {@link #open(Path, String)}, of what earlier versions may have noted.
     *
     * @param earlier what they called the target, each with what is added to their entries' options
     * @param before journals of theirs, which are read if they are there and never written
     */
    static EnrollmentLog open(Path file, String target, Map<String, String> earlier, List<Path> before) {
        AppendOnlyFile lines = null;
        try {
            Path parent = file.toAbsolutePath().getParent();
            if (parent != null) {
                OwnerOnly.createFolders(parent);
            }
            lines = AppendOnlyFile.openOrCreate(file);
            EnrollmentLog log = new EnrollmentLog(file, target, earlier, before, lines);
            lines = null;
            return log;
        } catch (OverlappingFileLockException e) {
            throw inUse(file);
        } catch (IOException e) {
            throw unusable(file, e);
        } finally {
            if (lines != null) {
                lines.close();
            }
        }
    }

    /** The place behind the last whole line, where the next one is written over what a kill has cut: that image is asked again. */
    private long readAll() throws IOException {
        return read(file, lines.content(), true, this::take);
    }

    /**
     * Reads line by line. The last one may have been cut, in the middle of a character too.
     *
     * @param strict whether a file that does not begin as a journal does, which is another one, is refused
     * @return the place behind the last whole line
     */
    private static long read(Path file, InputStream content, boolean strict, Consumer<Line> each) throws IOException {
        LineReader reader = new LineReader(content, MAX_LINE_LENGTH);
        for (byte[] bytes = reader.next(); bytes != null; bytes = reader.next()) {
            Line line = Line.of(new String(bytes, StandardCharsets.UTF_8).stripTrailing());
            if (strict && reader.start() == 0 && !line.isOfJournal()) {
                throw noJournal(file);
            }
            each.accept(line);
        }
        if (reader.ended() == LineReader.End.TOO_LONG) {
            throw noJournal(file);
        }
        long end = reader.start();
        String torn = new String(reader.torn(), StandardCharsets.UTF_8);
        if (strict && end == 0 && !torn.startsWith(FIRST) && !FIRST.startsWith(torn)) {
            throw noJournal(file);
        }
        if (end == 0 && !torn.isEmpty()) { // behind others it is not kept by who writes them again
            each.accept(new Line(torn, null));
        }
        return end;
    }

    private static List<Line> lines(Path file, boolean strict) throws IOException {
        List<Line> lines = new ArrayList<>();
        try (InputStream in = ReopenedFile.read(file)) {
            var unused = read(file, in, strict, lines::add);
        }
        return lines;
    }

    /** Rejects a file that is not a journal, before anything that needs it is done. */
    static void requireJournal(Path file) {
        try {
            var unused = lines(file, true);
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    private static CommandFailedException noJournal(Path file) {
        return new CommandFailedException(new Failure(
                "Input",
                file + " is not an enrollment journal, or is damaged; name another file with" + " --journal",
                Failure.USAGE));
    }

    /**
     * A line.
     *
     * @param fields {@code null} if it cannot be read: what it is about is not known
     */
    private record Line(String text, @Nullable Map<String, String> fields) {
        static Line of(String text) {
            Map<String, String> fields = new HashMap<>();
            try (JsonParser json = new JsonFactory().createParser(text)) {
                if (json.nextToken() != JsonToken.START_OBJECT) {
                    return new Line(text, null);
                }
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    String name = json.currentName();
                    if (json.nextToken() == JsonToken.VALUE_STRING) {
                        fields.put(name, json.getText());
                    } else {
                        json.skipChildren();
                    }
                }
                return new Line(text, json.nextToken() == null ? fields : null);
            } catch (IOException e) {
                return new Line(text, null);
            }
        }

        boolean isOfJournal() {
            return fields != null
                    && fields.containsKey("target")
                    && (fields.containsKey("verdict") || fields.containsKey(ERASED));
        }

        boolean isCovered(Scope scope) {
            return fields != null
                    && scope.covers(fields.getOrDefault("gallery", ""), fields.getOrDefault("target", ""));
        }

        /** Whether it names the person and may be about a gallery of these providers, which cannot be found out. */
        boolean isUnclear(PersonId person, Set<String> providers, Scope wanted, Scope known) {
            return fields != null
                    && person.value().equals(fields.get("person"))
                    && !fields.containsKey(FORMAT)
                    && providers.contains(fields.getOrDefault("provider", ""))
                    && isCovered(wanted)
                    && !isCovered(known);
        }

        /** Whether it names the person, or may. */
        boolean isOf(PersonId person, Scope scope) {
            return fields == null || (person.value().equals(fields.get("person")) && isCovered(scope));
        }
    }

    private void take(Line line) {
        Map<String, String> fields = line.fields();
        if (fields == null || !line.isOfJournal()) {
            return;
        }
        String of = fields.getOrDefault("target", "");
        String lacking = target.equals(of) ? "" : earlier.get(of);
        if (lacking == null) {
            return;
        }
        if (fields.containsKey(ERASED)) {
            mark(fields).ifPresent(erased::add);
        }
        String verdict = fields.get("verdict");
        if (verdict == null) {
            return;
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
                new Entry(fields.getOrDefault("picture", ""), fields.getOrDefault("options", "") + lacking, refusal));
    }

    private static Optional<ErasedMark> mark(Map<String, String> fields) {
        try {
            return Optional.of(ErasedMark.parse(fields.getOrDefault(ERASED, "")));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Returns whether the person was erased from the gallery, so that no run enrolls the person anymore. */
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
         * @param target what was enrolled into, as {@link BulkEnrollment#target} makes it
         */
        boolean covers(String gallery, String target);
    }

    /** Whether a journal has a line that an erasure concerns. Needs no lock: an enrollment of something else may be running. */
    static boolean isConcerned(Path file, Scope scope) {
        try {
            return lines(file, false).stream().anyMatch(line -> line.isCovered(scope));
        } catch (NoSuchFileException e) {
            return false; // removed since the folder was listed
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    /**
     * Whether a journal of an earlier version names a person and may be about a gallery that an erasure concerns. Needs no lock.
     *
     * @param providers those that the erasure is at
     * @param wanted which of their galleries it concerns
     * @param known what it finds without doubt
     */
    static boolean isUnclear(Path file, PersonId person, Set<String> providers, Scope wanted, Scope known) {
        try {
            return lines(file, false).stream().anyMatch(line -> line.isUnclear(person, providers, wanted, known));
        } catch (NoSuchFileException e) {
            return false; // removed since the folder was listed
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    /** How many lines name a person; those that cannot be read count, because they may. Refuses what is no journal. */
    static long count(Path file, PersonId person, Scope scope) {
        try (Held held = Held.of(file)) {
            return held.lines().stream()
                    .filter(line -> line.isOf(person, scope))
                    .count();
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    /**
     * Removes what a journal has of a person, and keeps a mark for each gallery that it is about, so that no run with it enrolls the
     * person again. The file is replaced by a new one, whole; what is no journal is refused and stays as it is.
     */
    static long erase(Path file, PersonId person, Scope scope) {
        try (Held held = Held.of(file)) {
            StringBuilder kept = new StringBuilder();
            Map<String, Map<String, String>> unmarked = new LinkedHashMap<>();
            Set<String> marked = new HashSet<>();
            long removed = 0;
            for (Line line : held.lines()) {
                if (line.isOf(person, scope)) {
                    removed++;
                } else {
                    kept.append(line.text()).append(System.lineSeparator());
                }
                Map<String, String> fields = line.fields();
                if (fields == null || !line.isCovered(scope)) {
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

    private static CommandFailedException unusable(Path file, IOException e) {
        return new CommandFailedException(
                "Output",
                "the journal " + file + " cannot be read or written ("
                        + DiskFailure.of(e, file).words() + "), or name another file with --journal",
                e);
    }

    private static CommandFailedException inUse(Path file) {
        return new CommandFailedException(
                "Output", "the journal " + file + " is in use by another enrollment; wait until it ends");
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
            requireJournal(real); // before a file is made beside it
            return new Held(real, ProcessLock.ofFile(real).orElseThrow(() -> inUse(file)));
        }

        List<Line> lines() throws IOException {
            return EnrollmentLog.lines(file, true);
        }

        void replace(String text) throws IOException {
            OwnerOnly.replace(file, text.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public void close() {
            lock.close();
        }
    }

    /** What became of an image in an earlier run or earlier in this one, whatever the options; else {@code null}. */
    @Nullable
    Entry find(EnrollmentList.Item item) {
        return entries.get(List.of(item.person(), item.shown()));
    }

    void add(String provider, String gallery, EnrollmentList.Item item, Entry entry) {
        Refusal refusal = entry.refusal();
        try {
            String line = Json.document(json -> {
                json.writeStartObject();
                json.writeStringField("provider", provider);
                json.writeStringField("gallery", gallery);
                json.writeStringField("target", target);
                json.writeStringField(FORMAT, "2");
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
        lines.close();
    }
}
