package io.facebridge.azure;

import io.facebridge.FaceProvider;
import io.facebridge.FaceProviderFactory;
import io.facebridge.provider.ProviderId;
import io.facebridge.spi.Settings;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * Opens {@link AzureFaces} by the name {@code azure}. Settings: {@code endpoint}, {@code certificate} (a PEM file; for an
 * endpoint on loopback only), {@code detectionModel}, {@code recognitionModel}, {@code galleryPrefix},
 * {@code searchOfUntrained} ({@code wait}, {@code accept-stale} or {@code fail}), {@code correlationIds} ({@code memory}; for an
 * endpoint on loopback only), {@code maxAnswerBytes}. The endpoint, unless set, and the key come
 * from the environment.
 */
public final class AzureFacesFactory implements FaceProviderFactory {
    /** For {@link java.util.ServiceLoader}. */
    public AzureFacesFactory() {}

    @Override
    public ProviderId id() {
        return AzureFaces.ID;
    }

    @Override
    public FaceProvider create(Map<String, String> settings) {
        Settings given = Settings.of(
                AzureFaces.ID,
                settings,
                "endpoint",
                "certificate",
                "detectionModel",
                "recognitionModel",
                "galleryPrefix",
                "searchOfUntrained",
                "correlationIds",
                "maxAnswerBytes");
        AzureFaces.Builder builder = AzureFaces.builder();
        given.text("endpoint").ifPresent(builder::endpoint);
        given.text("certificate").map(Path::of).ifPresent(builder::certificate);
        given.text("detectionModel").ifPresent(builder::detectionModel);
        given.text("recognitionModel").ifPresent(builder::recognitionModel);
        given.text("galleryPrefix").ifPresent(builder::galleryPrefix);
        given.text("searchOfUntrained").map(AzureFacesFactory::search).ifPresent(builder::searchOfUntrained);
        given.wholeNumber("maxAnswerBytes").ifPresent(builder::maxAnswerBytes);
        if (given.text("correlationIds").map(AzureFacesFactory::isMemory).isPresent()) {
            builder.correlationIdsInMemory();
        }
        return builder.build();
    }

    private static boolean isMemory(String kind) {
        if (!kind.equals("memory")) {
            throw new IllegalArgumentException("correlationIds is memory but was \"" + kind
                    + "\"; others are given to AzureFaces.builder().correlationIds");
        }
        return true;
    }

    private static UntrainedSearchPolicy search(String name) {
        try {
            return UntrainedSearchPolicy.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "searchOfUntrained is wait, accept-stale or fail but was \"" + name + "\"");
        }
    }
}
