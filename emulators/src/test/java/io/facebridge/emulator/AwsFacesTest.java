package io.facebridge.emulator;

import static io.facebridge.testkit.PaintedFaces.badFace;
import static io.facebridge.testkit.PaintedFaces.face;
import static io.facebridge.testkit.PaintedFaces.image;
import static io.facebridge.testkit.PaintedFaces.portrait;
import static org.assertj.core.api.Assertions.assertThat;

import io.facebridge.emulator.junit.EmulatorExtension;
import io.facebridge.testkit.PaintedFaces;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.rekognition.RekognitionClient;
import software.amazon.awssdk.services.rekognition.model.DeleteFacesResponse;
import software.amazon.awssdk.services.rekognition.model.Face;
import software.amazon.awssdk.services.rekognition.model.FaceMatch;
import software.amazon.awssdk.services.rekognition.model.FaceRecord;
import software.amazon.awssdk.services.rekognition.model.IndexFacesResponse;
import software.amazon.awssdk.services.rekognition.model.ListFacesResponse;
import software.amazon.awssdk.services.rekognition.model.QualityFilter;
import software.amazon.awssdk.services.rekognition.model.Reason;
import software.amazon.awssdk.services.rekognition.model.SearchFacesByImageResponse;
import software.amazon.awssdk.services.rekognition.model.SearchFacesResponse;
import software.amazon.awssdk.services.rekognition.model.UnsuccessfulFaceDeletionReason;

class AwsFacesTest {
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

    @BeforeEach
    void create() {
        aws.createCollection(request -> request.collectionId("staff"));
    }

    private static IndexFacesResponse index(byte[] picture, String externalId) {
        return aws.indexFaces(request ->
                request.collectionId("staff").externalImageId(externalId).image(Aws.image(picture)));
    }

    private static String indexed(int person, int photograph) {
        return index(portrait(person, photograph), "p" + person)
                .faceRecords()
                .get(0)
                .face()
                .faceId();
    }

    @Test
    void an_indexed_face_is_described_and_listed() {
        IndexFacesResponse indexed = index(portrait(1, 1), "ann:1");

        FaceRecord record = indexed.faceRecords().get(0);
        assertThat(indexed.faceModelVersion()).isEqualTo("7.0");
        assertThat(record.face().externalImageId()).isEqualTo("ann:1");
        assertThat(record.face().confidence()).isEqualTo(99f);
        assertThat(record.face().userId()).isNull();
        assertThat(record.faceDetail().landmarks()).hasSize(5);
        assertThat(record.faceDetail().pose().roll()).isEqualTo(3f);
        assertThat(record.faceDetail().quality().sharpness()).isEqualTo(90f);
        assertThat(record.faceDetail().boundingBox().left()).isEqualTo(50f / 300);
        assertThat(aws.listFaces(request -> request.collectionId("staff")).faces())
                .containsExactly(record.face());
    }

    @Test
    void the_largest_faces_up_to_the_limit_are_indexed_and_the_others_are_named() {
        byte[] three = image(900, 400, face(10, 10, 100, 1, 1), face(200, 10, 300, 2, 1), face(600, 10, 200, 3, 1));

        IndexFacesResponse indexed = aws.indexFaces(
                request -> request.collectionId("staff").maxFaces(2).image(Aws.image(three)));

        assertThat(indexed.faceRecords())
                .extracting(record -> Math.round(record.face().boundingBox().width() * 900))
                .containsExactly(300, 200);
        assertThat(indexed.unindexedFaces()).singleElement().satisfies(face -> {
            assertThat(face.reasons()).containsExactly(Reason.EXCEEDS_MAX_FACES);
            assertThat(Math.round(face.faceDetail().boundingBox().width() * 900))
                    .isEqualTo(100);
        });
    }

    @Test
    void a_picture_without_a_face_indexes_nothing() {
        IndexFacesResponse indexed = index(image(200, 200), "none");

        assertThat(indexed.hasFaceRecords()).isTrue();
        assertThat(indexed.faceRecords()).isEmpty();
        assertThat(indexed.unindexedFaces()).isEmpty();
    }

    @Test
    void a_face_of_bad_quality_is_not_indexed_unless_the_filter_is_off() {
        byte[] blurred = image(300, 300, badFace(50, 50, 150, 1, 1));

        IndexFacesResponse filtered = index(blurred, "a");
        IndexFacesResponse all = aws.indexFaces(request ->
                request.collectionId("staff").qualityFilter(QualityFilter.NONE).image(Aws.image(blurred)));

        assertThat(filtered.faceRecords()).isEmpty();
        assertThat(filtered.unindexedFaces().get(0).reasons()).containsExactly(Reason.LOW_SHARPNESS);
        assertThat(all.faceRecords()).hasSize(1);
    }

