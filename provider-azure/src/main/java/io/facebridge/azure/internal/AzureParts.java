package io.facebridge.azure.internal;

import com.azure.core.credential.KeyCredential;
import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpPipeline;
import io.facebridge.FaceCapability;
import io.facebridge.FaceComparer;
import io.facebridge.FaceDetector;
import io.facebridge.FaceIdentifier;
import io.facebridge.FaceVerifier;
import io.facebridge.azure.AzureFaceGalleries;
import io.facebridge.azure.AzureLivenessSessions;
import io.facebridge.azure.UntrainedSearchPolicy;
import io.facebridge.liveness.CorrelationIdStore;
import io.facebridge.provider.ProviderId;
import io.facebridge.remote.CallPolicy;
import io.facebridge.remote.GalleryNames;
import io.facebridge.remote.PersonLocks;
import io.facebridge.remote.RemoteAnswers;
import io.facebridge.remote.RemoteCallExecutor;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The connected parts of a provider. */
public final class AzureParts implements AutoCloseable {
    private final AzureCalls calls;
    private final HttpPipeline pipeline;
    private final FaceApiFaceDetector detector;
    private final FaceApiFaceComparer comparer;
    private final FaceApiGalleries galleries;
    private final FaceApiFaceIdentifier identifier;
    private final FaceApiFaceVerifier verifier;
    private final @Nullable FaceApiLivenessSessions livenessSessions;

    private AzureParts(ProviderId provider, Settings settings) {
        GalleryNames names = AzureNames.galleries(settings.galleryPrefix());
        AzureErrors errors = new AzureErrors(provider, settings.clock());
        AzureScales scales = new AzureScales(provider);
        CallPolicy policy = settings.callPolicy();
        policy.requireOperations(AzureOperations.names());
        pipeline = AzureHttp.pipeline(
                settings.httpClient(), settings.key(), settings.token(), settings.limitedAccessToken());
        calls = new AzureCalls(
                new AzureHttp(settings.endpoint(), pipeline, settings.answers(), settings.ids()),
                errors,
                RemoteCallExecutor.create(provider, policy, AzureQuotas.defaults(), errors),
                new ParallelRequests(policy.maxConcurrentCalls()),
                settings.ids(),
                settings.answers(),
                settings.whenClosed());
        String model = FaceApiGalleries.checkModel(settings.recognitionModel());
        detector = new FaceApiFaceDetector(provider, calls, DetectionModel.of(settings.detectionModel()), model);
        comparer = new FaceApiFaceComparer(calls, detector, scales, model);
        AzureGroups groups = new AzureGroups(calls, settings.trainingDelay(), System::nanoTime);
        galleries = new FaceApiGalleries(
                calls, groups, names, model, new GalleryContext(detector, new PersonLocks(), settings.clock()));
        identifier = new FaceApiFaceIdentifier(calls, detector, groups, names, scales, settings.searchOfUntrained());
        verifier = new FaceApiFaceVerifier(calls, detector, groups, names, scales);
        @Nullable CorrelationIdStore correlationIds = settings.correlationIds();
        livenessSessions = correlationIds == null
                ? null
                : new FaceApiLivenessSessions(
                        calls, scales, correlationIds, settings.clock(), settings.deletesSessionsAfterReading());
    }

    /**
     * Connects the parts of a provider. Makes no remote call.
     *
     * @throws IllegalArgumentException if no gallery can have the prefix, or a model is not known
     */
    public static AzureParts connect(ProviderId provider, Settings settings) {
        return new AzureParts(provider, settings);
    }

    /** {@return the pipeline that sends the requests} */
    public HttpPipeline pipeline() {
        return pipeline;
    }

    /** {@return always the same instance} */
    public FaceDetector detector() {
        return detector;
    }

    /** {@return always the same instance} */
    public FaceComparer comparer() {
        return comparer;
    }

    /** {@return always the same instance} */
    public AzureFaceGalleries galleries() {
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

    /** {@return always the same instance; {@code null} without correlation ids} */
    public @Nullable AzureLivenessSessions livenessSessions() {
        return livenessSessions;
    }

    /** {@return all capabilities} */
    public List<FaceCapability> capabilities() {
        return Stream.<FaceCapability>concat(
                        Stream.of(detector, comparer, galleries, identifier, verifier),
                        Stream.ofNullable(livenessSessions))
                .toList();
    }

    @Override
    public void close() {
        calls.close();
    }

    /**
     * The settings of the builder.
     *
     * @param endpoint the resource's endpoint
     * @param key the key, or {@code null}
     * @param token provides the tokens of the signed-in identity, or {@code null}
     * @param limitedAccessToken provides the limited access token, or {@code null}
     * @param httpClient sends the requests
     * @param whenClosed closes what belongs to this provider of the HTTP client
     * @param answers limits of the service's responses
     * @param ids creates random ids
     * @param detectionModel detects faces
     * @param recognitionModel of new galleries and of operations without a gallery
     * @param callPolicy deadline, retries, rate limits, listeners
     * @param clock determines when sessions end
     * @param galleryPrefix the prefix of every gallery's name
     * @param searchOfUntrained how a search treats a gallery that was changed
     * @param trainingDelay how long a gallery must be unchanged before it is trained
     * @param correlationIds the ids by which the service identifies the subjects of sessions, or {@code null}
     * @param deletesSessionsAfterReading whether a session is deleted after its outcome was read
     */
    public record Settings(
            AzureEndpoint endpoint,
            @Nullable KeyCredential key,
            @Nullable TokenCredential token,
            @Nullable Supplier<String> limitedAccessToken,
            HttpClient httpClient,
            Runnable whenClosed,
            RemoteAnswers answers,
            Supplier<String> ids,
            String detectionModel,
            String recognitionModel,
            CallPolicy callPolicy,
            Clock clock,
            String galleryPrefix,
            UntrainedSearchPolicy searchOfUntrained,
            Duration trainingDelay,
            @Nullable CorrelationIdStore correlationIds,
            boolean deletesSessionsAfterReading) {
        @Override
        public String toString() {
            return "Settings[" + endpoint.host() + "]";
        }
    }
}
