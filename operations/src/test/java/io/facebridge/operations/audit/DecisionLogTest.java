package io.facebridge.operations.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.facebridge.decision.FaceMatcher;
import io.facebridge.error.ProviderError;
import io.facebridge.error.ThrottledException;
import io.facebridge.gallery.PersonId;
import io.facebridge.image.FaceImage;
import io.facebridge.match.IdentifyRequest;
import io.facebridge.match.MatchPolicy;
import io.facebridge.match.VerifyRequest;
import io.facebridge.operations.ScriptedFaces;
import io.facebridge.operations.audit.DecisionLogVerdict.Anchor;
import io.facebridge.operations.audit.DecisionLogVerdict.Fault;
import io.facebridge.operations.audit.DecisionLogVerdict.Fault.Kind;
import io.facebridge.operations.failover.Failover;
import io.facebridge.provider.ProviderId;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecisionLogTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-25T08:00:00Z"), ZoneOffset.UTC);
    private static final int RECORDS = 6;
    private static final String NAME = "decisions.jsonl";

    @TempDir
    private Path folder;

    private Path file = Path.of("");
    private final FaceImage picture = picture();
    private final List<Anchor> anchors = new ArrayList<>();

    @BeforeEach
    void write_a_log() {
        file = folder.resolve(NAME);
        try (DecisionLog log = DecisionLog.open(file)) {
            anchors.add(log.anchor());
            for (int i = 1; i <= RECORDS; i++) {
                decide(log, i);
                anchors.add(log.anchor());
            }
        }
    }

    @Test
    void a_log_is_in_order_as_it_was_written() {
        DecisionLogVerdict verdict = DecisionLogVerifier.verify(file, anchors.toArray(Anchor[]::new));

        assertThat(verdict.inOrder()).isTrue();
        assertThat(verdict.last()).isEqualTo(anchors.get(RECORDS));
        assertThat(verdict.last().records()).isEqualTo(RECORDS);
    }

    @Test
    void a_line_says_what_an_auditor_needs_and_no_score() {
        String line = lines().get(2);

        assertThat(line)
                .contains(
                        "\"record\":3",
                        "\"askedBy\":\"door 3\"",
                        "\"operation\":\"VERIFY\"",
                        "\"galleries\":[\"staff\"]",
                        "\"claimed\":\"p3\"",
                        "\"outcome\":\"MATCH\"",
                        "\"person\":\"p3\"",
                        "\"provider\":\"scripted\"",
                        "\"model\":\"script-1\"",
                        "\"value\":50",
                        "\"basis\":\"PUBLISHED_TABLE\"",
                        "\"falseMatchRate\":1.0E-4",
                        "\"requests\":[\"request-7\"]",
                        "\"time\":\"2026-11-25T08:00:00Z\"")
                .doesNotContain("51.25", "score");
    }

    @Test
    void a_line_says_who_was_passed_over_and_why() throws IOException {
        ScriptedFaces down = new ScriptedFaces(new ProviderId("down"), 1, "eu-west-1")
                .failing(new ThrottledException(
                        new ProviderError(new ProviderId("down"), "Busy", "request-1", 429), null, null));
        try (DecisionLog log = DecisionLog.open(file)) {
            Failover.builder(down, new ScriptedFaces().scoring(51.25))
                    .policy(MatchPolicy.falseMatchRate(1e-4))
                    .addListener(log)
                    .build()
                    .compare(picture, picture);
        }

        assertThat(Files.readString(file))
                .contains(
                        "\"provider\":\"scripted\"",
                        "\"regions\":[],\"passedOver\":[{\"provider\":\"down\",\"regions\":[\"eu-west-1\"],"
                                + "\"failure\":\"ThrottledException\",\"code\":\"Busy\",\"request\":\"request-1\","
                                + "\"effect\":\"NONE\"}]")
                .doesNotContain("51.25");
    }

    @Test
    void a_search_says_its_rate_and_among_how_many() {
        try (DecisionLog log = DecisionLog.open(file)) {
            FaceMatcher.of(new ScriptedFaces().finding("ada", 90), MatchPolicy.falsePositiveIdentificationRate(1e-2))
                    .withListener(log)
                    .identify(IdentifyRequest.of(picture, ScriptedFaces.STAFF));
        }

        assertThat(lines().get(RECORDS))
                .contains("\"falsePositiveIdentificationRate\":0.01,\"references\":500", "\"personGallery\":\"staff\"");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, RECORDS - 1})
    void any_single_changed_byte_is_found(int line) {
        List<String> lines = lines();
        String original = lines.get(line);
        for (int at = 0; at < original.length(); at += 7) {
            char other = original.charAt(at) == '1' ? '2' : '1';
            lines.set(line, original.substring(0, at) + other + original.substring(at + 1));
            rewrite(lines);

            assertThat(DecisionLogVerifier.verify(file).faults())
                    .as("byte %d", at)
                    .containsExactly(new Fault(line + 1L, Kind.CHANGED, NAME));
        }
    }

    @Test
    void blanks_and_other_line_ends_are_changes_too() throws IOException {
        Files.writeString(file, String.join("\r\n", lines()) + "\r\n");
        assertThat(kinds()).containsExactly(Kind.CHANGED);

        Files.writeString(file, "\n");
        assertThat(kinds()).containsExactly(Kind.CHANGED);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, RECORDS - 2})
    void a_removed_line_is_found(int line) {
        List<String> lines = lines();
        lines.remove(line);
        rewrite(lines);

        assertThat(DecisionLogVerifier.verify(file).faults())
                .containsExactly(new Fault(line + 1L, Kind.OUT_OF_ORDER, NAME));
    }

    @Test
    void a_line_written_twice_is_found() {
        List<String> lines = lines();
        lines.add(3, lines.get(2));
        rewrite(lines);

        assertThat(DecisionLogVerifier.verify(file).faults()).containsExactly(new Fault(4, Kind.OUT_OF_ORDER, NAME));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, RECORDS - 2})
    void two_lines_in_another_order_are_found(int line) {
        List<String> lines = lines();
        Collections.swap(lines, line, line + 1);
        rewrite(lines);

        assertThat(DecisionLogVerifier.verify(file).faults())
                .containsExactly(new Fault(line + 1L, Kind.OUT_OF_ORDER, NAME));
    }

    @Test
    void a_last_line_that_was_cut_is_found_wherever_it_was_cut() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        int start = String.join("\n", lines().subList(0, RECORDS - 1)).length() + 1;
        for (int length = start + 1; length < whole.length; length += 11) {
            Files.write(file, java.util.Arrays.copyOf(whole, length));

            assertThat(DecisionLogVerifier.verify(file).faults()).containsExactly(new Fault(RECORDS, Kind.TORN, NAME));
        }
    }

    @Test
    void whole_lines_cut_off_at_the_end_are_found_by_an_anchor_and_by_nothing_else() {
        rewrite(lines().subList(0, RECORDS - 2));

        assertThat(DecisionLogVerifier.verify(file).inOrder()).isTrue();
        assertThat(DecisionLogVerifier.verify(file, anchors.get(RECORDS - 2)).inOrder())
                .isTrue();
        assertThat(DecisionLogVerifier.verify(file, anchors.get(RECORDS - 1)).faults())
                .containsExactly(new Fault(RECORDS - 1, Kind.CUT_OFF, NAME));
    }

    @Test
    void an_empty_log_was_cut_off_too() {
        rewrite(List.of());

        assertThat(DecisionLogVerifier.verify(file).inOrder()).isTrue();
        assertThat(DecisionLogVerifier.verify(file, anchors.get(1)).faults())
                .containsExactly(new Fault(1, Kind.CUT_OFF, NAME));
    }

    @Test
    void a_log_written_anew_is_found_by_an_anchor() throws IOException {
        Files.delete(file);
        try (DecisionLog log = DecisionLog.open(file)) {
            for (int i = 1; i <= RECORDS; i++) {
                decide(log, i); // the same, but for the salts
            }
        }

        assertThat(DecisionLogVerifier.verify(file).inOrder()).isTrue();
        assertThat(DecisionLogVerifier.verify(file, anchors.get(4)).faults())
                .containsExactly(new Fault(4, Kind.REWRITTEN, NAME));
    }

    @Test
    void is_continued_where_it_ended() {
        try (DecisionLog log = DecisionLog.open(file)) {
            assertThat(log.anchor()).isEqualTo(anchors.get(RECORDS));
            decide(log, 7);
        }

        assertThat(lines()).hasSize(RECORDS + 1);
        assertThat(DecisionLogVerifier.verify(file, anchors.get(RECORDS)).inOrder())
                .isTrue();
    }

    @Test
    void a_line_that_was_not_written_to_its_end_is_removed_and_a_line_says_so() throws IOException {
        Files.writeString(file, "{\"record\":7,\"ti", StandardOpenOption.APPEND);

        DecisionLog.open(file, CLOCK).close();

        assertThat(lines().get(RECORDS))
                .contains("\"event\":\"TORN_LINE_REMOVED\",\"bytes\":15", "2026-11-25T08:00:00Z");
        assertThat(DecisionLogVerifier.verify(file, anchors.get(RECORDS)).inOrder())
                .isTrue();
    }

    @Test
    void an_id_that_was_changed_is_found_and_the_log_not_continued_though_its_last_line_was_cut() throws IOException {
        DecisionLog.open(file, CLOCK).close();
        String whole = Files.readString(file);
        int person = whole.indexOf(",\"person\":\"") + ",\"person\":\"".length();
        String forged = whole.substring(0, person) + "x" + whole.substring(person + 1) + "{\"record\":99,\"ti";
        Files.writeString(file, forged);

        assertThat(DecisionLogVerifier.verify(file).faults())
                .extracting(Fault::kind)
                .contains(Kind.CHANGED, Kind.TORN);
        assertThatExceptionOfType(DecisionLogException.class)
                .isThrownBy(() -> DecisionLog.open(file).close());
        assertThat(file).hasContent(forged);
    }

    @ParameterizedTest
    @ValueSource(strings = {"person,image", " ", "{\"person\":\"ada\"}", "{\"record\":2,\"ti", "\u0000\u0001"})
    void a_file_that_is_not_of_a_log_is_refused_and_stays_as_it_is(String content) throws IOException {
        Files.writeString(file, content);

        assertThatExceptionOfType(DecisionLogException.class)
                .isThrownBy(() -> DecisionLog.open(file).close())
                .withMessageContaining(file.toString());

        assertThat(file).hasContent(content);
    }

    @Test
    void a_log_whose_first_line_was_cut_anywhere_is_begun_again() throws IOException {
        String line = lines().get(0);
        for (int length = 1; length < line.length(); length += 7) {
            Files.writeString(file, line.substring(0, length));

            DecisionLog.open(file, CLOCK).close();

            assertThat(lines()).singleElement(as(STRING)).contains("TORN_LINE_REMOVED");
        }
    }

    @Test
    void a_log_that_is_not_in_order_is_not_continued() {
        List<String> lines = lines();
        lines.remove(1);
        rewrite(lines);

        assertThatExceptionOfType(DecisionLogException.class)
                .isThrownBy(() -> DecisionLog.open(file))
                .withMessageContaining("record 2")
                .withMessageContaining("OUT_OF_ORDER");
        assertThat(lines()).hasSize(RECORDS - 1);
    }

    @Test
    void has_one_writer_at_a_time() {
        try (DecisionLog log = DecisionLog.open(file)) {
            assertThatExceptionOfType(DecisionLogException.class)
                    .isThrownBy(() -> DecisionLog.open(file))
                    .withMessageContaining("is locked by another process or thread");
            decide(log, 7);
        }
        DecisionLog.open(file).close();
    }

    @Test
    void takes_decisions_of_many_threads() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (DecisionLog log = DecisionLog.open(file)) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                int person = i;
                running.add(threads.submit(() -> decide(log, person)));
            }
            for (Future<?> each : running) {
                each.get();
            }
        } finally {
            threads.shutdown();
        }

        assertThat(DecisionLogVerifier.verify(file).last().records()).isEqualTo(RECORDS + 20);
        assertThat(DecisionLogVerifier.verify(file).inOrder()).isTrue();
    }

    @Test
    void an_interrupted_caller_does_not_end_the_log() {
        try (DecisionLog log = DecisionLog.open(file)) {
            Thread.currentThread().interrupt();
            decide(log, 7);
            assertThat(Thread.interrupted()).isTrue();
            decide(log, 8);
        }

        assertThat(DecisionLogVerifier.verify(file).last().records()).isEqualTo(RECORDS + 2);
    }

    @Test
    void a_closed_log_takes_nothing() {
        DecisionLog log = DecisionLog.open(file);
        log.close();
        log.close();

        assertThatIllegalStateException().isThrownBy(() -> decide(log, 7));
    }

    @Test
    void a_new_log_is_its_owners_alone() throws IOException {
        org.junit.jupiter.api.Assumptions.assumeTrue(
                file.getFileSystem().supportedFileAttributeViews().contains("posix"),
                "not on this operating system: POSIX permissions");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void a_folder_that_is_not_there_is_refused() {
        assertThatExceptionOfType(DecisionLogException.class)
                .isThrownBy(() -> DecisionLog.open(folder.resolve("nowhere").resolve("log")))
                .withMessageContaining("nowhere");
        assertThatExceptionOfType(DecisionLogException.class)
                .isThrownBy(() -> DecisionLogVerifier.verify(folder.resolve("nowhere")));
    }

    private void decide(DecisionLog log, int number) {
        FaceMatcher.of(new ScriptedFaces().scoring(51.25), MatchPolicy.falseMatchRate(1e-4))
                .withListener(log)
                .withRequester("door " + number)
                .withClock(CLOCK)
                .verify(VerifyRequest.of(picture, ScriptedFaces.STAFF, new PersonId("p" + number)));
    }

    private List<Kind> kinds() {
        return DecisionLogVerifier.verify(file).faults().stream()
                .map(Fault::kind)
                .toList();
    }

    private List<String> lines() {
        try {
            return new ArrayList<>(Files.readAllLines(file, UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void rewrite(List<String> lines) {
        try {
            Files.write(file, lines, UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FaceImage picture() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return FaceImage.of(bytes.toByteArray());
    }
}
