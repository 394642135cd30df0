package io.facebridge.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.facebridge.error.InvalidScoresException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvaluationProtocolTest {
    @TempDir
    private Path folder;

    @Test
    void all_pairs_come_once_in_one_direction_and_know_who_is_on_them() {
        FolderOfPersons persons = new FolderOfPersons(folder)
                .picture("ada/1.png", 20)
                .picture("ada/2.PNG", 21)
                .picture("bob/1.png", 40)
                .file("bob/notes.txt", "no picture")
                .file("bob/.hidden.png", "no picture")
                .file("read.me", "no picture");

        EvaluationProtocol protocol = EvaluationProtocol.allPairs(persons.root());

        assertThat(protocol.mated()).isEqualTo(1);
        assertThat(protocol.nonMated()).isEqualTo(2);
        assertThat(protocol.subjects()).isEqualTo(2);
        assertThat(names(protocol))
                .containsExactly(
                        "ada/1.png ada/2.PNG MATED", "ada/1.png bob/1.png NON_MATED", "ada/2.PNG bob/1.png NON_MATED");
    }

    @Test
    void a_folder_of_groups_knows_the_groups_and_tells_namesakes_apart() {
        FolderOfPersons groups = new FolderOfPersons(folder)
                .picture("north/ada/1.png", 20)
                .picture("north/ada/2.png", 21)
                .picture("south/ada/1.png", 40);

        List<EvaluationPair> pairs =
                EvaluationProtocol.allPairs(groups.root()).pairs().toList();

        assertThat(pairs).hasSize(3);
        assertThat(pairs.get(0).label()).isEqualTo(PairLabel.MATED);
        assertThat(pairs.get(2).label()).isEqualTo(PairLabel.NON_MATED);
        assertThat(pairs.get(2).reference().group()).isEqualTo("north");
        assertThat(pairs.get(2).probe().group()).isEqualTo("south");
        assertThat(pairs.get(2).probe().subject()).isEqualTo("south/ada");
        assertThat(pairs.get(2).toString()).doesNotContain("ada");
    }

    @Test
    void a_sample_is_the_same_for_the_same_seed_and_another_one_for_another() {
        Path root = twelveImages();

        EvaluationProtocol sample = EvaluationProtocol.sampledPairs(root, 5, 9, 42);

        assertThat(sample.mated()).isEqualTo(5);
        assertThat(sample.nonMated()).isEqualTo(9);
        assertThat(names(sample))
                .doesNotHaveDuplicates()
                .hasSize(14)
                .isEqualTo(names(EvaluationProtocol.sampledPairs(root, 5, 9, 42)))
                .isNotEqualTo(names(EvaluationProtocol.sampledPairs(root, 5, 9, 43)))
                .isSubsetOf(names(EvaluationProtocol.allPairs(root)));
        assertThat(sample.pairs().filter(pair -> pair.label() == PairLabel.MATED))
                .hasSize(5);
    }

    @Test
    void a_sample_larger_than_all_is_all() {
        Path root = twelveImages();

        EvaluationProtocol sample = EvaluationProtocol.sampledPairs(root, 1000, 1000, 42);

        assertThat(names(sample)).containsExactlyInAnyOrderElementsOf(names(EvaluationProtocol.allPairs(root)));
        assertThat(sample.mated()).isEqualTo(12);
        assertThat(sample.nonMated()).isEqualTo(54);
    }

    /** 2 of 12 pairs of one person, and of 54 pairs of two persons as few as are drawn one by one or so many that all are shuffled. */
    @ParameterizedTest
    @ValueSource(ints = {5, 40})
    void every_pair_is_drawn_as_often_as_every_other(int nonMated) {
        Path root = twelveImages();
        int seeds = 600;
        Map<String, Integer> drawn = new HashMap<>();
        for (int seed = 0; seed < seeds; seed++) {
            names(EvaluationProtocol.sampledPairs(root, 2, nonMated, seed))
                    .forEach(name -> drawn.merge(name, 1, Integer::sum));
        }

        assertThat(drawn).hasSize(12 + 54).allSatisfy((name, times) -> {
            double share = name.endsWith("NON_MATED") ? nonMated / 54.0 : 2 / 12.0;
            // five standard deviations of a binomial number
            assertThat((double) times)
                    .as(name)
                    .isCloseTo(share * seeds, within(5 * Math.sqrt(seeds * share * (1 - share))));
        });
    }

    @Test
    void more_pairs_of_two_persons_than_there_are_end_with_all_of_them() {
        FolderOfPersons persons = new FolderOfPersons(folder.resolve("two"));
        for (int picture = 0; picture < 10; picture++) {
            persons.picture("ada/" + picture + ".png", 20 + picture).picture("bob/" + picture + ".png", 60 + picture);
        }

        EvaluationProtocol sample = EvaluationProtocol.sampledPairs(persons.root(), 1, 101, 1);

        assertThat(sample.mated()).isOne();
        assertThat(sample.nonMated()).isEqualTo(100);
    }

    @Test
    void a_sample_has_one_pair_of_each_kind_at_least() {
        Path root = twelveImages();

        assertThat(names(EvaluationProtocol.sampledPairs(root, 1, 1, 7))).hasSize(2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EvaluationProtocol.sampledPairs(root, 0, 1, 7))
                .withMessageContaining("0 and 1");
        assertThatIllegalArgumentException().isThrownBy(() -> EvaluationProtocol.sampledPairs(root, 1, 0, 7));
    }

    @Test
    void the_pictures_that_are_left_are_those_of_the_pairs_that_are_left() {
        Path root = twelveImages();
        for (EvaluationProtocol protocol : List.of(
                EvaluationProtocol.allPairs(root),
                EvaluationProtocol.sampledPairs(root, 2, 3, 1),
                EvaluationProtocol.sampledPairs(root, 5, 9, 2))) {
            long pairs = protocol.mated() + protocol.nonMated();
            for (long skipped = 0; skipped <= pairs; skipped++) {
                assertThat(protocol.picturesAfter(skipped))
                        .isEqualTo(protocol.pairs()
                                .skip(skipped)
                                .flatMap(pair -> Stream.of(
                                        pair.reference().id(), pair.probe().id()))
                                .distinct()
                                .count());
            }
        }
    }

    @Test
    void reads_the_pairs_of_labeled_faces_in_the_wild_in_their_order() {
        FolderOfPersons images = new FolderOfPersons(folder)
                .picture("images/Ada_L/Ada_L_0001.png", 20)
                .picture("images/Ada_L/Ada_L_0012.png", 21)
                .picture("images/Bob/Bob_0003.png", 40)
                .file("pairs.txt", "1\t2\nAda_L\t1\t12\nAda_L\t12\tBob\t3\n\nBob 3 Ada_L 1\n");

        EvaluationProtocol protocol = EvaluationProtocol.ofPairs(
                images.root().resolve("pairs.txt"), images.root().resolve("images"));

        assertThat(names(protocol))
                .containsExactly(
                        "Ada_L/Ada_L_0001.png Ada_L/Ada_L_0012.png MATED",
                        "Ada_L/Ada_L_0012.png Bob/Bob_0003.png NON_MATED",
                        "Bob/Bob_0003.png Ada_L/Ada_L_0001.png NON_MATED");
        assertThat(protocol.mated()).isEqualTo(1);
        assertThat(protocol.nonMated()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ada\n",
                "1\nAda 1\n",
                "1\nAda 1 2 3 4\n",
                "1\nAda 1 one\n",
                "1\nAda 1 1\n",
                "1\nAda 1 Ada 2\n",
                "1\nAda 1 9\n",
                "1\n../images/Ada 1 2\n",
                "1\n../other 1 2\n",
                "1\nAda\0 1 2\n",
                "1\nAda 1 Bob\0 2\n"
            })
    void a_file_of_pairs_that_is_none_is_refused(String text) {
        FolderOfPersons images = new FolderOfPersons(folder)
                .picture("images/Ada/Ada_0001.png", 20)
                .picture("images/Ada/Ada_0002.png", 20)
                .picture("other/1.png", 20)
                .picture("other_0001.png", 20)
                .picture("other_0002.png", 20)
                .file("pairs.txt", text);

        assertThatExceptionOfType(InvalidScoresException.class)
                .isThrownBy(() -> EvaluationProtocol.ofPairs(
                        images.root().resolve("pairs.txt"), images.root().resolve("images")))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("Ada"));
    }

    @Test
    void a_file_of_pairs_may_be_marked_and_have_blank_lines_but_is_in_utf_8() throws IOException {
        FolderOfPersons images = new FolderOfPersons(folder)
                .picture("images/Ada/Ada_0001.png", 20)
                .picture("images/Ada/Ada_0002.png", 21)
                .file("pairs.txt", "\uFEFF\r\n 1 \r\n\r\nAda\t1\t2 \r\n");
        Path pairs = images.root().resolve("pairs.txt");
        Path pictures = images.root().resolve("images");

        assertThat(EvaluationProtocol.ofPairs(pairs, pictures).mated()).isOne();
        Files.write(pairs, "1\nZo\u00EB\t1\t2\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThatExceptionOfType(InvalidScoresException.class)
                .isThrownBy(() -> EvaluationProtocol.ofPairs(pairs, pictures))
                .withMessageContaining("pairs.txt is not in UTF-8: line 2");
        Files.writeString(pairs, "1\nAda;1;2\n");
        assertThatExceptionOfType(InvalidScoresException.class)
                .isThrownBy(() -> EvaluationProtocol.ofPairs(pairs, pictures))
                .withMessageContaining("semicolons");
    }

    @Test
    void what_systems_leave_in_folders_is_no_person_and_a_flat_folder_is_told_the_layout() {
        FolderOfPersons persons = new FolderOfPersons(folder.resolve("persons"))
                .picture("ada/1.png", 20)
                .picture("ada/2.png", 21)
                .picture("bob/1.png", 40)
                .picture("ada/@eaDir/1.png", 40)
                .picture("__MACOSX/ada/1.png", 40);

        assertThat(EvaluationProtocol.allPairs(persons.root()).subjects()).isEqualTo(2);
        FolderOfPersons flat = new FolderOfPersons(folder.resolve("flat"))
                .picture("ada.png", 20)
                .picture("bob.png", 40);
        assertThatExceptionOfType(InvalidScoresException.class)
                .isThrownBy(() -> EvaluationProtocol.allPairs(flat.root()))
                .withMessageContaining("PERSON/IMAGE");
    }

    @Test
    void a_folder_that_allows_no_evaluation_is_refused() {
        assertMalformed(new FolderOfPersons(folder.resolve("one"))
                .picture("ada/1.png", 20)
                .picture("ada/2.png", 20));
        assertMalformed(new FolderOfPersons(folder.resolve("single"))
                .picture("ada/1.png", 20)
                .picture("bob/1.png", 20));
        assertMalformed(new FolderOfPersons(folder.resolve("mixed"))
                .picture("ada/1.png", 20)
                .picture("ada/2.png", 20)
                .picture("group/bob/1.png", 20));
        assertThatExceptionOfType(InvalidScoresException.class)
                .isThrownBy(() -> EvaluationProtocol.allPairs(folder.resolve("nowhere")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EvaluationProtocol.sampledPairs(folder.resolve("one"), 0, 1, 1));
    }

    @Test
    void one_image_of_one_person_is_named_in_the_singular() {
        FolderOfPersons one = new FolderOfPersons(folder.resolve("one")).picture("ada/1.png", 20);

        assertThatExceptionOfType(InvalidScoresException.class)
                .isThrownBy(() -> EvaluationProtocol.allPairs(one.root()))
                .withMessageContaining("but has 1 image of 1 person; arrange");
    }

    private static void assertMalformed(FolderOfPersons persons) {
        assertThatExceptionOfType(InvalidScoresException.class)
                .isThrownBy(() -> EvaluationProtocol.allPairs(persons.root()))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(InvalidScoresException.Reason.MALFORMED));
    }

    private Path twelveImages() {
        FolderOfPersons persons = new FolderOfPersons(folder.resolve("twelve"));
        for (int person = 0; person < 4; person++) {
            for (int picture = 0; picture < 3; picture++) {
                persons.picture("p" + person + "/" + picture + ".png", 20 + 10 * person + picture);
            }
        }
        return persons.root();
    }

    private static List<String> names(EvaluationProtocol protocol) {
        return protocol.pairs()
                .map(pair -> pair.reference().id() + " " + pair.probe().id() + " " + pair.label())
                .toList();
    }
}
