package io.facebridge.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.facebridge.error.Effect;
import io.facebridge.error.FaceBridgeException;
import io.facebridge.error.ProviderUnavailableException;
import io.facebridge.gallery.FaceGallery;
import io.facebridge.gallery.FaceId;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.remote.CallPolicy;
import io.facebridge.testkit.CannedService;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Faces that the service does not disassociate from their user ({@code UnsuccessfulFaceDisassociations}). */
class AwsDisassociationTest {
    private static final PersonId ADA = new PersonId("ada");
    private static final FaceId FACE = new FaceId("35ebbb41-7f67-2222-bfee-1a2b3c4d5e6f");
    private static final FaceId OTHER = new FaceId("11111111-7bc2-5efb-b752-398a8d575b85");
    private static final String NO_FACES = "{\"Faces\":[]}";
    private static final String DONE = "{\"UserStatus\":\"UPDATING\"}";

    private CannedService service;
    private AwsFaces faces;
    private FaceGallery gallery;

    @BeforeEach
    void open() {
        service = AwsClients.cannedService();
        faces = AwsClients.faces(service.endpoint())
                .callPolicy(CallPolicy.builder()
                        .unlimitedRate()
                        .noCircuitBreaker()
                        .deadline(Duration.ofSeconds(2))
                        .build())
                .build();
        gallery = faces.galleries().open(new GalleryId("staff"));
        service.with("DescribeCollection", "{\"FaceCount\":1,\"UserCount\":1,\"FaceModelVersion\":\"7.0\"}")
                .with("DeleteFaces", "{\"DeletedFaces\":[\"" + FACE + "\"]}");
        gallery.info(); // so that the deadline is not spent on loading classes
    }

    @AfterEach
    void close() {
        faces.close();
        service.close();
    }

    private static String listed(FaceId... listed) {
        StringBuilder faces = new StringBuilder();
        for (FaceId face : listed) {
            faces.append(faces.isEmpty() ? "" : ",")
                    .append("{\"FaceId\":\"")
                    .append(face)
                    .append("\",\"UserId\":\"ada\",\"ExternalImageId\":\"ada\"}");
        }
        return "{\"Faces\":[" + faces + "]}";
    }

    private static String refused(FaceId face, String reasons) {
        return "{\"UserStatus\":\"UPDATING\",\"UnsuccessfulFaceDisassociations\":[{\"FaceId\":\"" + face
                + "\",\"UserId\":\"another-user\",\"Reasons\":[" + reasons + "]}]}";
    }

    @Test
    void a_face_that_stays_with_another_user_is_no_removed_face() {
        service.with("ListFaces", listed(FACE))
                .with("DisassociateFaces", refused(FACE, "\"ASSOCIATED_TO_A_DIFFERENT_USER\""));

        for (Runnable call : List.<Runnable>of(() -> gallery.remove(ADA), () -> gallery.removeFace(ADA, FACE))) {
            ProviderUnavailableException thrown = catchThrowableOfType(ProviderUnavailableException.class, call::run);

            assertThat((FaceBridgeException) thrown).as("the failure").isNotNull();
            assertThat(thrown.effect()).isEqualTo(Effect.PARTIAL);
            assertThat(thrown.retryable()).isTrue();
            assertThat(thrown.providerError().orElseThrow().code()).isEqualTo("ASSOCIATED_TO_A_DIFFERENT_USER");
            assertThat(thrown.providerError().orElseThrow().requestId()).isEqualTo(AwsClients.REQUEST_ID);
            assertThat(thrown)
                    .hasMessageContaining("DisassociateFaces", "1 of 1")
                    .hasMessageNotContaining("another-user");
        }
        assertThat(service.requests())
                .as("it is repeated")
                .filteredOn("DisassociateFaces"::equals)
                .hasSizeGreaterThan(2);
        assertThat(service.requests()).doesNotContain("DeleteFaces", "DeleteUser");
    }

    @Test
    void only_the_faces_that_were_refused_are_requested_again() {
        Iterator<String> lists = List.of(listed(FACE, OTHER), NO_FACES).iterator();
        Iterator<String> answers = List.of(refused(OTHER, ""), DONE).iterator();
        service.with("ListFaces", () -> lists.hasNext() ? lists.next() : NO_FACES)
                .with("DisassociateFaces", answers::next);

        gallery.remove(ADA);

        assertThat(service.requests())
                .containsSubsequence("DisassociateFaces", "DisassociateFaces", "DeleteFaces", "DeleteUser");
        assertThat(bodiesOf("DisassociateFaces"))
                .satisfiesExactly(
                        first -> assertThat(first).contains(FACE.value(), OTHER.value()),
                        second -> assertThat(second).contains(OTHER.value()).doesNotContain(FACE.value()));
    }

    @Test
    void a_face_that_does_not_exist_any_more_is_done() {
        Iterator<String> lists = List.of(listed(FACE), NO_FACES).iterator();
        service.with("ListFaces", () -> lists.hasNext() ? lists.next() : NO_FACES)
                .with("DisassociateFaces", refused(FACE, "\"FACE_NOT_FOUND\""));

        gallery.remove(ADA);

        assertThat(service.requests()).filteredOn("DisassociateFaces"::equals).hasSize(1);
        assertThat(service.requests()).containsSubsequence("DisassociateFaces", "DeleteFaces", "DeleteUser");
    }

    private List<String> bodiesOf(String operation) {
        return java.util.stream.IntStream.range(0, service.requests().size())
                .filter(i -> service.requests().get(i).equals(operation))
                .mapToObj(service.bodies()::get)
                .toList();
    }
}
