package io.facebridge.aws.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.facebridge.face.Landmarks;
import io.facebridge.face.Landmarks.FaceContour;
import io.facebridge.face.Point;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.rekognition.model.Landmark;
import software.amazon.awssdk.services.rekognition.model.LandmarkType;

class Landmarks30Test {
    private static final List<LandmarkType> TYPES = List.of(LandmarkType.values());

    /** Every landmark that the SDK knows, each at a place of its own. */
    private static List<Landmark> all() {
        return new ArrayList<>(TYPES.stream()
                .filter(type -> type != LandmarkType.UNKNOWN_TO_SDK_VERSION)
                .map(type -> Landmark.builder().type(type).x(x(type)).y(0.5f).build())
                .toList());
    }

    private static float x(LandmarkType type) {
        return TYPES.indexOf(type) / 64f;
    }

    private static Point at(LandmarkType type) {
        return new Point(x(type), 0.5);
    }

    private static List<Point> at(LandmarkType... types) {
        return Arrays.stream(types).map(Landmarks30Test::at).toList();
    }

    @Test
    void the_five_points_are_the_services() {
        Landmarks points = Landmarks30.of(all()).orElseThrow();

        assertThat(points.leftEye()).isEqualTo(at(LandmarkType.EYE_LEFT));
        assertThat(points.rightEye()).isEqualTo(at(LandmarkType.EYE_RIGHT));
        assertThat(points.nose()).isEqualTo(at(LandmarkType.NOSE));
        assertThat(points.mouthLeft()).isEqualTo(at(LandmarkType.MOUTH_LEFT));
        assertThat(points.mouthRight()).isEqualTo(at(LandmarkType.MOUTH_RIGHT));
    }

    @Test
    void contours_are_those_of_which_every_point_is_there() {
        List<Landmark> without = all();
        without.removeIf(point -> point.type() == LandmarkType.CHIN_BOTTOM);

        Landmarks points = Landmarks30.of(all()).orElseThrow();
        assertThat(points.contours()).hasSize(7);
        assertThat(points.contours().get(FaceContour.LEFT_EYE))
                .isEqualTo(at(
                        LandmarkType.LEFT_EYE_LEFT,
                        LandmarkType.LEFT_EYE_UP,
                        LandmarkType.LEFT_EYE_RIGHT,
                        LandmarkType.LEFT_EYE_DOWN));
        assertThat(points.contours().get(FaceContour.OUTER_LIPS))
                .isEqualTo(at(
                        LandmarkType.MOUTH_LEFT,
                        LandmarkType.MOUTH_UP,
                        LandmarkType.MOUTH_RIGHT,
                        LandmarkType.MOUTH_DOWN));
        assertThat(Landmarks30.of(without).orElseThrow().contours())
                .hasSize(6)
                .doesNotContainKey(FaceContour.FACE_OUTLINE);
    }

    @ParameterizedTest
    @EnumSource(names = {"EYE_LEFT", "EYE_RIGHT", "NOSE", "MOUTH_LEFT", "MOUTH_RIGHT"})
    void a_face_without_one_of_the_five_has_none(LandmarkType missing) {
        List<Landmark> without = all();
        without.removeIf(point -> point.type() == missing);
        assertThat(Landmarks30.of(without)).isEmpty();

        List<Landmark> byHalf = new ArrayList<>(without);
        byHalf.add(Landmark.builder().type(missing).x(0.5f).build());
        byHalf.add(Landmark.builder().type(missing).y(0.5f).build());
        assertThat(Landmarks30.of(byHalf)).isEmpty();
    }

    @Test
    void a_point_that_is_not_known_or_comes_twice_does_not_matter() {
        List<Landmark> more = all();
        more.add(Landmark.builder().type("newPoint").x(0.5f).y(0.5f).build());
        more.add(Landmark.builder().x(0.5f).y(0.5f).build());
        more.add(Landmark.builder().type(LandmarkType.NOSE).x(0f).y(0f).build());

        assertThat(Landmarks30.of(more)).isEqualTo(Landmarks30.of(all()));
    }
}
