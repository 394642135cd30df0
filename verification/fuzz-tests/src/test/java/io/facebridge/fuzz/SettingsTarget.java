package io.facebridge.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.facebridge.provider.ProviderId;
import io.facebridge.remote.RemoteSettings;
import io.facebridge.remote.RetryAfter;
import io.facebridge.spi.Setting;
import io.facebridge.spi.Settings;
import java.net.URI;
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
                Input.bytes("deadline=PT5S\nbackoffBase=10ms\nrateLimit=CompareFaces=5/1s,IndexFaces=50/1m"),
                Input.bytes("circuitBreakingWindow=5\ncircuitBreakingOpenFor=30s\nnoCircuitBreaker=false"),
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
            Optional<Double> number = read(values, Setting.number(name, "A number."));
            assertThat(number.orElse(0.0)).isFinite();
            Optional<Integer> whole = read(values, Setting.wholeNumber(name, "A whole number."));
            if (whole.isPresent()) {
                assertThat(number.map(Double::intValue)).as("the same number").isEqualTo(whole);
            }
            isTaken |= number.isPresent();
            isTaken |= read(values, Setting.flag(name, "A flag.")).isPresent();
            isTaken |= read(values, Setting.duration(name, "A duration.")).isPresent();
            assertThat(read(values, Setting.url(name, "A URL.")).map(URI::getHost))
                    .as("a host")
                    .isNotEqualTo(Optional.of(""));
            Duration wait = RetryAfter.parse(values.get(name), CLOCK);
            assertThat(wait == null || (!wait.isNegative() && wait.toSeconds() <= 999_999_999L))
                    .as("a wait in its range")
                    .isTrue();
            isTaken |= wait != null;
        }
        isTaken |= takesPolicy(values);
        try {
            Settings.of(PROVIDER, List.of(RemoteSettings.REGION, RemoteSettings.ENDPOINT), values);
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageContaining("known: region, endpoint");
        }
        return isTaken;
    }

    private static <T> Optional<T> read(Map<String, String> values, Setting<T> setting) {
        String name = setting.name();
        try {
            return Settings.of(PROVIDER, List.of(setting), Map.of(name, values.getOrDefault(name, "")))
                    .get(setting);
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageContaining(name);
            return Optional.empty();
        }
    }

    /** Whether there is something of a call policy, and all of it can be used. */
    private static boolean takesPolicy(Map<String, String> values) {
        List<Setting<?>> known = RemoteSettings.with();
        Map<String, String> ofPolicy = new HashMap<>(values);
        ofPolicy.keySet().retainAll(known.stream().map(Setting::name).toList());
        try {
            RemoteSettings.callPolicy(Settings.of(PROVIDER, known, ofPolicy));
            return !ofPolicy.isEmpty();
        } catch (IllegalArgumentException e) {
            assertThat(ofPolicy.keySet()).anySatisfy(name -> assertThat(e).hasMessageContaining(name));
            return false;
        }
    }
}
