package io.facebridge.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.facebridge.match.FaceTemplate;
import io.facebridge.testkit.PaintedFaces;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rekognition.RekognitionClient;
import software.amazon.awssdk.services.rekognition.model.UserMatch;

class AwsSeedTest {
    private final CountingFaces backing = new CountingFaces();
    private final AwsEmulator emulator = AwsEmulator.backedBy(backing, backing.templates(), PaintedFaces.SCALE)
            .start();

    @AfterEach
    void stop() {
        emulator.close();
    }

    @Test
    void thousands_of_people_are_searched_without_running_a_model() {
        AwsSeed seed = emulator.seed().collection("crowd");
        IntStream.range(0, 3000).forEach(i -> seed.user("u" + i, PaintedFaces.template(i, 1)));

        try (RekognitionClient aws = Aws.client(emulator.endpoint())) {
            String face = aws.listFaces(request -> request.collectionId("crowd").userId("u1234"))
                    .faces()
                    .get(0)
                    .faceId();
            List<UserMatch> found = aws.searchUsers(request ->
                            request.collectionId("crowd").faceId(face).userMatchThreshold(0f))
                    .userMatches();

            assertThat(found).hasSize(500);
            assertThat(found.get(0).user().userId()).isEqualTo("u1234");
        }
        assertThat(backing.calls()).isZero();
        assertThat(emulator.requests("IndexFaces")).isZero();
    }

    @Test
    void a_template_of_another_model_is_refused() {
        FaceTemplate foreign = FaceTemplate.of("another", new float[] {1});

        assertThatIllegalArgumentException()
                .isThrownBy(() -> emulator.seed().collection("staff").user("ann", foreign))
                .withMessageContaining("another")
                .withMessageContaining(PaintedFaces.MODEL);
    }

    @Test
    void a_template_of_another_length_is_refused_and_leaves_no_face() {
        AwsSeed seed = emulator.seed().collection("staff").user("ann", PaintedFaces.template(1, 1));
        FaceTemplate shorter = FaceTemplate.of(PaintedFaces.MODEL, new float[] {1});

        assertThatIllegalArgumentException()
                .isThrownBy(() -> seed.user("bob", shorter))
                .withMessageContaining("512")
                .withMessageContaining("1");

        try (RekognitionClient aws = Aws.client(emulator.endpoint())) {
            assertThat(aws.listFaces(request -> request.collectionId("staff")).faces())
                    .hasSize(1);
        }
    }

    @Test
    void the_collection_is_named_first() {
        assertThatIllegalStateException()
                .isThrownBy(() -> emulator.seed().user("ann"))
                .withMessageContaining("collection");
    }
}
