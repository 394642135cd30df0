package io.facebridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.facebridge.fuzz.FuzzTarget;
import io.facebridge.fuzz.Input;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Journals of {@code enroll --from}: read, and continued. */
public final class EnrollmentLogTarget implements FuzzTarget {
    private static final String TARGET = "aws staff";
    private static final EnrollmentList.Item NEXT = new EnrollmentList.Item("next", "next.jpg", "/next.jpg", null);

    private final Path file;

    /** Writes inputs into this folder. */
    public EnrollmentLogTarget(Path folder) {
        file = folder.resolve("enrollment.log");
    }

    @Override
    public List<byte[]> seeds() {
        String enrolled = "{\"provider\":\"aws\",\"gallery\":\"staff\",\"target\":\"aws staff\",\"person\":\"ada\","
                + "\"image\":\"ada/1.jpg\",\"picture\":\"17 2026\",\"options\":\"\",\"verdict\":\"enrolled\"}\n";
        String refused = enrolled.replace(
                "\"enrolled\"",
                "\"LowQuality\",\"reasons\":\"TOO_SMALL BLURRED\",\"message\":\"no\",\"by\":\"service\"");
        String erased = "{\"provider\":\"aws\",\"gallery\":\"staff\",\"target\":\"aws staff\",\"erased\":\""
                + "0123456789abcdef".repeat(2) + ":" + "fedcba9876543210".repeat(4) + "\"}\n";
        return List.of(
                Input.bytes(erased + enrolled),
                Input.bytes(enrolled),
                Input.bytes(enrolled + refused),
                Input.bytes(enrolled.replace("ada", "bob") + refused + enrolled.substring(0, 40)),
                Input.bytes("{\"provider\":"));
    }

    @Override
    public boolean take(byte[] input) throws IOException {
        Files.write(file, input);
        int whole = input.length;
        while (whole > 0 && input[whole - 1] != '\n') {
            whole--;
        }
        try (EnrollmentLog log = EnrollmentLog.open(file, TARGET)) {
            assertThat(Files.readAllBytes(file)).as("opened and changed").isEqualTo(input);
            EnrollmentLog.Entry known = log.find(NEXT);
            assertThat(known == null || known.picture() != null).isTrue();
            log.add("aws", "staff", NEXT, new EnrollmentLog.Entry("1", "", Refusal.of("LowQuality", "no")));
        } catch (CommandFailedException e) {
            assertThat(e.getMessage()).isNotBlank();
            assertThat(Files.readAllBytes(file)).as("refused and changed").isEqualTo(input);
            return false;
        }
        byte[] after = Files.readAllBytes(file);
        assertThat(Arrays.copyOf(after, whole)).as("the whole lines").isEqualTo(Arrays.copyOf(input, whole));
        if (input.length > 0) {
            assertThat(Input.text(input).stripLeading())
                    .as("not of a journal, and written to")
                    .contains("{");
        }
        try (EnrollmentLog again = EnrollmentLog.open(file, TARGET)) {
            Refusal refusal = Objects.requireNonNull(again.find(NEXT)).refusal();
            assertThat(Objects.requireNonNull(refusal).failure().type()).isEqualTo("LowQuality");
        }
        return true;
    }
}
