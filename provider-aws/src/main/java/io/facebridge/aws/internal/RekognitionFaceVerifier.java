package io.facebridge.aws.internal;

import io.facebridge.FaceVerifier;
import io.facebridge.error.NotFoundException;
import io.facebridge.gallery.GalleryId;
import io.facebridge.match.Comparison;
import io.facebridge.match.ScoreScale;
import io.facebridge.match.VerifyRequest;
import io.facebridge.provider.Deadline;
import io.facebridge.provider.ProviderId;
import io.facebridge.remote.CallScope;
import io.facebridge.remote.GalleryNames;
import java.util.Map;

/**
 * Verifies by a search, because Rekognition does not compare an image with one user: it searches for the 500 best users and
 * picks the claimed one. An enrolled person who is not among 500 candidates has a score of at most the lowest of them. An
 * enrolled person who is missing from fewer candidates cannot be searched for yet; the bound is then the maximum of the score
 * scale.
 */
public final class RekognitionFaceVerifier implements FaceVerifier {
    private final ProviderId provider;
    private final AwsCalls calls;
    private final GalleryNames names;
    private final AwsScales scales;

    /** Verifies against the galleries of these names. */
    RekognitionFaceVerifier(ProviderId provider, AwsCalls calls, GalleryNames names, AwsScales scales) {
        this.provider = provider;
        this.calls = calls;
        this.names = names;
        this.scales = scales;
    }

    @Override
    public boolean composed() {
        return true;
    }

    @Override
    public Comparison verify(VerifyRequest request) {
        String collection = names.nameOf(request.gallery());
        AwsNames.user(request.claimed());
        AwsSearch.requireSearchable(provider, request.face().orElse(null));
        try (CallScope call = calls.begin()) {
            return verify(request, collection, call.deadline());
        }
    }

    @Override
    public ScoreScale scale(GalleryId gallery) {
        String collection = names.nameOf(gallery);
        try (CallScope call = calls.begin()) {
            return scales.verify(AwsCollections.model(calls, collection, call.deadline()));
        }
    }

    private Comparison verify(VerifyRequest request, String collection, Deadline deadline) {
        AwsSearch.Found found = new AwsSearch(calls, collection, deadline)
                .find(
                        request.probe(),
                        AwsImages.prepare(request.probe(), deadline),
                        request.face().orElse(null),
                        AwsSearch.MAX_PERSONS,
                        scales::verify);
        Map<String, Float> persons = found.persons();
        Float similarity = persons.get(request.claimed().value());
        if (similarity != null) {
            return found.comparison(similarity);
        }
        boolean enrolled = found.users() && new AwsPersons(calls, collection).exists(request.claimed(), deadline);
        if (!enrolled) {
            throw new NotFoundException(NotFoundException.Kind.PERSON, null, null, null);
        }
        return found.atMost(
                persons.size() < AwsSearch.MAX_PERSONS
                        ? found.scale().max()
                        : persons.values().stream()
                                .mapToDouble(AwsMapper::decimal)
                                .min()
                                .orElseThrow());
    }
}
