package io.facebridge.emulator;

import io.facebridge.FaceDetector;
import io.facebridge.FaceProvider;
import io.facebridge.FaceTemplates;
import io.facebridge.emulator.internal.FaceAnalyzer;
import io.facebridge.emulator.internal.ScoreMap;
import io.facebridge.emulator.internal.ServerIdentity;
import io.facebridge.emulator.internal.azure.Access;
import io.facebridge.emulator.internal.azure.LivenessSessions;
import io.facebridge.emulator.internal.azure.Scores;
import io.facebridge.emulator.internal.azure.Service;
import io.facebridge.emulator.internal.azure.Store;
import io.facebridge.emulator.internal.azure.Store.Times;
import io.facebridge.error.UnsupportedCapabilityException;
import io.facebridge.match.FalseMatchTable;
import io.facebridge.match.ScoreScale;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Emulates Azure AI Face (REST v1.2) on a port of the loopback interface, over https. A detector and templates of this JVM
 * answer the requests: faces are really detected and really compared. Any client of the service whose endpoint and trusted
 * certificate can be configured works with it.
 *
 * <p>Templates and images are kept in memory only, and nothing is logged. What is faithful and what is not is documented in
 * {@code docs/reference/emulators.md}. Thread-safe. The caller closes it; the backing stays open.
 *
 * <pre>{@code
 * try (LocalFaces faces = LocalFaces.create();
 *         AzureEmulator emulator = AzureEmulator.backedBy(faces).key("made-up").start()) {
 *     HttpClient client = HttpClient.newBuilder().sslContext(emulator.sslContext()).build();
 *     URI detect = URI.create(emulator.endpoint() + "/face/v1.2/detect");
 * }
 * }</pre>
 *
 * <p><b>Certificate.</b> It is created at the start, for {@code 127.0.0.1} and {@code localhost}; its key never leaves the
 * memory of this JVM.
 *
 * <p><b>Confidence.</b> It follows what the vendor publishes about {@code recognition_03}, whatever the recognition model: a
 * confidence t has the false match rate 10^(-10 t) by the backing's own table, for example 1e-5 at 0.5; it is interpolated and
 * extrapolated log-linearly, in this emulator only. Above 0.9, where nothing is published, it approaches 1. A person is matched
 * by the mean, normalized to length 1, of the templates of all persisted faces.
 */
public final class AzureEmulator extends Emulator {
    private final ServerIdentity identity;
    private final Service service;
    private final Store store;
    private final FaceAnalyzer analyzer;
    private final ScoreMap scores;
    private final LivenessSessions sessions;

    private AzureEmulator(
            Builder builder, Store store, LivenessSessions sessions, Service service, ServerIdentity identity) {
        super(builder, service, identity);
        this.service = service;
        this.identity = identity;
        this.store = store;
        this.sessions = sessions;
        analyzer = builder.analyzer();
        scores = builder.scores;
    }

    /** The vendor's approval of recognition, which customers have to apply for. */
    public enum Approval {
        /** Approved. */
        GRANTED,
        /** Not approved: operations that require approval are rejected with 403. */
        MISSING,
        /** Not approved, reported with the status 299, as the service did while it introduced the approval. */
        MISSING_299
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

    /** {@return the self-signed certificate of this emulator, which a client has to trust} */
    public X509Certificate certificate() {
        return identity.certificate();
    }

    /** {@return the certificate in PEM, with a line break at the end, for clients that read it from a file} */
    public String certificatePem() {
        return identity.pem();
    }

    /**
     * Creates a TLS context for clients in this JVM.
     *
     * @return a new context that trusts the certificate of this emulator and no other
     */
    public SSLContext sslContext() {
        return identity.sslContext();
    }

    /**
     * Creates a seed, which fills large person groups without requests and without models.
     *
     * @return a new seed
     */
    public AzureSeed seed() {
        return new AzureSeed(store, analyzer);
    }

