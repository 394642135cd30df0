package io.facebridge.emulator;

import io.facebridge.FaceDetector;
import io.facebridge.FaceProvider;
import io.facebridge.FaceTemplates;
import io.facebridge.emulator.internal.FaceAnalyzer;
import io.facebridge.emulator.internal.ScoreMap;
import io.facebridge.emulator.internal.aws.Access;
import io.facebridge.emulator.internal.aws.LivenessSessions;
import io.facebridge.emulator.internal.aws.Scores;
import io.facebridge.emulator.internal.aws.Service;
import io.facebridge.emulator.internal.aws.Store;
import io.facebridge.error.UnsupportedCapabilityException;
import io.facebridge.match.FalseMatchTable;
import io.facebridge.match.ScoreScale;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Emulates the face operations of Amazon Rekognition on a port of the loopback interface. A detector and templates of this JVM
 * answer the requests: faces are really detected and really compared. Any client of the service whose endpoint can be
 * configured works with it.
 *
 * <p>Templates and images are kept in memory only, and nothing is logged. What is faithful and what is not is documented in
 * {@code docs/reference/emulators.md}. Thread-safe. The caller closes it; the backing stays open.
 *
 * <!-- docs-test: given import software.amazon.awssdk.regions.Region -->
 * <!-- docs-test: given import software.amazon.awssdk.services.rekognition.RekognitionClient -->
 * <pre>{@code
 * try (LocalFaces faces = LocalFaces.create();
 *         AwsEmulator emulator = AwsEmulator.backedBy(faces).start()) {
 *     RekognitionClient client = RekognitionClient.builder()
 *             .endpointOverride(emulator.endpoint()).region(Region.EU_WEST_1).build();
 *     client.listCollections();
 * }
 * }</pre>
 *
 * <p><b>Similarity.</b> The service returns similarities in [0, 100] and does not document their meaning. Here a similarity is
 * {@code 100 (1 - sqrt(F))}, where F is the false match rate that the backing's published table gives for a threshold at that
 * score: 90 at 1e-2, 99 at 1e-4, 99.9 at 1e-6. Outside of the table the rate is extrapolated log-linearly, in this emulator
 * only. A user is matched by the mean, normalized to length 1, of the templates of its faces.
 */
public final class AwsEmulator extends Emulator {
    private final Store store;
    private final FaceAnalyzer analyzer;
    private final ScoreMap scores;
    private final LivenessSessions sessions;

    private AwsEmulator(Builder builder, Store store, LivenessSessions sessions, Service service) {
        super(builder, service, null);
        this.store = store;
        this.sessions = sessions;
        analyzer = builder.analyzer();
        scores = builder.scores;
    }

