package io.facebridge.emulator;

import static io.facebridge.testkit.PaintedFaces.face;
import static io.facebridge.testkit.PaintedFaces.image;
import static io.facebridge.testkit.PaintedFaces.portrait;
import static org.assertj.core.api.Assertions.assertThat;

import com.tencentcloudapi.common.exception.TencentCloudSDKException;
import com.tencentcloudapi.iai.v20200303.IaiClient;
import com.tencentcloudapi.iai.v20200303.models.Candidate;
import com.tencentcloudapi.iai.v20200303.models.CopyPersonRequest;
import com.tencentcloudapi.iai.v20200303.models.CreateFaceRequest;
import com.tencentcloudapi.iai.v20200303.models.CreateFaceResponse;
import com.tencentcloudapi.iai.v20200303.models.CreateGroupRequest;
import com.tencentcloudapi.iai.v20200303.models.CreatePersonRequest;
import com.tencentcloudapi.iai.v20200303.models.CreatePersonResponse;
import com.tencentcloudapi.iai.v20200303.models.DeleteFaceRequest;
import com.tencentcloudapi.iai.v20200303.models.DeleteGroupRequest;
import com.tencentcloudapi.iai.v20200303.models.DeletePersonFromGroupRequest;
import com.tencentcloudapi.iai.v20200303.models.DetectFaceRequest;
import com.tencentcloudapi.iai.v20200303.models.DetectFaceResponse;
import com.tencentcloudapi.iai.v20200303.models.GetGroupInfoRequest;
import com.tencentcloudapi.iai.v20200303.models.GetPersonBaseInfoRequest;
import com.tencentcloudapi.iai.v20200303.models.GetPersonListRequest;
import com.tencentcloudapi.iai.v20200303.models.SearchFacesRequest;
import com.tencentcloudapi.iai.v20200303.models.SearchPersonsRequest;
import io.facebridge.emulator.junit.EmulatorExtension;
import io.facebridge.testkit.PaintedFaces;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TencentPersonsTest {
    @RegisterExtension
    static final EmulatorExtension<TencentEmulator> EMULATOR = EmulatorExtension.of(
            () -> TencentEmulator.backedBy(new PaintedFaces()).start());

    private IaiClient iai;

    @BeforeEach
    void createTwoGroups() throws TencentCloudSDKException {
        iai = Tencent.client(EMULATOR.emulator().endpoint());
        iai.CreateGroup(Tencent.group("staff"));
        iai.CreateGroup(Tencent.group("doors"));
    }

    private CreatePersonResponse enroll(String group, String person, int face) throws TencentCloudSDKException {
        return iai.CreatePerson(Tencent.person(group, person, portrait(face, 1)));
    }

    private CreateFaceResponse add(String person, byte[]... images) throws TencentCloudSDKException {
        CreateFaceRequest request = new CreateFaceRequest();
        request.setPersonId(person);
        request.setImages(Arrays.stream(images).map(Tencent::base64).toArray(String[]::new));
        return iai.CreateFace(request);
    }

    private List<String> found(int person, String... groups) throws TencentCloudSDKException {
        SearchPersonsRequest request = new SearchPersonsRequest();
        request.setGroupIds(groups);
        request.setImage(Tencent.base64(portrait(person, 7)));
        request.setFaceMatchThreshold(60f);
        return Arrays.stream(iai.SearchPersons(request).getResults()[0].getCandidates())
                .map(Candidate::getPersonId)
                .toList();
    }

    private String[] faces(String person) throws TencentCloudSDKException {
        GetPersonBaseInfoRequest request = new GetPersonBaseInfoRequest();
        request.setPersonId(person);
        return iai.GetPersonBaseInfo(request).getFaceIds();
    }

    @Test
    void a_search_counts_the_persons_and_faces_of_all_its_groups_once() throws TencentCloudSDKException {
        enroll("staff", "ann", 1);
        add("ann", portrait(1, 2));
        enroll("doors", "bob", 2);
        SearchPersonsRequest persons = new SearchPersonsRequest();
        persons.setGroupIds(new String[] {"staff", "doors"});
        persons.setImage(Tencent.base64(portrait(1, 7)));
        SearchFacesRequest faces = new SearchFacesRequest();
        faces.setGroupIds(persons.getGroupIds());
        faces.setImage(persons.getImage());

        assertThat(iai.SearchPersons(persons).getPersonNum()).isEqualTo(2);
        assertThat(iai.SearchFaces(faces).getFaceNum()).isEqualTo(3);
    }

    @Test
    void a_person_has_one_id_in_the_whole_account() throws TencentCloudSDKException {
        enroll("staff", "ann", 1);

        assertThat(Tencent.code(() -> enroll("doors", "ann", 2)))
                .isEqualTo("InvalidParameterValue.PersonIdAlreadyExist");
    }

    @Test
    void a_person_in_two_groups_is_gone_with_the_last_of_them() throws TencentCloudSDKException {
        enroll("staff", "ann", 1);
        enroll("staff", "bob", 2);
        enroll("doors", "cid", 3);
        CopyPersonRequest copy = new CopyPersonRequest();
        copy.setPersonId("ann");
        copy.setGroupIds(new String[] {"doors"});
        iai.CopyPerson(copy);
        DeletePersonFromGroupRequest leave = new DeletePersonFromGroupRequest();
        leave.setPersonId("ann");
        leave.setGroupId("staff");
        iai.DeletePersonFromGroup(leave);

        assertThat(found(1, "staff")).isEmpty();
        assertThat(found(1, "doors")).containsExactly("ann");

        DeleteGroupRequest delete = new DeleteGroupRequest();
        delete.setGroupId("doors");
        iai.DeleteGroup(delete);

        assertThat(Tencent.code(() -> faces("ann"))).isEqualTo("InvalidParameterValue.PersonIdNotExist");
    }

    @Test
    void a_person_has_at_most_five_faces_and_gets_at_most_four_at_once() throws TencentCloudSDKException {
        enroll("staff", "ann", 1);
        byte[][] five = IntStream.range(0, 5).mapToObj(i -> portrait(1, 10 + i)).toArray(byte[][]::new);

        assertThat(Tencent.code(() -> add("ann", five))).isEqualTo("InvalidParameterValue.UploadFaceNumExceed");
        assertThat(add("ann", Arrays.copyOf(five, 4)).getSucFaceNum()).isEqualTo(4);
        assertThat(Tencent.code(() -> add("ann", five[4]))).isEqualTo("InvalidParameterValue.PersonFaceNumExceed");
        assertThat(faces("ann")).hasSize(5);
    }

    @Test
    void jpeg_png_and_bmp_are_the_formats() throws TencentCloudSDKException {
        enroll("staff", "ann", 1);
        PaintedFaces.Square face = PaintedFaces.face(50, 50, 100, 1, 2);

        assertThat(add("ann", image("bmp", 300, 300, face)).getRetCode()).containsExactly(0L);
        for (String format : List.of("gif", "webp")) {
            byte[] refused = image(format, 300, 300, face);
            assertThat(add("ann", refused).getRetCode()).as(format).containsExactly(-1102L);
        }
    }

    @Test
    void each_picture_has_a_result_of_its_own() throws TencentCloudSDKException {
        enroll("staff", "ann", 1);

        CreateFaceResponse answer = add("ann", portrait(1, 2), image(200, 200), new byte[] {1, 2, 3}, portrait(2, 1));

        assertThat(answer.getRetCode()).containsExactly(0L, -1101L, -1102L, -1604L);
        assertThat(answer.getSucIndexes()).containsExactly(0L);
        assertThat(answer.getSucFaceIds()).hasSize(1);
    }

    @Test
    void the_last_face_is_never_taken_away() throws TencentCloudSDKException {
        enroll("staff", "ann", 1);
        DeleteFaceRequest request = new DeleteFaceRequest();
        request.setPersonId("ann");
        request.setFaceIds(faces("ann"));

        assertThat(Tencent.code(() -> iai.DeleteFace(request))).isEqualTo("InvalidParameterValue.DeleteFaceNumExceed");
        assertThat(faces("ann")).hasSize(1);
    }

    @Test
    void somebody_who_looks_the_same_is_named_and_nobody_is_created() throws TencentCloudSDKException {
        enroll("staff", "ann", 1);
        CreatePersonRequest again = Tencent.person("staff", "ann-again", portrait(1, 2));
        again.setUniquePersonControl(3L);

        assertThat(iai.CreatePerson(again).getSimilarPersonId()).isEqualTo("ann");
        assertThat(Tencent.code(() -> faces("ann-again"))).isEqualTo("InvalidParameterValue.PersonIdNotExist");
    }

    @ParameterizedTest
    @ValueSource(strings = {"under_score#&%@-1", "A"})
    void ids_may_have_the_services_characters(String id) throws TencentCloudSDKException {
        CreatePersonRequest request = Tencent.person("staff", id, portrait(1, 1));
        request.setPersonName("name");

        assertThat(iai.CreatePerson(request).getFaceId()).isNotEmpty();
    }

    @Test
    void ids_and_names_outside_the_rules_are_refused() {
        assertThat(Tencent.code(() -> enroll("staff", "a/b", 1))).isEqualTo("InvalidParameterValue.PersonIdIllegal");
        assertThat(Tencent.code(() -> enroll("staff", "x".repeat(65), 1)))
                .isEqualTo("InvalidParameterValue.PersonIdTooLong");
        assertThat(Tencent.code(() -> iai.CreateGroup(Tencent.group("x".repeat(65)))))
                .isEqualTo("InvalidParameterValue.GroupIdTooLong");
        CreateGroupRequest named = Tencent.group("other");
        named.setGroupName("no/slash");
        assertThat(Tencent.code(() -> iai.CreateGroup(named))).isEqualTo("InvalidParameterValue.GroupNameIllegal");
    }

    @Test
    void ids_and_names_of_groups_are_taken_once() {
        CreateGroupRequest sameName = Tencent.group("other");
        sameName.setGroupName("staff");

        assertThat(Tencent.code(() -> iai.CreateGroup(Tencent.group("staff"))))
                .isEqualTo("InvalidParameterValue.GroupIdAlreadyExist");
        assertThat(Tencent.code(() -> iai.CreateGroup(sameName)))
                .isEqualTo("InvalidParameterValue.GroupNameAlreadyExist");
    }

    @Test
    void what_is_not_there_is_named_by_its_kind() {
        GetGroupInfoRequest group = new GetGroupInfoRequest();
        group.setGroupId("none");

        assertThat(Tencent.code(() -> iai.GetGroupInfo(group))).isEqualTo("InvalidParameterValue.GroupIdNotExist");
        assertThat(Tencent.code(() -> faces("none"))).isEqualTo("InvalidParameterValue.PersonIdNotExist");
        assertThat(Tencent.code(() -> found(1, "staff"))).isEqualTo("InvalidParameterValue.NoFaceInGroups");
    }

    @Test
    void groups_of_two_models_are_not_searched_together() throws TencentCloudSDKException {
        CreateGroupRequest old = Tencent.group("old");
        old.setFaceModelVersion("2.0");
        iai.CreateGroup(old);
        enroll("old", "ann", 1);
        enroll("staff", "bob", 2);

        assertThat(Tencent.code(() -> found(1, "old", "staff"))).isEqualTo("FailedOperation.AcrossVersionsError");
        assertThat(Tencent.code(() -> found(1, "old")))
                .isEqualTo("InvalidParameterValue.UnsupportedGroupFaceModelVersion");
    }

    @Test
    void persons_are_listed_page_by_page_and_never_past_the_end() throws TencentCloudSDKException {
        for (int i = 0; i < 3; i++) {
            enroll("staff", "p" + i, i);
        }
        GetPersonListRequest page = new GetPersonListRequest();
        page.setGroupId("staff");
        page.setOffset(1L);
        page.setLimit(1L);

        assertThat(iai.GetPersonList(page).getPersonInfos())
                .singleElement()
                .satisfies(person -> assertThat(person.getPersonId()).isEqualTo("p1"));
        page.setOffset(4L);
        assertThat(Tencent.code(() -> iai.GetPersonList(page))).isEqualTo("InvalidParameterValue.OffsetExceed");
        page.setOffset(0L);
        page.setLimit(1_001L);
        assertThat(Tencent.code(() -> iai.GetPersonList(page))).isEqualTo("InvalidParameterValue.LimitExceed");
    }

    @Test
    void several_faces_are_the_largest_one() throws TencentCloudSDKException {
        iai.CreatePerson(
                Tencent.person("staff", "ann", image(600, 400, face(20, 20, 100, 2, 1), face(200, 50, 200, 1, 1))));
        enroll("staff", "bob", 3);

        assertThat(found(1, "staff")).containsExactly("ann");
        assertThat(found(2, "staff")).isEmpty();
    }

    @Test
    void detection_gives_the_largest_face_unless_more_are_asked_for_and_refuses_pictures_without() throws Exception {
        DetectFaceRequest request = new DetectFaceRequest();
        request.setImage(Tencent.base64(image(600, 400, face(20, 20, 100, 2, 1), face(200, 50, 200, 1, 1))));
        DetectFaceResponse largest = iai.DetectFace(request);
        request.setMaxFaceNum(5L);
        DetectFaceResponse all = iai.DetectFace(request);
        request.setImage(Tencent.base64(image(200, 200)));

        assertThat(largest.getFaceInfos())
                .singleElement()
                .satisfies(face -> assertThat(face.getX()).isBetween(180L, 220L));
        assertThat(largest.getFaceInfos()[0].getFaceAttributesInfo().getAge()).isZero();
        assertThat(all.getFaceInfos()).hasSize(2);
        assertThat(Tencent.code(() -> iai.DetectFace(request))).isEqualTo("InvalidParameterValue.NoFaceInPhoto");
    }

    @Test
    void pictures_outside_the_limits_are_refused_with_the_reason() {
        DetectFaceRequest request = new DetectFaceRequest();
        request.setImage("");
        assertThat(Tencent.code(() -> iai.DetectFace(request))).isEqualTo("InvalidParameterValue.ImageEmpty");
        request.setImage(Tencent.base64(new byte[4_000_000]));
        assertThat(Tencent.code(() -> iai.DetectFace(request))).isEqualTo("FailedOperation.ImageSizeExceed");
        request.setImage(Tencent.base64(image(63, 200)));
        assertThat(Tencent.code(() -> iai.DetectFace(request))).isEqualTo("FailedOperation.ImageResolutionTooSmall");
        request.setImage(Tencent.base64(image("png", 2_001, 100)));
        assertThat(Tencent.code(() -> iai.DetectFace(request))).isEqualTo("FailedOperation.ImageResolutionExceed");
        request.setUrl("http://127.0.0.1/face.jpg");
        assertThat(Tencent.code(() -> iai.DetectFace(request))).isEqualTo("FailedOperation.ImageDownloadError");
    }

    @Test
    void withdrawn_actions_are_offline_and_unknown_ones_invalid() {
        assertThat(Tencent.code(() -> iai.call("CheckSimilarPerson", "{}"))).isEqualTo("ActionOffline");
        assertThat(Tencent.code(() -> iai.call("Teleport", "{}"))).isEqualTo("InvalidAction");
    }
}
