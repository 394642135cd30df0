package io.facebridge.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.facebridge.examples.support.Photographs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExamplesTest {
    @Test
    @Tag("models")
    void the_demo_finds_22_faces_and_the_person_who_is_in_two_photographs() {
        String printed = printedBy(() -> DemoPhotographs.main(new String[0]));

        assertThat(printed.lines()).containsOnlyOnce("faces: 22");
        assertThat(printed.lines().filter(line -> line.contains("sample1.jpg") && line.contains("sample3.jpg")))
                .first()
                .asString()
                .endsWith("  MATCH");
    }

    @Test
    @Tag("models")
    void hello_verify_matches_one_person_in_two_pictures() {
        String printed = printedBy(() -> HelloVerify.main(new String[0]));

        assertThat(printed.strip()).matches("0\\.\\d+ MATCH");
    }

    @Test
    @Tag("models")
    void switch_provider_decides_the_same_by_each_file() {
        String printed = printedBy(() -> SwitchProvider.main(new String[0]));

        assertThat(printed.lines()).containsExactly("local: MATCH", "aws: MATCH");
    }

    @Test
    void switch_provider_reads_the_provider_out_of_a_file(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("faces.properties"), "provider = local\nsmalestFace = 0.05\n");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> SwitchProvider.main(new String[] {file.toString()}))
                .withMessageContaining("did you mean 'smallestFace'?");
    }

    @Test
    @Tag("models")
    void face_login_lets_the_enrolled_person_in_once() {
        String printed = printedBy(() -> FaceLoginAws.main(new String[0]));

        assertThat(printed.lines())
                .containsExactly(
                        "on the emulator: no recording; a script makes the session live",
                        "liveness: LIVE, ACCEPTED",
                        "the same session again: USED",
                        "is it ada: MATCH",
                        "login: welcome, ada");
    }

    @Test
    @Tag("models")
    void guarded_login_locks_out_after_five_failures_and_lets_the_person_in_later_once() {
        String printed = printedBy(() -> GuardedLogin.main(new String[0]));

        assertThat(printed.lines())
                .containsExactly(
                        "attempt 1: NOT_LIVE",
                        "attempt 2: NOT_LIVE",
                        "attempt 3: NOT_LIVE",
                        "attempt 4: NOT_LIVE",
                        "attempt 5: NOT_LIVE",
                        "next attempt: locked out for 30 minutes (limit WINDOW)",
                        "a case to review: LOCKED",
                        "review decision: REJECTED",
                        "later: ACCEPTED",
                        "the same session again: USED");
    }

    @Test
    @Tag("models")
    void door_access_opens_for_a_resident_and_calls_a_human_when_in_doubt() {
        String printed = printedBy(() -> DoorAccess.main(new String[0]));

        assertThat(printed.lines())
                .containsExactly(
                        "a resident: opens for ada (MATCH)",
                        "a lookalike: review by the porter required (REVIEW)",
                        "a stranger: stays closed (NO_MATCH)",
                        "a group: stays closed, one at a time please (INCONCLUSIVE, [RIVAL_FACE_IN_PROBE])",
                        "for the porter: REVIEW at the front door",
                        "for the porter: INCONCLUSIVE at the front door",
                        "decisions in the log: 4");
    }

    @Test
    @Tag("models")
    @Tag("slow")
    void attendance_names_who_is_in_one_of_two_galleries_and_nobody_else() {
        String printed = printedBy(() -> AttendanceTencent.main(new String[0]));

        assertThat(printed.lines())
                .containsExactly("3 faces, from left to right:", "no match", "ada, staff", "bob, guests");
    }

    @Test
    @Tag("models")
    void ekyc_tells_somebody_who_is_not_live_from_somebody_else() {
        String printed = printedBy(() -> EkycAzure.main(new String[0]));

        assertThat(printed.lines())
                .containsExactly(
                        "the holder: welcome",
                        "an image of the holder: not a live person; look into the camera yourself",
                        "another person: a live person, but not the one in the document");
    }

    @Test
    @Tag("models")
    void a_person_whose_consent_has_expired_is_found_by_no_provider_after_the_erasure() {
        String printed = printedBy(() -> EraseEverywhere.main(new String[0]));

        assertThat(printed.lines())
                .containsExactly(
                        "found before: by 4 of 4",
                        "local: ada is due, CONSENT_EXPIRED",
                        "aws: ada is due, CONSENT_EXPIRED",
                        "tencent: ada is due, CONSENT_EXPIRED",
                        "azure: ada is due, CONSENT_EXPIRED",
                        "erasure of ada, started at 2027-11-26T09:00:00Z: complete",
                        "  local staff: removed, not listed, not found by a search",
                        "  aws staff: removed, not listed, not found by a search",
                        "  tencent staff: removed, not listed, not found by a search",
                        "  azure staff: removed, not listed, not found by a search",
                        "  review cases: removed 1, none left",
                        "  correlation ids: removed 1, none left",
                        "  newsletter: removed 1, none left",
                        "  backups: excluded (each ends after 30 days)",
                        "  records of the person: removed 4, none left",
                        "found after: by 0 of 4");
    }

    @Test
    void a_signed_log_is_in_order_after_a_person_was_erased() {
        String printed = printedBy(() -> SignedAuditLog.main(new String[0]));

        assertThat(printed.lines())
                .containsExactly(
                        "erased from 2 records",
                        "in order",
                        "5 records signed, 2 ids erased",
                        "1 of 3 exported records name p-18");
    }

    @Test
    @Tag("models")
    void moving_house_moves_who_is_still_there_and_both_galleries_decide_alike() {
        String printed = printedBy(() -> MigrateGallery.main(new String[0]));

        assertThat(printed.lines())
                .contains("run the migration: 2 of 3 people are pending")
                .contains("      2 moved", "      1 not in the old gallery", "eve: not in the old gallery")
                .contains("      1 of 1 agree: verify", "      1 of 1 agree: identify")
                .last()
                .asString()
                .startsWith("both galleries decide the same");
    }

    @Test
    @Tag("models")
    @Tag("slow")
    void two_functions_share_a_session_through_a_database_and_give_its_result_once_and_to_nobody_else() {
        String printed = printedBy(() -> LivenessLambda.main(new String[0]));

        assertThat(printed.lines().map(line -> line.replaceAll("\\d+ ms", "N ms")))
                .containsExactly(
                        "a session for ada: opened, N ms after the process began",
                        "its result for bob: OTHER_SUBJECT, N ms after the process began",
                        "its result for ada: ACCEPTED, N ms after the process began",
                        "its result once more: USED, N ms after the process began");
    }

    @Test
    @Tag("models")
    void one_rate_is_a_threshold_on_each_scale_or_a_refusal() {
        String printed = printedBy(() -> ThresholdsAtOneRate.main(new String[0]));

        assertThat(printed.lines())
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("MatchPolicy[FMR 1.0E-4]"),
                        line -> assertThat(line)
                                .matches("  local    \\w{14} compare    0\\.4187 of   1  PUBLISHED_TABLE"),
                        line -> assertThat(line)
                                .isEqualTo(
                                        "  aws      unversioned    compare   refused: nothing is published for the scale"
                                                + " aws/unversioned/COMPARE"),
                        line -> assertThat(line)
                                .isEqualTo("  tencent  3.0            compare   50.0000 of 100  PUBLISHED_TABLE"),
                        line -> assertThat(line)
                                .isEqualTo("  tencent  2.0            compare   80.0000 of 100  PUBLISHED_TABLE"),
                        line -> assertThat(line)
                                .isEqualTo(
                                        "  azure    recognition_04 compare   refused: nothing is published for the scale"
                                                + " azure/recognition_04/COMPARE"),
                        line -> assertThat(line)
                                .isEqualTo("  azure    recognition_03 compare    0.4000 of   1  PUBLISHED_TABLE"),
                        line -> assertThat(line).isEqualTo("MatchPolicy[FPIR 0.01 among 10000]"),
                        line -> assertThat(line)
                                .isEqualTo(
                                        "  aws      7.0            identify  refused: nothing is published for the scale"
                                                + " aws/7.0/IDENTIFY"),
                        line -> assertThat(line)
                                .isEqualTo("  tencent  3.0            identify  70.0000 of 100  PUBLISHED_TABLE"),
                        line -> assertThat(line)
                                .isEqualTo(
                                        "  azure    recognition_04 identify  refused: nothing is published for the scale"
                                                + " azure/recognition_04/IDENTIFY"));
    }

    @Test
    @Tag("models")
    void album_clusters_groups_the_person_who_is_in_two_photographs() {
        String printed = printedBy(() -> {
            try {
                AlbumClusters.main(new String[0]);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });

        assertThat(printed.lines())
                .containsExactly("one person in sample1.jpg, sample3.jpg", "20 people in one image each");
    }

    @Test
    @Tag("models")
    void a_copy_of_an_open_store_holds_what_was_enrolled_before_it(@TempDir Path folder) {
        String printed = printedBy(() -> BackupWhileOpen.main(new String[] {folder.toString()}));

        assertThat(printed.lines())
                .containsExactlyInAnyOrder("the store has ada", "the store has bob", "the copy has ada");
    }

    @Test
    @Tag("models")
    void people_count_counts_who_comes_twice_once() {
        String printed = printedBy(() -> PeopleCount.main(new String[0]));

        assertThat(printed.lines()).hasSize(6).last().asString().isEqualTo("after sample6.jpg: 22 faces, 21 people");
    }

    @Test
    @Tag("models")
    @Tag("slow")
    void tune_threshold_decides_by_a_calibration_of_its_own_and_says_how_little_data_it_rests_on() {
        String printed = printedBy(() -> TuneThreshold.main(new String[0]));

        assertThat(printed.lines())
                .anySatisfy(line -> assertThat(line).matches("\\d+ mated and \\d+ non-mated comparisons"))
                .anySatisfy(line -> assertThat(line).startsWith("FMR 1e-01: threshold "))
                .contains("FMR 1e-04: UNSUPPORTED, needs 29956 non-mated comparisons without an error")
                .contains("two images of the first person: MATCH by OWN_CALIBRATION")
                .anySatisfy(line -> assertThat(line).startsWith("report: file:"));
        Path report = Path.of(URI.create(printed.lines()
                .filter(line -> line.startsWith("report: "))
                .findFirst()
                .orElseThrow()
                .substring("report: ".length())));
        assertThat(report).exists();
        assertThat(report.getParent())
                .as("no crop of a photograph is left behind")
                .isDirectoryNotContaining("glob:**persons");
    }

    @Test
    @Tag("models")
    @Tag("slow")
    void four_providers_decide_the_same_at_one_rate() {
        String printed = printedBy(() -> assertThat(FourProviders.printTable()).isTrue());

        assertThat(printed.lines())
                .noneMatch(line -> line.contains("DIFFERENT"))
                .contains("the same decisions in all columns")
                .anySatisfy(line -> assertThat(line).contains("the emulators' own calibration()"))
                .anySatisfy(line -> assertThat(line).matches("identify ada( +ada [\\d.]+ of [\\d.]+){4}"))
                .anySatisfy(line -> assertThat(line).matches("identify bob( +bob [\\d.]+ of [\\d.]+){4}"))
                .anySatisfy(
                        line -> assertThat(line).matches("identify a stranger( +no match( -?[\\d.]+ of [\\d.]+)?){4}"))
                .anySatisfy(line -> assertThat(line).matches("compare ada with ada( +MATCH [\\d.]+ of [\\d.]+){4}"))
                .anySatisfy(
                        line -> assertThat(line).matches("compare ada with bob( +NO_MATCH -?[\\d.]+ of [\\d.]+){4}"))
                .anySatisfy(line -> assertThat(line).matches("enroll an image without a face( +FaceNotFound){4}"))
                .anySatisfy(line -> assertThat(line).matches("enroll an image with two faces( +TooManyFaces){4}"));
    }

    @Test
    @Tag("models")
    @Tag("slow")
    void failover_goes_on_when_one_service_dies_and_the_next_is_throttled() {
        String printed = printedBy(() -> FailoverInAnOutage.main(new String[0]));

        assertThat(printed.lines())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .startsWith("only westeurope is allowed: provider aws processes images in [eu-west-1]"),
                        line -> assertThat(line).isEqualTo("  the holder: MATCH by azure in westeurope"),
                        line -> assertThat(line).isEqualTo("  another person: NO_MATCH by azure in westeurope"),
                        line -> assertThat(line).isEqualTo("azure becomes unavailable"),
                        line -> assertThat(line)
                                .isEqualTo("  the holder: MATCH by aws in eu-west-1, after [azure in westeurope:"
                                        + " ProviderUnavailableException]"),
                        line -> assertThat(line)
                                .startsWith("  another person: NO_MATCH by aws in eu-west-1, after [azure"),
                        line -> assertThat(line).isEqualTo("aws throttles all requests"),
                        line -> assertThat(line)
                                .startsWith("  the holder: MATCH by local in in-process, after [azure in westeurope:"
                                        + " ProviderUnavailableException, aws in eu-west-1: ThrottledException ("),
                        line -> assertThat(line)
                                .startsWith("  another person: NO_MATCH by local in in-process, after ["));
    }

    @Test
    void a_missing_folder_of_photographs_is_named_with_the_remedy() {
        String folder = System.getProperty("facebridge.photographs");
        System.setProperty("facebridge.photographs", "nowhere");
        try {
            assertThatIllegalStateException()
                    .isThrownBy(Photographs::all)
                    .withMessageContaining("nowhere")
                    .withMessageContaining("-Dwithout-models");
        } finally {
            restore(folder);
        }
    }

    private static void restore(String folder) {
        if (folder == null) {
            System.clearProperty("facebridge.photographs");
        } else {
            System.setProperty("facebridge.photographs", folder);
        }
    }

    private static String printedBy(Example example) {
        PrintStream console = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            example.run();
        } catch (InterruptedException | IOException e) {
            throw new AssertionError(e);
        } finally {
            System.setOut(console);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }

    @FunctionalInterface
    private interface Example {
        void run() throws InterruptedException, IOException;
    }
}
