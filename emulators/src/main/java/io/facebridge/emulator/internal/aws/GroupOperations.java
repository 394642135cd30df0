package io.facebridge.emulator.internal.aws;

import io.facebridge.emulator.internal.Output;
import java.math.BigDecimal;
import java.util.List;

/** The operations on collections as a whole. */
final class GroupOperations {
    private static final String COLLECTION_ID = "CollectionId";
    private static final int MAX_PAGE_SIZE = 4096;
    private static final int MAX_TAGS = 200;

    /** The account in resource names, which no request contains; not a real one. */
    private static final String ACCOUNT = "000000000000";

    private final Store store;
    private final Pages pages;

    GroupOperations(Store store, Pages pages) {
        this.store = store;
        this.pages = pages;
    }

    Output createCollection(Input input) {
        String id = input.text(COLLECTION_ID, Input.COLLECTION_ID);
        Input tags = input.optionalStructure("Tags");
        if (tags != null && tags.members().size() > MAX_TAGS) {
            throw RefusedException.constraint(
                    "tags",
                    "of " + tags.members().size() + " members",
                    "Member must have length less than or equal to " + MAX_TAGS);
        }
        synchronized (store) {
            if (store.collections().containsKey(id)) {
                throw RefusedException.collectionExists(id);
            }
            StoredGroup collection = store.create(id);
            return new Output()
                    .with("StatusCode", 200)
                    .with("CollectionArn", "aws:" + name(id, input))
                    .with("FaceModelVersion", collection.modelVersion);
        }
    }

    Output describeCollection(Input input) {
        String id = input.text(COLLECTION_ID, Input.COLLECTION_ID);
        synchronized (store) {
            StoredGroup collection = store.collection(id);
            return new Output()
                    .with("FaceCount", collection.faces.size())
                    .with("FaceModelVersion", collection.modelVersion)
                    .with("CollectionARN", "arn:aws:" + name(id, input))
                    .with("CreationTimestamp", BigDecimal.valueOf(collection.created.toEpochMilli(), 3))
                    .with("UserCount", collection.users.size());
        }
    }

    private static String name(String id, Input input) {
        return "rekognition:" + input.region() + ":" + ACCOUNT + ":collection/" + id;
    }

    Output listCollections(Input input) {
        int maxResults = input.integer("MaxResults", 0, MAX_PAGE_SIZE, 0);
        synchronized (store) {
            Pages.Page<StoredGroup> page = pages.of(
                    "collections",
                    store.collections().values(),
                    collection -> collection.number,
                    input,
                    maxResults == 0 ? MAX_PAGE_SIZE : maxResults);
            List<StoredGroup> collections = page.members();
            return new Output()
                    .with(
                            "CollectionIds",
                            collections.stream().map(one -> one.id).toList())
                    .with(
                            "FaceModelVersions",
                            collections.stream().map(one -> one.modelVersion).toList())
                    .with("NextToken", page.next());
        }
    }

    Output deleteCollection(Input input) {
        String id = input.text(COLLECTION_ID, Input.COLLECTION_ID);
        synchronized (store) {
            store.collection(id);
            store.collections().remove(id);
            return new Output().with("StatusCode", 200);
        }
    }
}
