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
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A network with one input of fixed shape, opened by its first run or by {@link #open}. All threads share one session; each
 * run has an input buffer of its own.
 */
final class OnnxModel implements AutoCloseable {
    private final String name;
    private @Nullable Supplier<byte[]> content;
    private final int threads;
    private final long[] shape;
    private final int inputSize;
    private final Queue<FloatBuffer> inputs = new ConcurrentLinkedQueue<>();
    private volatile @Nullable Opened opened;

    private record Opened(OrtEnvironment environment, OrtSession session, String inputName) {}

    /**
     * A network.
     *
     * @param content is called when the network is opened, and again if that failed
     */
    OnnxModel(String name, Supplier<byte[]> content, int threads, long... shape) {
        this.name = name;
        this.content = content;
        this.threads = threads;
        this.shape = shape;
        this.inputSize = (int) Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    }

    /**
     * Opens the network unless it is open.
     *
     * @throws io.facebridge.local.NativeLibraryException if ONNX Runtime cannot be loaded
     * @throws ModelException if it is no ONNX network, or its input does not accept the shape
     */
    Opened open() {
        Opened before = opened;
        if (before != null) {
            return before;
        }
        synchronized (this) {
            Opened meantime = opened;
            if (meantime != null) {
                return meantime;
            }
            OrtEnvironment environment = NativeLibraryFactory.onnxRuntime();
            OrtSession session = session(environment);
            boolean fits = false;
            try {
                Opened now = new Opened(environment, session, requireInput(session));
                opened = now;
                content = null;
                fits = true;
                return now;
            } finally {
                if (!fits) {
                    close(session);
                }
            }
        }
    }

    private OrtSession session(OrtEnvironment environment) {
        byte[] network = Objects.requireNonNull(content, "content").get();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(threads);
            options.setInterOpNumThreads(1);
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
            return environment.createSession(TinyWeights.cleared(network), options);
        } catch (OrtException e) {
            throw new ModelException("the model " + name + " cannot be opened: " + e.getMessage(), e);
        }
    }

    private String requireInput(OrtSession session) {
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
        Opened network = open();
        FloatBuffer input = inputs.poll();
        if (input == null) {
            input = ByteBuffer.allocateDirect(inputSize * Float.BYTES)
                    .order(ByteOrder.nativeOrder())
                    .asFloatBuffer();
        }
        try {
            fill.accept(input);
            return run(network, input);
        } catch (OrtException e) {
            throw new ModelException("the model " + name + " failed: " + e.getMessage(), e);
        } finally {
            inputs.add(input);
        }
    }

    private List<float[]> run(Opened network, FloatBuffer input) throws OrtException {
        try (OnnxTensor tensor = OnnxTensor.createTensor(network.environment(), input.rewind(), shape);
                OrtSession.Result result = network.session().run(Map.of(network.inputName(), tensor))) {
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

    /** Closes the network; it is not run at the same time or afterwards. */
    @Override
    public synchronized void close() {
        Opened before = opened;
        if (before != null) {
            opened = null;
            close(before.session());
        }
        inputs.clear();
    }

    private void close(OrtSession session) {
        try {
            session.close();
        } catch (OrtException e) {
            throw new ModelException("the model " + name + " cannot be closed", e);
        }
    }
}
