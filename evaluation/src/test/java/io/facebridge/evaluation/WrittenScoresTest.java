package io.facebridge.evaluation;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.facebridge.match.ScoreScale;
import io.facebridge.match.ScoreScale.Operation;
import io.facebridge.provider.ProviderId;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link ScoreWriter} writes is what {@link ScoreReader} reads, of names and numbers that are drawn by a seed. */
class WrittenScoresTest {
    private static final int SEEDS = 200;
    private static final ScoreScale SCALE = ScoreScale.of(new ProviderId("own"), "v1", Operation.COMPARE, -1, 1);

    /** Also what a table, a quoted field or a number is made of. */
    private static final String[] CHARACTERS = {
        "a",
        "Z",
        "0",
        "9",
        ",",
        ";",
        "\"",
        "'",
        "\t",
        " ",
        "  ",
        "|",
        "#",
        "=",
        "-",
        ".",
        "é",
        "ß",
        "愛",
        "\uD83D\uDE42",
        "\\",
        "/"
    };

    private static final List<PairStatus> STATUSES = List.of(
            PairStatus.OK,
            PairStatus.OK,
            PairStatus.OK,
            PairStatus.FTA_PROBE,
            PairStatus.FTA_REFERENCE,
            PairStatus.FTE);

    @TempDir
    private Path folder;

    @Test
    void every_comparison_is_read_as_it_was_written() throws IOException {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            List<ScoredPair> written = pairs(random);
            Path file = folder.resolve(seed + ".csv");

            append(file, written, random.nextBoolean() ? SCALE : null);

            assertThat(read(file)).as("seed %d", seed).isEqualTo(written);
        }
    }

    @Test
    void a_file_that_was_broken_off_anywhere_is_taken_up_after_its_last_whole_row() throws IOException {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            List<ScoredPair> written = pairs(random);
            Path file = folder.resolve(seed + ".csv");
            append(file, written, SCALE);
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(random.nextLong(channel.size() + 1));
            }
            long whole = Files.readString(file, ISO_8859_1)
                            .chars()
                            .filter(c -> c == '\n')
                            .count()
                    - 1;

            append(file, written.subList((int) Math.max(0, whole), written.size()), SCALE);

            assertThat(read(file)).as("seed %d", seed).isEqualTo(written);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\rb", "\n", "\r"})
    void a_name_with_a_line_feed_is_refused_and_leaves_nothing_behind(String name) throws IOException {
        Path file = folder.resolve("scores.csv");
        try (ScoreWriter writer = ScoreWriter.append(file)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> writer.write(ScoredPair.of("p", name, 0.5, PairLabel.MATED), null))
                    .withMessageContaining("line feed");
            writer.write(ScoredPair.of("p", "r", 0.25, PairLabel.MATED), null);
        }

        assertThat(read(file)).containsExactly(ScoredPair.of("p", "r", 0.25, PairLabel.MATED));
    }

    private static void append(Path file, List<ScoredPair> pairs, @Nullable ScoreScale scale) throws IOException {
        try (ScoreWriter writer = ScoreWriter.append(file)) {
            pairs.forEach(pair -> writer.write(pair, pair.status() == PairStatus.OK ? scale : null));
        }
    }

    private static List<ScoredPair> read(Path file) {
        List<ScoredPair> read = new ArrayList<>();
        ScoreReader.of(ScoreSource.unnamed()).rows(file, read::add);
        return read;
    }

    private static List<ScoredPair> pairs(Random random) {
        List<ScoredPair> pairs = new ArrayList<>();
        int count = 1 + random.nextInt(20);
        for (int i = 0; i < count; i++) {
            PairStatus status = STATUSES.get(random.nextInt(STATUSES.size()));
            pairs.add(new ScoredPair(
                    name(random),
                    name(random),
                    name(random),
                    name(random),
                    status == PairStatus.OK ? score(random) : Double.NaN,
                    random.nextBoolean() ? PairLabel.MATED : PairLabel.NON_MATED,
                    status,
                    name(random),
                    name(random)));
        }
        return pairs;
    }

    /** Of any magnitude, to the last bit. */
    private static double score(Random random) {
        double score =
                switch (random.nextInt(4)) {
                    case 0 -> random.nextDouble();
                    case 1 -> random.nextInt(200) - 100;
                    case 2 -> Math.scalb(random.nextDouble() - 0.5, random.nextInt(600) - 300);
                    default -> Double.longBitsToDouble(random.nextLong());
                };
        return Double.isFinite(score) ? score : 0.5;
    }

    /** Without blanks around it, which do not count; {@code null} where none is known. */
    private static @Nullable String name(Random random) {
        StringBuilder name = new StringBuilder();
        for (int length = random.nextInt(8); length > 0; length--) {
            name.append(CHARACTERS[random.nextInt(CHARACTERS.length)]);
        }
        String stripped = name.toString().strip();
        return stripped.isEmpty() ? null : stripped;
    }
}
