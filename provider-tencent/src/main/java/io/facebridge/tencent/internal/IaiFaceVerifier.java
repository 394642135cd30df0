package io.facebridge.tencent.internal;

import com.tencentcloudapi.iai.v20200303.models.VerifyFaceRequest;
import com.tencentcloudapi.iai.v20200303.models.VerifyPersonRequest;
import io.facebridge.FaceVerifier;
import io.facebridge.error.ImageRole;
import io.facebridge.error.NotFoundException;
import io.facebridge.error.RequestRefusedException;
import io.facebridge.error.UnsupportedCapabilityException;
import io.facebridge.face.FaceSelection;
import io.facebridge.gallery.GalleryId;
import io.facebridge.match.Comparison;
import io.facebridge.match.ScoreScale;
import io.facebridge.match.VerifyRequest;
import io.facebridge.provider.Deadline;
import io.facebridge.provider.ProviderId;
import io.facebridge.provider.VendorResponse;
import io.facebridge.remote.CallScope;
import io.facebridge.remote.GalleryNames;
import io.facebridge.remote.UnusableAnswerException;
import io.facebridge.tencent.internal.IaiFaceComparer.Selection;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Verifies by VerifyPerson, which compares with all faces of a person at once, or by VerifyFace, which takes the best one, for
 * persons of model 2.0. Both select the largest face of the image and return none: unless the caller selects the largest one,
 * DetectFace is called first to find out whether there are others.
 */
public final class IaiFaceVerifier implements FaceVerifier {
    private final ProviderId provider;
    private final TencentCalls calls;
    private final IaiFaceDetector detector;
    private final GalleryNames names;
    private final TencentScales scales;

    IaiFaceVerifier(
            ProviderId provider,
            TencentCalls calls,
            IaiFaceDetector detector,
            GalleryNames names,
            TencentScales scales) {
        this.provider = provider;
        this.calls = calls;
        this.detector = detector;
        this.names = names;
        this.scales = scales;
    }

    @Override
    public Comparison verify(VerifyRequest request) {
        String group = names.nameOf(request.gallery());
        TencentNames.check(request.claimed());
        @Nullable FaceSelection choice = request.face().orElse(null);
        if (choice == FaceSelection.CENTRAL) {
            throw new UnsupportedCapabilityException(provider, "FaceSelection.CENTRAL for a verification");
        }
        try (CallScope call = calls.begin()) {
            return verify(request, group, choice, call.deadline());
        }
    }

    @Override
    public ScoreScale scale(GalleryId gallery) {
        String group = names.nameOf(gallery);
        try (CallScope call = calls.begin()) {
            return scales.verify(new TencentGroups(calls).model(group, call.deadline()));
        }
    }

    private Comparison verify(VerifyRequest request, String group, @Nullable FaceSelection choice, Deadline deadline) {
        TencentImages probe = TencentImages.prepare(request.probe(), deadline);
        @Nullable
        Selection looked = choice == FaceSelection.LARGEST
                ? null
                : Selection.at(detector, probe, choice, ImageRole.PROBE, deadline);
        TencentPersons persons = new TencentPersons(calls, group);
        Optional<String> ours = TencentNames.ours(request.claimed(), group);
        if (ours.isPresent()) {
            try {
                return verify(ours.get(), probe, looked, deadline);
            } catch (NotFoundException e) {
                if (e.kind() != NotFoundException.Kind.PERSON) {
                    throw e;
                }
            }
        }
        return persons.enrolledByOthers(request.claimed(), deadline)
                .map(person -> verify(person, probe, looked, deadline))
                .orElseThrow(() -> new NotFoundException(NotFoundException.Kind.PERSON, null, null, null));
    }

    private Comparison verify(String person, TencentImages probe, @Nullable Selection looked, Deadline deadline) {
        Function<Verified, Comparison> comparison = verified -> {
            Comparison.Builder made = Comparison.builder(TencentMapper.score(
                            verified.score(),
                            scales.verify(UnusableAnswerException.requireText("face model version", verified.model()))))
                    .vendor(verified.vendor());
            if (looked != null) {
                made.probeFace(looked.face());
                if (looked.rivalled()) {
                    made.rivalledIn(ImageRole.PROBE);
                }
            }
            return made.build();
        };
        VerifyPersonRequest fused = new VerifyPersonRequest();
        fused.setPersonId(person);
        fused.setImage(probe.base64());
        fused.setQualityControl(0L);
        try {
            return calls.send(
                    TencentOperations.VERIFY_PERSON,
                    fused,
                    deadline,
                    answer -> comparison.apply(new Verified(
                            answer.getScore(),
                            answer.getFaceModelVersion(),
                            TencentMapper.answer(answer, answer.getRequestId()))));
        } catch (RequestRefusedException e) {
            if (!TencentErrors.is(TencentErrors.OLD_MODEL, e)) {
                throw e;
            }
        }
        VerifyFaceRequest best = new VerifyFaceRequest();
        best.setPersonId(person);
        best.setImage(probe.base64());
        best.setQualityControl(0L);
        return calls.send(
                TencentOperations.VERIFY_FACE,
                best,
                deadline,
                answer -> comparison.apply(new Verified(
                        answer.getScore(),
                        answer.getFaceModelVersion(),
                        TencentMapper.answer(answer, answer.getRequestId()))));
    }

    private record Verified(@Nullable Float score, @Nullable String model, VendorResponse vendor) {}
}
