package io.facebridge.azure;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the service answered, for {@link io.facebridge.provider.VendorResponse#as}: everything that the neutral types leave out.
 * Immutable.
 */
public final class AzureAnswer {
    private final @Nullable String requestId;
    private final String clientRequestId;
    private final Supplier<String> json;

    /**
     * Makes an answer; for this provider.
     *
     * @param requestId the service's id of the request ({@code apim-request-id}), or {@code null}
     * @param clientRequestId the id that was sent along
     * @param json writes the answer, or the part of it that belongs to one face
     */
    public AzureAnswer(@Nullable String requestId, String clientRequestId, Supplier<String> json) {
        this.requestId = requestId;
        this.clientRequestId = clientRequestId;
        this.json = json;
    }

    /**
     * The service's id of the request ({@code apim-request-id}).
     *
     * @return empty if it gave none
     */
    public Optional<String> requestId() {
        return Optional.ofNullable(requestId);
    }

    /**
     * The id that was sent along ({@code client-request-id}), by which the vendor's support finds a request, too.
     *
     * @return a random UUID
     */
    public String clientRequestId() {
        return clientRequestId;
    }

    /**
     * The answer as the service wrote it, without its white space. May hold what must not be logged.
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
