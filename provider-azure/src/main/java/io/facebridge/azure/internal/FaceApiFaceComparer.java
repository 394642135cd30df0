package io.facebridge.azure.internal;

import io.facebridge.FaceComparer;
import io.facebridge.azure.internal.FaceApiFaceDetector.IdentifiableFace;
import io.facebridge.azure.internal.FaceApiFaceDetector.Selection;
import io.facebridge.error.ImageRole;
import io.facebridge.image.FaceImage;
import io.facebridge.match.CompareOptions;
import io.facebridge.match.Comparison;
import io.facebridge.match.ScoreScale;
import io.facebridge.provider.Deadline;
import io.facebridge.remote.CallScope;
import java.util.List;
import java.util.Optional;

/** Compares by Detect for both images concurrently, then Verify. */
public final class FaceApiFaceComparer implements FaceComparer {
    private final AzureCalls calls;
    private final FaceApiFaceDetector detector;
    private final AzureScales scales;
    private final String model;

    FaceApiFaceComparer(AzureCalls calls, FaceApiFaceDetector detector, AzureScales scales, String recognitionModel) {
        this.calls = calls;
        this.detector = detector;
        this.scales = scales;
        model = recognitionModel;
    }

    @Override
    public Comparison compare(FaceImage reference, FaceImage probe, CompareOptions options) {
        try (CallScope call = calls.begin()) {
            Deadline deadline = call.deadline();
            return compare(
                    AzureImages.prepare(reference, deadline), AzureImages.prepare(probe, deadline), options, deadline);
        }
    }

    @Override
    public Optional<ScoreScale> scale() {
        return Optional.of(scales.compare(model));
    }

    private Comparison compare(AzureImages reference, AzureImages probe, CompareOptions options, Deadline deadline) {
        List<List<IdentifiableFace>> seen = calls.parallelRequests()
                .all(List.of(
                        () -> detector.detectWithId(reference, model, deadline),
                        () -> detector.detectWithId(probe, model, deadline)));
        Selection known = Selection.of(
                seen.get(0), options.referenceFace().orElse(null), reference.original(), ImageRole.REFERENCE);
        Selection taken =
                Selection.of(seen.get(1), options.probeFace().orElse(null), probe.original(), ImageRole.PROBE);
        AzureRequest verify = AzureRequest.post("verify")
                .json(body -> body.writeStringField(
                                "faceId1", known.identifiable().requireId())
                        .writeStringField("faceId2", taken.identifiable().requireId()));
        return calls.send(AzureOperations.VERIFY, verify, deadline, answer -> {
            Json said = answer.json();
            Comparison.Builder comparison = Comparison.builder(
                            AzureMapper.score(said.get("confidence"), scales.compare(model)))
                    .referenceFace(known.face())
                    .probeFace(taken.face())
                    .vendor(answer.vendor(said));
            if (known.rivalled()) {
                comparison.rivalledIn(ImageRole.REFERENCE);
            }
            if (taken.rivalled()) {
                comparison.rivalledIn(ImageRole.PROBE);
            }
            return comparison.build();
        });
    }
}
