package io.facebridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CapabilitiesCommandTest {
    @Test
    void json_says_what_a_provider_has_and_has_not() {
        Run run = Run.of("capabilities", "--provider", "scripted", "--json");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .isEqualToIgnoringNewLines("{\"providers\":[{\"provider\":\"scripted\",\"capabilities\":{"
                        + "\"FaceDetector\":\"NATIVE\",\"FaceComparer\":\"NATIVE\",\"FaceTemplates\":\"ABSENT\","
                        + "\"FaceGalleries\":\"NATIVE\",\"FaceVerifier\":\"COMPOSED\",\"FaceIdentifier\":\"NATIVE\","
                        + "\"DuplicateFinder\":\"NATIVE\",\"LivenessChecker\":\"ABSENT\","
                        + "\"LivenessSessions\":\"NATIVE\"},\"scale\":null,\"falseMatchRates\":null}]}");
    }

    @Test
    void the_table_has_a_column_for_a_provider() {
        Run run = Run.of("capabilities", "--provider", "scripted");

        assertThat(run.out().lines())
                .containsExactly(
                        "capability          scripted",
                        "detection           native",
                        "comparison          native",
                        "templates           -",
                        "galleries           native",
                        "verification        composed",
                        "identification      native",
                        "duplicate search    native",
                        "liveness of images  -",
                        "liveness sessions   native");
    }

    @Test
    void a_known_scale_is_below_the_table_with_its_thresholds() {
        Run run = Run.of("capabilities", "--provider", "scripted", "--set", "endpoint=http://up");

        assertThat(run.out().lines())
                .endsWith(
                        "scripted/script-1/COMPARE: scores from 0 to 1",
                        "  false match rate  threshold",
                        "              1e-2     0.2500",
                        "              1e-4     0.7500",
                        "  source: the script");
    }

    @Test
    void a_provider_that_cannot_be_opened_does_not_hide_the_others(@TempDir Path empty) {
        Run run = Run.of("capabilities", "--json", "--models", empty);

        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.out())
                .contains("{\"provider\":\"local\",\"error\":{\"type\":\"Model\",\"message\":\"")
                .contains("{\"provider\":\"scripted\",\"capabilities\":{");
    }

    @Test
    @Tag("models")
    void the_local_provider_shows_its_scale_and_its_published_rates() {
        Run run = Run.of("capabilities", "--provider", "local");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .containsPattern("comparison +native")
                .containsPattern("local/[0-9a-f]+/COMPARE: scores from -1 to 1")
                .containsPattern("1e-4 +0\\.4187")
                .contains("source: ");
    }

    @Test
    @Tag("models")
    void json_of_the_local_provider_has_the_published_rates() {
        Run run = Run.of("capabilities", "--provider", "local", "--json");

        assertThat(run.out())
                .contains("\"LivenessChecker\":\"NATIVE\"")
                .contains("\"operation\":\"COMPARE\",\"min\":-1.0,\"max\":1.0}")
                .contains("\"falseMatchRates\":{\"points\":[{\"falseMatchRate\":0.01,\"threshold\":0.2483}");
    }

    @Test
    @Tag("models")
    void all_providers_are_listed_without_a_region_an_address_or_a_key() {
        Run run = Run.in(Map.of(), "capabilities");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .containsPattern("capability +aws +azure +local +scripted +tencent\\R")
                .containsPattern("galleries +native +native +native with --store DIR +native +native\\R")
                .containsPattern("liveness sessions +native +native with --set correlationIds=memory +- +native +native"
                        + " with --set site=international\\R")
                .containsPattern("aws +region \\(missing: --region REGION\\), credentials \\(")
                .containsPattern(
                        "azure +endpoint \\(missing: --endpoint URL\\), credentials \\(missing: AZURE_FACE_KEY\\)")
                .containsPattern("local +nothing\\R")
                .containsPattern("tencent +region \\(missing: --region REGION\\), credentials \\(missing:"
                        + " TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY\\)");
    }

    @Test
    @Tag("models")
    void what_is_configured_is_not_missing() {
        Map<String, String> environment = Map.of(
                "FACEBRIDGE_PROVIDER",
                "tencent",
                "FACEBRIDGE_REGION",
                "ap-singapore",
                "TENCENTCLOUD_SECRET_ID",
                "id-of-a-test",
                "TENCENTCLOUD_SECRET_KEY",
                "key-of-a-test");

        Run text = Run.in(environment, "capabilities");
        Run json = Run.in(environment, "capabilities", "--json");

        assertThat(text.out())
                .containsPattern("tencent +region \\(set by FACEBRIDGE_REGION\\), credentials \\(set by"
                        + " TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY\\)")
                .containsPattern("aws +region \\(missing");
        assertThat(json.out())
                .contains("\"with\":{\"LivenessSessions\":\"--set site=international\"},"
                        + "\"needs\":[{\"need\":\"region\",\"set\":true},{\"need\":\"credentials\",\"set\":true}]")
                .doesNotContain("-of-a-test");
    }
}
