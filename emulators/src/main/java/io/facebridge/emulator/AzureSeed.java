package io.facebridge.emulator;

import io.facebridge.emulator.internal.FaceAnalyzer;
import io.facebridge.emulator.internal.azure.Store;
import io.facebridge.match.FaceTemplate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Fills large person groups without requests and without running a model: thousands of people in milliseconds. Seeded persons
 * are identified immediately, as if the group had been trained since. Thread-safe as long as every thread uses its own seed.
 */
public final class AzureSeed {
    private final Store store;
    private final FaceAnalyzer analyzer;
    private @Nullable String group;

    AzureSeed(Store store, FaceAnalyzer analyzer) {
        this.store = store;
        this.analyzer = analyzer;
    }

    /**
     * Selects the large person group to fill next; creates it with {@code recognition_04} and the id as its name if it does not
     * exist.
     *
     * @param id the id of the group
     * @return this seed
     */
    public AzureSeed largePersonGroup(String id) {
        store.seedGroup(Objects.requireNonNull(id, "id"));
        group = id;
        return this;
    }

    /**
     * Adds a person with faces to the group. The service assigns the ids, so that the same name twice creates two persons.
     *
     * @param name the person's name
     * @param templates of the backing's current model, in the order of the faces
     * @return this seed
     * @throws IllegalArgumentException if a template was created by another model
     * @throws IllegalArgumentException if a template has another dimension than the existing ones
     * @throws IllegalStateException if no group was selected before
     */
    public AzureSeed person(String name, FaceTemplate... templates) {
        return person(name, null, List.of(templates));
    }

    /**
     * Adds a person with faces to the group. The service assigns the ids, so that the same name twice creates two persons.
     *
     * @param name the person's name
     * @param userData the data to store with the person, or {@code null} for none
     * @param templates of the backing's current model, in the order of the faces
     * @return this seed
     * @throws IllegalArgumentException if a template was created by another model
     * @throws IllegalArgumentException if a template has another dimension than the existing ones
     * @throws IllegalStateException if no group was selected before
     */
    public AzureSeed person(String name, @Nullable String userData, List<FaceTemplate> templates) {
        Objects.requireNonNull(name, "name");
        if (group == null) {
            throw new IllegalStateException("name the group first: seed().largePersonGroup(\"staff\").person(...)");
        }
        store.seedPerson(
                group, name, userData, templates.stream().map(analyzer::vector).toList());
        return this;
    }
}
