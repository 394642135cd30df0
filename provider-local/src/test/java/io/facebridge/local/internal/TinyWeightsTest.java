package io.facebridge.local.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.facebridge.local.PinnedModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class TinyWeightsTest {
    private static final byte[] FLOATS = floats(1f, -1e-21f, 1e-40f, -2e-20f, 0f, 3e30f, 9.9e-21f, -1.1e-20f, 2.8e-20f);
    private static final byte[] CLEARED = floats(1f, 0f, 0f, -2e-20f, 0f, 3e30f, 0f, -1.1e-20f, 2.8e-20f);

    @Test
    void clears_tiny_floats_of_an_initializer_and_nothing_else() {
        assertThat(TinyWeights.cleared(model(1, FLOATS))).isEqualTo(model(1, CLEARED));
    }

    @Test
    void leaves_tensors_of_other_types_alone() {
        assertThat(TinyWeights.cleared(model(7, FLOATS))).isEqualTo(model(7, FLOATS));
    }

    @Test
    void does_not_change_what_it_was_given() {
        byte[] model = model(1, FLOATS);
        TinyWeights.cleared(model);
        assertThat(model).isEqualTo(model(1, FLOATS));
    }

    @Test
    void leaves_alone_what_is_no_onnx_file() {
        Random random = new Random(3);
        for (int i = 0; i < 2000; i++) {
            byte[] noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            assertThat(TinyWeights.cleared(noise)).hasSameSizeAs(noise);
        }
        byte[] model = model(1, FLOATS);
        byte[] cut = Arrays.copyOf(model, model.length - 3);
        assertThat(TinyWeights.cleared(cut)).isEqualTo(cut);
    }

    @Test
    @Tag("models")
    void the_embedder_gives_the_same_numbers_without_them() throws IOException, OrtException {
        byte[] file;
        try (InputStream in = Objects.requireNonNull(
                PinnedModel.class.getResourceAsStream("models/" + PinnedModel.EMBEDDER.fileName()))) {
            file = in.readAllBytes();
        }
        assertThat(TinyWeights.cleared(file)).isNotEqualTo(file);
        float[] expected = run(file);
        float[] actual = run(TinyWeights.cleared(file));
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).isCloseTo(expected[i], within(1e-6f));
        }
    }

    private static float[] run(byte[] file) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        FloatBuffer input = ByteBuffer.allocateDirect(3 * 112 * 112 * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        Random random = new Random(5);
        for (int i = 0; i < input.capacity(); i++) {
            input.put(i, random.nextFloat() * 2 - 1);
        }
        try (OrtSession session = environment.createSession(file);
                OnnxTensor tensor = OnnxTensor.createTensor(environment, input, new long[] {1, 3, 112, 112});
                OrtSession.Result result = session.run(Map.of("input", tensor))) {
            return ((float[][]) result.get(0).getValue())[0];
        }
    }

    /** ModelProto with a graph with one initializer, and a field beside it on each level. */
    private static byte[] model(int dataType, byte[] raw) {
        byte[] tensor = join(
                varintField(1, 6),
                varintField(2, dataType),
                bytesField(8, "w".getBytes(StandardCharsets.UTF_8)),
                bytesField(9, raw));
        byte[] graph = join(bytesField(2, "graph".getBytes(StandardCharsets.UTF_8)), bytesField(5, tensor));
        return join(varintField(1, 9), bytesField(7, graph), bytesField(14, FLOATS));
    }

    private static byte[] floats(float... values) {
        ByteBuffer buffer = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            buffer.putFloat(value);
        }
        return buffer.array();
    }

    private static byte[] varintField(int field, int value) {
        return new byte[] {(byte) (field << 3), (byte) value};
    }

    private static byte[] bytesField(int field, byte[] content) {
        return join(new byte[] {(byte) (field << 3 | 2), (byte) content.length}, content);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
