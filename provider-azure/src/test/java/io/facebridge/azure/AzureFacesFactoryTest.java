package io.facebridge.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.facebridge.FaceProvider;
import io.facebridge.remote.CallPolicy;
import io.facebridge.remote.RemoteSettings;
import io.facebridge.spi.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AzureFacesFactoryTest {
    private static final AzureFacesFactory FACTORY = new AzureFacesFactory();
    private static final String ENDPOINT = "https://name.cognitiveservices.azure.com";

    private static Settings settings(Map<String, String> values) {
        return Settings.of(AzureFaces.ID, FACTORY.settings(), values);
    }

    private static Arguments sets(String name, String value, UnaryOperator<AzureFaces.Builder> same) {
        return Arguments.of(name, value, same);
    }

    static Stream<Arguments> everySetting() {
        return Stream.of(
                sets("endpoint", ENDPOINT, builder -> builder.endpoint(ENDPOINT)),
                sets("key", "hush", builder -> builder.key("hush")),
                sets("certificate", "server.pem", builder -> builder.certificate(Path.of("server.pem"))),
                sets("detectionModel", "detection_01", builder -> builder.detectionModel("detection_01")),
                sets("recognitionModel", "recognition_03", builder -> builder.recognitionModel("recognition_03")),
                sets("searchOfUntrained", "fail", builder -> builder.searchOfUntrained(UntrainedSearchPolicy.FAIL)),
                sets("trainingDelay", "1s", builder -> builder.trainingDelay(Duration.ofSeconds(1))),
                sets("deleteSessionsAfterReading", "true", builder -> builder.deleteSessionsAfterReading(true)),
                sets("galleryPrefix", "app-", builder -> builder.galleryPrefix("app-")),
                sets("maxAnswerBytes", "2048", builder -> builder.maxAnswerBytes(2048)),
                sets(
                        "deadline",
                        "7s",
                        builder -> builder.callPolicy(CallPolicy.builder()
                                .deadline(Duration.ofSeconds(7))
                                .build())));
    }

    @ParameterizedTest
    @MethodSource("everySetting")
    void a_setting_is_what_the_builder_calls_so(String name, String value, UnaryOperator<AzureFaces.Builder> same) {
        assertThat(AzureFacesFactory.builder(settings(Map.of(name, value))))
                .usingRecursiveComparison()
                .ignoringFields("answers.json")
                .isEqualTo(same.apply(AzureFaces.builder()));
    }

    @Test
    void a_limited_access_token_is_given_with_every_request() {
        assertThat(AzureFacesFactory.builder(settings(Map.of("limitedAccessToken", "hush"))))
                .extracting("limitedAccessToken")
                .isInstanceOfSatisfying(
                        Supplier.class, token -> assertThat(token.get()).isEqualTo("hush"));
    }

    @Test
    void correlation_ids_in_memory_are_for_this_machine() {
        Map<String, String> values = Map.of("endpoint", ENDPOINT, "key", "hush", "correlationIds", "memory");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> FACTORY.create(settings(values)))
                .withMessageContaining("kept in memory")
                .withMessageNotContaining("hush");
    }

    @Test
    void has_its_own_settings_and_those_of_every_provider_of_a_service() {
        assertThat(FACTORY.id()).isEqualTo(AzureFaces.ID);
        assertThat(FACTORY.settings())
                .containsAll(RemoteSettings.with())
                .contains(RemoteSettings.ENDPOINT, RemoteSettings.KEY);
    }

    @Test
    void opens_the_provider() {
        try (FaceProvider faces = FACTORY.create(settings(Map.of("endpoint", ENDPOINT, "key", "hush")))) {
            assertThat(faces).isInstanceOf(AzureFaces.class);
            assertThat(faces.toString()).contains("name.cognitiveservices").doesNotContain("hush");
        }
    }
}
