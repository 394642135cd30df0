package io.facebridge.emulator;

import static io.facebridge.testkit.PaintedFaces.face;
import static io.facebridge.testkit.PaintedFaces.image;
import static io.facebridge.testkit.PaintedFaces.portrait;
import static org.assertj.core.api.Assertions.assertThat;

import io.facebridge.emulator.junit.EmulatorExtension;
import io.facebridge.testkit.PaintedFaces;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.rekognition.RekognitionClient;
import software.amazon.awssdk.services.rekognition.model.Attribute;
import software.amazon.awssdk.services.rekognition.model.CompareFacesResponse;
import software.amazon.awssdk.services.rekognition.model.FaceDetail;
import software.amazon.awssdk.services.rekognition.model.Image;
import software.amazon.awssdk.services.rekognition.model.Landmark;
import software.amazon.awssdk.services.rekognition.model.LandmarkType;

class AwsImagesTest {
    @RegisterExtension
    static final EmulatorExtension<AwsEmulator> EMULATOR =
            EmulatorExtension.of(() -> AwsEmulator.backedBy(new PaintedFaces()).start());

    private static RekognitionClient aws;

    @BeforeAll
    static void connect() {
        aws = Aws.client(EMULATOR.emulator().endpoint());
    }

    @AfterAll
    static void disconnect() {
        aws.close();
    }

    private static List<FaceDetail> detect(Image image) {
        return aws.detectFaces(request -> request.image(image)).faceDetails();
    }

    private static List<FaceDetail> detect(byte[] picture) {
        return detect(Aws.image(picture));
    }

    private static CompareFacesResponse compare(byte[] source, byte[] target) {
        return aws.compareFaces(
                request -> request.sourceImage(Aws.image(source)).targetImage(Aws.image(target)));
    }

    @Test
    void faces_are_detected_with_what_the_backing_knows_and_nothing_else() {
        FaceDetail face = detect(portrait(1, 1)).get(0);

        assertThat(face.confidence()).isEqualTo(99f);
        assertThat(face.landmarks())
                .extracting(Landmark::type)
                .containsExactlyInAnyOrder(
                        LandmarkType.EYE_LEFT,
                        LandmarkType.EYE_RIGHT,
                        LandmarkType.NOSE,
                        LandmarkType.MOUTH_LEFT,
                        LandmarkType.MOUTH_RIGHT);
        assertThat(face.pose().yaw()).isEqualTo(1f);
        assertThat(face.pose().pitch()).isEqualTo(2f);
        assertThat(face.quality().brightness()).isEqualTo(50f);
        assertThat(face.gender()).isNull();
        assertThat(face.hasEmotions()).isFalse();
    }

    @Test
    void an_attribute_is_answered_if_it_was_asked_for() {
        FaceDetail smiling = aws.detectFaces(
                        request -> request.attributes(Attribute.SMILE).image(Aws.image(portrait(1, 1))))
                .faceDetails()
                .get(0);
        FaceDetail all = aws.detectFaces(
                        request -> request.attributes(Attribute.ALL).image(Aws.image(portrait(1, 1))))
                .faceDetails()
                .get(0);

        assertThat(smiling.smile().value()).isNotNull();
        assertThat(smiling.gender()).isNull();
        assertThat(all.ageRange().low()).isLessThan(all.ageRange().high());
        assertThat(all.gender().value()).isNotNull();
        assertThat(all.emotions()).isNotEmpty();
        assertThat(all.eyeDirection().yaw()).isNotNull();
        assertThat(List.of(
                        all.smile().confidence(),
                        all.eyeglasses().confidence(),
                        all.sunglasses().confidence(),
                        all.gender().confidence(),
                        all.beard().confidence(),
                        all.mustache().confidence(),
                        all.eyesOpen().confidence(),
                        all.mouthOpen().confidence(),
                        all.faceOccluded().confidence()))
                .as("the backing knows none of them")
                .containsOnly(50f);
    }

    @Test
    void all_attributes_may_be_asked_for_and_unknown_ones_not() {
        assertThat(aws.detectFaces(request -> request.attributes(Attribute.ALL, Attribute.SMILE)
                                .image(Aws.image(portrait(1, 1))))
                        .faceDetails())
                .hasSize(1);
        assertThat(Aws.code(() -> aws.detectFaces(
                        request -> request.attributesWithStrings("SHOE_SIZE").image(Aws.image(portrait(1, 1))))))
                .isEqualTo("ValidationException");
    }

    @Test
    void a_picture_without_a_face_has_none() {
        assertThat(detect(image(200, 200))).isEmpty();
    }

