package io.facebridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StrokeFontTest {
    private static final int WIDTH = 60;
    private static final int HEIGHT = 60;

    private final StrokeFont font = new StrokeFont(40);

    @Test
    void every_letter_and_digit_has_a_shape_of_its_own() {
        String characters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz.,:;-+=_()[]/\\%#<>!?'";
        Set<String> shapes = new HashSet<>();
        for (int i = 0; i < characters.length(); i++) {
            shapes.add(shape(characters.substring(i, i + 1)));
        }

        assertThat(shapes).hasSize(characters.length()).doesNotContain(shape(" "), shape("\u4e2d"));
    }

    @Test
    void a_character_without_a_shape_is_a_box_and_not_missing() {
        assertThat(shape("\u4e2d")).isEqualTo(shape("\u00df")).isNotEqualTo(shape(" "));
        assertThat(font.width("\u4e2d")).isPositive();
    }

    @Test
    void a_line_is_as_wide_and_high_as_it_says() {
        BufferedImage picture = new BufferedImage(600, 80, BufferedImage.TYPE_BYTE_GRAY);
        String text = "Hg 0.998 Jp";
        int left = 10;
        int baseline = 50;
        draw(picture, text, left, baseline);

        int[] used = used(picture);
        assertThat(used[0]).isBetween(left - 1, left + 3);
        assertThat(used[1]).isBetween((int) (left + font.width(text) - 3), (int) (left + font.width(text) + 1));
        assertThat(used[2]).isBetween((int) (baseline - font.capitals() - 3), (int) (baseline - font.capitals() + 1));
        assertThat(used[3]).isBetween((int) (baseline + font.descent() - 2), (int) (baseline + font.descent() + 3));
    }

    @Test
    void edges_are_smooth() {
        BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
        draw(picture, "S", 10, 40);
        Set<Integer> levels = new HashSet<>();
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                levels.add(picture.getRaster().getSample(x, y, 0));
            }
        }

        assertThat(levels).hasSizeGreaterThan(20);
    }

    private String shape(String text) {
        BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
        draw(picture, text, 10, 40);
        StringBuilder shape = new StringBuilder();
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                shape.append(picture.getRaster().getSample(x, y, 0) > 127 ? '#' : ' ');
            }
        }
        return shape.toString();
    }

    private void draw(BufferedImage picture, String text, double left, double baseline) {
        Graphics2D graphics = Canvas.of(picture);
        graphics.setColor(Color.WHITE);
        font.draw(graphics, text, left, baseline);
        graphics.dispose();
    }

    /** The first and last column and row with a visible pixel. */
    private static int[] used(BufferedImage picture) {
        int[] used = {Integer.MAX_VALUE, -1, Integer.MAX_VALUE, -1};
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                if (picture.getRaster().getSample(x, y, 0) > 127) {
                    used[0] = Math.min(used[0], x);
                    used[1] = Math.max(used[1], x);
                    used[2] = Math.min(used[2], y);
                    used[3] = Math.max(used[3], y);
                }
            }
        }
        return used;
    }
}
