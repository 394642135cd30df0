package io.facebridge.tencent;

import com.tencentcloudapi.common.Credential;
import com.tencentcloudapi.common.exception.TencentCloudSDKException;
import com.tencentcloudapi.common.provider.EnvironmentVariableCredentialsProvider;
import com.tencentcloudapi.iai.v20200303.IaiClient;
import io.facebridge.FaceCapability;
import io.facebridge.FaceDetector;
import io.facebridge.FaceGalleries;
import io.facebridge.FaceIdentifier;
import io.facebridge.FaceProvider;
import io.facebridge.FaceVerifier;
import io.facebridge.LivenessChecker;
import io.facebridge.LivenessSessions;
import io.facebridge.error.AuthenticationException;
import io.facebridge.error.UnsupportedCapabilityException;
import io.facebridge.provider.ProviderId;
import io.facebridge.remote.CallPolicy;
import io.facebridge.remote.RemoteAnswers;
import io.facebridge.tencent.internal.TencentParts;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * The provider for Tencent Cloud Face Recognition (IAI, 2020-03-03).
 *
 * <pre>{@code
 * try (TencentFaces provider = TencentFaces.create("ap-singapore")) {
 *     Comparison comparison = provider.comparer().compare(FaceImage.of(idCard), FaceImage.of(selfie));
 * }
 * }</pre>
 *
 * <p>Thread-safe; create one instance and share it. {@link #close()} waits for running calls. {@code
 * docs/reference/providers/tencent.md} lists the requests, permissions and costs of each call.
 *
 * <h2>Images</h2>
 * JPEG, PNG or BMP of at most 3.7 MB, with sides of at least 64 pixels and at most 4,000 in a JPEG or 2,000 in others; other
 * images are encoded again to fit. This provider rotates images that are stored rotated.
 *
 * <h2>Scores</h2>
 * Scores are in [0, 100], on three score scales for each face model: comparisons, which carry the vendor's published false
 * match rates; verifications, for which none are published; and searches, which with model 3.0 carry
 * {@linkplain TencentRates#searches rates} by the size of the gallery.
 *
 * <h2>Selected face</h2>
 * The service selects the largest face and mostly returns no others. A comparison requests the largest face explicitly
 * ({@code FaceMatchingStrategy} 1; by default the service compares the face of the highest confidence) and is a single request,
 * so that rivals are unknown and only {@code LARGEST} is accepted, unless {@link Builder#lookForOtherFaces} is set. A
 * verification calls DetectFace first, unless the caller passes {@code LARGEST}; so does an enrollment. A search returns up to
 * ten faces of the image.
 */
public final class TencentFaces implements FaceProvider {
    /** The id of this provider, {@code tencent}. */
    public static final ProviderId ID = new ProviderId("tencent");

    private final TencentParts parts;
    private final String region;
    private final boolean elsewhere;

    private TencentFaces(Builder builder) {
        region = builder.requireRegion();
        elsewhere = builder.endpoint != null;
        parts = TencentParts.connect(ID, builder.settings(region));
    }

    /**
     * Creates a provider for a region of the domestic site with the credentials of the environment
     * ({@code TENCENTCLOUD_SECRET_ID}, {@code TENCENTCLOUD_SECRET_KEY}). Makes no remote call.
     *
     * @param region the vendor's id of the region, for example {@code ap-guangzhou}
     * @return a new provider, which the caller closes
     * @throws AuthenticationException if the environment has no credentials
     */
    public static TencentFaces create(String region) {
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
     * Returns the region of the requests; empty if they are sent to another endpoint than the site's own. Makes no remote call.
     *
     * @return the vendor's id of the region, or an empty set
     */
    @Override
    public Set<String> regions() {
        return elsewhere ? Set.of() : Set.of(region);
    }

    /**
     * Returns the detector. A detection sends one request (DetectFace), which returns quality and pose as well;
     * {@code ATTRIBUTES} add a second one on face model 3.0, {@code LANDMARKS} and {@code CONTOURS} together another.
     * Attributes and pose are returned for the 5 largest faces, landmarks for 10, quality for 30; there is no confidence.
     *
     * @return always the same instance; makes no remote call
     */
    @Override
    public FaceDetector detector() {
        return parts.detector();
    }

    @Override
    public TencentFaceComparer comparer() {
        return parts.comparer();
    }

    /**
     * Returns the galleries. A gallery is a group of the service; its persons have at most 5 faces each. The id of a person to
     * be enrolled has at most 43 characters; it is sent with a digest of the gallery's id, because the service identifies
     * persons by ids that are unique in the whole account. Persons that other applications put into a group are found by their
     * own ids. Writes to the same person are serialized within this provider.
     *
     * @return always the same instance; makes no remote call
     */
    public FaceGalleries galleries() {
        return parts.galleries();
    }

    /**
     * Returns the identifier, which searches up to 100 galleries at once for one face of a probe or for its ten largest. A
     * search sends one request; the limit is at most 100 candidates. Galleries of face model 2.0 are searched for single faces
     * instead of persons.
     *
     * @return always the same instance; makes no remote call
     */
    public FaceIdentifier identifier() {
        return parts.identifier();
    }

    /**
     * Returns the verifier, which compares a probe with all references of one enrolled person at once.
     *
     * @return always the same instance; makes no remote call
     */
    public FaceVerifier verifier() {
        return parts.verifier();
    }

    /**
     * Returns the liveness checker, which judges single images (DetectLiveFaceAccurate). An image is live from a score of 40,
     * as the vendor recommends, unless {@link Builder#minLivenessScore} is set; the vendor publishes no error rates. Faces have
     * to be larger than 100 by 100 pixels, images close to an aspect ratio of 3 by 4.
     *
     * @return always the same instance; makes no remote call
     */
    public LivenessChecker livenessChecker() {
        return parts.livenessChecker();
    }

    /**
     * Returns the liveness sessions (FaceID), which last ten minutes. They are for the vendor's SDK on a phone, which needs the
     * session's client token. The service decides by itself, without a confidence, and returns one image. If a comparison is
     * requested, it is made when the result is fetched. The state stays CREATED until the session ends. The service keeps a
     * result for three days, and it can be read during that time. {@code outcome.vendor().as(FaceIdResult.class)} contains the
     * service's whole response.
     *
     * @return always the same instance; makes no remote call
     * @throws UnsupportedCapabilityException if the account belongs to the domestic site, whose sessions always compare with an
     *     identity card
     */
    public LivenessSessions livenessSessions() {
        return require(LivenessSessions.class);
    }

    /**
     * Returns the vendor's client, for operations that this provider does not offer. Its requests bypass the call policy.
     *
     * @return always the same instance; makes no remote call
     */
    public IaiClient iai() {
        return parts.iai();
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
        return "TencentFaces[" + region + "]";
    }

    /** Builds a {@link TencentFaces}. Not thread-safe. */
    public static final class Builder {
        private static final Set<String> MODELS = Set.of(TencentRates.MODEL_2, TencentRates.MODEL_3);
        private static final int MAX_LEVEL = 4;
        private static final double DEFAULT_LIVENESS_SCORE = 40;

        private @Nullable String region;
        private @Nullable URI endpoint;
        private TencentSite site = TencentSite.DOMESTIC;
        private @Nullable Credential credentials;
        private @Nullable OkHttpClient httpClient;
        private String faceModelVersion = TencentRates.MODEL_3;
        private CallPolicy callPolicy = CallPolicy.builder().build();
        private RemoteAnswers answers = RemoteAnswers.limitedTo(RemoteAnswers.DEFAULT_MAX_BYTES);
        private Clock clock = Clock.systemUTC();
        private String galleryPrefix = "";
        private double minLivenessScore = DEFAULT_LIVENESS_SCORE;
        private boolean legacyLiveness;
        private boolean lookForOtherFaces;
        private int minQuality;
        private int refuseSimilarPersons;
        private int livenessSecureLevel = MAX_LEVEL;

        private Builder() {}

        /**
         * Sets the region.
         *
         * @param id the vendor's id of the region, for example {@code ap-singapore}
         * @return this builder
         */
        public Builder region(String id) {
            region = Objects.requireNonNull(id, "id");
            return this;
        }

        /**
         * Sets the endpoint to send all requests to, those of face recognition and those of liveness sessions. The default is
         * the site's public endpoints.
         *
         * @param address scheme, host and port, for example of an emulator
         * @return this builder
         * @throws IllegalArgumentException if the address is not {@code http://host} or {@code https://host}, with or without a
         *     port
         */
        public Builder endpoint(URI address) {
            boolean plain = address.getHost() != null
                    && ("http".equals(address.getScheme()) || "https".equals(address.getScheme()))
                    && (address.getRawPath() == null || address.getRawPath().matches("/?"));
            if (!plain) {
                throw new IllegalArgumentException(
                        "an endpoint has a scheme, a host and optionally a port, such as http://127.0.0.1:8080, but was "
                                + address);
            }
            endpoint = address;
            return this;
        }

        /**
         * Sets the site that the account belongs to.
         *
         * @param where the site; the default is {@link TencentSite#DOMESTIC}
         * @return this builder
         */
        public Builder site(TencentSite where) {
            site = Objects.requireNonNull(where, "where");
            return this;
        }

        /**
         * Sets the credentials. The default is those of the environment, {@code TENCENTCLOUD_SECRET_ID} and
         * {@code TENCENTCLOUD_SECRET_KEY}.
         *
         * @param secretId the id of the key
         * @param secretKey the key
         * @return this builder
         */
        public Builder credentials(String secretId, String secretKey) {
            return credentials(new Credential(secretId, secretKey));
        }

        /**
         * Sets temporary credentials.
         *
         * @param secretId the id of the key
         * @param secretKey the key
         * @param sessionToken the token that was issued with the key
         * @return this builder
         */
        public Builder credentials(String secretId, String secretKey, String sessionToken) {
            return credentials(new Credential(secretId, secretKey, sessionToken));
        }

        /**
         * Sets a credential object of the vendor's, which may renew itself.
         *
         * @param vendors provides the credentials of each request
         * @return this builder
         */
        public Builder credentials(Credential vendors) {
            credentials = Objects.requireNonNull(vendors, "vendors");
            return this;
        }

        /**
         * Sets the HTTP client whose connections, proxy, TLS settings and interceptors are used, and which this provider does
         * not close. Its timeouts, redirects and automatic retries are not used. The default is a client with as many
         * connections as the call policy allows concurrent calls.
         *
         * @param own the caller's HTTP client
         * @return this builder
         */
        public Builder httpClient(OkHttpClient own) {
            httpClient = Objects.requireNonNull(own, "own");
            return this;
        }

        /**
         * Sets the face model of new galleries and of operations without a gallery.
         *
         * @param version 3.0, the default, or 2.0
         * @return this builder
         * @throws IllegalArgumentException if the version is another one
         */
        public Builder faceModelVersion(String version) {
            if (!MODELS.contains(version)) {
                throw new IllegalArgumentException("faceModelVersion is 2.0 or 3.0 but was \"" + version + "\"");
            }
            faceModelVersion = version;
            return this;
        }

        /**
         * Sets deadline, retries, rate limits and listeners. Unless the policy sets rate limits, they are the service's default
         * quotas.
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
         * Sets a prefix of every gallery's name, so that several applications can share an account. Other groups are not
         * listed.
         *
         * @param prefix of the characters {@code [A-Za-z0-9-%@#&_]}; the default is empty
         * @return this builder
         */
        public Builder galleryPrefix(String prefix) {
            galleryPrefix = Objects.requireNonNull(prefix, "prefix");
            return this;
        }

        /**
         * Sets the lowest score at which a single image is live.
         *
         * @param score in [0, 100]; the default is 40, which the vendor recommends
         * @return this builder
         * @throws IllegalArgumentException if the score is outside [0, 100]
         */
        public Builder minLivenessScore(double score) {
            if (!(score >= 0 && score <= 100)) {
                throw new IllegalArgumentException("minLivenessScore must be in [0, 100] but was " + score);
            }
            minLivenessScore = score;
            return this;
        }

        /**
         * Sets that single images are judged by DetectLiveFace, which returns a decision without a score and is available only
         * to accounts that used it before the vendor withdrew it.
         *
         * @return this builder
         */
        public Builder legacyLiveness() {
            legacyLiveness = true;
            return this;
        }

        /**
         * Sets whether a comparison calls DetectFace for each image first, so that {@code ONLY} is accepted, rivals and a
         * missing face are reported with their image, and boxes are known. It then costs three requests instead of one.
         *
         * @param look whether to call DetectFace; the default is {@code false}
         * @return this builder
         */
        public Builder lookForOtherFaces(boolean look) {
            lookForOtherFaces = look;
            return this;
        }

        /**
         * Sets the minimum quality of an image to be enrolled, by the vendor's QualityControl.
         *
         * @param level in [0, 4]; 0, the default, accepts every image, 4 only the best
         * @return this builder
         * @throws IllegalArgumentException if the level is outside [0, 4]
         */
        public Builder minEnrollmentQuality(int level) {
            minQuality = requireLevel("minEnrollmentQuality", level, 0);
            return this;
        }

        /**
         * Sets at which level of the vendor's UniquePersonControl the enrollment of a new person is rejected because the
         * gallery contains a similar person. {@link SimilarPersonException} then contains the id of that person.
         *
         * @param level in [0, 4]; 0, the default, does not check; 1 to 4 reject at false match rates of 1e-2 to 1e-5, which the
         *     vendor gives for reference only
         * @return this builder
         * @throws IllegalArgumentException if the level is outside [0, 4]
         */
        public Builder refuseSimilarPersons(int level) {
            refuseSimilarPersons = requireLevel("refuseSimilarPersons", level, 0);
            return this;
        }

        /**
         * Sets what a person has to do in a liveness session, by the vendor's SecureLevel. Only the international site accepts
         * another level than the default.
         *
         * @param level in [1, 4]: 1 nothing, 2 actions, 3 lights, 4, the default, actions and lights
         * @return this builder
         * @throws IllegalArgumentException if the level is outside [1, 4]
         */
        public Builder livenessSecureLevel(int level) {
            livenessSecureLevel = requireLevel("livenessSecureLevel", level, 1);
            return this;
        }

        /**
         * Creates the provider. Makes no remote call.
         *
         * @return a new provider, which the caller closes
         * @throws IllegalArgumentException if the region is missing
         * @throws IllegalArgumentException if no gallery name can begin with the prefix
         * @throws IllegalArgumentException if the level of liveness sessions is not the default and the site is not
         *     international
         * @throws IllegalArgumentException if single images are judged without a score and the lowest live score is not the
         *     default
         * @throws IllegalArgumentException if the call policy limits the rate of an unknown operation
         * @throws AuthenticationException if there are no credentials
         */
        public TencentFaces build() {
            if (livenessSecureLevel != MAX_LEVEL) {
                requireLivenessSessions();
            }
            if (legacyLiveness && minLivenessScore != DEFAULT_LIVENESS_SCORE) {
                throw withoutScore(minLivenessScore);
            }
            return new TencentFaces(this);
        }

        void requireLivenessSessions() {
            if (site != TencentSite.INTERNATIONAL) {
                throw new IllegalArgumentException("livenessSecureLevel is for liveness sessions, which only the"
                        + " international site has; set site to international, or leave livenessSecureLevel out");
            }
        }

        static IllegalArgumentException withoutScore(double score) {
            return new IllegalArgumentException("minLivenessScore is " + score
                    + ", but legacyLiveness judges by an operation that returns no score; leave one of them out");
        }

        private static int requireLevel(String name, int level, int lowest) {
            if (level < lowest || level > MAX_LEVEL) {
                throw new IllegalArgumentException(
                        name + " must be in [" + lowest + ", " + MAX_LEVEL + "] but was " + level);
            }
            return level;
        }

        private String requireRegion() {
            if (region == null) {
                throw new IllegalArgumentException("TencentFaces needs a region, for example \"ap-singapore\"");
            }
            return region;
        }

        private TencentParts.Settings settings(String where) {
            return new TencentParts.Settings(
                    where,
                    endpoint == null || "https".equals(endpoint.getScheme()) ? "https://" : "http://",
                    endpoint == null ? site.endpoint("iai") : endpoint.getRawAuthority(),
                    endpoint == null ? site.endpoint("faceid") : endpoint.getRawAuthority(),
                    site == TencentSite.INTERNATIONAL,
                    credentials == null ? ofEnvironment() : credentials,
                    httpClient,
                    faceModelVersion,
                    callPolicy,
                    answers,
                    clock,
                    galleryPrefix,
                    minLivenessScore,
                    legacyLiveness,
                    lookForOtherFaces,
                    minQuality,
                    refuseSimilarPersons,
                    livenessSecureLevel);
        }

        private static Credential ofEnvironment() {
            try {
                return new EnvironmentVariableCredentialsProvider().getCredentials();
            } catch (TencentCloudSDKException e) {
                throw withoutCredentials();
            }
        }

        static AuthenticationException withoutCredentials() {
            return new AuthenticationException(
                    "no credentials were found; set TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY in the"
                            + " environment, or the settings keyId and keyFile; in code, use"
                            + " TencentFaces.builder().credentials",
                    null,
                    null);
        }
    }
}
