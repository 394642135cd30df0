package io.facebridge.emulator;

import io.facebridge.emulator.internal.FaceAnalyzer;
import io.facebridge.emulator.internal.tencent.Store;
import io.facebridge.match.FaceTemplate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Fills groups without requests and without running a model: thousands of people in milliseconds. Seeded faces and persons are
 * searchable immediately. Thread-safe as long as every thread uses its own seed.
 */
public final class TencentSeed {
    private static final String PRESENT_MODEL = "3.0";

    private final Store store;
    private final FaceAnalyzer analyzer;
    private @Nullable String group;

    TencentSeed(Store store, FaceAnalyzer analyzer) {
        this.store = store;
        this.analyzer = analyzer;
    }

    /**
     * Selects the group to fill next; creates it with face model 3.0 and the id as its name if it does not exist.
     *
     * @param id the id of the group
     * @return this seed
     */
    public TencentSeed group(String id) {
        return group(id, PRESENT_MODEL);
    }

    /**
     * Selects the group to fill next; creates it with this face model and the id as its name if it does not exist.
     *
     * @param id the id of the group
     * @param faceModelVersion 2.0 or 3.0
     * @return this seed
     * @throws IllegalArgumentException if the version is another one
     */
    public TencentSeed group(String id, String faceModelVersion) {
        if (!faceModelVersion.equals(PRESENT_MODEL) && !faceModelVersion.equals("2.0")) {
            throw new IllegalArgumentException(
                    "a face model version is 2.0 or 3.0 but was \"" + faceModelVersion + "\"");
        }
        store.seedGroup(Objects.requireNonNull(id, "id"), faceModelVersion);
        group = id;
        return this;
    }

    /**
     * Adds a person with faces to the group, or faces to an existing person; a person of another group is then in this one,
     * too.
     *
     * @param id the person's id, unique in the whole account
     * @param templates of the backing's current model, in the order of the faces
     * @return this seed
     * @throws IllegalArgumentException if a template was created by another model
     * @throws IllegalArgumentException if a template has another dimension than the existing ones
     * @throws IllegalStateException if no group was selected before
     */
    public TencentSeed person(String id, FaceTemplate... templates) {
        return person(id, List.of(templates));
    }

    /**
     * Adds a person with faces to the group, or faces to an existing person; a person of another group is then in this one,
     * too.
     *
     * @param id the person's id, unique in the whole account
     * @param templates of the backing's current model, in the order of the faces
     * @return this seed
     * @throws IllegalArgumentException if a template was created by another model
     * @throws IllegalArgumentException if a template has another dimension than the existing ones
     * @throws IllegalStateException if no group was selected before
     */
    public TencentSeed person(String id, List<FaceTemplate> templates) {
        Objects.requireNonNull(id, "id");
        if (group == null) {
            throw new IllegalStateException("name the group first: seed().group(\"staff\").person(...)");
        }
        store.seedPerson(group, id, templates.stream().map(analyzer::vector).toList());
        return this;
    }
}
