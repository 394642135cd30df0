package io.facebridge.tencent.internal;

import com.tencentcloudapi.common.CommonClient;
import com.tencentcloudapi.common.exception.TencentCloudSDKException;
import com.tencentcloudapi.iai.v20200303.IaiClient;
import io.facebridge.error.ImageRole;
import io.facebridge.remote.RemoteOperation;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One operation of the service.
 *
 * @param remote the operation as the executor needs it
 * @param reads whether it never has an effect
 * @param imageRole the image in its request, for the error that it contains no face
 * @param sender the SDK's method
 * @param requestId returns the request id of a response
 * @param <Q> the request
 * @param <A> the response
 */
record TencentOperation<Q, A>(
        RemoteOperation remote,
        boolean reads,
        ImageRole imageRole,
        Sender<Q, A> sender,
        Function<A, @Nullable String> requestId) {
    String name() {
        return remote.name();
    }

    /** A method of the SDK. */
    @FunctionalInterface
    interface Sender<Q, A> {
        A send(Clients clients, Q request) throws TencentCloudSDKException;
    }

    /**
     * The SDK's clients, which share connections and credentials.
     *
     * @param iai face recognition
     * @param faceId identity verification, which has liveness sessions
     */
    record Clients(IaiClient iai, CommonClient faceId) {}
}