    /**
     * Creates a builder of an emulator that is backed by a provider.
     *
     * @param provider has {@link FaceTemplates}, and a comparer whose score scale is known before a comparison; stays open when
     *     the emulator is closed
     * @return a new builder
     * @throws UnsupportedCapabilityException if the provider has no templates
     * @throws IllegalArgumentException if the comparer does not know its score scale before a comparison
     * @throws IllegalArgumentException if the score scale is not one of cosines in [-1, 1] with false match rates
     */
    public static Builder backedBy(FaceProvider provider) {
        return new Builder(FaceAnalyzer.of(provider));
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
     * Creates a seed, which fills collections without requests and without models.
     *
     * @return a new seed
     */
    public AwsSeed seed() {
        return new AwsSeed(store, analyzer);
    }

    /**
     * {@inheritDoc}
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
    public AwsLivenessScript liveness() {
        return new AwsLivenessScript(sessions);
    }

    /**
     * Stores an object in a bucket, for requests that refer to one; the protocol of S3 itself is not emulated.
     *
     * @param bucket the name of the bucket
     * @param name the name of the object; an existing object of that name is replaced
     * @param bytes the content; copied
     */
    public void s3(String bucket, String name, byte[] bytes) {
        Objects.requireNonNull(bucket, "bucket");
        Objects.requireNonNull(name, "name");
        store.object(bucket, name, bytes);
    }

    /**
     * Returns an object of a bucket that was stored by {@link #s3(String, String, byte[])} or as the output of a liveness
     * session.
     *
     * @param bucket the name of the bucket
     * @param name the name of the object
     * @return a copy of the content; empty if the object does not exist
     */
    public Optional<byte[]> s3(String bucket, String name) {
        byte[] bytes = store.object(bucket, name);
        return bytes == null ? Optional.empty() : Optional.of(bytes.clone());
    }

    /**
     * Sets the face model version of new collections; {@link #reset()} keeps it. Existing collections keep theirs.
     *
     * @param version digits and dots
     * @throws IllegalArgumentException if the version has another form
     */
    public void faceModelVersion(String version) {
        store.modelVersion(Builder.requireVersion(version));
    }

    @Override
    void clear() {
        store.clear();
        sessions.clear();
    }

    /** Builds an {@link AwsEmulator}. Not thread-safe. */
    public static final class Builder extends EmulatorBuilder<Builder> {
        private static final Pattern VERSION = Pattern.compile("[0-9.]+");

        private final ScoreMap scores;
        private @Nullable String accessKey;
        private @Nullable String secretKey;
        private @Nullable String region;
        private Duration updatingFor = Duration.ofMillis(100);
        private Duration consistentAfter = Duration.ZERO;
        private String faceModelVersion = "7.0";

        private Builder(FaceAnalyzer analyzer) {
            super(analyzer);
            scores = Scores.of(analyzer.scale());
        }

        /**
         * Sets the key that every request must be signed with. By default signatures are not checked.
         *
         * @param access the id of the access key; any text
         * @param secret the secret key; any text
         * @return this builder
         * @throws IllegalArgumentException if either is blank
         */
        public Builder credentials(String access, String secret) {
            if (access.isBlank() || secret.isBlank()) {
                throw new IllegalArgumentException("access key and secret key must not be blank");
            }
            accessKey = access;
            secretKey = secret;
            return this;
        }

        /**
         * Sets the region that every request must be signed for. By default every region is accepted.
         *
         * @param name for example {@code eu-west-1}
         * @return this builder
         * @throws IllegalArgumentException if the name is blank
         */
        public Builder region(String name) {
            if (name.isBlank()) {
                throw new IllegalArgumentException("region must be a name such as eu-west-1 but was blank");
            }
            region = name;
            return this;
        }

        /**
         * Sets how long users are {@code UPDATING} after their faces changed, by the clock. In the meantime they are searched,
         * and a face that was disassociated cannot be deleted: {@code DeleteFaces} reports it as
         * {@code ASSOCIATED_TO_AN_EXISTING_USER}. The response to the change itself is always {@code UPDATING}.
         *
         * @param time the duration; the default is 100 milliseconds, where the service may take a minute; 0 ends it with the
         *     response
         * @return this builder
         * @throws IllegalArgumentException if the duration is negative
         */
        public Builder userUpdatingFor(Duration time) {
            updatingFor = requireNotNegative("userUpdatingFor", time);
            return this;
        }

        /**
         * Sets how long new faces and associations are not found by searches, by the clock. Removed ones are no longer found
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

        /**
         * Sets the face model version of collections.
         *
         * @param version digits and dots; the default is 7.0
         * @return this builder
         * @throws IllegalArgumentException if the version has another form
         */
        public Builder faceModelVersion(String version) {
            faceModelVersion = requireVersion(version);
            return this;
        }

        @Override
        public AwsEmulator start() {
            Supplier<UUID> ids = UUID::randomUUID;
            Store store = new Store(clock(), ids, consistentAfter, updatingFor, faceModelVersion);
            LivenessSessions sessions = new LivenessSessions(store, analyzer());
            Access access = new Access(accessKey, secretKey, region);
            Service service = Service.of(store, sessions, analyzer(), scores, access, clock(), ids);
            return new AwsEmulator(this, store, sessions, service);
        }

        @Override
        Builder self() {
            return this;
        }

        private static String requireVersion(String version) {
            if (!VERSION.matcher(version).matches()) {
                throw new IllegalArgumentException(
                        "a face model version has digits and dots, such as 7.0, but was \"" + version + "\"");
            }
            return version;
        }
    }
}
