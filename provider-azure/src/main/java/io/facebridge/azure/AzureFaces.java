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
 * The provider for Azure AI Face (REST v1.2).
 *
 * <pre>{@code
 * try (AzureFaces provider = AzureFaces.create("https://NAME.cognitiveservices.azure.com")) {
 *     Comparison comparison = provider.comparer().compare(FaceImage.of(idCard), FaceImage.of(selfie));
 * }
 * }</pre>
 *
 * <p>Thread-safe; create one instance and share it. {@link #close()} waits for running calls. {@code
 * docs/reference/providers/azure.md} lists the transactions, approval and costs of each call.
 *
 * <h2>Images</h2>
 * JPEG, PNG, BMP or GIF of 1 KB to 6 MB, with sides of 36 to 4,096 pixels; other images are encoded again to fit. The service
 * rotates a JPEG by its EXIF orientation; this provider rotates other formats. Faces of less than 36 pixels are not detected.
 *
 * <h2>Scores</h2>
 * Scores are in [0, 1], on three score scales for each recognition model: comparisons, verifications and searches. Microsoft
 * publishes theoretical false match rates, for comparisons by {@code recognition_03} only ({@link AzureRates}); calibrate the
 * other scales, or {@link io.facebridge.match.MatchPolicy} rejects their scores. The service's own decision, at 0.5, is not
 * used.
 *
 * <h2>Selected face</h2>
 * Every face of every image is detected, so that rivals are known and every selection is supported.
 *
 * <h2>Training of galleries</h2>
 * The service's searches find an enrolled person only after a training. This provider trains a gallery when necessary; see
 * {@link Builder#searchOfUntrained}.
 */
public final class AzureFaces implements FaceProvider {
    /** The id of this provider, {@code azure}. */
    public static final ProviderId ID = new ProviderId("azure");

    private final AzureParts parts;
    private final String host;

    private AzureFaces(AzureParts.Settings settings) {
        parts = AzureParts.connect(ID, settings);
        host = settings.endpoint().host();
    }

    /**
     * Creates a provider for a resource with the key of the environment ({@code AZURE_FACE_KEY}) or, without one, with the
     * vendor's default credentials chain if azure-identity is on the class path. Makes no remote call.
     *
     * @param endpoint the resource's endpoint, for example {@code https://NAME.cognitiveservices.azure.com}
     * @return a new provider, which the caller closes
     * @throws IllegalArgumentException if the endpoint is malformed or not https
     * @throws AuthenticationException if there is neither a key nor azure-identity
     */
    public static AzureFaces create(String endpoint) {
        return builder().endpoint(endpoint).build();
    }

    /**
     * Creates a builder with the settings of {@link #create}; the endpoint has to be set, here or in the environment.
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
     * Returns the detector. A detection sends one request, whatever features are requested; the service stores nothing, and no
     * approval is needed. There is no confidence. The features on offer depend on the detection model.
     *
     * @return always the same instance; makes no remote call
     */
    @Override
    public FaceDetector detector() {
        return parts.detector();
    }

    /**
     * Returns the comparer. A comparison sends three requests: two concurrent ones that detect the faces of both images, and
     * one that compares the selected faces. The service stores the faces for a minute, or for as long as a call may take if
     * that is longer.
     *
     * @return always the same instance; makes no remote call
     */
    @Override
    public FaceComparer comparer() {
        return parts.comparer();
    }

    /**
     * Returns the galleries. A gallery is a large person group of the service; its persons have at most 248 faces each.
     *
     * @return always the same instance; makes no remote call
     */
    public AzureFaceGalleries galleries() {
        return parts.galleries();
    }

    /**
     * Returns the identifier, which searches galleries for one face of a probe or for all of them. Composed: sends one request
     * that detects the faces, one search per gallery and ten faces, and one request per candidate that checks whether the
     * person still exists. The limit is at most 100 candidates.
     *
     * @return always the same instance; makes no remote call
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
     * Returns the vendor's pipeline with the credentials of this provider, for operations that this provider does not offer.
     * Its requests bypass the call policy.
     *
     * @return always the same instance; makes no remote call
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
        private static final Duration MAX_DELAY = Duration.ofMinutes(1);

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
         * Sets the endpoint of the resource, in either of the forms that the portal shows:
         * {@code https://NAME.cognitiveservices.azure.com} or {@code https://REGION.api.cognitive.microsoft.com}. The default
         * is that of the environment ({@code AZURE_FACE_ENDPOINT}).
         *
         * @param address the endpoint, with or without slashes at its end; always https, also on loopback
         * @return this builder
         * @throws IllegalArgumentException if the text is not a URI
         */
        public Builder endpoint(String address) {
            return endpoint(URI.create(address));
        }

        /**
         * Sets the endpoint of the resource; see {@link #endpoint(String)}.
         *
         * @param address the endpoint
         * @return this builder
         */
        public Builder endpoint(URI address) {
            endpoint = Objects.requireNonNull(address, "address");
            return this;
        }

        /**
         * Sets the key. Unless a key or a credential is set, the key is that of the environment ({@code AZURE_FACE_KEY}).
         *
         * @param secret one of the resource's two keys
         * @return this builder
         */
        public Builder key(String secret) {
            return key(new KeyCredential(secret));
        }

        /**
         * Sets a key object of the vendor's, whose key may change while the provider is in use.
         *
         * @param vendors provides the key of each request, for example an {@code AzureKeyCredential}
         * @return this builder
         */
        public Builder key(KeyCredential vendors) {
            key = Objects.requireNonNull(vendors, "vendors");
            return this;
        }

        /**
         * Sets a credential of Microsoft Entra ID to use instead of a key. Requires an endpoint of the resource's own, and the
         * role "Cognitive Services User".
         *
         * @param vendors provides the tokens, for example from azure-identity
         * @return this builder
         */
        public Builder credential(TokenCredential vendors) {
            credential = Objects.requireNonNull(vendors, "vendors");
            return this;
        }

        /**
         * Sets the limited access token to send with each request, which an independent software vendor issues to its
         * customers.
         *
         * @param tokens provides the token of each request, without a prefix
         * @return this builder
         */
        public Builder limitedAccessToken(Supplier<String> tokens) {
            limitedAccessToken = Objects.requireNonNull(tokens, "tokens");
            return this;
        }

        /**
         * Sets the HTTP client to use, of any implementation for the vendor's SDK, which this provider does not close. Disable
         * its retries, if it has any. The default is one that is closed with this provider, with as many connections as the
         * call policy allows concurrent calls, and the proxy of the vendor's global configuration. Only one of an HTTP client,
         * a TLS context and a certificate may be set.
         *
         * @param own the caller's HTTP client
         * @return this builder
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
         * Sets the only certificate to trust, for an emulator on the loopback interface.
         *
         * @param pem the PEM file with the certificate
         * @return this builder
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
         * @throws IllegalArgumentException if the name is another one; thrown when the provider is built
         */
        public Builder detectionModel(String name) {
            detectionModel = Objects.requireNonNull(name, "name");
            return this;
        }

        /**
         * Sets the recognition model of new galleries and of comparisons. Existing galleries keep the one that they were
         * created with.
         *
         * @param name the model; the default is {@code recognition_04}; see {@link AzureRates}
         * @return this builder
         * @throws IllegalArgumentException if the name is malformed; thrown when the provider is built
         */
        public Builder recognitionModel(String name) {
            recognitionModel = Objects.requireNonNull(name, "name");
            return this;
        }

        /**
         * Sets deadline, retries, rate limits and listeners. Unless the policy sets rate limits, they are the service's default
         * quota of paid tiers. Some calls send requests concurrently; listeners are then notified on threads of this provider.
         *
         * @param policy the policy of all calls
         * @return this builder
         */
        public Builder callPolicy(CallPolicy policy) {
            callPolicy = Objects.requireNonNull(policy, "policy");
            return this;
        }

        /**
         * Sets the maximum size of a response of the service, after decompression. A larger one is abandoned, before it is
         * parsed, with a {@link io.facebridge.error.ProviderUnavailableException} that names this limit.
         *
         * @param bytes 1 KiB to 1 GiB; the default is 16 MiB
         * @return this builder
         * @throws IllegalArgumentException if the size is outside that range
         */
        public Builder maxAnswerBytes(int bytes) {
            answers = RemoteAnswers.limitedTo(bytes);
            return this;
        }

        /**
         * Sets the clock that determines when liveness sessions end, when {@code awaitSearchable} times out, and how long to
         * wait if the service states a date.
         *
         * @param source the clock; the default is the system's
         * @return this builder
         */
        public Builder clock(Clock source) {
            clock = Objects.requireNonNull(source, "source");
            return this;
        }

        /**
         * Sets a prefix of every gallery's name, so that several applications can share a resource. Other groups are not
         * listed.
         *
         * @param prefix of the characters {@code [a-z0-9_-]}; the default is empty
         * @return this builder
         */
        public Builder galleryPrefix(String prefix) {
            galleryPrefix = Objects.requireNonNull(prefix, "prefix");
            return this;
        }

        /**
         * Sets how a search treats a gallery that was changed through this provider and not trained since.
         *
         * @param choice the policy; the default is {@link UntrainedSearchPolicy#WAIT}
         * @return this builder
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
            if (quiet.isNegative() || quiet.compareTo(MAX_DELAY) > 0) {
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

        /**
         * Keeps correlation ids in memory until the provider is discarded: for an emulator on the loopback interface only,
         * which {@link #build} checks.
         */
        void correlationIdsInMemory() {
            correlationIds = CorrelationIdStore.inMemory(clock, UUID::randomUUID);
            onLoopbackOnly = true;
        }

        /**
         * Sets whether a session is deleted at the service as soon as its outcome has been read, which can then be read only
         * once. Requires {@link #correlationIds(CorrelationIdStore)}.
         *
         * @param delete whether to delete; the default is {@code false}: {@link AzureLivenessSessions#delete} deletes the
         *     session, or the service after 48 hours
         * @return this builder
         */
        public Builder deleteSessionsAfterReading(boolean delete) {
            deletesSessionsAfterReading = delete;
            return this;
        }

        /**
         * Creates the provider. Makes no remote call.
         *
         * @return a new provider, which the caller closes
         * @throws IllegalArgumentException if the endpoint is missing, malformed or not https
         * @throws IllegalArgumentException if more than one of an HTTP client, a TLS context and a certificate is set
         * @throws IllegalArgumentException if both a key and a credential are set
         * @throws IllegalArgumentException if the endpoint is that of a whole region and there is no key
         * @throws IllegalArgumentException if a certificate is set and the endpoint is not on the loopback interface
         * @throws IllegalArgumentException if the certificate's file contains no usable certificate
         * @throws java.io.UncheckedIOException if the certificate's file cannot be read
         * @throws IllegalArgumentException if sessions are to be deleted after reading and there are no correlation ids
         * @throws IllegalArgumentException if the detection model is unknown
         * @throws IllegalArgumentException if the name of the recognition model is malformed
         * @throws IllegalArgumentException if no gallery name can begin with the prefix
         * @throws IllegalArgumentException if the call policy limits the rate of an unknown operation
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
                                        + " in the environment, or the setting keyFile, or put azure-identity on the class"
                                        + " path; in code, use AzureFaces.builder().key",
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
