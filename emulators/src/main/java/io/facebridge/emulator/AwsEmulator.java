package io.facebridge.emulator;

import com.github.tomakehurst.wiremock.WireMockServer;
import io.facebridge.FaceDetector;
import io.facebridge.FaceProvider;
import io.facebridge.FaceTemplates;
import io.facebridge.UnsupportedCapabilityException;
import io.facebridge.emulator.internal.FaceAnalyzer;
import io.facebridge.emulator.internal.FaultQueue;
import io.facebridge.emulator.internal.LoopbackServer;
import io.facebridge.emulator.internal.ScoreMap;
import io.facebridge.emulator.internal.aws.LivenessSessions;
import io.facebridge.emulator.internal.aws.Service;
import io.facebridge.emulator.internal.aws.Service.Access;
import io.facebridge.emulator.internal.aws.Store;
import io.facebridge.match.FalseMatchTable;
import io.facebridge.match.ScoreScale;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Amazon Rekognition's face operations on a port of the loopback interface, with a detector and templates of this JVM
 * behind them: faces are really found and really compared. Any client of the service that can be told an endpoint can talk
 * to it.
 *
 * <p>Templates and pictures are kept in memory only, and nothing is logged. What is faithful and what is not is said in
 * {@code docs/emulators.md}. Thread-safe. Close it; the backing stays open.
 *
 * <pre>{@code
 * try (LocalFaces faces = LocalFaces.create();
 *         AwsEmulator emulator = AwsEmulator.backedBy(faces).start()) {
 *     RekognitionClient client = RekognitionClient.builder().endpointOverride(emulator.endpoint())...
 * }
 * }</pre>
 *
 * <p><b>Similarity.</b> Services give similarities from 0 to 100 whose meaning they keep to themselves. Here a similarity
 * is {@code 100 (1 - sqrt(F))}, where F is the false match rate that the backing's published table gives for a threshold at
 * that score: 90 at 1e-2, 99 at 1e-4, 99.9 at 1e-6. Outside of the table the rate is continued log-linearly, in here only.
 * A user is matched by the mean, brought back to length 1, of the templates of its faces.
 */
public final class AwsEmulator implements AutoCloseable {
    private final LoopbackServer server;
    private final Service service;
    private final Store store;
    private final FaceAnalyzer analyzer;
    private final ScoreMap scores;
    private final LivenessSessions sessions;
    private final FaultQueue faultQueue;
    private final Faults faults;

    private AwsEmulator(Builder builder, Supplier<UUID> ids) {
        scores = builder.scores;
        analyzer = builder.analyzer;
        store = new Store(builder.clock, ids, builder.consistentAfter, builder.updatingFor, builder.faceModelVersion);
        sessions = new LivenessSessions(store, analyzer);
        faultQueue = new FaultQueue();
        Access access = new Access(builder.accessKey, builder.secretKey, builder.region);
        service = Service.of(store, sessions, analyzer, scores, access, faultQueue, builder.clock, ids);
        faults = new Faults(faultQueue, builder.clock, service.counts()::requireKnown, service);
        server = LoopbackServer.start(builder.port, builder.adminEndpoint, service);
    }

    /**
     * An emulator in front of a provider.
     *
     * @param provider has {@link FaceTemplates}, and a comparer that knows its scale; stays open when the emulator closes
     * @return a new builder
     * @throws UnsupportedCapabilityException if the provider has no templates
     * @throws IllegalArgumentException if the comparer does not know its scale, or the scale is not one of cosines from -1
     *     to 1 with false match rates
     */
    public static Builder backedBy(FaceProvider provider) {
        ScoreScale scale = provider.comparer()
                .scale()
                .orElseThrow(() -> new IllegalArgumentException("the provider " + provider.id()
                        + " tells its scale with an answer only; use one that knows it before, such as local models"));
        return backedBy(provider.detector(), provider.require(FaceTemplates.class), scale);
    }

    /**
     * An emulator in front of a detector and templates, which must find the same faces.
     *
     * @param detector finds the faces
     * @param templates describes them; two templates must compare as their cosine
     * @param scale of the comparisons, from -1 to 1, with false match rates
     * @return a new builder
     * @throws IllegalArgumentException if the scale is not one of cosines from -1 to 1, or carries no false match rates
     */
    public static Builder backedBy(FaceDetector detector, FaceTemplates templates, ScoreScale scale) {
        Objects.requireNonNull(detector, "detector");
        Objects.requireNonNull(templates, "templates");
        return new Builder(new FaceAnalyzer(detector, templates, scale.model()), ScoreMap.ofRekognition(scale));
    }

