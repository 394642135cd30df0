package io.facebridge.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AzureGroupsTest {
    private static final String STAFF = "/largepersongroups/staff";
    private final MovableClock clock = new MovableClock();
    private AzureFaceEmulator emulator;
    private Azure azure;

    @BeforeEach
    void start() {
        emulator = AzureFaceEmulator.backedBy(new PaintedFaces())
                .key(Azure.KEY)
                .clock(clock)
                .trainingQueuedFor(Duration.ofSeconds(5))
                .trainingRunningFor(Duration.ofSeconds(10))
                .start();
        azure = new Azure(emulator);
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    private void trained() {
        azure.train("staff");
        clock.move(Duration.ofSeconds(15));
    }

    private String status() {
        return azure.get(STAFF + "/training").textAt("status");
    }

    private String candidate(Azure.Answer answer) {
        return answer.textAt(0, "candidates", 0, "personId");
    }

    @Test
    void a_person_is_identified_after_training_by_another_photograph_and_a_stranger_is_not() {
        azure.group("staff");
        String ann = azure.person("staff", 1, 1, 2);
        azure.person("staff", 2, 1);
        trained();

        Azure.Answer identified = azure.identify("staff", azure.face(1, 9), azure.face(3, 1));

        assertThat(identified.status()).isEqualTo(200);
        assertThat(candidate(identified)).isEqualTo(ann);
        assertThat(identified.list(0, "candidates")).hasSize(1);
        assertThat(identified.numberAt(0, "candidates", 0, "confidence")).isGreaterThan(0.5);
        assertThat(identified.list(1, "candidates")).isEmpty();
    }

    @Test
    void a_training_goes_from_not_started_by_way_of_running_to_success() {
        azure.group("staff");
        azure.person("staff", 1, 1);
        Azure.Answer before = azure.get(STAFF + "/training");
        azure.train("staff");

        assertThat(before.refusal()).isEqualTo("404 LargePersonGroupNotTrained");
        assertThat(status()).isEqualTo("notStarted");
        clock.move(Duration.ofSeconds(5));
        assertThat(status()).isEqualTo("running");
        clock.move(Duration.ofSeconds(10));
        Azure.Answer after = azure.get(STAFF + "/training");
        assertThat(after.at("status")).isEqualTo("succeeded");
        assertThat(after.at("lastSuccessfulTrainingDateTime")).isEqualTo(after.at("lastActionDateTime"));
    }
}
