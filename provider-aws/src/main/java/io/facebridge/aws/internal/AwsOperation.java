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
 * @param remote what the executor needs of it
 * @param reads whether it leaves nothing behind, whatever becomes of it
 * @param picture which picture holds no face if the service calls a parameter invalid, or {@code null} if that does not mean a
 *     picture
 * @param method the SDK's method
 * @param <Q> what is sent
 * @param <A> what comes back
 */
record AwsOperation<Q extends RekognitionRequest, A extends RekognitionResponse>(
        RemoteOperation remote,
        boolean reads,
        @Nullable ImageRole picture,
        BiFunction<RekognitionClient, Q, A> method) {
    String name() {
        return remote.name();
    }
}
