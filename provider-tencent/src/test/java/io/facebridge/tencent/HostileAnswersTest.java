package io.facebridge.tencent;

import io.facebridge.FaceProvider;
import io.facebridge.remote.CallPolicy;
import io.facebridge.testkit.HostileAnswersContract;
import io.facebridge.testkit.HostileService;
import java.nio.file.Path;
import java.time.Clock;

class HostileAnswersTest extends HostileAnswersContract {
    @Override
    protected HostileService start(Path empty) {
        return HostileService.start();
    }

    @Override
    protected FaceProvider open(
            HostileService hostile, String secret, int maxAnswerBytes, CallPolicy policy, Clock clock) {
        return TencentClients.faces(hostile.endpoint())
                .credentials(TencentClients.SECRET_ID, secret)
                .maxAnswerBytes(maxAnswerBytes)
                .callPolicy(policy)
                .clock(clock)
                .build();
    }

    @Override
    protected String answer(String list) {
        return "{\"Response\":{\"ImageWidth\":640,\"ImageHeight\":640,\"FaceModelVersion\":\"3.0\",\"FaceInfos\":["
                + list + "],\"RequestId\":\"73f1f5a7-3b0c-4b52-9f0b-3f4e8b1d0a11\"}}";
    }

    @Override
    protected String face(String left, String more) {
        return "{\"X\":" + left + ",\"Y\":100,\"Width\":200,\"Height\":200" + more + "}";
    }

    @Override
    protected String left() {
        return "100";
    }

    @Override
    protected String faceWithTwoBoxes() {
        return face(left(), ",\"X\":300");
    }
}
