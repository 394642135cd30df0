package io.facebridge.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.facebridge.match.FalseMatchTable;
import io.facebridge.testkit.PaintedFaces;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AzureRecognitionTest {
    private final MovableClock clock = new MovableClock();
    private AzureEmulator emulator;
    private Azure azure;

    @BeforeEach
    void start() {
        emulator = AzureEmulator.backedBy(new PaintedFaces())
                .key(Azure.KEY)
                .clock(clock)
                .start();
        azure = new Azure(emulator);
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    private Azure.Answer verify(String one, String other) {
        return azure.post("/verify", "{'faceId1': '" + one + "', 'faceId2': '" + other + "'}");
    }

    private Azure.Answer verifyPerson(String face, String person) {
        return azure.post(
                "/verify", "{'faceId': '" + face + "', 'personId': '" + person + "', 'largePersonGroupId': 'staff'}");
    }

    private String face(String query) {
        return azure.bytes("/detect?" + query, Azure.portrait(1, 1)).textAt(0, "faceId");
    }

    // Scores

    @Test
    void a_confidence_says_how_rare_a_false_match_is_by_the_rule_that_the_vendor_publishes() {
        FalseMatchTable calibration = emulator.calibration();

        assertThat(calibration.thresholdAt(1e-2)).isEqualTo(0.2f);
        assertThat(calibration.thresholdAt(1e-3)).isEqualTo(0.3f);
        assertThat(calibration.thresholdAt(1e-4)).isEqualTo(0.4f);
        assertThat(calibration.thresholdAt(1e-5)).isEqualTo(0.5f);
        assertThat(calibration.caveats()).last().asString().contains("emulator");
    }

    @Test
    void comparisons_are_decided_at_each_rate_as_the_backing_decides_them() {
        double cosine = PaintedFaces.template(1, 1).cosine(PaintedFaces.template(1, 2));

        double confidence = verify(azure.face(1, 1), azure.face(1, 2)).numberAt("confidence");

        assertThat(confidence).isBetween(0.5, 1.0);
        assertThat(emulator.calibration().points())
                .allSatisfy(point -> assertThat(confidence >= point.threshold())
                        .isEqualTo(cosine >= PaintedFaces.TABLE.thresholdAt(point.falseMatchRate())));
    }

    // Verification

    @Test
    void two_photographs_of_a_person_are_identical_and_those_of_two_persons_are_not() {
        Azure.Answer same = verify(azure.face(1, 1), azure.face(1, 2));
        Azure.Answer other = verify(azure.face(1, 1), azure.face(2, 1));

        assertThat(same.at("isIdentical")).isEqualTo(true);
        assertThat(same.numberAt("confidence")).isGreaterThan(0.5);
        assertThat(other.at("isIdentical")).isEqualTo(false);
        assertThat(other.numberAt("confidence")).isLessThan(0.3);
    }

    @Test
    void a_person_is_verified_without_training() {
        azure.group("staff");
        String ann = azure.person("staff", 1, 1, 2);

        assertThat(verifyPerson(azure.face(1, 9), ann).at("isIdentical")).isEqualTo(true);
        assertThat(verifyPerson(azure.face(2, 1), ann).at("isIdentical")).isEqualTo(false);
    }

    @Test
    void a_person_without_a_face_cannot_be_verified() {
        azure.group("staff");

        assertThat(verifyPerson(azure.face(1, 1), azure.person("staff", 1)).refusal())
                .isEqualTo("404 PersistedFaceNotFound");
        assertThat(verifyPerson(azure.face(1, 1), UUID.randomUUID().toString()).refusal())
                .isEqualTo("404 PersonNotFound");
    }

    @Test
    void groups_that_are_not_there_are_named_with_400() {
        String face = azure.face(1, 1);

        assertThat(verifyPerson(face, UUID.randomUUID().toString()).refusal())
                .isEqualTo("400 LargePersonGroupNotFound");
        assertThat(azure.identify("staff", face).refusal()).isEqualTo("400 LargePersonGroupNotFound");
        assertThat(azure.identify("No group", face).refusal()).isEqualTo("400 BadArgument");
        assertThat(azure.post("/identify", "{'faceIds': ['" + face + "'], 'personGroupId': 'small'}")
                        .refusal())
                .isEqualTo("400 PersonGroupNotFound");
        assertThat(azure.post("/identify", "{'faceIds': ['" + face + "']}").refusal())
                .isEqualTo("400 PersonGroupIdAndLargePersonGroupIdBothNull");
    }

    @Test
    void a_face_lives_as_long_as_detection_was_told_and_is_then_not_found() {
        azure.group("staff");
        azure.person("staff", 1, 1);
        azure.train("staff");
        String brief = face("recognitionModel=recognition_04&faceIdTimeToLive=60");
        String usual = face("recognitionModel=recognition_04");
        clock.move(Duration.ofSeconds(59));
        int before = verify(brief, usual).status();
        clock.move(Duration.ofSeconds(1));
        Azure.Answer after = verify(brief, usual);
        Azure.Answer identified = azure.identify("staff", brief);
        clock.move(Duration.ofHours(24));

        assertThat(before).isEqualTo(200);
        assertThat(after.refusal()).isEqualTo("404 FaceNotFound");
        assertThat(identified.refusal()).isEqualTo("400 FaceNotFound");
        assertThat(verify(usual, usual).refusal()).isEqualTo("404 FaceNotFound");
    }

    @Test
    void faces_of_two_recognition_models_are_incompatible_and_of_two_detection_models_are_not() {
        String old = face("recognitionModel=recognition_03");
        String present = azure.face(1, 1);
        String found = face("recognitionModel=recognition_04&detectionModel=detection_01");
        azure.group("staff");
        String ann = azure.person("staff", 1, 1);
        azure.train("staff");

        assertThat(verify(old, present).refusal()).isEqualTo("400 BadArgument");
        assertThat(verify(old, present).text()).contains("incompatible");
        assertThat(verifyPerson(old, ann).refusal()).isEqualTo("400 BadArgument");
        assertThat(azure.identify("staff", old).refusal()).isEqualTo("400 BadArgument");
        assertThat(verify(found, present).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'faceId1': 'x', 'faceId2': 'y'}",
                "{'faceId1': 7}",
                "{'faceId': '00000000-0000-0000-0000-000000000000', 'personId': 'ann', 'largePersonGroupId': 'staff'}",
                "no json"
            })
    void what_cannot_be_verified_is_a_bad_argument(String body) {
        assertThat(azure.post("/verify", body).refusal()).isEqualTo("400 BadArgument");
    }

    // Identification

    @Test
    void candidates_are_ranked_and_as_many_as_wanted() {
        AzureSeed seed = emulator.seed().largePersonGroup("staff");
        for (int photograph = 1; photograph <= 12; photograph++) {
            seed.person("ann " + photograph, PaintedFaces.template(1, photograph));
        }
        String face = azure.face(1, 99);

        List<Double> confidences = new ArrayList<>();
        Azure.Answer usual = azure.identify("staff", face);
        for (int i = 0; i < usual.list(0, "candidates").size(); i++) {
            confidences.add(usual.numberAt(0, "candidates", i, "confidence"));
        }

        assertThat(confidences).hasSize(10).isSortedAccordingTo(Collections.reverseOrder());
        assertThat(identify(face, "'maxNumOfCandidatesReturned': 12").list(0, "candidates"))
                .hasSize(12);
        assertThat(identify(face, "'maxNumOfCandidatesReturned': 1").numberAt(0, "candidates", 0, "confidence"))
                .isEqualTo(confidences.get(0));
    }

    private Azure.Answer identify(String face, String more) {
        return azure.post("/identify", "{'faceIds': ['" + face + "'], 'largePersonGroupId': 'staff', " + more + "}");
    }

    @Test
    void a_threshold_of_the_request_takes_the_place_of_the_usual_one() {
        emulator.seed()
                .largePersonGroup("staff")
                .person("ann", PaintedFaces.template(1, 1))
                .person("bob", PaintedFaces.template(2, 1));
        String face = azure.face(1, 9);

        assertThat(identify(face, "'confidenceThreshold': 0").list(0, "candidates"))
                .hasSize(2);
        assertThat(identify(face, "'confidenceThreshold': 0.5").list(0, "candidates"))
                .hasSize(1);
        assertThat(identify(face, "'confidenceThreshold': 1").list(0, "candidates"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'confidenceThreshold': 1.1",
                "'confidenceThreshold': -0.1",
                "'confidenceThreshold': 'high'",
                "'maxNumOfCandidatesReturned': 0",
                "'maxNumOfCandidatesReturned': 101",
                "'maxNumOfCandidatesReturned': 1.5"
            })
    void settings_out_of_range_are_bad_arguments(String setting) {
        emulator.seed().largePersonGroup("staff").person("ann", PaintedFaces.template(1, 1));

        assertThat(identify(azure.face(1, 1), setting).refusal()).isEqualTo("400 BadArgument");
    }

    @Test
    void one_to_ten_faces_are_identified_at_once() {
        emulator.seed().largePersonGroup("staff").person("ann", PaintedFaces.template(1, 1));
        String face = azure.face(1, 2);
        String[] ten = Collections.nCopies(10, face).toArray(new String[0]);
        String[] eleven = Collections.nCopies(11, face).toArray(new String[0]);

        assertThat(azure.identify("staff", ten).list()).hasSize(10);
        assertThat(azure.identify("staff", eleven).refusal()).isEqualTo("400 BadArgument");
        assertThat(azure.post("/identify", "{'faceIds': [], 'largePersonGroupId': 'staff'}")
                        .refusal())
                .isEqualTo("400 BadArgument");
    }

    // Similar faces

    @Test
    void similar_faces_are_those_of_the_person_or_the_nearest() {
        String face = azure.face(1, 1);
        String same = azure.face(1, 2);
        String other = azure.face(2, 1);
        String body = "{'faceId': '" + face + "', 'faceIds': ['" + other + "', '" + same + "']";

        Azure.Answer ofPerson = azure.post("/findsimilars", body + "}");
        Azure.Answer nearest = azure.post("/findsimilars", body + ", 'mode': 'matchFace'}");

        assertThat(ofPerson.list()).hasSize(1);
        assertThat(ofPerson.at(0, "faceId")).isEqualTo(same);
        assertThat(nearest.at(0, "faceId")).isEqualTo(same);
        assertThat(nearest.at(1, "faceId")).isEqualTo(other);
        assertThat(azure.post("/findsimilars", body + ", 'mode': 'guess'}").refusal())
                .isEqualTo("400 BadArgument");
        assertThat(azure.post("/findsimilars", "{'faceId': '" + face + "', 'largeFaceListId': 'list'}")
                        .refusal())
                .isEqualTo("400 LargeFaceListNotFound");
    }
}
