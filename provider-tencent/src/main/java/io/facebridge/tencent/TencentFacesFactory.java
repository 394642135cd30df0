package io.facebridge.tencent;

import io.facebridge.FaceProvider;
import io.facebridge.FaceProviderFactory;
import io.facebridge.provider.ProviderId;
import io.facebridge.remote.RemoteSettings;
import io.facebridge.remote.RemoteSettings.SigningKey;
import io.facebridge.spi.Setting;
import io.facebridge.spi.Settings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Creates a {@link TencentFaces} by the provider id {@code tencent}. {@code docs/reference/configuration.md} lists the settings;
 * {@code region} is required. Without {@code keyId} and {@code key}, credentials come from the environment.
 */
public final class TencentFacesFactory implements FaceProviderFactory {
    private static final Setting<TencentSite> SITE = Setting.choice(
                    "site", TencentSite.class, "Site that the account belongs to.")
            .withDefault("domestic");
    private static final Setting<String> FACE_MODEL_VERSION = Setting.text(
                    "faceModelVersion", "Face model of new galleries and of what has none, 2.0 or 3.0.")
            .withDefault("3.0");
    private static final Setting<Double> MIN_LIVENESS_SCORE = Setting.number(
                    "minLivenessScore", "Score from which a single image is live, 0 to 100.")
            .withDefault("40");
    private static final Setting<Boolean> LEGACY_LIVENESS = Setting.flag(
            "legacyLiveness", "Judges single images by the withdrawn DetectLiveFace, which returns no score.");
    private static final Setting<Boolean> LOOK_FOR_OTHER_FACES = Setting.flag(
            "lookForOtherFaces", "Detects the faces of both images before a comparison, for two further requests.");
    private static final Setting<Integer> MIN_ENROLLMENT_QUALITY = Setting.wholeNumber(
                    "minEnrollmentQuality",
                    "Quality from which an image is enrolled (QualityControl), 0 for every image to 4 for the best.")
            .withDefault("0");
    private static final Setting<Integer> REFUSE_SIMILAR_PERSONS = Setting.wholeNumber(
                    "refuseSimilarPersons",
                    "Level at which a new person similar to another is rejected (UniquePersonControl), 0 for never to 4.")
            .withDefault("0");
    private static final Setting<Integer> LIVENESS_SECURE_LEVEL = Setting.wholeNumber(
                    "livenessSecureLevel",
                    "What a liveness session requires (SecureLevel): 1 nothing, 2 actions, 3 lights, 4 both.")
            .withDefault("4");
    private static final List<Setting<?>> SETTINGS = RemoteSettings.with(
            RemoteSettings.REGION,
            RemoteSettings.ENDPOINT,
            SITE,
            RemoteSettings.KEY_ID,
            RemoteSettings.KEY,
            RemoteSettings.SESSION_TOKEN,
            FACE_MODEL_VERSION,
            MIN_LIVENESS_SCORE,
            LEGACY_LIVENESS,
            LOOK_FOR_OTHER_FACES,
            MIN_ENROLLMENT_QUALITY,
            REFUSE_SIMILAR_PERSONS,
            LIVENESS_SECURE_LEVEL);

    /** Creates the factory; called by {@link java.util.ServiceLoader}. */
    public TencentFacesFactory() {}

    @Override
    public ProviderId id() {
        return TencentFaces.ID;
    }

    @Override
    public List<Setting<?>> settings() {
        return SETTINGS;
    }

    @Override
    public FaceProvider create(Settings settings) {
        return builder(settings).build();
    }

    static TencentFaces.Builder builder(Settings given) {
        TencentFaces.Builder builder = TencentFaces.builder();
        given.apply(RemoteSettings.REGION, builder::region);
        given.apply(RemoteSettings.ENDPOINT, builder::endpoint);
        given.apply(SITE, builder::site);
        RemoteSettings.signingKey(given).ifPresent(key -> sign(builder, key));
        given.apply(FACE_MODEL_VERSION, builder::faceModelVersion);
        given.apply(MIN_LIVENESS_SCORE, builder::minLivenessScore);
        if (given.isOn(LEGACY_LIVENESS)) {
            given.apply(MIN_LIVENESS_SCORE, score -> {
                throw TencentFaces.Builder.withoutScore(score);
            });
            builder.legacyLiveness();
        }
        given.apply(LOOK_FOR_OTHER_FACES, builder::lookForOtherFaces);
        given.apply(MIN_ENROLLMENT_QUALITY, builder::minEnrollmentQuality);
        given.apply(REFUSE_SIMILAR_PERSONS, builder::refuseSimilarPersons);
        given.apply(LIVENESS_SECURE_LEVEL, level -> {
            builder.livenessSecureLevel(level);
            builder.requireLivenessSessions();
        });
        given.apply(RemoteSettings.GALLERY_PREFIX, builder::galleryPrefix);
        given.apply(RemoteSettings.MAX_ANSWER_BYTES, builder::maxAnswerBytes);
        return builder.callPolicy(RemoteSettings.callPolicy(given));
    }

    private static void sign(TencentFaces.Builder builder, SigningKey key) {
        @Nullable String token = key.sessionToken();
        if (token == null) {
            builder.credentials(key.id(), key.key());
        } else {
            builder.credentials(key.id(), key.key(), token);
        }
    }
}
