package io.facebridge.azure;

import io.facebridge.FaceProvider;
import io.facebridge.remote.CallPolicy;
import io.facebridge.testkit.PreparationContract;

class AzurePreparationTest extends PreparationContract {
    @Override
    protected FaceProvider open(CallPolicy policy) {
        return AzureFaces.builder()
                .endpoint("https://127.0.0.1:1")
                .key(AzureClients.KEY)
                .callPolicy(policy)
                .build();
    }
}
