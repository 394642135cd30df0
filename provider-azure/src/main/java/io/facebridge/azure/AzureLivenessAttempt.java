package io.facebridge.azure;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The service's report on the last attempt of a session, for {@link io.facebridge.provider.VendorResponse#as}. Immutable.
 *
 * <p>The client's SDK reports a digest as well. Compare both: if they differ, a party between the client and the service has
 * changed data, and the outcome must not be trusted.
 */
public final class AzureLivenessAttempt {
    private final int number;
    private final @Nullable String digest;
    private final @Nullable String verifyImageHash;
    private final @Nullable String errorCode;
    private final @Nullable String modelVersion;

    /**
     * Creates a report; for this provider.
     *
     * @param number 1 for the first attempt
     * @param digest of the film, or {@code null}
     * @param verifyImageHash SHA-256 of the image that the person was compared with, or {@code null}
     * @param errorCode why the attempt failed, or {@code null}
     * @param modelVersion of the liveness model, or {@code null}
     */
    public AzureLivenessAttempt(
            int number,
            @Nullable String digest,
            @Nullable String verifyImageHash,
            @Nullable String errorCode,
            @Nullable String modelVersion) {
        this.number = number;
        this.digest = digest;
        this.verifyImageHash = verifyImageHash;
        this.errorCode = errorCode;
        this.modelVersion = modelVersion;
    }

    /** {@return the number of the attempt in the session; 1 for the first} */
    public int number() {
        return number;
    }

    /** {@return the digest of the film; empty if the attempt failed} */
    public Optional<String> digest() {
        return Optional.ofNullable(digest);
    }

    /**
     * {@return the hash of the image that the person was compared with, SHA-256 in hexadecimal digits; empty if the service
     * does not report it}
     */
    public Optional<String> verifyImageHash() {
        return Optional.ofNullable(verifyImageHash);
    }

    /**
     * {@return the service's reason why the attempt failed, for example {@code FaceWithMaskDetected}; empty if it did not fail}
     */
    public Optional<String> errorCode() {
        return Optional.ofNullable(errorCode);
    }

    /** {@return the version of the liveness model by the vendor's name; empty if the service does not report it} */
    public Optional<String> modelVersion() {
        return Optional.ofNullable(modelVersion);
    }

    /** Returns the number and the error code; omits digest and hash. */
    @Override
    public String toString() {
        return "AzureLivenessAttempt[" + number + (errorCode == null ? "" : ", " + errorCode) + "]";
    }
}
