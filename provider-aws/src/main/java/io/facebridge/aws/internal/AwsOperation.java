package io.facebridge.aws.internal;

import io.facebridge.error.ImageRole;
import io.facebridge.remote.RemoteOperation;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rekognition.RekognitionClient;
import software.amazon.awssdk.services.rekognition.model.RekognitionRequest;
import software.amazon.awssdk.services.rekognition.model.RekognitionResponse;

/**
 * One operation of the service.
 *
 * @param remote the operation as the executor needs it
 * @param reads whether it never has an effect
 * @param imageRole the image without a face if the service reports an invalid parameter, or {@code null} if that error has
 *     another meaning
 * @param method the SDK's method
 * @param <Q> the request
 * @param <A> the response
 */
record AwsOperation<Q extends RekognitionRequest, A extends RekognitionResponse>(
        RemoteOperation remote,
        boolean reads,
        @Nullable ImageRole imageRole,
        BiFunction<RekognitionClient, Q, A> method) {
    String name() {
        return remote.name();
    }
}
