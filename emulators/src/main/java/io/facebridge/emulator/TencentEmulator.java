package io.facebridge.emulator;

import io.facebridge.FaceDetector;
import io.facebridge.FaceProvider;
import io.facebridge.FaceTemplates;
import io.facebridge.LivenessChecker;
import io.facebridge.emulator.internal.FaceAnalyzer;
import io.facebridge.emulator.internal.tencent.Access;
import io.facebridge.emulator.internal.tencent.LivenessSessions;
import io.facebridge.emulator.internal.tencent.Scores;
import io.facebridge.emulator.internal.tencent.Service;
import io.facebridge.emulator.internal.tencent.Store;
import io.facebridge.error.UnsupportedCapabilityException;
import io.facebridge.match.FalseMatchTable;
import io.facebridge.match.ScoreScale;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Emulates Tencent Cloud's face recognition (IAI 2020-03-03), and the liveness sessions of FaceID international, on a port of
 * the loopback interface. A detector and templates of this JVM answer the requests: faces are really detected and really
 * compared. Any client of the service whose endpoint can be configured works with it.
 *
 * <p>Templates and images are kept in memory only, and nothing is logged. What is faithful and what is not is documented in
 * {@code docs/reference/emulators.md}. Thread-safe. The caller closes it; the backing stays open.
 *
 * <!-- docs-test: given import com.tencentcloudapi.common.Credential -->
 * <!-- docs-test: given import com.tencentcloudapi.common.profile.ClientProfile -->
 * <!-- docs-test: given import com.tencentcloudapi.common.profile.HttpProfile -->
 * <!-- docs-test: given import com.tencentcloudapi.iai.v20200303.IaiClient -->
 * <pre>{@code
 * try (LocalFaces faces = LocalFaces.create();
 *         TencentEmulator emulator = TencentEmulator.backedBy(faces).start()) {
 *     HttpProfile profile = new HttpProfile();
 *     profile.setProtocol("http://");
 *     profile.setEndpoint(emulator.endpoint().getAuthority());
 *     ClientProfile clientProfile = new ClientProfile();
 *     clientProfile.setHttpProfile(profile);
 *     IaiClient client = new IaiClient(new Credential("id", "key"), "ap-singapore", clientProfile);
 * }
 * }</pre>
 *
 * <p><b>Scores.</b> They follow the rates that the vendor publishes for comparisons: with face model 3.0 a score of 40, 50, 60
 * has the false match rate 1e-3, 1e-4, 1e-5 by the backing's own table, with model 2.0 it is 70, 80, 90; other scores are
 * interpolated and extrapolated log-linearly, in this emulator only. Searches and verifications have the same scores. A person
 * is matched by the mean, normalized to length 1, of the templates of all faces, where the service fuses them.
 */
public final class TencentEmulator extends Emulator {
    private final Store store;
    private final FaceAnalyzer analyzer;
    private final Scores scores;
    private final LivenessSessions sessions;

    private TencentEmulator(Builder builder, Store store, LivenessSessions sessions, Service service) {
        super(builder, service, null);
        this.store = store;
        this.sessions = sessions;
        analyzer = builder.analyzer();
        scores = builder.scores;
    }

    /**
     * Creates a builder of an emulator that is backed by a provider. The provider's {@link LivenessChecker}, if it has one,
     * judges single images.
     *
     * @param provider has {@link FaceTemplates}, and a comparer whose score scale is known before a comparison; stays open when
     *     the emulator is closed
     * @return a new builder
     * @throws UnsupportedCapabilityException if the provider has no templates
     * @throws IllegalArgumentException if the comparer does not know its score scale before a comparison
     * @throws IllegalArgumentException if the score scale is not one of cosines in [-1, 1] with false match rates
     */
    public static Builder backedBy(FaceProvider provider) {
        Builder builder = new Builder(FaceAnalyzer.of(provider));
        builder.liveness = provider.find(LivenessChecker.class).orElse(null);
        return builder;
    }

