package io.facebridge.benchmarks;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import io.facebridge.FaceTemplates.ExtractedFace;
import io.facebridge.face.DetectedFace;
import io.facebridge.face.FaceSelection;
import io.facebridge.image.FaceImage;
import io.facebridge.local.LocalFaces;
import io.facebridge.local.PinnedModel;
import io.facebridge.local.internal.TinyWeights;
import io.facebridge.match.Comparison;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** Measures the local provider on a synthetic portrait of 1200 × 1200 pixels, and the necessary parts of its work. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 5)
@Measurement(iterations = 5, time = 5)
public class LocalBenchmark {
    private static final long[][] SHAPES = {{1, 3, 240, 320}, {1, 1, 64, 64}, {1, 3, 112, 112}};
    private static final PinnedModel[] MODELS = {PinnedModel.DETECTOR, PinnedModel.LANDMARKS, PinnedModel.EMBEDDER};

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final List<OrtSession> sessions = new ArrayList<>();
    private final List<OnnxTensor> inputs = new ArrayList<>();
    private final FaceImage portrait = Portrait.ofSide(1200);
    private final LocalFaces faces = LocalFaces.create();

    /** Creates the instance; called by JMH. */
    public LocalBenchmark() {}

    /**
     * Opens the networks again, without the provider, with inputs of noise.
     *
     * @throws OrtException if they cannot be opened
     * @throws IOException if they cannot be read
     */
    @Setup
    public void openBareNetworks() throws OrtException, IOException {
        Random random = new Random(1);
        for (int i = 0; i < MODELS.length; i++) {
            try (OrtSession.SessionOptions options = new OrtSession.SessionOptions();
                    InputStream in = Objects.requireNonNull(
                            LocalFaces.class.getResourceAsStream("models/" + MODELS[i].fileName()))) {
                options.setIntraOpNumThreads(1);
                options.addConfigEntry("session.intra_op.allow_spinning", "0");
                options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
                sessions.add(environment.createSession(TinyWeights.cleared(in.readAllBytes()), options));
            }
            int size = (int) (SHAPES[i][1] * SHAPES[i][2] * SHAPES[i][3]);
            var buffer = ByteBuffer.allocateDirect(size * Float.BYTES)
                    .order(ByteOrder.nativeOrder())
                    .asFloatBuffer();
            for (int k = 0; k < size; k++) {
                buffer.put(k, random.nextFloat());
            }
            inputs.add(OnnxTensor.createTensor(environment, buffer, SHAPES[i]));
        }
    }

    /**
     * Closes the provider and the networks.
     *
     * @throws OrtException if a network cannot be closed
     */
    @TearDown
    public void close() throws OrtException {
        inputs.forEach(OnnxTensor::close);
        for (OrtSession session : sessions) {
            session.close();
        }
        faces.close();
    }

    /**
     * Decodes the image by ImageIO alone.
     *
     * @return the image
     * @throws IOException if it cannot be read
     */
    @Benchmark
    public BufferedImage bareDecode() throws IOException {
        return ImageIO.read(portrait.open());
    }

    /**
     * Runs detector, landmarks and embedder once each, on prepared inputs.
     *
     * @return an output, so that no run is optimized away
     * @throws OrtException if a network fails
     */
    @Benchmark
    public long bareNetworks() throws OrtException {
        long outputs = 0;
        for (int i = 0; i < MODELS.length; i++) {
            try (OrtSession.Result result = sessions.get(i).run(Map.of("input", inputs.get(i)))) {
                outputs += result.size();
            }
        }
        return outputs;
    }

    /**
     * Extracts the template of the largest face from the JPEG.
     *
     * @return the face with its template
     */
    @Benchmark
    public ExtractedFace jpegToTemplate() {
        return faces.templates().extract(portrait, FaceSelection.LARGEST);
    }

    /**
     * Detects all faces of the image, tiles included.
     *
     * @return the faces
     */
    @Benchmark
    public List<DetectedFace> detect() {
        return faces.detector().detect(portrait);
    }

    /**
     * Compares two images.
     *
     * @return the comparison
     */
    @Benchmark
    public Comparison compare() {
        return faces.comparer().compare(portrait, portrait);
    }

    /**
     * Compares two images, on two threads at once.
     *
     * @return the comparison
     */
    @Benchmark
    @Threads(2)
    public Comparison compareOnTwoThreads() {
        return compare();
    }

    /**
     * Extracts the template from the JPEG, on two threads at once.
     *
     * @return the face with its template
     */
    @Benchmark
    @Threads(2)
    public ExtractedFace jpegToTemplateOnTwoThreads() {
        return jpegToTemplate();
    }
}
