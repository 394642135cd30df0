package io.facebridge.azure;

import com.azure.core.credential.KeyCredential;
import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.ProxyOptions;
import com.azure.core.util.Configuration;
import io.facebridge.FaceCapability;
import io.facebridge.FaceComparer;
import io.facebridge.FaceDetector;
import io.facebridge.FaceIdentifier;
import io.facebridge.FaceProvider;
import io.facebridge.FaceVerifier;
import io.facebridge.azure.internal.AzureEndpoint;
import io.facebridge.azure.internal.AzureHttpClient;
import io.facebridge.azure.internal.AzureParts;
import io.facebridge.azure.internal.EntraId;
import io.facebridge.azure.internal.LoopbackTrust;
import io.facebridge.error.AuthenticationException;
import io.facebridge.error.UnsupportedCapabilityException;
import io.facebridge.liveness.CorrelationIdStore;
import io.facebridge.provider.ProviderId;
import io.facebridge.remote.CallPolicy;
import io.facebridge.remote.RemoteAnswers;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Faces by Azure AI Face (REST v1.2).
 *
 * <pre>{@code
 * try (var faces = AzureFaces.create("https://NAME.cognitiveservices.azure.com")) {
 *     Comparison comparison = faces.comparer().compare(idCard, selfie);
 * }
 * }</pre>
 *
 * <p>Thread-safe; make one and share it. {@link #close()} waits for running calls. Transactions, approval and costs of each
 * call: {@code docs/azure.md}.
 *
 * <h2>Pictures</h2>
 * JPEG, PNG, BMP or GIF of 1 KB to 6 MB, 36 to 4,096 pixels a side; others are encoded again to fit. The service turns a JPEG by
 * its EXIF orientation; other formats are turned here. Faces of less than 36 pixels are not found.
 *
 * <h2>Scores</h2>
 * 0 to 1, on three scales for each recognition model: comparisons, verifications and searches. Microsoft publishes false match
 * rates, in theory, for comparisons by {@code recognition_03} alone ({@link AzureRates}); calibrate for the others, or
 * {@link io.facebridge.match.MatchPolicy} refuses. The service's own verdict, at 0.5, is not used.
 *
 * <h2>Which face</h2>
 * Every face of every picture is seen, so that rivals are known and every choice can be made.
 *
 * <h2>Galleries are trained</h2>
 * The service's searches see who was enrolled only after a training. It is done here when it is needed; see
 * {@link Builder#searchOfUntrained}.
 */
public final class AzureFaces implements FaceProvider {
    /** The provider's name. */
    public static final ProviderId ID = new ProviderId("azure");

    private final AzureParts parts;
    private final String host;

    private AzureFaces(AzureParts.Settings settings) {
        parts = AzureParts.connect(ID, settings);
        host = settings.endpoint().host();
    }

    /**
     * Connects to a resource with the key of the environment ({@code AZURE_FACE_KEY}), or else, if azure-identity is on the
     * class path, by the vendor's default chain of credentials. Sends nothing yet.
     *
     * @param endpoint for example {@code https://NAME.cognitiveservices.azure.com}
     * @return a provider that the caller closes
     * @throws IllegalArgumentException if it is no endpoint, or not https
     * @throws AuthenticationException if there is neither a key nor azure-identity
     */
    public static AzureFaces create(String endpoint) {
        return builder().endpoint(endpoint).build();
    }

    /**
     * Starts with what {@link #create} does; the endpoint has to be set.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public ProviderId id() {
        return ID;
    }

    /**
     * Finds faces. One request, whatever is asked for; the service keeps nothing, and needs no approval. There is no
     * confidence. What is offered depends on the detection model.
     *
     * @return always the same instance
     */
    @Override
    public FaceDetector detector() {
        return parts.detector();
    }

    /**
     * Compares two pictures. Three requests: both pictures are looked at, at the same time, and then their faces are compared.
     * The service keeps the faces for a minute, or for as long as a call may take.
     *
     * @return always the same instance
     */
    @Override
    public FaceComparer comparer() {
        return parts.comparer();
    }

    /**
     * Galleries, which are the service's large person groups, and persons with at most 248 faces each.
     *
     * @return always the same instance
     */
    public AzureFaceGalleries galleries() {
        return parts.galleries();
    }

    /**
     * Searches galleries for one face of a picture or for all of them. Composed: one look at the picture, one search in each
     * gallery for each ten faces, and one look whether each candidate is still there. The limit is at most 100.
     *
     * @return always the same instance
     */
    public FaceIdentifier identifier() {
        return parts.identifier();
    }

    /**
     * Returns the verifier, which compares a probe with all references of one enrolled person at once. Needs no training.
     *
     * @return always the same instance; makes no remote call
     */
    public FaceVerifier verifier() {
        return parts.verifier();
    }

    /**
     * Returns the liveness sessions, which last ten minutes unless their options state otherwise and include a comparison by
     * the service if one is requested. Requires {@link Builder#correlationIds}. There is no confidence; a person who is not
     * live is not compared. The service keeps the data of a session for 48 hours, or until it is deleted.
     *
     * @return always the same instance; makes no remote call
     * @throws UnsupportedCapabilityException if the provider has no correlation ids
     */
    public AzureLivenessSessions livenessSessions() {
        @Nullable AzureLivenessSessions sessions = parts.livenessSessions();
        if (sessions == null) {
            throw new UnsupportedCapabilityException(
                    ID, "liveness sessions without correlation ids; give it AzureFaces.builder().correlationIds(...)");
        }
        return sessions;
    }

    /**
     * The vendor's pipeline, with the credentials of this provider, for operations that are not offered here. Its requests do
     * not pass the call policy.
     *
     * @return always the same instance
     */
    public HttpPipeline pipeline() {
        return parts.pipeline();
    }

    @Override
    public List<FaceCapability> capabilities() {
        return parts.capabilities();
    }

    @Override
    public void close() {
        parts.close();
    }

    @Override
    public String toString() {
        return "AzureFaces[" + host + "]";
    }

    /** Builds an {@link AzureFaces}. Not thread-safe. */
    public static final class Builder {
        private static final String ENDPOINT = "AZURE_FACE_ENDPOINT";
        private static final String KEY = "AZURE_FACE_KEY";
        private static final Duration LONGEST_DELAY = Duration.ofMinutes(1);

        private @Nullable URI endpoint;
        private @Nullable KeyCredential key;
        private @Nullable TokenCredential credential;
        private @Nullable Supplier<String> limitedAccessToken;
        private @Nullable HttpClient httpClient;
        private @Nullable SSLContext tls;
        private @Nullable Path certificate;
        private String detectionModel = "detection_03";
        private String recognitionModel = AzureRates.RECOGNITION_04;
        private CallPolicy callPolicy = CallPolicy.builder().build();
        private RemoteAnswers answers = RemoteAnswers.limitedTo(RemoteAnswers.DEFAULT_MAX_BYTES);
        private Clock clock = Clock.systemUTC();
        private String galleryPrefix = "";
        private UntrainedSearchPolicy searchOfUntrained = UntrainedSearchPolicy.WAIT;
        private Duration trainingDelay = Duration.ofMillis(200);
        private @Nullable CorrelationIdStore correlationIds;
        private boolean deletesSessionsAfterReading;
        private boolean onLoopbackOnly;

        private Builder() {}

        /**
         * Sets where the resource answers, in either of the forms that the portal shows:
         * {@code https://NAME.cognitiveservices.azure.com} or {@code https://REGION.api.cognitive.microsoft.com}. Unless set it
         * comes from the environment ({@code AZURE_FACE_ENDPOINT}).
         *
         * @param address with or without slashes at its end; always https, also on loopback
         * @return this
         * @throws IllegalArgumentException if it is no address
         */
        public Builder endpoint(String address) {
            return endpoint(URI.create(address));
        }

        /**
         * Sets where the resource answers, as {@link #endpoint(String)}.
         *
         * @param address the address
         * @return this
         */
        public Builder endpoint(URI address) {
            endpoint = Objects.requireNonNull(address, "address");
            return this;
        }

        /**
         * Sets the key. Unless it or a credential is set, it comes from the environment ({@code AZURE_FACE_KEY}).
         *
         * @param secret one of the resource's two keys
         * @return this
         */
        public Builder key(String secret) {
            return key(new KeyCredential(secret));
        }

        /**
         * Sets a key of the vendor's, which may be renewed while the provider is in use.
         *
         * @param vendors asked for each request; an {@code AzureKeyCredential} is one
         * @return this
         */
        public Builder key(KeyCredential vendors) {
            key = Objects.requireNonNull(vendors, "vendors");
            return this;
        }

        /**
         * Signs in by Microsoft Entra ID instead of using a key. Needs an endpoint of the resource's own, and the role
         * "Cognitive Services User".
         *
         * @param vendors gives tokens, for example from azure-identity
         * @return this
         */
        public Builder credential(TokenCredential vendors) {
            credential = Objects.requireNonNull(vendors, "vendors");
            return this;
        }

        /**
         * Sends a limited access token along, which an independent software vendor gives to its customers.
         *
         * @param tokens asked for each request; the token alone
         * @return this
         */
        public Builder limitedAccessToken(Supplier<String> tokens) {
            limitedAccessToken = Objects.requireNonNull(tokens, "tokens");
            return this;
        }

        /**
         * Uses an HTTP client of the caller's, of any of the vendor's kinds, which stays open. Turn its retries off, if it has
         * any. Unless set there is one that closes with this provider, with as many connections as the call policy lets calls
         * run at once, and the proxy of the vendor's global configuration.
         *
         * @param own the HTTP client
         * @return this
         */
        public Builder httpClient(HttpClient own) {
            httpClient = Objects.requireNonNull(own, "own");
            return this;
        }

        /**
         * Sets the TLS context of connections: which certificates they trust and by which one they identify themselves.
         *
         * @param context the context; the default is the JDK's
         * @return this builder
         */
        public Builder sslContext(SSLContext context) {
            tls = Objects.requireNonNull(context, "context");
            return this;
        }

        /**
         * Trusts one certificate and no other, for an emulator on this machine.
         *
         * @param pem the file that the certificate is in
         * @return this
         */
        public Builder certificate(Path pem) {
            certificate = Objects.requireNonNull(pem, "pem");
            return this;
        }

        /**
         * Sets the model that detects faces.
         *
         * @param name {@code detection_03}, the default, {@code detection_01}, or {@code detection_02}, which returns bounding
         *     boxes only
         * @return this builder
         * @throws IllegalArgumentException when the provider is built, if the name is another one
         */
        public Builder detectionModel(String name) {
            detectionModel = Objects.requireNonNull(name, "name");
            return this;
        }

        /**
         * Sets the recognition model of new galleries and of comparisons. Galleries keep the one that they were made with.
         *
         * @param name {@code recognition_04}, unless set; see {@link AzureRates}
         * @return this
         * @throws IllegalArgumentException when the provider is built, if it is no such name
         */
        public Builder recognitionModel(String name) {
            recognitionModel = Objects.requireNonNull(name, "name");
            return this;
        }

        /**
         * Sets deadline, retries, rates and listeners. Unless the policy says otherwise the rates are the service's default
         * quota of paid tiers. Some calls make requests at the same time, and listeners hear of them on threads of the
         * provider's.
         *
         * @param policy the policy
         * @return this
         */
        public Builder callPolicy(CallPolicy policy) {
            callPolicy = Objects.requireNonNull(policy, "policy");
            return this;
        }

        /**
         * Sets how large an answer of the service may be, after decompression. A larger one is given up, before it is read into
         * objects, with a {@link io.facebridge.error.ProviderUnavailableException} that names this limit.
         *
         * @param bytes 1 KiB to 1 GiB; 16 MiB, unless set
         * @return this
         * @throws IllegalArgumentException if outside
         */
        public Builder maxAnswerBytes(int bytes) {
            answers = RemoteAnswers.limitedTo(bytes);
            return this;
        }

        /**
         * Sets the clock by which liveness sessions end, {@code awaitSearchable} waits, and waits that the service states as a date.
         *
         * @param source the system's, unless set
         * @return this
         */
        public Builder clock(Clock source) {
            clock = Objects.requireNonNull(source, "source");
            return this;
        }

        /**
         * Puts a prefix before the name of every gallery, so that several applications share a resource. Other groups are not
         * listed.
         *
         * @param prefix of {@code [a-z0-9_-]}; none, unless set
         * @return this
         */
        public Builder galleryPrefix(String prefix) {
            galleryPrefix = Objects.requireNonNull(prefix, "prefix");
            return this;
        }

        /**
         * Sets what a search does in a gallery that was changed through this provider and not trained since.
         *
         * @param choice {@link UntrainedSearchPolicy#WAIT}, unless set
         * @return this
         */
        public Builder searchOfUntrained(UntrainedSearchPolicy choice) {
            searchOfUntrained = Objects.requireNonNull(choice, "choice");
            return this;
        }

        /**
         * Sets how long a gallery must be unchanged before it is trained, so that many enrollments need one training. If it
         * keeps changing, its training begins after ten times this duration at the latest for a caller that waits for it.
         *
         * @param quiet 0 to 1 minute; the default is 200 ms
         * @return this builder
         * @throws IllegalArgumentException if the duration is negative or longer than 1 minute
         */
        public Builder trainingDelay(Duration quiet) {
            if (quiet.isNegative() || quiet.compareTo(LONGEST_DELAY) > 0) {
                throw new IllegalArgumentException("trainingDelay must be in [0 s, 60 s] but was " + quiet);
            }
            trainingDelay = quiet;
            return this;
        }

        /**
         * Sets the store of the correlation ids by which the service identifies the subjects of liveness sessions. The service
         * counts suspicious attempts by these ids, so that an id must survive a restart: keep them in a database. Use the
         * person's account as a session's subject and not the login attempt, or each attempt is counted for a subject of its
         * own.
         *
         * @param ids random ids by subject; without them there are no liveness sessions
         * @return this builder
         */
        public Builder correlationIds(CorrelationIdStore ids) {
            correlationIds = Objects.requireNonNull(ids, "ids");
            return this;
        }

        /** Forgets ids with the provider: for an emulator on this machine, which {@link #build} checks. */
        void correlationIdsInMemory() {
            correlationIds = CorrelationIdStore.inMemory(clock, UUID::randomUUID);
            onLoopbackOnly = true;
        }

        /**
         * Sets whether a session is deleted at the service as soon as its outcome was read, which can then be read once.
         *
         * @param delete {@code false}, unless set: then {@link AzureLivenessSessions#delete} does, or the service after 48 hours
         * @return this
         */
        public Builder deleteSessionsAfterReading(boolean delete) {
            deletesSessionsAfterReading = delete;
            return this;
        }

        /**
         * Makes the provider. Sends nothing yet.
         *
         * @return a provider that the caller closes
         * @throws IllegalArgumentException if the endpoint is missing, or none, or not https; if settings contradict each
         *     other; if a model is not known; or if no gallery can have the prefix
         * @throws AuthenticationException if there are no credentials
         */
        public AzureFaces build() {
            if (deletesSessionsAfterReading && correlationIds == null) {
                throw new IllegalArgumentException(
                        "deleteSessionsAfterReading is for liveness sessions, and there are none"
                                + " without correlationIds; give them, or leave deleteSessionsAfterReading out");
            }
            AzureEndpoint where = AzureEndpoint.of(requireEndpoint());
            if (onLoopbackOnly && !LoopbackTrust.isLoopback(where)) {
                throw new IllegalArgumentException("correlation ids that are kept in memory are for an emulator on this"
                        + " machine, because a restart would reset the service's count of suspicious attempts, but the"
                        + " endpoint is " + where.host());
            }
            if (Stream.of(httpClient, certificate, tls).filter(Objects::nonNull).count() > 1) {
                throw new IllegalArgumentException(
                        "an HTTP client of the caller's, an SSL context and a certificate each decide"
                                + " which certificates are trusted; set one of them");
            }
            @Nullable AzureHttpClient own = httpClient == null ? newClient(where) : null;
            HttpClient client = own == null ? Objects.requireNonNull(httpClient) : own;
            if (key != null && credential != null) {
                throw new IllegalArgumentException("AzureFaces takes a key or a credential but got both");
            }
            @Nullable KeyCredential byKey = key == null && credential == null ? keyOfEnvironment() : key;
            @Nullable TokenCredential byToken = byKey == null ? requireToken(where, client) : null;
            return new AzureFaces(new AzureParts.Settings(
                    where,
                    byKey,
                    byToken,
                    limitedAccessToken,
                    client,
                    own == null ? () -> {} : own::close,
                    answers,
                    () -> UUID.randomUUID().toString(),
                    detectionModel,
                    recognitionModel,
                    callPolicy,
                    clock,
                    galleryPrefix,
                    searchOfUntrained,
                    trainingDelay,
                    correlationIds,
                    deletesSessionsAfterReading));
        }

        private URI requireEndpoint() {
            if (endpoint != null) {
                return endpoint;
            }
            String given = System.getenv(ENDPOINT);
            if (given == null || given.isBlank()) {
                throw new IllegalArgumentException("AzureFaces needs an endpoint, for example"
                        + " \"https://NAME.cognitiveservices.azure.com\"; give it to the builder, or set " + ENDPOINT
                        + " in the environment");
            }
            return URI.create(given.strip());
        }

        private static @Nullable KeyCredential keyOfEnvironment() {
            String given = System.getenv(KEY);
            return given == null || given.isBlank() ? null : new KeyCredential(given.strip());
        }

        private TokenCredential requireToken(AzureEndpoint where, HttpClient client) {
            @Nullable TokenCredential given = credential;
            if (given == null) {
                given = EntraId.ofTheEnvironment(client)
                        .orElseThrow(() -> new AuthenticationException(
                                "no credentials were found; set " + KEY
                                        + " in the environment, give a key to AzureFaces.builder().key, or put azure-identity"
                                        + " on the class path",
                                null,
                                null));
            }
            if (where.takesKeysOnly()) {
                throw new IllegalArgumentException("the endpoint of a whole region, " + where.host()
                        + ", takes keys only; sign in at the resource's own, https://NAME.cognitiveservices.azure.com");
            }
            return given;
        }

        private AzureHttpClient newClient(AzureEndpoint where) {
            @Nullable SSLContext context = tls;
            if (certificate != null) {
                if (!LoopbackTrust.isLoopback(where)) {
                    throw new IllegalArgumentException(
                            "a certificate of one's own is for an emulator on this machine, but the endpoint is "
                                    + where.host());
                }
                context = LoopbackTrust.in(certificate);
            }
            return AzureHttpClient.open(
                    answers,
                    callPolicy.deadline(),
                    callPolicy.maxConcurrentCalls(),
                    context,
                    ProxyOptions.fromConfiguration(Configuration.getGlobalConfiguration()));
        }
    }
}
