package io.facebridge.operations.migration;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.facebridge.gallery.PersonId;
import io.facebridge.internal.DiskFailure;
import io.facebridge.internal.OwnerOnly;
import io.facebridge.operations.migration.PersonMigrationResult.Outcome;
import io.facebridge.operations.store.AppendOnlyFile;
import io.facebridge.operations.store.ErasedMark;
import io.facebridge.operations.store.LineReader;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The journal of a migration: a file to which a line is appended before and after each person, so that a migration that was
 * killed continues where it was. Each line is on the disk before the next step, and has a checksum. The file contains the ids of
 * people and the names of images, and neither images nor scores. {@link #erase} removes a person from it.
 *
 * <p>One process uses a journal at a time, and a journal belongs to one migration. While it is open, a file beside it, with
 * {@code .lock} appended to the name, is locked; that file stays and must not be used. An incomplete last line is removed when
 * the journal is opened again. Thread-safe. Uses about 200 bytes of memory per person.
 */
public final class MigrationJournal implements AutoCloseable {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final String ERASED = "erased";
    private static final int SUM_LENGTH = 8;

    /** The maximum length of a line, which contains the names of all images of a person. */
    private static final int MAX_LINE_BYTES = 1 << 24;

    private final Path file;
    private final AppendOnlyFile lines;
    private final Map<PersonId, PersonMigrationResult> verdicts = new HashMap<>();
    private final Map<PersonId, Integer> begun = new HashMap<>();
    private final Map<PersonId, String> fingerprints = new HashMap<>();
    private final List<ShadowResult> shadow = new ArrayList<>();
    private final List<ErasedMark> erased = new ArrayList<>();
    private JournalFormat format = JournalFormat.THREE;
    private @Nullable String direction;
    private @Nullable String policy;
    private boolean shadowEnded;
    private boolean closed;

    private MigrationJournal(Path file, AppendOnlyFile lines) {
        this.file = file;
        this.lines = lines;
    }

    /**
     * Creates a journal, or opens an existing one to continue it. Only its owner can access a new file ({@link OwnerOnly}).
     * Journals of earlier formats are read and continued.
     *
     * @param file the journal
     * @return the open journal; close it after use
     * @throws MigrationJournalException if the file is not a journal or is damaged
     * @throws MigrationJournalException if the journal is open elsewhere, in this process or another
     * @throws MigrationJournalException if the journal, or the lock file beside it, cannot be read or written
     */
    public static MigrationJournal open(Path file) {
        return open(file, true);
    }

    private static MigrationJournal open(Path file, boolean isNewAllowed) {
        AppendOnlyFile lines = null;
        try {
            lines = isNewAllowed ? AppendOnlyFile.openOrCreate(file) : AppendOnlyFile.openExisting(file);
            MigrationJournal journal = new MigrationJournal(file, lines);
            journal.readAll();
            lines = null;
            return journal;
        } catch (OverlappingFileLockException e) {
            throw new MigrationJournalException(
                    "migration journal " + file + " is locked by another migration; wait until it has ended", e);
        } catch (IOException e) {
            throw new MigrationJournalException(
                    "migration journal " + file + " cannot be opened: "
                            + DiskFailure.of(e, file).words(),
                    e);
        } finally {
            if (lines != null) {
                lines.close();
            }
        }
    }

    /**
     * Returns the number of lines of a journal that contain a person's id. Locks the journal while it reads, and changes it only
     * to remove an incomplete last line.
     *
     * @param file the journal
     * @param person the person
     * @return 0 or more
     * @throws MigrationJournalException if the file does not exist, is not a journal or is damaged, is open elsewhere, or
     *     cannot be read
     */
    public static long count(Path file, PersonId person) {
        try (MigrationJournal journal = open(file, false)) {
            return journal.lines().stream().filter(line -> names(line, person)).count();
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /**
     * Removes a person from a journal, and adds a mark without the person's id instead: a salt, and a hash of the salt and the
     * id. Runs with this journal no longer move the person ({@link Outcome#ERASED}), even if the source has images of them; a
     * migration with another journal does. A party that has the journal and already has the id can verify that the mark
     * belongs to it; remove the journal and its {@code .lock} file after the migration to prevent that.
     *
     * <p>The journal is written to a new file beside the old one, forced to the disk and renamed: after a crash it is the old
     * or the new one. Only its owner can access it then. Does not reach what a file system keeps of the old blocks, or the file
     * under another name of a hard link.
     *
     * @param file the journal, which may be a symbolic link; must not be open
     * @param person the person
     * @return how many lines contained the person's id; 0 or more; the mark is added even if it is 0
     * @throws MigrationJournalException if the file does not exist, is not a journal or is damaged, is open elsewhere, or
     *     cannot be read or written
     */
    public static long erase(Path file, PersonId person) {
        try (MigrationJournal journal = open(file, false)) {
            return journal.erase(person);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static MigrationJournalException unreadable(Path file, IOException e) {
        return new MigrationJournalException(
                "migration journal " + file + " cannot be read or rewritten: "
                        + DiskFailure.of(e, file).words(),
                e);
    }

    private long erase(PersonId person) throws IOException {
        StringBuilder kept = new StringBuilder(line(List.of(format.withMarks().header())));
        long removed = 0;
        List<String> before = lines();
        for (String line : before.subList(1, before.size())) {
            if (names(line, person)) {
                removed++;
            } else {
                kept.append(line).append('\n');
            }
        }
        if (removed > 0 || !isErased(person)) {
            if (!isErased(person)) {
                kept.append(line(List.of(ERASED, ErasedMark.of(person).text())));
            }
            lines.replaceWith(kept.toString().getBytes(StandardCharsets.UTF_8));
        }
        return removed;
    }

    /** Returns all lines of the file; each is complete. */
    private List<String> lines() throws IOException {
        return new String(lines.content().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
    }

    private static boolean names(String line, PersonId person) {
        List<String> words = words(line);
        return words != null
                && words.size() > 1
                && List.of("begin", "person", "probe").contains(words.get(0))
                && words.get(1).equals(person.value());
    }

    private void readAll() throws IOException {
        LineReader reader = new LineReader(lines.content(), MAX_LINE_BYTES);
        long from = 0;
        int number = 0;
        for (byte[] line = reader.next(); line != null; line = reader.next()) {
            number++;
            List<String> words = words(new String(line, StandardCharsets.UTF_8));
            if (words == null || !take(words, number)) {
                if (number > 1 && reader.next() == null && reader.ended() == LineReader.End.WHOLE) {
                    break; // the end of the last line reached the disk before its middle
                }
                throw notOfAJournal(number);
            }
            from += line.length + 1;
        }
        if (reader.ended() == LineReader.End.TOO_LONG) {
            throw notOfAJournal(number + 1);
        }
        // The rest is the line at which the process was killed, unless it is not the beginning of a first line.
        if (from == 0 && !isStartOfHeader(new String(reader.torn(), StandardCharsets.ISO_8859_1))) {
            throw notOfAJournal(1);
        }
        lines.startAt(from);
        lines.cut();
        if (from == 0) {
            append(List.of(format.header()));
        }
    }

    private static boolean isStartOfHeader(String torn) throws IOException {
        for (JournalFormat each : JournalFormat.values()) {
            if (line(List.of(each.header())).startsWith(torn)) {
                return true;
            }
        }
        return false;
    }

    private MigrationJournalException notOfAJournal(int number) {
        return new MigrationJournalException(
                "line " + number + " of " + file
                        + " is not a line of a migration journal, or is damaged; name the right file, or start with a new"
                        + " journal and an empty gallery",
                null);
    }

    private static @Nullable List<String> words(String line) {
        if (line.length() < SUM_LENGTH + 1 || !line.startsWith(sum(line.substring(SUM_LENGTH + 1)) + " ")) {
            return null;
        }
        List<String> words = new ArrayList<>();
        try (JsonParser json = FACTORY.createParser(line.substring(SUM_LENGTH + 1))) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token == JsonToken.VALUE_STRING) {
                    words.add(json.getText());
                }
            }
        } catch (IOException e) {
            return null;
        }
        return words.isEmpty() ? null : words;
    }

    private boolean take(List<String> words, int number) {
        if (number == 1) {
            Optional<JournalFormat> known = words.size() == 1 ? JournalFormat.of(words.get(0)) : Optional.empty();
            format = known.orElse(format);
            return known.isPresent();
        }
        try {
            switch (words.get(0)) {
                case "move" -> direction = words.get(1);
                case "begin" -> {
                    begun.put(new PersonId(words.get(1)), Integer.valueOf(words.get(2)));
                    fingerprints.put(new PersonId(words.get(1)), words.get(3));
                }
                case "person" -> {
                    PersonMigrationResult verdict = verdict(words);
                    verdicts.put(verdict.person(), verdict);
                    if (!isOpen(verdict.outcome())) {
                        begun.remove(verdict.person());
                    }
                }
                case "shadow" -> {
                    policy = words.get(1);
                    shadow.clear();
                    shadowEnded = false;
                }
                case "probe" -> shadow.add(shadowResult(words));
                case "shadowed" -> shadowEnded = true;
                case ERASED -> erased.add(ErasedMark.parse(words.get(1)));
                default -> {
                    return false;
                }
            }
            return true;
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return false;
        }
    }

    /** Returns whether the new provider may have enrolled faces, so that the next run must process the person again. */
    private static boolean isOpen(Outcome outcome) {
        return outcome == Outcome.UNKNOWN;
    }

    private PersonMigrationResult verdict(List<String> words) {
        List<ImageMigrationResult> images = new ArrayList<>();
        for (int i = 4; i < words.size(); i += 3) {
            images.add(new ImageMigrationResult(
                    words.get(i),
                    format.constant(ImageMigrationResult.Outcome.class, words.get(i + 1)),
                    words.get(i + 2)));
        }
        return new PersonMigrationResult(
                new PersonId(words.get(1)), format.constant(Outcome.class, words.get(2)), words.get(3), images);
    }

    private ShadowResult shadowResult(List<String> words) {
        return new ShadowResult(
                new PersonId(words.get(1)),
                words.get(2),
                format.constant(ShadowResult.Question.class, words.get(3)),
                format.constant(ShadowResult.Decision.class, words.get(4)),
                format.constant(ShadowResult.Decision.class, words.get(5)));
    }

    /** Checks that the journal belongs to a migration, and assigns a new journal to it. */
    synchronized void bind(String what) {
        requireOf(what);
        if (direction == null) {
            note(List.of("move", what));
        }
    }

    /** Checks that the journal is new or belongs to a migration; writes nothing. */
    synchronized void requireOf(String what) {
        if (direction != null && !direction.equals(what)) {
            throw new IllegalArgumentException("migration journal " + file + " belongs to the migration " + direction
                    + " and not to " + what + "; name another file");
        }
    }

    /** Writes that images of a person are about to be sent. */
    synchronized void begin(PersonId person, int images, String fingerprint) {
        note(List.of("begin", person.value(), Integer.toString(images), fingerprint));
    }

    /** Returns the fingerprint of the last request for a person; {@code null} if none was sent. */
    synchronized @Nullable String fingerprint(PersonId person) {
        return fingerprints.get(person);
    }

    /** Writes the result of a person, unless the journal contains it already. */
    synchronized void add(PersonMigrationResult verdict) {
        if (verdict.equals(verdicts.get(verdict.person())) && !begun.containsKey(verdict.person())) {
            return;
        }
        List<String> words = new ArrayList<>(
                List.of("person", verdict.person().value(), format.nameOf(verdict.outcome()), verdict.reason()));
        for (ImageMigrationResult image : verdict.images()) {
            words.addAll(List.of(image.image(), format.nameOf(image.outcome()), image.reason()));
        }
        note(words);
    }

    /** Returns whether the person was erased, so that no run moves them. */
    synchronized boolean isErased(PersonId person) {
        return erased.stream().anyMatch(mark -> mark.isOf(person));
    }

    synchronized @Nullable PersonMigrationResult verdict(PersonId person) {
        return verdicts.get(person);
    }

    synchronized List<PersonMigrationResult> verdicts() {
        return List.copyOf(verdicts.values());
    }

    /** Returns how many images of a person were sent whose outcome is unknown; 0 if it is known. */
    synchronized int begun(PersonId person) {
        return begun.getOrDefault(person, 0);
    }

    /** Continues an unfinished comparison by this policy, or begins one. */
    synchronized void beginShadow(String by) {
        if (shadowEnded || !by.equals(policy)) {
            note(List.of("shadow", by));
        }
    }

    synchronized void add(ShadowResult result) {
        note(List.of(
                "probe",
                result.person().value(),
                result.image(),
                format.nameOf(result.question()),
                format.nameOf(result.source()),
                format.nameOf(result.target())));
    }

    synchronized void endShadow() {
        note(List.of("shadowed"));
    }

    synchronized @Nullable ShadowReport shadow() {
        return policy == null ? null : new ShadowReport(policy, shadow, shadowEnded);
    }

    private void note(List<String> words) {
        if (closed) {
            throw new IllegalStateException("migration journal " + file + " is closed; open it again");
        }
        try {
            append(words);
        } catch (IOException e) {
            throw new MigrationJournalException(
                    "migration journal " + file + " cannot be written: " + e.getMessage()
                            + "; then run the migration again",
                    e);
        }
        if (!take(words, 2)) {
            throw new IllegalStateException("migration journal cannot parse a line that it wrote: " + words.get(0));
        }
    }

    private void append(List<String> words) throws IOException {
        lines.append(line(words).getBytes(StandardCharsets.UTF_8));
    }

    private static String line(List<String> words) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.writeStartArray();
            for (String word : words) {
                json.writeString(word);
            }
            json.writeEndArray();
        }
        return sum(text.toString()) + " " + text + "\n";
    }

    private static String sum(String text) {
        CRC32 sum = new CRC32();
        sum.update(text.getBytes(StandardCharsets.UTF_8));
        String hex = Long.toHexString(sum.getValue());
        return "0".repeat(SUM_LENGTH - hex.length()) + hex;
    }

    /** Closes the journal and releases its lock. Idempotent. */
    @Override
    public synchronized void close() {
        closed = true;
        lines.close();
    }

    @Override
    public String toString() {
        return "MigrationJournal[" + file + "]";
    }
}
