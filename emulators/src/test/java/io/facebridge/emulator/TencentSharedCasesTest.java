package io.facebridge.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.tencentcloudapi.common.CommonClient;
import com.tencentcloudapi.common.Credential;
import com.tencentcloudapi.common.exception.TencentCloudSDKException;
import com.tencentcloudapi.common.profile.ClientProfile;
import com.tencentcloudapi.common.profile.HttpProfile;
import com.tencentcloudapi.iai.v20200303.models.DetectFaceAttributesRequest;
import com.tencentcloudapi.iai.v20200303.models.FaceDetailAttributesInfo;
import com.tencentcloudapi.iai.v20200303.models.GetGroupListRequest;
import io.facebridge.testkit.PaintedFaces;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the emulator answered otherwise than the service once, in a file with what is right, where the build has it. */
class TencentSharedCasesTest {
    private static final String PLAIN = "DetectFace plain";
    private static final String ASKED = "DetectFace NeedFaceAttributes=1 NeedQualityDetection=1";

    private TencentEmulator emulator;
    private Path shared;

    @BeforeEach
    void start() {
        shared = Path.of(System.getProperty("facebridge.shared", "none"));
        assumeTrue(
                Files.exists(shared.resolve("cases/vendor-answers/15-emulators.json")), "shared folder missing: cases");
        emulator = TencentEmulator.backedBy(new PaintedFaces()).start();
    }

    @AfterEach
    void stop() {
        if (emulator != null) {
            emulator.close();
        }
    }

    @Test
    void case_15_a_face_has_every_member_that_the_vendors_sample_has_asked_for_or_not() throws Exception {
        assertThat(Files.readString(shared.resolve("cases/vendor-answers/15-emulators.json")))
                .contains(PLAIN, ASKED);
        Set<String> sample = faceMembers(Files.readString(shared.resolve("samples/tencent/iai-cn-DetectFace-2.json")));

        assertThat(sample).contains("FaceQualityInfo.Completeness.Chin", "FaceAttributesInfo.Hair.Bang");
        assertThat(faceMembers(detect(""))).isEqualTo(sample);
        assertThat(faceMembers(detect(",\"NeedFaceAttributes\":1,\"NeedQualityDetection\":1")))
                .isEqualTo(sample);
    }

    @Test
    void case_15_what_was_not_asked_for_is_zero_and_a_pose_that_was_asked_for_is_not() throws Exception {
        assertThat(numbers(detect(""))).containsOnly("0");
        assertThat(numbers(detect(",\"NeedFaceAttributes\":1"))).contains("1", "2", "3");
    }

    @Test
    void case_15_attributes_are_zero_and_not_left_out() throws Exception {
        DetectFaceAttributesRequest request = new DetectFaceAttributesRequest();
        request.setImage(Tencent.base64(PaintedFaces.portrait(1, 1)));
        request.setFaceAttributesType("Age,Headpose");
        FaceDetailAttributesInfo info = Tencent.client(emulator.endpoint())
                .DetectFaceAttributes(request)
                .getFaceDetailInfos()[0]
                .getFaceDetailAttributesInfo();

        assertThat(absent(info)).isEmpty();
        assertThat(info.getHeadPose().getYaw()).isEqualTo(1);
        assertThat(info.getGender().getProbability()).isZero();
    }

    @Test
    void case_15_a_group_has_the_time_of_its_last_change() throws Exception {
        Tencent.client(emulator.endpoint()).CreateGroup(Tencent.group("staff"));
        String group = call("GetGroupInfo", "{\"GroupId\":\"staff\"}", Tencent.REGION);

        assertThat(group).containsPattern("\"UpdateTimestamp\":\\d{13}");
        assertThat(call("GetGroupList", "{}", Tencent.REGION)).containsPattern("\"UpdateTimestamp\":\\d{13}");
    }

    @Test
    void case_15_a_request_without_a_region_lacks_a_parameter() {
        assertThat(Tencent.code(() -> Tencent.client(emulator.endpoint(), null, "any", "key")
                        .GetGroupList(new GetGroupListRequest())))
                .isEqualTo("MissingParameter");
    }

    private String detect(String more) throws TencentCloudSDKException {
        String image = Tencent.base64(PaintedFaces.portrait(1, 1));
        return call("DetectFace", "{\"Image\":\"" + image + "\"" + more + "}", Tencent.REGION);
    }

    private String call(String action, String body, String region) throws TencentCloudSDKException {
        HttpProfile http = new HttpProfile();
        http.setProtocol("http://");
        http.setEndpoint(emulator.endpoint().getAuthority());
        ClientProfile profile = new ClientProfile();
        profile.setHttpProfile(http);
        return new CommonClient("iai", "2020-03-03", new Credential("any", "key"), region, profile).call(action, body);
    }

    /** The names of everything in the first face, with what they are in. */
    private static Set<String> faceMembers(String json) throws IOException {
        Set<String> names = new TreeSet<>();
        try (JsonParser parser = firstFace(json)) {
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                members(parser, "", names);
            }
        }
        return names;
    }

    private static void members(JsonParser parser, String in, Set<String> names) throws IOException {
        String name = in + parser.currentName();
        names.add(name);
        if (parser.nextToken() == JsonToken.START_OBJECT) {
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                members(parser, name + ".", names);
            }
        }
    }

    /** All numbers that describe the first face, but its place. */
    private static Set<String> numbers(String json) throws IOException {
        Set<String> numbers = new TreeSet<>();
        try (JsonParser parser = firstFace(json)) {
            int depth = 1;
            while (depth > 0) {
                switch (parser.nextToken()) {
                    case START_OBJECT -> depth++;
                    case END_OBJECT -> depth--;
                    case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                        if (depth > 1) {
                            numbers.add(parser.getText());
                        }
                    }
                    default -> {}
                }
            }
        }
        return numbers;
    }

    /** Stands at the first face. */
    private static JsonParser firstFace(String json) throws IOException {
        JsonParser parser = new JsonFactory().createParser(json);
        while (!("FaceInfos".equals(parser.currentName()) && parser.currentToken() == JsonToken.START_OBJECT)) {
            if (parser.nextToken() == JsonToken.START_ARRAY && "FaceInfos".equals(parser.currentName())) {
                parser.nextToken();
                return parser;
            }
        }
        return parser;
    }

    /** What the vendor's class can hold and the answer did not. */
    private static List<String> absent(Object structure) {
        return Arrays.stream(structure.getClass().getDeclaredMethods())
                .filter(method -> method.getName().startsWith("get") && method.getParameterCount() == 0)
                .flatMap(getter -> absent(structure, getter).stream())
                .sorted()
                .toList();
    }

    private static List<String> absent(Object structure, Method getter) {
        Object value;
        try {
            value = getter.invoke(structure);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(getter.toString(), e);
        }
        if (value == null) {
            return List.of(getter.getName());
        }
        return value instanceof Number || value instanceof Boolean
                ? List.of()
                : absent(value).stream()
                        .map(name -> getter.getName() + "." + name)
                        .toList();
    }
}
