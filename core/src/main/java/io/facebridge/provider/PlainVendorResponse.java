package io.facebridge.provider;

import java.util.Objects;
import java.util.Optional;

final class PlainVendorResponse implements VendorResponse {
    private final Object answer;

    PlainVendorResponse(Object answer) {
        this.answer = Objects.requireNonNull(answer, "answer");
    }

    @Override
    public Optional<String> requestId() {
        return Optional.empty();
    }

    @Override
    public <T> Optional<T> as(Class<T> vendorType) {
        return vendorType.isInstance(answer) ? Optional.of(vendorType.cast(answer)) : Optional.empty();
    }
}
