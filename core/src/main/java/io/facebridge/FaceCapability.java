package io.facebridge;

/**
 * Marks the interfaces that {@link FaceProvider#find} can look up. A provider has only the capabilities it really
 * offers, so what it cannot do does not compile when the concrete provider is used.
 */
public interface FaceCapability {
    /**
     * Whether the provider puts the capability together from several requests to its service. Its documentation then says
     * which, what they cost, and how a failure in the middle shows.
     *
     * @return {@code false} if it is one operation of the service, or of the models, themselves
     */
    default boolean composed() {
        return false;
    }
}
