package io.facebridge.benchmarks;

import io.facebridge.FaceTemplates.ExtractedFace;
import io.facebridge.face.FaceSelection;
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

/** Measures detection, alignment and embedding of a small portrait, whose decoding takes little time. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 5)
@Measurement(iterations = 5, time = 5)
public class AlignAndEmbedBenchmark {
    private final FaceImage portrait = Portrait.ofSide(240);
    private final LocalFaces faces = LocalFaces.create();

    /** Creates the instance; called by JMH. */
    public AlignAndEmbedBenchmark() {}

    /** Closes the provider. */
    @TearDown
    public void close() {
        faces.close();
    }

    /**
     * Extracts the template from a JPEG of 240 × 240 pixels.
     *
     * @return the face with its template
     */
    @Benchmark
    public ExtractedFace smallJpegToTemplate() {
        return faces.templates().extract(portrait, FaceSelection.LARGEST);
    }
}
