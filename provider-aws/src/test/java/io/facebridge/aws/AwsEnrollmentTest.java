package io.facebridge.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.facebridge.emulator.AwsEmulator;
import io.facebridge.error.AuthenticationException;
import io.facebridge.error.CallTimeoutException;
import io.facebridge.error.Effect;
import io.facebridge.error.FaceBridgeException;
import io.facebridge.error.LowQualityException;
import io.facebridge.error.NotFoundException;
import io.facebridge.error.QuotaExceededException;
import io.facebridge.gallery.EnrollRequest;
import io.facebridge.gallery.FaceGallery;
import io.facebridge.gallery.FaceId;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.image.FaceImage;
import io.facebridge.match.Candidate;
import io.facebridge.match.Comparison;
import io.facebridge.match.IdentifyRequest;
import io.facebridge.match.MatchDecision;
import io.facebridge.match.ScoreScale;
import io.facebridge.match.Threshold;
import io.facebridge.match.VerifyRequest;
import io.facebridge.remote.CallPolicy;
import io.facebridge.testkit.SyntheticVariants;
import io.facebridge.testkit.TestImages;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.rekognition.RekognitionClient;
import software.amazon.awssdk.services.rekognition.model.FaceMatch;

/** What of persons is left at Rekognition when something goes wrong, and what can be found of them. */
@Tag("models")
class AwsEnrollmentTest {
    private static final GalleryId STAFF = new GalleryId("staff");
    private static final PersonId ADA = new PersonId("ada");
    private static final PersonId BOB = new PersonId("bob");
    private static final int NEVER_ENDING = Integer.MAX_VALUE;

    private final FaceImage portrait = TestImages.ofTheBuild().portrait();
    private final FaceImage samePerson = TestImages.ofTheBuild().samePerson();
    private final FaceImage otherPerson = TestImages.ofTheBuild().otherPerson();
    private Duration passed = Duration.ZERO;
    private final Clock clock = ((InstantSource) () -> Instant.now().plus(passed)).withZone(ZoneOffset.UTC);
    private AwsEmulator emulator;
    private AwsFaces faces;
    private FaceGallery gallery;

    @BeforeEach
    void open() {
        start(AwsTestbed.emulator());
    }

