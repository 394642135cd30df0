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
 * Faces by Tencent Cloud Face Recognition (IAI, 2020-03-03).
 *
 * <pre>{@code
 * try (var faces = TencentFaces.create("ap-singapore")) {
 *     Comparison comparison = faces.comparer().compare(idCard, selfie);
 * }
 * }</pre>
 *
 * <p>Thread-safe; make one and share it. {@link #close()} waits for running calls. Requests, permissions and costs of each
 * call: {@code docs/tencent.md}.
 *
 * <h2>Pictures</h2>
 * JPEG, PNG or BMP of at most 3.7 MB, 64 pixels a side and more, up to 4,000 in a JPEG and 2,000 in others; others are
 * encoded again to fit. Pictures that are stored turned are turned here.
 *
 * <h2>Scores</h2>
 * 0 to 100, on three scales for each face model: comparisons, which carry the vendor's published false match rates;
 * verifications, for which none are published; and searches, which with model 3.0 carry {@linkplain TencentRates#searches
 * rates} by the size of the gallery.
 *
 * <h2>Which face</h2>
 * The service selects the largest face and mostly returns no others. A comparison requests the largest face explicitly
 * ({@code FaceMatchingStrategy} 1; by default the service compares the face of the highest confidence) and is a single request,
 * so that rivals are unknown and only {@code LARGEST} is accepted, unless {@link Builder#lookForOtherFaces} is set. A
 * verification calls DetectFace first, unless the caller passes {@code LARGEST}; so does an enrollment. A search returns up to
 * ten faces of the image.
 */
public final class TencentFaces implements FaceProvider {
    /** The provider's name. */
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
     * Connects to a region of the domestic site with the credentials of the environment ({@code TENCENTCLOUD_SECRET_ID},
     * {@code TENCENTCLOUD_SECRET_KEY}). Sends nothing yet.
     *
     * @param region for example {@code ap-guangzhou}
     * @return a provider that the caller closes
     * @throws AuthenticationException if the environment has no credentials
     */
    public static TencentFaces create(String region) {
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
     * The region of the requests.
     *
     * @return empty if they are sent to another endpoint than the site's own
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
     * Galleries, which are the service's groups, and persons with at most 5 faces each. A person id has at most 43
     * characters; the service gets it with a digest of the gallery's, because it knows one person by an id in the whole
     * account. Persons that others put into a group are found by the ids that they have. Writes to one person come one after
     * the other within this provider.
     *
     * @return always the same instance
     */
    public FaceGalleries galleries() {
        return parts.galleries();
    }

    /**
     * Searches galleries, up to 100 at once, for one face of a picture or for its ten largest. One request; the limit is at
     * most 100. Galleries of face model 2.0 are searched for single faces instead of persons.
     *
     * @return always the same instance
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
     * Judges single pictures (DetectLiveFaceAccurate). A picture is live from a score of 40 on, as the vendor recommends,
     * unless {@link Builder#minLivenessScore} says otherwise; the vendor publishes no error rates. Faces have to be larger
     * than 100 by 100 pixels, pictures near 3 by 4.
     *
     * @return always the same instance
     */
    public LivenessChecker livenessChecker() {
        return parts.livenessChecker();
    }

    /**
     * Liveness sessions of ten minutes (FaceID), for the vendor's SDK on a phone, which gets the session's client token. The
     * service decides by itself, without a confidence, and gives one picture. A comparison, if one is wanted, is made when
     * the result is fetched. The state stays CREATED until the session ends. The service keeps a result for three days, and it
     * can be read for as long. {@code outcome.vendor().as(FaceIdResult.class)} is everything that the service answered.
     *
     * @return always the same instance
     * @throws UnsupportedCapabilityException on the domestic site, whose sessions always compare with an identity card
     */
    public LivenessSessions livenessSessions() {
        return require(LivenessSessions.class);
    }

    /**
     * The vendor's own client, for what is not offered here. Its requests do not pass the call policy.
     *
     * @return always the same instance
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
        private static final int HIGHEST_LEVEL = 4;
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
        private int livenessSecureLevel = HIGHEST_LEVEL;

        private Builder() {}

        /**
         * Sets the region.
         *
         * @param id for example {@code ap-singapore}
         * @return this
         */
        public Builder region(String id) {
            region = Objects.requireNonNull(id, "id");
            return this;
        }

        /**
         * Sends requests elsewhere than to the site's public endpoints, those of face recognition and those of liveness
         * sessions alike.
         *
         * @param address scheme, host and port, for example of an emulator
         * @return this
         * @throws IllegalArgumentException if it is not {@code http://host} or {@code https://host}, with or without a port
         */
        public Builder endpoint(URI address) {
            boolean plain = address.getHost() != null
                    && ("http".equals(address.getScheme()) || "https".equals(address.getScheme()))
                    && (address.getRawPath() == null || address.getRawPath().matches("/?"));
            if (!plain) {
                throw new IllegalArgumentException(
                        "an endpoint has a scheme, a host and perhaps a port, such as http://127.0.0.1:8080, but was "
                                + address);
            }
            endpoint = address;
            return this;
        }

        /**
         * Sets the site that the account belongs to.
         *
         * @param where domestic, unless set
         * @return this
         */
        public Builder site(TencentSite where) {
            site = Objects.requireNonNull(where, "where");
            return this;
        }

        /**
         * Sets the credentials. Unless set they come from the environment, {@code TENCENTCLOUD_SECRET_ID} and {@code
         * TENCENTCLOUD_SECRET_KEY}.
         *
         * @param secretId the key's id
         * @param secretKey the key
         * @return this
         */
        public Builder credentials(String secretId, String secretKey) {
            return credentials(new Credential(secretId, secretKey));
        }

        /**
         * Sets temporary credentials.
         *
         * @param secretId the key's id
         * @param secretKey the key
         * @param sessionToken what proves that they are still valid
         * @return this
         */
        public Builder credentials(String secretId, String secretKey, String sessionToken) {
            return credentials(new Credential(secretId, secretKey, sessionToken));
        }

        /**
         * Sets credentials of the vendor's, which may renew themselves.
         *
         * @param vendors asked for each request
         * @return this
         */
        public Builder credentials(Credential vendors) {
            credentials = Objects.requireNonNull(vendors, "vendors");
            return this;
        }

        /**
         * Uses the connections, proxy, TLS settings and interceptors of a client of the caller's, which stays open. Its
         * timeouts, redirects and silent repetitions are not used. Unless set there is one with as many connections as the
         * call policy lets calls run at once.
         *
         * @param own the HTTP client
         * @return this
         */
        public Builder httpClient(OkHttpClient own) {
            httpClient = Objects.requireNonNull(own, "own");
            return this;
        }

        /**
         * Sets the face model of new galleries and of what has none.
         *
         * @param version 3.0, unless set, or 2.0
         * @return this
         * @throws IllegalArgumentException if it is another
         */
        public Builder faceModelVersion(String version) {
            if (!MODELS.contains(version)) {
                throw new IllegalArgumentException("faceModelVersion is 2.0 or 3.0 but was \"" + version + "\"");
            }
            faceModelVersion = version;
            return this;
        }

        /**
         * Sets deadline, retries, rates and listeners. Unless the policy says otherwise the rates are the service's default
         * quotas.
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
         * Puts a prefix before the name of every gallery, so that several applications share an account. Other groups are
         * not listed.
         *
         * @param prefix of {@code [A-Za-z0-9-%@#&_]}; none, unless set
         * @return this
         */
        public Builder galleryPrefix(String prefix) {
            galleryPrefix = Objects.requireNonNull(prefix, "prefix");
            return this;
        }

        /**
         * Sets from which score on a single picture is live.
         *
         * @param score 0 to 100; 40, which the vendor recommends, unless set
         * @return this
         * @throws IllegalArgumentException if outside
         */
        public Builder minLivenessScore(double score) {
            if (!(score >= 0 && score <= 100)) {
                throw new IllegalArgumentException("minLivenessScore must be in [0, 100] but was " + score);
            }
            minLivenessScore = score;
            return this;
        }

        /**
         * Judges single pictures by DetectLiveFace, which only accounts have that used it before the vendor withdrew it, and
         * which gives a verdict without a score.
         *
         * @return this
         */
        public Builder legacyLiveness() {
            legacyLiveness = true;
            return this;
        }

        /**
         * Sets whether a comparison asks DetectFace for each picture first, so that {@code ONLY} can be said, rivals and a
         * missing face are reported with their picture, and boxes are known. It then costs three requests instead of one.
         *
         * @param look {@code false}, unless set
         * @return this
         */
        public Builder lookForOtherFaces(boolean look) {
            lookForOtherFaces = look;
            return this;
        }

        /**
         * Sets how good a picture has to be to be enrolled, by the vendor's QualityControl.
         *
         * @param level 0, unless set, takes every picture, 4 only the best
         * @return this
         * @throws IllegalArgumentException if outside
         */
        public Builder minEnrolmentQuality(int level) {
            minQuality = requireLevel("minEnrolmentQuality", level, 0);
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
         * Sets what a person has to do in a liveness session, by the vendor's SecureLevel.
         *
         * @param level 1 nothing, 2 actions, 3 lights, 4, unless set, actions and lights
         * @return this
         * @throws IllegalArgumentException if outside
         */
        public Builder livenessSecureLevel(int level) {
            livenessSecureLevel = requireLevel("livenessSecureLevel", level, 1);
            return this;
        }

        /**
         * Makes the provider. Sends nothing yet.
         *
         * @return a provider that the caller closes
         * @throws IllegalArgumentException if the region is missing, or no gallery can have the prefix
         * @throws AuthenticationException if there are no credentials
         */
        public TencentFaces build() {
            if (livenessSecureLevel != HIGHEST_LEVEL) {
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
            if (level < lowest || level > HIGHEST_LEVEL) {
                throw new IllegalArgumentException(
                        name + " must be in [" + lowest + ", " + HIGHEST_LEVEL + "] but was " + level);
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
                throw new AuthenticationException(
                        "no credentials were found; set TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY in the"
                                + " environment, or give them to TencentFaces.builder().credentials",
                        null,
                        null);
            }
        }
    }
}
