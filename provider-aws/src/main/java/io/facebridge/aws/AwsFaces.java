package io.facebridge.aws;

import io.facebridge.DuplicateFinder;
import io.facebridge.FaceCapability;
import io.facebridge.FaceGalleries;
import io.facebridge.FaceIdentifier;
import io.facebridge.FaceProvider;
import io.facebridge.FaceVerifier;
import io.facebridge.aws.internal.AwsParts;
import io.facebridge.provider.ProviderId;
import io.facebridge.remote.CallPolicy;
import io.facebridge.remote.RemoteAnswers;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.rekognition.RekognitionClient;

/**
 * The provider for Amazon Rekognition.
 *
 * <pre>{@code
 * try (AwsFaces provider = AwsFaces.create("eu-west-1")) {
 *     Comparison comparison = provider.comparer().compare(FaceImage.of(idCard), FaceImage.of(selfie));
 * }
 * }</pre>
 *
 * <p>Thread-safe; create one instance and share it. {@link #close()} waits for running calls. {@code
 * docs/reference/providers/aws.md} lists the requests, permissions and costs of each call.
 *
 * <h2>Images</h2>
 * JPEG or PNG of at most 5 MiB, with sides of 80 to 10,000 pixels; other images are encoded again to fit. The service rotates a
 * JPEG by its EXIF orientation; this provider rotates other formats.
 *
 * <h2>Scores</h2>
 * Scores are in [0, 100]. A comparison does not report its model, so its score scale is {@code unversioned} and its calibration
 * has to be repeated from time to time. Searches in a gallery are on the score scale of the gallery's face model version.
 * Rekognition publishes no false match rates: calibrate on labeled pairs of your own, or
 * {@link io.facebridge.match.MatchPolicy} rejects these scores.
 *
 * <h2>Selected face</h2>
 * For a reference the service selects the largest face and returns no others, so that rivals in it are unknown. For a probe all
 * faces are known. Enrollment and searches use the largest face; {@code ONLY} rejects an image with several faces.
 */
public final class AwsFaces implements FaceProvider {
    /** The id of this provider, {@code aws}. */
    public static final ProviderId ID = new ProviderId("aws");

    private final AwsParts parts;
    private final String region;

    private AwsFaces(AwsParts.Settings settings) {
        parts = AwsParts.connect(ID, settings);
        region = parts.rekognition().serviceClientConfiguration().region().id();
    }

    /**
     * Creates a provider for a region with the vendor's default credentials chain. Makes no remote call.
     *
     * @param region the vendor's id of the region, for example {@code eu-west-1}
     * @return a new provider, which the caller closes
     */
    public static AwsFaces create(String region) {
        return builder().region(region).build();
    }

    /**
     * Creates a builder with the settings of {@link #create}; the region has to be set.
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
     * Returns the region of the client; empty if the client sends requests to another endpoint than the region's own. Makes no
     * remote call.
     *
     * @return the vendor's id of the region, or an empty set
     */
    @Override
    public Set<String> regions() {
        return parts.rekognition()
                        .serviceClientConfiguration()
                        .endpointOverride()
                        .isPresent()
                ? Set.of()
                : Set.of(region);
    }

    @Override
    public AwsFaceDetector detector() {
        return parts.detector();
    }

    @Override
    public AwsFaceComparer comparer() {
        return parts.comparer();
    }

    /**
     * Returns the galleries. A gallery is a Rekognition collection; its persons are users, with at most 100 faces each.
     *
     * @return always the same instance; makes no remote call
     */
    public FaceGalleries galleries() {
        return parts.galleries();
    }

    /**
     * Returns the identifier, which searches galleries for the person of a probe. The limit is at most 500 candidates; only the
     * largest face can be searched for.
     *
     * @return always the same instance; makes no remote call
     */
    public FaceIdentifier identifier() {
        return parts.identifier();
    }

    /**
     * Returns the verifier, which compares a probe with the references of one enrolled person. Composed: searches for the 500
     * best candidates and, if the person is not among them, requests whether the person is enrolled; the score is then only an
     * upper bound.
     *
     * @return always the same instance; makes no remote call
     */
    public FaceVerifier verifier() {
        return parts.verifier();
    }

    /**
     * Returns the finder of enrolled persons who are similar to each other. Composed: sends one search for each person of the
     * gallery.
     *
     * @return always the same instance; makes no remote call
     */
    public DuplicateFinder duplicateFinder() {
        return parts.duplicateFinder();
    }

    /**
     * Returns the face liveness sessions, which last three minutes. A decision requires {@link Builder#minLivenessConfidence};
     * without it every outcome is UNDECIDED. If a comparison is requested, it is made when the result is fetched.
     *
     * @return always the same instance; makes no remote call
     */
    public AwsLivenessSessions livenessSessions() {
        return parts.livenessSessions();
    }

    /**
     * Returns the vendor's client, for operations that this provider does not offer. Its requests bypass the call policy. The
     * service's messages are omitted from its exceptions, because they may contain a person id and the client logs them.
     *
     * @return the client; closed with this provider unless the caller provided it
     */
    public RekognitionClient rekognition() {
        return parts.rekognition();
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
        return "AwsFaces[" + region + "]";
    }

