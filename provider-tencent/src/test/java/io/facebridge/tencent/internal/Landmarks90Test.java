package io.facebridge.tencent.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.tencentcloudapi.iai.v20200303.models.FaceShape;
import com.tencentcloudapi.iai.v20200303.models.Point;
import io.facebridge.face.Landmarks;
import io.facebridge.face.Landmarks.FaceContour;
import io.facebridge.tencent.internal.TencentMapper.Size;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every part of the face is a row of points of its own, from left to right: the row's number is the height. */
class Landmarks90Test {
    private static final Size SIZE = new Size(100, 1000);

    /** Where every row begins. */
    private static final int LEFT = 10;

    private static FaceShape face() {
        FaceShape face = new FaceShape();
        face.setFaceProfile(row(21, 100));
        face.setLeftEyeBrow(row(8, 200));
        face.setRightEyeBrow(row(8, 300));
        face.setLeftEye(row(8, 400));
        face.setRightEye(row(8, 500));
        face.setNose(row(13, 600));
        face.setMouth(row(22, 700));
        return face;
    }

    private static Point[] row(int points, long y) {
        return IntStream.range(0, points)
                .mapToObj(x -> point((long) LEFT + x, y))
                .toArray(Point[]::new);
    }

    private static Point point(Long x, Long y) {
        Point point = new Point();
        point.setX(x);
        point.setY(y);
        return point;
    }

    private static io.facebridge.face.Point at(double x, double y) {
        return new io.facebridge.face.Point((LEFT + x) / SIZE.width(), y / SIZE.height());
    }

    private static Landmarks landmarks(FaceShape face) {
        return Landmarks90.of(face, SIZE).orElseThrow();
    }

    private static io.facebridge.face.Point[] row(double y, double... xs) {
        return IntStream.range(0, xs.length).mapToObj(i -> at(xs[i], y)).toArray(io.facebridge.face.Point[]::new);
    }

    @Test
    void the_five_points_are_middles_of_the_eyes_the_tip_of_the_nose_and_the_corners_of_the_mouth() {
        Landmarks points = landmarks(face());

        assertThat(points.leftEye()).isEqualTo(at(3.5, 400));
        assertThat(points.rightEye()).isEqualTo(at(3.5, 500));
        assertThat(points.nose()).isEqualTo(at(0, 600));
        assertThat(points.mouthLeft()).isEqualTo(at(0, 700));
        assertThat(points.mouthRight()).isEqualTo(at(6, 700));
    }

    @Test
    void contours_go_the_neutral_way_round() {
        assertThat(landmarks(face()).contours())
                .hasSize(9)
                .hasEntrySatisfying(
                        FaceContour.FACE_OUTLINE, line -> assertThat(line).hasSize(21))
                .hasEntrySatisfying(
                        FaceContour.LEFT_EYEBROW, line -> assertThat(line).containsExactly(row(200, 0, 7, 6, 5, 4)))
                .hasEntrySatisfying(
                        FaceContour.RIGHT_EYEBROW, line -> assertThat(line).containsExactly(row(300, 4, 5, 6, 7, 0)))
                .hasEntrySatisfying(
                        FaceContour.NOSE_BRIDGE, line -> assertThat(line).containsExactly(row(600, 1, 0)))
                .hasEntrySatisfying(
                        FaceContour.NOSE_BASE, line -> assertThat(line).containsExactly(row(600, 5, 6, 7, 8, 9)))
                .hasEntrySatisfying(
                        FaceContour.LEFT_EYE,
                        line -> assertThat(line).containsExactly(row(400, 0, 7, 6, 5, 4, 3, 2, 1)))
                .hasEntrySatisfying(
                        FaceContour.RIGHT_EYE,
                        line -> assertThat(line).containsExactly(row(500, 4, 5, 6, 7, 0, 1, 2, 3)))
                .hasEntrySatisfying(
                        FaceContour.OUTER_LIPS,
                        line -> assertThat(line).containsExactly(row(700, 0, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1)))
                .hasEntrySatisfying(
                        FaceContour.INNER_LIPS,
                        line -> assertThat(line).containsExactly(row(700, 12, 21, 20, 19, 18, 17, 16, 15, 14, 13)));
    }

    static Stream<Consumer<FaceShape>> withoutAPoint() {
        return Stream.of(
                face -> face.setLeftEye(null),
                face -> face.setRightEye(row(7, 500)),
                face -> face.setNose(new Point[13]),
                face -> face.getMouth()[3].setX(null),
                face -> face.getMouth()[3].setY(null));
    }

    @ParameterizedTest
    @MethodSource("withoutAPoint")
    void a_face_without_the_points_that_every_provider_has_has_none(Consumer<FaceShape> without) {
        FaceShape face = face();
        without.accept(face);

        assertThat(Landmarks90.of(face, SIZE)).isEmpty();
    }

    @Test
    void a_face_without_outline_or_brows_has_the_other_contours() {
        FaceShape face = face();
        face.setFaceProfile(null);
        face.setLeftEyeBrow(null);
        face.setRightEyeBrow(null);

        assertThat(landmarks(face).contours())
                .hasSize(6)
                .doesNotContainKeys(FaceContour.FACE_OUTLINE, FaceContour.LEFT_EYEBROW, FaceContour.RIGHT_EYEBROW);
    }

    @Test
    void the_box_around_a_face_reaches_from_its_first_point_to_its_last() {
        assertThat(Landmarks90.around(face(), SIZE)).hasValueSatisfying(box -> {
            assertThat(box.left()).isEqualTo(0.1);
            assertThat(box.top()).isEqualTo(0.1);
            assertThat(box.right()).isCloseTo(0.31, within(1e-9));
            assertThat(box.bottom()).isCloseTo(0.7, within(1e-9));
        });
    }

    @Test
    void the_box_is_around_what_is_there_and_there_is_none_without_an_extent() {
        FaceShape brows = new FaceShape();
        assertThat(Landmarks90.around(brows, SIZE)).isEmpty();

        brows.setLeftEyeBrow(row(8, 200));
        assertThat(Landmarks90.around(brows, SIZE)).isEmpty();

        brows.setRightEyeBrow(row(8, 300));
        assertThat(Landmarks90.around(brows, SIZE)).hasValueSatisfying(box -> {
            assertThat(box.left()).isEqualTo(0.1);
            assertThat(box.width()).isCloseTo(0.07, within(1e-9));
            assertThat(box.height()).isCloseTo(0.1, within(1e-9));
        });

        FaceShape upright = new FaceShape();
        upright.setLeftEyeBrow(
                IntStream.range(0, 8).mapToObj(y -> point(50L, (long) y)).toArray(Point[]::new));
        assertThat(Landmarks90.around(upright, SIZE)).isEmpty();
    }
}
