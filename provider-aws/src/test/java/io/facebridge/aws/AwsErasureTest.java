package io.facebridge.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.facebridge.emulator.AwsEmulator;
import io.facebridge.error.Effect;
import io.facebridge.error.FaceBridgeException;
import io.facebridge.gallery.EnrollRequest;
import io.facebridge.gallery.FaceGallery;
import io.facebridge.gallery.FaceId;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.image.FaceImage;
import io.facebridge.match.IdentifyRequest;
import io.facebridge.operations.privacy.Erasure;
import io.facebridge.operations.privacy.ErasureReceipt;
import io.facebridge.remote.CallPolicy;
import io.facebridge.testkit.PaintedFaces;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;

/** Removal and erasure while the service updates the user, which takes it a moment after every change of the user's faces. */
@Tag("slow")
class AwsErasureTest {
    private static final GalleryId STAFF = new GalleryId("staff");
    private static final PersonId ADA = new PersonId("ada");
    private static final PersonId BOB = new PersonId("bob");
    private static final FaceImage PICTURE = FaceImage.of(PaintedFaces.portrait(1, 1));
    private static final FaceImage ANOTHER = FaceImage.of(PaintedFaces.portrait(1, 2));
    private static final Duration UPDATING = Duration.ofMinutes(1);

    private Duration passed = Duration.ZERO;
    private final Clock clock = ((InstantSource) () -> Instant.now().plus(passed)).withZone(ZoneOffset.UTC);
    private AwsEmulator emulator;
    private AwsFaces faces;
    private FaceGallery gallery;

    @BeforeEach
    void open() {
        start(UPDATING, Duration.ofSeconds(2));
    }

    private void start(Duration updating, Duration deadline) {
        emulator = AwsEmulator.backedBy(new PaintedFaces())
                .clock(clock)
                .userUpdatingFor(updating)
                .start();
        faces = AwsClients.faces(emulator.endpoint())
                .callPolicy(CallPolicy.builder()
                        .unlimitedRate()
                        .noCircuitBreaker()
                        .deadline(deadline)
                        .build())
                .build();
        gallery = faces.galleries().create(STAFF);
    }

    @AfterEach
    void close() {
        faces.close();
        emulator.close();
    }

    @Test
    void an_erasure_while_the_user_is_updated_is_partial_and_complete_once_it_is_resumed() {
        enroll(ADA, PICTURE, ANOTHER);
        enroll(BOB, FaceImage.of(PaintedFaces.portrait(2, 1)));
        passTheUpdate();

        ErasureReceipt begun = Erasure.of(faces).erase(ADA, PICTURE);
        assertThat(begun.complete()).isFalse();
        assertThat(begun.unverifiedGalleries().get(0).reason()).contains("PARTIAL", "ASSOCIATED_TO_AN_EXISTING_USER");
        assertThat(gallery.info().faces()).as("what the service stores").hasValue(3);

        passTheUpdate();
        ErasureReceipt resumed = Erasure.of(faces).resume(ErasureReceipt.parse(begun.toJson()), PICTURE);
        assertThat(resumed.complete()).as(resumed.toText()).isTrue();
        assertThat(gallery.info().faces()).hasValue(1);
        assertThat(gallery.list()).containsExactly(BOB);
    }

    @Test
    void faces_that_another_program_indexed_under_names_of_its_own_are_not_forgotten_half_way() {
        adopt(ADA, "photo-17.jpg", PICTURE);
        passTheUpdate();

        ErasureReceipt begun = Erasure.of(faces).erase(ADA, PICTURE);
        ErasureReceipt tooEarly = Erasure.of(faces).resume(ErasureReceipt.parse(begun.toJson()), PICTURE);
        assertThat(begun.complete()).isFalse();
        assertThat(tooEarly.complete()).isFalse();
        assertThat(gallery.info().faces()).hasValue(1);

        passTheUpdate();
        ErasureReceipt resumed = Erasure.of(faces).resume(ErasureReceipt.parse(tooEarly.toJson()), PICTURE);
        assertThat(resumed.complete()).as(resumed.toText()).isTrue();
        assertThat(gallery.info().faces()).hasValue(0);
    }

