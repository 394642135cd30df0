package io.facebridge.tencent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.facebridge.FaceProvider;
import io.facebridge.remote.CallPolicy;
import io.facebridge.remote.RemoteSettings;
import io.facebridge.spi.Settings;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TencentFacesFactoryTest {
    private static final TencentFacesFactory FACTORY = new TencentFacesFactory();

    private static Settings settings(Map<String, String> values) {
        return Settings.of(TencentFaces.ID, FACTORY.settings(), values);
    }

    private static Arguments sets(String name, String value, UnaryOperator<TencentFaces.Builder> same) {
        return Arguments.of(Map.of(name, value), same);
    }

    private static UnaryOperator<TencentFaces.Builder> by(UnaryOperator<TencentFaces.Builder> setter) {
        return setter;
    }

    static Stream<Arguments> everySetting() {
        return Stream.of(
                sets("region", "ap-tokyo", builder -> builder.region("ap-tokyo")),
                sets("endpoint", "http://127.0.0.1:80", builder -> builder.endpoint(URI.create("http://127.0.0.1:80"))),
                sets("site", "international", builder -> builder.site(TencentSite.INTERNATIONAL)),
                sets("faceModelVersion", "2.0", builder -> builder.faceModelVersion("2.0")),
                sets("minLivenessScore", "55", builder -> builder.minLivenessScore(55)),
                sets("legacyLiveness", "true", builder -> builder.legacyLiveness()),
                sets("lookForOtherFaces", "true", builder -> builder.lookForOtherFaces(true)),
                sets("minEnrollmentQuality", "3", builder -> builder.minEnrollmentQuality(3)),
                sets("refuseSimilarPersons", "2", builder -> builder.refuseSimilarPersons(2)),
                Arguments.of(
                        Map.of("site", "international", "livenessSecureLevel", "1"),
                        by(builder -> builder.site(TencentSite.INTERNATIONAL).livenessSecureLevel(1))),
                sets("galleryPrefix", "app-", builder -> builder.galleryPrefix("app-")),
                sets("maxAnswerBytes", "2048", builder -> builder.maxAnswerBytes(2048)),
                sets(
                        "deadline",
                        "7s",
                        builder -> builder.callPolicy(CallPolicy.builder()
                                .deadline(Duration.ofSeconds(7))
                                .build())),
                Arguments.of(Map.of("keyId", "id", "key", "hush"), by(builder -> builder.credentials("id", "hush"))),
                Arguments.of(
                        Map.of("keyId", "id", "key", "hush", "sessionToken", "token"),
                        by(builder -> builder.credentials("id", "hush", "token"))));
    }

    @ParameterizedTest
    @MethodSource("everySetting")
    void a_setting_is_what_the_builder_calls_so(Map<String, String> values, UnaryOperator<TencentFaces.Builder> same) {
        assertThat(TencentFacesFactory.builder(settings(values)))
                .usingRecursiveComparison()
                .ignoringFields("answers.json")
                .isEqualTo(same.apply(TencentFaces.builder()));
    }

    @Test
    void has_its_own_settings_and_those_of_every_provider_of_a_service() {
        assertThat(FACTORY.id()).isEqualTo(TencentFaces.ID);
        assertThat(FACTORY.settings())
                .containsAll(RemoteSettings.with())
                .contains(RemoteSettings.REGION, RemoteSettings.ENDPOINT, RemoteSettings.KEY);
    }

    @Test
    void opens_the_provider() {
        Map<String, String> values = new HashMap<>(Map.of("region", "ap-tokyo", "keyId", "id", "key", "hush"));
        try (FaceProvider faces = FACTORY.create(settings(values))) {
            assertThat(faces).isInstanceOf(TencentFaces.class).hasToString("TencentFaces[ap-tokyo]");
        }

        values.remove("region");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FACTORY.create(settings(values)))
                .withMessageContaining("region")
                .withMessageNotContaining("hush");
    }

    /** The builder does not record whether a default was set explicitly. */
    @Test
    void rejects_settings_without_effect_also_with_their_default() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TencentFacesFactory.builder(
                        settings(Map.of("legacyLiveness", "true", "minLivenessScore", "40"))))
                .withMessageContaining("minLivenessScore is 40");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        TencentFacesFactory.builder(settings(Map.of("site", "domestic", "livenessSecureLevel", "4"))))
                .withMessageContaining("set site to international");
    }

    @Test
    void missing_credentials_are_named_as_variables_settings_and_in_code() {
        assertThat(TencentFaces.Builder.withoutCredentials())
                .hasMessageContainingAll(
                        "TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY",
                        "the settings keyId and keyFile",
                        "; in code, use TencentFaces.builder().credentials");
    }
}
