package io.facebridge.tencent.internal;

import com.tencentcloudapi.iai.v20200303.models.CompareFaceRequest;
import com.tencentcloudapi.iai.v20200303.models.CompareFaceResponse;
import com.tencentcloudapi.iai.v20200303.models.CompareMaskFaceRequest;
import io.facebridge.error.FaceNotFoundException;
import io.facebridge.error.ImageRole;
import io.facebridge.error.RequestRefusedException;
import io.facebridge.error.UnsupportedCapabilityException;
import io.facebridge.face.DetectOptions;
import io.facebridge.face.DetectedFace;
import io.facebridge.face.FaceFeature;
import io.facebridge.face.FaceSelection;
import io.facebridge.image.FaceImage;
import io.facebridge.match.CompareOptions;
import io.facebridge.match.Comparison;
import io.facebridge.match.ScoreScale;
import io.facebridge.provider.Deadline;
import io.facebridge.provider.ProviderId;
import io.facebridge.remote.CallScope;
import io.facebridge.remote.UnusableAnswerException;
import io.facebridge.spi.SelectedFace;
import io.facebridge.tencent.TencentFaceComparer;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Compares images by CompareFace, which returns no face at all. Every request selects the largest face of each image; by
 * default the service would compare the face of the highest confidence. To report faces and rivals, DetectFace is called first.
 */
public final class IaiFaceComparer implements TencentFaceComparer {
    /** The strategy that compares the face of the largest area; 0, the default, compares the one of the highest confidence. */
    private static final Long LARGEST = 1L;

    private final ProviderId provider;
    private final TencentCalls calls;
    private final IaiFaceDetector detector;
    private final TencentScales scales;
    private final String model;
    private final boolean detectsFirst;
    private final boolean domestic;

    private volatile boolean sendsStrategy = true;

    IaiFaceComparer(
            ProviderId provider,
            TencentCalls calls,
            IaiFaceDetector detector,
            TencentScales scales,
            String model,
            boolean detectsFirst,
            boolean domestic) {
        this.provider = provider;
        this.calls = calls;
        this.detector = detector;
        this.scales = scales;
        this.model = model;
        this.detectsFirst = detectsFirst;
        this.domestic = domestic;
    }

    @Override
    public Comparison compare(FaceImage reference, FaceImage probe, CompareOptions options) {
        @Nullable FaceSelection ofReference = options.referenceFace().orElse(null);
        @Nullable FaceSelection ofProbe = options.probeFace().orElse(null);
        requireChoice(ofReference);
        requireChoice(ofProbe);
        try (CallScope call = calls.begin()) {
            Deadline deadline = call.deadline();
            return compare(
                    TencentImages.prepare(reference, deadline),
                    TencentImages.prepare(probe, deadline),
                    ofReference,
                    ofProbe,
                    deadline);
        }
    }

    @Override
    public Comparison compareMasked(FaceImage reference, FaceImage probe) {
        if (!domestic) {
            throw new UnsupportedCapabilityException(provider, "comparison of masked faces on its international site");
        }
        try (CallScope call = calls.begin()) {
            Deadline deadline = call.deadline();
            CompareMaskFaceRequest request = new CompareMaskFaceRequest();
            request.setImageA(TencentImages.prepare(reference, deadline).base64());
            request.setImageB(TencentImages.prepare(probe, deadline).base64());
            request.setFaceModelVersion(model);
            return calls.send(
                    TencentOperations.COMPARE_MASK_FACE,
                    request,
                    deadline,
                    answer -> Comparison.builder(TencentMapper.score(
                                    answer.getScore(),
                                    scales.compareMasked(UnusableAnswerException.requireText(
                                            "face model version", answer.getFaceModelVersion()))))
                            .vendor(TencentMapper.answer(answer, answer.getRequestId()))
                            .build());
        }
    }

    @Override
    public Optional<ScoreScale> scale() {
        return Optional.of(scales.compare(model));
    }

