package io.facebridge.emulator.internal.aws;

import io.facebridge.emulator.internal.FusedTemplates;
import io.facebridge.emulator.internal.Templates;
import io.facebridge.emulator.internal.aws.StoredFace.Origin;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A collection: its faces and users in the order in which they were made. Guarded by the store's lock. */
final class StoredGroup {
    final long number;
    final String id;
    final String modelVersion;
    final Instant created;
    final Map<String, StoredFace> faces = new LinkedHashMap<>();
    final Map<String, StoredPerson> users = new LinkedHashMap<>();
    final Templates<StoredFace> templates = new Templates<>();
    final FusedTemplates<StoredPerson, StoredFace> userTemplates = new FusedTemplates<>(templates, StoredPerson::since);

    /** By digest of the image and external id, so that the same image is not indexed twice. */
    private final Map<ImageKey, Origin> origins = new HashMap<>();

    StoredGroup(long number, String id, String modelVersion, Instant created) {
        this.number = number;
        this.id = id;
        this.modelVersion = modelVersion;
        this.created = created;
    }

    /** What makes two images the same. */
    record ImageKey(String digest, @Nullable String externalImageId) {}

    /** Where the faces of an image come from: the same again for an image that was indexed before. */
    Origin origin(ImageKey key, String newImageId) {
        return origins.computeIfAbsent(key, same -> new Origin(newImageId, same.externalImageId));
    }

    void add(StoredFace face, float[] template) {
        templates.put(face, template); // first, because it may be refused
        faces.put(face.id, face);
    }

    void remove(StoredFace face) {
        faces.remove(face.id);
        templates.remove(face);
    }

    /** A copy of the template of a face that is there. */
    float[] template(StoredFace face) {
        return Objects.requireNonNull(templates.vector(face), "every face has a template");
    }

    /** A user who is new. */
    StoredPerson addUser(long userNumber, String userId) {
        StoredPerson user = new StoredPerson(userNumber, userId, userTemplates);
        users.put(userId, user);
        return user;
    }

    void remove(StoredPerson user) {
        users.remove(user.id);
        userTemplates.remove(user);
    }

    StoredPerson user(String userId) {
        StoredPerson user = users.get(userId);
        if (user == null) {
            throw RefusedException.noUser(userId);
        }
        return user;
    }

    @Override
    public String toString() {
        return "StoredGroup[" + id + "]";
    }
}
