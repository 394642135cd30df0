package io.facebridge.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.facebridge.FaceProvider;
import io.facebridge.FaceProviders;
import io.facebridge.aws.AwsFaces;
import io.facebridge.azure.AzureFaces;
import io.facebridge.local.LocalFaces;
import io.facebridge.remote.CallPolicy;
import io.facebridge.tencent.TencentFaces;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What can be set on a builder can be set by configuration, under the same name on every provider. */
class ConfigurationTest {
    private static final Map<String, Class<?>> BUILDERS = Map.of(
            "aws", AwsFaces.Builder.class,
            "tencent", TencentFaces.Builder.class,
            "azure", AzureFaces.Builder.class,
            "local", LocalFaces.Builder.class);
    private static final Set<Class<?>> WRITTEN_AS_TEXT =
            Set.of(String.class, int.class, double.class, boolean.class, Duration.class, Path.class, URI.class);
    private static final Map<String, String> TENCENT = Map.of("region", "ap-singapore", "keyId", "id", "key", "secret");

    @ParameterizedTest
    @CsvSource({
        "aws, regoin, region",
        "aws, maxAtempts, maxAttempts",
        "tencent, galeryPrefix, galleryPrefix",
        "azure, endpiont, endpoint",
        "local, smalestFace, smallestFace"
    })
    void an_unknown_setting_is_refused_with_the_nearest_one(String provider, String unknown, String nearest) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FaceProviders.open(provider, Map.of(unknown, "hush")))
                .withMessageStartingWith("unknown setting '" + unknown + "' of provider " + provider
                        + "; did you mean '" + nearest + "'? known: ")
                .satisfies(thrown -> assertThat(thrown.getMessage()).doesNotContain("hush"));
    }

    @ParameterizedTest
    @CsvSource({"aws", "tencent", "azure", "local"})
    void a_setter_that_takes_what_can_be_written_has_a_setting_of_its_name(String provider) {
        assertThat(Arrays.stream(BUILDERS.get(provider).getDeclaredMethods())
                        .filter(ConfigurationTest::isPlainSetter)
                        .map(Method::getName)
                        .distinct()
                        .filter(name -> isUnknown(provider, name)))
                .as("setters of %s without a setting", provider)
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"aws", "tencent", "azure"})
    void the_call_policy_can_be_set(String provider) {
        assertThat(Arrays.stream(CallPolicy.Builder.class.getDeclaredMethods())
                        .filter(ConfigurationTest::isPlainSetter)
                        .map(Method::getName)
                        .filter(name -> isUnknown(provider, name)))
                .as("parts of the call policy of %s without a setting", provider)
                .isEmpty();
    }

    @Test
    void the_key_can_be_set() {
        try (FaceProvider faces = FaceProviders.open("tencent", TENCENT)) {
            assertThat(faces.id()).isEqualTo(TencentFaces.ID);
        }
    }

    @ParameterizedTest
    @CsvSource({"aws", "tencent"})
    void a_value_that_cannot_be_used_is_refused_with_its_name_and_the_remedy(String provider) {
        Map<String, String> settings = new TreeMap<>(TENCENT);
        settings.put("endpoint", "not an address");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> FaceProviders.open(provider, settings))
                .withMessage("setting 'endpoint' of provider " + provider
                        + " must be a URL, such as https://host:8443, but was \"not an address\"");
    }

    private static boolean isPlainSetter(Method method) {
        List<Class<?>> taken = List.of(method.getParameterTypes());
        return Modifier.isPublic(method.getModifiers())
                && method.getReturnType() == method.getDeclaringClass()
                && (taken.isEmpty()
                        || (taken.size() == 1
                                && (WRITTEN_AS_TEXT.contains(taken.get(0))
                                        || taken.get(0).isEnum())));
    }

    private static boolean isUnknown(String provider, String name) {
        Throwable thrown = catchThrowable(
                () -> FaceProviders.open(provider, Map.of(name, " ")).close());
        return thrown != null
                && String.valueOf(thrown.getMessage())
                        .matches("(?s)(unknown setting|provider \\S+ has no setting) ['\"]" + name + "['\"].*");
    }
}
