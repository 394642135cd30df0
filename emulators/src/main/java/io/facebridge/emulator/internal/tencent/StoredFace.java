package io.facebridge.emulator.internal.tencent;

import java.time.Instant;

/** A face of a person; its template is kept by every group that the person is in. Guarded by the store's lock. */
final class StoredFace {
    private final StoredPerson person;
    final String id;
    final Instant searchableFrom;

    /** Found from a moment on. */
    StoredFace(StoredPerson person, String id, Instant searchableFrom) {
        this.person = person;
        this.id = id;
        this.searchableFrom = searchableFrom;
    }

    StoredPerson person() {
        return person;
    }

    String id() {
        return id;
    }

    boolean isSearchable(Instant now) {
        return !now.isBefore(searchableFrom);
    }

    @Override
    public String toString() {
        return "StoredFace[" + id + "]";
    }
}
