package io.facebridge.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.facebridge.face.BoundingBox;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteAnswersTest {
    private final RemoteAnswers limits = RemoteAnswers.limitedTo(1024);

    private static byte[] packed(byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(plain);
        }
        return bytes.toByteArray();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(ints = {1023, (1 << 30) + 1, 0, -1})
    void a_limit_outside_of_its_range_is_refused(int bytes) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RemoteAnswers.limitedTo(bytes))
                .withMessage("maxAnswerBytes must be in [1024, 1073741824] but was " + bytes);
    }

    @ParameterizedTest
    @ValueSource(ints = {1024, 1 << 30})
    void both_ends_of_the_range_are_limits(int bytes) {
        assertThat(RemoteAnswers.limitedTo(bytes).maxBytes()).isEqualTo(bytes);
    }

    @Test
    void reads_what_is_exactly_as_large_as_the_limit_and_no_more() throws IOException {
        assertThat(limits.read(new ByteArrayInputStream(new byte[1024]), null)).hasSize(1024);
        assertThatExceptionOfType(UnusableAnswerException.class)
                .isThrownBy(() -> limits.read(new ByteArrayInputStream(new byte[1025]), null))
                .withMessageContaining("more than 1024 bytes")
                .withMessageContaining("maxAnswerBytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", " GZIP ", "x-gzip"})
    void counts_bytes_after_decompression(String encoding) throws IOException {
        assertThat(limits.read(new ByteArrayInputStream(packed(new byte[1024])), encoding))
                .hasSize(1024);
        byte[] bomb = packed(new byte[1025]);
        assertThat(bomb).hasSizeLessThan(100);
        assertThatExceptionOfType(UnusableAnswerException.class)
                .isThrownBy(() -> limits.read(new ByteArrayInputStream(bomb), encoding));
    }

    @Test
    void what_only_says_that_it_is_compressed_is_read_as_it_is() throws IOException {
        for (byte[] plain : new byte[][] {utf8("{}"), {}, {0x1f}, {0x1f, 0x1f}}) {
            assertThat(limits.read(new ByteArrayInputStream(plain), "gzip")).isEqualTo(plain);
        }
    }

    @Test
    void what_is_compressed_and_cut_is_no_answer() throws IOException {
        byte[] packed = packed(utf8("{\"a\":[1,2,3,4,5,6,7,8]}"));

        assertThatExceptionOfType(EOFException.class)
                .isThrownBy(
                        () -> limits.read(new ByteArrayInputStream(Arrays.copyOf(packed, packed.length - 12)), "gzip"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "1",
                "\"text\"",
                "null",
                " {\"a\":{\"b\":1},\"c\":{\"b\":1}} ",
                "[{\"a\":1},{\"a\":2}]",
                "[18446744073709551615,-9223372036854775808,0.1e-300,1e-400]"
            })
    void takes_ordinary_json(String json) {
        assertThatCode(() -> limits.check(utf8(json))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '!',
            value = {
                "!!;no JSON",
                "{;malformed JSON",
                "{}{};malformed JSON",
                "1 2;malformed JSON",
                "[1,];malformed JSON",
                "nothing;malformed JSON",
                "[NaN];malformed JSON",
                "{\"a\":1,\"a\":1};names a member twice",
                "{\"x\":[{\"a\":1,\"b\":2,\"a\":3}]};names a member twice",
                "[18446744073709555712];out of every range",
                "[-1e20];out of every range",
                "[1e999];out of every range"
            })
    void refuses_what_is_none_and_says_why(String json, String why) {
        assertThatExceptionOfType(UnusableAnswerException.class)
                .isThrownBy(() -> limits.check(utf8(json)))
                .withMessageContaining(why);
    }

    @Test
    void refuses_bytes_that_are_no_text() {
        assertThatExceptionOfType(UnusableAnswerException.class)
                .isThrownBy(() -> limits.check(new byte[] {'[', '"', (byte) 0xff, (byte) 0xfe, '"', ']'}))
                .withMessage("malformed JSON");
    }

    @Test
    void nesting_items_and_digits_have_a_last_one_that_is_taken() {
        limits.check(utf8("[".repeat(64) + "]".repeat(64)));
        limits.check(utf8("[" + "1,".repeat(4999) + "1]"));
        limits.check(utf8("[0." + "1".repeat(98) + "]"));

        for (String tooMuch : new String[] {
            "[".repeat(65) + "]".repeat(65), "[" + "1,".repeat(5000) + "1]", "[0." + "1".repeat(101) + "]"
        }) {
            assertThatExceptionOfType(UnusableAnswerException.class).isThrownBy(() -> limits.check(utf8(tooMuch)));
        }
    }

    @Test
    void a_message_repeats_nothing_of_the_answer() {
        assertThatExceptionOfType(UnusableAnswerException.class)
                .isThrownBy(() -> limits.check(utf8("{\"PersonId\":\"ada\",\"PersonId\":\"ada\"}")))
                .withMessageNotContaining("ada")
                .withMessageNotContaining("PersonId")
                .withNoCause();
    }

    @Test
    void a_place_may_reach_beyond_the_image_but_not_be_elsewhere() {
        assertThat(RemoteAnswers.boundingBox(-0.2, -0.1, 1.3, 1.4)).isEqualTo(new BoundingBox(-0.2, -0.1, 1.3, 1.4));
        assertThat(RemoteAnswers.boundingBox(4, 4, 4, 4)).isEqualTo(new BoundingBox(4, 4, 4, 4));
        assertThat(RemoteAnswers.boundingBox(-4, -4, 4, 4)).isEqualTo(new BoundingBox(-4, -4, 4, 4));
        double[][] elsewhere = {
            {5, 0, 1, 1},
            {0, -5, 1, 1},
            {0, 0, 5, 1},
            {0, 0, 1, 5},
            {0, 0, 0, 1},
            {0, 0, 1, 0},
            {0, 0, 1, -1},
            {Double.NaN, 0, 1, 1}
        };
        for (double[] box : elsewhere) {
            assertThatExceptionOfType(UnusableAnswerException.class)
                    .isThrownBy(() -> RemoteAnswers.boundingBox(box[0], box[1], box[2], box[3]));
        }
    }
}