    /**
     * Where the emulator is.
     *
     * @return for example {@code http://127.0.0.1:40123}
     */
    public URI endpoint() {
        return server.endpoint();
    }

    /**
     * Fills collections without requests and without models.
     *
     * @return a new seed
     */
    public AwsSeed seed() {
        return new AwsSeed(store, analyzer);
    }

    /**
     * The thresholds of the emulator's similarities by false match rate: for every rate of two significant digits that the
     * backing's table covers, and for the table's own. At these rates a comparison here is decided as it is on the
     * backing's own scale. They say nothing about the real service.
     *
     * @return thresholds from 0 to 100
     */
    public FalseMatchTable calibration() {
        return scores.calibration();
    }

    /**
     * What happens in liveness sessions.
     *
     * @return always on the same sessions
     */
    public AwsLivenessScript liveness() {
        return new AwsLivenessScript(sessions);
    }

    /**
     * What goes wrong.
     *
     * @return always the same instance
     */
    public Faults faults() {
        return faults;
    }

    /**
     * How many requests of an operation were carried out. One whose answer was lost on its way is among them; one that was
     * refused, or met a fault before, is not.
     *
     * @param operation for example {@code IndexFaces}
     * @return since the start or the last {@link #reset()}
     * @throws IllegalArgumentException if there is no such operation
     */
    public long requests(String operation) {
        return service.counts().requests(operation);
    }

    /**
     * How many requests of an operation arrived, whatever became of them.
     *
     * @param operation for example {@code IndexFaces}
     * @return since the start or the last {@link #reset()}
     * @throws IllegalArgumentException if there is no such operation
     */
    public long attempts(String operation) {
        return service.counts().attempts(operation);
    }

    /**
     * Puts an object into a bucket, for requests that refer to one. There is no other protocol to reach it.
     *
     * @param bucket the bucket's name
     * @param name the object's name
     * @param bytes copied; takes the place of an object of the same name
     */
    public void s3(String bucket, String name, byte[] bytes) {
        Objects.requireNonNull(bucket, "bucket");
        Objects.requireNonNull(name, "name");
        store.object(bucket, name, bytes);
    }

    /**
     * An object that was put into a bucket, by {@link #s3(String, String, byte[])} or as the output of a liveness session.
     *
     * @param bucket the bucket's name
     * @param name the object's name
     * @return a copy; empty if there is none
     */
    public Optional<byte[]> s3(String bucket, String name) {
        byte[] bytes = store.object(bucket, name);
        return bytes == null ? Optional.empty() : Optional.of(bytes.clone());
    }

    /**
     * Sets the face model version that new collections get. Collections that are there keep theirs.
     *
     * @param version digits and dots
     * @throws IllegalArgumentException if it is of another form
     */
    public void faceModelVersion(String version) {
        store.modelVersion(Builder.requireVersion(version));
    }

    /** Forgets collections, sessions, objects, faults and counts; the face model version stays. */
    public void reset() {
        store.clear();
        sessions.clear();
        faultQueue.clear();
        service.counts().clear();
    }

    /**
     * The WireMock server underneath, to add stubs: they go before the emulator's own answers. It keeps no journal of
     * requests, and {@code resetAll()} leaves the emulator in place.
     *
     * @return always the same instance
     */
    public WireMockServer wireMock() {
        return server.wireMock();
    }

    /** Stops the server and forgets everything. Idempotent. */
    @Override
    public void close() {
        server.close();
        reset();
    }

    @Override
    public String toString() {
        return "AwsEmulator[" + endpoint() + "]";
    }

    /** Sets up a {@link AwsEmulator}. Not thread-safe. */
    public static final class Builder {
        private static final Pattern VERSION = Pattern.compile("[0-9.]+");
        private static final int HIGHEST_PORT = 65_535;

