package io.facebridge.tencent.internal;

import com.tencentcloudapi.common.CommonClient;
import com.tencentcloudapi.common.Credential;
import com.tencentcloudapi.common.profile.ClientProfile;
import com.tencentcloudapi.common.profile.HttpProfile;
import com.tencentcloudapi.iai.v20200303.IaiClient;
import io.facebridge.FaceCapability;
import io.facebridge.FaceDetector;
import io.facebridge.FaceGalleries;
import io.facebridge.FaceIdentifier;
import io.facebridge.FaceVerifier;
import io.facebridge.LivenessChecker;
import io.facebridge.LivenessSessions;
import io.facebridge.provider.ProviderId;
import io.facebridge.remote.CallPolicy;
import io.facebridge.remote.GalleryNames;
import io.facebridge.remote.PersonLocks;
import io.facebridge.remote.RemoteAnswers;
import io.facebridge.remote.RemoteCallExecutor;
import io.facebridge.tencent.TencentFaceComparer;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** The connected parts of a provider. */
public final class TencentParts implements AutoCloseable {
    private static final int KEEP_ALIVE_MINUTES = 5;

    private final TencentCalls calls;
    private final IaiClient iai;
    private final IaiFaceDetector detector;
    private final IaiFaceComparer comparer;
    private final IaiGalleries galleries;
    private final IaiFaceIdentifier identifier;
    private final IaiFaceVerifier verifier;
    private final IaiLivenessChecker livenessChecker;
    private final @Nullable FaceIdLivenessSessions livenessSessions;

    private TencentParts(ProviderId provider, Settings settings) {
        GalleryNames names = TencentNames.galleries(settings.galleryPrefix());
        settings.callPolicy().requireOperations(TencentOperations.names());
        TencentErrors errors = new TencentErrors(provider);
        TencentScales scales = new TencentScales(provider);
        @Nullable OkHttpClient given = settings.httpClient();
        OkHttpClient connections = given == null ? newConnections(settings.callPolicy()) : given;
        TencentHttp http = new TencentHttp(connections, settings.answers(), settings.clock());
        iai = new IaiClient(settings.credentials(), settings.region(), profile(settings, settings.iaiEndpoint(), http));
        CommonClient faceId = new CommonClient(
                "faceid",
                "2018-03-01",
                settings.credentials(),
                settings.region(),
                profile(settings, settings.faceIdEndpoint(), http));
        calls = new TencentCalls(
                new TencentOperation.Clients(iai, faceId),
                settings.credentials(),
                errors,
                RemoteCallExecutor.create(provider, settings.callPolicy(), TencentQuotas.defaults(), errors),
                () -> {
                    if (given == null) {
                        endThreads(connections);
                    }
                });
        String model = settings.faceModelVersion();
        detector = new IaiFaceDetector(provider, calls, model);
        comparer = new IaiFaceComparer(
                provider, calls, detector, scales, model, settings.lookForOtherFaces(), !settings.international());
        galleries = new IaiGalleries(
                calls,
                names,
                model,
                new GalleryContext(
                        provider, detector, new PersonLocks(), settings.minQuality(), settings.refuseSimilarPersons()));
        identifier = new IaiFaceIdentifier(calls, detector, names, scales);
        verifier = new IaiFaceVerifier(provider, calls, detector, names, scales);
        livenessChecker = new IaiLivenessChecker(calls, scales, settings.minLivenessScore(), settings.legacyLiveness());
        livenessSessions = settings.international()
                ? new FaceIdLivenessSessions(
                        calls, comparer, settings.clock(), settings.region(), settings.livenessSecureLevel())
                : null;
    }

    /**
     * Connects the parts of a provider. Makes no remote call.
     *
     * @throws IllegalArgumentException if no gallery name can begin with the prefix
     */
    public static TencentParts connect(ProviderId provider, Settings settings) {
        return new TencentParts(provider, settings);
    }

    /** Returns the vendor's client. */
    public IaiClient iai() {
        return iai;
    }

