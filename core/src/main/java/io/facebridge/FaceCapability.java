package io.facebridge;

/**
 * Marks the interfaces that {@link FaceProvider#find} can look up. A provider has only the capabilities it really
 * offers, so what it cannot do does not compile when the concrete provider is used.
 */
public interface FaceCapability {}
