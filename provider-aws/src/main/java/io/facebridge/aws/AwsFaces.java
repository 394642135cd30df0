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
 * Faces by Amazon Rekognition.
 *
 * <pre>{@code
 * try (var faces = AwsFaces.create("eu-west-1")) {
 *     Comparison comparison = faces.comparer().compare(idCard, selfie);
 * }
 * }</pre>
 *
 * <p>Thread-safe; make one and share it. {@link #close()} waits for running calls. Requests, permissions and costs of each
 * call: {@code docs/aws.md}.
 *
 * <h2>Pictures</h2>
 * JPEG or PNG of at most 5 MiB, 80 to 10,000 pixels a side; others are encoded again to fit. The service turns a JPEG by its
 * EXIF orientation; other formats are turned here.
 *
 * <h2>Scores</h2>
 * Scores are in [0, 100]. A comparison does not report its model, so its score scale is {@code unversioned} and its calibration
 * has to be repeated from time to time. Searches in a gallery are on the score scale of the gallery's face model version.
 * Rekognition publishes no false match rates: calibrate on labeled pairs of your own, or
 * {@link io.facebridge.match.MatchPolicy} rejects these scores.
 *
 * <h2>Which face</h2>
 * For a reference the service selects the largest face and returns no others, so that rivals in it are unknown. For a probe all
 * faces are known. Enrollment and searches use the largest face; {@code ONLY} rejects an image with several faces.
 */
public final class AwsFaces implements FaceProvider {
    /** The provider's name. */
    public static final ProviderId ID = new ProviderId("aws");

    private final AwsParts parts;
    private final String region;

    private AwsFaces(AwsParts.Settings settings) {
        parts = AwsParts.connect(ID, settings);
        region = parts.rekognition().serviceClientConfiguration().region().id();
    }

    /**
     * Connects to a region with the vendor's default chain of credentials. Sends nothing yet.
     *
     * @param region for example {@code eu-west-1}
     * @return a provider that the caller closes
     */
    public static AwsFaces create(String region) {
        return builder().region(region).build();
    }

    /**
     * Starts with what {@link #create} does; the region has to be set.
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
     * The region of the client.
     *
     * @return empty if it sends requests to another endpoint than the region's own
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
     * Galleries, which are Rekognition's collections; persons are its users, with at most 100 faces each.
     *
     * @return always the same instance
     */
    public FaceGalleries galleries() {
        return parts.galleries();
    }

    /**
     * Searches galleries for the person of a picture. The limit is at most 500; only the largest face can be searched for.
     *
     * @return always the same instance
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
     * Finds persons who look alike. Composed: one search for each person of the gallery.
     *
     * @return always the same instance
     */
    public DuplicateFinder duplicateFinder() {
        return parts.duplicateFinder();
    }

    /**
     * Face liveness sessions of three minutes. A decision needs {@link Builder#minLivenessConfidence}; without it every
     * outcome is UNDECIDED. A comparison, if one is wanted, is made when the result is fetched.
     *
     * @return always the same instance
     */
    public AwsLivenessSessions livenessSessions() {
        return parts.livenessSessions();
    }

    /**
     * The vendor's own client, for what is not offered here. Its requests do not pass the call policy. The messages of its
     * exceptions are left out where the service wrote them, because they may name a person and the client logs them.
     *
     * @return the client; closed with this provider unless the caller brought it
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
         * @param id for example {@code eu-west-1}
         * @return this
         */
        public Builder region(String id) {
            region = Objects.requireNonNull(id, "id");
            return this;
        }

        /**
         * Sends requests elsewhere than to the region's public endpoint.
         *
         * @param address for example of an emulator
         * @return this
         */
        public Builder endpoint(URI address) {
            endpoint = Objects.requireNonNull(address, "address");
            return this;
        }

        /**
         * Sets the credentials. Unless set they come from the vendor's default chain: environment, system properties,
         * profile, container or instance role.
         *
         * @param provider where they come from
         * @return this
         */
        public Builder credentials(AwsCredentialsProvider provider) {
            credentials = Objects.requireNonNull(provider, "provider");
            return this;
        }

        /**
         * Uses a client of the caller's, which stays open. Turn its retries off, or they multiply with those of the call
         * policy. Region, endpoint, credentials and HTTP client are the client's then, and must not be set here.
         *
         * @param own the client
         * @return this
         */
        public Builder client(RekognitionClient own) {
            client = Objects.requireNonNull(own, "own");
            return this;
        }

        /**
         * Uses an HTTP client of the caller's, which stays open. Unless set it is one over Apache's, with as many connections
         * as the call policy lets calls run at once and the proxy of the system's properties or the environment. That one logs
         * neither headers nor bodies at any level; the vendor's over Apache's logs both at DEBUG.
         *
         * @param own the HTTP client
         * @return this
         */
        public Builder httpClient(SdkHttpClient own) {
            httpClient = Objects.requireNonNull(own, "own");
            return this;
        }

        /**
         * Sets deadline, retries, rates and listeners. Unless the policy says otherwise the rates are Rekognition's default
         * quotas of the region.
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
         * Sets the clock by which liveness sessions end, and waits that the service states as a date.
         *
         * @param source the system's, unless set
         * @return this
         */
        public Builder clock(Clock source) {
            clock = Objects.requireNonNull(source, "source");
            return this;
        }

        /**
         * Puts a prefix before the name of every gallery, so that several applications share an account. Other collections
         * are not listed.
         *
         * @param prefix of {@code [a-zA-Z0-9_.-]}; none, unless set
         * @return this
         */
        public Builder galleryPrefix(String prefix) {
            galleryPrefix = Objects.requireNonNull(prefix, "prefix");
            return this;
        }

        /**
         * Sets from which confidence on a liveness session is LIVE. There is no default: the vendor recommends different
         * values for different risks. Unless set every outcome is UNDECIDED.
         *
         * @param confidence 0 to 100
         * @return this
         * @throws IllegalArgumentException if outside
         */
        public Builder minLivenessConfidence(double confidence) {
            if (!(confidence >= 0 && confidence <= 100)) {
                throw new IllegalArgumentException("minLivenessConfidence must be in [0, 100] but was " + confidence);
            }
            minLivenessConfidence = confidence;
            return this;
        }

        /**
         * Sets whether a comparison in which a picture holds no face asks which one that is. It costs one or two further
         * requests then; without it the exception's role is UNKNOWN.
         *
         * @param ask {@code false}, unless set
         * @return this
         */
        public Builder nameThePictureWithoutAFace(boolean ask) {
            namesPictureWithoutFace = ask;
            return this;
        }

        /**
         * Makes the provider. Sends nothing yet.
         *
         * @return a provider that the caller closes
         * @throws IllegalArgumentException if the region is missing, settings contradict each other, or no gallery can have
         *     the prefix
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
