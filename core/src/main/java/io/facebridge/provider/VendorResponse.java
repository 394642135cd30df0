package io.facebridge.provider;

import java.util.Optional;

/** The vendor's own response, with everything that the provider-neutral types leave out. Immutable. */
public interface VendorResponse {
    /**
     * Returns the id of the request, for the vendor's support.
     *
     * @return empty if no service was called or it returned no id
     */
    Optional<String> requestId();

    /**
     * Returns the response as one of the types that the provider documents.
     *
     * @param vendorType for example the vendor SDK's response class
     * @param <T> the type
     * @return empty if the response is not of that type
     */
    <T> Optional<T> as(Class<T> vendorType);

    /**
     * Returns a response that adds nothing to the provider-neutral types.
     *
     * @return always the same instance
     */
    static VendorResponse none() {
        return NoVendorResponse.INSTANCE;
    }

    /**
     * Creates a response that is one value and has no request id.
     *
     * @param answer the value
     * @return a response that returns {@code answer} to callers that request its type
     */
    static VendorResponse of(Object answer) {
        return new PlainVendorResponse(answer);
    }
}
