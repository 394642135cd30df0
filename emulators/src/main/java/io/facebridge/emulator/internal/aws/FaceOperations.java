package io.facebridge.emulator.internal.aws;

import io.facebridge.emulator.internal.FaceAnalyzer.AnalyzedFace;
import io.facebridge.emulator.internal.Hashes;
import io.facebridge.emulator.internal.Output;
import io.facebridge.emulator.internal.aws.StoredFace.Origin;
import io.facebridge.emulator.internal.aws.StoredGroup.ImageKey;
import io.facebridge.face.DetectedFace;
import io.facebridge.face.FaceFeature;
import io.facebridge.image.FaceImage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The operations on the faces of a collection. */
final class FaceOperations {
    private static final String COLLECTION_ID = "CollectionId";
    private static final String MODEL_VERSION = "FaceModelVersion";
    private static final int MAX_PAGE_SIZE = 4096;

    private final Store store;
    private final Pages pages;
    private final Images images;
    private final VisibleFaces visibleFaces;

    FaceOperations(Store store, Pages pages, Images images, VisibleFaces visibleFaces) {
        this.store = store;
        this.pages = pages;
        this.images = images;
        this.visibleFaces = visibleFaces;
    }

    Output indexFaces(Input input) {
        String id = input.text(COLLECTION_ID, Input.COLLECTION_ID);
        String externalImageId = input.optionalText("ExternalImageId", Input.EXTERNAL_ID);
        int maxFaces = input.integer("MaxFaces", 1, Integer.MAX_VALUE, VisibleFaces.MAX_FACES);
        QualityFilter filter = QualityFilter.of(input, "AUTO");
        List<String> attributes = ImageOperations.attributes(input, "DetectionAttributes");
        Set<FaceFeature> features = ImageOperations.features(attributes);
        store.requireCollection(id);
        FaceImage image = images.read(input, "Image");
        VisibleFaces.Faces faces = visibleFaces.detect(image, features, filter);
        List<DetectedFace> chosen =
                faces.good().subList(0, Math.min(maxFaces, faces.good().size()));
        boolean isLargestOfAll = chosen.size() == 1
                && faces.others().stream()
                        .noneMatch(other ->
                                other.face().box().area() > chosen.get(0).box().area());
        List<AnalyzedFace> seen = visibleFaces.extract(image, chosen, isLargestOfAll);
        ImageKey key = new ImageKey(Hashes.sha256(image.toByteArray()), externalImageId);
        List<Map<String, Object>> records = new ArrayList<>();
        synchronized (store) {
            StoredGroup collection = store.collection(id);
            Origin origin = collection.origin(key, store.newId());
            for (AnalyzedFace face : seen) {
                StoredFace stored = index(collection, origin, face);
                records.add(new Output()
                        .with("Face", FaceOutput.face(stored, collection.modelVersion))
                        .with("FaceDetail", FaceOutput.detail(face.face(), attributes))
                        .members());
            }
            return new Output()
                    .with("FaceRecords", records)
                    .with(MODEL_VERSION, collection.modelVersion)
                    .with("UnindexedFaces", unindexed(faces, chosen.size(), attributes));
        }
    }

    /** The same face of the same image is stored once. */
    private StoredFace index(StoredGroup collection, Origin origin, AnalyzedFace face) {
        for (StoredFace stored : collection.faces.values()) {
            if (stored.origin.equals(origin) && stored.box.equals(face.face().box())) {
                return stored;
            }
        }
        StoredFace stored = new StoredFace(
                store.nextNumber(),
                store.newId(),
                origin,
                face.face().box(),
                FaceOutput.confidence(face.face()),
                store.searchable());
        collection.add(stored, face.vector());
        return stored;
    }

    private static List<Map<String, Object>> unindexed(VisibleFaces.Faces faces, int indexed, List<String> attributes) {
        List<Map<String, Object>> unindexed = new ArrayList<>();
        for (DetectedFace face : faces.good().subList(indexed, faces.good().size())) {
            unindexed.add(unindexed(face, List.of("EXCEEDS_MAX_FACES"), attributes));
        }
        for (VisibleFaces.Objection other : faces.others()) {
            unindexed.add(unindexed(other.face(), other.reasons(), attributes));
        }
        return unindexed;
    }

    private static Map<String, Object> unindexed(DetectedFace face, List<String> reasons, List<String> attributes) {
        return new Output()
                .with("Reasons", reasons)
                .with("FaceDetail", FaceOutput.detail(face, attributes))
                .members();
    }

    Output listFaces(Input input) {
        String id = input.text(COLLECTION_ID, Input.COLLECTION_ID);
        int maxResults = input.integer("MaxResults", 0, MAX_PAGE_SIZE, 0);
        String userId = input.optionalText("UserId", Input.USER_ID);
        List<String> faceIds = input.optionalTexts("FaceIds", 1, MAX_PAGE_SIZE, Input.UUID);
        Set<String> wanted = faceIds == null ? null : new HashSet<>(faceIds);
        synchronized (store) {
            StoredGroup collection = store.collection(id);
            List<StoredFace> faces = collection.faces.values().stream()
                    .filter(face -> userId == null || (face.user != null && face.user.id.equals(userId)))
                    .filter(face -> wanted == null || wanted.contains(face.id))
                    .toList();
            Pages.Page<StoredFace> page = pages.of(
                    "faces " + collection.number + " " + userId + " " + faceIds,
                    faces,
                    face -> face.number,
                    input,
                    maxResults == 0 ? MAX_PAGE_SIZE : maxResults);
            return new Output()
                    .with(
                            "Faces",
                            page.members().stream()
                                    .map(face -> FaceOutput.face(face, collection.modelVersion)
                                            .members())
                                    .toList())
                    .with("NextToken", page.next())
                    .with(MODEL_VERSION, collection.modelVersion);
        }
    }

    Output deleteFaces(Input input) {
        String id = input.text(COLLECTION_ID, Input.COLLECTION_ID);
        List<String> faceIds = input.texts("FaceIds", 1, MAX_PAGE_SIZE, Input.UUID);
        synchronized (store) {
            StoredGroup collection = store.collection(id);
            List<String> deleted = new ArrayList<>();
            List<Map<String, Object>> unsuccessful = new ArrayList<>();
            Instant now = store.now();
            for (String faceId : new LinkedHashSet<>(faceIds)) {
                StoredFace face = collection.faces.get(faceId);
                String holder = face == null ? null : face.holder(now);
                if (face == null) {
                    unsuccessful.add(new Output()
                            .with("FaceId", faceId)
                            .with("Reasons", List.of("FACE_NOT_FOUND"))
                            .members());
                } else if (holder != null) {
                    unsuccessful.add(new Output()
                            .with("FaceId", faceId)
                            .with("UserId", holder)
                            .with("Reasons", List.of("ASSOCIATED_TO_AN_EXISTING_USER"))
                            .members());
                } else {
                    collection.remove(face);
                    deleted.add(faceId);
                }
            }
            return new Output().with("DeletedFaces", deleted).with("UnsuccessfulFaceDeletions", unsuccessful);
        }
    }
}
