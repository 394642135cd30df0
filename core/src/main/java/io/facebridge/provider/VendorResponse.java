package io.facebridge.provider;

import java.util.Optional;

/** The vendor's own answer: everything that the neutral types leave out. Immutable. */
public interface VendorResponse {
    /**
     * What the vendor's support asks for.
     *
     * @return empty if no service was asked or it gave no id
     */
    Optional<String> requestId();

    /**
     * The answer as one of the types that the provider documents.
     *
     * @param vendorType for example the vendor SDK's response class
     * @param <T> the type
     * @return empty if the answer is not of that type
     */
    <T> Optional<T> as(Class<T> vendorType);

    /**
     * An answer that adds nothing to the neutral types.
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
