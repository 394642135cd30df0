package io.facebridge.tencent.internal;

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
import org.junit.jupiter.params.provider.ValueSource;

class TencentNamesTest {
    private static final String STAFF = "staff";

    // Galleries

    @Test
    void a_group_has_the_prefix_and_the_gallerys_id() {
        assertThat(TencentNames.galleries("app-").nameOf(new GalleryId(STAFF))).isEqualTo("app-staff");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TencentNames.galleries("a b"))
                .withMessageContaining("a b");
    }

    @Test
    void a_name_that_the_service_accepts_stays_as_it_is() {
        assertThat(TencentNames.nameOf("Staff_of-2026")).isEqualTo("Staff_of-2026");
        assertThat(TencentNames.nameOf("s".repeat(60))).isEqualTo("s".repeat(60));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a#b", "a%b", "sssssssssssssssssssssssssssssssssssssssssssssssssssssssssssss", "a#bbbbbbbbbbbb"})
    void a_name_that_the_service_does_not_accept_becomes_one_that_no_other_group_has(String group) {
        String name = TencentNames.nameOf(group);

        assertThat(name).matches("[A-Za-z0-9_-]{1,60}").isEqualTo(TencentNames.nameOf(group));
        assertThat(name).isNotEqualTo(TencentNames.nameOf(group.replace('#', '&') + "&"));
    }

    // Persons

    @Test
    void a_person_has_another_id_in_every_group_and_it_leads_back_to_the_person() {
        PersonId ada = new PersonId("ada");
        String inStaff = TencentNames.toEnroll(ada, STAFF);

        assertThat(inStaff).startsWith("ada#").hasSize(24).isNotEqualTo(TencentNames.toEnroll(ada, "guests"));
        assertThat(TencentNames.ours(ada, STAFF)).contains(inStaff);
        assertThat(TencentNames.person(inStaff, STAFF)).isEqualTo(ada);
        assertThat(TencentNames.isOurs(inStaff, STAFF)).isTrue();
    }

    @Test
    void the_id_of_a_person_enrolled_by_others_or_for_another_group_is_the_person() {
        String inGuests = TencentNames.toEnroll(new PersonId("ada"), "guests");
        String suffixAlone = inGuests.substring(3);

        for (String id : new String[] {"ada", inGuests}) {
            assertThat(TencentNames.person(id, STAFF)).isEqualTo(new PersonId(id));
            assertThat(TencentNames.isOurs(id, STAFF)).isFalse();
        }
        assertThat(TencentNames.person(suffixAlone, "guests")).isEqualTo(new PersonId(suffixAlone));
        assertThat(TencentNames.isOurs(suffixAlone, "guests")).isFalse();
    }

    @Test
    void an_id_to_be_enrolled_leaves_room_for_the_groups_digest() {
        PersonId longest = new PersonId("p".repeat(43));
        PersonId longer = new PersonId("p".repeat(44));

        assertThat(TencentNames.toEnroll(longest, STAFF)).hasSize(64);
        assertThat(TencentNames.ours(longer, STAFF)).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TencentNames.toEnroll(longer, STAFF))
                .withMessageContaining("at most 43 characters");
    }

    @Test
    void a_person_id_that_the_service_does_not_allow_is_refused() {
        PersonId ada = new PersonId("Ada_%@#&-1");

        assertThat(TencentNames.check(ada)).isEqualTo(ada);
        for (String other : new String[] {"a b", "a/b", "p".repeat(65)}) {
            assertThatIllegalArgumentException().isThrownBy(() -> TencentNames.check(new PersonId(other)));
        }
    }

    // Faces, and what the service answers

    @Test
    void a_face_is_a_number() {
        assertThat(TencentNames.face(new FaceId("123"))).isEqualTo("123");
        assertThatIllegalArgumentException().isThrownBy(() -> TencentNames.face(new FaceId("1a")));
    }

    static Stream<Arguments> answered() {
        return Stream.of(
                Arguments.of(answer(face -> TencentNames.answeredFace(face).value()), "12345678901234567890", "1a"),
                Arguments.of(answer(TencentNames::answeredPerson), "ada#1", "a b"),
                Arguments.of(
                        answer(id -> TencentNames.answeredGroup(TencentNames.galleries(""), id)
                                .orElseThrow()
                                .value()),
                        STAFF,
                        "a/b"),
                Arguments.of(answer(TencentNames::answeredSession), "A-b_9", "a#b"));
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

    @Test
    void a_session_has_no_more_than_128_characters() {
        assertThat(TencentNames.isSession("s".repeat(128))).isTrue();
        assertThat(TencentNames.isSession("s".repeat(129))).isFalse();
        assertThat(TencentNames.isSession("")).isFalse();
    }
}
