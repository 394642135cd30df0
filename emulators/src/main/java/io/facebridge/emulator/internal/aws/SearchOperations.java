package io.facebridge.emulator.internal.aws;

import io.facebridge.emulator.internal.FaceAnalyzer.AnalyzedFace;
import io.facebridge.emulator.internal.Output;
import io.facebridge.emulator.internal.ScoreMap;
import io.facebridge.emulator.internal.Templates;
import io.facebridge.face.DetectedFace;
import io.facebridge.image.FaceImage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The searches of a collection: for faces, and for users by the mean of their faces. */
final class SearchOperations {
    private static final String COLLECTION_ID = "CollectionId";
    private static final String USER_ID = "UserId";
    private static final String FACE_ID = "FaceId";
    private static final String MODEL_VERSION = "FaceModelVersion";
    private static final int MAX_FACES = 4096;
    private static final int MAX_USERS = 500;
    private static final float DEFAULT_THRESHOLD = 80;

    private final Store store;
    private final Images images;
    private final VisibleFaces visibleFaces;
    private final ScoreMap scores;

    SearchOperations(Store store, Images images, VisibleFaces visibleFaces, ScoreMap scores) {
        this.store = store;
        this.images = images;
        this.visibleFaces = visibleFaces;
        this.scores = scores;
    }

    // Faces

    Output searchFaces(Input input) {
        String id = input.text(COLLECTION_ID, Input.COLLECTION_ID);
        String faceId = input.text(FACE_ID, Input.UUID);
        Wanted wanted = Wanted.faces(input);
        synchronized (store) {
            StoredGroup collection = store.collection(id);
            StoredFace searched = searchable(collection, faceId, store.now());
            return new Output()
                    .with("SearchedFaceId", faceId)
                    .with("FaceMatches", faces(collection, collection.template(searched), searched, wanted))
                    .with(MODEL_VERSION, collection.modelVersion);
        }
    }

    /** A face that searches start from; one that was indexed just now may not be found yet. */
    private static StoredFace searchable(StoredGroup collection, String faceId, Instant now) {
        StoredFace face = collection.faces.get(faceId);
        if (face == null || !face.isSearchable(now)) {
            throw RefusedException.invalidParameter("faceId was not found in the collection");
        }
        return face;
    }

    Output searchFacesByImage(Input input) {
        String id = input.text(COLLECTION_ID, Input.COLLECTION_ID);
        Wanted wanted = Wanted.faces(input);
        QualityFilter filter = QualityFilter.of(input, "NONE");
        store.requireCollection(id);
        AnalyzedFace searched = visibleFaces.largest(images.read(input, "Image"), filter);
        if (searched == null) {
            throw RefusedException.invalidParameter("There are no faces in the image. Should be at least 1.");
        }
        synchronized (store) {
            StoredGroup collection = store.collection(id);
            return new Output()
                    .with(
                            "SearchedFaceBoundingBox",
                            FaceOutput.box(searched.face().box()))
                    .with("SearchedFaceConfidence", FaceOutput.confidence(searched.face()))
                    .with("FaceMatches", faces(collection, searched.vector(), null, wanted))
                    .with(MODEL_VERSION, collection.modelVersion);
        }
    }

    private List<Map<String, Object>> faces(
            StoredGroup collection, float[] probe, @Nullable StoredFace itself, Wanted wanted) {
        Instant now = store.now();
        return matches(
                        collection
                                .templates
                                .nearest(probe)
                                .filter(hit -> hit.key() != itself && hit.key().isSearchable(now)),
                        wanted)
                .map(match -> new Output()
                        .with("Similarity", match.similarity)
                        .with("Face", FaceOutput.face(match.key, collection.modelVersion))
                        .members())
                .toList();
    }

    // Users

