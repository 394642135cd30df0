package io.facebridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.facebridge.error.InvalidImageException;
import io.facebridge.error.InvalidImageException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RefusalSummaryTest {
    @ParameterizedTest
    @CsvSource({
        "NOT_READABLE, check that the files exist and are readable",
        "EMPTY, 'save the images again, as JPEG or PNG'",
        "UNSUPPORTED_FORMAT, 'save the images again, as JPEG or PNG'",
        "TRUNCATED, 'save the images again, as JPEG or PNG'",
        "CORRUPT, 'save the images again, as JPEG or PNG'",
        "TOO_MANY_BYTES, shrink the images",
        "TOO_MANY_PIXELS, shrink the images",
        "TOO_MANY_SCANS, 'save the images again, as JPEG or PNG'",
        "TOO_SMALL, use larger images",
        "REFUSED, see the message of each image"
    })
    void the_remedy_of_an_unusable_image_is_that_of_its_defect(Reason reason, String remedy) {
        assertThat(lines(reason)).contains(remedy);
    }

    @ParameterizedTest
    @EnumSource
    void every_defect_of_an_image_is_named(Reason reason) {
        assertThat(lines(reason))
                .contains("image "
                        + reason.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' '));
    }

    @Test
    void a_summary_of_nothing_has_no_line() {
        assertThat(new RefusalSummary(Quality.Preset.OFF).lines(Terminal.none()))
                .isEmpty();
    }

    private static String lines(Reason reason) {
        return String.join(
                "\n",
                new RefusalSummary(Quality.Preset.ENROLL)
                        .add(Refusal.of(new InvalidImageException(reason, "the image")))
                        .lines(Terminal.none()));
    }
}
