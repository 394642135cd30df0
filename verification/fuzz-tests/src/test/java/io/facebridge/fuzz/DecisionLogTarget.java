package io.facebridge.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.facebridge.operations.audit.DecisionLog;
import io.facebridge.operations.audit.DecisionLogException;
import io.facebridge.operations.audit.DecisionLogVerdict;
import io.facebridge.operations.audit.DecisionLogVerdict.Fault;
import io.facebridge.operations.audit.DecisionLogVerifier;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Logs of decisions of both formats, with the chain as it is and made right; verified, and continued if they can be. */
final class DecisionLogTarget implements FuzzTarget {
    private static final String HASH = ",\"hash\":\"";
    private static final String HASH_AFTER_QUOTE = "\"" + HASH;
    private static final int HASH_DIGITS = 64;
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-25T08:00:00Z"), ZoneOffset.UTC);

    private final Path file;

    DecisionLogTarget(Path folder) {
        file = folder.resolve("decisions.log");
    }

    @Override
    public List<byte[]> seeds() {
        String first =
                "{\"record\":1,\"time\":\"2026-11-25T08:00:00Z\",\"operation\":\"VERIFY\",\"galleries\":[\"staff\"],"
                        + "\"outcome\":\"MATCH\",\"person\":\"ada\",\"previous\":\"" + "0".repeat(64) + "\"}\n";
        String second = first.replace("\"record\":1", "\"record\":2").replace("MATCH", "NO_MATCH");
        String named =
                "{\"record\":1,\"format\":2,\"time\":\"2026-11-25T08:00:00Z\",\"operation\":\"VERIFY\",\"galleries\":[\"staff\"],"
                        + "\"outcome\":\"MATCH\",\"personHash\":\""
                        + sumOf("facebridge decision log identity 2\n" + "\0".repeat(16) + "ada") + "\",\"previous\":\""
                        + "0".repeat(64) + HASH_AFTER_QUOTE + "0".repeat(64)
                        + "\",\"person\":\"ada\",\"salts\":{\"person\":\""
                        + "0".repeat(32) + "\"}}\n";
        String erased = named.replace("\"record\":1", "\"record\":2").replace("\"ada\"", "\"---\"");
        return List.of(
                chained(named),
                chained(named + named.replace("\"record\":1", "\"record\":2")),
                chained(named + erased),
                chained(first),
                chained(first + second),
                Input.join(chained(first + second), Input.bytes("{\"record\":3,\"time\":\"20")),
                Input.bytes("{\"record\":1,"));
    }

    @Override
    public boolean take(byte[] input) throws IOException {
        boolean asItIs = isInOrder(input);
        boolean chained = isInOrder(chained(Input.text(input)));
        return asItIs || chained;
    }

    /** A log of format 1 is continued in a file of its own. */
    private void removeFurtherFiles() throws IOException {
        try (DirectoryStream<Path> further =
                Files.newDirectoryStream(file.toAbsolutePath().getParent(), "decisions.??????.log")) {
            for (Path each : further) {
                Files.delete(each);
            }
        }
    }

    private boolean isInOrder(byte[] log) throws IOException {
        removeFurtherFiles();
        Files.write(file, log);
        DecisionLogVerdict verdict = DecisionLogVerifier.verify(file);
        assertThat(verdict.last().records()).isNotNegative();
        boolean isTorn = verdict.faults().stream().anyMatch(fault -> fault.kind() == Fault.Kind.TORN);
        int whole = 0;
        for (long lines = verdict.last().records(); lines > 0; whole++) {
            lines -= log[whole] == '\n' ? 1 : 0;
        }
        DecisionLogVerdict after;
        try (DecisionLog continued = DecisionLog.open(file, CLOCK)) {
            assertThat(verdict.inOrder() || isTorn)
                    .as("continued though it is not in order")
                    .isTrue();
            assertThat(continued.anchor().records()).isEqualTo(verdict.last().records() + (isTorn ? 1 : 0));
        } catch (DecisionLogException e) {
            assertThat(verdict.inOrder()).as("refused though it is in order").isFalse();
            assertThat(Files.readAllBytes(file)).as("refused and changed").isEqualTo(log);
            return false;
        }
        byte[] bytes = Files.readAllBytes(file);
        assertThat(Arrays.copyOf(bytes, whole)).isEqualTo(Arrays.copyOf(log, whole));
        if (whole == 0 && log.length > 0) {
            assertThat(Input.text(log)).as("not of a log, and overwritten").startsWith("{");
        }
        after = DecisionLogVerifier.verify(file, verdict.last());
        assertThat(after.inOrder()).isTrue();
        return true;
    }

    /** The same lines with the hashes that they should have. */
    private static byte[] chained(String text) {
        StringBuilder log = new StringBuilder();
        String previous = "0".repeat(64);
        for (int from = 0; from < text.length(); ) {
            int to = text.indexOf('\n', from);
            if (to < 0) {
                return Input.bytes(log.append(text, from, text.length()).toString());
            }
            String line = text.substring(from, to);
            int at = line.lastIndexOf(HASH);
            String content = at >= 0 ? line.substring(0, at) : line.replaceFirst("\\}$", "");
            int behind = at + HASH.length() + HASH_DIGITS;
            String tail = at >= 0 && behind < line.length() ? line.substring(behind) : "\"}";
            content = content.replaceFirst("\"previous\":\"[0-9a-f]*\"", "\"previous\":\"" + previous + "\"");
            previous = sumOf(content);
            log.append(content).append(HASH).append(previous).append(tail).append('\n');
            from = to + 1;
        }
        return Input.bytes(log.toString());
    }

    private static String sumOf(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Input.bytes(text)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
