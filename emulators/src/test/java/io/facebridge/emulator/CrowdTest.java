package io.facebridge.emulator;

import static io.facebridge.testkit.PaintedFaces.portrait;
import static org.assertj.core.api.Assertions.assertThat;

import com.tencentcloudapi.common.exception.TencentCloudSDKException;
import com.tencentcloudapi.iai.v20200303.models.Candidate;
import com.tencentcloudapi.iai.v20200303.models.SearchPersonsRequest;
import io.facebridge.testkit.PaintedFaces;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.rekognition.RekognitionClient;

/** Searches among more templates than an index looks at one by one. */
class CrowdTest {
    private static final int PERSONS = 10_000;
    private static final int PERSON = 123;

    @Test
    void rekognition_finds_a_user_and_a_face_among_ten_thousand() {
        try (AwsEmulator emulator = AwsEmulator.backedBy(new PaintedFaces()).start()) {
            AwsSeed seed = emulator.seed().collection("crowd");
            IntStream.range(0, PERSONS).forEach(i -> seed.user("p" + i, PaintedFaces.template(i, 1)));

            try (RekognitionClient aws = Aws.client(emulator.endpoint())) {
                SdkBytes probe = SdkBytes.fromByteArray(portrait(PERSON, 2));
                assertThat(aws.searchUsersByImage(request -> request.collectionId("crowd")
                                        .userMatchThreshold(99f)
                                        .image(image -> image.bytes(probe)))
                                .userMatches())
                        .hasSize(1)
                        .allMatch(match -> match.user().userId().equals("p" + PERSON));
                assertThat(aws.searchFacesByImage(request -> request.collectionId("crowd")
                                        .faceMatchThreshold(99f)
                                        .image(image -> image.bytes(probe)))
                                .faceMatches())
                        .hasSize(1)
                        .allMatch(match -> match.face().userId().equals("p" + PERSON));
            }
        }
    }

    @Test
    void tencent_finds_a_person_in_a_small_group_beside_a_group_of_ten_thousand() throws TencentCloudSDKException {
        try (TencentEmulator emulator =
                TencentEmulator.backedBy(new PaintedFaces()).start()) {
            TencentSeed seed = emulator.seed().group("crowd");
            IntStream.range(0, PERSONS).forEach(i -> seed.person("p" + i, PaintedFaces.template(i, 1)));
            emulator.seed().group("few").person("q" + PERSON, PaintedFaces.template(PERSON, 3));
            SearchPersonsRequest request = new SearchPersonsRequest();
            request.setGroupIds(new String[] {"crowd", "few"});
            request.setImage(Tencent.base64(portrait(PERSON, 2)));
            request.setFaceMatchThreshold(60f);

            Candidate[] found = Tencent.client(emulator.endpoint())
                    .SearchPersons(request)
                    .getResults()[0]
                    .getCandidates();

            assertThat(Arrays.stream(found).map(Candidate::getPersonId))
                    .containsExactlyInAnyOrder("p" + PERSON, "q" + PERSON);
        }
    }

    @Test
    void azure_identifies_a_person_of_a_group_of_ten_thousand() {
        try (AzureEmulator emulator =
                AzureEmulator.backedBy(new PaintedFaces()).key(Azure.KEY).start()) {
            AzureSeed seed = emulator.seed().largePersonGroup("crowd");
            IntStream.range(0, PERSONS).forEach(i -> seed.person("p" + i, PaintedFaces.template(i, 1)));
            Azure azure = new Azure(emulator);

            Azure.Answer answer = azure.identify("crowd", azure.face(PERSON, 2));

            String person = answer.textAt(0, "candidates", 0, "personId");
            assertThat(azure.get("/largepersongroups/crowd/persons/" + person).at("name"))
                    .isEqualTo("p" + PERSON);
            assertThat(answer.numberAt(0, "candidates", 0, "confidence")).isGreaterThan(0.5);
        }
    }
}
