package io.facebridge.local;

import io.facebridge.FaceProvider;
import io.facebridge.FaceProviderFactory;
import io.facebridge.provider.ProviderId;
import io.facebridge.spi.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Opens {@link LocalFaces} by name. Its settings, all optional: {@code models} (a folder), {@code smallestFace},
 * {@code searchRotations}, {@code threadsPerCall}, {@code store} (a folder), {@code inMemoryGalleries} and {@code exactSearch}, as in
 * {@link LocalFaces.Builder}. For a sealed store also {@code storeKey}, the current key as {@code NAME=FILE}, and {@code oldStoreKeys},
 * one or more older ones, with commas between; {@link TemplateKeys#ofFiles} reads the files.
 */
public final class LocalFacesFactory implements FaceProviderFactory {
    /** For {@link java.util.ServiceLoader}. */
    public LocalFacesFactory() {}

    @Override
    public ProviderId id() {
        return LocalFaces.ID;
    }

    @Override
    public FaceProvider create(Map<String, String> settings) {
        Settings given = Settings.of(
                LocalFaces.ID,
                settings,
                "models",
                "smallestFace",
                "searchRotations",
                "threadsPerCall",
                "store",
                "storeKey",
                "oldStoreKeys",
                "inMemoryGalleries",
                "exactSearch");
        LocalFaces.Builder builder = LocalFaces.builder();
        given.text("models").map(Path::of).ifPresent(builder::models);
        given.number("smallestFace").ifPresent(builder::smallestFace);
        given.flag("searchRotations").ifPresent(builder::searchRotations);
        given.number("threadsPerCall").ifPresent(count -> builder.threadsPerCall(whole(count)));
        given.flag("exactSearch").ifPresent(builder::exactSearch);
        boolean inMemory = given.flag("inMemoryGalleries").orElse(false);
        if (inMemory && given.text("store").isPresent()) {
            throw new IllegalArgumentException("galleries are kept in store or in memory, but both were asked for");
        }
        if (inMemory) {
            builder.inMemoryGalleries();
        }
        Optional<TemplateKeys> keys = keys(given);
        Optional<Path> folder = given.text("store").map(Path::of);
        if (keys.isPresent()) {
            builder.store(
                    folder.orElseThrow(
                            () -> new IllegalArgumentException(
                                    "storeKey is for galleries in a folder, and there is no store; name its folder, or leave the key out")),
                    keys.get());
        } else {
            folder.ifPresent(builder::store);
        }
        return builder.build();
    }

    private static Optional<TemplateKeys> keys(Settings given) {
        Optional<String> current = given.text("storeKey");
        Optional<String> older = given.text("oldStoreKeys");
        if (older.isPresent() && current.isEmpty()) {
            throw new IllegalArgumentException("oldStoreKeys are given but no current one; name it with storeKey");
        }
        return current.map(key -> TemplateKeys.ofFiles(
                key, older.map(list -> List.of(list.split(",", -1))).orElse(List.of())));
    }

    private static int whole(double number) {
        if (number != Math.rint(number)) {
            throw new IllegalArgumentException("threadsPerCall must be a whole number but was " + number);
        }
        return (int) number;
    }
}