    @Test
    void a_face_that_is_filtered_out_does_not_count_towards_the_limit() {
        byte[] two = image(600, 400, badFace(10, 10, 300, 1, 1), face(400, 10, 150, 2, 1));

        IndexFacesResponse indexed = aws.indexFaces(
                request -> request.collectionId("staff").maxFaces(1).image(Aws.image(two)));

        assertThat(indexed.faceRecords())
                .singleElement()
                .satisfies(record -> assertThat(
                                Math.round(record.face().boundingBox().width() * 600))
                        .isEqualTo(150));
        SearchFacesByImageResponse found =
                aws.searchFacesByImage(request -> request.collectionId("staff").image(Aws.image(portrait(2, 1))));
        assertThat(found.faceMatches()).hasSize(1);
    }

    @Test
    void the_same_picture_with_the_same_external_id_is_stored_once() {
        String first = indexed(1, 1);

        assertThat(indexed(1, 1)).isEqualTo(first);
        assertThat(index(portrait(1, 1), "another").faceRecords().get(0).face().faceId())
                .isNotEqualTo(first);
        assertThat(aws.listFaces(request -> request.collectionId("staff")).faces())
                .hasSize(2);
    }

    @Test
    void a_deleted_face_is_not_found_and_can_be_indexed_again() {
        String first = indexed(1, 1);

        DeleteFacesResponse deleted =
                aws.deleteFaces(request -> request.collectionId("staff").faceIds(first));

        assertThat(deleted.deletedFaces()).containsExactly(first);
        assertThat(search(portrait(1, 1))).isEmpty();
        assertThat(indexed(1, 1)).isNotEqualTo(first);
    }

    private static List<FaceMatch> search(byte[] picture) {
        return aws.searchFacesByImage(request ->
                        request.collectionId("staff").faceMatchThreshold(0f).image(Aws.image(picture)))
                .faceMatches();
    }

    @Test
    void faces_that_cannot_be_deleted_are_named_with_the_reason() {
        String owned = indexed(1, 1);
        String free = indexed(2, 1);
        String unknown = UUID.randomUUID().toString();
        aws.createUser(request -> request.collectionId("staff").userId("ann"));
        aws.associateFaces(
                request -> request.collectionId("staff").userId("ann").faceIds(owned));

        DeleteFacesResponse deleted =
                aws.deleteFaces(request -> request.collectionId("staff").faceIds(owned, free, unknown));

        assertThat(deleted.deletedFaces()).containsExactly(free);
        assertThat(deleted.unsuccessfulFaceDeletions())
                .extracting(one -> one.reasons().get(0))
                .containsExactly(
                        UnsuccessfulFaceDeletionReason.ASSOCIATED_TO_AN_EXISTING_USER,
                        UnsuccessfulFaceDeletionReason.FACE_NOT_FOUND);
        assertThat(deleted.unsuccessfulFaceDeletions().get(0).userId()).isEqualTo("ann");
    }

    @Test
    void faces_are_searched_by_picture_best_first_above_the_threshold() {
        String same = indexed(1, 1);
        String alike = indexed(1, 2);
        indexed(2, 1);

        SearchFacesByImageResponse found =
                aws.searchFacesByImage(request -> request.collectionId("staff").image(Aws.image(portrait(1, 1))));

        assertThat(found.faceMatches())
                .extracting(match -> match.face().faceId())
                .containsExactly(same, alike);
        assertThat(found.faceMatches().get(0).similarity()).isGreaterThan(99.99f);
        assertThat(found.faceMatches().get(1).similarity()).isBetween(99f, 99.9999f);
        assertThat(found.searchedFaceBoundingBox().width()).isEqualTo(0.5f);
        assertThat(found.searchedFaceConfidence()).isEqualTo(99f);
    }

    @Test
    void the_largest_face_of_a_picture_is_searched() {
        indexed(1, 1);
        indexed(2, 1);

        List<FaceMatch> found = search(image(600, 400, face(10, 10, 100, 1, 1), face(200, 10, 300, 2, 1)));

        assertThat(found.get(0).face().externalImageId()).isEqualTo("p2");
    }

    @Test
    void a_threshold_of_zero_returns_everybody_and_a_limit_the_best() {
        for (int person = 1; person <= 5; person++) {
            indexed(person, 1);
        }

        assertThat(search(portrait(3, 1))).hasSize(5);
        assertThat(aws.searchFacesByImage(request -> request.collectionId("staff")
                                .faceMatchThreshold(0f)
                                .maxFaces(1)
                                .image(Aws.image(portrait(3, 1))))
                        .faceMatches())
                .extracting(match -> match.face().externalImageId())
                .containsExactly("p3");
    }

