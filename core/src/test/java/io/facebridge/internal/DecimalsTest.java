package io.facebridge.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecimalsTest {
    @ParameterizedTest
    @CsvSource({
        "1e-4, 0.0001",
        "2.5e-7, 0.00000025",
        "1e-3, 0.001",
        "0.1, 0.1",
        "0, 0.0",
        "1, 1.0",
        "-1e-5, -0.00001",
        "1e7, 10000000",
        "3.3333333333333333e-5, 0.000033333333333333335",
        "NaN, NaN",
        "Infinity, Infinity"
    })
    void a_number_has_no_exponent(double number, String text) {
        assertThat(Decimals.plain(number)).isEqualTo(text);
    }

    @Test
    void numbers_in_a_text_have_no_exponent() {
        assertThat(Decimals.plainIn("MatchPolicy[FMR 1.0E-4, review from FMR 0.001] and EAST-1E"))
                .isEqualTo("MatchPolicy[FMR 0.0001, review from FMR 0.001] and EAST-1E");
    }
}
