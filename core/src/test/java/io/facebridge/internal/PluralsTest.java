package io.facebridge.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PluralsTest {
    @Test
    void only_one_has_the_singular() {
        assertThat(Plurals.count(0, "image", "images")).isEqualTo("0 images");
        assertThat(Plurals.count(1, "image", "images")).isEqualTo("1 image");
        assertThat(Plurals.count(2, "image", "images")).isEqualTo("2 images");
    }
}
