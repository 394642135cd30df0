package io.facebridge.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.facebridge.provider.ProviderId;
import io.facebridge.remote.RetryAfter;
import io.facebridge.spi.Settings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Settings of providers as text, a name and a value in each line, and how long a service asks to wait. */
final class SettingsTarget implements FuzzTarget {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("1994-11-06T08:48:07Z"), ZoneOffset.UTC);
    private static final ProviderId PROVIDER = new ProviderId("tests");

    @Override
    public List<byte[]> seeds() {
        return List.of(
                Input.bytes("region=eu-west-1\nendpoint=http://127.0.0.1:8080\nmaxAnswerBytes=16777216"),
                Input.bytes("smallestFace=0.05\nsearchRotations=true\nthreadsPerCall=2"),
                Input.bytes("region=-1e308\nendpoint= 7 \nexactSearch=false"),
                Input.bytes("wait=120"),
                Input.bytes("wait=Sun, 06 Nov 1994 08:49:37 GMT"),
                Input.bytes("wait=Sunday, 06-Nov-94 08:49:37 GMT"),
                Input.bytes("wait=Sun Nov  6 08:49:37 1994"));
    }

    @Override
    public boolean take(byte[] input) {
        Map<String, String> values = new HashMap<>();
        for (String line : Input.text(input).split("\n", -1)) {
            int at = line.indexOf('=');
            if (at >= 0) {
                values.put(line.substring(0, at), line.substring(at + 1));
            }
        }
        boolean isTaken = false;
        for (String name : values.keySet()) {
            Settings settings = Settings.of(PROVIDER, values, values.keySet().toArray(new String[0]));
            Optional<Double> number = read(settings, name, Settings::number);
            assertThat(number.orElse(0.0)).isFinite();
            Optional<Integer> whole = read(settings, name, Settings::wholeNumber);
            if (whole.isPresent()) {
                assertThat(number.map(Double::intValue)).as("the same number").isEqualTo(whole);
            }
            isTaken |= number.isPresent();
            isTaken |= read(settings, name, Settings::flag).isPresent();
            Duration wait = RetryAfter.parse(values.get(name), CLOCK);
            assertThat(wait == null || (!wait.isNegative() && wait.toSeconds() <= 999_999_999L))
                    .as("a wait in its range")
                    .isTrue();
            isTaken |= wait != null;
        }
        try {
            Settings.of(PROVIDER, values, "region", "endpoint");
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageContaining("[region, endpoint]");
        }
        return isTaken;
    }

    private interface Reading<T> {
        Optional<T> read(Settings settings, String name);
    }

    private static <T> Optional<T> read(Settings settings, String name, Reading<T> reading) {
        try {
            return reading.read(settings, name);
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageContaining(name);
            return Optional.empty();
        }
    }
}
