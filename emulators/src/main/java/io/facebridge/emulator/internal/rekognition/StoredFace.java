package io.facebridge.emulator.internal.rekognition;

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
    StoredUser user;

    Instant associatedFrom = Instant.MIN;

    StoredFace(long number, String id, Origin origin, BoundingBox box, float confidence, Instant searchableFrom) {
        this.number = number;
        this.id = id;
        this.origin = origin;
        this.box = box;
        this.confidence = confidence;
        this.searchableFrom = searchableFrom;
    }

    /** The picture a face was indexed from. */
    record Origin(String imageId, @Nullable String externalImageId) {}

    boolean isSearchable(Instant now) {
        return !now.isBefore(searchableFrom);
    }

    @Override
    public String toString() {
        return "StoredFace[" + id + "]";
    }
}