    /**
     * Creates a builder of an emulator that is backed by a detector and templates, which must detect the same faces.
     *
     * @param detector detects the faces
     * @param templates extracts the templates; two templates must compare as their cosine
     * @param scale the score scale of the comparisons, in [-1, 1], with false match rates
     * @return a new builder
     * @throws IllegalArgumentException if the score scale is not one of cosines in [-1, 1]
     * @throws IllegalArgumentException if the score scale carries no false match rates
     */
    public static Builder backedBy(FaceDetector detector, FaceTemplates templates, ScoreScale scale) {
        return new Builder(new FaceAnalyzer(detector, templates, scale));
    }

    /**
     * Creates a seed, which fills groups without requests and without models.
     *
     * @return a new seed
     */
    public TencentSeed seed() {
        return new TencentSeed(store, analyzer);
    }

    /**
     * Returns the thresholds of the emulator's scores, face model 3.0, by false match rate: for every rate of two significant
     * digits that the backing's table covers, and for the table's own. They are for verifications, for which the vendor
     * publishes none, and for searches by the rate of a single comparison. They do not apply to the real service.
     *
     * @return thresholds in [0, 100]
     */
    @Override
    public FalseMatchTable calibration() {
        return scores.calibration();
    }

    /**
     * Returns the script, which sets the outcomes of liveness sessions.
     *
     * @return a script of the sessions of this emulator
     */
    public TencentLivenessScript liveness() {
        return new TencentLivenessScript(sessions);
    }

    @Override
    void clear() {
        store.clear();
        sessions.clear();
    }

    /** Builds a {@link TencentEmulator}. Not thread-safe. */
    public static final class Builder extends EmulatorBuilder<Builder> {
        private final Scores scores;
        private @Nullable LivenessChecker liveness;
        private @Nullable String secretId;
        private @Nullable String secretKey;
        private @Nullable String region;
        private Duration consistentAfter = Duration.ZERO;

        private Builder(FaceAnalyzer analyzer) {
            super(analyzer);
            scores = Scores.of(analyzer.scale());
        }

        /**
         * Sets the key that every request must be signed with. By default signatures are not checked.
         *
         * @param id the id of the key; any text
         * @param secret the secret key; any text
         * @return this builder
         * @throws IllegalArgumentException if either is blank
         */
        public Builder credentials(String id, String secret) {
            if (id.isBlank() || secret.isBlank()) {
                throw new IllegalArgumentException("secret id and secret key must not be blank");
            }
            secretId = id;
            secretKey = secret;
            return this;
        }

        /**
         * Sets the region that every request must be sent to. By default every region is accepted.
         *
         * @param name for example {@code ap-singapore}
         * @return this builder
         * @throws IllegalArgumentException if the name is blank
         */
        public Builder region(String name) {
            if (name.isBlank()) {
                throw new IllegalArgumentException("region must be a name such as ap-singapore but was blank");
            }
            region = name;
            return this;
        }

        /**
         * Sets how long new faces are not found by searches and verifications, by the clock. Removed ones are no longer found
         * immediately.
         *
         * @param time the duration; the default is 0
         * @return this builder
         * @throws IllegalArgumentException if the duration is negative
         */
        public Builder eventuallyConsistentFor(Duration time) {
            consistentAfter = requireNotNegative("eventuallyConsistentFor", time);
            return this;
        }

        @Override
        public TencentEmulator start() {
            Supplier<UUID> ids = UUID::randomUUID;
            Store store = new Store(clock(), consistentAfter);
            LivenessSessions sessions = new LivenessSessions(store, ids);
            Access access = new Access(secretId, secretKey, region);
            Service service = Service.of(store, sessions, analyzer(), liveness, scores, access, clock(), ids);
            return new TencentEmulator(this, store, sessions, service);
        }

        @Override
        Builder self() {
            return this;
        }
    }
}
