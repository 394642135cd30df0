package io.facebridge.aws.internal;

import io.facebridge.FaceIdentifier;
import io.facebridge.error.IncompatibleScaleException;
import io.facebridge.error.UnsupportedCapabilityException;
import io.facebridge.face.FaceSelection;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.match.Candidate;
import io.facebridge.match.Identification;
import io.facebridge.match.IdentifyRequest;
import io.facebridge.match.ScoreScale;
import io.facebridge.provider.Deadline;
import io.facebridge.provider.ProviderId;
import io.facebridge.remote.CallScope;
import io.facebridge.remote.GalleryNames;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Searches by SearchUsersByImage, once for each gallery. */
public final class RekognitionFaceIdentifier implements FaceIdentifier {
    private final ProviderId provider;
    private final AwsCalls calls;
    private final GalleryNames names;
    private final AwsScales scales;

    /** Searches the galleries of these names. */
    RekognitionFaceIdentifier(ProviderId provider, AwsCalls calls, GalleryNames names, AwsScales scales) {
        this.provider = provider;
        this.calls = calls;
        this.names = names;
        this.scales = scales;
    }

    @Override
    public List<Identification> identify(IdentifyRequest request) {
        @Nullable FaceSelection choice = request.face().orElse(null);
        AwsSearch.requireSearchable(provider, choice);
        if (request.allFaces()) {
            throw new UnsupportedCapabilityException(provider, "searching for every face of an image");
        }
        if (request.limit() > AwsSearch.MOST_PERSONS) {
            throw new IllegalArgumentException("Rekognition returns at most " + AwsSearch.MOST_PERSONS
                    + " candidates but the limit was " + request.limit());
        }
        List<String> collections =
                request.galleries().stream().map(names::nameOf).toList();
        try (CallScope call = calls.begin()) {
            return List.of(search(request, collections, choice, call.deadline()));
        }
    }

    @Override
    public ScoreScale scale(GalleryId gallery) {
        String collection = names.nameOf(gallery);
        try (CallScope call = calls.begin()) {
            return scales.identify(AwsCollections.model(calls, collection, call.deadline()));
        }
    }

    private Identification search(
            IdentifyRequest request, List<String> collections, @Nullable FaceSelection choice, Deadline deadline) {
        AwsImages probe = AwsImages.prepare(request.probe(), deadline);
        List<Candidate> candidates = new ArrayList<>();
        AwsSearch.@Nullable Found first = null;
        for (int i = 0; i < collections.size(); i++) {
            GalleryId gallery = request.galleries().get(i);
            AwsSearch.Found found = new AwsSearch(calls, collections.get(i), deadline)
                    .find(request.probe(), probe, choice, request.limit(), scales::identify);
            if (first == null) {
                first = found;
            } else if (!first.scale().equals(found.scale())) {
                throw new IncompatibleScaleException("the galleries " + request.galleries()
                        + " were enrolled with different models, " + first.scale() + " and " + found.scale()
                        + ", whose scores are not comparable; search them one by one");
            }
            found.persons()
                    .forEach((person, similarity) ->
                            candidates.add(new Candidate(gallery, new PersonId(person), found.comparison(similarity))));
        }
        if (first == null) {
            throw new IllegalStateException("a request without a gallery");
        }
        return new Identification(
                first.face(),
                candidates.stream()
                        .sorted(Comparator.comparingDouble((Candidate candidate) ->
                                        candidate.score().value())
                                .reversed())
                        .limit(request.limit())
                        .toList());
    }
}
