package io.facebridge.operations.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.facebridge.gallery.PersonId;
import io.facebridge.testkit.Child;
import io.facebridge.testkit.Effort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process, or as many as {@link Effort} says, is killed while it erases persons from a log of several files. */
class ErasingSurvivesKillsTest {
    static final int RECORDS_PER_FILE = 50;

    private static final int RECORDS = 300;
    private static final int KILLS = 1;
    private static final int PERSONS = 12;
    private static final String SECRET = "a key of 32 bytes or more, of this test";

    @TempDir
    Path folder;

    @Test
    @Tag("slow")
    void a_log_is_in_order_after_a_kill_and_who_was_forgotten_is_gone_once_it_was_opened() throws Exception {
        Random random = new Random(23);
        for (int round = 0; round < Effort.times(KILLS); round++) {
            Path place = Files.createDirectory(folder.resolve("round" + round));
            Path log = place.resolve("log.jsonl");
            List<String> arguments = new ArrayList<>(List.of(log.toString(), SECRET));
            for (int i = 0; i < PERSONS; i++) {
                arguments.add("person" + i);
            }
            write(log);
            Child child = Child.start(folder, List.of(), ErasingProcess.class, arguments.toArray(String[]::new));
            List<String> said = child.killAfter(1 + 2 * random.nextInt(4), random.nextInt(2_000));

            DecisionLogVerdict killed = verdict(log);
            assertThat(killed.faults()).as("round %d", round).isEmpty();
            open(log).close();
            DecisionLogVerdict opened = verdict(log);
            assertThat(opened.faults()).as("round %d", round).isEmpty();
            assertThat(opened.unfinishedErasures()).isZero();
            for (String line : said) {
                if (line.startsWith("done ")) {
                    assertThat(text(place)).as("round %d", round).doesNotContain('"' + line.substring(5) + '"');
                }
            }
            assertThat(text(place)).contains("\"person" + (PERSONS - 1) + '"');
        }
    }

    private static DecisionLog open(Path log) {
        return DecisionLog.builder(log)
                .key(DecisionLogKey.of("k1", SECRET.getBytes(UTF_8)))
                .maxRecordsPerFile(RECORDS_PER_FILE)
                .open();
    }

    private static void write(Path log) {
        try (DecisionLog open = open(log)) {
            for (int i = 0; i < RECORDS; i++) {
                open.onEvent(AuditEvent.builder(AuditEvent.Kind.ENROLLMENT, Instant.EPOCH)
                        .person(new PersonId("person" + i % PERSONS))
                        .build());
            }
        }
    }

    private static DecisionLogVerdict verdict(Path log) {
        return DecisionLogVerifier.of(log)
                .keys(DecisionLogKey.of("k1", SECRET.getBytes(UTF_8)))
                .verify();
    }

    private static String text(Path place) throws IOException {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> all = Files.list(place)) {
            for (Path each : all.toList()) {
                text.append(Files.readString(each));
            }
        }
        return text.toString();
    }
}