    /**
     * {@inheritDoc}
     *
     * @return thresholds in [0, 1]
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
    public AzureLivenessScript liveness() {
        return new AzureLivenessScript(sessions);
    }

    /**
     * Sets whether the vendor has approved recognition: detection that keeps faces, verification, identification, groups and
     * liveness with verification. Without approval, requests for them are rejected unless they contain the builder's
     * {@link Builder#limitedAccessToken(String) limited access token}.
     *
     * @param approval the approval; the default, also after {@link #reset()}, is {@link Approval#GRANTED}
     */
    public void approval(Approval approval) {
        service.gate(
                switch (approval) {
                    case GRANTED -> 0;
                    case MISSING -> 403;
                    case MISSING_299 -> 299;
                });
    }

    @Override
    void clear() {
        store.clear();
        sessions.clear();
        approval(Approval.GRANTED);
    }

    /** Builds an {@link AzureEmulator}. Not thread-safe. */
    public static final class Builder extends EmulatorBuilder<Builder> {
        private final ScoreMap scores;
        private @Nullable String key;
        private @Nullable String bearerToken;
        private @Nullable String limitedAccessToken;
        private Duration queuedFor = Duration.ZERO;
        private Duration runningFor = Duration.ZERO;
        private Duration personBusyFor = Duration.ZERO;

        private Builder(FaceAnalyzer analyzer) {
            super(analyzer);
            scores = Scores.of(analyzer.scale());
        }

        /**
         * Sets the key that requests must contain. By default, if no token is set either, every request is accepted.
         *
         * @param text any text
         * @return this builder
         * @throws IllegalArgumentException if the text is blank
         */
        public Builder key(String text) {
            key = requireText("key", text);
            return this;
        }

        /**
         * Sets the token of an identity that requests may contain instead of the key, if there is one.
         *
         * @param text any text
         * @return this builder
         * @throws IllegalArgumentException if the text is blank
         */
        public Builder bearerToken(String text) {
            bearerToken = requireText("bearerToken", text);
            return this;
        }

        /**
         * Sets the token in the header {@code LimitedAccessToken} that counts as an approval if the customer has none.
         *
         * @param text any text
         * @return this builder
         * @throws IllegalArgumentException if the text is blank
         */
        public Builder limitedAccessToken(String text) {
            limitedAccessToken = requireText("limitedAccessToken", text);
            return this;
        }

        /**
         * Sets how long a training stays {@code notStarted} before it runs, by the clock.
         *
         * @param time the duration; the default is 0
         * @return this builder
         * @throws IllegalArgumentException if the duration is negative
         */
        public Builder trainingQueuedFor(Duration time) {
            queuedFor = requireNotNegative("trainingQueuedFor", time);
            return this;
        }

        /**
         * Sets how long a training stays {@code running}, by the clock. In the meantime the group is neither searched nor
         * changed.
         *
         * @param time the duration; the default is 0: a training is over at once
         * @return this builder
         * @throws IllegalArgumentException if the duration is negative
         */
        public Builder trainingRunningFor(Duration time) {
            runningFor = requireNotNegative("trainingRunningFor", time);
            return this;
        }

        /**
         * Sets how long a further change of a person's faces is rejected as a conflict, by the clock.
         *
         * @param time the duration; the default is 0: changes may follow each other immediately
         * @return this builder
         * @throws IllegalArgumentException if the duration is negative
         */
        public Builder personBusyFor(Duration time) {
            personBusyFor = requireNotNegative("personBusyFor", time);
            return this;
        }

        @Override
        public AzureEmulator start() {
            Supplier<UUID> ids = UUID::randomUUID;
            Store store = new Store(clock(), ids, new Times(queuedFor, runningFor, personBusyFor));
            LivenessSessions sessions = new LivenessSessions(store, analyzer(), scores);
            Access access = new Access(key, bearerToken, limitedAccessToken);
            Service service = Service.of(store, sessions, analyzer(), scores, access, clock(), ids);
            ServerIdentity identity = ServerIdentity.create(ids.get().toString());
            return new AzureEmulator(this, store, sessions, service, identity);
        }

        @Override
        Builder self() {
            return this;
        }

        private static String requireText(String name, String text) {
            if (text.isBlank()) {
                throw new IllegalArgumentException(name + " must not be blank; use any text");
            }
            return text;
        }
    }
}
