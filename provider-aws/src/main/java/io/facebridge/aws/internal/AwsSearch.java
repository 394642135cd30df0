package io.facebridge.aws.internal;

import io.facebridge.error.FaceNotFoundException;
import io.facebridge.error.ImageRole;
import io.facebridge.error.UnsupportedCapabilityException;
import io.facebridge.face.DetectedFace;
import io.facebridge.face.FaceSelection;
import io.facebridge.image.FaceImage;
import io.facebridge.match.Comparison;
import io.facebridge.match.Score;
import io.facebridge.match.ScoreScale;
import io.facebridge.provider.Deadline;
import io.facebridge.provider.ProviderId;
import io.facebridge.provider.VendorResponse;
import io.facebridge.remote.UnusableAnswerException;
import io.facebridge.spi.SelectedFace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rekognition.model.Face;
import software.amazon.awssdk.services.rekognition.model.FaceDetail;
import software.amazon.awssdk.services.rekognition.model.FaceMatch;
import software.amazon.awssdk.services.rekognition.model.QualityFilter;
import software.amazon.awssdk.services.rekognition.model.SearchFacesByImageRequest;
import software.amazon.awssdk.services.rekognition.model.SearchUsersByImageRequest;
import software.amazon.awssdk.services.rekognition.model.SearchUsersByImageResponse;
import software.amazon.awssdk.services.rekognition.model.UnsearchedFace;
import software.amazon.awssdk.services.rekognition.model.UserMatch;

/**
 * Searches a collection for the persons most similar to the largest face of an image. In a collection without users, which
 * another application created, persons are the faces of one external id, and a face without one is a person of its own id.
 */
final class AwsSearch {
    /** The maximum of Rekognition's API reference. */
    static final int MAX_PERSONS = 500;

    private static final int MAX_FACES = 4096;

    private final AwsCalls calls;
    private final String collection;
    private final Deadline deadline;

    AwsSearch(AwsCalls calls, String collection, Deadline deadline) {
        this.calls = calls;
        this.collection = collection;
        this.deadline = deadline;
    }

    /** Rejects a face that cannot be searched for, before anything is sent. */
    static void requireSearchable(ProviderId provider, @Nullable FaceSelection choice) {
        if (choice == FaceSelection.CENTRAL) {
            throw new UnsupportedCapabilityException(provider, "FaceSelection.CENTRAL for a search");
        }
    }

    Found find(
            FaceImage probe,
            AwsImages prepared,
            @Nullable FaceSelection choice,
            int max,
            Function<String, ScoreScale> scale) {
        Found users = users(probe, prepared, choice, max, scale);
        if (!users.persons().isEmpty()) {
            return users;
        }
        boolean withoutUsers = AwsCollections.hasFacesAndNoUsers(AwsCollections.describe(calls, collection, deadline));
        return withoutUsers ? users.with(faces(prepared, max), false) : users;
    }

    private Found users(
            FaceImage probe,
            AwsImages prepared,
            @Nullable FaceSelection choice,
            int max,
            Function<String, ScoreScale> scale) {
        return calls.send(
                AwsOperations.SEARCH_USERS_BY_IMAGE,
                SearchUsersByImageRequest.builder()
                        .collectionId(collection)
                        .image(prepared.sent())
                        .userMatchThreshold(0f)
                        .maxUsers(max)
                        .qualityFilter(QualityFilter.NONE)
                        .build(),
                deadline,
                answer -> {
                    String model = UnusableAnswerException.requireText("face model version", answer.faceModelVersion());
                    if (answer.searchedFace() == null || answer.searchedFace().faceDetail() == null) {
                        throw new FaceNotFoundException(ImageRole.PROBE, null);
                    }
                    DetectedFace searched =
                            AwsMapper.searched(answer.searchedFace().faceDetail(), probe);
                    SelectedFace chosen = SelectedFace.of(withOthers(searched, answer), choice, probe, ImageRole.PROBE);
                    Map<String, Float> persons = new LinkedHashMap<>();
                    for (UserMatch match : answer.userMatches()) {
                        persons.put(
                                AwsNames.answeredUser(UnusableAnswerException.require("user of a match", match.user())
                                        .userId()),
                                UnusableAnswerException.require("similarity", match.similarity()));
                    }
                    return new Found(
                            searched, chosen.rivalled(), scale.apply(model), persons, true, AwsMapper.answer(answer));
                });
    }

    private static List<DetectedFace> withOthers(DetectedFace searched, SearchUsersByImageResponse answer) {
        List<DetectedFace> faces = new ArrayList<>();
        faces.add(searched);
        List<FaceDetail> others = answer.unsearchedFaces().stream()
                .map(UnsearchedFace::faceDetails)
                .filter(Objects::nonNull)
                .toList();
        AwsMapper.placedOrNone(others, FaceDetail::boundingBox)
                .forEach(detail -> faces.add(AwsMapper.face(detail, Set.of(), null)));
        return faces;
    }

    /** Returns the best score of each person's faces, highest first. */
    private Map<String, Float> faces(AwsImages prepared, int max) {
        return searchFaces(prepared, matches -> {
            Map<String, Float> best = new LinkedHashMap<>();
            for (FaceMatch match : matches) {
                best.merge(
                        AwsPersons.personOf(match.face()),
                        UnusableAnswerException.require("similarity", match.similarity()),
                        Math::max);
            }
            Map<String, Float> persons = new LinkedHashMap<>();
            best.entrySet().stream()
                    .sorted(Map.Entry.<String, Float>comparingByValue().reversed())
                    .limit(max)
                    .forEach(person -> persons.put(person.getKey(), person.getValue()));
            return persons;
        });
    }

    /** Searches for the faces similar to an image, whether they belong to a user or not. */
    List<Face> facesLike(FaceImage probe) {
        return searchFaces(
                AwsImages.prepare(probe, deadline),
                matches -> matches.stream().map(FaceMatch::face).toList());
    }

    private <T> T searchFaces(AwsImages prepared, Function<List<FaceMatch>, T> reading) {
        return calls.send(
                AwsOperations.SEARCH_FACES_BY_IMAGE,
                SearchFacesByImageRequest.builder()
                        .collectionId(collection)
                        .image(prepared.sent())
                        .faceMatchThreshold(0f)
                        .maxFaces(MAX_FACES)
                        .qualityFilter(QualityFilter.NONE)
                        .build(),
                deadline,
                answer -> {
                    for (FaceMatch match : answer.faceMatches()) {
                        AwsNames.answeredFace(UnusableAnswerException.require("face of a match", match.face())
                                .faceId());
                    }
                    return reading.apply(answer.faceMatches());
                });
    }

    /**
     * The result of a search.
     *
     * @param persons similarities by person, best first
     * @param users whether the persons are users of the collection, and not external ids of its faces
     */
    record Found(
            DetectedFace face,
            boolean rivalled,
            ScoreScale scale,
            Map<String, Float> persons,
            boolean users,
            VendorResponse vendor) {
        Found with(Map<String, Float> others, boolean areUsers) {
            return new Found(face, rivalled, scale, others, areUsers, vendor);
        }

        Comparison comparison(float similarity) {
            return builder(AwsMapper.score(similarity, scale)).build();
        }

        /** Creates a comparison whose score the service did not return and that is at most this bound. */
        Comparison atMost(double bound) {
            return builder(new Score(bound, scale)).upperBound().build();
        }

        private Comparison.Builder builder(Score score) {
            Comparison.Builder comparison =
                    Comparison.builder(score).probeFace(face).vendor(vendor);
            return rivalled ? comparison.rivalledIn(ImageRole.PROBE) : comparison;
        }
    }
}
