package io.facebridge.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.facebridge.emulator.junit.EmulatorExtension;
import io.facebridge.image.FaceImage;
import io.facebridge.local.LocalFaces;
import io.facebridge.match.FalseMatchTable;
import io.facebridge.testkit.SyntheticVariants;
import io.facebridge.testkit.TestImages;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The emulator with real models and real photographs behind. */
@Tag("models")
class AzureRealFacesTest {
    private static final String NEWEST = "/detect?detectionModel=detection_03&recognitionModel=recognition_04";
    private static final LocalFaces FACES = LocalFaces.create();
    private static final TestImages PHOTOGRAPHS = TestImages.ofTheBuild();

    @RegisterExtension
    static final EmulatorExtension<AzureEmulator> EMULATOR = EmulatorExtension.of(
            () -> AzureEmulator.backedBy(FACES).key(Azure.KEY).start());

    private static Azure azure;

    @BeforeAll
    static void connect() {
        azure = new Azure(EMULATOR.emulator());
    }

    @AfterAll
    static void close() {
        FACES.close();
    }

    private static String face(FaceImage image) {
        return azure.bytes(NEWEST, image.toByteArray()).textAt(0, "faceId");
    }

    private static String enroll(FaceImage image) {
        String person = azure.person("staff", 0);
        azure.bytes("/largepersongroups/staff/persons/" + person + "/persistedfaces", image.toByteArray());
        return person;
    }

    @Test
    void a_person_who_was_enrolled_is_found_in_another_photograph() {
        azure.group("staff");
        String ann = enroll(PHOTOGRAPHS.portrait());
        String bob = enroll(PHOTOGRAPHS.otherPerson());
        azure.train("staff");

        Azure.Answer found = azure.post(
                "/identify",
                "{'faceIds': ['" + face(PHOTOGRAPHS.samePerson())
                        + "'], 'largePersonGroupId': 'staff', 'confidenceThreshold': 0}");

        FalseMatchTable calibration = EMULATOR.emulator().calibration();
        assertThat(found.at(0, "candidates", 0, "personId")).isEqualTo(ann);
        assertThat(found.numberAt(0, "candidates", 0, "confidence")).isGreaterThan(calibration.thresholdAt(1e-4));
        assertThat(found.at(0, "candidates", 1, "personId")).isEqualTo(bob);
        assertThat(found.numberAt(0, "candidates", 1, "confidence")).isLessThan(calibration.thresholdAt(1e-2));
    }

    @Test
    void two_photographs_of_a_person_compare_as_the_backing_does() {
        double cosine = FACES.comparer()
                .compare(PHOTOGRAPHS.portrait(), PHOTOGRAPHS.samePerson())
                .score()
                .value();

        double confidence = azure.post(
                        "/verify",
                        "{'faceId1': '" + face(PHOTOGRAPHS.portrait()) + "', 'faceId2': '"
                                + face(PHOTOGRAPHS.samePerson()) + "'}")
                .numberAt("confidence");

        FalseMatchTable backing =
                FACES.comparer().scale().orElseThrow().falseMatchTable().orElseThrow();
        FalseMatchTable calibration = EMULATOR.emulator().calibration();
        for (double rate : new double[] {1e-2, 3e-3, 5e-4, 1e-4, 2e-5, 1e-5}) {
            assertThat(confidence >= calibration.thresholdAt(rate))
                    .as("match at " + rate)
                    .isEqualTo(cosine >= backing.thresholdAt(rate));
        }
    }

    @Test
    void all_faces_are_found_the_largest_first_with_all_27_landmarks() {
        TestImages.TestImage photograph = PHOTOGRAPHS.counted().get(0);
        FaceImage image = photograph.image();

        Azure.Answer faces = azure.bytes(NEWEST + "&returnFaceId=false&returnFaceLandmarks=true", image.toByteArray());

        List<Double> areas = new ArrayList<>();
        for (int i = 0; i < faces.list().size(); i++) {
            areas.add(faces.numberAt(i, "faceRectangle", "width") * faces.numberAt(i, "faceRectangle", "height"));
            Map<?, ?> landmarks = (Map<?, ?>) faces.at(i, "faceLandmarks");
            assertThat(landmarks).hasSize(27);
        }
        assertThat(areas).hasSize(photograph.faces()).isSortedAccordingTo(Collections.reverseOrder());
    }

    @Test
    void a_picture_that_is_stored_turned_is_seen_upright() {
        FaceImage upright = PHOTOGRAPHS.portrait();
        String path = NEWEST + "&returnFaceId=false";
        Azure.Answer expected = azure.bytes(path, upright.toByteArray());
        double left = expected.numberAt(0, "faceRectangle", "left");
        double width = expected.numberAt(0, "faceRectangle", "width");

        assertThat(IntStream.rangeClosed(1, 8).boxed()).allSatisfy(orientation -> {
            FaceImage stored = SyntheticVariants.stored(upright, orientation);
            Azure.Answer found = azure.bytes(path, stored.toByteArray());

            assertThat(found.numberAt(0, "faceRectangle", "left") - left).isBetween(-0.1 * width, 0.1 * width);
            assertThat(found.numberAt(0, "faceRectangle", "width") - width).isBetween(-0.1 * width, 0.1 * width);
        });
    }
}
