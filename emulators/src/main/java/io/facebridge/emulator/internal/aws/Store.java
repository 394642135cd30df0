package io.facebridge.emulator.internal.aws;

import io.facebridge.face.BoundingBox;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The whole state of an emulator. Threads hold the lock of the store while they read or change collections; models never run
 * under it.
 */
public final class Store {
    private final Clock clock;
    private final Supplier<UUID> ids;
    private final Duration consistentAfter;
    private final Duration activeAfter;
    private final Map<String, StoredGroup> collections = new LinkedHashMap<>();
    private final Map<String, Replays.Entry> replays = Replays.newMap();
    private final Map<S3Key, byte[]> objects = new ConcurrentHashMap<>();
    private long lastNumber;
    private volatile String modelVersion;

    /** Creates an empty store. */
    public Store(Clock clock, Supplier<UUID> ids, Duration consistentAfter, Duration activeAfter, String modelVersion) {
        this.clock = clock;
        this.ids = ids;
        this.consistentAfter = consistentAfter;
        this.activeAfter = activeAfter;
        this.modelVersion = modelVersion;
    }

    private record S3Key(String bucket, String name) {}

    Instant now() {
        return clock.instant();
    }

    String newId() {
        return ids.get().toString();
    }

    /** When what is written now can be searched. */
    Instant searchable() {
        return now().plus(consistentAfter);
    }

    /** When a user that changes now is active again. */
    Instant active() {
        return now().plus(activeAfter);
    }

    long nextNumber() {
        lastNumber++;
        return lastNumber;
    }

    /** Sets the face model version of new collections. */
    public void modelVersion(String version) {
        modelVersion = version;
    }

    Map<String, StoredGroup> collections() {
        return collections;
    }

    Map<String, Replays.Entry> replays() {
        return replays;
    }

    StoredGroup collection(String id) {
        StoredGroup collection = collections.get(id);
        if (collection == null) {
            throw RefusedException.noCollection(id);
        }
        return collection;
    }

    /**
     * Checks that a collection exists, before an image is analyzed.
     *
     * @throws RefusedException if it does not
     */
    synchronized void requireCollection(String id) {
        collection(id);
    }

    StoredGroup create(String id) {
        StoredGroup collection = new StoredGroup(nextNumber(), id, modelVersion, now());
        collections.put(id, collection);
        return collection;
    }

    /** Makes a collection unless it is there. */
    public synchronized void seedCollection(String id) {
        if (!collections.containsKey(id)) {
            create(id);
        }
    }

    /**
     * Puts faces into a collection that was seeded, and associates them with a user if one is named; all of it can be
     * searched at once.
     */
    public synchronized void seedFaces(
            String collectionId, @Nullable String userId, @Nullable String externalImageId, List<float[]> vectors) {
        StoredGroup collection = collections.get(collectionId);
        if (collection == null) {
            throw new IllegalStateException("the collection " + collectionId + " was deleted; seed it again");
        }
        StoredPerson user = userId == null ? null : collection.users.get(userId);
        if (userId != null && user == null) {
            user = collection.addUser(nextNumber(), userId);
        }
        for (float[] vector : vectors) {
            StoredFace face = new StoredFace(
                    nextNumber(),
                    newId(),
                    new StoredFace.Origin(newId(), externalImageId),
                    new BoundingBox(0, 0, 1, 1),
                    100,
                    Instant.MIN);
            collection.add(face, vector);
            if (user != null) {
                user.add(face, Instant.MIN, Instant.MIN);
            }
        }
    }

    /** Adds an object that requests can refer to. */
    public void object(String bucket, String name, byte[] bytes) {
        objects.put(new S3Key(bucket, name), bytes.clone());
    }

    /** Returns an object, which the caller must not modify; {@code null} if it does not exist. */
    public byte @Nullable [] object(String bucket, String name) {
        return objects.get(new S3Key(bucket, name));
    }

    /** Forgets everything but the model version. */
    public synchronized void clear() {
        collections.clear();
        replays.clear();
        objects.clear();
    }

    @Override
    public String toString() {
        return "Store[]";
    }
}
