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
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * What a migration did, in a file to which a line is added before and after each person, so that a migration that was killed
 * goes on where it was. Each line is on the disk before the next step, and has a checksum. It names persons and pictures, and
 * holds neither pictures nor scores. {@link #forget} removes all that it has of a person.
 *
 * <p>One process uses a journal at a time, and one journal is of one migration. While it is open a file beside it, with
 * {@code .lock} behind the name, is locked; that file stays and is left alone. A last line that was cut off is removed when the
 * journal is opened again. Safe for use by many threads. About 200 bytes of memory for each person.
 */
public final class MigrationJournal implements AutoCloseable {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final String HEAD = "facebridge migration journal 1";

    /** Has marks of persons who were erased, which a reader of the first form does not know. */
    private static final String HEAD_WITH_MARKS = "facebridge migration journal 2";

    private static final String ERASED = "erased";
    private static final int SUM_LENGTH = 8;

    /** A line names all pictures of a person. */
    private static final int LONGEST_LINE = 1 << 24;

    private final Path file;
    private final AppendOnlyFile lines;
    private final Map<PersonId, PersonMigrationResult> verdicts = new HashMap<>();
    private final Map<PersonId, Integer> begun = new HashMap<>();
    private final Map<PersonId, String> asked = new HashMap<>();
    private final List<ShadowResult> shadow = new ArrayList<>();
    private final List<ErasedMark> erased = new ArrayList<>();
    private @Nullable String direction;
    private @Nullable String policy;
    private boolean shadowEnded;
    private boolean closed;

    private MigrationJournal(Path file, AppendOnlyFile lines) {
        this.file = file;
        this.lines = lines;
    }

    /**
     * Begins a journal, or goes on with one. A new file is its owner's only ({@link OwnerOnly}).
     *
     * @param file the journal
     * @return to be closed
     * @throws MigrationJournalException if the file is something else or damaged, it is open elsewhere, in this process or
     *     another, or it or the lock file beside it cannot be read or written
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
                    "the journal " + file + " is used by another migration that is running; wait for its end", e);
        } catch (IOException e) {
            throw new MigrationJournalException(
                    "the journal " + file + " cannot be opened: "
                            + DiskFailure.of(e, file).words(),
                    e);
        } finally {
            if (lines != null) {
                lines.close();
            }
        }
    }

    /**
     * How many lines of a journal name a person. Holds its lock while it reads, and changes nothing but a last line that was cut off.
     *
     * @param file the journal
     * @param person the person
     * @return 0 or more
     * @throws MigrationJournalException if the file is not there, or as {@link #open}
     */
    public static long count(Path file, PersonId person) {
        try (MigrationJournal journal = open(file, false)) {
            return journal.lines().stream().filter(line -> names(line, person)).count();
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /**
     * Removes all that a journal has of a person, and keeps a mark without the person's id in its place: a salt, and a hash of the
     * salt and the id. Runs with this journal do not move the person any more ({@link Outcome#ERASED}), whatever pictures the source
     * has; a migration with another journal does. A party that has the journal and knows the id can check that the mark is of it;
     * removing the journal with its {@code .lock} file once the migration is over ends that.
     *
     * <p>The journal is written whole beside the old one, forced to the disk and renamed: after a crash it is the old or the new one.
     * It is the owner's only then. What a file system keeps of the old blocks, and the file under the other name of a hard link, is
     * not reached.
     *
     * @param file the journal, which may be a symbolic link; open nowhere
     * @param person the person
     * @return how many lines named the person; 0 if none did, and the mark is kept all the same
     * @throws MigrationJournalException if the file is not there or cannot be written, or as {@link #open}
     */
    public static long forget(Path file, PersonId person) {
        try (MigrationJournal journal = open(file, false)) {
            return journal.forget(person);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static MigrationJournalException unreadable(Path file, IOException e) {
        return new MigrationJournalException(
                "the journal " + file + " cannot be read or written again: "
                        + DiskFailure.of(e, file).words(),
                e);
    }

    private long forget(PersonId person) throws IOException {
        StringBuilder kept = new StringBuilder(line(List.of(HEAD_WITH_MARKS)));
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

    /** All lines of the file, which are whole. */
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
        LineReader reader = new LineReader(lines.content(), LONGEST_LINE);
        long from = 0;
        int number = 0;
        for (byte[] line = reader.next(); line != null; line = reader.next()) {
            number++;
            List<String> words = words(new String(line, StandardCharsets.UTF_8));
            if (words == null || !take(words, number)) {
                if (number > 1 && reader.next() == null && reader.ended() == LineReader.End.WHOLE) {
                    break; // its end reached the disk before its middle
                }
                throw notOfAJournal(number);
            }
            from += line.length + 1;
        }
        if (reader.ended() == LineReader.End.TOO_LONG) {
            throw notOfAJournal(number + 1);
        }
        // What is left is the line at which the process was killed, unless it is not the beginning of ours.
        if (from == 0 && !line(List.of(HEAD)).startsWith(new String(reader.torn(), StandardCharsets.ISO_8859_1))) {
            throw notOfAJournal(1);
        }
        lines.startAt(from);
        lines.cut();
        if (from == 0) {
            append(List.of(HEAD));
        }
    }

    private MigrationJournalException notOfAJournal(int number) {
        return new MigrationJournalException(
                "line " + number + " of " + file
                        + " is not of a journal, or damaged; name the right file, or begin"
                        + " another journal with another, empty gallery",
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
            return words.equals(List.of(HEAD)) || words.equals(List.of(HEAD_WITH_MARKS));
        }
        try {
            switch (words.get(0)) {
                case "move" -> direction = words.get(1);
                case "begin" -> {
                    begun.put(new PersonId(words.get(1)), Integer.valueOf(words.get(2)));
                    asked.put(new PersonId(words.get(1)), words.get(3));
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
                case "probe" -> shadow.add(ShadowResult.of(words.subList(1, words.size())));
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

    /** What may have left something at the new provider, so that it has to be looked at again. */
    private static boolean isOpen(Outcome outcome) {
        return outcome == Outcome.UNKNOWN;
    }

    private static PersonMigrationResult verdict(List<String> words) {
        List<ImageMigrationResult> pictures = new ArrayList<>();
        for (int i = 4; i < words.size(); i += 3) {
            pictures.add(new ImageMigrationResult(
                    words.get(i), ImageMigrationResult.Outcome.valueOf(words.get(i + 1)), words.get(i + 2)));
        }
        return new PersonMigrationResult(
                new PersonId(words.get(1)), Outcome.valueOf(words.get(2)), words.get(3), pictures);
    }

    /** Makes sure that it is the journal of this migration. */
    synchronized void bind(String what) {
        requireOf(what);
        if (direction == null) {
            note(List.of("move", what));
        }
    }

    /** Accepts a journal that is new, too, and writes nothing. */
    synchronized void requireOf(String what) {
        if (direction != null && !direction.equals(what)) {
            throw new IllegalArgumentException("the journal " + file + " is of the migration " + direction
                    + " and not of " + what + "; name another file");
        }
    }

    /** Before anything of a person is sent. */
    synchronized void begin(PersonId person, int pictures, String fingerprint) {
        note(List.of("begin", person.value(), Integer.toString(pictures), fingerprint));
    }

    /** The fingerprint of what was last sent of a person; {@code null} if nothing was. */
    synchronized @Nullable String asked(PersonId person) {
        return asked.get(person);
    }

    /** Once it is known what became of a person. Changes nothing if that is noted already. */
    synchronized void add(PersonMigrationResult verdict) {
        if (verdict.equals(verdicts.get(verdict.person())) && !begun.containsKey(verdict.person())) {
            return;
        }
        List<String> words = new ArrayList<>(
                List.of("person", verdict.person().value(), verdict.outcome().name(), verdict.reason()));
        for (ImageMigrationResult picture : verdict.pictures()) {
            words.addAll(List.of(picture.picture(), picture.outcome().name(), picture.reason()));
        }
        note(words);
    }

    /** Whether the person was erased, so that no run moves the person any more. */
    synchronized boolean isErased(PersonId person) {
        return erased.stream().anyMatch(mark -> mark.isOf(person));
    }

    synchronized @Nullable PersonMigrationResult verdict(PersonId person) {
        return verdicts.get(person);
    }

    synchronized List<PersonMigrationResult> verdicts() {
        return List.copyOf(verdicts.values());
    }

    /** How many images of a person were sent whose outcome is not known; 0 if it is known. */
    synchronized int begun(PersonId person) {
        return begun.getOrDefault(person, 0);
    }

    /** Goes on with a comparison by this policy that was not finished, or begins one. */
    synchronized void beginShadow(String by) {
        if (shadowEnded || !by.equals(policy)) {
            note(List.of("shadow", by));
        }
    }

    synchronized void add(ShadowResult answers) {
        List<String> words = new ArrayList<>(List.of("probe"));
        words.addAll(answers.words());
        note(words);
    }

    synchronized void endShadow() {
        note(List.of("shadowed"));
    }

    synchronized @Nullable ShadowReport shadow() {
        return policy == null ? null : new ShadowReport(policy, shadow, shadowEnded);
    }

    private void note(List<String> words) {
        if (closed) {
            throw new IllegalStateException("the journal " + file + " is closed");
        }
        try {
            append(words);
        } catch (IOException e) {
            throw new MigrationJournalException(
                    file + " cannot be written: " + e.getMessage() + "; then run the migration again", e);
        }
        if (!take(words, 2)) {
            throw new IllegalStateException("the journal does not read what it writes: " + words.get(0));
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

    /** Closes the file. Idempotent. */
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
