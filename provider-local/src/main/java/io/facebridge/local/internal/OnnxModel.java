package io.facebridge.local.internal;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.facebridge.local.ModelException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/** A network with one input of fixed shape. All threads share one session; each run has an input buffer of its own. */
final class OnnxModel implements AutoCloseable {
    private final String name;
    private final OrtEnvironment environment;
    private final OrtSession session;
    private final String inputName;
    private final long[] shape;
    private final int inputSize;
    private final Queue<FloatBuffer> inputs = new ConcurrentLinkedQueue<>();

    /**
     * Opens a network.
     *
     * @throws io.facebridge.local.NativeLibraryException if ONNX Runtime cannot be loaded
     * @throws ModelException if it is no ONNX network, or its input does not accept the shape
     */
    OnnxModel(String name, byte[] content, int threads, long... shape) {
        this.name = name;
        this.shape = shape;
        this.inputSize = (int) Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        this.environment = NativeLibraryFactory.onnxRuntime();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(threads);
            options.setInterOpNumThreads(1);
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
            session = environment.createSession(TinyWeights.cleared(content), options);
        } catch (OrtException e) {
            throw new ModelException("the model " + name + " cannot be opened: " + e.getMessage(), e);
        }
        try {
            inputName = requireInput();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private String requireInput() {
        try {
            Map<String, ai.onnxruntime.NodeInfo> infos = session.getInputInfo();
            if (infos.size() != 1) {
                throw new ModelException("the model " + name + " must have one input but has " + infos.keySet(), null);
            }
            var input = infos.entrySet().iterator().next();
            if (!(input.getValue().getInfo() instanceof TensorInfo tensor) || !accepts(tensor.getShape())) {
                throw new ModelException(
                        "the model " + name + " must take an input of " + Arrays.toString(shape) + " but takes "
                                + input.getValue().getInfo(),
                        null);
            }
            return input.getKey();
        } catch (OrtException e) {
            throw new ModelException("the model " + name + " does not describe its input", e);
        }
    }

    private boolean accepts(long[] declared) {
        if (declared.length != shape.length) {
            return false;
        }
        for (int i = 0; i < shape.length; i++) {
            if (declared[i] >= 0 && declared[i] != shape[i]) {
                return false;
            }
        }
        return true;
    }

    /** Runs the network once. Returns its outputs in their order, each flattened. */
    List<float[]> run(Consumer<FloatBuffer> fill) {
        FloatBuffer input = inputs.poll();
        if (input == null) {
            input = ByteBuffer.allocateDirect(inputSize * Float.BYTES)
                    .order(ByteOrder.nativeOrder())
                    .asFloatBuffer();
        }
        try {
            fill.accept(input);
            return run(input);
        } catch (OrtException e) {
            throw new ModelException("the model " + name + " failed: " + e.getMessage(), e);
        } finally {
            inputs.add(input);
        }
    }

    private List<float[]> run(FloatBuffer input) throws OrtException {
        try (OnnxTensor tensor = OnnxTensor.createTensor(environment, input.rewind(), shape);
                OrtSession.Result result = session.run(Map.of(inputName, tensor))) {
            List<float[]> outputs = new ArrayList<>(result.size());
            for (Map.Entry<String, OnnxValue> output : result) {
                FloatBuffer values = ((OnnxTensor) output.getValue()).getFloatBuffer();
                float[] copy = new float[values.remaining()];
                values.get(copy);
                outputs.add(copy);
            }
            return outputs;
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new ModelException("the model " + name + " cannot be closed", e);
        }
        inputs.clear();
    }
}
