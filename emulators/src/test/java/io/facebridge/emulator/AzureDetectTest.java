package io.facebridge.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.facebridge.FaceDetector;
import io.facebridge.face.DetectOptions;
import io.facebridge.face.DetectedFace;
import io.facebridge.face.FaceAttributes;
import io.facebridge.face.FaceAttributes.FaceTrait;
import io.facebridge.face.FaceFeature;
import io.facebridge.face.FaceQuality;
import io.facebridge.face.QualityReason;
import io.facebridge.image.FaceImage;
import io.facebridge.testkit.PaintedFaces;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AzureDetectTest {
    private static AzureEmulator emulator;
    private static Azure azure;

    @BeforeAll
    static void start() {
        emulator = AzureEmulator.backedBy(new PaintedFaces()).key(Azure.KEY).start();
        azure = new Azure(emulator);
    }

    @AfterAll
    static void stop() {
        emulator.close();
    }

    @BeforeEach
    void reset() {
        emulator.reset();
    }

    private static Azure.Answer detect(String query, byte[] picture) {
        return azure.bytes("/detect?" + query, picture);
    }

    private static Azure.Answer detect(String query) {
        return detect(query, Azure.portrait(1, 1));
    }

    @Test
    void a_face_has_an_id_and_a_rectangle_in_pixels_and_nothing_else_unless_asked() {
        Azure.Answer answer = azure.bytes("/detect", Azure.portrait(1, 1));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text())
                .isEqualTo("[{\"faceId\":\"" + answer.at(0, "faceId")
                        + "\",\"faceRectangle\":{\"top\":50,\"left\":50,\"width\":150,\"height\":150}}]");
        assertThat(UUID.fromString(answer.textAt(0, "faceId"))).isNotNull();
    }

    @Test
    void without_an_id_no_template_is_made() {
        CountingFaces counting = new CountingFaces();
        try (AzureEmulator counted = AzureEmulator.backedBy(counting, counting.templates(), PaintedFaces.SCALE)
                .start()) {
            Azure.Answer answer = new Azure(counted).bytes("/detect?returnFaceId=false", Azure.portrait(1, 1));

            assertThat(answer.at(0, "faceId")).isNull();
            assertThat(answer.list()).hasSize(1);
            assertThat(counting.calls()).isEqualTo(1);
        }
    }

    @Test
    void nobody_in_the_picture_is_an_empty_list() {
        Azure.Answer answer = detect("", Azure.picture(300, 300));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo("[]");
    }

    @Test
    void the_largest_face_comes_first() {
        byte[] three = Azure.picture(
                600,
                300,
                PaintedFaces.face(10, 10, 50, 1, 1),
                PaintedFaces.face(100, 10, 200, 2, 1),
                PaintedFaces.face(400, 10, 100, 3, 1));

        Azure.Answer answer = detect("returnFaceId=false", three);

        assertThat(List.of(
                        answer.numberAt(0, "faceRectangle", "width"),
                        answer.numberAt(1, "faceRectangle", "width"),
                        answer.numberAt(2, "faceRectangle", "width")))
                .containsExactly(200.0, 100.0, 50.0);
    }

    @Test
    void faces_below_36_pixels_are_not_seen_and_in_pictures_beyond_full_hd_below_their_share() {
        byte[] picture = Azure.picture(
                500,
                200,
                PaintedFaces.face(10, 10, 35, 1, 1),
                PaintedFaces.face(100, 10, 36, 2, 1),
                PaintedFaces.face(200, 10, 72, 3, 1));
        byte[] wide = PaintedFaces.image(
                3840, 100, PaintedFaces.face(10, 10, 71, 1, 1), PaintedFaces.face(200, 10, 72, 2, 1));

        assertThat(detect("", picture).list()).hasSize(2);
        assertThat(detect("", wide).list()).hasSize(1);
    }

    @Test
    void the_recognition_model_is_named_if_asked_and_the_oldest_unless_another_is_wanted() {
        assertThat(detect("returnRecognitionModel=true").at(0, "recognitionModel"))
                .isEqualTo("recognition_01");
        assertThat(detect("returnRecognitionModel=true&recognitionModel=recognition_04")
                        .at(0, "recognitionModel"))
                .isEqualTo("recognition_04");
    }

    @Test
    void attributes_are_what_the_backing_knows_of_them() {
        Azure.Answer answer = detect("detectionModel=detection_03&recognitionModel=recognition_04"
                + "&returnFaceAttributes=headPose%2Cblur,exposure,qualityForRecognition,mask");

        assertThat(answer.at(0, "faceAttributes"))
                .isEqualTo(Map.of(
                        "headPose", Map.of("pitch", 2.0, "roll", 3.0, "yaw", 1.0),
                        "blur", Map.of("blurLevel", "low", "value", 0.1),
                        "exposure", Map.of("exposureLevel", "goodExposure", "value", 0.5),
                        "mask", Map.of("type", "noMask", "noseAndMouthCovered", false),
                        "qualityForRecognition", "high"));
    }

    @Test
    void masks_occlusions_and_glasses_are_those_that_the_backing_knows() {
        PaintedFaces painted = new PaintedFaces();
        FaceDetector knowing = new FaceDetector() {
            @Override
            public List<DetectedFace> detect(FaceImage image, DetectOptions options) {
                DetectedFace seen = painted.detect(image, options).get(0);
                return List.of(DetectedFace.at(seen.box())
                        .quality(FaceQuality.builder()
                                .finding(QualityReason.MASKED, true)
                                .build())
                        .attributes(FaceAttributes.builder()
                                .trait(FaceTrait.OCCLUDED, false, 0.9)
                                .trait(FaceTrait.SUNGLASSES, true, 0.9)
                                .build())
                        .build());
            }

            @Override
            public Set<FaceFeature> features() {
                return Set.of(FaceFeature.QUALITY, FaceFeature.ATTRIBUTES);
            }
        };
        try (AzureEmulator backed =
                AzureEmulator.backedBy(knowing, painted, PaintedFaces.SCALE).start()) {
            Azure client = new Azure(backed);
            String query = "/detect?returnFaceId=false&returnFaceAttributes=";

            Azure.Answer present =
                    client.bytes(query + "mask,occlusion,glasses&detectionModel=detection_03", Azure.portrait(1, 1));
            Azure.Answer old = client.bytes(query + "accessories,noise", Azure.portrait(1, 1));

            assertThat(present.at(0, "faceAttributes"))
                    .isEqualTo(Map.of(
                            "mask", Map.of("type", "faceMask", "noseAndMouthCovered", true),
                            "occlusion",
                                    Map.of("foreheadOccluded", false, "eyeOccluded", false, "mouthOccluded", false),
                            "glasses", "sunglasses"));
            assertThat(old.at(0, "faceAttributes"))
                    .isEqualTo(Map.of(
                            "accessories",
                            List.of(Map.of("type", "glasses", "confidence", 1.0)),
                            "noise",
                            Map.of("noiseLevel", "low", "value", 0.0)));
        }
    }

    @Test
    void a_blurred_face_is_of_low_quality() {
        byte[] bad = Azure.picture(300, 300, PaintedFaces.badFace(50, 50, 150, 1, 1));

        Azure.Answer answer =
                detect("recognitionModel=recognition_03&returnFaceAttributes=blur,qualityForRecognition", bad);

        assertThat(answer.at(0, "faceAttributes", "blur", "blurLevel")).isEqualTo("high");
        assertThat(answer.at(0, "faceAttributes", "qualityForRecognition")).isEqualTo("low");
    }

    @ParameterizedTest
    @CsvSource({
        "detection_01, accessories blur exposure glasses headPose noise occlusion, mask",
        "detection_03, blur exposure glasses headPose mask occlusion, accessories noise",
        "detection_02, '', accessories blur exposure glasses headPose mask noise occlusion",
    })
    void each_detection_model_has_attributes_of_its_own(String model, String known, String unknown) {
        String query = "detectionModel=" + model + "&returnFaceAttributes=";

        assertThat(words(known))
                .allSatisfy(name -> assertThat(detect(query + name).status()).isEqualTo(200));
        assertThat(words(unknown))
                .allSatisfy(name -> assertThat(detect(query + name).refusal()).isEqualTo("400 BadArgument"));
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : Arrays.asList(text.split(" ", -1));
    }

    @Test
    void quality_for_recognition_takes_one_of_the_newer_recognition_models() {
        String query = "returnFaceAttributes=qualityForRecognition&recognitionModel=recognition_0";

        assertThat(List.of(1, 2))
                .allSatisfy(
                        number -> assertThat(detect(query + number).refusal()).isEqualTo("400 BadArgument"));
        assertThat(List.of(3, 4))
                .allSatisfy(
                        number -> assertThat(detect(query + number).status()).isEqualTo(200));
    }

    @ParameterizedTest
    @ValueSource(strings = {"age", "gender", "smile", "facialHair", "emotion", "hair", "makeup"})
    void attributes_that_were_withdrawn_are_refused_as_unsupported(String name) {
        Azure.Answer answer = detect("returnFaceAttributes=headPose," + name);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.at("error", "innererror", "code")).isEqualTo("UnsupportedFeature");
    }

    @Test
    void landmarks_are_in_pixels() {
        Azure.Answer answer = detect("returnFaceLandmarks=true");

        assertThat(answer.at(0, "faceLandmarks", "pupilLeft")).isEqualTo(Map.of("x", 87.5, "y", 87.5));
        assertThat(answer.at(0, "faceLandmarks", "noseTip")).isEqualTo(Map.of("x", 125.0, "y", 125.0));
        assertThat(detect("returnFaceLandmarks=true&detectionModel=detection_02")
                        .refusal())
                .isEqualTo("400 BadArgument");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "detectionModel=detection_04",
                "recognitionModel=newest",
                "returnFaceId=maybe",
                "faceIdTimeToLive=59",
                "faceIdTimeToLive=86401",
                "faceIdTimeToLive=long",
                "returnFaceAttributes=shoes"
            })
    void parameters_out_of_range_are_refused(String query) {
        assertThat(detect(query).refusal()).isEqualTo("400 BadArgument");
    }

    @Test
    void pictures_have_from_1_kb_to_6_mb_and_up_to_4096_pixels_a_side() {
        byte[] small = PaintedFaces.image(80, 80);
        byte[] wide = PaintedFaces.image("bmp", 4097, 10);

        assertThat(small).hasSizeLessThan(1024);
        assertThat(detect("", small).refusal()).isEqualTo("400 InvalidImageSize");
        assertThat(detect("", wide).refusal()).isEqualTo("400 InvalidImageSize");
        assertThat(detect("", new byte[(6 << 20) + 1]).refusal()).isEqualTo("400 InvalidImageSize");
        assertThat(detect("", Azure.picture(1500, 1380, PaintedFaces.face(50, 50, 150, 1, 1)))
                        .list())
                .hasSize(1);
    }

    @Test
    void what_is_no_picture_cannot_be_decoded_and_four_formats_can() {
        PaintedFaces.Square face = PaintedFaces.face(50, 50, 150, 1, 1);
        List<Integer> sizes = new ArrayList<>();
        for (String format : List.of("jpg", "png", "gif", "bmp")) {
            byte[] picture = PaintedFaces.image(format, 1200, 900, face);
            sizes.add(detect("returnFaceId=false", picture).status());
        }

        assertThat(detect("", new byte[2000]).refusal()).isEqualTo("400 InvalidImage");
        assertThat(detect("", PaintedFaces.image("webp", 1200, 900, face)).refusal())
                .isEqualTo("400 InvalidImage");
        assertThat(sizes).containsOnly(200);
    }

    @Test
    void an_address_is_not_fetched_and_other_bodies_are_not_taken() {
        Azure.Answer url = azure.post("/detect", "{'url': 'https://localhost/picture.jpg'}");

        assertThat(url.refusal()).isEqualTo("400 InvalidURL");
        assertThat(url.text()).contains("octet-stream");
        assertThat(azure.post("/detect", "{}").refusal()).isEqualTo("400 BadArgument");
        assertThat(azure.send("POST", "/detect", "text/plain", Azure.portrait(1, 1))
                        .refusal())
                .isEqualTo("415 UnsupportedMediaType");
    }
}
