package io.facebridge.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.facebridge.aws.AwsFaces;
import io.facebridge.emulator.AwsEmulator;
import io.facebridge.examples.support.Photographs;
import io.facebridge.examples.tasks.EnrollAndIdentify;
import io.facebridge.examples.tasks.FailOver;
import io.facebridge.examples.tasks.LivenessLogin;
import io.facebridge.gallery.EnrollRequest;
import io.facebridge.gallery.FaceGallery;
import io.facebridge.gallery.PersonId;
import io.facebridge.image.FaceImage;
import io.facebridge.local.LocalFaces;
import io.facebridge.match.Calibration;
import io.facebridge.match.FalseMatchTable;
import io.facebridge.match.MatchPolicy;
import io.facebridge.match.ScoreScale;
import io.facebridge.remote.CallPolicy;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Runs the code of docs/how-to/common-tasks.md; the comparison is {@link HelloVerify}, which {@link ExamplesTest} runs. */
@Tag("models")
class TasksTest {
    private static final PersonId ADA = PersonId.portable("ada");
    private static final Path CARD = Photographs.portrait("sample1.jpg", 1375, 100, 400, 450);
    private static final Path SELFIE = Photographs.portrait("sample3.jpg", 1000, 100, 400, 500);

    @Test
    void identifies_the_enrolled_person(@TempDir Path folder) {
        assertThat(printedBy(() -> EnrollAndIdentify.run(folder, CARD, SELFIE))).containsExactly("MATCH", "ada");
    }

    @Test
    @Tag("slow")
    void logs_the_person_in_by_a_session_and_fails_over_when_the_service_takes_no_more_requests() {
        try (LocalFaces eyes = LocalFaces.create();
                AwsEmulator emulator = AwsEmulator.backedBy(eyes)
                        .credentials("access", "secret")
                        .start();
                AwsFaces aws = service(emulator).build()) {
            FaceGallery customers = aws.galleries().openOrCreate("customers");
            customers.enroll(EnrollRequest.of(ADA, FaceImage.of(CARD)));
            customers.awaitSearchable(Duration.ofMinutes(1));
            Calibration verifications = measured(aws.verifier().scale(customers.id()), emulator.calibration());
            FaceImage film = Photographs.small(SELFIE);

            assertThat(printedBy(() -> LivenessLogin.run(
                            aws,
                            customers.id(),
                            ADA,
                            verifications,
                            session -> emulator.liveness().complete(session, 97.5, film))))
                    .containsExactly("welcome");

            Calibration comparisons = measured(aws.comparer().scale().orElseThrow(), emulator.calibration());
            emulator.faults().during(Duration.ofMinutes(5)).throttle();
            assertThat(printedBy(() -> FailOver.run(service(emulator), comparisons, CARD, SELFIE)))
                    .containsExactly("MATCH by local in in-process");
        }
    }

    private static AwsFaces.Builder service(AwsEmulator emulator) {
        return AwsFaces.builder()
                .region("eu-west-1")
                .minLivenessConfidence(90)
                .endpoint(emulator.endpoint())
                .callPolicy(CallPolicy.builder().maxAttempts(1).build())
                .credentials(StaticCredentialsProvider.create(AwsBasicCredentials.create("access", "secret")));
    }

    /** What an application measures on pairs of its own. */
    private static Calibration measured(ScoreScale scale, FalseMatchTable table) {
        Instant now = Instant.now();
        Instant end = now.plus(Duration.ofDays(1));
        Calibration.Builder calibration =
                Calibration.builder(scale, "the emulator's table", now).validUntil(end);
        for (double rate : new double[] {1e-3, 1e-4}) {
            double threshold = MatchPolicy.falseMatchRate(rate)
                    .calibratedBy(scale, table.validUntil(end))
                    .thresholdFor(scale)
                    .value();
            calibration.point(new Calibration.Point(rate, threshold, 0, 100_000, 0, 1));
        }
        return calibration.build();
    }

    private static String[] printedBy(Runnable task) {
        PrintStream console = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            task.run();
        } finally {
            System.setOut(console);
        }
        return printed.toString(StandardCharsets.UTF_8).lines().toArray(String[]::new);
    }
}
