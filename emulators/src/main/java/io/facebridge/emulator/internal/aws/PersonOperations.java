package io.facebridge.emulator.internal.aws;

import io.facebridge.emulator.internal.FaceAnalyzer.AnalyzedFace;
import io.facebridge.emulator.internal.Output;
import io.facebridge.emulator.internal.ScoreMap;
import io.facebridge.face.DetectedFace;
import io.facebridge.image.FaceImage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The operations on the users of a collection. */
final class PersonOperations {
    private static final String COLLECTION_ID = "CollectionId";
    private static final String USER_ID = "UserId";
    private static final String FACE_ID = "FaceId";
    private static final String FACE_IDS = "FaceIds";
    private static final String THRESHOLD = "UserMatchThreshold";
    private static final String MODEL_VERSION = "FaceModelVersion";
    private static final int LARGEST_PAGE = 500;
    private static final int MOST_FACES = 100;
    private static final float DEFAULT_THRESHOLD = 80;
    private static final float DEFAULT_ASSOCIATION_THRESHOLD = 75;

    private final Store store;
    private final Pages pages;
    private final Images images;
    private final VisibleFaces visibleFaces;
    private final ScoreMap scores;

    PersonOperations(Store store, Pages pages, Images images, VisibleFaces visibleFaces, ScoreMap scores) {
        this.store = store;
        this.pages = pages;
        this.images = images;
        this.visibleFaces = visibleFaces;
        this.scores = scores;
    }

    Output createUser(Input input) {
        String userId = input.text(USER_ID, Input.USER_ID);
        return once("CreateUser", input, collection -> {
            if (collection.users.containsKey(userId)) {
                throw RefusedException.userExists(userId);
            }
            collection.addUser(store.nextNumber(), userId);
            return new Output();
        });
    }

    Output deleteUser(Input input) {
        String userId = input.text(USER_ID, Input.USER_ID);
        return once("DeleteUser", input, collection -> {
            StoredPerson user = collection.user(userId);
            user.faces().forEach(face -> user.remove(face, Instant.MIN));
            collection.remove(user);
            return new Output();
        });
    }

    Output listUsers(Input input) {
        String id = input.text(COLLECTION_ID, Input.COLLECTION_ID);
        int most = input.integer("MaxResults", 1, LARGEST_PAGE, LARGEST_PAGE);
        synchronized (store) {
            StoredGroup collection = store.collection(id);
            Pages.Page<StoredPerson> page =
                    pages.of("users " + collection.number, collection.users.values(), user -> user.number, input, most);
            Instant now = store.now();
            return new Output()
                    .with(
                            "Users",
                            page.members().stream()
                                    .map(user -> user(user, now).members())
                                    .toList())
                    .with("NextToken", page.next());
        }
    }

    Output associateFaces(Input input) {
        String userId = input.text(USER_ID, Input.USER_ID);
        Set<String> faceIds = new LinkedHashSet<>(input.texts(FACE_IDS, 1, MOST_FACES, Input.UUID));
        float threshold = input.percent(THRESHOLD, DEFAULT_ASSOCIATION_THRESHOLD);
        return once("AssociateFaces", input, collection -> {
            StoredPerson user = collection.user(userId);
            long more = faceIds.stream()
                    .map(collection.faces::get)
                    .filter(face -> face != null && face.user == null)
                    .count();
            if (user.size() + more > MOST_FACES) {
                throw RefusedException.quota(
                        "A user has at most " + MOST_FACES + " faces, but this one would have " + (user.size() + more));
            }
            List<Map<String, Object>> associated = new ArrayList<>();
            List<Map<String, Object>> unsuccessful = new ArrayList<>();
            for (String faceId : faceIds) {
                StoredFace face = collection.faces.get(faceId);
                if (face == null) {
                    unsuccessful.add(unsuccessful(faceId, "FACE_NOT_FOUND").members());
                } else if (face.user == null) {
                    associate(collection, user, face, threshold, associated, unsuccessful);
                } else if (face.user != user) {
                    unsuccessful.add(unsuccessful(faceId, "ASSOCIATED_TO_A_DIFFERENT_USER")
                            .with(USER_ID, face.user.id)
                            .members());
                }
            }
            return new Output()
                    .with("AssociatedFaces", associated)
                    .with("UnsuccessfulFaceAssociations", unsuccessful)
                    .with("UserStatus", status(user, associated));
        });
    }

