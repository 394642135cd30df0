package io.facebridge.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples of dates are those of RFC 9110, 5.6.7. */
class RetryAfterTest {
    private static @Nullable Duration parse(@Nullable String header, String now) {
        return RetryAfter.parse(header, Clock.fixed(Instant.parse(now), ZoneOffset.UTC));
    }

    @ParameterizedTest
    @CsvSource({"0,0", "120,120", "000120,120", "999999999,999999999", "' 5 ',5", "0000000000000000000007,7"})
    void reads_seconds(String header, long seconds) {
        assertThat(parse(header, "2026-11-29T00:00:00Z")).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sun, 06 Nov 1994 08:49:37 GMT",
                "Sunday, 06-Nov-94 08:49:37 GMT",
                "Sun Nov  6 08:49:37 1994",
                " Sun, 06 Nov 1994 08:49:37 GMT "
            })
    void reads_dates_in_all_three_forms(String header) {
        assertThat(parse(header, "1994-11-06T08:49:00Z")).isEqualTo(Duration.ofSeconds(37));
        assertThat(parse(header, "1994-11-06T08:50:00Z")).isEqualTo(Duration.ZERO);
    }

    @Test
    void reads_two_digits_of_the_day_in_the_form_of_asctime() {
        assertThat(parse("Wed Nov 16 08:49:37 1994", "1994-11-16T08:49:36Z")).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void a_year_of_two_digits_is_at_most_fifty_years_ahead() {
        assertThat(parse("Friday, 01-Jan-27 00:00:00 GMT", "2026-12-31T23:59:59Z"))
                .isEqualTo(Duration.ofSeconds(1));
        assertThat(parse("Sunday, 06-Nov-94 08:49:37 GMT", "2026-11-29T00:00:00Z"))
                .isEqualTo(Duration.ZERO);
        assertThat(parse("Saturday, 01-Jan-77 00:00:00 GMT", "2026-11-29T00:00:00Z"))
                .as("of 1977, 51 years ahead being too far")
                .isEqualTo(Duration.ZERO);
        assertThat(parse("Thursday, 01-Jan-76 00:00:00 GMT", "2026-11-29T00:00:00Z"))
                .as("of 2076, whose first day is no Thursday")
                .isNull();
    }

    @Test
    void a_date_is_as_far_ahead_as_the_largest_number_of_seconds() {
        Instant date = Instant.parse("1994-11-06T08:49:37Z");
        Duration longest = Duration.ofSeconds(999_999_999);

        assertThat(parse("Sun, 06 Nov 1994 08:49:37 GMT", date.minus(longest).toString()))
                .isEqualTo(longest);
        assertThat(parse(
                        "Sun, 06 Nov 1994 08:49:37 GMT",
                        date.minus(longest).minusSeconds(1).toString()))
                .isNull();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                " ",
                "-1",
                "-0",
                "+1",
                "1.5",
                "1e9",
                "0x10",
                "soon",
                "1 2",
                "1,2",
                "1000000000",
                "99999999999999999999",
                "٣",
                "Sun, 32 Nov 1994 08:49:37 GMT",
                "Sun, 06 Nov 1994 25:49:37 GMT",
                "Mon, 06 Nov 1994 08:49:37 GMT",
                "Sun, 06 Nov 9999 08:49:37 GMT",
                "1994-11-06T08:49:37Z"
            })
    void everything_else_means_nothing(@Nullable String header) {
        assertThat(parse(header, "1994-11-06T08:49:00Z")).isNull();
    }
}
