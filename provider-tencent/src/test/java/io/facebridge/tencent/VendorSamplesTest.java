package io.facebridge.tencent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.tencentcloudapi.iai.v20200303.models.CompareFaceResponse;
import io.facebridge.error.AlreadyExistsException;
import io.facebridge.error.FaceBridgeException;
import io.facebridge.error.InvalidImageException;
import io.facebridge.error.LowQualityException;
import io.facebridge.error.NotFoundException;
import io.facebridge.error.ProviderUnavailableException;
import io.facebridge.face.BoundingBox;
import io.facebridge.face.DetectOptions;
import io.facebridge.face.DetectedFace;
import io.facebridge.face.FaceAttributes.AgeRange;
import io.facebridge.face.FaceAttributes.FaceTrait;
import io.facebridge.face.FaceFeature;
import io.facebridge.face.FaceQuality.Usability;
import io.facebridge.face.FaceSelection;
import io.facebridge.face.HeadPose;
import io.facebridge.face.Landmarks.FaceContour;
import io.facebridge.face.Point;
import io.facebridge.gallery.EnrollRequest;
import io.facebridge.gallery.EnrolledFace;
import io.facebridge.gallery.FaceGallery;
import io.facebridge.gallery.FaceId;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.GalleryInfo;
import io.facebridge.gallery.PersonId;
import io.facebridge.image.FaceImage;
import io.facebridge.liveness.LivenessResult;
import io.facebridge.match.Comparison;
import io.facebridge.match.Identification;
import io.facebridge.match.IdentifyRequest;
import io.facebridge.match.ScoreScale;
import io.facebridge.match.VerifyRequest;
import io.facebridge.remote.CallPolicy;
import io.facebridge.testkit.CannedService;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the vendor publishes as answers of its service, read through its SDK into our values and exceptions. */
class VendorSamplesTest {
    private static final GalleryId GALLERY = new GalleryId("staff");
    private static final PersonId ADA = new PersonId("ada");
    private static final String NO_PERSON =
            "{\"Response\":{\"Error\":{\"Code\":\"InvalidParameterValue.PersonIdNotExist\",\"Message\":\"\"},"
                    + "\"RequestId\":\"1\"}}";
    private static final String OLD_MODEL =
            "{\"Response\":{\"Error\":{\"Code\":\"InvalidParameterValue.UnsupportedGroupFaceModelVersion\","
                    + "\"Message\":\"\"},\"RequestId\":\"1\"}}";
    private static final String ONE_FACE =
            "{\"Response\":{\"ImageWidth\":640,\"ImageHeight\":440,\"FaceInfos\":[{\"X\":60,\"Y\":300,\"Width\":380,"
                    + "\"Height\":340}],\"FaceModelVersion\":\"3.0\",\"RequestId\":\"1\"}}";

    /** What the tests below read. */
    private static final Set<String> READ = Set.of(
            "cn-AnalyzeFace-1",
            "cn-CompareFace-1",
            "cn-CompareMaskFace-2",
            "cn-CreateFace-1",
            "cn-CreateGroup-1",
            "cn-CreatePerson-1",
            "cn-CreatePerson-2",
            "cn-CreatePerson-3",
            "cn-DeleteGroup-1",
            "cn-DeletePerson-2",
            "cn-DetectFace-2",
            "cn-DetectLiveFaceAccurate-1",
            "cn-GetGroupInfo-1",
            "cn-GetGroupList-2",
            "cn-GetPersonGroupInfo-1",
            "cn-GetPersonList-1",
            "cn-GetPersonList-2",
            "cn-GetPersonListNum-2",
            "cn-SearchFaces-1",
            "cn-VerifyFace-1",
            "cn-VerifyFace-2",
            "cn-VerifyPerson-1",
            "cn-VerifyPerson-2",
            "cn-old-DetectLiveFace-1",
            "intl-CreateFace-2",
            "intl-DeletePerson-2",
            "intl-DeletePersonFromGroup-2",
            "intl-DetectLiveFaceAccurate-2",
            "intl-GetGroupList-1",
            "intl-GetGroupList-2",
            "intl-GetPersonBaseInfo-2",
            "intl-GetPersonGroupInfo-1",
            "intl-GetPersonGroupInfo-3",
            "intl-GetPersonList-1",
            "intl-GetPersonList-2",
            "intl-GetPersonList-3",
            "intl-GetPersonListNum-2",
            "intl-SearchFaces-1",
            "intl-SearchFaces-2");

