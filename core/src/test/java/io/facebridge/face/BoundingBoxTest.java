package io.facebridge.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoundingBoxTest {
    @ParameterizedTest
    @CsvSource({
        "0.5, 0.5, 0.2, 0.2, 0.142857", // a quarter of each: 1 / 7
        "0.4, 0.4, 0.1, 0.1, 0.25", // inside
        "0.6, 0.4, 0.2, 0.2, 0", // edge to edge
        "0.6, 0.6, 0.2, 0.2, 0", // corner to corner
        "2, 2, 0.2, 0.2, 0", // apart
        "0.4, 0.4, 0.2, 0.2, 1", // the same
    })
    void iou_is_the_common_share(double left, double top, double width, double height, double expected) {
        BoundingBox box = new BoundingBox(0.4, 0.4, 0.2, 0.2);
        BoundingBox other = new BoundingBox(left, top, width, height);

        assertThat(box.iou(other)).isCloseTo(expected, within(1e-6));
        assertThat(other.iou(box)).isEqualTo(box.iou(other));
    }

    @Test
    void iou_is_exactly_one_for_the_same_box_and_never_more_than_one() {
        Random random = new Random(1);
        for (int i = 0; i < 1000; i++) {
            BoundingBox box = new BoundingBox(
                    random.nextDouble(), random.nextDouble(), 0.01 + random.nextDouble(), 0.01 + random.nextDouble());
            BoundingBox nearly = new BoundingBox(box.left(), box.top(), box.width(), Math.nextUp(box.height()));

            assertThat(box.iou(box)).isEqualTo(1);
            assertThat(box.iou(nearly)).isBetween(1 - 1e-12, 1.0);
            assertThat(box.intersection(nearly)).isLessThanOrEqualTo(box.area());
        }
    }

    @Test
    void may_reach_beyond_the_frame() {
        BoundingBox box = new BoundingBox(-0.1, 0.9, 0.4, 0.3);

        assertThat(box.right()).isCloseTo(0.3, within(1e-12));
        assertThat(box.bottom()).isCloseTo(1.2, within(1e-12));
        assertThat(box.center().x()).isCloseTo(0.1, within(1e-12));
        assertThat(box.center().y()).isCloseTo(1.05, within(1e-12));
        assertThat(box.area()).isCloseTo(0.12, within(1e-12));
    }

    @ParameterizedTest
    @CsvSource({
        "NaN, 0, 1, 1",
        "0, Infinity, 1, 1",
        "0, 0, NaN, 1",
        "0, 0, 1, Infinity",
        "0, 0, 0, 1",
        "0, 0, 1, 0",
        "0, 0, 1, -0.1",
    })
    void refuses_numbers_that_make_no_box(double left, double top, double width, double height) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BoundingBox(left, top, width, height))
                .withMessageContaining("but was")
                .withMessageContaining(Double.toString(height));
    }
}
