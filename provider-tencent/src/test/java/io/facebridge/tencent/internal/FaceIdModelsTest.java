package io.facebridge.tencent.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.tencentcloudapi.common.AbstractModel;
import io.facebridge.tencent.FaceIdResult;
import io.facebridge.tencent.internal.FaceIdModels.ResultRequest;
import io.facebridge.tencent.internal.FaceIdModels.ResultResponse;
import io.facebridge.tencent.internal.FaceIdModels.TokenRequest;
import io.facebridge.tencent.internal.FaceIdModels.TokenResponse;
import org.junit.jupiter.api.Test;

class FaceIdModelsTest {
    private static ResultResponse result(String members) {
        return AbstractModel.fromJsonString("{" + members.replace('\'', '"') + "}", ResultResponse.class);
    }

    @Test
    void requests_hold_what_the_service_documents() {
        assertThat(AbstractModel.toJsonString(new TokenRequest("4")))
                .contains("\"CheckMode\":\"liveness\"", "\"SecureLevel\":\"4\"");
        assertThat(AbstractModel.toJsonString(new ResultRequest("token"))).isEqualTo("{\"SdkToken\":\"token\"}");
    }

    @Test
    void a_token_is_read_with_its_request_id() {
        TokenResponse token =
                AbstractModel.fromJsonString("{\"SdkToken\":\"token\",\"RequestId\":\"17\"}", TokenResponse.class);

        assertThat(token.sdkToken()).isEqualTo("token");
        assertThat(token.requestId()).isEqualTo("17");
    }

    @Test
    void a_result_is_read_whole_and_shows_its_code_alone() {
        ResultResponse result = result("'Result':'0','BestFrame':'frame','RequestId':'17','Description':'Success',"
                + "'LivenessInfoTag':['01','02'],'DeviceInfoLevel':'1','Similarity':87.5,'Extra':'extra',"
                + "'Video':'film','ActionVideo':'actions'");
        FaceIdResult said = result.said("0");

        assertThat(result.result()).isEqualTo("0");
        assertThat(result.bestFrame()).isEqualTo("frame");
        assertThat(result.requestId()).isEqualTo("17");
        assertThat(said.code()).isEqualTo("0");
        assertThat(said.description()).contains("Success");
        assertThat(said.livenessTags()).containsExactly("01", "02");
        assertThat(said.deviceInfoLevel()).contains("1");
        assertThat(said.similarity()).hasValue(87.5);
        assertThat(said.extra()).contains("extra");
        assertThat(said.video()).contains("film");
        assertThat(said.actionVideo()).contains("actions");
        assertThat(said).hasToString("FaceIdResult[0]");
    }

    @Test
    void what_a_result_leaves_out_or_says_as_another_type_is_absent() {
        for (String members : new String[] {
            "'Result':'0'",
            "'Description':{},'LivenessInfoTag':{},'DeviceInfoLevel':[],'Similarity':'87.5','Extra':null,"
                    + "'Video':{},'ActionVideo':[]"
        }) {
            FaceIdResult said = result(members).said("0");

            assertThat(said.description()).isEmpty();
            assertThat(said.livenessTags()).isEmpty();
            assertThat(said.deviceInfoLevel()).isEmpty();
            assertThat(said.similarity()).isEmpty();
            assertThat(said.extra()).isEmpty();
            assertThat(said.video()).isEmpty();
            assertThat(said.actionVideo()).isEmpty();
        }
    }

    @Test
    void a_tag_alone_is_a_list_of_one_and_an_empty_text_is_none() {
        assertThat(result("'LivenessInfoTag':'01'").said("0").livenessTags()).containsExactly("01");
        assertThat(result("'LivenessInfoTag':''").said("0").livenessTags()).isEmpty();
        assertThat(result("'LivenessInfoTag':['01',{},null]").said("0").livenessTags())
                .containsExactly("01");
    }
}
