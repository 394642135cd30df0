package io.facebridge.aws;

import io.facebridge.FaceProvider;
import io.facebridge.remote.CallPolicy;
import io.facebridge.testkit.PreparationContract;
import java.net.URI;

class AwsPreparationTest extends PreparationContract {
    @Override
    protected FaceProvider open(CallPolicy policy) {
        return AwsClients.faces(URI.create("http://127.0.0.1:1"))
                .callPolicy(policy)
                .build();
    }
}