    /** Of actions that the provider never sends; their codes are rows of the table of errors. */
    private static final Set<String> NEVER_SENT = Set.of(
            "cn-CopyPerson-2",
            "cn-GetUpgradeGroupFaceModelVersionJobList-1",
            "cn-GetUpgradeGroupFaceModelVersionResult-3",
            "cn-ModifyGroup-1",
            "cn-ModifyGroup-2",
            "cn-ModifyGroup-3",
            "cn-ModifyGroup-4",
            "cn-ModifyPersonBaseInfo-1",
            "cn-ModifyPersonBaseInfo-2",
            "cn-ModifyPersonGroupInfo-1",
            "cn-ModifyPersonGroupInfo-2",
            "cn-SearchPersonsReturnsByGroup-1",
            "cn-SearchPersonsReturnsByGroup-2",
            "cn-UpgradeGroupFaceModelVersion-1",
            "cn-old-CheckSimilarPerson-2",
            "cn-old-GetCheckSimilarPersonJobIdList-2",
            "intl-ModifyGroup-4",
            "intl-ModifyPersonGroupInfo-3",
            "intl-SearchPersonsReturnsByGroup-2");

    private final FaceImage blank = blank();
    private Path samples;
    private CannedService service;
    private TencentFaces faces;

    @BeforeEach
    void open() {
        samples = TencentClients.shared("samples", "tencent");
        service = TencentClients.cannedService();
        faces = faces(TencentClients.faces(service.endpoint()));
    }

    @AfterEach
    void close() {
        if (service != null) {
            faces.close();
            service.close();
        }
    }