    /** The first face of a user needs to match nobody. */
    private void associate(
            StoredGroup collection,
            StoredPerson user,
            StoredFace face,
            float threshold,
            List<Map<String, Object>> associated,
            List<Map<String, Object>> unsuccessful) {
        float[] mean = collection.templates.mean(user.faces());
        float similarity = mean == null
                ? 100
                : scores.similarity(collection.templates.cosine(face, mean).orElseThrow());
        if (similarity >= threshold) {
            user.add(face, later(store.searchable(), face.searchableFrom), store.active());
            associated.add(new Output().with(FACE_ID, face.id).members());
        } else {
            unsuccessful.add(unsuccessful(face.id, "LOW_MATCH_CONFIDENCE")
                    .with("Confidence", similarity)
                    .members());
        }
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    Output disassociateFaces(Input input) {
        String userId = input.text(USER_ID, Input.USER_ID);
        Set<String> faceIds = new LinkedHashSet<>(input.texts(FACE_IDS, 1, MOST_FACES, Input.UUID));
        return once("DisassociateFaces", input, collection -> {
            StoredPerson user = collection.user(userId);
            List<Map<String, Object>> disassociated = new ArrayList<>();
            List<Map<String, Object>> unsuccessful = new ArrayList<>();
            for (String faceId : faceIds) {
                StoredFace face = collection.faces.get(faceId);
                if (face == null || face.user == null) {
                    unsuccessful.add(unsuccessful(faceId, "FACE_NOT_FOUND").members());
                } else if (face.user != user) {
                    unsuccessful.add(unsuccessful(faceId, "ASSOCIATED_TO_A_DIFFERENT_USER")
                            .with(USER_ID, face.user.id)
                            .members());
                } else {
                    user.remove(face, store.active());
                    disassociated.add(new Output().with(FACE_ID, faceId).members());
                }
            }
            return new Output()
                    .with("DisassociatedFaces", disassociated)
                    .with("UnsuccessfulFaceDisassociations", unsuccessful)
                    .with("UserStatus", status(user, disassociated));
        });
    }

    /** A change is under way when it is answered, however short it is. */
    private String status(StoredPerson user, List<Map<String, Object>> changed) {
        return changed.isEmpty() ? user.status(store.now()) : StoredPerson.UPDATING;
    }

    private static Output unsuccessful(String faceId, String reason) {
        return new Output().with(FACE_ID, faceId).with("Reasons", List.of(reason));
    }

    Output searchUsers(Input input) {
        String id = input.text(COLLECTION_ID, Input.COLLECTION_ID);
        String userId = input.optionalText(USER_ID, Input.USER_ID);
        String faceId = input.optionalText(FACE_ID, Input.UUID);
        Wanted wanted = Wanted.of(input);
        synchronized (store) {
            StoredGroup collection = store.collection(id);
            Output answer = new Output();
            if (userId != null && faceId == null) {
                StoredPerson itself = collection.user(userId);
                answer.with("SearchedUser", new Output().with(USER_ID, userId))
                        .with(
                                "UserMatches",
                                matches(
                                        collection,
                                        collection.userTemplates.at(store.now()).vector(itself),
                                        itself,
                                        wanted));
            } else if (faceId != null && userId == null) {
                StoredFace face = FaceOperations.searchable(collection, faceId, store.now());
                answer.with("SearchedFace", new Output().with(FACE_ID, faceId))
                        .with("UserMatches", matches(collection, collection.template(face), null, wanted));
            } else {
                throw RefusedException.invalidParameter("either UserId or FaceId must be given");
            }
            return answer.with(MODEL_VERSION, collection.modelVersion);
        }
    }

    Output searchUsersByImage(Input input) {
        String id = input.text(COLLECTION_ID, Input.COLLECTION_ID);
        Wanted wanted = Wanted.of(input);
        QualityFilter filter = QualityFilter.of(input, "NONE");
        synchronized (store) {
            store.collection(id);
        }
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
                        .with("UserMatches", matches(collection, face.vector(), null, wanted));
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

    private record Wanted(int most, float threshold) {
        static Wanted of(Input input) {
            return new Wanted(
                    input.integer("MaxUsers", 1, LARGEST_PAGE, LARGEST_PAGE),
                    input.percent(THRESHOLD, DEFAULT_THRESHOLD));
        }
    }

    private record Match(StoredPerson user, float similarity) {}

    private List<Map<String, Object>> matches(
            StoredGroup collection, float @Nullable [] probe, @Nullable StoredPerson itself, Wanted wanted) {
        if (probe == null) {
            return List.of();
        }
        Instant now = store.now();
        return collection
                .userTemplates
                .at(now)
                .nearest(probe)
                .filter(hit -> hit.key() != itself)
                .map(hit -> new Match(hit.key(), scores.similarity(hit.cosine())))
                .takeWhile(match -> match.similarity >= wanted.threshold)
                .limit(wanted.most)
                .map(match -> new Output()
                        .with("Similarity", match.similarity)
                        .with("User", user(match.user, now))
                        .members())
                .toList();
    }

    private static Output user(StoredPerson user, Instant now) {
        return new Output().with(USER_ID, user.id).with("UserStatus", user.status(now));
    }

    private Output once(String operation, Input input, Function<StoredGroup, Output> action) {
        String id = input.text(COLLECTION_ID, Input.COLLECTION_ID);
        synchronized (store) {
            return Replays.once(store, operation, input, () -> action.apply(store.collection(id)));
        }
    }
}
