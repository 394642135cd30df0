package io.facebridge.emulator;

import static io.facebridge.testkit.PaintedFaces.portrait;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.tencentcloudapi.common.CommonClient;
import com.tencentcloudapi.common.Credential;
import com.tencentcloudapi.common.exception.TencentCloudSDKException;
import com.tencentcloudapi.common.profile.ClientProfile;
import com.tencentcloudapi.common.profile.HttpProfile;
import io.facebridge.image.FaceImage;
import io.facebridge.testkit.PaintedFaces;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TencentLivenessTest {
    private static final FaceImage FRAME = FaceImage.of(portrait(1, 1));

    private final MovableClock clock = new MovableClock();
    private TencentEmulator emulator;
    private CommonClient faceId;

    @BeforeEach
    void start() {
        emulator = TencentEmulator.backedBy(new PaintedFaces()).clock(clock).start();
        HttpProfile http = new HttpProfile();
        http.setProtocol("http://");
        http.setEndpoint(emulator.endpoint().getAuthority());
        ClientProfile profile = new ClientProfile();
        profile.setHttpProfile(http);
        faceId = new CommonClient(
                "faceid", "2018-03-01", new Credential(Tencent.SECRET_ID, Tencent.SECRET_KEY), Tencent.REGION, profile);
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    private String open() throws Exception {
        return member("SdkToken", faceId.call("GetFaceIdTokenIntl", "{}"));
    }

    private String result(String token) throws TencentCloudSDKException {
        return faceId.call("GetFaceIdResultIntl", "{\"SdkToken\":\"" + token + "\"}");
    }

    private static String member(String name, String answer) throws IOException {
        try (JsonParser json = new JsonFactory().createParser(answer)) {
            while (json.nextToken() != null) {
                if (json.currentToken() == JsonToken.FIELD_NAME
                        && json.currentName().equals(name)) {
                    json.nextToken();
                    return json.getText();
                }
            }
        }
        throw new AssertionError("no " + name + " in the answer");
    }

    @Test
    void a_session_is_unfinished_until_something_comes_of_it() throws Exception {
        String token = open();

        assertThat(emulator.liveness().sessions()).containsExactly(token);
        assertThat(member("Result", result(token))).isEqualTo("-999");

        emulator.liveness().succeed(token, FRAME);

        assertThat(member("Result", result(token))).isEqualTo("0");
        assertThat(Base64.getDecoder().decode(member("BestFrame", result(token))))
                .isEqualTo(FRAME.toByteArray());
    }

    @Test
    void a_session_fails_with_the_vendors_code_and_ends_once() throws Exception {
        String token = open();
        emulator.liveness().fail(token, "1005");

        assertThat(member("Result", result(token))).isEqualTo("1005");
        assertThatIllegalStateException().isThrownBy(() -> emulator.liveness().succeed(token, FRAME));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> emulator.liveness().fail("none", "1005"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> emulator.liveness().fail(token, "0"));
    }

    @Test
    void a_token_lives_ten_minutes_and_its_result_three_days() throws Exception {
        emulator.liveness().newSessionsSucceed(FRAME);
        String token = open();
        emulator.liveness().newSessionsWait();
        String late = open();

        clock.move(Duration.ofMinutes(10));

        assertThatIllegalStateException().isThrownBy(() -> emulator.liveness().succeed(late, FRAME));
        assertThat(member("Result", result(token))).isEqualTo("0");

        clock.move(Duration.ofDays(3));

        assertThat(Tencent.code(() -> result(token))).isEqualTo("InvalidParameterValue.BizTokenExpired");
    }

    @Test
    void reset_forgets_the_sessions_and_their_pictures() throws Exception {
        String token = open();
        emulator.liveness().succeed(token, FRAME);
        emulator.reset();

        assertThat(emulator.liveness().sessions()).isEmpty();
        assertThat(Tencent.code(() -> result(token))).isEqualTo("InvalidParameterValue.BizTokenIllegal");
    }

    @Test
    void an_unknown_token_is_refused() {
        assertThat(Tencent.code(() -> result("none"))).isEqualTo("InvalidParameterValue.BizTokenIllegal");
    }

    @Test
    void an_action_of_the_other_version_is_refused() {
        assertThat(Tencent.code(() -> Tencent.client(emulator.endpoint()).call("GetFaceIdTokenIntl", "{}")))
                .isEqualTo("NoSuchVersion");
    }
}
