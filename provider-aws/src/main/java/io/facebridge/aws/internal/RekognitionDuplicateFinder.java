package io.facebridge.aws.internal;

import io.facebridge.DuplicateFinder;
import io.facebridge.DuplicateFinder.DuplicatePair;
import io.facebridge.error.IncompatibleScaleException;
import io.facebridge.error.NotFoundException;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.match.ScoreScale;
import io.facebridge.match.Threshold;
import io.facebridge.provider.Deadline;
import io.facebridge.remote.GalleryNames;
import io.facebridge.remote.Pages;
import io.facebridge.remote.UnusableAnswerException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rekognition.model.DescribeCollectionResponse;
import software.amazon.awssdk.services.rekognition.model.Face;
import software.amazon.awssdk.services.rekognition.model.FaceMatch;
import software.amazon.awssdk.services.rekognition.model.SearchFacesRequest;
import software.amazon.awssdk.services.rekognition.model.SearchUsersRequest;
import software.amazon.awssdk.services.rekognition.model.User;
import software.amazon.awssdk.services.rekognition.model.UserMatch;

/**
 * Finds duplicates by SearchUsers, once for each user; in a collection without users by SearchFaces, once for each face. The
 * score of a pair is then that of the first two similar faces.
 */
public final class RekognitionDuplicateFinder implements DuplicateFinder {
    private static final int MAX_FACES = 4096;

    private final AwsCalls calls;
    private final GalleryNames names;
    private final AwsScales scales;

    /** Searches the galleries of these names. */
    RekognitionDuplicateFinder(AwsCalls calls, GalleryNames names, AwsScales scales) {
        this.calls = calls;
        this.names = names;
        this.scales = scales;
    }

    @Override
    public boolean composed() {
        return true;
    }

    @Override
    public Iterable<DuplicatePair> find(GalleryId gallery, Threshold threshold) {
        String collection = names.nameOf(gallery);
        DescribeCollectionResponse described =
                calls.call(deadline -> AwsCollections.describe(calls, collection, deadline));
        ScoreScale scale = scales.duplicate(described.faceModelVersion());
        if (!threshold.scale().equals(scale)) {
            throw new IncompatibleScaleException("scores of duplicates in this gallery are on the scale " + scale
                    + " but the threshold is on " + threshold.scale() + "; set one for DuplicateFinder.scale(gallery)");
        }
        AwsPersons persons = new AwsPersons(calls, collection);
        Search search = new Search(collection, threshold);
        return () -> {
            Set<Set<String>> seen = new HashSet<>();
            Iterable<SimilarPair> all = AwsCollections.hasFacesAndNoUsers(described)
                    ? new Pages<Face, String>(token -> calls.call(deadline -> persons.allFaces(token, deadline)))
                            .flatMap(face -> calls.call(deadline -> search.forFace(face, deadline)))
                    : new Pages<User, String>(token -> calls.call(deadline -> persons.users(token, deadline)))
                            .flatMap(user -> calls.call(deadline -> search.forUser(user.userId(), deadline)));
            return StreamSupport.stream(all.spliterator(), false)
                    .filter(pair -> seen.add(Set.of(pair.first(), pair.second())))
                    .map(pair -> new DuplicatePair(
                            gallery,
                            new PersonId(pair.first()),
                            new PersonId(pair.second()),
                            AwsMapper.score(pair.similarity(), scale)))
                    .iterator();
        };
    }

    @Override
    public ScoreScale scale(GalleryId gallery) {
        String collection = names.nameOf(gallery);
        return scales.duplicate(calls.call(deadline -> AwsCollections.model(calls, collection, deadline)));
    }

    /** Two persons and the score of the search that found them. */
    private record SimilarPair(String first, String second, float similarity) {}

    private final class Search {
        private final String collection;
        private final Threshold threshold;
        private final float asked;

        Search(String collection, Threshold threshold) {
            this.collection = collection;
            this.threshold = threshold;
            // The nearest number of the wire's precision may be above the threshold.
            asked = Math.max(0, Math.nextDown((float) threshold.value()));
        }

        /** Searches for the persons similar to a user; empty if the user has been deleted concurrently. */
        List<SimilarPair> forUser(String user, Deadline deadline) {
            try {
                return calls.send(
                        AwsOperations.SEARCH_USERS,
                        SearchUsersRequest.builder()
                                .collectionId(collection)
                                .userId(user)
                                .userMatchThreshold(asked)
                                .maxUsers(AwsSearch.MAX_PERSONS)
                                .build(),
                        deadline,
                        answer -> {
                            UnusableAnswerException.requireText("face model version", answer.faceModelVersion());
                            List<SimilarPair> found = new ArrayList<>();
                            for (UserMatch match : answer.userMatches()) {
                                String other = AwsNames.answeredUser(
                                        UnusableAnswerException.require("user of a match", match.user())
                                                .userId());
                                add(found, user, other, match.similarity());
                            }
                            return found;
                        });
            } catch (NotFoundException e) {
                if (e.kind() == NotFoundException.Kind.GALLERY) {
                    throw e;
                }
                return List.of();
            }
        }

        /** For collections without users: persons are the external ids of faces, and each face is searched for. */
        List<SimilarPair> forFace(Face face, Deadline deadline) {
            String person = AwsPersons.personOf(face);
            return calls.send(
                    AwsOperations.SEARCH_FACES,
                    SearchFacesRequest.builder()
                            .collectionId(collection)
                            .faceId(face.faceId())
                            .faceMatchThreshold(asked)
                            .maxFaces(MAX_FACES)
                            .build(),
                    deadline,
                    answer -> {
                        UnusableAnswerException.require("searched face", answer.searchedFaceId());
                        List<SimilarPair> found = new ArrayList<>();
                        for (FaceMatch match : answer.faceMatches()) {
                            Face other = UnusableAnswerException.require("face of a match", match.face());
                            AwsNames.answeredFace(other.faceId());
                            add(found, person, AwsPersons.personOf(other), match.similarity());
                        }
                        return found;
                    });
        }

        private void add(List<SimilarPair> found, String person, @Nullable String other, @Nullable Float similarity) {
            float score = UnusableAnswerException.require("similarity", similarity);
            String name = UnusableAnswerException.require("name of a match", other);
            if (!name.equals(person) && AwsMapper.decimal(score) >= threshold.value()) {
                found.add(new SimilarPair(person, name, score));
            }
        }
    }
}
