package io.facebridge.local.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.facebridge.local.internal.Warp.Normalization;
import io.facebridge.local.internal.Warp.Outside;
import java.nio.FloatBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GeometryTest {
    private static final double[] POINTS = {38.3, 51.7, 73.5, 51.5, 56.0, 71.7, 41.5, 92.4, 70.7, 92.2};

    @Test
    void the_similarity_that_made_the_points_is_found_again() {
        double angle = Math.toRadians(33);
        double scale = 2.7;
        double[] moved = new double[POINTS.length];
        for (int i = 0; i < POINTS.length; i += 2) {
            moved[i] = scale * (Math.cos(angle) * POINTS[i] - Math.sin(angle) * POINTS[i + 1]) + 100;
            moved[i + 1] = scale * (Math.sin(angle) * POINTS[i] + Math.cos(angle) * POINTS[i + 1]) - 40;
        }
        Affine found = Similarity.fit(POINTS, moved);
        for (int i = 0; i < POINTS.length; i += 2) {
            assertThat(found.x(POINTS[i], POINTS[i + 1])).isCloseTo(moved[i], within(1e-9));
            assertThat(found.y(POINTS[i], POINTS[i + 1])).isCloseTo(moved[i + 1], within(1e-9));
        }
        assertThat(found.scale()).isCloseTo(scale, within(1e-9));
    }

    @Test
    void the_similarity_has_the_least_sum_of_squared_distances() {
        Random random = new Random(7);
        double[] target = POINTS.clone();
        for (int i = 0; i < target.length; i++) {
            target[i] += random.nextGaussian() * 5;
        }
        Affine best = Similarity.fit(POINTS, target);
        double least = distance(best, target);
        for (int i = 0; i < 1000; i++) {
            double a = best.a() + random.nextGaussian() * 0.01;
            double d = best.d() + random.nextGaussian() * 0.01;
            Affine other = new Affine(a, -d, best.c() + random.nextGaussian(), d, a, best.f() + random.nextGaussian());
            assertThat(distance(other, target)).isGreaterThanOrEqualTo(least);
        }
    }

    private static double distance(Affine map, double[] target) {
        double sum = 0;
        for (int i = 0; i < POINTS.length; i += 2) {
            sum += Math.pow(map.x(POINTS[i], POINTS[i + 1]) - target[i], 2)
                    + Math.pow(map.y(POINTS[i], POINTS[i + 1]) - target[i + 1], 2);
        }
        return sum;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 90, 180, 270})
    void a_place_in_a_turned_frame_leads_back_to_the_pixel_it_shows(int degrees) {
        Frame frame = new Frame(new byte[7 * 5 * 3], 7, 5);
        for (int i = 0; i < frame.bgr().length; i++) {
            frame.bgr()[i] = (byte) i;
        }
        Frame turned = frame.turned(degrees);
        QuarterTurn turn = new QuarterTurn(degrees, 7, 5);
        for (int y = 0; y < turned.height(); y++) {
            for (int x = 0; x < turned.width(); x++) {
                int fromX = (int) Math.floor(turn.backX(x + 0.5, y + 0.5));
                int fromY = (int) Math.floor(turn.backY(x + 0.5, y + 0.5));
                assertThat(turned.bgr()[(y * turned.width() + x) * 3]).isEqualTo(frame.bgr()[(fromY * 7 + fromX) * 3]);
            }
        }
    }

    @Test
    void an_input_of_the_frame_s_own_size_holds_its_pixels_in_the_order_asked_for() {
        Frame frame = new Frame(new byte[] {10, 20, 30, 40, 50, 60}, 2, 1);
        FloatBuffer rgb = FloatBuffer.allocate(6);
        Warp.planes(frame, Affine.crop(0, 0, 2, 1, 2, 1), 2, 1, Outside.BLACK, Normalization.of(true, 0, 1), rgb);
        assertThat(rgb.array()).containsExactly(30, 60, 20, 50, 10, 40);
        FloatBuffer bgr = FloatBuffer.allocate(6);
        Warp.planes(frame, Affine.crop(0, 0, 2, 1, 2, 1), 2, 1, Outside.BLACK, Normalization.of(false, 10, 2), bgr);
        assertThat(bgr.array()).containsExactly(0, 15, 5, 20, 10, 25);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void a_coarser_input_is_the_mean_of_the_pixels_it_stands_for(int factor) {
        Random random = new Random(factor);
        int size = 4 * factor;
        Frame frame = new Frame(new byte[size * size * 3], size, size);
        random.nextBytes(frame.bgr());
        FloatBuffer out = FloatBuffer.allocate(4 * 4 * 3);
        Warp.planes(
                frame, Affine.crop(0, 0, size, size, 4, 4), 4, 4, Outside.BLACK, Normalization.of(false, 0, 1), out);
        for (int row = 0; row < 4; row++) {
            for (int column = 0; column < 4; column++) {
                double sum = 0;
                for (int y = row * factor; y < (row + 1) * factor; y++) {
                    for (int x = column * factor; x < (column + 1) * factor; x++) {
                        sum += frame.bgr()[(y * size + x) * 3] & 255;
                    }
                }
                assertThat((double) out.get(row * 4 + column)).isCloseTo(sum / (factor * factor), within(0.51));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"29.6, EDGE", "29.6, BLACK", "9.3, EDGE", "9.3, BLACK", "4.1, BLACK"})
    void along_axes_and_across_them_a_crop_is_the_same(double side, Outside outside) {
        Random random = new Random(1);
        Frame frame = new Frame(new byte[30 * 30 * 3], 30, 30);
        random.nextBytes(frame.bgr());
        FloatBuffer along = FloatBuffer.allocate(100 * 3);
        FloatBuffer across = FloatBuffer.allocate(100 * 3);
        Affine map = Affine.crop(-2, 25, side, side, 10, 10);
        Affine barelyTurned = new Affine(map.a(), 1e-12, map.c(), -1e-12, map.e(), map.f());
        Warp.planes(frame, map, 10, 10, outside, Normalization.of(true, 0, 1), along);
        Warp.planes(frame, barelyTurned, 10, 10, outside, Normalization.of(true, 0, 1), across);
        for (int i = 0; i < 300; i++) {
            assertThat(along.get(i)).isCloseTo(across.get(i), within(1f));
        }
    }

    @Test
    void outside_the_frame_is_black_or_its_edge() {
        Frame frame = new Frame(new byte[] {100, 100, 100}, 1, 1);
        FloatBuffer black = FloatBuffer.allocate(9);
        Warp.gray(frame, Affine.crop(-1, -1, 3, 3, 3, 3), 3, 3, Outside.BLACK, black);
        assertThat(black.array()).containsExactly(0, 0, 0, 0, 100 / 256f, 0, 0, 0, 0);
        FloatBuffer edge = FloatBuffer.allocate(9);
        Warp.gray(frame, Affine.crop(-1, -1, 3, 3, 3, 3), 3, 3, Outside.EDGE, edge);
        assertThat(edge.array()).containsOnly(100 / 256f);
    }
}
