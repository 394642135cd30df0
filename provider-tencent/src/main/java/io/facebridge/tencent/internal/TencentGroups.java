package io.facebridge.tencent.internal;

import com.tencentcloudapi.iai.v20200303.models.GetGroupInfoRequest;
import com.tencentcloudapi.iai.v20200303.models.GetGroupInfoResponse;
import io.facebridge.provider.Deadline;
import io.facebridge.remote.UnusableAnswerException;

/** Reads the descriptions of groups. */
final class TencentGroups {
    private final TencentCalls calls;

    TencentGroups(TencentCalls calls) {
        this.calls = calls;
    }

    GetGroupInfoResponse describe(String group, Deadline deadline) {
        GetGroupInfoRequest request = new GetGroupInfoRequest();
        request.setGroupId(group);
        return calls.send(TencentOperations.GET_GROUP_INFO, request, deadline, answer -> {
            UnusableAnswerException.requireText("face model version", answer.getFaceModelVersion());
            return answer;
        });
    }

    /** Returns the face model version, which a group keeps for its life and which determines its score scale. */
    String model(String group, Deadline deadline) {
        return describe(group, deadline).getFaceModelVersion();
    }
}
