package io.facebridge.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.facebridge.FaceGalleries;
import io.facebridge.FaceIdentifier;
import io.facebridge.FaceVerifier;
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
import io.facebridge.match.VerifyRequest;
import io.facebridge.remote.CallPolicy;
import io.facebridge.testkit.CannedService;
import io.facebridge.testkit.PaintedFaces;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that are JSON of the right form, with values that mean nothing. */
class AnswersWithoutMeaningTest {
    private static final FaceImage PORTRAIT = FaceImage.of(PaintedFaces.portrait(7, 1));
    private static final GalleryId STAFF = GalleryId.portable("staff");
    private static final PersonId ADA = PersonId.portable("ada");
    private static final String BOX = "\"BoundingBox\":{\"Width\":0.5,\"Height\":0.5,\"Left\":0.1,\"Top\":0.1}";
    private static final String DESCRIBED = "{\"FaceCount\":1,\"UserCount\":1,\"FaceModelVersion\":\"7.0\"}";

    private final CannedService service = AwsClients.cannedService().with("DescribeCollection", DESCRIBED);
    private final AwsFaces faces = AwsClients.faces(service.endpoint())
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
                        .contains(AwsClients.REQUEST_ID));
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "Infinity", "-Infinity"})
    void a_number_that_is_none_is_refused_wherever_it_is(String number) {
        String text = '"' + number + '"';
        service.with(
                        "DetectFaces",
                        "{\"FaceDetails\":[{" + BOX + ",\"EyeDirection\":{\"Yaw\":" + text + ",\"Pitch\":1}}]}")
                .with(
                        "SearchUsersByImage",
                        "{\"FaceModelVersion\":\"7.0\",\"SearchedFace\":{\"FaceDetail\":{" + BOX
                                + "}},\"UserMatches\":[{\"Similarity\":" + text + ",\"User\":{\"UserId\":\"ada\"}}]}")
                .with(
                        "GetFaceLivenessSessionResults",
                        "{\"SessionId\":\"s\",\"Status\":\"SUCCEEDED\",\"Confidence\":" + text + "}")
                .with("CreateFaceLivenessSession", "{\"SessionId\":\"ebe183f2-8aa4-4de2-8335-86d209be59fc\"}");
        LivenessSessions sessions = faces.require(LivenessSessions.class);
        var session = sessions.open(LivenessSessionRequest.forSubject("login-17"));

        assertUnusable(() -> faces.detector()
                .detect(PORTRAIT, new DetectOptions(faces.detector().features(), 1)));
        assertUnusable(() -> faces.require(FaceVerifier.class).verify(VerifyRequest.of(PORTRAIT, STAFF, ADA)));
        assertUnusable(() -> sessions.result(session));
    }

    @Test
    void a_list_with_an_item_that_is_null_is_refused() {
        service.with("ListFaces", "{\"Faces\":[]}")
                .with("IndexFaces", "{\"FaceRecords\":[],\"UnindexedFaces\":[null],\"FaceModelVersion\":\"7.0\"}");

        assertUnusable(() -> faces.require(FaceGalleries.class)
                .open(STAFF)
                .enroll(EnrollRequest.of(ADA, PORTRAIT).withoutQualityGate()));
    }

    @Test
    void a_list_of_faces_persons_or_names_with_an_item_that_is_null_is_refused() {
        FaceGalleries galleries = faces.require(FaceGalleries.class);
        service.with("DetectFaces", "{\"FaceDetails\":[null]}")
                .with(
                        "SearchUsersByImage",
                        "{\"FaceModelVersion\":\"7.0\",\"SearchedFace\":{\"FaceDetail\":{" + BOX
                                + "}},\"UserMatches\":[null]}")
                .with("ListCollections", "{\"CollectionIds\":[null]}")
                .with("ListUsers", "{\"Users\":[null]}")
                .with("ListFaces", "{\"Faces\":[null],\"FaceModelVersion\":\"7.0\"}");

        assertUnusable(() -> faces.detector().detect(PORTRAIT));
        assertUnusable(() -> faces.require(FaceIdentifier.class).identify(IdentifyRequest.of(PORTRAIT, STAFF)));
        assertUnusable(() -> galleries.list().forEach(id -> assertThat(id).isNotNull()));
        assertUnusable(
                () -> galleries.open(STAFF).list().forEach(id -> assertThat(id).isNotNull()));
        assertUnusable(() -> galleries.open(STAFF).find(ADA));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"\"", "\" \"", "\"a b\""})
    void a_person_or_a_collection_whose_id_is_none_of_the_service_is_refused(String id) {
        FaceGalleries galleries = faces.require(FaceGalleries.class);
        service.with("ListCollections", "{\"CollectionIds\":[" + id + "]}")
                .with("ListUsers", "{\"Users\":[{\"UserId\":" + id + "}]}")
                .with(
                        "SearchUsersByImage",
                        "{\"FaceModelVersion\":\"7.0\",\"SearchedFace\":{\"FaceDetail\":{" + BOX
                                + "}},\"UserMatches\":[{\"Similarity\":99,\"User\":{\"UserId\":" + id + "}}]}");

        assertUnusable(() -> galleries.list().forEach(group -> assertThat(group).isNotNull()));
        assertUnusable(() -> galleries
                .open(STAFF)
                .list()
                .forEach(person -> assertThat(person).isNotNull()));
        assertUnusable(() -> faces.require(FaceIdentifier.class).identify(IdentifyRequest.of(PORTRAIT, STAFF)));
    }

    @Test
    void a_collection_of_another_application_is_left_out_whatever_its_name_is() {
        service.with("ListCollections", "{\"CollectionIds\":[\"a b\",\"ours.staff\",\"\",\"ours.\",\"\u00e4\"]}");
        try (AwsFaces ours =
                AwsClients.faces(service.endpoint()).galleryPrefix("ours.").build()) {
            assertThat(ours.galleries().list()).containsExactly(STAFF);

            service.with("ListCollections", "{\"CollectionIds\":[\"ours.a b\"]}");
            assertUnusable(
                    () -> ours.galleries().list().forEach(id -> assertThat(id).isNotNull()));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {" ", "79cfd213-0(9ea-4138-9d85-037b152545d2", "79CFD213-09EA-4138-9D85-037B152545D2", "ada"})
    void a_face_whose_id_is_none_of_the_service_is_refused(String id) {
        String face = "{\"FaceId\":\"" + id + "\"," + BOX + ",\"UserId\":\"ada\",\"ExternalImageId\":\"ada\"}";
        FaceGallery gallery = faces.require(FaceGalleries.class).open(STAFF);
        service.with("ListFaces", "{\"Faces\":[]}")
                .with("CreateUser", "{}")
                .with("IndexFaces", "{\"FaceRecords\":[{\"Face\":" + face + "}],\"FaceModelVersion\":\"7.0\"}");
        assertUnusable(() -> gallery.enroll(EnrollRequest.of(ADA, PORTRAIT).withoutQualityGate()));

        service.with("ListFaces", "{\"Faces\":[" + face + "],\"FaceModelVersion\":\"7.0\"}");
        assertUnusable(() -> gallery.find(ADA));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a/b", "\u00e4"})
    void a_session_whose_id_is_none_of_the_service_is_refused(String name) {
        service.with("CreateFaceLivenessSession", "{\"SessionId\":\"" + name + "\"}");

        assertUnusable(() -> faces.require(LivenessSessions.class).open(LivenessSessionRequest.forSubject("login-17")));
    }

    @Test
    void a_negative_number_of_persons_or_faces_is_refused() {
        for (String count : new String[] {"FaceCount", "UserCount"}) {
            service.with("DescribeCollection", DESCRIBED.replace("\"" + count + "\":1", "\"" + count + "\":-1"));

            assertUnusable(() -> faces.require(FaceGalleries.class).open(STAFF).info());
        }
    }
}
