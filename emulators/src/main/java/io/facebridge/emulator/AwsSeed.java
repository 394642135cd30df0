package io.facebridge.emulator;

import io.facebridge.emulator.internal.FaceAnalyzer;
import io.facebridge.emulator.internal.aws.Store;
import io.facebridge.match.FaceTemplate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Fills collections without requests and without running a model: thousands of people in milliseconds. Seeded faces and users
 * are searchable immediately.
 *
 * <p>A seeded face has no image: its box is a whole image, its confidence 100. Thread-safe as long as every thread uses its own
 * seed.
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
     * Selects the collection to fill next; creates it with the current face model version if it does not exist.
     *
     * @param id the id of the collection
     * @return this seed
     */
    public AwsSeed collection(String id) {
        store.seedCollection(Objects.requireNonNull(id, "id"));
        collection = id;
        return this;
    }

    /**
     * Adds a user with faces, or faces to an existing user.
     *
     * @param id the user's id
     * @param templates of the backing's current model, in the order of the faces; a user without any is {@code CREATED}
     * @return this seed
     * @throws IllegalArgumentException if a template was created by another model
     * @throws IllegalArgumentException if a template has another dimension than the existing ones
     * @throws IllegalStateException if no collection was selected before
     */
    public AwsSeed user(String id, FaceTemplate... templates) {
        return user(id, List.of(templates));
    }

    /**
     * Adds a user with faces, or faces to an existing user.
     *
     * @param id the user's id
     * @param templates of the backing's current model, in the order of the faces; a user without any is {@code CREATED}
     * @return this seed
     * @throws IllegalArgumentException if a template was created by another model
     * @throws IllegalArgumentException if a template has another dimension than the existing ones
     * @throws IllegalStateException if no collection was selected before
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
     * @param template of the backing's current model
     * @return this seed
     * @throws IllegalArgumentException if the template was created by another model
     * @throws IllegalArgumentException if the template has another dimension than the existing ones
     * @throws IllegalStateException if no collection was selected before
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