        private final FaceAnalyzer analyzer;
        private final ScoreMap scores;
        private @Nullable String accessKey;
        private @Nullable String secretKey;
        private @Nullable String region;
        private int port;
        private Clock clock = Clock.systemUTC();
        private Duration updatingFor = Duration.ofMillis(100);
        private Duration consistentAfter = Duration.ZERO;
        private String faceModelVersion = "7.0";
        private boolean adminEndpoint;

        private Builder(FaceAnalyzer analyzer, ScoreMap scores) {
            this.analyzer = analyzer;
            this.scores = scores;
        }

        /**
         * Accepts only what was signed with this key. Without it signatures are not looked at.
         *
         * @param access the access key's id; any text will do
         * @param secret the secret key; any text will do
         * @return this
         * @throws IllegalArgumentException if one of them is blank
         */
        public Builder credentials(String access, String secret) {
            if (access.isBlank() || secret.isBlank()) {
                throw new IllegalArgumentException("credentials need an access key and a secret key, neither blank");
            }
            accessKey = access;
            secretKey = secret;
            return this;
        }

        /**
         * Accepts only what was signed for this region. Without it every region will do.
         *
         * @param name for example {@code eu-west-1}
         * @return this
         * @throws IllegalArgumentException if it is blank
         */
        public Builder region(String name) {
            if (name.isBlank()) {
                throw new IllegalArgumentException("region must be a name such as eu-west-1 but was blank");
            }
            region = name;
            return this;
        }

        /**
         * Sets the port of the loopback interface.
         *
         * @param number 1 to 65535; 0, as from the start, is any free one
         * @return this
         * @throws IllegalArgumentException if outside
         */
        public Builder port(int number) {
            if (number < 0 || number > HIGHEST_PORT) {
                throw new IllegalArgumentException("port must be in [0, " + HIGHEST_PORT + "] but was " + number);
            }
            port = number;
            return this;
        }

        /**
         * Sets the clock of sessions, delays and signatures. A signature is refused when its time is more than five
         * minutes away from this clock's, so that a clock of tests should start at the present.
         *
         * @param time the system's clock unless set
         * @return this
         */
        public Builder clock(Clock time) {
            clock = Objects.requireNonNull(time, "time");
            return this;
        }

        /**
         * Sets how long users are {@code UPDATING} after their faces changed, by the clock. They are searched in the
         * meantime, and a face that was disassociated cannot be deleted before: {@code DeleteFaces} reports it as
         * {@code ASSOCIATED_TO_AN_EXISTING_USER}. The change itself is always answered with {@code UPDATING}.
         *
         * @param time 100 milliseconds unless set, where the service may take a minute; 0 ends it with the answer
         * @return this
         * @throws IllegalArgumentException if negative
         */
        public Builder userUpdatingFor(Duration time) {
            updatingFor = requireNotNegative("userUpdatingFor", time);
            return this;
        }

        /**
         * Lets searches find faces and associations only a while after they were made, by the clock. What is removed is
         * not found any more at once.
         *
         * @param time 0 unless set
         * @return this
         * @throws IllegalArgumentException if negative
         */
        public Builder eventuallyConsistentFor(Duration time) {
            consistentAfter = requireNotNegative("eventuallyConsistentFor", time);
            return this;
        }

        /**
         * Sets the face model version that collections get.
         *
         * @param version digits and dots; 7.0 unless set
         * @return this
         * @throws IllegalArgumentException if it is of another form
         */
        public Builder faceModelVersion(String version) {
            faceModelVersion = requireVersion(version);
            return this;
        }

        /**
         * Opens WireMock's administration under {@code /__admin}. Without it every request there is refused, and stubs are
         * added through {@link AwsEmulator#wireMock()}.
         *
         * @return this
         */
        public Builder adminEndpoint() {
            adminEndpoint = true;
            return this;
        }

        /**
         * Starts the emulator.
         *
         * @return running; close it
         */
        public AwsEmulator start() {
            return new AwsEmulator(this, UUID::randomUUID);
        }

        private static String requireVersion(String version) {
            if (!VERSION.matcher(version).matches()) {
                throw new IllegalArgumentException(
                        "a face model version has digits and dots, such as 7.0, but was \"" + version + "\"");
            }
            return version;
        }

        private static Duration requireNotNegative(String name, Duration time) {
            if (time.isNegative()) {
                throw new IllegalArgumentException(name + " must not be negative but was " + time);
            }
            return time;
        }
    }
}