    /** Builds an {@link AwsFaces}. Not thread-safe. */
    public static final class Builder {
        private @Nullable String region;
        private @Nullable URI endpoint;
        private @Nullable AwsCredentialsProvider credentials;
        private @Nullable RekognitionClient client;
        private @Nullable SdkHttpClient httpClient;
        private CallPolicy callPolicy = CallPolicy.builder().build();
        private RemoteAnswers answers = RemoteAnswers.limitedTo(RemoteAnswers.DEFAULT_MAX_BYTES);
        private Clock clock = Clock.systemUTC();
        private String galleryPrefix = "";
        private @Nullable Double minLivenessConfidence;
        private boolean namesPictureWithoutFace;

        private Builder() {}

        /**
         * Sets the region.
         *
         * @param id the vendor's id of the region, for example {@code eu-west-1}
         * @return this builder
         */
        public Builder region(String id) {
            region = Objects.requireNonNull(id, "id");
            return this;
        }

        /**
         * Sets the endpoint to send requests to. The default is the region's public endpoint.
         *
         * @param address the endpoint, for example of an emulator
         * @return this builder
         */
        public Builder endpoint(URI address) {
            endpoint = Objects.requireNonNull(address, "address");
            return this;
        }

        /**
         * Sets the credentials. The default is the vendor's default chain: environment, system properties, profile, container
         * or instance role.
         *
         * @param provider the source of the credentials
         * @return this builder
         */
        public Builder credentials(AwsCredentialsProvider provider) {
            credentials = Objects.requireNonNull(provider, "provider");
            return this;
        }

        /**
         * Sets the vendor's client to use, which this provider does not close. Disable its retries, or they multiply with those
         * of the call policy. Region, endpoint, credentials and HTTP client are then those of the client and must not be set
         * here.
         *
         * @param own the caller's client
         * @return this builder
         */
        public Builder client(RekognitionClient own) {
            client = Objects.requireNonNull(own, "own");
            return this;
        }

        /**
         * Sets the HTTP client to use, which this provider does not close. The default is one on Apache's, with as many
         * connections as the call policy allows concurrent calls and the proxy of the system properties or the environment. The
         * default client logs neither headers nor bodies at any level; the vendor's client on Apache's logs both at DEBUG.
         *
         * @param own the caller's HTTP client
         * @return this builder
         */
        public Builder httpClient(SdkHttpClient own) {
            httpClient = Objects.requireNonNull(own, "own");
            return this;
        }

        /**
         * Sets deadline, retries, rate limits and listeners. Unless the policy sets rate limits, they are Rekognition's default
         * quotas of the region.
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
         * Sets the clock that determines when liveness sessions end, and how long to wait if the service states a date.
         *
         * @param source the clock; the default is the system's
         * @return this builder
         */
        public Builder clock(Clock source) {
            clock = Objects.requireNonNull(source, "source");
            return this;
        }

        /**
         * Sets a prefix of every gallery's name, so that several applications can share an account. Other collections are not
         * listed.
         *
         * @param prefix of the characters {@code [a-zA-Z0-9_.-]}; the default is empty
         * @return this builder
         */
        public Builder galleryPrefix(String prefix) {
            galleryPrefix = Objects.requireNonNull(prefix, "prefix");
            return this;
        }

        /**
         * Sets the lowest confidence at which a liveness session is LIVE. There is no default, because the vendor recommends
         * different values for different risks: unless it is set every outcome is UNDECIDED.
         *
         * @param confidence in [0, 100]
         * @return this builder
         * @throws IllegalArgumentException if the confidence is outside [0, 100]
         */
        public Builder minLivenessConfidence(double confidence) {
            if (!(confidence >= 0 && confidence <= 100)) {
                throw new IllegalArgumentException("minLivenessConfidence must be in [0, 100] but was " + confidence);
            }
            minLivenessConfidence = confidence;
            return this;
        }

        /**
         * Sets whether a comparison finds out which image contains no face if one does not. This costs one or two further
         * requests in that case; without it the exception's role is UNKNOWN.
         *
         * @param ask whether to send these requests; the default is {@code false}
         * @return this builder
         */
        public Builder nameThePictureWithoutAFace(boolean ask) {
            namesPictureWithoutFace = ask;
            return this;
        }

        /**
         * Creates the provider. Makes no remote call.
         *
         * @return a new provider, which the caller closes
         * @throws IllegalArgumentException if neither a region nor a client is set
         * @throws IllegalArgumentException if a client is set together with a region, an endpoint, credentials or an HTTP
         *     client
         * @throws IllegalArgumentException if no gallery name can begin with the prefix
         * @throws IllegalArgumentException if the call policy limits the rate of an unknown operation
         */
        public AwsFaces build() {
            if (client == null && region == null) {
                throw new IllegalArgumentException("AwsFaces needs a region, for example \"eu-west-1\"");
            }
            if (client != null && (region != null || endpoint != null || credentials != null || httpClient != null)) {
                throw new IllegalArgumentException(
                        "a client has its own region, endpoint, credentials and HTTP client; set them there");
            }
            return new AwsFaces(new AwsParts.Settings(
                    client,
                    region,
                    endpoint,
                    credentials,
                    httpClient,
                    callPolicy,
                    answers,
                    clock,
                    UUID::randomUUID,
                    galleryPrefix,
                    minLivenessConfidence,
                    namesPictureWithoutFace));
        }
    }
}
