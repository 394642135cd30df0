package io.facebridge.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpRequest;
import com.azure.core.util.Context;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.facebridge.emulator.AzureEmulator;
import io.facebridge.error.CallInterruptedException;
import io.facebridge.error.CallTimeoutException;
import io.facebridge.error.Effect;
import io.facebridge.error.FaceBridgeException;
import io.facebridge.error.NotFoundException;
import io.facebridge.error.ProviderUnavailableException;
import io.facebridge.gallery.EnrollRequest;
import io.facebridge.gallery.FaceGallery;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.image.FaceImage;
import io.facebridge.match.Candidate;
import io.facebridge.match.IdentifyRequest;
import io.facebridge.match.VerifyRequest;
import io.facebridge.remote.CallPolicy;
import io.facebridge.testkit.SyntheticVariants;
import io.facebridge.testkit.TestImages;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** When galleries are trained, who waits for it, and who is never found whatever the last training saw. */
@Tag("models")
class AzureTrainingTest {
    private static final GalleryId STAFF = new GalleryId("staff");
    private static final PersonId ADA = new PersonId("ada");
    private static final PersonId BOB = new PersonId("bob");
    private static final FaceImage PORTRAIT = TestImages.ofTheBuild().portrait();
    private static final FaceImage AGAIN = TestImages.ofTheBuild().samePerson();
    private static final FaceImage OTHER = TestImages.ofTheBuild().otherPerson();
    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

    private AzureEmulator emulator;
    private AzureFaces faces;
    private FaceGallery staff;

    @BeforeEach
    void open() {
        start(AzureTestbed.emulator());
    }

    @AfterEach
    void close() {
        faces.close();
        emulator.close();
    }

    @Test
    void enrollment_trains_nothing_and_a_search_trains_once_for_all_that_was_enrolled() {
        enroll(ADA, PORTRAIT);
        enroll(BOB, OTHER);
        assertThat(emulator.attempts("Train")).isZero();

        assertThat(identify(AGAIN)).contains(ADA);
        assertThat(identify(OTHER)).contains(BOB);
        assertThat(emulator.attempts("Train")).isEqualTo(1);
    }

    @Test
    void a_search_waits_for_the_training_however_often_it_has_to_ask() {
        restart(AzureTestbed.emulator()
                .trainingQueuedFor(Duration.ofMillis(150))
                .trainingRunningFor(Duration.ofMillis(400)));
        enroll(ADA, PORTRAIT);

        assertThat(identify(AGAIN)).containsExactly(ADA);
        assertThat(emulator.attempts("Train")).isEqualTo(1);
        assertThat(emulator.attempts("GetTrainingStatus")).isBetween(2L, 6L);
    }

    @Test
    void ten_searches_at_once_share_one_training() throws Exception {
        restart(AzureTestbed.emulator().trainingRunningFor(Duration.ofMillis(300)));
        enroll(ADA, PORTRAIT);
        ExecutorService threads = Executors.newFixedThreadPool(10);
        try {
            List<Future<List<PersonId>>> all = new ArrayList<>();
            for (int thread = 0; thread < 10; thread++) {
                all.add(threads.submit(() -> identify(AGAIN)));
            }
            for (Future<List<PersonId>> one : all) {
                assertThat(one.get()).containsExactly(ADA);
            }
        } finally {
            threads.shutdown();
        }

        assertThat(emulator.attempts("Train")).isEqualTo(1);
        assertThat(emulator.attempts("GetTrainingStatus")).isLessThan(10);
    }

