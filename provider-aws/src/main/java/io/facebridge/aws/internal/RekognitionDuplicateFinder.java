package io.facebridge.aws.internal;

import io.facebridge.DuplicateFinder;
import io.facebridge.IncompatibleScaleException;
import io.facebridge.NotFoundException;
import io.facebridge.ProviderId;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.match.DuplicatePair;
import io.facebridge.match.ScoreScale;
import io.facebridge.match.Threshold;
import io.facebridge.spi.Deadline;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.rekognition.model.SearchUsersResponse;
import software.amazon.awssdk.services.rekognition.model.UserMatch;

/** SearchUsers, once for each user. */
public final class RekognitionDuplicateFinder implements DuplicateFinder {
    private final ProviderId provider;
    private final AwsCalls calls;
    private final AwsNames names;

    /** Looks through the galleries of these names. */
    public RekognitionDuplicateFinder(ProviderId provider, AwsCalls calls, AwsNames names) {
        this.provider = provider;
        this.calls = calls;
        this.names = names;
    }

    @Override
    public boolean composed() {
        return true;
    }

    @Override
    public Iterable<DuplicatePair> find(GalleryId gallery, Threshold threshold) {
        ScoreScale scale = scale(gallery);
        if (!threshold.scale().equals(scale)) {
            throw new IncompatibleScaleException("scores of duplicates in this gallery are on the scale " + scale
                    + " but the threshold is on " + threshold.scale() + "; set one for DuplicateFinder.scale(gallery)");
        }
        String collection = names.collection(gallery);
        AwsPersons persons = new AwsPersons(calls, collection);
        return () -> {
            Set<Set<String>> seen = new HashSet<>();
            return new AwsPages<>(token -> calls.call(deadline -> persons.users(token, deadline)))
                    .flatMap(user ->
                            calls.call(deadline -> alike(collection, user.userId(), threshold, deadline)).stream()
                                    .filter(match -> seen.add(
                                            Set.of(user.userId(), match.user().userId())))
                                    .map(match -> new DuplicatePair(
                                            gallery,
                                            new PersonId(user.userId()),
                                            new PersonId(match.user().userId()),
                                            AwsMapper.score(match.similarity(), scale)))
                                    .toList())
                    .iterator();
        };
    }

    @Override
    public ScoreScale scale(GalleryId gallery) {
        String collection = names.collection(gallery);
        return calls.call(deadline ->
                AwsCollections.scale(provider, calls, collection, ScoreScale.Operation.DUPLICATE, deadline));
    }

    /** Nobody, if the user has been deleted meanwhile. */
    private List<UserMatch> alike(String collection, String user, Threshold threshold, Deadline deadline) {
        // The nearest number of the wire's precision may be above the threshold.
        float asked = Math.max(0, Math.nextDown((float) threshold.value()));
        try {
            return calls.send(AwsOperations.SEARCH_USERS, deadline, (client, configuration) -> {
                SearchUsersResponse answer = client.searchUsers(request -> request.collectionId(collection)
                        .userId(user)
                        .userMatchThreshold(asked)
                        .maxUsers(AwsSearch.MOST_PERSONS)
                        .overrideConfiguration(configuration));
                UnusableAnswerException.require("face model version", answer.faceModelVersion());
                for (UserMatch match : answer.userMatches()) {
                    UnusableAnswerException.require("similarity", match.similarity());
                    UnusableAnswerException.require(
                            "user of a match",
                            UnusableAnswerException.require("user", match.user())
                                    .userId());
                }
                return answer.userMatches().stream()
                        .filter(match -> !match.user().userId().equals(user))
                        .filter(match -> match.similarity() >= threshold.value())
                        .toList();
            });
        } catch (NotFoundException e) {
            if (e.kind() == NotFoundException.Kind.GALLERY) {
                throw e;
            }
            return List.of();
        }
    }
}