    /** Compares with whatever the caller says of the faces. */
    Comparison compare(
            TencentImages reference,
            TencentImages probe,
            @Nullable FaceSelection ofReference,
            @Nullable FaceSelection ofProbe,
            Deadline deadline) {
        @Nullable Selection atReference = select(reference, ofReference, ImageRole.REFERENCE, deadline);
        @Nullable Selection atProbe = select(probe, ofProbe, ImageRole.PROBE, deadline);
        Function<CompareFaceResponse, Comparison> read = answer -> {
            ScoreScale scale = scales.compare(
                    UnusableAnswerException.requireText("face model version", answer.getFaceModelVersion()));
            Comparison.Builder comparison = Comparison.builder(TencentMapper.score(answer.getScore(), scale))
                    .vendor(TencentMapper.answer(answer, answer.getRequestId()));
            if (atReference != null) {
                comparison.referenceFace(atReference.face());
                if (atReference.rivalled()) {
                    comparison.rivalledIn(ImageRole.REFERENCE);
                }
            }
            if (atProbe != null) {
                comparison.probeFace(atProbe.face());
                if (atProbe.rivalled()) {
                    comparison.rivalledIn(ImageRole.PROBE);
                }
            }
            return comparison.build();
        };
        if (!sendsStrategy) {
            return calls.send(TencentOperations.COMPARE_FACE, request(reference, probe), deadline, read);
        }
        CompareFaceRequest largest = request(reference, probe);
        // Newer than the SDK's class. Of the choices of the API the service has this one; the others are refused above.
        largest.set("FaceMatchingStrategy", LARGEST);
        try {
            return calls.send(TencentOperations.COMPARE_FACE, largest, deadline, read);
        } catch (RequestRefusedException e) {
            // The international site documents no strategies, and that it compares the largest face.
            if (domestic || !TencentErrors.is(TencentErrors.UNKNOWN_PARAMETER, e)) {
                throw e;
            }
            Comparison comparison =
                    calls.send(TencentOperations.COMPARE_FACE, request(reference, probe), deadline, read);
            sendsStrategy = false;
            return comparison;
        }
    }

    private CompareFaceRequest request(TencentImages reference, TencentImages probe) {
        CompareFaceRequest request = new CompareFaceRequest();
        request.setImageA(reference.base64());
        request.setImageB(probe.base64());
        request.setFaceModelVersion(model);
        return request;
    }

    private @Nullable Selection select(
            TencentImages image, @Nullable FaceSelection choice, ImageRole role, Deadline deadline) {
        return detectsFirst ? Selection.at(detector, image, choice, role, deadline) : null;
    }

    private void requireChoice(@Nullable FaceSelection choice) {
        if (choice == FaceSelection.CENTRAL || (choice == FaceSelection.ONLY && !detectsFirst)) {
            throw new UnsupportedCapabilityException(
                    provider,
                    "FaceSelection." + choice + " for a comparison"
                            + (choice == FaceSelection.ONLY ? " unless it looks for other faces first" : ""));
        }
    }

    /**
     * The face that the service will select, the largest, and whether it has a rival.
     *
     * @param face the largest face
     * @param rivalled whether the caller selected no face and another one is nearly as large
     */
    record Selection(DetectedFace face, boolean rivalled) {
        /** Detection with pose and quality, which cost no further request. */
        private static final DetectOptions WITH_QUALITY = DetectOptions.defaults()
                .with(FaceFeature.POSE, FaceFeature.QUALITY)
                .atMost(IaiFaceDetector.MAX_FACES);

        static Selection at(
                IaiFaceDetector detector,
                TencentImages image,
                @Nullable FaceSelection choice,
                ImageRole role,
                Deadline deadline) {
            List<DetectedFace> faces = detector.detect(image, WITH_QUALITY, deadline);
            if (faces.isEmpty()) {
                throw new FaceNotFoundException(role, null);
            }
            SelectedFace chosen = SelectedFace.of(faces, choice, image.original(), role);
            return new Selection(faces.get(chosen.index()), chosen.rivalled());
        }
    }
}
