package io.facebridge.emulator;

import io.facebridge.emulator.internal.FaceAnalyzer;
import io.facebridge.emulator.internal.aws.Store;
import io.facebridge.match.FaceTemplate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Fills collections without requests and without running a model: thousands of people in milliseconds. Whatever is seeded
 * can be searched at once.
 *
 * <p>A seeded face was in no picture. Its box is the whole picture, its confidence 100. Thread-safe as long as every thread
 * uses its own.
 */
public final class AwsSeed {
    private final Store store;
    private final FaceAnalyzer analyzer;
    private @Nullable String collection;

    AwsSeed(Store store, FaceAnalyzer analyzer) {
        this.store = store;
        this.analyzer = analyzer;
    }

    /**
     * Names the collection that is filled next.
     *
     * @param id created with the present face model version if it is not there
     * @return this
     */
    public AwsSeed collection(String id) {
        store.seedCollection(Objects.requireNonNull(id, "id"));
        collection = id;
        return this;
    }

    /**
     * Adds a user and its faces, or faces to a user that is there.
     *
     * @param id the user's id
     * @param templates of the backing's present model, in the order of the faces; a user without any is {@code CREATED}
     * @return this
     * @throws IllegalArgumentException if a template was made by another model, or has not as many
     *     numbers as those that are there
     * @throws IllegalStateException if no collection was named before
     */
    public AwsSeed user(String id, FaceTemplate... templates) {
        return user(id, List.of(templates));
    }

    /**
     * Adds a user and its faces, or faces to a user that is there.
     *
     * @param id the user's id
     * @param templates of the backing's present model, in the order of the faces; a user without any is {@code CREATED}
     * @return this
     * @throws IllegalArgumentException if a template was made by another model, or has not as many
     *     numbers as those that are there
     * @throws IllegalStateException if no collection was named before
     */
    public AwsSeed user(String id, List<FaceTemplate> templates) {
        Objects.requireNonNull(id, "id");
        store.seedFaces(requireCollection(), id, null, vectors(templates));
        return this;
    }

    /**
     * Adds a face that belongs to no user.
     *
     * @param externalImageId the caller's id of the face
     * @param template of the backing's present model
     * @return this
     * @throws IllegalArgumentException if the template was made by another model, or has not as many
     *     numbers as those that are there
     * @throws IllegalStateException if no collection was named before
     */
    public AwsSeed face(String externalImageId, FaceTemplate template) {
        Objects.requireNonNull(externalImageId, "externalImageId");
        store.seedFaces(requireCollection(), null, externalImageId, vectors(List.of(template)));
        return this;
    }

    private List<float[]> vectors(List<FaceTemplate> templates) {
        return templates.stream().map(analyzer::vector).toList();
    }

    private String requireCollection() {
        if (collection == null) {
            throw new IllegalStateException("name the collection first: seed().collection(\"staff\").user(...)");
        }
        return collection;
    }
}
