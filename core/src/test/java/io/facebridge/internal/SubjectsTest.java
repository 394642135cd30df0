package io.facebridge.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class SubjectsTest {
    @Test
    void a_subject_with_any_text_is_returned_unchanged() {
        assertThat(Subjects.require(" login 7 ")).isEqualTo(" login 7 ");
    }

    @Test
    void a_blank_subject_is_rejected() {
        assertThatIllegalArgumentException().isThrownBy(() -> Subjects.require(" \t"));
        assertThatIllegalArgumentException().isThrownBy(() -> Subjects.require(""));
    }

    @Test
    void random_ids_are_accepted_and_those_of_names_rejected() {
        UUID random = UUID.randomUUID();
        UUID ofName = UUID.nameUUIDFromBytes(new byte[] {1});

        assertThat(Subjects.randomId(() -> random)).isEqualTo(random);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Subjects.randomId(() -> ofName))
                .withMessageContaining("3");
    }
}
