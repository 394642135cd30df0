package io.facebridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ActivityTest {
    @Test
    void a_terminal_shows_what_is_done_and_for_how_long_and_in_the_end_nothing() {
        Screen screen = Screen.ofColumns(40);
        try (Activity activity = Activity.on(screen.terminal(), screen.writer(), "reading scores.csv", false)) {
            activity.tick();
            assertThat(screen.text()).isEmpty();
            screen.after(3_000);
            activity.tick();
            assertThat(screen.lines()).containsExactly("reading scores.csv, 0:03");
            activity.next("evaluating thresholds with a name too long for the terminal");
            activity.tick();
            assertThat(screen.lines()).containsExactly("evaluating thresholds with a name too l");
        }

        assertThat(screen.lines()).containsExactly("");
    }

    @Test
    void a_pipe_shows_it_every_ten_seconds() {
        Screen screen = Screen.pipe();
        try (Activity activity = Activity.on(screen.terminal(), screen.writer(), "copying", false)) {
            for (int second = 0; second < 25; second++) {
                activity.tick();
                screen.after(1_000);
            }
        }

        assertThat(screen.text().lines()).containsExactly("copying, 0:10", "copying, 0:20");
    }

    @Test
    void neither_quiet_nor_json_in_a_pipe_shows_it() {
        Screen pipe = Screen.pipe();
        Screen screen = Screen.ofColumns(80);
        try (Activity json = Activity.on(pipe.terminal(), pipe.writer(), "copying", true);
                Activity quiet = Activity.on(screen.terminal().quieted(), screen.writer(), "copying", false)) {
            pipe.after(60_000);
            screen.after(60_000);
            json.tick();
            quiet.tick();
        }

        assertThat(pipe.text() + screen.text()).isEmpty();
    }

    @Test
    void its_thread_ends_with_it() {
        Screen screen = Screen.ofColumns(80);
        try (Activity activity = Activity.on(screen.terminal(), screen.writer(), "copying", false)) {
            assertThat(threads()).isZero();
            activity.start();
            assertThat(threads()).isEqualTo(1);
        }

        assertThat(threads()).isZero();
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("activity"))
                .count();
    }
}
