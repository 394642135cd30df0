package io.facebridge.aws.internal;

import io.facebridge.aws.AwsFaceComparer;
import io.facebridge.aws.S3Location;
import io.facebridge.error.FaceBridgeException;
import io.facebridge.error.FaceNotFoundException;
import io.facebridge.error.ImageRole;
import io.facebridge.error.RequestRefusedException;
import io.facebridge.error.UnsupportedCapabilityException;
import io.facebridge.face.DetectOptions;
import io.facebridge.face.DetectedFace;
import io.facebridge.face.FaceSelection;
import io.facebridge.image.FaceImage;
import io.facebridge.match.CompareOptions;
import io.facebridge.match.Comparison;
import io.facebridge.match.Score;
import io.facebridge.match.ScoreScale;
import io.facebridge.provider.Deadline;
import io.facebridge.provider.ProviderId;
import io.facebridge.remote.CallScope;
import io.facebridge.remote.UnusableAnswerException;
import io.facebridge.spi.SelectedFace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rekognition.model.BoundingBox;
import software.amazon.awssdk.services.rekognition.model.CompareFacesMatch;
import software.amazon.awssdk.services.rekognition.model.CompareFacesRequest;
import software.amazon.awssdk.services.rekognition.model.CompareFacesResponse;
import software.amazon.awssdk.services.rekognition.model.ComparedFace;
import software.amazon.awssdk.services.rekognition.model.ComparedSourceImageFace;
import software.amazon.awssdk.services.rekognition.model.QualityFilter;

/**
 * Compares images by CompareFaces at threshold 0, so that every face of the probe has a score. The service takes the largest
 * face of the reference and returns no other, so its rivals are unknown.
 */
public final class RekognitionFaceComparer implements AwsFaceComparer {
    private final ProviderId provider;
    private final AwsCalls calls;
    private final RekognitionFaceDetector detector;
    private final boolean namesPictureWithoutFace;
    private final AwsScales scales;

    /** Compares by these calls; the detector finds out which image contains no face, if requested. */
    RekognitionFaceComparer(
            ProviderId provider,
            AwsCalls calls,
            RekognitionFaceDetector detector,
            AwsScales scales,
            boolean namesPictureWithoutFace) {
        this.provider = provider;
        this.calls = calls;
        this.detector = detector;
        this.namesPictureWithoutFace = namesPictureWithoutFace;
        this.scales = scales;
    }

    @Override
    public Comparison compare(FaceImage reference, FaceImage probe, CompareOptions options) {
        requireChoice(options, true);
        try (CallScope call = calls.begin()) {
            Deadline deadline = call.deadline();
            return compare(
                    AwsImages.prepare(reference, deadline), AwsImages.prepare(probe, deadline), options, deadline);
        }
    }

    @Override
    public Comparison compareInS3(S3Location reference, S3Location probe, CompareOptions options) {
        requireChoice(options, false);
        try (CallScope call = calls.begin()) {
            return compare(AwsImages.in(reference), AwsImages.in(probe), options, call.deadline());
        }
    }

    @Override
    public Optional<ScoreScale> scale() {
        return Optional.of(scales.compare());
    }

    Comparison compare(AwsImages reference, AwsImages probe, CompareOptions options, Deadline deadline) {
        try {
            return calls.send(
                    AwsOperations.COMPARE_FACES,
                    CompareFacesRequest.builder()
                            .sourceImage(reference.sent())
                            .targetImage(probe.sent())
                            .similarityThreshold(0f)
                            .qualityFilter(QualityFilter.NONE)
                            .build(),
                    deadline,
                    answer -> comparison(answer, probe.original(), options));
        } catch (FaceNotFoundException e) {
            throw namesPictureWithoutFace && e.role() == ImageRole.UNKNOWN ? named(e, reference, probe, deadline) : e;
        }
    }

    private Comparison comparison(CompareFacesResponse answer, @Nullable FaceImage probe, CompareOptions options) {
        ComparedSourceImageFace source =
                UnusableAnswerException.require("face of the reference", answer.sourceImageFace());
        answer.faceMatches().forEach(match -> UnusableAnswerException.require("face of a match", match.face()));
        List<ComparedFace> unmatched = AwsMapper.placedOrNone(answer.unmatchedFaces(), ComparedFace::boundingBox);
        List<CompareFacesMatch> matches = unmatched.isEmpty()
                ? AwsMapper.placed(answer.faceMatches(), RekognitionFaceComparer::box)
                : AwsMapper.placedOrNone(answer.faceMatches(), RekognitionFaceComparer::box);
        if (matches.isEmpty() && unmatched.isEmpty()) {
            AwsMapper.placed(answer.unmatchedFaces(), ComparedFace::boundingBox);
        }
        List<DetectedFace> faces = new ArrayList<>(matches.size() + unmatched.size());
        matches.forEach(match -> faces.add(AwsMapper.face(match.face(), probe)));
        unmatched.forEach(face -> faces.add(AwsMapper.face(face, probe)));
        SelectedFace chosen = SelectedFace.of(faces, options.probeFace().orElse(null), probe, ImageRole.PROBE);
        ScoreScale scale = scales.compare();
        Comparison.Builder comparison;
        if (chosen.index() < matches.size()) {
            Float similarity = UnusableAnswerException.require(
                    "similarity", matches.get(chosen.index()).similarity());
            comparison = Comparison.builder(AwsMapper.score(similarity, scale));
        } else {
            // Left out although every score was asked for: how alike it is was not said.
            comparison = Comparison.builder(new Score(scale.max(), scale)).upperBound();
        }
        if (chosen.rivalled()) {
            comparison.rivalledIn(ImageRole.PROBE);
        }
        return comparison
                .referenceFace(AwsMapper.faceAt(source.boundingBox(), source.confidence())
                        .build())
                .probeFace(faces.get(chosen.index()))
                .vendor(AwsMapper.answer(answer))
                .build();
    }

    private static @Nullable BoundingBox box(CompareFacesMatch match) {
        return match.face().boundingBox();
    }

    /** Rekognition calls it a bad parameter; if both images hold a face it was one. */
    private FaceBridgeException named(
            FaceNotFoundException unnamed, AwsImages reference, AwsImages probe, Deadline deadline) {
        DetectOptions any = DetectOptions.defaults().atMost(1);
        if (detector.detect(reference, any, deadline).isEmpty()) {
            return new FaceNotFoundException(
                    ImageRole.REFERENCE, unnamed.providerError().orElse(null));
        }
        if (detector.detect(probe, any, deadline).isEmpty()) {
            return new FaceNotFoundException(
                    ImageRole.PROBE, unnamed.providerError().orElse(null));
        }
        return new RequestRefusedException(
                "Rekognition rejects the comparison of the images although it finds a face in both",
                unnamed.providerError().orElse(null),
                null);
    }

    private void requireChoice(CompareOptions options, boolean probeSizeKnown) {
        options.referenceFace()
                .filter(choice -> choice != FaceSelection.LARGEST)
                .ifPresent(choice -> {
                    throw new UnsupportedCapabilityException(
                            provider, "FaceSelection." + choice + " for the reference of a comparison");
                });
        if (!probeSizeKnown
                && options.probeFace().filter(FaceSelection.CENTRAL::equals).isPresent()) {
            throw new UnsupportedCapabilityException(provider, "FaceSelection.CENTRAL for an image in S3");
        }
    }
}
