package io.facebridge.operations.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.facebridge.gallery.PersonId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ErasedMarkTest {
    private static final PersonId ADA = new PersonId("ada");

    /** The SHA-256 of 32 zeros, a colon and "ada". */
    private static final String KNOWN =
            "00000000000000000000000000000000:" + "f312af6fa8bef96afcf3f3f895cc221ecda9991970c995386b5662b197da94d2";

    @Test
    void a_mark_is_of_one_person_and_does_not_contain_the_id() {
        ErasedMark mark = ErasedMark.of(ADA);

        assertThat(mark.isOf(ADA)).isTrue();
        assertThat(mark.isOf(new PersonId("Ada"))).isFalse();
        assertThat(mark.text()).hasSize(97).matches("[0-9a-f]{32}:[0-9a-f]{64}");
        assertThat(mark).hasToString("ErasedMark");
    }

    @Test
    void two_marks_of_one_person_have_nothing_in_common() {
        ErasedMark one = ErasedMark.of(ADA);
        ErasedMark other = ErasedMark.of(ADA);

        assertThat(one).isNotEqualTo(other);
        assertThat(one.text().substring(0, 32)).isNotEqualTo(other.text().substring(0, 32));
        assertThat(one.text().substring(33)).isNotEqualTo(other.text().substring(33));
    }

    @Test
    void a_mark_is_read_as_it_was_written() {
        ErasedMark mark = ErasedMark.of(ADA);
        ErasedMark read = ErasedMark.parse(mark.text());
        String changed = mark.text().endsWith("0") ? "1" : "0";

        assertThat(read).isEqualTo(mark).hasSameHashCodeAs(mark);
        assertThat(read.text()).isEqualTo(mark.text());
        assertThat(ErasedMark.parse(mark.text().substring(0, 96) + changed))
                .isNotEqualTo(mark)
                .doesNotHaveSameHashCodeAs(mark);
        assertThat(ErasedMark.parse(KNOWN).isOf(ADA)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ada",
                "0000000000000000000000000000000:f312af6fa8bef96afcf3f3f895cc221ecda9991970c995386b5662b197da94d2",
                "00000000000000000000000000000000f312af6fa8bef96afcf3f3f895cc221ecda9991970c995386b5662b197da94d2",
                "0000000000000000000000000000000G:f312af6fa8bef96afcf3f3f895cc221ecda9991970c995386b5662b197da94d2"
            })
    void what_is_no_mark_is_refused_without_being_repeated(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ErasedMark.parse(text))
                .withMessageContaining("but had " + text.length() + " characters");
    }
}
