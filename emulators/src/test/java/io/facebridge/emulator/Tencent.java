package io.facebridge.emulator;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.tencentcloudapi.common.Credential;
import com.tencentcloudapi.common.exception.TencentCloudSDKException;
import com.tencentcloudapi.common.profile.ClientProfile;
import com.tencentcloudapi.common.profile.HttpProfile;
import com.tencentcloudapi.iai.v20200303.IaiClient;
import com.tencentcloudapi.iai.v20200303.models.CreateGroupRequest;
import com.tencentcloudapi.iai.v20200303.models.CreatePersonRequest;
import java.net.URI;
import java.util.Base64;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;

/** The vendor's own client, pointed at an emulator. */
final class Tencent {
    static final String SECRET_ID = "AKIDEXAMPLE";
    static final String SECRET_KEY = "secret-key-of-tests";
    static final String REGION = "ap-singapore";

    private Tencent() {}

    static IaiClient client(URI endpoint) {
        return client(endpoint, REGION, SECRET_ID, SECRET_KEY);
    }

    static IaiClient client(URI endpoint, @Nullable String region, String secretId, String secretKey) {
        HttpProfile http = new HttpProfile();
        http.setProtocol("http://");
        http.setEndpoint(endpoint.getAuthority());
        ClientProfile profile = new ClientProfile();
        profile.setHttpProfile(http);
        return new IaiClient(new Credential(secretId, secretKey), region, profile);
    }

    /** The code of the error with which the service refused. */
    static String code(ThrowingCallable call) {
        TencentCloudSDKException refusal = catchThrowableOfType(TencentCloudSDKException.class, call);
        if (refusal == null) {
            throw new AssertionError("the request was not refused");
        }
        return refusal.getErrorCode();
    }

    static String base64(byte[] picture) {
        return Base64.getEncoder().encodeToString(picture);
    }

    static CreateGroupRequest group(String id) {
        CreateGroupRequest request = new CreateGroupRequest();
        request.setGroupId(id);
        request.setGroupName(id);
        return request;
    }

    static CreatePersonRequest person(String group, String id, byte[] picture) {
        CreatePersonRequest request = new CreatePersonRequest();
        request.setGroupId(group);
        request.setPersonId(id);
        request.setPersonName(id);
        request.setImage(base64(picture));
        return request;
    }
}
