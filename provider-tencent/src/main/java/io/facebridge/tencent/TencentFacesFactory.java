package io.facebridge.tencent;

import io.facebridge.FaceProvider;
import io.facebridge.FaceProviderFactory;
import io.facebridge.provider.ProviderId;
import io.facebridge.spi.Settings;
import java.net.URI;
import java.util.Locale;
import java.util.Map;

/**
 * Opens {@link TencentFaces} by the name {@code tencent}. Settings: {@code region} (required), {@code endpoint}, {@code
 * site} ({@code domestic} or {@code international}), {@code faceModelVersion}, {@code galleryPrefix}, {@code
 * minLivenessScore}, {@code lookForOtherFaces}, {@code maxAnswerBytes}. Credentials come from the environment.
 */
public final class TencentFacesFactory implements FaceProviderFactory {
    /** For {@link java.util.ServiceLoader}. */
    public TencentFacesFactory() {}

    @Override
    public ProviderId id() {
        return TencentFaces.ID;
    }

    @Override
    public FaceProvider create(Map<String, String> settings) {
        Settings given = Settings.of(
                TencentFaces.ID,
                settings,
                "region",
                "endpoint",
                "site",
                "faceModelVersion",
                "galleryPrefix",
                "minLivenessScore",
                "lookForOtherFaces",
                "maxAnswerBytes");
        TencentFaces.Builder builder = TencentFaces.builder();
        given.text("region").ifPresent(builder::region);
        given.text("endpoint").map(URI::create).ifPresent(builder::endpoint);
        given.text("site").map(TencentFacesFactory::site).ifPresent(builder::site);
        given.text("faceModelVersion").ifPresent(builder::faceModelVersion);
        given.text("galleryPrefix").ifPresent(builder::galleryPrefix);
        given.number("minLivenessScore").ifPresent(builder::minLivenessScore);
        given.flag("lookForOtherFaces").ifPresent(builder::lookForOtherFaces);
        given.wholeNumber("maxAnswerBytes").ifPresent(builder::maxAnswerBytes);
        return builder.build();
    }

    private static TencentSite site(String name) {
        try {
            return TencentSite.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("site is domestic or international but was \"" + name + "\"");
        }
    }
}
