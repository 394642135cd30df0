package io.facebridge.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.facebridge.error.InvalidCalibrationException;
import io.facebridge.match.ScoreScale.Operation;
import io.facebridge.provider.ProviderId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calibrations that are drawn by a seed come back from JSON as they were, and not at all once one character was changed. */
class CalibrationsComeBackTest {
    private static final int SEEDS = 100;
    private static final Instant MEASURED = Instant.parse("2026-11-20T12:00:00Z");
    private static final String[] CHARACTERS = {
        "a",
        "7",
        " ",
        "\"",
        "\\",
        "/",
        "\n",
        "\t",
        "\u0001",
        "\u007F",
        "\u2028",
        "{",
        "}",
        "é",
        "愛",
        "\uD83D\uDE42",
        "\\u0041"
    };

    @TempDir
    private Path folder;

    @Test
    void every_calibration_is_parsed_as_it_was_written() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Calibration calibration = drawn(new Random(seed));

            Calibration parsed = Calibration.parse(calibration.toJson());

            assertThat(parsed).as("seed %d", seed).isEqualTo(calibration).hasSameHashCodeAs(calibration);
            assertThat(parsed.toJson()).as("seed %d", seed).isEqualTo(calibration.toJson());
            assertThat(parsed.table().points())
                    .as("seed %d", seed)
                    .isEqualTo(calibration.table().points());
        }
    }

    @Test
    void every_calibration_is_read_from_its_file_as_it_was() {
        Path file = folder.resolve("calibration.json");
        for (int seed = 0; seed < SEEDS / 10; seed++) {
            Calibration calibration = drawn(new Random(seed));

            calibration.write(file);

            assertThat(Calibration.read(file)).as("seed %d", seed).isEqualTo(calibration);
        }
    }

    /** Blanks aside, each character is a part of a name, a value or the form. */
    @Test
    void one_character_that_was_changed_is_found() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            String json = drawn(random).toJson();
            int at;
            do {
                at = random.nextInt(json.length());
            } while (Character.isWhitespace(json.charAt(at)));
            char other = (char) ('a' + (json.charAt(at) - 'a' + 1 + random.nextInt(25)) % 26);
            String changed = json.substring(0, at) + (other == json.charAt(at) ? '!' : other) + json.substring(at + 1);

            assertThatExceptionOfType(InvalidCalibrationException.class)
                    .as("seed %d, character %d", seed, at)
                    .isThrownBy(() -> Calibration.parse(changed));
        }
    }

    private static Calibration drawn(Random random) {
        boolean searches = random.nextBoolean();
        double min = random.nextBoolean() ? 0 : -1 - random.nextInt(100);
        double max = min + 1 + random.nextDouble() * 1000;
        ScoreScale scale = ScoreScale.of(
                new ProviderId("vendor"),
                random.nextBoolean() ? "v" + random.nextInt(9) : "model 4, \"large\"",
                searches ? Operation.IDENTIFY : Operation.COMPARE,
                min,
                max);
        Calibration.Builder builder =
                Calibration.builder(scale, text(random), MEASURED.plusNanos(random.nextLong(1_000_000_000_000L)));
        if (searches) {
            builder.ofSearches(1 + random.nextLong(1L << 40));
        }
        if (random.nextBoolean()) {
            builder.validUntil(MEASURED.plus(Duration.ofDays(1 + random.nextInt(900))));
        }
        if (random.nextBoolean()) {
            builder.resolution(random.nextDouble() + Double.MIN_NORMAL);
        }
        if (random.nextBoolean()) {
            builder.dataSha256(hex(random, 64))
                    .subjects(2 + random.nextInt(1000))
                    .failures(random.nextInt(1000));
        }
        if (random.nextBoolean()) {
            builder.subjectHashes(List.of(hex(random, 16), hex(random, 16))).comparisonHashes(List.of(hex(random, 32)));
        }
        List<String> caveats = new ArrayList<>();
        for (int count = random.nextInt(4); count > 0; count--) {
            caveats.add(text(random));
        }
        return points(random, builder.caveats(caveats), min, max).build();
    }

    /** Each with a lower rate and a higher threshold than the one before. */
    private static Calibration.Builder points(Random random, Calibration.Builder builder, double min, double max) {
        long nonMated = 1_000L + random.nextInt(1_000_000);
        long mated = 1L + random.nextInt(1_000);
        double rate = 0.5 * random.nextDouble() + 0.25;
        int count = 2 + random.nextInt(5);
        for (int i = 0; i < count; i++) {
            builder.point(new Calibration.Point(
                    rate,
                    min + (max - min) * (i + random.nextDouble()) / count,
                    (long) (rate * nonMated * random.nextDouble()),
                    nonMated,
                    random.nextLong(mated + 1),
                    mated,
                    nonMated * (1 - random.nextDouble())));
            rate *= 0.3 + 0.1 * random.nextDouble();
        }
        return builder;
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder("t");
        for (int length = random.nextInt(12); length > 0; length--) {
            text.append(CHARACTERS[random.nextInt(CHARACTERS.length)]);
        }
        return text.toString();
    }

    private static String hex(Random random, int digits) {
        StringBuilder hex = new StringBuilder();
        for (int i = 0; i < digits; i++) {
            hex.append(Character.forDigit(random.nextInt(16), 16));
        }
        return hex.toString();
    }
}
