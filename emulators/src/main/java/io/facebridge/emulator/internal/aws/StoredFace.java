package io.facebridge.emulator.internal.aws;

import io.facebridge.face.BoundingBox;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A face of a collection, which keeps its template. Guarded by the store's lock. */
final class StoredFace {
    final long number;
    final String id;
    final Origin origin;
    final BoundingBox box;
    final float confidence;
    final Instant searchableFrom;

    @Nullable
    StoredPerson user;

    Instant associatedFrom = Instant.MIN;
    private @Nullable String lastUser;
    private Instant heldUntil = Instant.MIN;

    StoredFace(long number, String id, Origin origin, BoundingBox box, float confidence, Instant searchableFrom) {
        this.number = number;
        this.id = id;
        this.origin = origin;
        this.box = box;
        this.confidence = confidence;
        this.searchableFrom = searchableFrom;
    }

    /** The image a face was indexed from. */
    record Origin(String imageId, @Nullable String externalImageId) {}

    /** Leaves its user, who is updated until then. */
    void release(StoredPerson from, Instant updatedUntil) {
        user = null;
        lastUser = from.id;
        heldUntil = updatedUntil;
    }

    /** Returns the user because of which the face cannot be deleted: its own, or its previous one during an update; or null. */
    @Nullable
    String holder(Instant now) {
        if (user != null) {
            return user.id;
        }
        return now.isBefore(heldUntil) ? lastUser : null;
    }

    boolean isSearchable(Instant now) {
        return !now.isBefore(searchableFrom);
    }

    @Override
    public String toString() {
        return "StoredFace[" + id + "]";
    }
}
