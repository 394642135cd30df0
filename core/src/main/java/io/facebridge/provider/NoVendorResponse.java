package io.facebridge.provider;

import java.util.Optional;

enum NoVendorResponse implements VendorResponse {
    INSTANCE;

    @Override
    public Optional<String> requestId() {
        return Optional.empty();
    }

    @Override
    public <T> Optional<T> as(Class<T> vendorType) {
        return Optional.empty();
    }
}
