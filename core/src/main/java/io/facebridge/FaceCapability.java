package io.facebridge;

/**
 * Marker of the interfaces that {@link FaceProvider#find} returns. A provider has only the capabilities that it offers,
 * so that a call of any other one does not compile when the concrete provider is used.
 */
public interface FaceCapability {
    /**
     * Returns whether the provider composes the capability of several requests to its service. Its documentation then
     * lists them, their costs, and how a failure between them is reported.
     *
     * @return {@code false} if it is one operation of the service, or of the models, themselves
     */
    default boolean composed() {
        return false;
    }
}
