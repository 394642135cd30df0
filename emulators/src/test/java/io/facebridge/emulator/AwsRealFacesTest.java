package io.facebridge.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.facebridge.emulator.junit.EmulatorExtension;
import io.facebridge.local.LocalFaces;
import io.facebridge.match.FalseMatchTable;
import io.facebridge.testkit.TestImages;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.rekognition.RekognitionClient;
import software.amazon.awssdk.services.rekognition.model.Attribute;
import software.amazon.awssdk.services.rekognition.model.CompareFacesResponse;
import software.amazon.awssdk.services.rekognition.model.FaceDetail;
import software.amazon.awssdk.services.rekognition.model.FaceRecord;
import software.amazon.awssdk.services.rekognition.model.Landmark;
import software.amazon.awssdk.services.rekognition.model.LandmarkType;
import software.amazon.awssdk.services.rekognition.model.SearchUsersByImageResponse;
import software.amazon.awssdk.services.rekognition.model.UserMatch;

/** The vendor's client against the emulator, with real models and real photographs behind. */
@Tag("models")
class AwsRealFacesTest {
    private static final LocalFaces FACES = LocalFaces.create();
    private static final TestImages PHOTOGRAPHS = TestImages.ofTheBuild();

    @RegisterExtension
    static final EmulatorExtension<AwsEmulator> EMULATOR = EmulatorExtension.of(() -> AwsEmulator.backedBy(FACES)
            .credentials(Aws.ACCESS_KEY, Aws.SECRET_KEY)
            .start());

    private static RekognitionClient aws;

    @BeforeAll
    static void connect() {
        aws = Aws.client(EMULATOR.emulator().endpoint());
    }

    @AfterAll
    static void close() {
        aws.close();
        FACES.close();
    }

    @Test
    void a_person_who_was_enrolled_is_found_in_another_photograph() {
        aws.createCollection(request -> request.collectionId("staff"));
        enroll("ann", PHOTOGRAPHS.portrait().toByteArray());
        enroll("bob", PHOTOGRAPHS.otherPerson().toByteArray());

        SearchUsersByImageResponse found = aws.searchUsersByImage(request -> request.collectionId("staff")
                .image(Aws.image(PHOTOGRAPHS.samePerson()))
                .userMatchThreshold(0f));

        List<UserMatch> matches = found.userMatches();
        FalseMatchTable calibration = EMULATOR.emulator().calibration();
        assertThat(matches).extracting(match -> match.user().userId()).containsExactly("ann", "bob");
        assertThat(matches.get(0).similarity()).isGreaterThan((float) calibration.thresholdAt(1e-4));
        assertThat(matches.get(1).similarity()).isLessThan((float) calibration.thresholdAt(1e-2));
    }

    private static void enroll(String user, byte[] photograph) {
        FaceRecord record = aws.indexFaces(request -> request.collectionId("staff")
                        .externalImageId(user)
                        .maxFaces(1)
                        .image(Aws.image(photograph)))
                .faceRecords()
                .get(0);
        aws.createUser(request -> request.collectionId("staff").userId(user));
        aws.associateFaces(request ->
                request.collectionId("staff").userId(user).faceIds(record.face().faceId()));
    }

    @Test
    void two_photographs_of_a_person_compare_as_the_backing_does() {
        double cosine = FACES.comparer()
                .compare(PHOTOGRAPHS.portrait(), PHOTOGRAPHS.samePerson())
                .score()
                .value();

        CompareFacesResponse compared =
                aws.compareFaces(request -> request.sourceImage(Aws.image(PHOTOGRAPHS.portrait()))
                        .targetImage(Aws.image(PHOTOGRAPHS.samePerson()))
                        .similarityThreshold(0f));

        FalseMatchTable backing =
                FACES.comparer().scale().orElseThrow().falseMatchTable().orElseThrow();
        FalseMatchTable calibration = EMULATOR.emulator().calibration();
        float similarity = compared.faceMatches().get(0).similarity();
        for (double rate : new double[] {1e-2, 3e-3, 5e-4, 1e-4, 2e-5, 1e-5}) {
            assertThat(similarity >= calibration.thresholdAt(rate))
                    .as("match at " + rate)
                    .isEqualTo(cosine >= backing.thresholdAt(rate));
        }
    }

    @Test
    void all_faces_are_found_with_the_landmarks_that_the_backing_knows() {
        TestImages.TestImage photograph = PHOTOGRAPHS.counted().get(0);

        List<FaceDetail> faces = aws.detectFaces(
                        request -> request.attributes(Attribute.ALL).image(Aws.image(photograph.image())))
                .faceDetails();

        assertThat(faces).hasSize(photograph.faces());
        assertThat(faces.get(0).landmarks())
                .extracting(Landmark::type)
                .hasSize(28)
                .doesNotHaveDuplicates()
                .doesNotContain(LandmarkType.UNKNOWN_TO_SDK_VERSION, LandmarkType.LEFT_PUPIL);
        assertThat(faces.get(0).landmarks()).allSatisfy(point -> {
            assertThat(point.x()).isBetween(0f, 1f);
            assertThat(point.y()).isBetween(0f, 1f);
        });
        // What the backing does not know is there as the service has it, and undecided.
        assertThat(faces.get(0).ageRange().low()).isZero();
        assertThat(faces.get(0).ageRange().high()).isEqualTo(100);
        assertThat(faces.get(0).smile().confidence()).isEqualTo(50f);
    }

    @Test
    void without_a_limit_every_face_of_a_picture_is_indexed() {
        TestImages.TestImage photograph = PHOTOGRAPHS.counted().get(0);
        aws.createCollection(request -> request.collectionId("crowd"));

        List<FaceRecord> records = aws.indexFaces(
                        request -> request.collectionId("crowd").image(Aws.image(photograph.image())))
                .faceRecords();

        assertThat(records).hasSize(photograph.faces());
        assertThat(records)
                .extracting(record -> record.faceDetail().boundingBox().width()
                        * record.faceDetail().boundingBox().height())
                .isSortedAccordingTo((a, b) -> Float.compare(b, a));
    }
}
