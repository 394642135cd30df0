package io.facebridge.emulator;

import io.facebridge.emulator.internal.FaceAnalyzer;
import io.facebridge.emulator.internal.azure.Store;
import io.facebridge.match.FaceTemplate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Fills large person groups without requests and without running a model: thousands of people in milliseconds. Whatever is
 * seeded can be identified at once, as if the group had been trained since. Thread-safe as long as every thread uses its own.
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
     * Names the large person group that is filled next.
     *
     * @param id created with {@code recognition_04}, and the id as its name, if it is not there
     * @return this
     */
    public AzureSeed largePersonGroup(String id) {
        store.seedGroup(Objects.requireNonNull(id, "id"));
        group = id;
        return this;
    }

    /**
     * Adds a person and faces to the group. The service gives ids of its own, so that the same name twice makes two persons.
     *
     * @param name the person's name
     * @param templates of the backing's present model, in the order of the faces
     * @return this
     * @throws IllegalArgumentException if a template was made by another model, or has not as many
     *     numbers as those that are there
     * @throws IllegalStateException if no group was named before
     */
    public AzureSeed person(String name, FaceTemplate... templates) {
        return person(name, null, List.of(templates));
    }

    /**
     * Adds a person and faces to the group. The service gives ids of its own, so that the same name twice makes two persons.
     *
     * @param name the person's name
     * @param userData what is kept with the person, or {@code null} for nothing
     * @param templates of the backing's present model, in the order of the faces
     * @return this
     * @throws IllegalArgumentException if a template was made by another model, or has not as many
     *     numbers as those that are there
     * @throws IllegalStateException if no group was named before
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
