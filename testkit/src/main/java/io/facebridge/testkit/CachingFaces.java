package io.facebridge.testkit;

import io.facebridge.FaceCapability;
import io.facebridge.FaceComparer;
import io.facebridge.FaceDetector;
import io.facebridge.FaceProvider;
import io.facebridge.FaceTemplates;
import io.facebridge.FaceTemplates.ExtractedFace;
import io.facebridge.face.DetectOptions;
import io.facebridge.face.DetectedFace;
import io.facebridge.face.FaceFeature;
import io.facebridge.face.FaceSelection;
import io.facebridge.image.FaceImage;
import io.facebridge.match.FaceTemplate;
import io.facebridge.match.Score;
import io.facebridge.provider.ProviderId;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * A provider that analyzes each image once and returns the same result when the same bytes come again. It stands behind an
 * emulator whose tests send the same images many times. Errors are not kept. Keeps every result until it is garbage, and no
 * image; thread-safe as far as the provider is.
 */
public final class CachingFaces implements FaceProvider, FaceDetector, FaceTemplates {
    private final FaceProvider provider;
    private final FaceTemplates templates;
    private final Map<Request, Object> results = new ConcurrentHashMap<>();

    private record Request(ByteBuffer digest, Object how) {}

    /**
     * Wraps a provider.
     *
     * @param provider analyzes images and extracts templates; closed together with this provider
     * @throws io.facebridge.error.UnsupportedCapabilityException if it has no templates
     */
    public CachingFaces(FaceProvider provider) {
        this.provider = Objects.requireNonNull(provider, "provider");
        templates = provider.require(FaceTemplates.class);
    }

    @SuppressWarnings("unchecked") // what was kept under a request is what that request returns
    private <T> T kept(FaceImage image, Object how, Supplier<T> analysis) {
        Request request = new Request(digest(image), how);
        T result = (T) results.get(request);
        if (result == null) {
            result = analysis.get();
            results.put(request, result);
        }
        return result;
    }

    private static ByteBuffer digest(FaceImage image) {
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(image.toByteArray()))
                    .asReadOnlyBuffer();
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java runtime has SHA-256", e);
        }
    }

    @Override
    public List<DetectedFace> detect(FaceImage image, DetectOptions options) {
        return kept(image, options, () -> provider.detector().detect(image, options));
    }

    @Override
    public Set<FaceFeature> features() {
        return provider.detector().features();
    }

    @Override
    public List<ExtractedFace> extract(FaceImage image) {
        return kept(image, "every face", () -> templates.extract(image));
    }

    @Override
    public ExtractedFace extract(FaceImage image, FaceSelection choice) {
        return kept(image, choice, () -> templates.extract(image, choice));
    }

    @Override
    public Score compare(FaceTemplate reference, FaceTemplate probe) {
        return templates.compare(reference, probe);
    }

    @Override
    public ProviderId id() {
        return provider.id();
    }

    @Override
    public FaceDetector detector() {
        return this;
    }

    @Override
    public FaceComparer comparer() {
        return provider.comparer();
    }

    @Override
    public <C extends FaceCapability> Optional<C> find(Class<C> capability) {
        return capability.isInstance(this) ? Optional.of(capability.cast(this)) : provider.find(capability);
    }

    @Override
    public void close() {
        provider.close();
    }
}