    @Test
    void every_sample_is_read_or_never_sent() throws IOException {
        Set<String> there = new TreeSet<>();
        try (Stream<Path> files = Files.list(samples)) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("iai-"))
                    .forEach(name -> there.add(name.replace("iai-", "").replace(".json", "")));
        }
        Set<String> known = new TreeSet<>(READ);
        known.addAll(NEVER_SENT);

        assertThat(there).isEqualTo(known);
    }

    // Pictures

    @Test
    void detection() {
        with("DetectFace", "cn-DetectFace-2");
        DetectedFace face = faces.detector()
                .detect(blank, DetectOptions.defaults().with(FaceFeature.QUALITY, FaceFeature.POSE))
                .get(0);

        assertThat(face.box()).isEqualTo(new BoundingBox(156 / 640.0, 129 / 440.0, 196 / 640.0, 196 / 440.0));
        assertThat(face.confidence()).isEmpty();
        assertThat(face.pose()).contains(new HeadPose(5, 17, -2));
        assertThat(face.quality()).hasValueSatisfying(quality -> {
            assertThat(quality.sharpness()).hasValue(0.73);
            assertThat(quality.brightness()).hasValue(0.47);
            assertThat(quality.usability()).contains(Usability.HIGH);
        });
        assertThat(face.attributes()).isEmpty();
    }

    @Test
    void attributes_of_the_older_model() {
        with("DetectFace", "cn-DetectFace-2");
        try (TencentFaces old = faces(TencentClients.faces(service.endpoint()).faceModelVersion("2.0"))) {
            DetectedFace face = old.detector()
                    .detect(blank, DetectOptions.defaults().with(FaceFeature.ATTRIBUTES))
                    .get(0);

            assertThat(face.attributes()).hasValueSatisfying(attributes -> {
                assertThat(attributes.age()).contains(new AgeRange(51, 51));
                assertThat(attributes.gender()).hasValueSatisfying(gender -> {
                    assertThat(gender.value()).isEqualTo("male");
                    assertThat(gender.confidence().orElseThrow()).isEqualTo(0.99);
                });
                assertThat(attributes.traits().entrySet().stream()
                                .filter(trait -> trait.getValue().value())
                                .map(trait -> trait.getKey()))
                        .containsExactlyInAnyOrder(
                                FaceTrait.SMILE, FaceTrait.EYES_OPEN, FaceTrait.MASK, FaceTrait.OCCLUDED);
                // Bang 1 is none in this answer.
                assertThat(attributes.traits()).containsKeys(FaceTrait.GLASSES, FaceTrait.FRINGE);
            });
            assertThat(service.requests()).containsExactly("DetectFace");
        }
    }

    @Test
    void the_ninety_points() {
        service.with("DetectFace", ONE_FACE);
        with("AnalyzeFace", "cn-AnalyzeFace-1");
        DetectedFace face = faces.detector()
                .detect(blank, DetectOptions.defaults().with(FaceFeature.CONTOURS))
                .get(0);

        assertThat(face.landmarks()).hasValueSatisfying(points -> {
            assertThat(points.leftEye().x()).isLessThan(points.rightEye().x());
            assertThat(points.nose().x()).isCloseTo(244 / 550.0, within(1e-9));
            assertThat(points.nose().y()).isCloseTo(428 / 366.0, within(1e-9));
            assertThat(points.mouthLeft().x()).isCloseTo(173 / 550.0, within(1e-9));
            assertThat(points.mouthRight().x()).isCloseTo(317 / 550.0, within(1e-9));
            assertThat(points.contours()).containsOnlyKeys(FaceContour.values());
            assertThat(points.contours().get(FaceContour.FACE_OUTLINE)).hasSize(21);
            // Clockwise from the left corner: the upper edge comes first, and it is higher in the picture.
            for (FaceContour closed : List.of(
                    FaceContour.LEFT_EYE, FaceContour.RIGHT_EYE, FaceContour.OUTER_LIPS, FaceContour.INNER_LIPS)) {
                List<Point> line = Objects.requireNonNull(points.contours().get(closed));
                assertThat(line.get(0).x())
                        .as("%s", closed)
                        .isEqualTo(line.stream().mapToDouble(Point::x).min().orElseThrow());
                assertThat(line.get(line.size() / 4).y())
                        .as("%s", closed)
                        .isLessThan(line.get(line.size() - line.size() / 4).y());
            }
            for (FaceContour leftToRight : List.of(
                    FaceContour.LEFT_EYEBROW,
                    FaceContour.RIGHT_EYEBROW,
                    FaceContour.NOSE_BASE,
                    FaceContour.FACE_OUTLINE)) {
                List<Point> line = Objects.requireNonNull(points.contours().get(leftToRight));
                assertThat(line.get(0).x())
                        .as("%s", leftToRight)
                        .isLessThan(line.get(line.size() - 1).x());
            }
        });
    }

    @Test
    void comparison() {
        with("CompareFace", "cn-CompareFace-1");
        Comparison comparison = faces.comparer().compare(blank, blank);

        assertThat(comparison.score().value()).isCloseTo(0.999, within(1e-6));
        assertThat(comparison.score().scale().model()).isEqualTo("3.0");
        assertThat(comparison.score().scale().operation()).isEqualTo(ScoreScale.Operation.COMPARE);
        assertThat(comparison.vendor().requestId()).contains("a8eb4545-a154-4f86-9510-57a8be9cae0c");
        assertThat(comparison.vendor().as(CompareFaceResponse.class)).isPresent();
    }

    @Test
    void comparison_of_masked_faces() {
        with("CompareMaskFace", "cn-CompareMaskFace-2");
        try (TencentFaces domestic =
                faces(TencentClients.faces(service.endpoint()).site(TencentSite.DOMESTIC))) {
            assertThatExceptionOfType(LowQualityException.class)
                    .isThrownBy(() -> domestic.comparer().compareMasked(blank, blank));
        }
    }

    @Test
    void liveness_of_one_picture() {
        with("DetectLiveFaceAccurate", "cn-DetectLiveFaceAccurate-1");
        LivenessResult result = faces.livenessChecker().check(blank);
        assertThat(result.live()).isTrue();
        assertThat(result.score().orElseThrow().value()).isEqualTo(99);

        with("DetectLiveFaceAccurate", "intl-DetectLiveFaceAccurate-2");
        assertThatExceptionOfType(InvalidImageException.class)
                .isThrownBy(() -> faces.livenessChecker().check(blank));
    }

    @Test
    void liveness_by_the_withdrawn_action() {
        with("DetectLiveFace", "cn-old-DetectLiveFace-1");
        try (TencentFaces legacy =
                faces(TencentClients.faces(service.endpoint()).legacyLiveness())) {
            LivenessResult result = legacy.livenessChecker().check(blank);

            assertThat(result.live()).isTrue();
            assertThat(result.score()).isEmpty();
        }
    }

    // Galleries

    @Test
    void groups() {
        with("GetGroupList", "cn-GetGroupList-2");
        assertThat(faces.galleries().list()).contains(new GalleryId("TencentShenZhenEmployee"));
        with("GetGroupList", "intl-GetGroupList-2");
        unusable(() -> faces.galleries().list().iterator().hasNext());
        service.with("GetGroupList", raw("intl-GetGroupList-1"));
        unusable(() -> faces.galleries().list().iterator().hasNext());
    }

    @Test
    void a_new_group_and_a_deleted_one() {
        with("CreateGroup", "cn-CreateGroup-1");
        with("DeleteGroup", "cn-DeleteGroup-1");

        assertThatCode(() -> {
                    faces.galleries().create(GALLERY);
                    faces.galleries().delete(GALLERY);
                })
                .doesNotThrowAnyException();
    }

    @Test
    void what_a_group_says_of_itself() {
        with("GetGroupInfo", "cn-GetGroupInfo-1");
        with("GetPersonListNum", "intl-GetPersonListNum-2");
        GalleryInfo info = gallery().info();
        assertThat(info.model()).contains("3.0");
        assertThat(info.created().orElseThrow()).hasToString("2019-06-03T03:02:11.613Z");
        assertThat(info.persons()).isEmpty();

        with("GetPersonListNum", "cn-GetPersonListNum-2");
        assertNotFound(NotFoundException.Kind.GALLERY, () -> gallery().info());
    }

    @Test
    void persons_of_a_group() {
        with("GetPersonList", "cn-GetPersonList-1");
        assertThat(gallery().list()).containsExactly(new PersonId("2001"));
        with("GetPersonList", "intl-GetPersonList-1");
        assertThat(gallery().list()).containsExactly(new PersonId("2001"));
        with("GetPersonList", "intl-GetPersonList-2");
        assertThat(gallery().list().iterator().next()).isEqualTo(new PersonId("1001"));
        with("GetPersonList", "intl-GetPersonList-3");
        unusable(() -> gallery().list().iterator().hasNext());
        with("GetPersonList", "cn-GetPersonList-2");
        assertNotFound(
                NotFoundException.Kind.GALLERY,
                () -> gallery().list().iterator().hasNext());
    }

    @Test
    void one_person() {
        service.with("GetPersonBaseInfo", NO_PERSON);
        with("GetPersonGroupInfo", "cn-GetPersonGroupInfo-1");
        with("GetGroupInfo", "cn-GetGroupInfo-1");
        assertThat(gallery().find(ADA)).isEmpty();

        with("GetPersonGroupInfo", "intl-GetPersonGroupInfo-3");
        unusable(() -> gallery().find(ADA));
        with("GetPersonBaseInfo", "intl-GetPersonBaseInfo-2");
        unusable(() -> gallery().find(ADA));
    }

    @Test
    void somebody_whom_others_put_into_a_group() {
        with("VerifyPerson", "cn-VerifyPerson-1");
        service.with("VerifyPerson", NO_PERSON);
        with("GetPersonGroupInfo", "intl-GetPersonGroupInfo-1");
        GalleryId dormitory = new GalleryId("ZhuYuanDormitoryNo1");
        assertNotFound(
                NotFoundException.Kind.PERSON,
                () -> faces.verifier()
                        .verify(VerifyRequest.of(blank, dormitory, ADA).face(FaceSelection.LARGEST)));

        assertThat(service.requests()).containsExactly("VerifyPerson", "GetPersonGroupInfo", "VerifyPerson");
    }

    @Test
    void removal() {
        with("DeletePerson", "intl-DeletePerson-2");
        gallery().remove(ADA);
        with("DeletePerson", "cn-DeletePerson-2");
        with("GetPersonGroupInfo", "intl-GetPersonGroupInfo-1");
        with("DeletePersonFromGroup", "intl-DeletePersonFromGroup-2");
        faces.galleries().open(new GalleryId("ZhuYuanDormitoryNo1")).remove(ADA);

        assertThat(service.requests())
                .containsExactly("DeletePerson", "DeletePerson", "GetPersonGroupInfo", "DeletePersonFromGroup");
    }

    @Test
    void enrollment() {
        service.with("GetPersonBaseInfo", NO_PERSON).with("GetPersonGroupInfo", NO_PERSON);
        with("GetGroupInfo", "cn-GetGroupInfo-1");
        with("CreatePerson", "cn-CreatePerson-1");
        with("CreateFace", "cn-CreateFace-1");
        List<EnrolledFace> enrolled = gallery()
                .enroll(EnrollRequest.of(ADA, List.of(blank, blank))
                        .face(FaceSelection.LARGEST)
                        .withoutQualityGate())
                .faces();

        assertThat(enrolled)
                .extracting(EnrolledFace::id)
                .containsExactly(new FaceId("3454816969590585885"), new FaceId("2875186538564559728"));
        assertThat(enrolled.get(0).face().box())
                .isEqualTo(new BoundingBox(172 / 640.0, 122 / 440.0, 178 / 640.0, 228 / 440.0));
    }

    @Test
    void enrollments_that_the_service_refuses() {
        service.with("GetPersonBaseInfo", NO_PERSON).with("GetPersonGroupInfo", NO_PERSON);
        with("GetGroupInfo", "cn-GetGroupInfo-1");
        with("CreatePerson", "cn-CreatePerson-2");
        AlreadyExistsException there = catchThrowableOfType(AlreadyExistsException.class, this::enroll);
        assertThat(there.kind()).isEqualTo(AlreadyExistsException.Kind.PERSON);
        with("CreatePerson", "cn-CreatePerson-3");
        assertNotFound(NotFoundException.Kind.GALLERY, this::enroll);

        service.with(
                "GetPersonBaseInfo",
                "{\"Response\":{\"PersonName\":\"ada\",\"Gender\":0,\"FaceIds\":[\"1\"],\"RequestId\":\"1\"}}");
        with("CreateFace", "intl-CreateFace-2");
        unusable(this::enroll);
    }

    // Searches

    @Test
    void verification() {
        with("VerifyPerson", "cn-VerifyPerson-1");
        Comparison comparison = verify();
        assertThat(comparison.score().value()).isEqualTo(100);
        assertThat(comparison.score().scale().falseMatchTable()).isEmpty();
        with("VerifyPerson", "cn-VerifyPerson-2");
        assertThatExceptionOfType(InvalidImageException.class).isThrownBy(this::verify);

        service.with("VerifyPerson", OLD_MODEL);
        with("VerifyFace", "cn-VerifyFace-1");
        assertThat(verify().score().value()).isEqualTo(100);
        with("VerifyFace", "cn-VerifyFace-2");
        assertThatExceptionOfType(InvalidImageException.class).isThrownBy(this::verify);
    }

    @Test
    void identification() {
        service.with("SearchPersons", OLD_MODEL);
        with("SearchFaces", "cn-SearchFaces-1");
        Identification found = identify(GALLERY);
        assertThat(found.face().box()).isEqualTo(new BoundingBox(370 / 640.0, 46 / 440.0, 75 / 640.0, 75 / 440.0));
        assertThat(found.candidates()).singleElement().satisfies(candidate -> {
            assertThat(candidate.person()).isEqualTo(new PersonId("1001"));
            assertThat(candidate.score().value()).isEqualTo(100);
            assertThat(candidate.score().scale().operation()).isEqualTo(ScoreScale.Operation.IDENTIFY);
        });

        with("SearchFaces", "intl-SearchFaces-1");
        assertThat(identify(new GalleryId("abc"), new GalleryId("def")).candidates())
                .extracting(candidate -> candidate.gallery())
                .contains(new GalleryId("abc"));
        with("SearchFaces", "intl-SearchFaces-2");
        unusable(() -> identify(GALLERY));
    }

    private FaceGallery gallery() {
        return faces.galleries().open(GALLERY);
    }

    private void enroll() {
        gallery()
                .enroll(EnrollRequest.of(ADA, blank).face(FaceSelection.LARGEST).withoutQualityGate());
    }

    private Comparison verify() {
        return faces.verifier().verify(VerifyRequest.of(blank, GALLERY, ADA).face(FaceSelection.LARGEST));
    }

    private Identification identify(GalleryId... galleries) {
        return faces.identifier().identify(IdentifyRequest.of(blank, galleries)).get(0);
    }

    private void with(String action, String sample) {
        service.with(action, json(sample).toString());
    }

    private JsonElement json(String sample) {
        return JsonParser.parseString(read(sample)).getAsJsonObject().get("response");
    }

    /** A response that is no JSON, as it was published. */
    private String raw(String sample) {
        return json(sample).isJsonPrimitive()
                ? json(sample).getAsString()
                : read(sample).substring(1);
    }

    private String read(String sample) {
        try {
            return Files.readString(samples.resolve("iai-" + sample + ".json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TencentFaces faces(TencentFaces.Builder builder) {
        return builder.callPolicy(CallPolicy.builder()
                        .unlimitedRate()
                        .noCircuitBreaker()
                        .maxAttempts(1)
                        .build())
                .build();
    }

    private static void unusable(ThrowingCallable call) {
        assertThatExceptionOfType(ProviderUnavailableException.class)
                .isThrownBy(call)
                .withMessageContaining("cannot be used");
    }

    private static void assertNotFound(NotFoundException.Kind kind, ThrowingCallable call) {
        NotFoundException thrown = catchThrowableOfType(NotFoundException.class, call);
        assertThat((FaceBridgeException) thrown).as("the refusal").isNotNull();
        assertThat(thrown.kind()).isEqualTo(kind);
    }

    /** Of the size of the picture in the sample of DetectFace. */
    private static FaceImage blank() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(640, 440, BufferedImage.TYPE_INT_RGB), "jpg", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return FaceImage.of(bytes.toByteArray());
    }
}
