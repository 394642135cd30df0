package io.facebridge.aws;

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
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

class AwsFacesFactoryTest {
    private static final AwsFacesFactory FACTORY = new AwsFacesFactory();

    private static Settings settings(Map<String, String> values) {
        return Settings.of(AwsFaces.ID, FACTORY.settings(), values);
    }

    private static Arguments sets(String name, String value, UnaryOperator<AwsFaces.Builder> same) {
        return Arguments.of(Map.of(name, value), same);
    }

    private static UnaryOperator<AwsFaces.Builder> credentials(AwsCredentials credentials) {
        return builder -> builder.credentials(StaticCredentialsProvider.create(credentials));
    }

    static Stream<Arguments> everySetting() {
        return Stream.of(
                sets("region", "eu-west-1", builder -> builder.region("eu-west-1")),
                sets("endpoint", "http://127.0.0.1:80", builder -> builder.endpoint(URI.create("http://127.0.0.1:80"))),
                sets("minLivenessConfidence", "80", builder -> builder.minLivenessConfidence(80)),
                sets("nameThePictureWithoutAFace", "true", builder -> builder.nameThePictureWithoutAFace(true)),
                sets("galleryPrefix", "app-", builder -> builder.galleryPrefix("app-")),
                sets("maxAnswerBytes", "2048", builder -> builder.maxAnswerBytes(2048)),
                sets(
                        "deadline",
                        "7s",
                        builder -> builder.callPolicy(CallPolicy.builder()
                                .deadline(Duration.ofSeconds(7))
                                .build())),
                Arguments.of(
                        Map.of("keyId", "id", "key", "hush"), credentials(AwsBasicCredentials.create("id", "hush"))),
                Arguments.of(
                        Map.of("keyId", "id", "key", "hush", "sessionToken", "token"),
                        credentials(AwsSessionCredentials.create("id", "hush", "token"))));
    }

    @ParameterizedTest
    @MethodSource("everySetting")
    void a_setting_is_what_the_builder_calls_so(Map<String, String> values, UnaryOperator<AwsFaces.Builder> same) {
        assertThat(AwsFacesFactory.builder(settings(values)))
                .usingRecursiveComparison()
                .ignoringFields("answers.json")
                .isEqualTo(same.apply(AwsFaces.builder()));
    }

    @Test
    void has_its_own_settings_and_those_of_every_provider_of_a_service() {
        assertThat(FACTORY.id()).isEqualTo(AwsFaces.ID);
        assertThat(FACTORY.settings())
                .containsAll(RemoteSettings.with())
                .contains(RemoteSettings.REGION, RemoteSettings.ENDPOINT, RemoteSettings.KEY);
    }

    @Test
    void opens_the_provider() {
        Map<String, String> values = new HashMap<>(Map.of("region", "eu-west-1", "keyId", "id", "key", "hush"));
        try (FaceProvider faces = FACTORY.create(settings(values))) {
            assertThat(faces).isInstanceOf(AwsFaces.class).hasToString("AwsFaces[eu-west-1]");
        }

        values.remove("region");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FACTORY.create(settings(values)))
                .withMessageContaining("region")
                .withMessageNotContaining("hush");
    }
}
