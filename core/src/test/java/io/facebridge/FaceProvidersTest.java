package io.facebridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.facebridge.error.UnsupportedCapabilityException;
import io.facebridge.provider.ProviderId;
import io.facebridge.spi.Setting;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaceProvidersTest {
    @Test
    void lists_what_is_on_the_class_path() {
        assertThat(FaceProviders.available()).containsExactly(new ProviderId("named"));
    }

    @Test
    void opens_a_provider_by_name_with_its_settings() {
        try (FaceProvider provider = FaceProviders.open("named", Map.of("greeting", "good morning"))) {
            assertThat(provider).isEqualTo(new NamedProviderFactory.Incapable("good morning"));
        }
    }

    @Test
    void refuses_a_name_nobody_has_and_lists_the_known_ones() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FaceProviders.open("unknown", Map.of()))
                .withMessageContaining("\"unknown\"")
                .withMessageContaining("[named]");
    }

    @Test
    void refuses_a_setting_nobody_knows_and_lists_the_known_ones() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FaceProviders.open("named", Map.of("color", "red")))
                .withMessageContaining("'color'")
                .withMessageContaining("known: greeting");
    }

    @Test
    void lists_the_settings_of_a_provider() {
        assertThat(FaceProviders.settings("named")).extracting(Setting::name).containsExactly("greeting");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FaceProviders.settings("unknown"))
                .withMessageContaining("[named]");
    }

    @Test
    void refuses_two_providers_of_one_name_and_says_which() {
        assertThatIllegalStateException()
                .isThrownBy(() -> FaceProviders.byName(List.of(new NamedProviderFactory(), new NamedProviderFactory())))
                .withMessageContaining("\"named\"")
                .withMessageContaining(NamedProviderFactory.class.getName());
    }

    @Test
    void a_provider_refuses_to_require_what_it_does_not_have() {
        FaceProvider provider = FaceProviders.open("named", Map.of());

        assertThat(provider.find(LivenessChecker.class)).isEmpty();
        assertThatExceptionOfType(UnsupportedCapabilityException.class)
                .isThrownBy(() -> provider.require(LivenessChecker.class))
                .withMessage("provider named does not offer LivenessChecker");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "local", "aws-eu", "a2", "a23456789-123456789-123456789-12"})
    void a_providers_name_is_short_and_plain(String name) {
        assertThat(new ProviderId(name)).hasToString(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Local", "2fast", "-a", "a b", "a_b", "é", "a23456789-123456789-123456789-123", "a\n"})
    void a_providers_name_of_another_form_is_refused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ProviderId(name))
                .withMessageContaining("but was \"" + name + "\"");
    }
}