    Output searchUsers(Input input) {
        String id = input.text(COLLECTION_ID, Input.COLLECTION_ID);
        String userId = input.optionalText(USER_ID, Input.USER_ID);
        String faceId = input.optionalText(FACE_ID, Input.UUID);
        Wanted wanted = Wanted.users(input);
        synchronized (store) {
            StoredGroup collection = store.collection(id);
            Output answer = new Output();
            if (userId != null && faceId == null) {
                StoredPerson itself = collection.user(userId);
                answer.with("SearchedUser", new Output().with(USER_ID, userId))
                        .with(
                                "UserMatches",
                                users(
                                        collection,
                                        collection.userTemplates.at(store.now()).vector(itself),
                                        itself,
                                        wanted));
            } else if (faceId != null && userId == null) {
                StoredFace face = searchable(collection, faceId, store.now());
                answer.with("SearchedFace", new Output().with(FACE_ID, faceId))
                        .with("UserMatches", users(collection, collection.template(face), null, wanted));
            } else {
                throw RefusedException.invalidParameter("either UserId or FaceId must be given");
            }
            return answer.with(MODEL_VERSION, collection.modelVersion);
        }
    }

    Output searchUsersByImage(Input input) {
        String id = input.text(COLLECTION_ID, Input.COLLECTION_ID);
        Wanted wanted = Wanted.users(input);
        QualityFilter filter = QualityFilter.of(input, "NONE");
        store.requireCollection(id);
        FaceImage image = images.read(input, "Image");
        VisibleFaces.Faces faces = visibleFaces.detect(image, Set.of(), filter);
        List<DetectedFace> good = faces.good();
        List<AnalyzedFace> searched = visibleFaces.extract(
                image, good.subList(0, Math.min(1, good.size())), faces.others().isEmpty());
        List<Map<String, Object>> unsearched = new ArrayList<>();
        good.stream().skip(1).forEach(face -> unsearched.add(unsearched(face, List.of("FACE_NOT_LARGEST"))));
        faces.others().forEach(other -> unsearched.add(unsearched(other.face(), other.reasons())));
        synchronized (store) {
            StoredGroup collection = store.collection(id);
            Output answer = new Output().with(MODEL_VERSION, collection.modelVersion);
            if (searched.isEmpty()) {
                answer.with("UserMatches", List.of());
            } else {
                AnalyzedFace face = searched.get(0);
                answer.with("SearchedFace", new Output().with("FaceDetail", FaceOutput.place(face.face())))
                        .with("UserMatches", users(collection, face.vector(), null, wanted));
            }
            return answer.with("UnsearchedFaces", unsearched);
        }
    }

    private static Map<String, Object> unsearched(DetectedFace face, List<String> reasons) {
        return new Output()
                .with("FaceDetails", FaceOutput.place(face))
                .with("Reasons", reasons)
                .members();
    }

    private List<Map<String, Object>> users(
            StoredGroup collection, float @Nullable [] probe, @Nullable StoredPerson itself, Wanted wanted) {
        if (probe == null) {
            return List.of();
        }
        Instant now = store.now();
        return matches(collection.userTemplates.at(now).nearest(probe).filter(hit -> hit.key() != itself), wanted)
                .map(match -> new Output()
                        .with("Similarity", match.similarity)
                        .with("User", PersonOperations.user(match.key, now))
                        .members())
                .toList();
    }

    // Both

    /** How many are wanted, and how similar. */
    private record Wanted(int max, float threshold) {
        static Wanted faces(Input input) {
            return new Wanted(
                    input.integer("MaxFaces", 1, MAX_FACES, MAX_FACES),
                    input.percent("FaceMatchThreshold", DEFAULT_THRESHOLD));
        }

        static Wanted users(Input input) {
            return new Wanted(
                    input.integer("MaxUsers", 1, MAX_USERS, MAX_USERS),
                    input.percent("UserMatchThreshold", DEFAULT_THRESHOLD));
        }
    }

    private record Match<K>(K key, float similarity) {}

    /** The hits that are similar enough, as many as are wanted. */
    private <K> Stream<Match<K>> matches(Stream<Templates.Hit<K>> nearest, Wanted wanted) {
        return nearest.map(hit -> new Match<>(hit.key(), scores.similarity(hit.cosine())))
                .takeWhile(match -> match.similarity >= wanted.threshold)
                .limit(wanted.max);
    }
}