    @Test
    void a_removal_that_the_service_is_not_ready_for_is_partial_with_its_reasons() {
        FaceId first = enroll(ADA, PICTURE, ANOTHER);
        passTheUpdate();

        assertPartial(catchThrowableOfType(FaceBridgeException.class, () -> gallery.removeFace(ADA, first)));
        passTheUpdate();
        gallery.removeFace(ADA, first);
        assertThat(gallery.info().faces()).hasValue(1);

        assertPartial(catchThrowableOfType(FaceBridgeException.class, () -> gallery.remove(ADA)));
        passTheUpdate();
        gallery.remove(ADA);
        assertThat(gallery.info().faces()).hasValue(0);
        assertThat(gallery.list()).isEmpty();
    }

    @Test
    void a_removal_waits_for_the_service_within_the_deadline() {
        close();
        start(Duration.ofMillis(600), Duration.ofSeconds(20));
        FaceId first = enroll(ADA, PICTURE, ANOTHER);
        passed = Duration.ofSeconds(1);
        gallery.removeFace(ADA, first);
        assertThat(gallery.info().faces()).hasValue(1);
        gallery.remove(ADA);

        assertThat(gallery.info().faces()).hasValue(0);
        assertThat(gallery.list()).isEmpty();
        assertThat(emulator.requests("DeleteFaces"))
                .as("it was not ready at first")
                .isGreaterThan(2);
    }

    @Test
    void a_clean_up_that_the_service_is_not_ready_for_is_reported() {
        emulator.faults().next(1, "AssociateFaces").resetAfter();
        emulator.faults().next(1, "AssociateFaces").error(400, "AccessDeniedException", "no");
        FaceBridgeException thrown = catchThrowableOfType(FaceBridgeException.class, () -> enroll(ADA, PICTURE));

        assertThat(thrown).as("the failure").isNotNull();
        assertThat(thrown.effect()).isNotEqualTo(Effect.NONE);
        assertThat(thrown.getMessage()).contains("could not be taken back");
        assertThat(gallery.info().faces()).as("what the service stores").hasValue(1);
    }

    @Test
    void a_face_without_any_name_is_a_person_of_its_own_until_it_is_removed() {
        String face = index(null, PICTURE);
        index("bob", FaceImage.of(PaintedFaces.portrait(2, 1)));
        PersonId person = new PersonId(face);

        assertThat(gallery.list()).containsExactly(person, BOB);
        assertThat(gallery.find(person).orElseThrow().faces()).containsExactly(new FaceId(face));
        assertThat(gallery.find(BOB)).isPresent();
        assertThat(faces.identifier()
                        .identify(IdentifyRequest.of(ANOTHER, STAFF))
                        .get(0)
                        .best()
                        .orElseThrow()
                        .person())
                .isEqualTo(person);
        assertThat(Erasure.of(faces).erase(person, PICTURE).complete()).isTrue();
        assertThat(gallery.list()).containsExactly(BOB);
        assertThat(gallery.info().faces()).hasValue(1);
    }

    private static void assertPartial(FaceBridgeException thrown) {
        assertThat(thrown).as("the failure").isNotNull();
        assertThat(thrown.effect()).isEqualTo(Effect.PARTIAL);
        assertThat(thrown.retryable()).isTrue();
        assertThat(thrown.getMessage())
                .contains("ASSOCIATED_TO_AN_EXISTING_USER")
                .doesNotContain("ada");
    }

    private void passTheUpdate() {
        passed = passed.plus(UPDATING);
    }

    private FaceId enroll(PersonId person, FaceImage... pictures) {
        return gallery.enroll(EnrollRequest.of(person, List.of(pictures)).withoutQualityGate())
                .faces()
                .get(0)
                .id();
    }

    private void adopt(PersonId person, String externalId, FaceImage picture) {
        String face = index(externalId, picture);
        faces.rekognition()
                .createUser(request -> request.collectionId(STAFF.value()).userId(person.value()));
        faces.rekognition()
                .associateFaces(request -> request.collectionId(STAFF.value())
                        .userId(person.value())
                        .faceIds(face));
    }

    private String index(@Nullable String externalId, FaceImage picture) {
        return faces.rekognition()
                .indexFaces(request -> request.collectionId(STAFF.value())
                        .externalImageId(externalId)
                        .image(image -> image.bytes(SdkBytes.fromByteArray(picture.toByteArray()))))
                .faceRecords()
                .get(0)
                .face()
                .faceId();
    }
}
