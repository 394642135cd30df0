package io.facebridge.tencent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.facebridge.FaceDetector;
import io.facebridge.FaceGalleries;
import io.facebridge.FaceIdentifier;
import io.facebridge.LivenessSessions;
import io.facebridge.error.ProviderError;
import io.facebridge.error.ProviderUnavailableException;
import io.facebridge.face.DetectOptions;
import io.facebridge.gallery.EnrollRequest;
import io.facebridge.gallery.FaceGallery;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.image.FaceImage;
import io.facebridge.liveness.LivenessSessionRequest;
import io.facebridge.match.IdentifyRequest;
import io.facebridge.remote.CallPolicy;
import io.facebridge.testkit.CannedService;
import io.facebridge.testkit.PaintedFaces;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that are JSON of the right form, with values that mean nothing. */
class AnswersWithoutMeaningTest {
    private static final FaceImage PORTRAIT = FaceImage.of(PaintedFaces.portrait(7, 1));
    private static final GalleryId STAFF = GalleryId.portable("staff");
    private static final PersonId ADA = PersonId.portable("ada");
    private static final String PLACE = "\"X\":50,\"Y\":50,\"Width\":150,\"Height\":150";
    private static final String SIZE = ",\"ImageWidth\":300,\"ImageHeight\":300";
    private static final String MODEL = ",\"FaceModelVersion\":\"3.0\"";

    private final CannedService service = TencentClients.cannedService();
    private final TencentFaces faces = TencentClients.faces(service.endpoint())
            .callPolicy(CallPolicy.builder().maxAttempts(1).unlimitedRate().build())
            .build();

    @AfterEach
    void close() {
        faces.close();
        service.close();
    }

    private static void assertUnusable(ThrowingCallable call) {
        assertThatExceptionOfType(ProviderUnavailableException.class)
                .isThrownBy(call)
                .withMessageContaining("cannot be used")
                .satisfies(e -> assertThat(e.providerError().map(ProviderError::requestId))
                        .as("by which the vendor's support finds the request")
                        .contains("17"));
    }

    private static String answer(String members) {
        return "{\"Response\":{\"RequestId\":\"17\"," + members + "}}";
    }

    private void detectEverything() {
        FaceDetector detector = faces.detector();
        detector.detect(PORTRAIT, new DetectOptions(detector.features(), 10));
    }

