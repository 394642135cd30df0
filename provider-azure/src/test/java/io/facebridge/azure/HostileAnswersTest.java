package io.facebridge.azure;

import io.facebridge.FaceProvider;
import io.facebridge.remote.CallPolicy;
import io.facebridge.testkit.HostileAnswersContract;
import io.facebridge.testkit.HostileService;
import java.nio.file.Path;
import java.time.Clock;

class HostileAnswersTest extends HostileAnswersContract {
    @Override
    protected HostileService start(Path empty) {
        return HostileService.startSecure(empty);
    }

    @Override
    protected FaceProvider open(
            HostileService hostile, String secret, int maxAnswerBytes, CallPolicy policy, Clock clock) {
        return AzureFaces.builder()
                .endpoint(hostile.endpoint())
                .certificate(hostile.certificate())
                .key(secret)
                .maxAnswerBytes(maxAnswerBytes)
                .callPolicy(policy)
                .clock(clock)
                .build();
    }

    @Override
    protected String answer(String list) {
        return "[" + list + "]";
    }

    @Override
    protected String face(String left, String more) {
        return "{\"faceRectangle\":{\"top\":100,\"left\":" + left + ",\"width\":200,\"height\":200}" + more + "}";
    }

    @Override
    protected String left() {
        return "100";
    }

    @Override
    protected String faceWithTwoBoxes() {
        return face(left(), ",\"faceRectangle\":{\"top\":1,\"left\":1,\"width\":20,\"height\":20}");
    }
}