    private void start(AwsEmulator.Builder builder) {
        emulator = builder.start();
        faces = AwsTestbed.faces(emulator.endpoint())
                .callPolicy(CallPolicy.builder()
                        .unlimitedRate()
                        .noCircuitBreaker()
                        .deadline(Duration.ofSeconds(10))
                        .backoff(Duration.ofMillis(1), Duration.ofMillis(2))
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
    void takes_back_what_it_indexed_when_the_person_cannot_be_given_the_faces() {
        emulator.faults().next(1, "AssociateFaces").error(400, "AccessDeniedException", "no");
        AuthenticationException thrown =
                catchThrowableOfType(AuthenticationException.class, () -> enroll(ADA, portrait, samePerson));

        assertThat(thrown).as("the failure").isNotNull();
        assertThat(thrown.effect()).isEqualTo(Effect.NONE);
        assertThat(gallery.info().faces()).hasValue(0);
        assertThat(gallery.list()).isEmpty();
    }

    @Test
    void takes_back_nothing_that_the_person_had_before() {
        enroll(ADA, portrait);
        emulator.faults().next(1, "AssociateFaces").error(400, "AccessDeniedException", "no");
        assertThatExceptionOfType(AuthenticationException.class).isThrownBy(() -> enroll(ADA, portrait, samePerson));

        assertThat(gallery.find(ADA).orElseThrow().faces()).hasSize(1);
        assertThat(gallery.info().faces()).hasValue(1);
        assertThat(found(portrait)).containsExactly(ADA);
    }

    @Test
    void says_so_when_it_cannot_take_everything_back() {
        emulator.faults().next(1, "AssociateFaces").error(400, "AccessDeniedException", "no");
        emulator.faults().next(NEVER_ENDING, "DeleteFaces").error(400, "AccessDeniedException", "no");
        FaceBridgeException thrown = catchThrowableOfType(FaceBridgeException.class, () -> enroll(ADA, portrait));

        assertThat(thrown).as("the failure").isNotNull();
        assertThat(thrown.effect()).isEqualTo(Effect.PARTIAL);
        assertThat(thrown).hasMessageContaining("could not be taken back");
        emulator.faults().clear();
        gallery.remove(ADA);
        assertThat(gallery.info().faces()).hasValue(0);
    }

    @Test
    void says_so_when_old_faces_are_left_beside_the_new_ones() {
        FaceId old = enroll(ADA, portrait).get(0);
        emulator.faults().next(NEVER_ENDING, "DisassociateFaces").error(400, "AccessDeniedException", "no");
        FaceBridgeException thrown = catchThrowableOfType(
                FaceBridgeException.class, () -> gallery.reEnroll(EnrollRequest.of(ADA, samePerson)));

        assertThat(thrown).as("the failure").isNotNull().hasMessageContaining("up to 1 of 1 old faces are left");
        assertThat(thrown.effect()).isEqualTo(Effect.PARTIAL);
        assertThat(gallery.find(ADA).orElseThrow().faces()).hasSize(2).contains(old);
        emulator.faults().clear();
        gallery.reEnroll(EnrollRequest.of(ADA, samePerson));
        assertThat(gallery.find(ADA).orElseThrow().faces()).hasSize(1).doesNotContain(old);
    }

    @Test
    void a_face_that_the_quality_gate_refuses_is_never_indexed() {
        FaceImage small = SyntheticVariants.shrunk(portrait, 0.2);
        assertThatExceptionOfType(LowQualityException.class).isThrownBy(() -> enroll(ADA, small));

        assertThat(emulator.requests("IndexFaces")).isZero();
        assertThat(emulator.requests("DetectFaces")).isEqualTo(1);
    }

    @Test
    void enrolls_once_when_answers_are_lost() {
        for (String operation : List.of("IndexFaces", "CreateUser", "AssociateFaces")) {
            emulator.faults().next(1, operation).resetAfter();
        }
        enroll(ADA, portrait);

        assertThat(gallery.find(ADA).orElseThrow().faces()).hasSize(1);
        assertThat(gallery.info().faces()).hasValue(1);
        assertThat(gallery.info().persons()).hasValue(1);
    }

    @Test
    void asks_again_while_the_service_does_not_know_a_new_face_yet() {
        close();
        start(AwsTestbed.emulator().eventuallyConsistentFor(Duration.ofMillis(700)));
        enroll(ADA, portrait);

        assertThat(gallery.find(ADA).orElseThrow().faces()).hasSize(1);
    }

    @Test
    void waits_until_a_person_is_ready_for_searches_and_no_longer_than_told() {
        close();
        start(AwsTestbed.emulator().clock(clock).userUpdatingFor(Duration.ofMinutes(1)));
        enroll(ADA, portrait);

        assertThatExceptionOfType(CallTimeoutException.class)
                .isThrownBy(() -> gallery.awaitSearchable(Duration.ofMillis(300)));
        passed = Duration.ofMinutes(1);
        gallery.awaitSearchable(Duration.ofSeconds(5));
        gallery.awaitSearchable(ChronoUnit.FOREVER.getDuration());
        assertThat(found(samePerson)).containsExactly(ADA);
    }

    @Test
    void refuses_more_faces_than_a_person_can_have() {
        emulator.seed().collection(STAFF.value()).user(ADA.value(), AwsTestbed.templates(100));
        QuotaExceededException thrown = catchThrowableOfType(QuotaExceededException.class, () -> enroll(ADA, portrait));

        assertThat(thrown).as("the refusal").isNotNull();
        assertThat(gallery.info().faces()).hasValue(100);
    }

    @Test
    void a_removal_that_broke_off_is_completed_by_another() {
        enroll(ADA, portrait, samePerson);
        enroll(BOB, otherPerson);
        emulator.faults().next(NEVER_ENDING, "DeleteFaces").error(400, "AccessDeniedException", "no");
        assertThatExceptionOfType(AuthenticationException.class).isThrownBy(() -> gallery.remove(ADA));
        emulator.faults().clear();
        assertThat(gallery.info().faces()).hasValue(3);
        gallery.remove(ADA);

        assertThat(gallery.info().faces()).hasValue(1);
        assertThat(gallery.list()).containsExactly(BOB);
    }

    @Test
    void the_removal_of_a_face_that_broke_off_is_completed_by_another() {
        FaceId first = enroll(ADA, portrait, samePerson).get(0);
        emulator.faults().next(NEVER_ENDING, "DeleteFaces").error(400, "AccessDeniedException", "no");
        assertThatExceptionOfType(AuthenticationException.class).isThrownBy(() -> gallery.removeFace(ADA, first));
        emulator.faults().clear();
        gallery.removeFace(ADA, first);

        assertThat(gallery.info().faces()).hasValue(1);
        assertThat(gallery.find(ADA).orElseThrow().faces()).doesNotContain(first);
    }

    @Test
    void nothing_of_a_removed_person_is_found_by_the_vendors_own_client() {
        enroll(ADA, portrait, samePerson);
        enroll(BOB, otherPerson);
        assertThat(facesFoundByTheVendor()).isNotEmpty().contains(ADA.value());
        gallery.remove(ADA);

        assertThat(facesFoundByTheVendor()).doesNotContain(ADA.value());
        assertThat(found(portrait)).doesNotContain(ADA);
    }

    @Test
    void nothing_of_a_removed_face_is_found_by_the_vendors_own_client() {
        FaceId first = enroll(ADA, portrait, samePerson).get(0);
        gallery.removeFace(ADA, first);

        assertThat(search().stream().map(match -> match.face().faceId()))
                .hasSize(1)
                .doesNotContain(first.value());
    }

    // Searches

    @Test
    void somebody_beyond_the_500_best_is_not_the_claimed_person_where_the_500th_is_too_unlike() {
        enroll(BOB, otherPerson);
        AwsTestbed.seedAlike(emulator, STAFF, portrait, 500);
        Comparison comparison = faces.verifier().verify(VerifyRequest.of(portrait, STAFF, BOB));

        assertThat(comparison.upperBound()).isTrue();
        double bound = comparison.score().value();
        ScoreScale scale = comparison.score().scale();
        assertThat(Threshold.explicit(Math.nextUp(bound), scale)
                        .judge(comparison)
                        .outcome())
                .isEqualTo(MatchDecision.Outcome.NO_MATCH);
        assertThat(Threshold.explicit(bound, scale).judge(comparison).outcome())
                .isEqualTo(MatchDecision.Outcome.INCONCLUSIVE);
    }

    @Test
    void somebody_who_cannot_be_searched_for_yet_is_neither_accepted_nor_refused() {
        close();
        start(AwsTestbed.emulator().clock(clock).eventuallyConsistentFor(Duration.ofMillis(1_500)));
        enroll(BOB, otherPerson);
        passed = Duration.ofMinutes(1);
        enroll(ADA, portrait);
        VerifyRequest request = VerifyRequest.of(samePerson, STAFF, ADA);
        Comparison comparison = faces.verifier().verify(request);

        assertThat(comparison.upperBound()).isTrue();
        assertThat(AwsTestbed.policy(emulator, comparison.score().scale())
                        .judge(comparison)
                        .outcome())
                .isEqualTo(MatchDecision.Outcome.INCONCLUSIVE);
        passed = Duration.ofMinutes(2);
        assertThat(AwsTestbed.policy(emulator, comparison.score().scale())
                        .judge(faces.verifier().verify(request))
                        .outcome())
                .isEqualTo(MatchDecision.Outcome.MATCH);
    }

    @Test
    void finds_persons_in_a_collection_of_somebody_else_that_has_faces_and_no_users() {
        index("clara", portrait);
        index("clara", samePerson);
        index("dora", otherPerson);

        assertThat(found(samePerson)).first().isEqualTo(new PersonId("clara"));
        assertThat(found(samePerson)).containsOnlyOnce(new PersonId("clara"));
        Comparison comparison = faces.verifier().verify(VerifyRequest.of(portrait, STAFF, new PersonId("clara")));
        assertThat(AwsTestbed.policy(emulator, comparison.score().scale())
                        .judge(comparison)
                        .outcome())
                .isEqualTo(MatchDecision.Outcome.MATCH);
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> faces.verifier().verify(VerifyRequest.of(portrait, STAFF, ADA)));
    }

    @Test
    void lists_its_own_collections_only() {
        try (AwsFaces prefixed =
                AwsTestbed.faces(emulator.endpoint()).galleryPrefix("door.").build()) {
            prefixed.galleries().create(new GalleryId("north"));

            assertThat(prefixed.galleries().list()).containsExactly(new GalleryId("north"));
            assertThat(faces.galleries().list()).containsExactlyInAnyOrder(new GalleryId("door.north"), STAFF);
        }
    }

    private List<FaceId> enroll(PersonId person, FaceImage... images) {
        return gallery.enroll(EnrollRequest.of(person, List.of(images))).faces().stream()
                .map(face -> face.id())
                .toList();
    }

    private List<PersonId> found(FaceImage probe) {
        return faces.identifier().identify(IdentifyRequest.of(probe, STAFF)).get(0).candidates().stream()
                .map(Candidate::person)
                .toList();
    }

    private List<String> facesFoundByTheVendor() {
        return search().stream().map(match -> match.face().externalImageId()).toList();
    }

    private List<FaceMatch> search() {
        return bare().searchFacesByImage(request -> request.collectionId(STAFF.value())
                        .image(image -> image.bytes(SdkBytes.fromByteArray(portrait.toByteArray())))
                        .faceMatchThreshold(0f)
                        .maxFaces(100))
                .faceMatches();
    }

    private void index(String externalId, FaceImage image) {
        bare().indexFaces(request -> request.collectionId(STAFF.value())
                .externalImageId(externalId)
                .image(picture -> picture.bytes(SdkBytes.fromByteArray(image.toByteArray()))));
    }

    private RekognitionClient bare() {
        return faces.rekognition();
    }
}
