package io.facebridge.aws.internal;

import io.facebridge.DuplicateFinder;
import io.facebridge.FaceCapability;
import io.facebridge.FaceGalleries;
import io.facebridge.FaceIdentifier;
import io.facebridge.FaceVerifier;
import io.facebridge.aws.AwsFaceComparer;
import io.facebridge.aws.AwsFaceDetector;
import io.facebridge.aws.AwsLivenessSessions;
import io.facebridge.provider.ProviderId;
import io.facebridge.remote.CallPolicy;
import io.facebridge.remote.GalleryNames;
import io.facebridge.remote.RemoteAnswers;
import io.facebridge.remote.RemoteCallExecutor;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.rekognition.RekognitionClient;
import software.amazon.awssdk.services.rekognition.RekognitionClientBuilder;

/** The connected parts of a provider. */
public final class AwsParts implements AutoCloseable {
    private final AwsCalls calls;
    private final RekognitionClient rekognition;
    private final RekognitionFaceDetector detector;
    private final RekognitionFaceComparer comparer;
    private final RekognitionGalleries galleries;
    private final RekognitionFaceIdentifier identifier;
    private final RekognitionFaceVerifier verifier;
    private final RekognitionDuplicateFinder duplicateFinder;
    private final RekognitionLivenessSessions livenessSessions;

    private AwsParts(ProviderId provider, Settings settings) {
        GalleryNames names = AwsNames.galleries(settings.galleryPrefix());
        settings.callPolicy().requireOperations(AwsOperations.names());
        AwsErrors errors = new AwsErrors(provider);
        AwsScales scales = new AwsScales(provider);
        AwsAnswers answers = new AwsAnswers(provider, settings.answers(), settings.clock());
        @Nullable RekognitionClient given = settings.client();
        rekognition = given == null ? newClient(settings, answers) : given;
        String region = rekognition.serviceClientConfiguration().region().id();
        calls = new AwsCalls(
                provider,
                rekognition,
                given == null ? null : answers,
                RemoteCallExecutor.create(provider, settings.callPolicy(), AwsQuotas.defaults(region), errors),
                settings.tokens(),
                () -> {
                    if (given == null) {
                        rekognition.close();
                    }
                });
        detector = new RekognitionFaceDetector(provider, calls);
        comparer = new RekognitionFaceComparer(provider, calls, detector, scales, settings.namesPictureWithoutFace());
        galleries = new RekognitionGalleries(calls, names, new GalleryContext(provider, detector, settings.clock()));
        identifier = new RekognitionFaceIdentifier(provider, calls, names, scales);
        verifier = new RekognitionFaceVerifier(provider, calls, names, scales);
        duplicateFinder = new RekognitionDuplicateFinder(calls, names, scales);
        livenessSessions = new RekognitionLivenessSessions(
                calls, comparer, scales, settings.clock(), region, settings.minLivenessConfidence());
    }

    /**
     * Connects the parts of a provider. Makes no remote call.
     *
     * @throws IllegalArgumentException if no gallery name can begin with the prefix
     */
    public static AwsParts connect(ProviderId provider, Settings settings) {
        return new AwsParts(provider, settings);
    }

    /** Returns the vendor's client. */
    public RekognitionClient rekognition() {
        return rekognition;
    }

    /** {@return always the same instance} */
    public AwsFaceDetector detector() {
        return detector;
    }

    /** {@return always the same instance} */
    public AwsFaceComparer comparer() {
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
    public DuplicateFinder duplicateFinder() {
        return duplicateFinder;
    }

    /** {@return always the same instance} */
    public AwsLivenessSessions livenessSessions() {
        return livenessSessions;
    }

    /** {@return all capabilities} */
    public List<FaceCapability> capabilities() {
        return List.of(detector, comparer, galleries, identifier, verifier, duplicateFinder, livenessSessions);
    }

    @Override
    public void close() {
        calls.close();
    }

    private static RekognitionClient newClient(Settings settings, AwsAnswers answers) {
        @Nullable AwsCredentialsProvider credentials = settings.credentials();
        RekognitionClientBuilder builder = RekognitionClient.builder()
                .region(Region.of(Objects.requireNonNull(settings.region())))
                .credentialsProvider(new AwsSecrets(
                        credentials == null
                                ? DefaultCredentialsProvider.builder().build()
                                : credentials))
                .overrideConfiguration(configuration -> configuration
                        .retryStrategy(AwsRetryStrategy.doNotRetry())
                        .addExecutionInterceptor(answers));
        if (settings.endpoint() != null) {
            builder.endpointOverride(settings.endpoint());
        }
        CallPolicy policy = settings.callPolicy();
        if (settings.httpClient() != null) {
            builder.httpClient(settings.httpClient());
        } else {
            builder.httpClientBuilder(AwsHttpClient.opening(policy.maxConcurrentCalls(), policy.deadline()));
        }
        return builder.build();
    }

    /**
     * The settings of the builder.
     *
     * @param client the caller's client, or {@code null} to create one with the next four settings
     * @param region the vendor's id of the region, or {@code null} with a client of the caller's
     * @param endpoint another endpoint than the region's own, or {@code null}
     * @param credentials provides the credentials of each request, or {@code null} for the vendor's default chain
     * @param httpClient the caller's HTTP client, or {@code null}
     * @param callPolicy deadline, retries, rate limits, listeners
     * @param answers limits of the service's responses
     * @param clock determines when sessions end
     * @param tokens creates each request's client token
     * @param galleryPrefix the prefix of every gallery's name
     * @param minLivenessConfidence the lowest confidence of a live session, or {@code null}
     * @param namesPictureWithoutFace whether a comparison finds out which image contains no face
     */
    public record Settings(
            @Nullable RekognitionClient client,
            @Nullable String region,
            @Nullable URI endpoint,
            @Nullable AwsCredentialsProvider credentials,
            @Nullable SdkHttpClient httpClient,
            CallPolicy callPolicy,
            RemoteAnswers answers,
            Clock clock,
            Supplier<UUID> tokens,
            String galleryPrefix,
            @Nullable Double minLivenessConfidence,
            boolean namesPictureWithoutFace) {
        @Override
        public String toString() {
            return "Settings[" + region + "]";
        }
    }
}
