package io.facebridge.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.regex.Pattern;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnusableAnswerExceptionTest {
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");

    private static void assertUnusable(String message, ThrowingCallable check) {
        assertThatExceptionOfType(UnusableAnswerException.class)
                .isThrownBy(check)
                .withMessage(message);
    }

    @Test
    void what_is_there_is_returned_as_it_is() {
        Object value = new Object();

        assertThat(UnusableAnswerException.require("value", value)).isSameAs(value);
        assertThat(UnusableAnswerException.requireItem(value)).isSameAs(value);
        assertThat(UnusableAnswerException.requireText("text", " a ")).isEqualTo(" a ");
        assertThat(UnusableAnswerException.requireForm("number", DIGITS, "17")).isEqualTo("17");
    }

    @Test
    void what_is_missing_is_named() {
        assertUnusable("no value", () -> UnusableAnswerException.require("value", null));
        assertUnusable("no text", () -> UnusableAnswerException.requireText("text", null));
        assertUnusable("no number", () -> UnusableAnswerException.requireForm("number", DIGITS, null));
        assertUnusable("a list with an item that is null", () -> UnusableAnswerException.requireItem(null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\n"})
    void a_text_that_says_nothing_is_empty(String blank) {
        assertUnusable("an empty text", () -> UnusableAnswerException.requireText("text", blank));
        assertUnusable("an empty number", () -> UnusableAnswerException.requireForm("number", DIGITS, blank));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ada", "17a", " 17"})
    void a_text_of_another_form_is_not_repeated(String other) {
        assertUnusable(
                "a value for the number that does not match [0-9]+",
                () -> UnusableAnswerException.requireForm("number", DIGITS, other));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(longs = {0, 1, Long.MAX_VALUE})
    void a_count_is_absent_or_at_least_0(@Nullable Long count) {
        assertThatCode(() -> UnusableAnswerException.requireCount("number of faces", count))
                .doesNotThrowAnyException();
        assertUnusable(
                "a negative number of faces", () -> UnusableAnswerException.requireCount("number of faces", -1L));
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void a_number_is_finite(double none) {
        assertThatCode(() -> UnusableAnswerException.requireFinite(-Double.MAX_VALUE))
                .doesNotThrowAnyException();
        assertUnusable("a number that is none", () -> UnusableAnswerException.requireFinite(none));
    }
}