    @Test
    void the_largest_source_face_is_compared_with_every_target_face() {
        byte[] source = image(600, 400, face(10, 10, 100, 2, 1), face(200, 10, 300, 1, 1));
        byte[] target = image(900, 400, face(10, 10, 300, 2, 2), face(400, 10, 200, 1, 2), face(700, 10, 100, 1, 1));

        CompareFacesResponse compared = compare(source, target);

        assertThat(Math.round(compared.sourceImageFace().boundingBox().width() * 600))
                .isEqualTo(300);
        assertThat(compared.faceMatches())
                .extracting(match -> Math.round(match.face().boundingBox().width() * 900))
                .containsExactly(100, 200);
        assertThat(compared.unmatchedFaces())
                .singleElement()
                .satisfies(face -> assertThat(face.landmarks()).hasSize(5));
    }

    @Test
    void at_a_threshold_of_zero_every_target_face_has_a_similarity() {
        CompareFacesResponse compared = aws.compareFaces(request -> request.sourceImage(Aws.image(portrait(1, 1)))
                .targetImage(Aws.image(portrait(2, 1)))
                .similarityThreshold(0f));

        assertThat(compared.faceMatches())
                .singleElement()
                .satisfies(match -> assertThat(match.similarity()).isBetween(0f, 80f));
        assertThat(compared.unmatchedFaces()).isEmpty();
    }

    @Test
    void a_comparison_without_a_face_is_a_bad_parameter_whichever_picture_it_is() {
        byte[] empty = image(200, 200);

        for (String code : List.of(
                Aws.code(() -> compare(empty, portrait(1, 1))), Aws.code(() -> compare(portrait(1, 1), empty)))) {
            assertThat(code).isEqualTo("InvalidParameterException");
        }
    }

    @Test
    void a_picture_in_a_bucket_is_found_and_a_missing_one_is_refused() {
        EMULATOR.emulator().s3("photographs", "folder/ann.png", portrait(1, 1));

        assertThat(detect(inBucket("folder/ann.png"))).hasSize(1);
        assertThat(Aws.code(() -> detect(inBucket("missing.png")))).isEqualTo("InvalidS3ObjectException");
    }

    private static Image inBucket(String name) {
        return Image.builder()
                .s3Object(object -> object.bucket("photographs").name(name))
                .build();
    }

    @Test
    void an_image_is_either_bytes_or_an_object() {
        Image both = inBucket("a").toBuilder()
                .bytes(SdkBytes.fromByteArray(portrait(1, 1)))
                .build();

        assertThat(Aws.code(() -> detect(both))).isEqualTo("InvalidParameterException");
        assertThat(Aws.code(() -> detect(Image.builder().build()))).isEqualTo("InvalidParameterException");
        assertThat(Aws.code(() -> aws.detectFaces(request -> {}))).isEqualTo("ValidationException");
    }

    @Test
    void bytes_have_a_size_from_one_to_five_mebibytes() {
        byte[] largest = Arrays.copyOf(portrait(1, 1), 5 << 20);

        assertThat(detect(largest)).hasSize(1);
        assertThat(Aws.refusal(() -> detect(Arrays.copyOf(largest, largest.length + 1)))
                        .awsErrorDetails())
                .satisfies(error -> {
                    assertThat(error.errorCode()).isEqualTo("ValidationException");
                    assertThat(error.errorMessage()).contains("image.bytes", "less than or equal to 5242880");
                });
        assertThat(Aws.code(() -> detect(new byte[0]))).isEqualTo("ValidationException");
    }

    @Test
    void an_object_may_have_fifteen_mebibytes() {
        EMULATOR.emulator().s3("photographs", "large", Arrays.copyOf(portrait(1, 1), 15 << 20));
        EMULATOR.emulator().s3("photographs", "too-large", Arrays.copyOf(portrait(1, 1), (15 << 20) + 1));

        assertThat(detect(inBucket("large"))).hasSize(1);
        assertThat(Aws.code(() -> detect(inBucket("too-large")))).isEqualTo("ImageTooLargeException");
    }

    @Test
    void jpeg_and_png_are_the_formats() {
        assertThat(detect(image("jpg", 300, 300))).isEmpty();
        assertThat(Aws.code(() -> detect(image("bmp", 300, 300, face(50, 50, 100, 1, 1)))))
                .isEqualTo("InvalidImageFormatException");
        assertThat(Aws.code(() -> detect(image("gif", 300, 300, face(50, 50, 100, 1, 1)))))
                .isEqualTo("InvalidImageFormatException");
        assertThat(Aws.code(() -> detect(image("webp", 300, 300, face(50, 50, 100, 1, 1)))))
                .isEqualTo("InvalidImageFormatException");
        assertThat(Aws.code(() -> detect(new byte[] {1, 2, 3, 4}))).isEqualTo("InvalidImageFormatException");
    }

    @Test
    void sides_are_from_80_to_10000_pixels() {
        assertThat(detect(image(80, 80))).isEmpty();
        assertThat(Aws.code(() -> detect(image(79, 80)))).isEqualTo("InvalidParameterException");
        assertThat(Aws.refusal(() -> detect(image(10_001, 80))).awsErrorDetails())
                .satisfies(error -> {
                    assertThat(error.errorCode()).isEqualTo("ImageTooLargeException");
                    assertThat(error.errorMessage()).contains("10001 x 80");
                });
    }
}
