package io.facebridge;

import io.facebridge.error.UnsupportedCapabilityException;
import io.facebridge.provider.ProviderId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One vendor account, or the models inside the JVM, ready to use.
 *
 * <p>Thread-safe, and so is every capability it hands out: make one, share it, close it once at shutdown. After
 * {@link #close()} every call of a capability is an {@link IllegalStateException}.
 */
public interface FaceProvider extends AutoCloseable {
    /** The one region of a provider that works inside this JVM: no picture leaves it. */
    String IN_PROCESS = "in-process";

    /**
     * The provider's short name.
     *
     * @return for example {@code local}
     */
    ProviderId id();

    /**
     * Where pictures are processed, as the vendor calls its regions, as far as the provider can vouch for it.
     *
     * @return for example {@code eu-west-1}; {@link #IN_PROCESS} alone if no picture leaves this JVM; empty if the provider
     *     cannot tell, also because requests are sent to an address of the application's own; unmodifiable
     */
    default Set<String> regions() {
        return Set.of();
    }

    /**
     * Finds faces in a picture. Every provider can.
     *
     * @return always the same instance
     */
    FaceDetector detector();

    /**
     * Compares the faces of two pictures. Every provider can.
     *
     * @return always the same instance
     */
    FaceComparer comparer();

    /**
     * The capabilities that this provider has.
     *
     * @return the detector and the comparer, unless the provider has more; in no particular order, unmodifiable, and always the
     *     same instances
     */
    default List<FaceCapability> capabilities() {
        return List.of(detector(), comparer());
    }

    /**
     * The capability, when this provider has it: for code that learns its provider from configuration.
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
     * The capability, which this provider must have.
     *
     * @param capability the interface of the capability
     * @param <C> the capability
     * @return the capability
     * @throws UnsupportedCapabilityException if the provider does not offer it
     */
    default <C extends FaceCapability> C require(Class<C> capability) {
        return find(capability).orElseThrow(() -> new UnsupportedCapabilityException(id(), capability.getSimpleName()));
    }

    /** Gives back what the provider holds, native memory too. Idempotent. Calls still running end first. */
    @Override
    void close();
}
