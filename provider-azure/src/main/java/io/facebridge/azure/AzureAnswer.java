package io.facebridge.azure;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The service's response, for {@link io.facebridge.provider.VendorResponse#as}: everything that the provider-neutral types
 * omit. Immutable.
 */
public final class AzureAnswer {
    private final @Nullable String requestId;
    private final String clientRequestId;
    private final Supplier<String> json;

    /**
     * Creates a response; for this provider.
     *
     * @param requestId the service's id of the request ({@code apim-request-id}), or {@code null}
     * @param clientRequestId the id that was sent with the request
     * @param json writes the response, or the part of it that belongs to one face
     */
    public AzureAnswer(@Nullable String requestId, String clientRequestId, Supplier<String> json) {
        this.requestId = requestId;
        this.clientRequestId = clientRequestId;
        this.json = json;
    }

    /** {@return the service's id of the request ({@code apim-request-id}); empty if it returned none} */
    public Optional<String> requestId() {
        return Optional.ofNullable(requestId);
    }

    /**
     * {@return the random UUID that was sent with the request ({@code client-request-id}); the vendor's support finds a request
     * by it, too}
     */
    public String clientRequestId() {
        return clientRequestId;
    }

    /**
     * Returns the response as the service wrote it, without its white space. It may contain biometric data; do not log it.
     *
     * @return JSON
     */
    public String json() {
        return json.get();
    }

    /** Returns the two request ids; omits the response itself. */
    @Override
    public String toString() {
        return "AzureAnswer[request " + requestId + ", client request " + clientRequestId + "]";
    }
}
