package io.facebridge.azure;

import io.facebridge.FaceProvider;
import io.facebridge.FaceProviderFactory;
import io.facebridge.provider.ProviderId;
import io.facebridge.remote.RemoteSettings;
import io.facebridge.spi.Setting;
import io.facebridge.spi.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Creates an {@link AzureFaces} by the provider id {@code azure}. {@code docs/reference/configuration.md} lists the settings.
 * The default endpoint and key are those of the environment; without a key, azure-identity signs in if it is on the class
 * path.
 */
public final class AzureFacesFactory implements FaceProviderFactory {
    private static final Setting<String> LIMITED_ACCESS_TOKEN = Setting.secret(
            "limitedAccessToken", "Limited access token that an independent software vendor issues to its customers.");
    private static final Setting<Path> CERTIFICATE = Setting.path(
            "certificate", "PEM file of the only certificate that is trusted; for an emulator on this machine only.");
    private static final Setting<String> DETECTION_MODEL = Setting.text(
                    "detectionModel", "Model that detects faces: detection_01, detection_02 or detection_03.")
            .withDefault("detection_03");
    private static final Setting<String> RECOGNITION_MODEL = Setting.text(
                    "recognitionModel",
                    "Recognition model of new galleries and of comparisons: recognition_01 to recognition_04.")
            .withDefault("recognition_04");
    private static final Setting<UntrainedSearchPolicy> SEARCH_OF_UNTRAINED = Setting.choice(
                    "searchOfUntrained",
                    UntrainedSearchPolicy.class,
                    "What a search does in a gallery that was changed and not trained since.")
            .withDefault("wait");
    private static final Setting<Duration> TRAINING_DELAY = Setting.duration(
                    "trainingDelay", "Time without changes before a gallery is trained, 0 to 1 min.")
            .withDefault("200ms");
    private static final Setting<CorrelationIdKind> CORRELATION_IDS = Setting.choice(
            "correlationIds",
            CorrelationIdKind.class,
            "Where the ids of subjects of liveness sessions are kept; for an emulator on this machine only. Without it"
                    + " there are no liveness sessions.");
    private static final Setting<Boolean> DELETE_SESSIONS = Setting.flag(
            "deleteSessionsAfterReading", "Deletes a liveness session at the service as soon as its outcome was read.");
    private static final List<Setting<?>> SETTINGS = RemoteSettings.with(
            RemoteSettings.ENDPOINT,
            RemoteSettings.KEY,
            LIMITED_ACCESS_TOKEN,
            CERTIFICATE,
            DETECTION_MODEL,
            RECOGNITION_MODEL,
            SEARCH_OF_UNTRAINED,
            TRAINING_DELAY,
            CORRELATION_IDS,
            DELETE_SESSIONS);

    /** Where correlation ids are kept, as far as a setting can state it: a database is passed to the builder. */
    private enum CorrelationIdKind {
        MEMORY
    }

    /** Creates the factory; called by {@link java.util.ServiceLoader}. */
    public AzureFacesFactory() {}

    @Override
    public ProviderId id() {
        return AzureFaces.ID;
    }

    @Override
    public List<Setting<?>> settings() {
        return SETTINGS;
    }

    @Override
    public FaceProvider create(Settings settings) {
        return builder(settings).build();
    }

    static AzureFaces.Builder builder(Settings given) {
        AzureFaces.Builder builder = AzureFaces.builder();
        given.apply(RemoteSettings.ENDPOINT, builder::endpoint);
        given.apply(RemoteSettings.KEY, builder::key);
        given.apply(LIMITED_ACCESS_TOKEN, token -> builder.limitedAccessToken(() -> token));
        given.apply(CERTIFICATE, builder::certificate);
        given.apply(DETECTION_MODEL, builder::detectionModel);
        given.apply(RECOGNITION_MODEL, builder::recognitionModel);
        given.apply(SEARCH_OF_UNTRAINED, builder::searchOfUntrained);
        given.apply(TRAINING_DELAY, builder::trainingDelay);
        given.apply(CORRELATION_IDS, memory -> builder.correlationIdsInMemory());
        given.apply(DELETE_SESSIONS, builder::deleteSessionsAfterReading);
        given.apply(RemoteSettings.GALLERY_PREFIX, builder::galleryPrefix);
        given.apply(RemoteSettings.MAX_ANSWER_BYTES, builder::maxAnswerBytes);
        return builder.callPolicy(RemoteSettings.callPolicy(given));
    }
}
