package io.facebridge.emulator;

import com.github.tomakehurst.wiremock.WireMockServer;
import io.facebridge.FaceDetector;
import io.facebridge.FaceProvider;
import io.facebridge.FaceTemplates;
import io.facebridge.UnsupportedCapabilityException;
import io.facebridge.emulator.internal.FaceAnalyzer;
import io.facebridge.emulator.internal.FaultQueue;
import io.facebridge.emulator.internal.LoopbackServer;
import io.facebridge.emulator.internal.tencent.LivenessSessions;
import io.facebridge.emulator.internal.tencent.Scores;
import io.facebridge.emulator.internal.tencent.Service;
import io.facebridge.emulator.internal.tencent.Service.Access;
import io.facebridge.emulator.internal.tencent.Store;
import io.facebridge.liveness.LivenessChecker;
import io.facebridge.match.FalseMatchTable;
import io.facebridge.match.ScoreScale;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tencent Cloud's face recognition (IAI 2020-03-03), and the liveness sessions of FaceID international, on a port of the
 * loopback interface, with a detector and templates of this JVM behind them: faces are really found and really compared. Any
 * client of the service that can be told an endpoint can talk to it.
 *
 * <p>Templates and pictures are kept in memory only, and nothing is logged. What is faithful and what is not is said in
 * {@code docs/emulators.md}. Thread-safe. Close it; the backing stays open.
 *
 * <pre>{@code
 * try (LocalFaces faces = LocalFaces.create();
 *         TencentEmulator emulator = TencentEmulator.backedBy(faces).start()) {
 *     HttpProfile profile = new HttpProfile();
 *     profile.setProtocol("http://");
 *     profile.setEndpoint(emulator.endpoint().getAuthority());
 *     ...
 * }
 * }</pre>
 *
 * <p><b>Scores.</b> They follow the rates that the vendor publishes for comparisons: with face model 3.0 a score of 40, 50,
 * 60 has the false match rate 1e-3, 1e-4, 1e-5 by the backing's own table, with model 2.0 it is 70, 80, 90; and so on
 * log-linearly in between and beyond, in here only. Searches and verifications have the same scores. A person is matched by
 * the mean, brought back to length 1, of the templates of all faces, where the service fuses them.
 */
public final class TencentEmulator implements AutoCloseable {
    private final LoopbackServer server;
    private final Service service;
    private final Store store;
    private final FaceAnalyzer analyzer;
    private final Scores scores;
    private final LivenessSessions sessions;
    private final FaultQueue faultQueue;
    private final Faults faults;

    private TencentEmulator(Builder builder, Supplier<UUID> ids) {
        scores = builder.scores;
        analyzer = builder.analyzer;
        store = new Store(builder.clock, builder.consistentAfter);
        sessions = new LivenessSessions(store, ids);
        faultQueue = new FaultQueue();
        Access access = new Access(builder.secretId, builder.secretKey, builder.region);
        service =
                Service.of(store, sessions, analyzer, builder.liveness, scores, access, faultQueue, builder.clock, ids);
        faults = new Faults(faultQueue, builder.clock, service.counts()::requireKnown, service);
        server = LoopbackServer.start(builder.port, builder.adminEndpoint, service);
    }

    /**
     * An emulator in front of a provider, whose {@link LivenessChecker}, if it has one, judges single images.
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
        Builder builder = backedBy(provider.detector(), provider.require(FaceTemplates.class), scale);
        builder.liveness = provider.find(LivenessChecker.class).orElse(null);
        return builder;
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
        return new Builder(new FaceAnalyzer(detector, templates, scale.model()), new Scores(scale));
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
     * Fills groups without requests and without models.
     *
     * @return a new seed
     */
    public TencentSeed seed() {
        return new TencentSeed(store, analyzer);
    }

    /**
     * The thresholds of the emulator's scores, face model 3.0, by false match rate: for every rate of two significant digits
     * that the backing's table covers, and for the table's own. They are for verifications, for which the vendor publishes
     * none, and for searches by the rate of a single comparison. They say nothing about the real service.
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
    public TencentLivenessScript liveness() {
        return new TencentLivenessScript(sessions);
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
     * @param operation for example {@code CreateFace}
     * @return since the start or the last {@link #reset()}
     * @throws IllegalArgumentException if there is no such operation
     */
    public long requests(String operation) {
        return service.counts().requests(operation);
    }

    /**
     * How many requests of an operation arrived, whatever became of them.
     *
     * @param operation for example {@code CreateFace}
     * @return since the start or the last {@link #reset()}
     * @throws IllegalArgumentException if there is no such operation
     */
    public long attempts(String operation) {
        return service.counts().attempts(operation);
    }

    /** Forgets groups, persons, sessions, faults and counts. */
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
        return "TencentEmulator[" + endpoint() + "]";
    }

    /** Sets up a {@link TencentEmulator}. Not thread-safe. */
    public static final class Builder {
        private static final int HIGHEST_PORT = 65_535;

        private final FaceAnalyzer analyzer;
        private final Scores scores;
        private @Nullable LivenessChecker liveness;
        private @Nullable String secretId;
        private @Nullable String secretKey;
        private @Nullable String region;
        private int port;
        private Clock clock = Clock.systemUTC();
        private Duration consistentAfter = Duration.ZERO;
        private boolean adminEndpoint;

        private Builder(FaceAnalyzer analyzer, Scores scores) {
            this.analyzer = analyzer;
            this.scores = scores;
        }

        /**
         * Accepts only what was signed with this key. Without it signatures are not looked at.
         *
         * @param id the key's id; any text will do
         * @param secret the secret key; any text will do
         * @return this
         * @throws IllegalArgumentException if one of them is blank
         */
        public Builder credentials(String id, String secret) {
            if (id.isBlank() || secret.isBlank()) {
                throw new IllegalArgumentException("credentials need a secret id and a secret key, neither blank");
            }
            secretId = id;
            secretKey = secret;
            return this;
        }

        /**
         * Accepts only what is sent to this region. Without it every region will do.
         *
         * @param name for example {@code ap-singapore}
         * @return this
         * @throws IllegalArgumentException if it is blank
         */
        public Builder region(String name) {
            if (name.isBlank()) {
                throw new IllegalArgumentException("region must be a name such as ap-singapore but was blank");
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
         * Lets searches and verifications find faces only a while after they were made, by the clock. What is removed is
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
         * Opens WireMock's administration under {@code /__admin}. Without it every request there is refused, and stubs are
         * added through {@link TencentEmulator#wireMock()}.
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
        public TencentEmulator start() {
            return new TencentEmulator(this, UUID::randomUUID);
        }

        private static Duration requireNotNegative(String name, Duration time) {
            if (time.isNegative()) {
                throw new IllegalArgumentException(name + " must not be negative but was " + time);
            }
            return time;
        }
    }
}
