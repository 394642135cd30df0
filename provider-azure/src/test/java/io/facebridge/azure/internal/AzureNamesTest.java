package io.facebridge.azure.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.facebridge.gallery.FaceId;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.remote.UnusableAnswerException;
import org.junit.jupiter.api.Test;

class AzureNamesTest {
    private static final String UUID = "d1c74ea0-85d7-494a-955c-677160380359";

    @Test
    void ids_are_the_services_where_its_rules_allow_them() {
        PersonId ada = new PersonId("Ada.1@example");

        assertThat(AzureNames.galleries("app-").nameOf(new GalleryId("staff"))).isEqualTo("app-staff");
        assertThat(AzureNames.check(ada)).isEqualTo(ada);
        assertThat(AzureNames.face(new FaceId(UUID))).isEqualTo(UUID);
    }

    @Test
    void ids_that_its_rules_do_not_allow_are_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> AzureNames.galleries("A"));
        assertThatIllegalArgumentException().isThrownBy(() -> AzureNames.check(new PersonId("a b")));
        assertThatIllegalArgumentException().isThrownBy(() -> AzureNames.face(new FaceId("1")));
    }

    @Test
    void a_person_enrolled_here_has_a_mark_and_its_id_as_a_name_and_any_other_the_services_id() {
        assertThat(AzureNames.mark("17")).isEqualTo("facebridge:17");
        assertThat(AzureNames.person(UUID, "ada", AzureNames.mark("17"))).isEqualTo(new PersonId("ada"));
        assertThat(AzureNames.person(UUID, "ada", "another application's")).isEqualTo(new PersonId(UUID));
        assertThat(AzureNames.person(UUID, "Ada Lovelace", AzureNames.mark("17")))
                .isEqualTo(new PersonId(UUID));
    }

    @Test
    void a_name_that_is_none_of_the_services_makes_an_answer_unusable() {
        assertThat(AzureNames.answered("id of a face", new Json(UUID))).isEqualTo(UUID);
        assertThat(AzureNames.answeredGroup(new Json("staff"))).isEqualTo("staff");
        for (Json none : new Json[] {Json.ABSENT, new Json(""), new Json("A B")}) {
            assertThatExceptionOfType(UnusableAnswerException.class)
                    .isThrownBy(() -> AzureNames.answered("id of a face", none))
                    .withMessageContaining("id of a face");
        }
        assertThatExceptionOfType(UnusableAnswerException.class)
                .isThrownBy(() -> AzureNames.answeredGroup(Json.ABSENT));
        for (String none : new String[] {"", "A B"}) {
            assertThatExceptionOfType(UnusableAnswerException.class)
                    .isThrownBy(() -> AzureNames.gallery(AzureNames.galleries(""), none));
        }
        assertThat(AzureNames.gallery(AzureNames.galleries("app-"), "A B")).isEmpty();
    }

    @Test
    void a_uuid_is_one_in_either_case() {
        assertThat(AzureNames.isUuid(UUID)).isTrue();
        assertThat(AzureNames.isUuid("D1C74EA0-85D7-494A-955C-677160380359")).isTrue();
        assertThat(AzureNames.isUuid(UUID + "0")).isFalse();
    }
}
