package io.facebridge.aws;

import io.facebridge.FaceProvider;
import io.facebridge.FaceProviderFactory;
import io.facebridge.provider.ProviderId;
import io.facebridge.remote.RemoteSettings;
import io.facebridge.remote.RemoteSettings.SigningKey;
import io.facebridge.spi.Setting;
import io.facebridge.spi.Settings;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/**
 * Creates an {@link AwsFaces} by the provider id {@code aws}. {@code docs/reference/configuration.md} lists the settings;
 * {@code region} is required. Without {@code keyId} and {@code key}, credentials come from the vendor's default chain.
 */
public final class AwsFacesFactory implements FaceProviderFactory {
    private static final Setting<Double> MIN_LIVENESS_CONFIDENCE = Setting.number(
            "minLivenessConfidence",
            "Confidence from which a liveness session is LIVE, 0 to 100; without it every outcome is UNDECIDED.");
    private static final Setting<Boolean> NAME_THE_PICTURE = Setting.flag(
            "nameThePictureWithoutAFace",
            "Requests which image of a comparison contains no face, for one or two further requests.");
    private static final List<Setting<?>> SETTINGS = RemoteSettings.with(
            RemoteSettings.REGION,
            RemoteSettings.ENDPOINT,
            RemoteSettings.KEY_ID,
            RemoteSettings.KEY,
            RemoteSettings.SESSION_TOKEN,
            MIN_LIVENESS_CONFIDENCE,
            NAME_THE_PICTURE);

    /** Creates the factory; called by {@link java.util.ServiceLoader}. */
    public AwsFacesFactory() {}

    @Override
    public ProviderId id() {
        return AwsFaces.ID;
    }

    @Override
    public List<Setting<?>> settings() {
        return SETTINGS;
    }

    @Override
    public FaceProvider create(Settings settings) {
        return builder(settings).build();
    }

    static AwsFaces.Builder builder(Settings given) {
        AwsFaces.Builder builder = AwsFaces.builder();
        given.apply(RemoteSettings.REGION, builder::region);
        given.apply(RemoteSettings.ENDPOINT, builder::endpoint);
        RemoteSettings.signingKey(given)
                .ifPresent(key -> builder.credentials(StaticCredentialsProvider.create(credentials(key))));
        given.apply(MIN_LIVENESS_CONFIDENCE, builder::minLivenessConfidence);
        given.apply(NAME_THE_PICTURE, builder::nameThePictureWithoutAFace);
        given.apply(RemoteSettings.GALLERY_PREFIX, builder::galleryPrefix);
        given.apply(RemoteSettings.MAX_ANSWER_BYTES, builder::maxAnswerBytes);
        return builder.callPolicy(RemoteSettings.callPolicy(given));
    }

    private static AwsCredentials credentials(SigningKey key) {
        @Nullable String token = key.sessionToken();
        return token == null
                ? AwsBasicCredentials.create(key.id(), key.key())
                : AwsSessionCredentials.create(key.id(), key.key(), token);
    }
}
