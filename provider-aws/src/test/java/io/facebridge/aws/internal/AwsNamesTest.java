package io.facebridge.aws.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.facebridge.gallery.FaceId;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.remote.UnusableAnswerException;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AwsNamesTest {
    private static final String UUID = "0b8b7b0a-4d4b-4a53-9c3e-2b1f0f0f0f0f";

    @Test
    void ids_are_the_services_where_its_rules_allow_them() {
        assertThat(AwsNames.galleries("app.").nameOf(new GalleryId("staff"))).isEqualTo("app.staff");
        assertThat(AwsNames.user(new PersonId("ada:1"))).isEqualTo("ada:1");
        assertThat(AwsNames.face(new FaceId(UUID))).isEqualTo(UUID);
    }

    @Test
    void ids_that_its_rules_do_not_allow_are_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> AwsNames.galleries("a b"));
        assertThatIllegalArgumentException().isThrownBy(() -> AwsNames.user(new PersonId("ada#1")));
        assertThatIllegalArgumentException().isThrownBy(() -> AwsNames.face(new FaceId("1")));
    }

    static Stream<Arguments> answered() {
        return Stream.of(
                Arguments.of(answer(AwsNames::answeredFace), UUID, "1"),
                Arguments.of(answer(AwsNames::answeredUser), "ada:1", "a b"),
                Arguments.of(answer(id -> AwsNames.answeredCollection(AwsNames.galleries(""), id)
                        .orElseThrow()
                        .value()), "app.staff", "a:b"),
                Arguments.of(answer(AwsNames::answeredSession), UUID, UUID + "0"));
    }

    private static UnaryOperator<@Nullable String> answer(UnaryOperator<@Nullable String> read) {
        return read;
    }

    @ParameterizedTest
    @MethodSource("answered")
    void an_id_that_is_none_of_the_services_makes_an_answer_unusable(
            UnaryOperator<@Nullable String> read, String id, String other) {
        assertThat(read.apply(id)).isEqualTo(id);
        for (String unusable : new String[] {other, "", " "}) {
            assertThatExceptionOfType(UnusableAnswerException.class).isThrownBy(() -> read.apply(unusable));
        }
        assertThatExceptionOfType(UnusableAnswerException.class).isThrownBy(() -> read.apply(null));
    }
}
