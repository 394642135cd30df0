package io.facebridge.aws;

import io.facebridge.FaceProvider;
import io.facebridge.FaceProviderFactory;
import io.facebridge.provider.ProviderId;
import io.facebridge.spi.Settings;
import java.net.URI;
import java.util.Map;

/**
 * Opens {@link AwsFaces} by the name {@code aws}. Settings: {@code region} (required), {@code endpoint},
 * {@code galleryPrefix}, {@code minLivenessConfidence}, {@code nameThePictureWithoutAFace}, {@code maxAnswerBytes}. Credentials come from the
 * vendor's default chain.
 */
public final class AwsFacesFactory implements FaceProviderFactory {
    /** For {@link java.util.ServiceLoader}. */
    public AwsFacesFactory() {}

    @Override
    public ProviderId id() {
        return AwsFaces.ID;
    }

    @Override
    public FaceProvider create(Map<String, String> settings) {
        Settings given = Settings.of(
                AwsFaces.ID,
                settings,
                "region",
                "endpoint",
                "galleryPrefix",
                "minLivenessConfidence",
                "nameThePictureWithoutAFace",
                "maxAnswerBytes");
        AwsFaces.Builder builder = AwsFaces.builder();
        given.text("region").ifPresent(builder::region);
        given.text("endpoint").map(URI::create).ifPresent(builder::endpoint);
        given.text("galleryPrefix").ifPresent(builder::galleryPrefix);
        given.number("minLivenessConfidence").ifPresent(builder::minLivenessConfidence);
        given.flag("nameThePictureWithoutAFace").ifPresent(builder::nameThePictureWithoutAFace);
        given.wholeNumber("maxAnswerBytes").ifPresent(builder::maxAnswerBytes);
        return builder.build();
    }
}
