package io.facebridge.benchmarks;

import io.facebridge.FaceTemplates.ExtractedFace;
import io.facebridge.face.FaceChoice;
import io.facebridge.image.FaceImage;
import io.facebridge.local.LocalFaces;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Detection, alignment and embedding of a small portrait, where decoding hardly counts. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 5)
@Measurement(iterations = 5, time = 5)
public class AlignAndEmbedBenchmark {
    private final FaceImage portrait = Portrait.ofSide(240);
    private final LocalFaces faces = LocalFaces.create();

    /** For JMH. */
    public AlignAndEmbedBenchmark() {}

    /** Closes the provider. */
    @TearDown
    public void close() {
        faces.close();
    }

    /**
     * From a JPEG of 240 × 240 pixels to the template.
     *
     * @return the face
     */
    @Benchmark
    public ExtractedFace smallJpegToTemplate() {
        return faces.templates().extract(portrait, FaceChoice.LARGEST);
    }
}
