package io.facebridge.emulator.internal.rekognition;

import io.facebridge.emulator.internal.rekognition.StoredFace.Origin;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A collection: its faces and users in the order in which they were made. Guarded by the store's lock. */
final class FaceCollection {
    final long number;
    final String id;
    final String modelVersion;
    final Instant created;
    final Map<String, StoredFace> faces = new LinkedHashMap<>();
    final Map<String, StoredUser> users = new LinkedHashMap<>();

    /** By digest of the picture and external id, so that the same picture is not indexed twice. */
    private final Map<PictureKey, Origin> origins = new HashMap<>();

    FaceCollection(long number, String id, String modelVersion, Instant created) {
        this.number = number;
        this.id = id;
        this.modelVersion = modelVersion;
        this.created = created;
    }

    /** What makes two pictures the same. */
    record PictureKey(String digest, @Nullable String externalImageId) {}

    /** Where the faces of a picture come from: the same again for a picture that was indexed before. */
    Origin origin(PictureKey key, String newImageId) {
        return origins.computeIfAbsent(key, same -> new Origin(newImageId, same.externalImageId));
    }

    StoredUser user(String userId) {
        StoredUser user = users.get(userId);
        if (user == null) {
            throw RefusedException.noUser(userId);
        }
        return user;
    }

    @Override
    public String toString() {
        return "FaceCollection[" + id + "]";
    }
}