    @Test
    void a_training_begins_when_the_gallery_was_left_alone() {
        faces.close();
        faces = AzureTestbed.faces(emulator)
                .trainingDelay(Duration.ofMillis(300))
                .build();
        staff = faces.galleries().open(STAFF);
        enroll(ADA, PORTRAIT);
        long start = System.nanoTime();

        assertThat(identify(AGAIN)).containsExactly(ADA);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(200));
    }

    @Test
    void a_training_of_somebody_else_is_waited_for_and_followed_by_ones_own() {
        restart(AzureTestbed.emulator().trainingRunningFor(Duration.ofMillis(300)));
        enroll(ADA, PORTRAIT);
        faces.pipeline()
                .sendSync(
                        new HttpRequest(
                                HttpMethod.POST, emulator.endpoint() + "/face/v1.2/largepersongroups/staff/train"),
                        Context.NONE)
                .close();

        assertThat(identify(AGAIN)).containsExactly(ADA);
        assertThat(emulator.attempts("Train"))
                .as("theirs, one rejected during it, ours")
                .isEqualTo(3);
        assertThat(emulator.requests("Train")).isEqualTo(2);
    }

    @Test
    void a_search_during_a_training_that_somebody_else_began_waits_for_its_end() {
        enroll(ADA, PORTRAIT);
        assertThat(identify(AGAIN)).containsExactly(ADA);
        emulator.faults()
                .next(1, "Identify")
                .error(409, "LargePersonGroupTrainingNotFinished", "Large person group is under training.");

        assertThat(identify(AGAIN)).containsExactly(ADA);
        assertThat(emulator.attempts("Identify")).isEqualTo(3);
    }

    @Test
    void a_verification_needs_no_training() {
        enroll(ADA, PORTRAIT);

        assertThat(faces.verifier()
                        .verify(VerifyRequest.of(AGAIN, STAFF, ADA))
                        .score()
                        .value())
                .isGreaterThan(0.5);
        assertThat(emulator.attempts("Train")).isZero();
    }

    @Test
    void a_stale_search_sees_the_last_training_and_never_whoever_was_removed() {
        reopen(UntrainedSearchPolicy.ACCEPT_STALE);
        enroll(ADA, PORTRAIT);
        staff.awaitSearchable(TEN_SECONDS);
        enroll(BOB, OTHER);
        assertThat(identify(OTHER)).as("bob is not trained yet").containsExactly(ADA);
        staff.remove(ADA);

        assertThat(identify(AGAIN)).as("ada is gone, whatever the training saw").isEmpty();
        assertThat(emulator.attempts("Train")).isEqualTo(1);
        staff.awaitSearchable(TEN_SECONDS);
        assertThat(identify(OTHER)).containsExactly(BOB);
    }

    @Test
    void a_strict_search_says_that_the_gallery_is_not_trained() {
        reopen(UntrainedSearchPolicy.FAIL);
        enroll(ADA, PORTRAIT);

        assertThatExceptionOfType(GalleryNotTrainedException.class)
                .isThrownBy(() -> identify(AGAIN))
                .withMessageContaining("awaitSearchable")
                .satisfies(e -> assertThat(e.effect()).isEqualTo(Effect.NONE));
        assertThat(emulator.attempts("Train")).isZero();
        staff.awaitSearchable(TEN_SECONDS);
        assertThat(identify(AGAIN)).containsExactly(ADA);
    }

    @Test
    void a_gallery_that_was_never_trained_is_trained_by_whoever_searches_it_first() {
        enroll(ADA, PORTRAIT);
        try (AzureFaces elsewhere = AzureTestbed.faces(emulator).build()) {
            assertThat(elsewhere
                            .identifier()
                            .identify(IdentifyRequest.of(AGAIN, STAFF))
                            .get(0)
                            .candidates())
                    .extracting(Candidate::person)
                    .containsExactly(ADA);
        }
    }

    @Test
    void nobody_is_found_where_the_last_person_was_removed() {
        enroll(ADA, PORTRAIT);
        assertThat(identify(AGAIN)).containsExactly(ADA);
        staff.remove(ADA);

        assertThat(identify(AGAIN)).isEmpty();
    }

    @Test
    void waiting_for_a_gallery_trains_what_may_have_been_changed_before() {
        enroll(ADA, PORTRAIT);
        try (AzureFaces elsewhere = AzureTestbed.faces(emulator).build()) {
            FaceGallery there = elsewhere.galleries().open(STAFF);
            there.awaitSearchable(TEN_SECONDS);
            there.awaitSearchable(TEN_SECONDS);
        }

        assertThat(emulator.attempts("Train")).isEqualTo(1);
    }

    @Test
    void waiting_ends_with_its_time_and_can_be_gone_on_with() {
        restart(AzureTestbed.emulator().trainingRunningFor(Duration.ofSeconds(1)));
        enroll(ADA, PORTRAIT);

        assertThatExceptionOfType(CallTimeoutException.class)
                .isThrownBy(() -> staff.awaitSearchable(Duration.ofMillis(300)))
                .satisfies(e -> assertThat(e.effect()).isEqualTo(Effect.NONE));
        staff.awaitSearchable(ChronoUnit.FOREVER.getDuration());
        assertThat(emulator.attempts("Train")).isEqualTo(1);
        assertThat(identify(AGAIN)).containsExactly(ADA);
    }

    @Test
    void a_search_waits_no_longer_than_a_call_may_take() {
        restart(AzureTestbed.emulator().trainingRunningFor(Duration.ofMinutes(5)));
        enroll(ADA, PORTRAIT);
        faces.close();
        faces = AzureTestbed.faces(emulator)
                .callPolicy(CallPolicy.builder()
                        .unlimitedRate()
                        .deadline(Duration.ofSeconds(2))
                        .build())
                .build();
        staff = faces.galleries().open(STAFF);
        long start = System.nanoTime();

        assertThatExceptionOfType(CallTimeoutException.class).isThrownBy(() -> identify(AGAIN));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(2_100));
    }

    @Test
    void an_interrupted_thread_stops_waiting_at_once_and_stays_interrupted() throws Exception {
        restart(AzureTestbed.emulator().trainingRunningFor(Duration.ofMinutes(5)));
        enroll(ADA, PORTRAIT);
        Thread waiting = Thread.currentThread();
        Thread interrupting = new Thread(() -> {
            while (emulator.attempts("GetTrainingStatus") < 2) {
                Thread.onSpinWait();
            }
            waiting.interrupt();
        });
        interrupting.start();
        FaceBridgeException thrown = catchThrowableOfType(CallInterruptedException.class, () -> identify(AGAIN));
        boolean stayed = Thread.interrupted();
        interrupting.join();

        assertThat(thrown).isNotNull();
        assertThat(thrown.effect()).isEqualTo(Effect.NONE);
        assertThat(stayed).isTrue();
    }

    @Test
    void a_training_that_fails_once_is_tried_again_and_one_that_goes_on_failing_is_an_error() {
        enroll(ADA, PORTRAIT);
        failTrainings(1);
        assertThat(identify(AGAIN)).containsExactly(ADA);
        enroll(BOB, OTHER);
        failTrainings(2);

        assertThatExceptionOfType(ProviderUnavailableException.class)
                .isThrownBy(() -> identify(AGAIN))
                .withMessageContaining("could not train");
    }

    @Test
    void waiting_for_a_gallery_that_is_not_there_says_so() {
        NotFoundException thrown = catchThrowableOfType(
                NotFoundException.class,
                () -> faces.galleries().open(new GalleryId("nowhere")).awaitSearchable(TEN_SECONDS));

        assertThat(thrown.kind()).isEqualTo(NotFoundException.Kind.GALLERY);
    }

    @Test
    void more_than_ten_faces_are_searched_for_in_several_requests() {
        FaceImage many = SyntheticVariants.shrunk(PORTRAIT, 0.4);
        for (int doubled = 0; doubled < 4; doubled++) {
            many = SyntheticVariants.sideBySide(many, many);
        }
        enroll(ADA, PORTRAIT);
        int seen = faces.detector().detect(many).size();
        assertThat(seen).isGreaterThan(10);

        assertThat(faces.identifier().identify(IdentifyRequest.of(many, STAFF).everyFace()))
                .hasSize(seen);
        assertThat(emulator.requests("Identify")).isEqualTo((seen + 9) / 10);
    }

    private void failTrainings(int times) {
        String state = Scenario.STARTED;
        for (int time = 1; time <= times; time++) {
            emulator.wireMock()
                    .stubFor(WireMock.get(WireMock.urlPathEqualTo("/face/v1.2/largepersongroups/staff/training"))
                            .inScenario("failing " + times)
                            .whenScenarioStateIs(state)
                            .willSetStateTo("failed " + time)
                            .willReturn(WireMock.okJson("{\"status\":\"failed\"}")));
            state = "failed " + time;
        }
    }

    private void start(AzureEmulator.Builder builder) {
        emulator = builder.start();
        faces = AzureTestbed.faces(emulator).build();
        staff = faces.galleries().create(STAFF);
    }

    private void restart(AzureEmulator.Builder builder) {
        close();
        start(builder);
    }

    private void reopen(UntrainedSearchPolicy choice) {
        faces.close();
        faces = AzureTestbed.faces(emulator).searchOfUntrained(choice).build();
        staff = faces.galleries().open(STAFF);
    }

    private void enroll(PersonId person, FaceImage picture) {
        staff.enroll(EnrollRequest.of(person, picture));
    }

    private List<PersonId> identify(FaceImage probe) {
        return faces.identifier().identify(IdentifyRequest.of(probe, STAFF)).get(0).candidates().stream()
                .map(Candidate::person)
                .toList();
    }
}
