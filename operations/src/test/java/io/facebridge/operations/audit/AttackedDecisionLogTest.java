package io.facebridge.operations.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.facebridge.gallery.PersonId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What who may write the file can do to a log without its key, and what a log keeps of a person. */
class AttackedDecisionLogTest {
    private static final int RECORDS = 8;
    private static final DecisionLogKey KEY =
            DecisionLogKey.of("k1", "0123456789abcdef0123456789abcdef".getBytes(UTF_8));

    @TempDir
    private Path folder;

    private Path file = Path.of("");

    @BeforeEach
    void write_a_log() {
        file = folder.resolve("decisions.jsonl");
        try (DecisionLog log = DecisionLog.builder(file).key(KEY).open()) {
            for (int i = 1; i <= RECORDS; i++) {
                log.onEvent(AuditEvent.builder(AuditEvent.Kind.ENROLLMENT, Instant.EPOCH.plusSeconds(i))
                        .withRequester("operator " + i)
                        .person(new PersonId("person" + i))
                        .attribute("faces", "1")
                        .build());
            }
        }
    }

    @Test
    void a_chain_that_was_recomputed_without_the_key_is_found() throws Exception {
        Files.write(file, recomputed(lines(), 3, "\"faces\":\"1\"", "\"faces\":\"2\""), UTF_8);

        assertThat(DecisionLogVerifier.of(file).keys(KEY).verify().inOrder()).isFalse();
    }

    @Test
    void records_added_at_the_end_without_the_key_are_found() throws Exception {
        List<String> lines = lines();
        String last = lines.get(RECORDS - 1);
        String hash = last.substring(last.lastIndexOf("\"hash\":\"") + 8).substring(0, 64);
        lines.add(sealed("{\"record\":" + (RECORDS + 1)
                + ",\"time\":\"2026-11-25T08:00:00Z\",\"event\":\"POLICY_CHANGE\"" + ",\"previous\":\"" + hash + "\""));
        Files.write(file, lines, UTF_8);

        assertThat(DecisionLogVerifier.of(file).keys(KEY).verify().inOrder()).isFalse();
    }

    @Test
    void the_chained_part_of_a_record_names_no_person_and_no_requester() throws IOException {
        for (String line : lines()) {
            String chained = line.substring(0, line.lastIndexOf(",\"hash\":\""));

            assertThat(chained).doesNotContain("person1", "operator 1").doesNotContainPattern("person[1-8]");
        }
    }

    /** As an attacker does it who may write the file: changes one record, and computes the hashes from there on. */
    static List<String> recomputed(List<String> lines, int from, String what, String by)
            throws GeneralSecurityException {
        List<String> forged = new ArrayList<>(lines);
        for (int i = from; i < forged.size(); i++) {
            String line = forged.get(i);
            String content = line.substring(0, line.lastIndexOf(",\"hash\":\""));
            String rest = line.substring(line.lastIndexOf(",\"hash\":\"") + 9 + 64);
            if (i == from) {
                content = content.replace(what, by);
            } else {
                String before = forged.get(i - 1);
                String hash =
                        before.substring(before.lastIndexOf(",\"hash\":\"") + 9).substring(0, 64);
                content = content.replaceFirst("\"previous\":\"[0-9a-f]{64}\"", "\"previous\":\"" + hash + "\"");
            }
            forged.set(i, content + ",\"hash\":\"" + hash(content) + rest);
        }
        return forged;
    }

    private static String sealed(String content) throws GeneralSecurityException {
        return content + ",\"hash\":\"" + hash(content) + "\"}";
    }

    private static String hash(String content) throws GeneralSecurityException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content.getBytes(UTF_8)));
    }

    private List<String> lines() throws IOException {
        return new ArrayList<>(Files.readAllLines(file, UTF_8));
    }
}
