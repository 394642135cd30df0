package io.facebridge.azure.internal;

import io.facebridge.FaceVerifier;
import io.facebridge.azure.internal.FaceApiFaceDetector.Selection;
import io.facebridge.error.ImageRole;
import io.facebridge.error.NotFoundException;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.match.Comparison;
import io.facebridge.match.ScoreScale;
import io.facebridge.match.VerifyRequest;
import io.facebridge.provider.Deadline;
import io.facebridge.remote.CallScope;
import io.facebridge.remote.GalleryNames;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Verifies by Detect and then Verify against the person, which needs no training. A person with several entries is compared
 * with each.
 */
public final class FaceApiFaceVerifier implements FaceVerifier {
    private final AzureCalls calls;
    private final FaceApiFaceDetector detector;
    private final AzureGroups groups;
    private final GalleryNames names;
    private final AzureScales scales;

    FaceApiFaceVerifier(
            AzureCalls calls,
            FaceApiFaceDetector detector,
            AzureGroups groups,
            GalleryNames names,
            AzureScales scales) {
        this.calls = calls;
        this.detector = detector;
        this.groups = groups;
        this.names = names;
        this.scales = scales;
    }

    @Override
    public Comparison verify(VerifyRequest request) {
        String name = names.nameOf(request.gallery());
        AzureNames.check(request.claimed());
        try (CallScope call = calls.begin()) {
            return verify(request, groups.of(name), call.deadline());
        }
    }

    @Override
    public ScoreScale scale(GalleryId gallery) {
        AzureGroup group = groups.of(names.nameOf(gallery));
        return scales.verify(calls.call(group::requestModel));
    }

    private Comparison verify(VerifyRequest request, AzureGroup group, Deadline deadline) {
        AzureImages probe = AzureImages.prepare(request.probe(), deadline);
        String model = group.model(deadline);
        Selection meant = Selection.of(
                detector.detectWithId(probe, model, deadline),
                request.face().orElse(null),
                request.probe(),
                ImageRole.PROBE);
        List<String> ids = ids(request.claimed(), group, deadline);
        Optional<Comparison> best = best(request.claimed(), ids, meant, model, group, deadline);
        if (best.isEmpty()) {
            // All known entries are gone; another application may have enrolled the person again.
            group.index().list(deadline);
            best = best(request.claimed(), group.index().known(request.claimed()), meant, model, group, deadline);
        }
        return best.orElseThrow(FaceApiFaceVerifier::notEnrolled);
    }

    private static List<String> ids(PersonId person, AzureGroup group, Deadline deadline) {
        PersonIndex index = group.index();
        if (index.known(person).isEmpty() || !index.isListed()) {
            index.list(deadline);
        }
        List<String> ids = index.known(person);
        if (ids.isEmpty()) {
            throw notEnrolled();
        }
        return ids;
    }

    private Optional<Comparison> best(
            PersonId person, List<String> ids, Selection meant, String model, AzureGroup group, Deadline deadline) {
        List<Comparison> comparisons = new ArrayList<>();
        for (String id : ids) {
            try {
                comparisons.add(compare(id, meant, model, group, deadline));
            } catch (NotFoundException e) {
                if (e.kind() != NotFoundException.Kind.PERSON) {
                    throw e;
                }
                group.index().remove(person, id);
            }
        }
        return comparisons.stream()
                .max(Comparator.comparingDouble(comparison -> comparison.score().value()));
    }

    private Comparison compare(String id, Selection meant, String model, AzureGroup group, Deadline deadline) {
        AzureRequest request = AzureRequest.post("verify")
                .json(body -> body.writeStringField(
                                "faceId", meant.identifiable().requireId())
                        .writeStringField("personId", id)
                        .writeStringField("largePersonGroupId", group.name()));
        return group.send(AzureOperations.VERIFY, request, deadline, answer -> {
            Json said = answer.json();
            Comparison.Builder comparison = Comparison.builder(
                            AzureMapper.score(said.get("confidence"), scales.verify(model)))
                    .probeFace(meant.face())
                    .vendor(answer.vendor(said));
            return (meant.rivalled() ? comparison.rivalledIn(ImageRole.PROBE) : comparison).build();
        });
    }

    private static NotFoundException notEnrolled() {
        return new NotFoundException(NotFoundException.Kind.PERSON, null, null, null);
    }
}
