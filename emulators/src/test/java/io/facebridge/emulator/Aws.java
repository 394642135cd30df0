package io.facebridge.emulator;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.facebridge.image.FaceImage;
import java.net.URI;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.rekognition.RekognitionClient;
import software.amazon.awssdk.services.rekognition.model.Image;
import software.amazon.awssdk.services.rekognition.model.RekognitionException;

/** The vendor's own client, pointed at an emulator. */
final class Aws {
    static final String ACCESS_KEY = "AKIDEXAMPLE";
    static final String SECRET_KEY = "secret-key-of-tests";

    private Aws() {}

    static RekognitionClient client(URI endpoint) {
        return client(endpoint, Region.EU_WEST_1, AwsBasicCredentials.create(ACCESS_KEY, SECRET_KEY));
    }

    static RekognitionClient client(URI endpoint, Region region, AwsCredentials credentials) {
        return RekognitionClient.builder()
                .endpointOverride(endpoint)
                .region(region)
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .httpClientBuilder(Apache5HttpClient.builder())
                .overrideConfiguration(settings -> settings.retryStrategy(DefaultRetryStrategy.doNotRetry()))
                .build();
    }

    static Image image(byte[] bytes) {
        return Image.builder().bytes(SdkBytes.fromByteArray(bytes)).build();
    }

    static Image image(FaceImage image) {
        return image(image.toByteArray());
    }

    /** How the service refused. */
    static RekognitionException refusal(Supplier<?> call) {
        RekognitionException refusal = catchThrowableOfType(RekognitionException.class, call::get);
        if (refusal == null) {
            throw new AssertionError("the request was not refused");
        }
        return refusal;
    }

    /** The error's name on the wire. */
    static String code(Supplier<?> call) {
        return refusal(call).awsErrorDetails().errorCode();
    }

    /** What the client could not make sense of. */
    static SdkClientException failure(Supplier<?> call) {
        SdkClientException failure = catchThrowableOfType(SdkClientException.class, call::get);
        if (failure == null) {
            throw new AssertionError("the request did not fail");
        }
        return failure;
    }
}
