package io.facebridge.tencent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.facebridge.emulator.TencentEmulator;
import io.facebridge.error.Effect;
import io.facebridge.error.LowQualityException;
import io.facebridge.error.RequestRefusedException;
import io.facebridge.error.UnsupportedCapabilityException;
import io.facebridge.face.FaceSelection;
import io.facebridge.face.QualityGate;
import io.facebridge.gallery.EnrollRequest;
import io.facebridge.gallery.EnrollmentResult;
import io.facebridge.gallery.FaceId;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.image.FaceImage;
import io.facebridge.match.CompareOptions;
import io.facebridge.match.Comparison;
import io.facebridge.testkit.CannedService;
import io.facebridge.testkit.PaintedFaces;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The face that is reported is the face that was scored: the service is surer of Bob's small face than of Ada's large one. */
class TencentScoredFaceTest {
    private static final FaceImage ADA = FaceImage.of(PaintedFaces.portrait(1, 2));
    private static final FaceImage BOB = FaceImage.of(PaintedFaces.portrait(2, 2));
    private static final FaceImage BOTH = FaceImage.of(PaintedFaces.image(
            400, 300, PaintedFaces.badFace(10, 10, 200, 1, 1), PaintedFaces.face(250, 10, 100, 2, 1)));

    private static final String NO_PERSON =
            answer("'Error':{'Code':'InvalidParameterValue.PersonIdNotExist','Message':''}");

    private TencentEmulator emulator;

    @BeforeEach
    void start() {
        emulator = TencentEmulator.backedBy(new PaintedFaces()).start();
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    @Test
    void the_largest_face_is_reported_and_scored() {
        CompareOptions largest = CompareOptions.defaults().face(FaceSelection.LARGEST);
        try (TencentFaces faces = TencentClients.faces(emulator.endpoint())
                .lookForOtherFaces(true)
                .build()) {
            Comparison ada = faces.comparer().compare(ADA, BOTH, largest);
            Comparison bob = faces.comparer().compare(BOTH, BOB, largest);

            assertThat(ada.probeFace())
                    .hasValueSatisfying(face ->
                            assertThat(face.box().width() * BOTH.width()).isEqualTo(200));
            assertThat(ada.score().value()).isGreaterThan(60);
            assertThat(bob.score().value()).isLessThan(30);
        }
    }

    @Test
    void the_largest_face_is_scored_without_a_look_at_the_pictures_too() {
        try (TencentFaces faces = TencentClients.faces(emulator.endpoint()).build()) {
            assertThat(faces.comparer()
                            .compare(ADA, BOTH, CompareOptions.defaults())
                            .score()
                            .value())
                    .isGreaterThan(60);
        }
    }

    @Test
    void a_choice_that_the_service_cannot_make_is_refused_by_name() {
        try (TencentFaces faces = TencentClients.faces(emulator.endpoint())
                .lookForOtherFaces(true)
                .build()) {
            assertThatExceptionOfType(UnsupportedCapabilityException.class)
                    .isThrownBy(() -> faces.comparer()
                            .compare(ADA, BOTH, CompareOptions.defaults().face(FaceSelection.CENTRAL)))
                    .withMessageContaining("CENTRAL");
        }
        assertThat(emulator.attempts("CompareFace")).isZero();
    }

    @Test
    void the_international_site_is_asked_without_a_strategy_if_it_knows_none_and_from_then_on() {
        emulator.faults().next(1, "CompareFace").error(200, "UnknownParameter", "");
        try (TencentFaces faces = TencentClients.faces(emulator.endpoint()).build()) {
            faces.comparer().compare(ADA, BOB, CompareOptions.defaults());
            assertThat(emulator.attempts("CompareFace")).isEqualTo(2);

            faces.comparer().compare(ADA, BOB, CompareOptions.defaults());
            assertThat(emulator.attempts("CompareFace")).isEqualTo(3);
        }
    }

    @Test
    void the_domestic_site_is_never_asked_without_a_strategy() {
        emulator.faults().next(1, "CompareFace").error(200, "UnknownParameter", "");
        try (TencentFaces faces = TencentClients.faces(emulator.endpoint())
                .site(TencentSite.DOMESTIC)
                .build()) {
            assertThatExceptionOfType(RequestRefusedException.class)
                    .isThrownBy(() -> faces.comparer().compare(ADA, BOB, CompareOptions.defaults()));
        }
        assertThat(emulator.attempts("CompareFace")).isEqualTo(1);
    }

    // Enrollment

    @Test
    void a_face_that_the_gate_did_not_judge_is_not_enrolled() {
        try (CannedService service = TencentClients.cannedService();
                TencentFaces faces = TencentClients.faces(service.endpoint()).build()) {
            service.with("DetectFace", detected(10, 10, 100));
            service.with("GetPersonBaseInfo", NO_PERSON);
            service.with("GetPersonGroupInfo", NO_PERSON);
            service.with("GetGroupInfo", answer("'FaceModelVersion':'3.0','GroupId':'staff'"));
            service.with("CreatePerson", answer("'FaceId':'1','FaceRect':{'X':200,'Y':200,'Width':90,'Height':90}"));
            service.with("DeletePerson", answer("'New':1"));
            EnrollRequest enrollment =
                    EnrollRequest.of(new PersonId("ada"), ADA).qualityGate(QualityGate.lenient());

            assertThatExceptionOfType(LowQualityException.class)
                    .isThrownBy(
                            () -> faces.galleries().open(new GalleryId("staff")).enroll(enrollment))
                    .satisfies(e -> assertThat(e.effect()).isEqualTo(Effect.NONE));
            assertThat(service.requests()).last().isEqualTo("DeletePerson");
        }
    }

    @Test
    void a_further_face_that_the_gate_did_not_judge_is_deleted_again_and_the_others_stay() {
        try (CannedService service = TencentClients.cannedService();
                TencentFaces faces = TencentClients.faces(service.endpoint()).build()) {
            service.with("DetectFace", detected(10, 10, 100));
            service.with("GetPersonBaseInfo", answer("'PersonName':'ada','FaceIds':['7']"));
            service.with(
                    "CreateFace",
                    answer("'RetCode':[0,0],'SucFaceIds':['8','9'],'SucFaceRects':["
                            + "{'X':200,'Y':200,'Width':90,'Height':90},{'X':12,'Y':11,'Width':99,'Height':98}]"));
            service.with("DeleteFace", answer("'SucDeletedNum':1,'SucFaceIds':['8']"));
            EnrollmentResult enrolled = faces.galleries()
                    .open(new GalleryId("staff"))
                    .enroll(EnrollRequest.of(new PersonId("ada"), List.of(ADA, BOB))
                            .qualityGate(QualityGate.lenient()));

            assertThat(enrolled.faces())
                    .singleElement()
                    .satisfies(face -> assertThat(face.id()).isEqualTo(new FaceId("9")));
            assertThat(enrolled.imageResults().get(0).rejection()).containsInstanceOf(LowQualityException.class);
            assertThat(service.bodies().get(service.requests().indexOf("DeleteFace")))
                    .contains("\"8\"")
                    .doesNotContain("\"9\"");
        }
    }

    private static String detected(int x, int y, int side) {
        return answer("'ImageWidth':300,'ImageHeight':300,'FaceModelVersion':'3.0','FaceInfos':[{'X':" + x + ",'Y':" + y
                + ",'Width':" + side + ",'Height':" + side + "}]");
    }

    private static String answer(String members) {
        return "{'Response':{".replace('\'', '"') + members.replace('\'', '"') + ",\"RequestId\":\"1\"}}";
    }
}
