package io.facebridge.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.facebridge.testkit.PaintedFaces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the emulator answered otherwise than the service once, in a file with what is right, where the build has it. */
class AzureSharedCasesTest {
    private AzureEmulator emulator;
    private Azure azure;
    private String shared;

    @BeforeEach
    void start() throws IOException {
        Path file = Path.of(
                System.getProperty("facebridge.shared", "none"), "cases", "vendor-answers", "15-emulators.json");
        assumeTrue(Files.exists(file), "shared folder missing: cases");
        shared = Files.readString(file);
        emulator = AzureEmulator.backedBy(new PaintedFaces()).key(Azure.KEY).start();
        azure = new Azure(emulator);
    }

    @AfterEach
    void stop() {
        if (emulator != null) {
            emulator.close();
        }
    }

    @Test
    void case_15_answers_have_the_headers_that_the_service_sends() {
        assertThat(shared).contains("no x-ms-error-code, x-ms-region");
        Azure.Answer refused = azure.get("/largepersongroups/nothing");
        Azure.Answer answered = azure.get("/largepersongroups");
        Azure.Answer elsewhere = azure.get("/nothing");

        assertThat(refused.header("x-ms-error-code")).isEqualTo(refused.at("error", "code"));
        assertThat(elsewhere.header("x-ms-error-code")).isEqualTo("404");
        assertThat(answered.status()).isEqualTo(200);
        assertThat(answered.header("x-ms-error-code")).isNull();
        for (Azure.Answer answer : List.of(refused, answered, elsewhere)) {
            assertThat(answer.header("x-ms-region")).isNotBlank();
        }
    }

    @Test
    void case_15_a_nested_error_is_named_by_its_outer_code() {
        emulator.approval(AzureEmulator.Approval.MISSING);
        Azure.Answer refused = azure.get("/largepersongroups");

        assertThat(refused.header("x-ms-error-code")).isEqualTo(refused.at("error", "code"));
    }

    @Test
    void case_15_times_have_as_many_digits_as_the_services() {
        Matcher digits = Pattern.compile("createdDateTime with 9 fractional digits \\(service: (\\d)\\)")
                .matcher(shared);
        assertThat(digits.find()).as("the shared case names the digits").isTrue();
        String time = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{" + digits.group(1) + "}Z";
        azure.group("staff");
        azure.person("staff", 1, 1);
        azure.train("staff");
        Azure.Answer training = azure.get("/largepersongroups/staff/training");

        for (String name : List.of("createdDateTime", "lastActionDateTime", "lastSuccessfulTrainingDateTime")) {
            assertThat(training.textAt(name)).as(name).matches(time);
        }
    }

    @Test
    void case_15_every_attribute_that_a_model_has_is_told() {
        Azure.Answer first = azure.bytes(
                "/detect?returnFaceId=false&detectionModel=detection_01"
                        + "&returnFaceAttributes=accessories,glasses,noise,occlusion",
                Azure.portrait(1, 1));
        Azure.Answer third = azure.bytes(
                "/detect?returnFaceId=false&detectionModel=detection_03&returnFaceAttributes=glasses,mask,occlusion",
                Azure.portrait(1, 1));
        Map<String, Boolean> nothingCovered =
                Map.of("foreheadOccluded", false, "eyeOccluded", false, "mouthOccluded", false);

        assertThat(first.at(0, "faceAttributes"))
                .isEqualTo(Map.of(
                        "accessories",
                        List.of(),
                        "glasses",
                        "noGlasses",
                        "noise",
                        Map.of("noiseLevel", "low", "value", 0.0),
                        "occlusion",
                        nothingCovered));
        assertThat(Objects.requireNonNull(third.at(0, "faceAttributes")))
                .isEqualTo(Map.of(
                        "glasses",
                        "noGlasses",
                        "mask",
                        Map.of("type", "noMask", "noseAndMouthCovered", false),
                        "occlusion",
                        nothingCovered));
    }
}
