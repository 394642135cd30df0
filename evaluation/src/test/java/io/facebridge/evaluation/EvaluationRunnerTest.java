package io.facebridge.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.facebridge.error.IncompatibleScaleException;
import io.facebridge.error.InvalidScoresException;
import io.facebridge.error.ProviderUnavailableException;
import io.facebridge.evaluation.EvaluationRunner.ImageFailure;
import io.facebridge.evaluation.EvaluationRunner.Plan;
import io.facebridge.evaluation.EvaluationRunner.Progress;
import io.facebridge.face.FaceSelection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluationRunnerTest {
    private static final int PAIRS = 28;

    @TempDir
    private Path folder;

    private Path out = Path.of("");
    private EvaluationProtocol protocol;

    @BeforeEach
    void eight_pictures_of_three_persons() {
        FolderOfPersons persons = new FolderOfPersons(folder.resolve("persons"))
                .picture("ada/1.png", 20)
                .picture("ada/2.png", 22)
                .picture("ada/faceless.png", 5)
                .picture("bob/1.png", 50)
                .picture("bob/2.png", 51)
                .picture("bob/two.png", 95)
                .picture("eve/1.png", 80)
                .file("eve/damaged.png", "this is no picture");
        protocol = EvaluationProtocol.allPairs(persons.root());
        out = folder.resolve("scores.csv");
    }

    @Test
    void writes_a_row_for_each_pair_and_failures_as_failures() {
        Progress end = EvaluationRunner.of(WidthFaces.comparing()).run(protocol, out);

        // 5 of 8 pictures can be compared: 10 pairs; the other 18 have one of the three that cannot.
        assertThat(end).isEqualTo(new Progress(PAIRS, PAIRS, 18));
        ScoreSet scores = ScoreReader.of(ScoreSource.unnamed()).read(out);
        assertThat(scores.mated()).containsExactly(98.0, 99.0);
        assertThat(scores.nonMated()).containsExactly(70.0, 69.0, 40.0, 72.0, 71.0, 42.0, 70.0, 71.0);
        assertThat(scores.failures().total()).isEqualTo(18);
        assertThat(scores.subjects()).isEqualTo(3);
        assertThat(scores.source().scale().orElseThrow().toString()).isEqualTo("widths/v1/COMPARE");
    }

    @Test
    void says_which_of_both_pictures_failed() {
        EvaluationRunner.of(WidthFaces.comparing()).run(protocol, out);

        List<PairStatus> statuses = new ArrayList<>();
        ScoreReader.of(ScoreSource.unnamed()).rows(out, row -> {
            if ("ada/faceless.png".equals(row.referenceId()) || "ada/faceless.png".equals(row.probeId())) {
                statuses.add(row.status());
            }
        });
        assertThat(statuses)
                .startsWith(PairStatus.FTA_PROBE, PairStatus.FTA_PROBE, PairStatus.FTA_REFERENCE)
                .doesNotContain(PairStatus.OK);
    }

    @Test
    void templates_are_asked_once_for_each_picture_and_give_the_same_scores() throws IOException {
        WidthFaces templates = WidthFaces.extracting();
        EvaluationRunner.of(WidthFaces.comparing()).run(protocol, out);
        Path other = folder.resolve("other.csv");

        EvaluationRunner.of(templates).run(protocol, other);

        assertThat(completed(other)).hasSize(10).isEqualTo(completed(out));
        assertThat(templates.calls()).isEqualTo(7); // the damaged picture is not sent
    }

    private static List<String> completed(Path table) throws IOException {
        return Files.readAllLines(table).stream()
                .filter(row -> row.contains("ok"))
                .toList();
    }

    @Test
    void a_face_that_is_meant_has_no_rival() {
        for (WidthFaces faces : List.of(WidthFaces.comparing(), WidthFaces.extracting())) {
            Path table =
                    folder.resolve(faces.find(io.facebridge.FaceTemplates.class).isPresent() + ".csv");

            Progress end =
                    EvaluationRunner.of(faces).face(FaceSelection.CENTRAL).run(protocol, table);

            assertThat(end.failures()).isEqualTo(13);
        }
    }

    @Test
    void images_without_a_score_are_reported_with_their_causes() {
        for (WidthFaces faces : List.of(WidthFaces.comparing(), WidthFaces.extracting())) {
            boolean byImage = faces.find(io.facebridge.FaceTemplates.class).isPresent();
            List<ImageFailure> failures = new ArrayList<>();

            Progress end = EvaluationRunner.of(faces)
                    .progress(progress -> {})
                    .imageFailures(failures::add)
                    .run(protocol, folder.resolve(byImage + ".csv"));

            List<String> images = failures.stream().map(ImageFailure::image).toList();
            assertThat(failures.stream()
                            .map(failure -> failure.image() + " "
                                    + (failure.cause() == null
                                            ? "another face"
                                            : failure.cause().getClass().getSimpleName())))
                    .containsOnly(
                            "ada/faceless.png FaceNotFoundException",
                            "bob/two.png another face",
                            "eve/damaged.png InvalidImageException");
            if (byImage) {
                assertThat(images).doesNotHaveDuplicates();
            } else {
                assertThat(images).hasSize((int) end.failures());
            }
        }
    }

    @Test
    void a_picture_for_which_the_heap_has_no_room_is_a_failure_to_acquire_and_the_run_goes_on() {
        for (WidthFaces faces : List.of(WidthFaces.comparing(), WidthFaces.extracting())) {
            Path table =
                    folder.resolve(faces.find(io.facebridge.FaceTemplates.class).isPresent() + ".csv");
            List<Progress> progress = new ArrayList<>();

            assertThatCode(() -> EvaluationRunner.of(faces.withoutRoomAtCall(1))
                            .progress(progress::add)
                            .run(protocol, table))
                    .doesNotThrowAnyException();

            assertThat(progress).hasSize(PAIRS);
            assertThat(progress.get(PAIRS - 1).failures()).isGreaterThan(18);
        }
    }

    @Test
    void a_run_that_broke_off_is_continued_and_asks_nothing_twice() throws IOException {
        EvaluationRunner.of(WidthFaces.comparing()).run(protocol, out);
        String whole = Files.readString(out);
        Files.delete(out);
        WidthFaces breaking = WidthFaces.comparing().failingAtCall(6);
        assertThatExceptionOfType(ProviderUnavailableException.class)
                .isThrownBy(() -> EvaluationRunner.of(breaking).run(protocol, out));
        long before = Files.readAllLines(out).size() - 1L;

        WidthFaces again = WidthFaces.comparing();
        List<Progress> progress = new ArrayList<>();
        Plan plan = EvaluationRunner.of(again).plan(protocol, out);
        EvaluationRunner.of(again).progress(progress::add).run(protocol, out);

        assertThat(Files.readString(out)).isEqualTo(whole);
        assertThat(plan).isEqualTo(new Plan(PAIRS, before, PAIRS - before));
        assertThat(progress).hasSize((int) (PAIRS - before));
        assertThat(progress.get(0).done()).isEqualTo(before + 1);
        assertThat(progress.get(progress.size() - 1)).isEqualTo(new Progress(PAIRS, PAIRS, 18));
    }

    @Test
    void a_row_that_was_cut_by_a_kill_is_made_again() throws IOException {
        EvaluationRunner.of(WidthFaces.comparing()).run(protocol, out);
        byte[] whole = Files.readAllBytes(out);
        for (int length : new int[] {0, 5, 300, whole.length / 2, whole.length - 1, whole.length}) {
            Files.write(out, java.util.Arrays.copyOf(whole, length));

            EvaluationRunner.of(WidthFaces.comparing()).run(protocol, out);

            assertThat(Files.readAllBytes(out)).as("after %d bytes", length).isEqualTo(whole);
        }
    }

    @Test
    void says_beforehand_how_many_calls_there_will_be() {
        assertThat(EvaluationRunner.of(WidthFaces.comparing()).plan(protocol, out))
                .isEqualTo(new Plan(PAIRS, 0, PAIRS));
        assertThat(EvaluationRunner.of(WidthFaces.extracting()).plan(protocol, out))
                .isEqualTo(new Plan(PAIRS, 0, 8));
        assertThat(out).doesNotExist();
        EvaluationRunner.of(WidthFaces.comparing()).run(protocol, out);
        assertThat(EvaluationRunner.of(WidthFaces.extracting()).plan(protocol, out))
                .isEqualTo(new Plan(PAIRS, PAIRS, 0));
    }

    @Test
    void a_table_of_other_pairs_is_not_continued() throws IOException {
        EvaluationRunner.of(WidthFaces.comparing()).run(protocol, out);
        String before = Files.readString(out);
        EvaluationProtocol sample = EvaluationProtocol.sampledPairs(folder.resolve("persons"), 2, 2, 7);

        assertThatExceptionOfType(InvalidScoresException.class)
                .isThrownBy(() -> EvaluationRunner.of(WidthFaces.comparing()).run(sample, out))
                .withMessageContaining("line ")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("ada", "bob"));
        assertThat(Files.readString(out)).isEqualTo(before);
    }

    @Test
    void another_model_does_not_continue_the_table_of_the_one_before() {
        assertThatExceptionOfType(ProviderUnavailableException.class)
                .isThrownBy(() -> EvaluationRunner.of(WidthFaces.comparing().failingAtCall(6))
                        .run(protocol, out));

        assertThatExceptionOfType(IncompatibleScaleException.class)
                .isThrownBy(() -> EvaluationRunner.of(WidthFaces.ofModel("v2")).run(protocol, out))
                .withMessageContaining("v1")
                .withMessageContaining("v2");
    }
}
