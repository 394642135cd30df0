package io.facebridge.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.facebridge.error.InvalidCalibrationException;
import io.facebridge.match.Calibration;
import io.facebridge.match.FalseMatchTable;
import io.facebridge.match.ScoreScale;
import io.facebridge.provider.ProviderId;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Calibrations as JSON, with the hash as it is and made right. */
final class CalibrationTarget implements FuzzTarget {
    private static final Pattern SHOULD_BE =
            Pattern.compile("its SHA-256 is ([0-9a-f]{64}) but it says (.*); take the");

    @Override
    public List<byte[]> seeds() {
        ScoreScale scale = ScoreScale.of(new ProviderId("aws"), "7.0", ScoreScale.Operation.VERIFY, 0, 100);
        Calibration small = Calibration.builder(scale, "gate 3", Instant.parse("2026-11-20T12:00:00Z"))
                .point(new Calibration.Point(0.01, 80, 100, 10000, 5, 100))
                .point(new Calibration.Point(0.001, 91.5, 1, 10000, 9, 100))
                .build();
        Calibration full = Calibration.builder(scale, "gate 3", Instant.parse("2026-11-20T12:00:00Z"))
                .point(new Calibration.Point(0.01, 80, 100, 10000, 5, 100, 8125.5))
                .point(new Calibration.Point(0.001, 91.5, 1, 10000, 9, 100))
                .dataSha256("ab".repeat(32))
                .subjects(450)
                .failures(12)
                .validUntil(Instant.parse("2027-02-20T12:00:00Z"))
                .resolution(0.5)
                .caveats(List.of("measured in winter"))
                .subjectHashes(List.of("0123456789abcdef"))
                .build();
        return List.of(Input.bytes(small.toJson()), Input.bytes(full.toJson()));
    }

    @Override
    public boolean take(byte[] input) {
        String text = Input.text(input);
        String said = refusal(text);
        if (said == null) {
            return true;
        }
        Matcher wrong = SHOULD_BE.matcher(said);
        return wrong.find() && refusal(text.replace(wrong.group(2), wrong.group(1))) == null;
    }

    private static String refusal(String text) {
        Calibration calibration;
        try {
            calibration = Calibration.parse(text);
        } catch (InvalidCalibrationException e) {
            assertThat(e.getMessage()).isNotBlank();
            return e.getMessage();
        }
        assertThat(calibration.points()).isNotEmpty().allSatisfy(point -> {
            assertThat(point.rate()).isBetween(0.0, 1.0);
            assertThat(point.threshold()).isFinite();
            assertThat(point.falseMatches()).isBetween(0L, point.nonMated());
            assertThat(point.falseNonMatches()).isBetween(0L, point.mated());
        });
        assertThat(calibration.resolution()).isFinite();
        FalseMatchTable table = calibration.table();
        assertThat(table).isNotNull();
        String again = calibration.toJson();
        assertThat(Calibration.parse(again)).isEqualTo(calibration).hasSameHashCodeAs(calibration);
        assertThat(Calibration.parse(again).toJson()).isEqualTo(again);
        return null;
    }
}
