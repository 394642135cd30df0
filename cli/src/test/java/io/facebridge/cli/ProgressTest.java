package io.facebridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressTest {
    @Test
    void a_bar_shows_share_counts_rate_and_time_left_and_is_erased() {
        Screen screen = Screen.ofColumns(80);
        try (Progress progress = of(screen, ProgressUnit.IMAGES, false)) {
            progress.at(0, 150);
            screen.after(2_500);
            progress.at(15, 150);
            assertThat(screen.lines())
                    .containsExactly("[===>" + " ".repeat(26) + "]  10 %  15 of 150 images, 6.0/s, 0:23 left");
        }

        assertThat(screen.lines()).containsExactly("");
        assertThat(screen.text()).startsWith("\r[>").endsWith(" \r");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 20, 24, 40, 60, 80, 200})
    void a_line_never_reaches_the_last_column(int columns) {
        Screen screen = Screen.ofColumns(columns);
        Progress progress = of(screen, ProgressUnit.PEOPLE, false);
        for (long done = 0; done <= 1_000_000; done += 250_000) {
            progress.at(done, 1_000_000);
            screen.after(7_000);
        }

        assertThat(screen.text().split("\r"))
                .hasSizeGreaterThan(5)
                .allSatisfy(line -> assertThat(line).hasSizeLessThan(Math.max(20, columns)));
    }

    @Test
    void in_40_columns_the_bar_is_left_out_and_the_rate_before_the_time() {
        Screen screen = Screen.ofColumns(40);
        Progress progress = of(screen, ProgressUnit.IMAGES, false);
        progress.at(0, 1500);
        screen.after(3000);
        progress.at(45, 1500);

        assertThat(screen.lines()).containsExactly("  3 %  45 of 1,500 images, 1:37 left");
    }

    @Test
    void the_bar_is_drawn_ten_times_a_second_and_again_after_a_result() {
        Screen screen = Screen.ofColumns(80);
        Progress progress = of(screen, ProgressUnit.IMAGES, false);
        for (int image = 0; image < 100; image++) {
            progress.at(image, 1000);
            screen.after(10);
        }
        int drawn = screen.text().split("\r").length;
        progress.wipe();
        progress.at(100, 1000);

        assertThat(drawn).isBetween(10, 12);
        assertThat(screen.lines()).singleElement().asString().contains("100 of 1,000 images");
    }

    @Test
    void the_rate_is_that_of_the_last_seconds_and_what_was_done_before_does_not_count() {
        Screen screen = Screen.ofColumns(80);
        try (Progress progress = of(screen, ProgressUnit.IMAGES, false)) {
            progress.at(900, 1200);
            screen.after(1_000);
            progress.at(1000, 1200); // known from an earlier run
            for (int second = 0; second < 60; second++) {
                progress.at(1000 + second, 1200);
                screen.after(1_000);
            }
            assertThat(screen.lines()).singleElement().asString().endsWith("1,059 of 1,200 images, 1.0/s, 2:21 left");
            progress.at(1200, 1200);
        }

        assertThat(screen.lines()).containsExactly("300 images in 1:01, 4.9/s", "");
    }

    @Test
    void the_first_two_seconds_have_no_estimate() {
        Screen screen = Screen.ofColumns(80);
        Progress progress = of(screen, ProgressUnit.IMAGES, false);
        progress.at(0, 100);
        screen.after(1_900);
        progress.at(1, 100); // the first one loads the models

        assertThat(screen.lines()).singleElement().asString().endsWith("1 of 100 images");
    }

    @Test
    void slow_work_has_a_rate_per_minute_and_hours_left() {
        Screen screen = Screen.ofColumns(80);
        Progress progress = of(screen, ProgressUnit.PEOPLE, false);
        progress.at(0, 101);
        screen.after(60_000);
        progress.at(1, 101);

        assertThat(screen.lines()).singleElement().asString().endsWith("1 of 101 people, 1.0/min, 1:40:00 left");
    }

    @Test
    void bytes_are_shown_as_megabytes() {
        Screen screen = Screen.ofColumns(80);
        Progress progress = of(screen, ProgressUnit.MEGABYTES, false);
        progress.at(0, 40_000_000);
        screen.after(2_000);
        progress.at(10_000_000, 40_000_000);

        assertThat(screen.lines()).singleElement().asString().endsWith("10.0 of 40.0 MB, 5.0 MB/s, 0:06 left");
    }

    @Test
    void what_has_no_known_end_is_counted() {
        Screen screen = Screen.ofColumns(80);
        Progress progress = of(screen, ProgressUnit.PEOPLE, false);
        progress.at(0, Progress.UNKNOWN);
        screen.after(2_000);
        progress.at(80, Progress.UNKNOWN);

        assertThat(screen.lines()).containsExactly("80 people, 40/s");
    }

    @Test
    void a_single_item_has_no_bar() {
        Screen screen = Screen.ofColumns(80);
        try (Progress progress = of(screen, ProgressUnit.IMAGES, false)) {
            progress.at(0, 1);
            progress.at(1, 1);
        }

        assertThat(screen.text()).isEmpty();
    }

    @Test
    void the_bar_is_green_and_its_marks_show_the_share_without_color() {
        Screen screen = Screen.colored(80);
        Progress progress = of(screen, ProgressUnit.IMAGES, false);
        progress.at(1, 2);

        assertThat(screen.text())
                .startsWith("\r[\u001b[32m===============>\u001b[0m              ]  50 %  1 of 2 images");
    }

    @Test
    void without_a_terminal_short_work_prints_nothing() {
        Screen screen = Screen.pipe();
        try (Progress progress = of(screen, ProgressUnit.IMAGES, false)) {
            progress.at(0, 100);
            screen.after(9_000);
            progress.at(99, 100);
            progress.at(100, 100);
        }

        assertThat(screen.text()).isEmpty();
    }

    @Test
    void without_a_terminal_long_work_prints_a_line_every_ten_seconds_and_one_at_the_end() {
        Screen screen = Screen.pipe();
        try (Progress progress = of(screen, ProgressUnit.IMAGES, false)) {
            for (int image = 0; image < 25; image++) {
                progress.at(image, 25);
                screen.after(1_000);
            }
            progress.at(25, 25);
        }

        assertThat(screen.text().lines())
                .containsExactly(
                        " 40 %  10 of 25 images, 1.0/s, 0:15 left",
                        " 80 %  20 of 25 images, 1.0/s, 0:05 left", "25 images in 25.0 s, 1.0/s");
    }

    @Test
    void work_that_broke_off_has_no_summary() {
        Screen screen = Screen.ofColumns(80);
        try (Progress progress = of(screen, ProgressUnit.IMAGES, false)) {
            progress.at(0, 100);
            screen.after(20_000);
            progress.at(50, 100);
        }

        assertThat(screen.lines()).containsExactly("");
    }

    @Test
    void json_leaves_a_pipe_empty_and_has_a_bar_on_a_terminal() {
        Screen pipe = Screen.pipe();
        Screen terminal = Screen.ofColumns(80);
        Stream.of(pipe, terminal).forEach(screen -> run(screen, screen.terminal(), true));

        assertThat(pipe.text()).isEmpty();
        assertThat(terminal.text()).contains("50 %");
    }

    @Test
    void quiet_prints_no_progress_anywhere() {
        List<Screen> screens = List.of(Screen.pipe(), Screen.ofColumns(80));
        screens.forEach(screen -> run(screen, screen.terminal().quieted(), false));

        assertThat(screens).allSatisfy(screen -> assertThat(screen.text()).isEmpty());
    }

    private static void run(Screen screen, Terminal terminal, boolean json) {
        try (Progress progress = Progress.on(terminal, screen.writer(), ProgressUnit.IMAGES, json)) {
            for (int image = 0; image <= 100; image += 50) {
                progress.at(image, 100);
                screen.after(20_000);
            }
        }
    }

    private static Progress of(Screen screen, ProgressUnit unit, boolean json) {
        return Progress.on(screen.terminal(), screen.writer(), unit, json);
    }
}
