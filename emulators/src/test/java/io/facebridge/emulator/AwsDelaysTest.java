package io.facebridge.emulator;

import static io.facebridge.testkit.PaintedFaces.portrait;
import static org.assertj.core.api.Assertions.assertThat;

import io.facebridge.testkit.PaintedFaces;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rekognition.RekognitionClient;
import software.amazon.awssdk.services.rekognition.model.DeleteFacesResponse;
import software.amazon.awssdk.services.rekognition.model.UnsuccessfulFaceDeletionReason;
import software.amazon.awssdk.services.rekognition.model.UserStatus;

class AwsDelaysTest {
    private final MovableClock clock = new MovableClock();
    private AwsEmulator emulator;
    private RekognitionClient aws;

    @BeforeEach
    void start() {
        emulator = AwsEmulator.backedBy(new PaintedFaces())
                .clock(clock)
                .userUpdatingFor(Duration.ofSeconds(60))
                .eventuallyConsistentFor(Duration.ofSeconds(10))
                .start();
        aws = Aws.client(emulator.endpoint());
        aws.createCollection(request -> request.collectionId("staff"));
        aws.createUser(request -> request.collectionId("staff").userId("ann"));
    }

    @AfterEach
    void stop() {
        aws.close();
        emulator.close();
    }

    private String indexed() {
        return aws.indexFaces(request -> request.collectionId("staff").image(Aws.image(portrait(1, 1))))
                .faceRecords()
                .get(0)
                .face()
                .faceId();
    }

    private UserStatus status() {
        return aws.listUsers(request -> request.collectionId("staff"))
                .users()
                .get(0)
                .userStatus();
    }

    private boolean isUserFound() {
        return !aws.searchUsersByImage(request -> request.collectionId("staff").image(Aws.image(portrait(1, 2))))
                .userMatches()
                .isEmpty();
    }

    @Test
    void a_face_is_searchable_after_a_while() {
        String face = indexed();

        assertThat(aws.searchFacesByImage(
                                request -> request.collectionId("staff").image(Aws.image(portrait(1, 1))))
                        .faceMatches())
                .isEmpty();
        assertThat(Aws.code(() ->
                        aws.searchFaces(request -> request.collectionId("staff").faceId(face))))
                .isEqualTo("InvalidParameterException");

        clock.move(Duration.ofSeconds(11));

        assertThat(aws.searchFacesByImage(
                                request -> request.collectionId("staff").image(Aws.image(portrait(1, 1))))
                        .faceMatches())
                .hasSize(1);
    }

    @Test
    void a_user_goes_from_created_by_way_of_updating_to_active() {
        String face = indexed();
        assertThat(status()).isEqualTo(UserStatus.CREATED);

        assertThat(aws.associateFaces(request ->
                                request.collectionId("staff").userId("ann").faceIds(face))
                        .userStatus())
                .isEqualTo(UserStatus.UPDATING);
        assertThat(isUserFound()).isFalse();

        clock.move(Duration.ofSeconds(11));
        assertThat(status()).isEqualTo(UserStatus.UPDATING);
        assertThat(isUserFound()).isTrue();

        clock.move(Duration.ofSeconds(50));
        assertThat(status()).isEqualTo(UserStatus.ACTIVE);
    }

    @Test
    void what_is_removed_is_gone_at_once() {
        String face = indexed();
        aws.associateFaces(
                request -> request.collectionId("staff").userId("ann").faceIds(face));
        clock.move(Duration.ofSeconds(61));
        assertThat(isUserFound()).isTrue();

        aws.disassociateFaces(
                request -> request.collectionId("staff").userId("ann").faceIds(face));

        assertThat(isUserFound()).isFalse();
    }

    @Test
    void a_face_cannot_be_deleted_while_the_user_that_had_it_is_updated() {
        String face = indexed();
        aws.associateFaces(
                request -> request.collectionId("staff").userId("ann").faceIds(face));
        clock.move(Duration.ofSeconds(61));
        assertThat(aws.disassociateFaces(request ->
                                request.collectionId("staff").userId("ann").faceIds(face))
                        .userStatus())
                .isEqualTo(UserStatus.UPDATING);

        DeleteFacesResponse early =
                aws.deleteFaces(request -> request.collectionId("staff").faceIds(face));
        assertThat(early.deletedFaces()).isEmpty();
        assertThat(early.unsuccessfulFaceDeletions()).singleElement().satisfies(kept -> {
            assertThat(kept.faceId()).isEqualTo(face);
            assertThat(kept.userId()).isEqualTo("ann");
            assertThat(kept.reasons()).containsExactly(UnsuccessfulFaceDeletionReason.ASSOCIATED_TO_AN_EXISTING_USER);
        });

        clock.move(Duration.ofSeconds(61));
        assertThat(status()).isEqualTo(UserStatus.CREATED);
        assertThat(aws.deleteFaces(request -> request.collectionId("staff").faceIds(face))
                        .deletedFaces())
                .containsExactly(face);
    }

    @Test
    void users_are_updated_for_a_moment_where_no_time_is_set() {
        try (AwsEmulator usual =
                        AwsEmulator.backedBy(new PaintedFaces()).clock(clock).start();
                RekognitionClient client = Aws.client(usual.endpoint())) {
            client.createCollection(request -> request.collectionId("staff"));
            client.createUser(request -> request.collectionId("staff").userId("ann"));
            String face = client.indexFaces(
                            request -> request.collectionId("staff").image(Aws.image(portrait(1, 1))))
                    .faceRecords()
                    .get(0)
                    .face()
                    .faceId();
            assertThat(client.associateFaces(request ->
                                    request.collectionId("staff").userId("ann").faceIds(face))
                            .userStatus())
                    .isEqualTo(UserStatus.UPDATING);
            clock.move(Duration.ofSeconds(1));
            assertThat(client.listUsers(request -> request.collectionId("staff"))
                            .users()
                            .get(0)
                            .userStatus())
                    .isEqualTo(UserStatus.ACTIVE);
        }
    }

    @Test
    void a_change_is_answered_with_updating_even_if_it_takes_no_time() {
        try (AwsEmulator quick = AwsEmulator.backedBy(new PaintedFaces())
                        .clock(clock)
                        .userUpdatingFor(Duration.ZERO)
                        .start();
                RekognitionClient client = Aws.client(quick.endpoint())) {
            client.createCollection(request -> request.collectionId("staff"));
            client.createUser(request -> request.collectionId("staff").userId("ann"));
            String face = client.indexFaces(
                            request -> request.collectionId("staff").image(Aws.image(portrait(1, 1))))
                    .faceRecords()
                    .get(0)
                    .face()
                    .faceId();

            assertThat(client.associateFaces(request ->
                                    request.collectionId("staff").userId("ann").faceIds(face))
                            .userStatus())
                    .isEqualTo(UserStatus.UPDATING);
            assertThat(client.disassociateFaces(request ->
                                    request.collectionId("staff").userId("ann").faceIds(face))
                            .userStatus())
                    .isEqualTo(UserStatus.UPDATING);
            assertThat(client.deleteFaces(
                                    request -> request.collectionId("staff").faceIds(face))
                            .deletedFaces())
                    .containsExactly(face);
        }
    }
}
