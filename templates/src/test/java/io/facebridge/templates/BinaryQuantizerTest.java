package io.facebridge.templates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BinaryQuantizerTest {
    private static long[] bits(BinaryQuantizer signs, float[] vector) {
        long[] bits = new long[signs.words()];
        signs.write(vector, bits, 0);
        return bits;
    }

    private static boolean isSet(long[] bits, int i) {
        return (bits[i / Long.SIZE] >>> i % Long.SIZE & 1) == 1;
    }

    private static int difference(long[] a, long[] b) {
        int count = 0;
        for (int i = 0; i < a.length; i++) {
            count += Long.bitCount(a[i] ^ b[i]);
        }
        return count;
    }

    @ParameterizedTest
    @CsvSource({"1, 64", "63, 64", "64, 64", "65, 128", "128, 128", "129, 256", "512, 512", "513, 1024", "8192, 8192"})
    void there_are_as_many_bits_as_the_next_power_of_two_and_no_less_than_a_word(int dimension, int bits) {
        BinaryQuantizer signs = new BinaryQuantizer(dimension);

        assertThat(signs.bits()).isEqualTo(bits);
        assertThat(signs.words() * Long.SIZE).isEqualTo(bits);
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 64, 100, 128, 256, 512, 1024})
    void the_bits_are_the_signs_of_the_vector_after_a_rotation(int dimension) {
        BinaryQuantizer signs = new BinaryQuantizer(dimension);
        long[][] columns = new long[dimension][];
        for (int i = 0; i < dimension; i++) {
            columns[i] = bits(signs, Vectors.axis(dimension, i));
        }
        for (int i = 1; i < dimension; i++) {
            assertThat(difference(columns[0], columns[i]))
                    .as("columns 0 and %d are at right angles", i)
                    .isEqualTo(signs.bits() / 2);
        }
        Vectors vectors = new Vectors(dimension, 3);
        for (int round = 0; round < 20; round++) {
            float[] vector = vectors.any();
            long[] bits = bits(signs, vector);
            for (int bit = 0; bit < signs.bits(); bit++) {
                double rotated = 0;
                for (int i = 0; i < dimension; i++) {
                    rotated += isSet(columns[i], bit) ? vector[i] : -vector[i];
                }
                if (Math.abs(rotated) > 1e-4) { // else rounding decides
                    assertThat(isSet(bits, bit)).isEqualTo(rotated > 0);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 128, 512})
    void the_share_of_bits_in_which_vectors_differ_is_their_angle_on_average(int dimension) {
        BinaryQuantizer signs = new BinaryQuantizer(dimension);
        Vectors vectors = new Vectors(dimension, 4);
        double share = 0;
        double angle = 0;
        for (int i = 0; i < 200; i++) {
            float[] one = vectors.any();
            float[] other = vectors.near(one, 0.8);
            share += (double) difference(bits(signs, one), bits(signs, other)) / signs.bits();
            angle += Math.acos(Vectors.cosine(one, other)) / Math.PI;
        }

        assertThat(share / 200).isCloseTo(angle / 200, within(0.01));
    }

    @Test
    void a_vector_of_equal_numbers_is_spread_like_any_other() {
        BinaryQuantizer signs = new BinaryQuantizer(512);
        float[] equal = new float[512];
        Arrays.fill(equal, 1);

        assertThat(difference(bits(signs, Vectors.unit(equal)), new long[8])).isBetween(200, 312);
    }

    @Test
    void bits_are_written_from_the_offset_on_and_nowhere_else() {
        BinaryQuantizer signs = new BinaryQuantizer(128);
        float[] vector = new Vectors(128, 5).any();
        long[] bits = bits(signs, vector);
        long[] into = {7, 7, 7, 7};

        signs.write(vector, into, 1);

        assertThat(into).containsExactly(7, bits[0], bits[1], 7);
    }
}
