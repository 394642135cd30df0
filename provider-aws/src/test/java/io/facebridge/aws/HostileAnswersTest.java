package io.facebridge.aws;

import io.facebridge.FaceProvider;
import io.facebridge.remote.CallPolicy;
import io.facebridge.testkit.HostileAnswersContract;
import io.facebridge.testkit.HostileService;
import java.nio.file.Path;
import java.time.Clock;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

class HostileAnswersTest extends HostileAnswersContract {
    @Override
    protected HostileService start(Path empty) {
        return HostileService.start();
    }

    @Override
    protected FaceProvider open(
            HostileService hostile, String secret, int maxAnswerBytes, CallPolicy policy, Clock clock) {
        return AwsClients.faces(hostile.endpoint())
                .credentials(StaticCredentialsProvider.create(
                        AwsSessionCredentials.create(AwsClients.ACCESS_KEY, AwsClients.SECRET_KEY, secret)))
                .maxAnswerBytes(maxAnswerBytes)
                .callPolicy(policy)
                .clock(clock)
                .build();
    }

    @Override
    protected String answer(String list) {
        return "{\"FaceDetails\":[" + list + "]}";
    }

    @Override
    protected String face(String left, String more) {
        return "{\"BoundingBox\":{\"Width\":0.5,\"Height\":0.5,\"Left\":" + left + ",\"Top\":0.1},\"Confidence\":99.9"
                + more + "}";
    }

    @Override
    protected String left() {
        return "0.1";
    }

    @Override
    protected String faceWithTwoBoxes() {
        return face(left(), ",\"BoundingBox\":{\"Width\":0.1,\"Height\":0.1,\"Left\":0.7,\"Top\":0.7}");
    }
}
