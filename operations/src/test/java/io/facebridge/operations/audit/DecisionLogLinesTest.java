package io.facebridge.operations.audit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.facebridge.gallery.PersonId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines of a log are read as they were written, of ids that are drawn by a seed. */
class DecisionLogLinesTest {
    private static final int SEEDS = 25;
    private static final DecisionLogKey KEY =
            DecisionLogKey.of("k1", "0123456789abcdef0123456789abcdef".getBytes(UTF_8));

    /** Also what a line, an escape and a salt are made of, and what no text should have. */
    private static final String[] CHARACTERS = {
        "a",
        "Z",
        "0",
        " ",
        "\"",
        "\\",
        "\\u0041",
        "-",
        "{",
        "}",
        ",",
        ":",
        "\n",
        "\r",
        "\t",
        "\u0000",
        "\u007F",
        "\u0085",
        "é",
        "愛",
        "\uD83D\uDE42",
        "\uD83D",
        "\",\"hash\":\""
    };

    @TempDir
    private Path folder;

    @Test
    void every_line_names_whom_the_record_was_of() throws IOException {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            boolean signed = random.nextBoolean();
            List<AuditEvent> events = events(random);

            List<LogLine> lines = written(folder.resolve(seed + ".jsonl"), signed, events);

            assertThat(lines).as("seed %d", seed).hasSameSizeAs(events);
            for (int i = 0; i < events.size(); i++) {
                String person = events.get(i).person().map(PersonId::value).orElse(null);
                String requester = events.get(i).requester().orElse(null);
                LogLine line = lines.get(i);
                assertThat(line.id(LogField.PERSON)).as("seed %d", seed).isEqualTo(person);
                assertThat(line.id(LogField.REQUESTER)).as("seed %d", seed).isEqualTo(requester);
                assertThat(line.record()).as("seed %d", seed).isEqualTo(i + 1);
                assertThat(line.hashFits()).as("seed %d", seed).isTrue();
                assertThat(line.key()).as("seed %d", seed).isEqualTo(signed ? KEY.id() : null);
                assertThat(line.fields()).as("seed %d", seed).isEqualTo(fields(person, requester));
                assertThat(line.fields())
                        .as("seed %d", seed)
                        .allSatisfy(field -> assertThat(line.state(field)).isEqualTo(LogLine.State.PRESENT));
                assertThat(line.previous())
                        .as("seed %d", seed)
                        .isEqualTo(
                                i == 0
                                        ? line.previous()
                                        : lines.get(i - 1).anchor().hash());
            }
        }
    }

    @Test
    void a_person_who_is_forgotten_leaves_the_lines_of_all_others_as_they_were() throws IOException {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            List<AuditEvent> events = events(random);
            Path file = folder.resolve(seed + ".jsonl");
            List<LogLine> before = written(file, true, events);
            String forgotten = before.get(random.nextInt(before.size())).id(LogField.PERSON);

            if (forgotten != null) {
                try (DecisionLog log = DecisionLog.builder(file).key(KEY).open()) {
                    assertThat(log.erase(new PersonId(forgotten)))
                            .as("seed %d", seed)
                            .isPositive();
                }
            }

            List<LogLine> after = lines(file);
            for (int i = 0; i < before.size(); i++) {
                for (LogField field : before.get(i).fields()) {
                    String id = before.get(i).id(field);
                    assertThat(after.get(i).id(field))
                            .as("seed %d", seed)
                            .isEqualTo(Objects.equals(id, forgotten) ? null : id);
                }
                assertThat(after.get(i).anchor())
                        .as("seed %d", seed)
                        .isEqualTo(before.get(i).anchor());
            }
            assertThat(DecisionLogVerifier.of(file).keys(KEY).verify().faults())
                    .as("seed %d", seed)
                    .isEmpty();
        }
    }

    private static Set<LogField> fields(@Nullable String person, @Nullable String requester) {
        return person == null
                ? requester == null ? Set.of() : Set.of(LogField.REQUESTER)
                : requester == null ? Set.of(LogField.PERSON) : Set.of(LogField.REQUESTER, LogField.PERSON);
    }

    private static List<LogLine> written(Path file, boolean signed, List<AuditEvent> events) throws IOException {
        DecisionLog.Builder builder = DecisionLog.builder(file);
        try (DecisionLog log = (signed ? builder.key(KEY) : builder).open()) {
            events.forEach(log::onEvent);
        }
        return lines(file);
    }

    private static List<LogLine> lines(Path file) throws IOException {
        List<LogLine> lines = new ArrayList<>();
        for (String line : Files.readString(file, ISO_8859_1).lines().toList()) {
            lines.add(Objects.requireNonNull(LogLine.parse(line.getBytes(ISO_8859_1)), "a line of the form"));
        }
        return lines;
    }

    private static List<AuditEvent> events(Random random) {
        List<AuditEvent> events = new ArrayList<>();
        for (int count = 1 + random.nextInt(6); count > 0; count--) {
            AuditEvent.Builder event = AuditEvent.builder(AuditEvent.Kind.ENROLLMENT, Instant.EPOCH);
            if (random.nextInt(4) > 0) {
                event.person(new PersonId(id(random)));
            }
            if (random.nextInt(4) > 0) {
                event.withRequester(id(random));
            }
            events.add(event.attribute("note", id(random)).build());
        }
        return events;
    }

    private static String id(Random random) {
        StringBuilder id = new StringBuilder("i");
        for (int length = random.nextInt(6); length > 0; length--) {
            id.append(CHARACTERS[random.nextInt(CHARACTERS.length)]);
        }
        return id.toString();
    }
}
