package io.facebridge.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.facebridge.emulator.junit.EmulatorExtension;
import io.facebridge.testkit.PaintedFaces;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.rekognition.RekognitionClient;
import software.amazon.awssdk.services.rekognition.model.CreateCollectionResponse;
import software.amazon.awssdk.services.rekognition.model.DescribeCollectionResponse;
import software.amazon.awssdk.services.rekognition.model.ListCollectionsResponse;
import software.amazon.awssdk.services.rekognition.model.ResourceAlreadyExistsException;
import software.amazon.awssdk.services.rekognition.model.ResourceNotFoundException;

class AwsCollectionsTest {
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

    @Test
    void a_collection_is_created_with_the_model_version_and_described() {
        CreateCollectionResponse created = aws.createCollection(request -> request.collectionId("staff"));
        DescribeCollectionResponse described = aws.describeCollection(request -> request.collectionId("staff"));

        assertThat(created.statusCode()).isEqualTo(200);
        assertThat(created.faceModelVersion()).isEqualTo("7.0");
        assertThat(created.collectionArn()).endsWith(":collection/staff");
        assertThat(described.collectionARN()).endsWith(":collection/staff");
        assertThat(described.faceCount()).isZero();
        assertThat(described.userCount()).isZero();
        assertThat(Duration.between(described.creationTimestamp(), Instant.now()))
                .isLessThan(Duration.ofMinutes(1));
    }

    @Test
    void resource_names_hold_the_region_that_the_request_was_signed_for() {
        String created =
                aws.createCollection(request -> request.collectionId("staff")).collectionArn();

        assertThat(created).contains(":eu-west-1:");
        assertThat(aws.describeCollection(request -> request.collectionId("staff"))
                        .collectionARN())
                .contains(":eu-west-1:");
    }

    @Test
    void counts_faces_and_users() {
        EMULATOR.emulator()
                .seed()
                .collection("staff")
                .user("ann", PaintedFaces.template(1, 1), PaintedFaces.template(1, 2))
                .user("unknown")
                .face("lonely", PaintedFaces.template(2, 1));

        DescribeCollectionResponse described = aws.describeCollection(request -> request.collectionId("staff"));

        assertThat(described.faceCount()).isEqualTo(3);
        assertThat(described.userCount()).isEqualTo(2);
    }

    @Test
    void the_same_id_again_is_refused() {
        aws.createCollection(request -> request.collectionId("staff"));

        assertThat(Aws.refusal(() -> aws.createCollection(request -> request.collectionId("staff"))))
                .isInstanceOf(ResourceAlreadyExistsException.class);
    }

    @Test
    void ids_tell_upper_case_from_lower_case() {
        aws.createCollection(request -> request.collectionId("staff"));
        aws.createCollection(request -> request.collectionId("Staff"));

        assertThat(aws.listCollections().collectionIds()).containsExactly("staff", "Staff");
    }

    @Test
    void an_id_outside_the_pattern_is_refused() {
        assertThat(Aws.refusal(() -> aws.createCollection(request -> request.collectionId("bad id !!")))
                        .awsErrorDetails())
                .satisfies(error -> {
                    assertThat(error.errorCode()).isEqualTo("ValidationException");
                    assertThat(error.errorMessage()).contains("collectionId", "regular expression");
                });
        assertThat(Aws.code(() -> aws.createCollection(request -> request.collectionId("x".repeat(256)))))
                .isEqualTo("ValidationException");
        assertThat(Aws.code(() -> aws.createCollection(request -> {}))).isEqualTo("ValidationException");
    }

    @Test
    void what_is_not_there_is_not_found() {
        assertThat(Aws.refusal(() -> aws.describeCollection(request -> request.collectionId("none"))))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("The collection id: none does not exist");
        assertThat(Aws.refusal(() -> aws.deleteCollection(request -> request.collectionId("none"))))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void a_deleted_collection_is_gone() {
        aws.createCollection(request -> request.collectionId("staff"));

        assertThat(aws.deleteCollection(request -> request.collectionId("staff"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(aws.listCollections().collectionIds()).isEmpty();
    }

    @Test
    void collections_are_listed_page_by_page() {
        List<String> ids = IntStream.range(0, 7).mapToObj(i -> "c" + i).toList();
        ids.forEach(id -> EMULATOR.emulator().seed().collection(id));

        ListCollectionsResponse first = aws.listCollections(request -> request.maxResults(3));

        assertThat(first.collectionIds()).containsExactly("c0", "c1", "c2");
        assertThat(first.faceModelVersions()).hasSize(3);
        assertThat(aws.listCollectionsPaginator(request -> request.maxResults(3)).stream()
                        .flatMap(page -> page.collectionIds().stream()))
                .containsExactlyElementsOf(ids);
    }

    @Test
    void a_foreign_pagination_token_is_refused() {
        EMULATOR.emulator().seed().collection("a").collection("b");
        String token = aws.listCollections(request -> request.maxResults(1)).nextToken();

        assertThat(Aws.code(() -> aws.listCollections(request -> request.nextToken("bm9uc2Vuc2U="))))
                .isEqualTo("InvalidPaginationTokenException");
        assertThat(Aws.code(
                        () -> aws.listUsers(request -> request.collectionId("a").nextToken(token))))
                .isEqualTo("InvalidPaginationTokenException");
        assertThat(Aws.code(() -> aws.listCollections(request -> request.nextToken("t".repeat(256)))))
                .isEqualTo("ValidationException");
    }

    @Test
    void a_page_size_out_of_range_is_refused() {
        assertThat(Aws.code(() -> aws.listCollections(request -> request.maxResults(4097))))
                .isEqualTo("ValidationException");
        assertThat(Aws.code(() -> aws.listCollections(request -> request.maxResults(-1))))
                .isEqualTo("ValidationException");
    }

    @Test
    void a_later_model_version_is_for_new_collections_only() {
        aws.createCollection(request -> request.collectionId("old"));
        EMULATOR.emulator().faceModelVersion("8.0");
        aws.createCollection(request -> request.collectionId("new"));
        EMULATOR.emulator().faceModelVersion("7.0");

        assertThat(aws.listCollections().faceModelVersions()).containsExactly("7.0", "8.0");
        assertThat(aws.describeCollection(request -> request.collectionId("old"))
                        .faceModelVersion())
                .isEqualTo("7.0");
    }

    @Test
    void more_than_two_hundred_tags_are_refused() {
        Map<String, String> tags =
                IntStream.range(0, 201).boxed().collect(Collectors.toMap(number -> "t" + number, number -> "v"));

        assertThat(Aws.code(() -> aws.createCollection(
                        request -> request.collectionId("staff").tags(tags))))
                .isEqualTo("ValidationException");
    }
}