    /** {@return always the same instance} */
    public FaceDetector detector() {
        return detector;
    }

    /** {@return always the same instance} */
    public TencentFaceComparer comparer() {
        return comparer;
    }

    /** {@return always the same instance} */
    public FaceGalleries galleries() {
        return galleries;
    }

    /** {@return always the same instance} */
    public FaceIdentifier identifier() {
        return identifier;
    }

    /** {@return always the same instance} */
    public FaceVerifier verifier() {
        return verifier;
    }

    /** {@return always the same instance} */
    public LivenessChecker livenessChecker() {
        return livenessChecker;
    }

    /** {@return always the same instance; {@code null} on the domestic site} */
    public @Nullable LivenessSessions livenessSessions() {
        return livenessSessions;
    }

    /** {@return all capabilities} */
    public List<FaceCapability> capabilities() {
        return Stream.<FaceCapability>concat(
                        Stream.of(detector, comparer, galleries, identifier, verifier, livenessChecker),
                        Stream.ofNullable(livenessSessions))
                .toList();
    }

    @Override
    public void close() {
        calls.close();
    }

    private static OkHttpClient newConnections(CallPolicy policy) {
        Dispatcher dispatcher = new Dispatcher();
        return new OkHttpClient.Builder()
                .dispatcher(dispatcher)
                .connectionPool(new ConnectionPool(policy.maxConcurrentCalls(), KEEP_ALIVE_MINUTES, TimeUnit.MINUTES))
                .build();
    }

    /** A pool's thread waits for its connections to grow old, even when there are none left, unless it is woken. */
    @SuppressWarnings("NakedNotify") // the state that changed is the pool's own
    private static void endThreads(OkHttpClient connections) {
        connections.dispatcher().executorService().shutdown();
        ConnectionPool pool = connections.connectionPool();
        pool.evictAll();
        synchronized (pool) {
            pool.notifyAll();
        }
    }

    private static ClientProfile profile(Settings settings, String endpoint, TencentHttp http) {
        HttpProfile profile = new HttpProfile();
        profile.setProtocol(settings.protocol());
        profile.setEndpoint(endpoint);
        profile.setReqMethod(HttpProfile.REQ_POST);
        profile.setHttpClient(http);
        ClientProfile client = new ClientProfile(ClientProfile.SIGN_TC3_256, profile);
        client.setDebug(false);
        return client;
    }

    /**
     * The settings of the builder.
     *
     * @param region the vendor's id of the region
     * @param protocol {@code http://} or {@code https://}
     * @param iaiEndpoint host, optionally with a port
     * @param faceIdEndpoint host, optionally with a port
     * @param international whether the account belongs to the international site
     * @param credentials provides the credentials of each request
     * @param httpClient the caller's HTTP client, or {@code null}
     * @param faceModelVersion of new galleries and of operations without a gallery
     * @param callPolicy deadline, retries, rate limits, listeners
     * @param answers limits of the service's responses
     * @param clock determines when sessions end
     * @param galleryPrefix the prefix of every gallery's name
     * @param minLivenessScore the lowest score of a live image
     * @param legacyLiveness whether DetectLiveFace judges images
     * @param lookForOtherFaces whether a comparison calls DetectFace first
     * @param minQuality QualityControl of enrollments
     * @param refuseSimilarPersons UniquePersonControl of enrollments
     * @param livenessSecureLevel SecureLevel of sessions
     */
    public record Settings(
            String region,
            String protocol,
            String iaiEndpoint,
            String faceIdEndpoint,
            boolean international,
            Credential credentials,
            @Nullable OkHttpClient httpClient,
            String faceModelVersion,
            CallPolicy callPolicy,
            RemoteAnswers answers,
            Clock clock,
            String galleryPrefix,
            double minLivenessScore,
            boolean legacyLiveness,
            boolean lookForOtherFaces,
            int minQuality,
            int refuseSimilarPersons,
            int livenessSecureLevel) {
        @Override
        public String toString() {
            return "Settings[" + region + "]";
        }
    }
}
