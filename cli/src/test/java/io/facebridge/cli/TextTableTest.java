package io.facebridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextTableTest {
    private final Text.Table table = new Text.Table("rll", "count", "reason", "remedy")
            .row("12", "too small", "use larger images of the face, or accept faces from 36 pixels")
            .row("3", "masked", "use images with the face uncovered");

    @Test
    void a_file_gets_one_line_for_a_row() {
        assertThat(table.lines("  "))
                .containsExactly(
                        "  count  reason     remedy",
                        "     12  too small  use larger images of the face, or accept faces from 36 pixels",
                        "      3  masked     use images with the face uncovered");
    }

    @Test
    void a_narrow_terminal_gets_the_last_column_wrapped() {
        assertThat(table.lines("  ", Style.PLAIN, 50))
                .containsExactly(
                        "  count  reason     remedy",
                        "     12  too small  use larger images of the face,",
                        "                    or accept faces from 36 pixels",
                        "      3  masked     use images with the face",
                        "                    uncovered");
    }

    @Test
    void a_narrower_one_gets_a_block_for_a_row() {
        assertThat(table.lines("  ", Style.PLAIN, 40))
                .startsWith(
                        "  count 12",
                        "    reason  too small",
                        "    remedy  use larger images of the",
                        "            face, or accept faces from");
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 50, 60, 80})
    void no_line_is_wider_than_the_terminal(int columns) {
        assertThat(table.lines("  ", Style.PLAIN, columns))
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(columns));
    }

    @Test
    void columns_move_closer_before_rows_become_blocks() {
        Text.Table numbers = new Text.Table("rrr", "left", "top", "width").row("1", "2", "3");

        assertThat(numbers.lines("", Style.PLAIN, 16)).containsExactly("left  top  width", "   1    2      3");
        assertThat(numbers.lines("", Style.PLAIN, 15)).containsExactly("left top width", "   1   2     3");
        assertThat(numbers.lines("", Style.PLAIN, 13)).containsExactly("left 1", "  top    2", "  width  3");
    }

    @Test
    void colors_take_no_columns() {
        Text.Table colored = new Text.Table("llr", "person", "decision", "score")
                .row("ada", Style.COLORED.outcome("MATCH"), "0.7")
                .row("bob", Style.COLORED.outcome("NO_MATCH"), "0.1");

        assertThat(colored.lines("", Style.COLORED, 80))
                .containsExactly(
                        "\u001b[1mperson  decision  score\u001b[0m",
                        "ada     \u001b[32mMATCH\u001b[0m       0.7",
                        "bob     \u001b[31mNO_MATCH\u001b[0m    0.1");
    }

    @Test
    void a_paragraph_is_wrapped_on_a_terminal_only() {
        String text = "bob/2.png: " + Style.COLORED.outcome("rejected") + ": No face was found in the reference image";

        assertThat(Text.paragraph(text, "  ", Terminal.none())).containsExactly(text);
        assertThat(Text.paragraph(text, "  ", Screen.ofColumns(40).terminal()))
                .containsExactly(
                        "bob/2.png: " + Style.COLORED.outcome("rejected") + ": No face was found",
                        "  in the reference image");
    }

    @Test
    void words_are_wrapped_and_long_ones_stay_whole() {
        assertThat(Text.wrapped("one two three", 7)).isEqualTo(List.of("one two", "three"));
        assertThat(Text.wrapped("a incomprehensible b", 5)).isEqualTo(List.of("a", "incomprehensible", "b"));
    }
}
