package io.facebridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LabelPlacesTest {
    private static final FaceLabel LABEL =
            new FaceLabel("1", List.of("0.998", "sharpness 0.65", "brightness 0.26"), new StrokeFont(16));

    @Test
    void a_label_is_inside_the_image_wherever_the_face_is() {
        Random random = new Random(1);
        for (int i = 0; i < 2_000; i++) {
            double width = 100 + random.nextInt(900);
            double height = 100 + random.nextInt(900);
            Rectangle2D frame = new Rectangle2D.Double(
                    random.nextDouble(-100, width), random.nextDouble(-100, height), 5 + random.nextInt(400), 60);
            Rectangle2D place = new LabelPlaces(width, height, 3, List.of(frame))
                    .place(LABEL, frame)
                    .place();

            assertThat(new Rectangle2D.Double(0, 0, width, height).contains(place))
                    .as("%s of %s in %s x %s", place, frame, width, height)
                    .isTrue();
        }
    }

    @Test
    void labels_of_faces_in_a_row_neither_overlap_nor_hide_a_face() {
        List<Rectangle2D> frames = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            frames.add(new Rectangle2D.Double(20 + 120 * i, 200 + 10 * (i % 3), 80, 110));
        }
        LabelPlaces places = new LabelPlaces(1_000, 600, 3, frames);
        List<Rectangle2D> taken = new ArrayList<>();
        for (Rectangle2D frame : frames) {
            Rectangle2D place = places.place(LABEL, frame).place();
            assertThat(taken).noneMatch(place::intersects);
            assertThat(frames).noneMatch(place::intersects);
            taken.add(place);
        }
    }

    @Test
    void a_label_is_shortened_where_it_would_hide_another_face() {
        Rectangle2D frame = new Rectangle2D.Double(60, 26, 80, 96);
        List<Rectangle2D> frames = List.of(
                frame,
                new Rectangle2D.Double(0, 18, 57, 104),
                new Rectangle2D.Double(143, 18, 57, 104),
                new Rectangle2D.Double(0, 130, 200, 110));
        LabelPlaces.Placed placed = new LabelPlaces(200, 240, 1, frames).place(LABEL, frame);

        assertThat(placed.label().lines()).hasSizeLessThan(LABEL.lines().size());
        assertThat(frames).noneMatch(placed.place()::intersects);
    }

    @Test
    void in_an_image_that_a_face_fills_the_label_lies_over_it() {
        Rectangle2D frame = new Rectangle2D.Double(0, 0, 300, 300);

        assertThat(frame.contains(new LabelPlaces(300, 300, 3, List.of(frame))
                        .place(LABEL, frame)
                        .place()))
                .isTrue();
    }
}