    @ParameterizedTest
    @CsvSource({"DetectFace, FaceInfos", "DetectFaceAttributes, FaceDetailInfos", "AnalyzeFace, FaceShapeSet"})
    void a_list_of_faces_with_an_item_that_is_null_is_refused(String operation, String list) {
        service.with("DetectFace", answer("\"FaceInfos\":[{" + PLACE + "}]" + SIZE + MODEL))
                .with("DetectFaceAttributes", answer("\"FaceDetailInfos\":[]" + SIZE + MODEL))
                .with("AnalyzeFace", answer("\"FaceShapeSet\":[]" + SIZE + MODEL));
        detectEverything();

        service.with(operation, answer("\"" + list + "\":[null]" + SIZE + MODEL));

        assertUnusable(this::detectEverything);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[null]",
                "[{\"RetCode\":0,\"FaceRect\":{" + PLACE + "},\"Candidates\":[null]}]",
                "[{\"RetCode\":0,\"FaceRect\":{" + PLACE
                        + "},\"Candidates\":[{\"PersonId\":\"ada\",\"Score\":99,\"PersonGroupInfos\":[null]}]}]",
            })
    void a_search_with_an_item_that_is_null_is_refused(String results) {
        service.with("SearchPersons", answer("\"Results\":" + results + MODEL));

        assertUnusable(() -> faces.require(FaceIdentifier.class)
                .identify(IdentifyRequest.of(PORTRAIT, STAFF, GalleryId.portable("guests"))));
    }

    @Test
    void a_list_of_names_with_an_item_that_is_null_is_refused() {
        FaceGalleries galleries = faces.require(FaceGalleries.class);
        service.with("GetGroupList", answer("\"GroupInfos\":[null],\"GroupNum\":1"))
                .with("GetPersonList", answer("\"PersonInfos\":[null],\"PersonNum\":1" + MODEL))
                .with("GetPersonBaseInfo", answer("\"FaceIds\":[null]"));

        assertUnusable(() -> galleries.list().forEach(id -> assertThat(id).isNotNull()));
        assertUnusable(
                () -> galleries.open(STAFF).list().forEach(id -> assertThat(id).isNotNull()));
        assertUnusable(() -> galleries.open(STAFF).find(ADA));
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "Infinity", "-Infinity"})
    void a_probability_that_is_none_is_refused(String probability) {
        service.with("DetectFace", answer("\"FaceInfos\":[{" + PLACE + "}]" + SIZE + MODEL))
                .with("AnalyzeFace", answer("\"FaceShapeSet\":[]" + SIZE + MODEL))
                .with(
                        "DetectFaceAttributes",
                        answer("\"FaceDetailInfos\":[{\"FaceRect\":{" + PLACE
                                + "},\"FaceDetailAttributesInfo\":{\"Gender\":{\"Type\":1,\"Probability\":\""
                                + probability
                                + "\"}}}]" + SIZE + MODEL));

        assertUnusable(this::detectEverything);
    }

    @Test
    void a_group_of_another_application_is_left_out_whatever_its_id_is() {
        service.with(
                "GetGroupList",
                answer("\"GroupInfos\":[{\"GroupId\":\"a b\"},{\"GroupId\":\"ours-staff\"},{\"GroupId\":\"ours-\"},"
                        + "{\"GroupId\":\"a.b\"}],\"GroupNum\":4"));
        try (TencentFaces ours =
                TencentClients.faces(service.endpoint()).galleryPrefix("ours-").build()) {
            assertThat(ours.galleries().list()).containsExactly(STAFF);

            service.with("GetGroupList", answer("\"GroupInfos\":[{\"GroupId\":\"ours-a b\"}],\"GroupNum\":1"));
            assertUnusable(
                    () -> ours.galleries().list().forEach(id -> assertThat(id).isNotNull()));
        }
    }

    @Test
    void a_candidate_who_is_in_a_group_of_another_application_too_is_found_whatever_that_groups_id_is() {
        service.with(
                "SearchPersons",
                answer("\"Results\":[{\"RetCode\":0,\"FaceRect\":{" + PLACE
                        + "},\"Candidates\":[{\"PersonId\":\"ada\",\"Score\":99,\"PersonGroupInfos\":["
                        + "{\"GroupId\":\"a b\"},{\"GroupId\":\"staff\"}]}]}]" + MODEL));

        assertThat(faces.require(FaceIdentifier.class)
                        .identify(IdentifyRequest.of(PORTRAIT, STAFF, GalleryId.portable("guests"))))
                .singleElement()
                .satisfies(face -> assertThat(face.candidates()).hasSize(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a/b", "\u00e4"})
    void a_session_whose_token_is_none_of_the_service_is_refused(String token) {
        service.with("GetFaceIdTokenIntl", answer("\"SdkToken\":\"" + token + "\""));

        assertUnusable(() -> faces.require(LivenessSessions.class).open(LivenessSessionRequest.forSubject("login-17")));
    }

    @Test
    void a_session_whose_result_is_empty_is_refused() {
        LivenessSessions sessions = faces.require(LivenessSessions.class);
        service.with("GetFaceIdTokenIntl", answer("\"SdkToken\":\"token\""))
                .with("GetFaceIdResultIntl", answer("\"Result\":\" \""));
        var session = sessions.open(LivenessSessionRequest.forSubject("login-17"));

        assertUnusable(() -> sessions.result(session));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "ada", "123456789012345678901", "-1"})
    void a_face_whose_id_is_none_of_the_service_is_refused(String id) {
        FaceGallery gallery = faces.require(FaceGalleries.class).open(STAFF);
        service.with("GetPersonBaseInfo", answer("\"FaceIds\":[\"" + id + "\"]"));
        assertUnusable(() -> gallery.find(ADA));

        String refused = "{\"Response\":{\"RequestId\":\"17\",\"Error\":{\"Code\":\"";
        service.with("GetPersonBaseInfo", refused + "InvalidParameterValue.PersonIdNotExist\",\"Message\":\"no\"}}}")
                .with("GetPersonGroupInfo", refused + "InvalidParameterValue.PersonIdNotExist\",\"Message\":\"no\"}}}")
                .with("GetGroupInfo", answer("\"GroupId\":\"staff\"" + MODEL))
                .with("DetectFace", answer("\"FaceInfos\":[{" + PLACE + "}]" + SIZE + MODEL))
                .with("CreatePerson", answer("\"FaceId\":\"" + id + "\",\"FaceRect\":{" + PLACE + "}" + MODEL))
                .with("DeletePerson", answer("\"x\":1"));
        assertUnusable(() -> gallery.enroll(EnrollRequest.of(ADA, PORTRAIT).withoutQualityGate()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"\"", "\" \"", "\"a b\""})
    void a_person_or_a_group_whose_id_is_none_of_the_service_is_refused(String id) {
        FaceGalleries galleries = faces.require(FaceGalleries.class);
        service.with("GetGroupList", answer("\"GroupInfos\":[{\"GroupId\":" + id + "}],\"GroupNum\":1"))
                .with("GetPersonList", answer("\"PersonInfos\":[{\"PersonId\":" + id + "}],\"PersonNum\":1" + MODEL))
                .with(
                        "SearchPersons",
                        answer("\"Results\":[{\"RetCode\":0,\"FaceRect\":{" + PLACE + "},\"Candidates\":[{\"PersonId\":"
                                + id + ",\"Score\":99}]}]" + MODEL));

        assertUnusable(() -> galleries.list().forEach(group -> assertThat(group).isNotNull()));
        assertUnusable(() -> galleries
                .open(STAFF)
                .list()
                .forEach(person -> assertThat(person).isNotNull()));
        assertUnusable(() -> faces.require(FaceIdentifier.class).identify(IdentifyRequest.of(PORTRAIT, STAFF)));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            value = {"\"NaN\",\"3.0\"", "\"Infinity\",\"3.0\"", "99.5,\"\"", "99.5,\" \""})
    void a_search_with_a_score_that_is_none_or_without_a_model_is_refused(String score, String model) {
        service.with(
                "SearchPersons",
                "{\"Response\":{\"RequestId\":\"17\",\"Results\":[{\"RetCode\":0,\"FaceRect\":{\"X\":50,\"Y\":50,\"Width\":150,"
                        + "\"Height\":150},\"Candidates\":[{\"PersonId\":\"ada\",\"Score\":" + score
                        + "}]}],\"FaceModelVersion\":" + model + ",\"PersonNum\":1}}");

        assertUnusable(() -> faces.require(FaceIdentifier.class).identify(IdentifyRequest.of(PORTRAIT, STAFF)));
    }

    @Test
    void a_negative_number_of_persons_or_faces_is_refused() {
        service.with(
                "GetGroupInfo",
                "{\"Response\":{\"RequestId\":\"17\",\"GroupId\":\"staff\",\"FaceModelVersion\":\"3.0\"}}");
        for (String counts : new String[] {"\"PersonNum\":-1,\"FaceNum\":1", "\"PersonNum\":1,\"FaceNum\":-1"}) {
            service.with("GetPersonListNum", "{\"Response\":{\"RequestId\":\"17\"," + counts + "}}");

            assertUnusable(() -> faces.require(FaceGalleries.class).open(STAFF).info());
        }
    }

    @Test
    void a_list_of_a_negative_number_of_persons_or_groups_is_refused() {
        FaceGalleries galleries = faces.require(FaceGalleries.class);
        service.with("GetGroupList", answer("\"GroupInfos\":[],\"GroupNum\":-1"))
                .with("GetPersonList", answer("\"PersonInfos\":[],\"PersonNum\":-1" + MODEL));

        assertUnusable(() -> galleries.list().forEach(group -> assertThat(group).isNotNull()));
        assertUnusable(() -> galleries
                .open(STAFF)
                .list()
                .forEach(person -> assertThat(person).isNotNull()));
    }
}
