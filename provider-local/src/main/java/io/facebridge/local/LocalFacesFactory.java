package io.facebridge.local;

import io.facebridge.FaceProvider;
import io.facebridge.ProviderId;
import io.facebridge.spi.FaceProviderFactory;
import io.facebridge.spi.Settings;
import java.nio.file.Path;
import java.util.Map;

/**
 * Opens {@link LocalFaces} by name. Its settings, all optional: {@code models} (a folder), {@code smallestFace},
 * {@code searchRotations}, {@code threadsPerCall}, {@code store} (a folder), {@code inMemoryGalleries} and {@code exactSearch}, as in
 * {@link LocalFaces.Builder}.
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
        given.text("store").map(Path::of).ifPresent(builder::store);
        return builder.build();
    }

    private static int whole(double number) {
        if (number != Math.rint(number)) {
            throw new IllegalArgumentException("threadsPerCall must be a whole number but was " + number);
        }
        return (int) number;
    }
}
