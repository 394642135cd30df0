package io.facebridge.emulator.internal.aws;

import io.facebridge.emulator.internal.Output;
import io.facebridge.emulator.internal.ScoreMap;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The operations on the users of a collection. */
final class PersonOperations {
    private static final String COLLECTION_ID = "CollectionId";
    private static final String USER_ID = "UserId";
    private static final String FACE_ID = "FaceId";
    private static final String FACE_IDS = "FaceIds";
    private static final int MAX_PAGE_SIZE = 500;
    private static final int MAX_FACES = 100;
    private static final float DEFAULT_ASSOCIATION_THRESHOLD = 75;

    private final Store store;
    private final Pages pages;
    private final ScoreMap scores;

    PersonOperations(Store store, Pages pages, ScoreMap scores) {
        this.store = store;
        this.pages = pages;
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
        int maxResults = input.integer("MaxResults", 1, MAX_PAGE_SIZE, MAX_PAGE_SIZE);
        synchronized (store) {
            StoredGroup collection = store.collection(id);
            Pages.Page<StoredPerson> page = pages.of(
                    "users " + collection.number, collection.users.values(), user -> user.number, input, maxResults);
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
        Set<String> faceIds = new LinkedHashSet<>(input.texts(FACE_IDS, 1, MAX_FACES, Input.UUID));
        float threshold = input.percent("UserMatchThreshold", DEFAULT_ASSOCIATION_THRESHOLD);
        return once("AssociateFaces", input, collection -> {
            StoredPerson user = collection.user(userId);
            long more = faceIds.stream()
                    .map(collection.faces::get)
                    .filter(face -> face != null && face.user == null)
                    .count();
            if (user.size() + more > MAX_FACES) {
                throw RefusedException.quota(
                        "A user has at most " + MAX_FACES + " faces, but this one would have " + (user.size() + more));
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

    /** Associates a face with a user, if it is similar enough; the first face of a user always is. */
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
        Set<String> faceIds = new LinkedHashSet<>(input.texts(FACE_IDS, 1, MAX_FACES, Input.UUID));
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

    static Output user(StoredPerson user, Instant now) {
        return new Output().with(USER_ID, user.id).with("UserStatus", user.status(now));
    }

    private Output once(String operation, Input input, Function<StoredGroup, Output> action) {
        String id = input.text(COLLECTION_ID, Input.COLLECTION_ID);
        synchronized (store) {
            return Replays.once(store, operation, input, () -> action.apply(store.collection(id)));
        }
    }
}
