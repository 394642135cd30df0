package io.facebridge;

import io.facebridge.error.UnsupportedCapabilityException;
import io.facebridge.provider.ProviderId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An account of one vendor, or the models inside this JVM, ready to use. Get one from the builder of a provider module,
 * or by name from {@link FaceProviders}.
 *
 * <pre>{@code
 * try (FaceProvider provider = FaceProviders.open("local", Map.of())) {
 *     List<DetectedFace> faces = provider.detector().detect(FaceImage.of(selfie));
 *     boolean hasGalleries = provider.find(FaceGalleries.class).isPresent();
 * }
 * }</pre>
 *
 * <p>Thread-safe, as is every capability that it returns: create one, share it, and close it once at shutdown. After
 * {@link #close()} every call of a capability throws {@link IllegalStateException}.
 */
public interface FaceProvider extends AutoCloseable {
    /** The only region of a provider that works inside this JVM: no image leaves it. */
    String IN_PROCESS = "in-process";

    /**
     * Returns the provider's short name.
     *
     * @return for example {@code local}
     */
    ProviderId id();

    /**
     * Returns the regions in which images are processed, as the vendor names them and as far as the provider can
     * determine them.
     *
     * @return for example {@code eu-west-1}; {@link #IN_PROCESS} alone if no image leaves this JVM; empty if the
     * provider cannot determine its regions, also because requests are sent to an address that the application set;
     * unmodifiable
     */
    default Set<String> regions() {
        return Set.of();
    }

    /**
     * Returns the capability that detects the faces in an image. Every provider has it.
     *
     * @return always the same instance
     */
    FaceDetector detector();

    /**
     * Returns the capability that compares the faces of two images. Every provider has it.
     *
     * @return always the same instance
     */
    FaceComparer comparer();

    /**
     * Returns the capabilities that this provider has.
     *
     * @return the detector and the comparer, unless the provider has more; in no particular order, unmodifiable, and always
     *     the same instances
     */
    default List<FaceCapability> capabilities() {
        return List.of(detector(), comparer());
    }

    /**
     * Returns a capability if this provider has it. For code whose provider comes from configuration.
     *
     * @param capability the interface of the capability, for example {@code LivenessChecker.class}
     * @param <C> the capability
     * @return the first of {@link #capabilities()} of that type; empty if the provider does not offer it
     */
    default <C extends FaceCapability> Optional<C> find(Class<C> capability) {
        return capabilities().stream()
                .filter(capability::isInstance)
                .map(capability::cast)
                .findFirst();
    }

    /**
     * Returns a capability that this provider must have.
     *
     * @param capability the interface of the capability
     * @param <C> the capability
     * @return the capability
     * @throws UnsupportedCapabilityException if the provider does not offer it
     */
    default <C extends FaceCapability> C require(Class<C> capability) {
        return find(capability).orElseThrow(() -> new UnsupportedCapabilityException(id(), capability.getSimpleName()));
    }

    /** Waits for running calls, then releases all resources, including native memory. Idempotent. */
    @Override
    void close();
}
