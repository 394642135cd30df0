package io.facebridge.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.tencentcloudapi.common.exception.TencentCloudSDKException;
import com.tencentcloudapi.iai.v20200303.IaiClient;
import com.tencentcloudapi.iai.v20200303.models.GetGroupListRequest;
import io.facebridge.testkit.PaintedFaces;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TencentSignaturesTest {
    private final MovableClock clock = new MovableClock();
    private final TencentEmulator emulator = TencentEmulator.backedBy(new PaintedFaces())
            .credentials(Tencent.SECRET_ID, Tencent.SECRET_KEY)
            .region(Tencent.REGION)
            .clock(clock)
            .start();

    @AfterEach
    void stop() {
        emulator.close();
    }

    private String refusal(String region, String secretId, String secretKey) {
        IaiClient client = Tencent.client(emulator.endpoint(), region, secretId, secretKey);
        return Tencent.code(() -> client.GetGroupList(new GetGroupListRequest()));
    }

    private static long groups(TencentEmulator emulator, String region) throws TencentCloudSDKException {
        return Tencent.client(emulator.endpoint(), region, Tencent.SECRET_ID, Tencent.SECRET_KEY)
                .GetGroupList(new GetGroupListRequest())
                .getGroupNum();
    }

    @Test
    void what_was_signed_rightly_is_accepted() throws TencentCloudSDKException {
        assertThat(groups(emulator, Tencent.REGION)).isZero();
        assertThat(emulator.requests("GetGroupList")).isEqualTo(1);
    }

    @Test
    void any_region_will_do_where_none_was_set() throws TencentCloudSDKException {
        try (TencentEmulator any = TencentEmulator.backedBy(new PaintedFaces())
                .credentials(Tencent.SECRET_ID, Tencent.SECRET_KEY)
                .start()) {
            assertThat(groups(any, "ap-guangzhou")).isZero();
        }
    }

    @Test
    void a_wrong_key_is_a_signature_failure_and_carries_nothing_out() {
        assertThat(refusal(Tencent.REGION, Tencent.SECRET_ID, "another secret"))
                .isEqualTo("AuthFailure.SignatureFailure");
        assertThat(emulator.requests("GetGroupList")).isZero();
        assertThat(emulator.attempts("GetGroupList")).isEqualTo(1);
    }

    @Test
    void an_unknown_id_is_not_found() {
        assertThat(refusal(Tencent.REGION, "AKIDOTHER", Tencent.SECRET_KEY)).isEqualTo("AuthFailure.SecretIdNotFound");
    }

    @Test
    void another_region_is_not_supported() {
        assertThat(refusal("ap-guangzhou", Tencent.SECRET_ID, Tencent.SECRET_KEY))
                .isEqualTo("UnsupportedRegion");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT6M", "PT-6M"})
    void a_clock_that_is_off_by_more_than_five_minutes_is_refused(Duration off) {
        clock.move(off);

        assertThat(refusal(Tencent.REGION, Tencent.SECRET_ID, Tencent.SECRET_KEY))
                .isEqualTo("AuthFailure.SignatureExpire");
    }

    @Test
    void a_clock_that_is_off_by_four_minutes_is_accepted() throws TencentCloudSDKException {
        clock.move(Duration.ofMinutes(4));

        assertThat(groups(emulator, Tencent.REGION)).isZero();
    }

    @Test
    void a_request_without_signature_or_with_another_scheme_is_an_invalid_authorization() throws Exception {
        assertThat(send("")).contains("AuthFailure.InvalidAuthorization");
        assertThat(send("Bearer abc")).contains("AuthFailure.InvalidAuthorization");
    }

    private String send(String authorization) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(emulator.endpoint() + "/"))
                .header("X-TC-Action", "GetGroupList")
                .header("X-TC-Version", "2020-03-03")
                .POST(HttpRequest.BodyPublishers.ofString("{}"));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        HttpResponse<String> answer =
                HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }
}