    @Test
    void a_picture_without_a_face_cannot_be_searched() {
        assertThat(Aws.refusal(() -> search(image(200, 200))).awsErrorDetails()).satisfies(error -> {
            assertThat(error.errorCode()).isEqualTo("InvalidParameterException");
            assertThat(error.errorMessage()).isEqualTo("There are no faces in the image. Should be at least 1.");
        });
    }

    @Test
    void a_face_is_searched_among_the_others() {
        String one = indexed(1, 1);
        String two = indexed(1, 2);

        SearchFacesResponse found =
                aws.searchFaces(request -> request.collectionId("staff").faceId(one));

        assertThat(found.searchedFaceId()).isEqualTo(one);
        assertThat(found.faceMatches())
                .extracting(match -> match.face().faceId())
                .containsExactly(two);
    }

    @Test
    void a_face_that_is_not_in_the_collection_is_a_bad_parameter() {
        assertThat(Aws.refusal(() -> aws.searchFaces(request -> request.collectionId("staff")
                                .faceId(UUID.randomUUID().toString())))
                        .awsErrorDetails())
                .satisfies(error -> {
                    assertThat(error.errorCode()).isEqualTo("InvalidParameterException");
                    assertThat(error.errorMessage()).isEqualTo("faceId was not found in the collection");
                });
    }

    @Test
    void faces_are_listed_by_user_and_by_id() {
        String ofAnn = indexed(1, 1);
        String ofNobody = indexed(2, 1);
        aws.createUser(request -> request.collectionId("staff").userId("ann"));
        aws.associateFaces(
                request -> request.collectionId("staff").userId("ann").faceIds(ofAnn));

        ListFacesResponse byUser =
                aws.listFaces(request -> request.collectionId("staff").userId("ann"));
        ListFacesResponse byId =
                aws.listFaces(request -> request.collectionId("staff").faceIds(ofNobody));

        assertThat(byUser.faces()).extracting(Face::faceId, Face::userId).containsExactly(Tuple.tuple(ofAnn, "ann"));
        assertThat(byId.faces()).extracting(Face::faceId).containsExactly(ofNobody);
    }

    @Test
    void more_than_a_page_of_faces_is_listed_page_by_page() {
        AwsSeed seed = EMULATOR.emulator().seed().collection("crowd");
        IntStream.range(0, 4100).forEach(i -> seed.face("f" + i, PaintedFaces.template(1, i % 50)));

        ListFacesResponse first = aws.listFaces(request -> request.collectionId("crowd"));

        assertThat(first.faces()).hasSize(4096);
        assertThat(aws.listFacesPaginator(request -> request.collectionId("crowd")).stream()
                        .flatMap(page -> page.faces().stream())
                        .map(Face::externalImageId))
                .hasSize(4100)
                .doesNotHaveDuplicates()
                .endsWith("f4099");
    }

    @Test
    void a_token_is_bound_to_its_list() {
        indexed(1, 1);
        indexed(2, 1);
        String token = aws.listFaces(request -> request.collectionId("staff").maxResults(1))
                .nextToken();

        assertThat(Aws.code(() -> aws.listFaces(
                        request -> request.collectionId("staff").userId("ann").nextToken(token))))
                .isEqualTo("InvalidPaginationTokenException");
    }

    @Test
    void numbers_and_ids_out_of_range_are_refused() {
        byte[] picture = portrait(1, 1);
        assertThat(List.of(
                        Aws.code(() -> aws.indexFaces(request ->
                                request.collectionId("staff").maxFaces(0).image(Aws.image(picture)))),
                        Aws.code(() -> index(picture, "a b")),
                        Aws.code(() -> aws.indexFaces(request -> request.collectionId("staff")
                                .qualityFilter("BEST")
                                .image(Aws.image(picture)))),
                        Aws.code(() -> aws.searchFacesByImage(request ->
                                request.collectionId("staff").maxFaces(4097).image(Aws.image(picture)))),
                        Aws.code(() -> aws.searchFacesByImage(request -> request.collectionId("staff")
                                .faceMatchThreshold(100.5f)
                                .image(Aws.image(picture)))),
                        Aws.code(() -> aws.searchFaces(
                                request -> request.collectionId("staff").faceId("not-a-uuid"))),
                        Aws.code(() -> aws.deleteFaces(
                                request -> request.collectionId("staff").faceIds(List.of())))))
                .containsOnly("ValidationException");
    }

    @Test
    void a_collection_that_is_missing_is_named_before_the_picture_is_looked_at() {
        assertThat(Aws.code(() ->
                        aws.indexFaces(request -> request.collectionId("none").image(Aws.image(new byte[] {1, 2, 3})))))
                .isEqualTo("ResourceNotFoundException");
    }
}
