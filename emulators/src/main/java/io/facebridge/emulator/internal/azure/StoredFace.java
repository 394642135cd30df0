package io.facebridge.emulator.internal.azure;

import org.jspecify.annotations.Nullable;

/** A face of a person; the group has its template. Guarded by the store's lock. */
final class StoredFace {
    final String id;

    @Nullable
    String userData;

    StoredFace(String id, @Nullable String userData) {
        this.id = id;
        this.userData = userData;
    }

    @Override
    public String toString() {
        return "StoredFace[" + id + "]";
    }
}
