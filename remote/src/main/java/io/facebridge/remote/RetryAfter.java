package io.facebridge.remote;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A parser of the header Retry-After (RFC 9110, 10.2.3): a number of seconds, or a date in any of the three forms of
 * section 5.6.7. It ignores any other value, and a wait of more than 999,999,999 seconds (about 31 years). Stateless and
 * thread-safe.
 */
public final class RetryAfter {
    private static final String SECONDS = "0*\\d{1,9}";
    private static final long MAX_SECONDS = 999_999_999L;
    private static final int CENTURY = 100;
    private static final int HALF_A_CENTURY = 50;

    private RetryAfter() {}

    /**
     * Parses the value of the header.
     *
     * @param header the value, or {@code null} if the header is absent
     * @param clock the clock that dates are compared with
     * @return the requested wait, 0 for a date in the past; {@code null} if the value is absent or ignored
     */
    public static @Nullable Duration parse(@Nullable String header, Clock clock) {
        if (header == null) {
            return null;
        }
        String text = header.strip();
        if (text.matches(SECONDS)) {
            return Duration.ofSeconds(Long.parseLong(text.replaceFirst("^0+(?=\\d)", "")));
        }
        Instant now = clock.instant();
        @Nullable Instant until = date(text, now);
        if (until == null) {
            return null;
        }
        Duration wait = Duration.between(now, until);
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.toSeconds() > MAX_SECONDS ? null : wait;
    }

    private static @Nullable Instant date(String text, Instant now) {
        int year = now.atZone(ZoneOffset.UTC).getYear();
        // A date with two digits that seems to be more than 50 years ahead is one of the century before.
        DateTimeFormatter rfc850 = new DateTimeFormatterBuilder()
                .appendPattern("EEEE, dd-MMM-")
                .appendValueReduced(ChronoField.YEAR, 2, 2, year + HALF_A_CENTURY - CENTURY + 1)
                .appendPattern(" HH:mm:ss 'GMT'")
                .toFormatter(Locale.ENGLISH);
        DateTimeFormatter asctime = DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ENGLISH);
        try {
            return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
        } catch (DateTimeException e) {
            // One of the obsolete forms, perhaps.
        }
        for (DateTimeFormatter form : List.of(rfc850, asctime)) {
            try {
                return LocalDateTime.parse(text, form).toInstant(ZoneOffset.UTC);
            } catch (DateTimeParseException e) {
                // The next one, perhaps.
            }
        }
        return null;
    }
}
