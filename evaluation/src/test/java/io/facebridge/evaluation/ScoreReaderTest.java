package io.facebridge.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.facebridge.error.IncompatibleScaleException;
import io.facebridge.error.InvalidScoresException;
import io.facebridge.error.InvalidScoresException.Reason;
import io.facebridge.match.Score;
import io.facebridge.match.ScoreScale;
import io.facebridge.provider.ProviderId;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScoreReaderTest {
    private static final ScoreScale COSINE =
            ScoreScale.of(new ProviderId("local"), "model/with/slashes", ScoreScale.Operation.COMPARE, -1, 1);
    private static final ScoreScale PERCENT =
            ScoreScale.of(new ProviderId("aws"), "7.0", ScoreScale.Operation.COMPARE, 0, 100);
    private static final ScoreReader READER = ScoreReader.of(ScoreSource.unnamed());

    private final Path folder;

    ScoreReaderTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private Path file(String name, String... lines) throws IOException {
        return Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n");
    }

    private static void assertMalformed(ThrowingCallable reading, String... words) {
        assertThatExceptionOfType(InvalidScoresException.class)
                .isThrownBy(reading)
                .satisfies(refusal -> {
                    assertThat(refusal.reason()).isEqualTo(Reason.MALFORMED);
                    assertThat(refusal).hasMessageContainingAll(words);
                });
    }

    @Test
    void a_score_outside_of_the_scale_is_malformed_in_every_form() throws IOException {
        ScoreReader percent = ScoreReader.of(ScoreSource.of(PERCENT));
        Path table = file("table.csv", "score,label", "99,mated", "100.5,nonmated");
        Path bob = file("bob.txt", "ada ada p1 99", "ada bob p2 100.5");
        Path mated = file("mated.txt", "99");
        Path nonMated = file("nonmated.txt", "1", "-0.5");
        Path matrix = file("matrix.csv", ",a1,a2", "a1,,100.5", "a2,,");

        assertMalformed(() -> percent.read(table), "table.csv", "line 3", "outside of [0.0, 100.0]");
        assertMalformed(() -> percent.read(bob), "bob.txt", "line 2", "outside of [0.0, 100.0]");
        assertMalformed(() -> percent.read(mated, nonMated), "nonmated.txt", "line 2", "outside of [0.0, 100.0]");
        assertMalformed(() -> percent.readMatrix(matrix, name -> name), "matrix.csv", "outside of [0.0, 100.0]");
    }

    @Test
    void a_line_of_nothing_but_separators_is_malformed() throws IOException {
        Path mated = file("mated.txt", "p1 0.9", "", ",");
        Path bob = file("bob.txt", "ada ada p1 0.9", ", ,");

        assertMalformed(() -> READER.read(mated, mated), "mated.txt", "line 3");
        assertMalformed(() -> READER.read(bob), "bob.txt", "line 2");
    }

    @Test
    void a_table_whose_searches_have_more_candidates_than_references_is_malformed() throws IOException {
        Path table = file("table.csv", "score,label,probe_id", "9,mated,p1", "5,nonmated,p1");

        assertThat(READER.references(2).readSearches(table).matedCount()).isOne();
        assertMalformed(() -> READER.references(1).readSearches(table), "table.csv", "1 references");
    }

    @Test
    void reads_a_table_by_its_header() throws IOException {
        Path csv = file(
                "scores.csv",
                "label,score,group,probe_id,reference_id,probe_subject,reference_subject,anything",
                "mated,0.75,g1,a1,a2,ada,ada,x",
                "nonmated,-2.5e-1,g2,a1,b1,ada,bob,y",
                "Non-Mated,.5,g1,b1,a2,bob,ada,");

        ScoreSet set = READER.read(csv);

        assertThat(set.mated().toArray()).containsExactly(0.75);
        assertThat(set.nonMated().toArray()).containsExactly(-0.25, 0.5);
        assertThat(set.subjects()).isEqualTo(2);
        assertThat(set.groups()).containsExactly("g1", "g2");
        assertThat(set.failures().total()).isZero();
    }

    @Test
    void reads_quotes_byte_order_mark_carriage_returns_and_other_alphabets() throws IOException {
        Path csv = folder.resolve("scores.csv");
        Files.writeString(
                csv, "\uFEFF\"score\",label,group\r\n\"0.5\",\"mated\",\"张,\"\"伟\"\"\"\r\n0.25,nonmated,ß\r\n");

        ScoreSet set = READER.read(csv);

        assertThat(set.mated().toArray()).containsExactly(0.5);
        assertThat(set.groups()).containsExactly("张,\"伟\"", "ß");
    }

    @Test
    void reads_compressed_files_whatever_their_name() throws IOException {
        Path packed = folder.resolve("scores");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write("score,label\n1,mated\n0,nonmated\n".getBytes(StandardCharsets.UTF_8));
        }

        assertThat(READER.read(packed).matedCount()).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tr", "ar-EG", "de", "hi-IN-u-nu-deva"})
    void reads_the_same_in_every_locale(String locale) throws IOException {
        Path csv = file("scores.csv", "SCORE,LABEL,STATUS", "0.5,MATED,OK", "0.25,NONMATED,ok");
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag(locale));
        try {
            assertThat(READER.read(csv).mated().toArray()).containsExactly(0.5);
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void counts_failures_apart() throws IOException {
        Path csv = file(
                "scores.csv",
                "score,label,status",
                "nan,mated,",
                ",mated,fta_probe",
                "0.5,mated,ok",
                ",nonmated,FTA_REF",
                ",nonmated,fte",
                "NaN,nonmated,ok",
                "0.1,nonmated,");

        ScoreSet set = READER.read(csv);

        assertThat(set.failures()).isEqualTo(new ScoreSet.Failures(2, 3, 1));
        assertThat(set.matedCount()).isOne();
        assertThat(set.nonMatedCount()).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0,5", "1e999", "inf", "-Infinity", "0x1p3", "1.0f", "1_000", "--1", "e5", "."})
    void refuses_what_is_no_finite_decimal_and_does_not_repeat_it(String score) throws IOException {
        Path csv = file("scores.csv", "score,label", "1,mated", "\"" + score + "\",mated");

        assertMalformed(() -> READER.read(csv), "line 3 of scores.csv", "not a finite decimal number");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "score,label            | 0.5,friend     | line 2 of scores.csv has a label",
                "score,label,status     | 0.5,mated,lost | line 2 of scores.csv has a status",
                "score,label            | ,mated         | line 2 of scores.csv has neither a score nor a status",
                "label,score,group      | mated,0.5      | after line",
                "score,label,scale      | 0.5,mated,what | line 2 of scores.csv has an invalid scale",
            })
    void says_in_which_line_a_table_is_wrong(String header, String row, String message) throws IOException {
        Path csv = file("scores.csv", header, row);

        assertMalformed(() -> READER.read(csv), message);
    }

    @Test
    void says_what_a_header_must_name() throws IOException {
        Path csv = file("scores.csv", "points,label", "0.5,mated");

        assertMalformed(() -> READER.read(csv), "must have a header that names score and label");
        assertMalformed(() -> READER.read(Files.createFile(folder.resolve("empty.csv"))), "empty.csv is empty");
    }

    @Test
    void blank_rows_and_blanks_around_values_do_not_count() throws IOException {
        Path plain = file(
                "plain.csv", "score,label,probe_subject,reference_subject", "0.5,mated,a b,a b", "-1,nonmated,a b,c");
        Path blank = file(
                "blank.csv",
                "",
                " \t",
                " score , \"label\", probe_subject\t,reference_subject\u00A0",
                ",,,",
                "",
                " 0.5 ,\tmated, a b , \"a b\" ",
                "   ",
                "-1,nonmated ,a b,c",
                " , ,,",
                "");

        ScoreSet expected = READER.read(plain);
        ScoreSet found = READER.read(blank);

        assertThat(found.mated().toArray()).containsExactly(expected.mated().toArray());
        assertThat(found.nonMated().toArray())
                .containsExactly(expected.nonMated().toArray());
        assertThat(found.subjects()).isEqualTo(expected.subjects()).isEqualTo(2);
        List<ScoredPair> rows = new ArrayList<>();
        READER.rows(blank, rows::add);
        assertThat(rows).extracting(ScoredPair::referenceSubject).containsExactly("a b", "c");
    }

    @Test
    void blank_rows_do_not_count_in_the_other_tables_either() throws IOException {
        Path candidates = file(
                "candidates.csv",
                "",
                "Probe, Subject, Rank, Candidate, Score, Enrolled",
                "",
                "p1, ada, 1, ada, 0.8, TRUE",
                ",,,,,");
        Path attacks = file("pad.csv", "Label, PAI_species, Score", "", "bonafide, , 0.9", "attack, print, 0.1", " ");
        Path matrix = file("m.csv", "", ",a/1,b/1", "", "a/2, 0.9, 0.1", ",,", "b/2,0.2, 0.8");
        Path bob = file("four.txt", "", "1 1 probe1 0.5", "  ", "1 2 probe2 0.25", "");

        assertThat(READER.readSearches(candidates).evaluate().hitRate(1)).isOne();
        assertThat(READER.readAttacks(attacks).evaluate().at(0.5).bpcer()).isZero();
        assertThat(READER.readMatrix(matrix, name -> name.substring(0, 1))
                        .mated()
                        .toArray())
                .containsExactly(0.9, 0.8);
        assertThat(READER.read(bob).nonMated().toArray()).containsExactly(0.25);
    }

    @ParameterizedTest
    @ValueSource(strings = {"score;label;status", "Score\tLabel\tStatus", "\"score\";\"label\"", "score|label"})
    void a_table_with_other_separators_names_them(String header) throws IOException {
        Path csv = file(
                "scores.csv", "", header, header.replaceAll("(?i)score", "0,5").replaceAll("(?i)label", "mated"));

        assertMalformed(() -> READER.read(csv), "scores.csv separates its values with ");
    }

    @Test
    void other_forms_with_semicolons_or_decimal_commas_are_no_other_numbers() throws IOException {
        Path probes = file("candidates.csv", "probe;subject;rank;candidate;score;enrolled", "p1;ada;1;ada;0,8;true");
        Path attacks = file("pad.csv", "label;pai_species;score", "bonafide;;0,9");
        Path matrix = file("m.csv", ";a/1;b/1", "a/2;0,9;0,1");
        Path four = file("four.txt", "1 1 probe1 0,5", "1 2 probe2 0,25");
        Path last = file("mated.txt", "a;b;0,5");
        Path other = file("other.txt", "a b 0.25");

        assertMalformed(() -> READER.readSearches(probes), "candidates.csv", "semicolons");
        assertMalformed(() -> READER.readAttacks(attacks), "pad.csv", "semicolons");
        assertMalformed(() -> READER.readMatrix(matrix, name -> name), "m.csv", "semicolons");
        assertMalformed(() -> READER.read(four), "line 1 of four.txt", "save decimals with a point");
        assertMalformed(() -> READER.read(last, other), "line 1 of mated.txt", "semicolons");
    }

    @Test
    void bytes_that_are_not_utf_8_are_refused_wherever_they_are() throws IOException {
        String many = "0.5,mated,ok\n".repeat(20_000);
        Path late = folder.resolve("late.csv");
        Files.write(
                late,
                ("score,label,probe_id\n" + many + "0.1,nonmated,zo\u00EB\n").getBytes(StandardCharsets.ISO_8859_1));
        Path bob = folder.resolve("four.txt");
        Files.write(bob, "zo\u00EB zo\u00EB p 0.5\n".getBytes(StandardCharsets.ISO_8859_1));
        Path wide = folder.resolve("wide.csv");
        Files.write(wide, "\uFEFFscore\tlabel\n0,5\tmated\n".getBytes(StandardCharsets.UTF_16LE));

        assertMalformed(() -> READER.read(late), "late.csv is not in UTF-8: line 20002 has the byte 0xEB");
        assertMalformed(() -> READER.rows(late, row -> {}), "late.csv is not in UTF-8");
        assertMalformed(() -> READER.read(bob), "four.txt is not in UTF-8: line 1");
        assertMalformed(() -> READER.read(wide), "wide.csv is in UTF-16");
        assertMalformed(() -> READER.readAttacks(wide), "wide.csv is in UTF-16");
    }

    @Test
    void a_file_that_is_not_there_is_named() {
        assertThatExceptionOfType(InvalidScoresException.class)
                .isThrownBy(() -> READER.read(folder.resolve("gone.csv")))
                .withMessageContaining("gone.csv cannot be read")
                .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo(Reason.NOT_READABLE));
    }

    @Test
    void a_compressed_file_that_was_cut_off_is_no_smaller_file() throws IOException {
        Path packed = folder.resolve("scores.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write("score,label\n1,mated\n0,nonmated\n".repeat(1).getBytes(StandardCharsets.UTF_8));
        }
        byte[] whole = Files.readAllBytes(packed);
        Files.write(packed, Arrays.copyOf(whole, whole.length - 9));

        assertThatExceptionOfType(InvalidScoresException.class).isThrownBy(() -> READER.read(packed));
    }

    @Test
    void a_picture_compared_with_itself_is_refused_with_its_row() throws IOException {
        Path csv =
                file("scores.csv", "probe_id,reference_id,score,label", "a,b,0.9,mated", "a,a,1,mated", "b,b,1,mated");

        assertThatExceptionOfType(InvalidScoresException.class)
                .isThrownBy(() -> READER.read(csv))
                .withMessageContaining("2 of 3 mated comparisons")
                .withMessageContaining("row 3")
                .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo(Reason.SELF_COMPARISON));
    }

    @Test
    void the_same_pair_in_both_directions_is_refused_unless_it_is_two_questions() throws IOException {
        Path csv = file(
                "scores.csv",
                "probe_id,reference_id,score,label",
                "a,b,0.9,mated",
                "b,a,0.9,mated",
                "a,c,0.1,nonmated",
                "a,c,0.2,nonmated");

        assertThatExceptionOfType(InvalidScoresException.class)
                .isThrownBy(() -> READER.read(csv))
                .withMessageContaining("1 pair of images is compared")
                .withMessageContaining("among 4 comparisons")
                .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo(Reason.DUPLICATE_PAIR));
        assertThat(READER.asymmetric().read(csv).matedCount()).isEqualTo(2);
    }

    @Test
    void a_file_of_two_scales_is_refused_with_both() throws IOException {
        Path csv = file(
                "scores.csv",
                "score,label,scale",
                "0.9,mated,local/model/with/slashes/COMPARE/-1.0/1.0",
                "99,mated,aws/7.0/COMPARE/0.0/100.0");

        assertThatExceptionOfType(IncompatibleScaleException.class)
                .isThrownBy(() -> READER.read(csv))
                .withMessageContaining("line 3 of scores.csv")
                .withMessageContaining("aws/7.0/COMPARE/0.0/100.0")
                .withMessageContaining("local/model/with/slashes/COMPARE/-1.0/1.0");
        assertThatExceptionOfType(IncompatibleScaleException.class)
                .isThrownBy(() -> ScoreReader.of(ScoreSource.of(PERCENT)).read(csv));
    }

    @Test
    void a_set_refuses_a_score_of_another_scale() {
        ScoreSet.Builder set = ScoreSet.builder(ScoreSource.of(COSINE)).add(new Score(0.5, COSINE), PairLabel.MATED);

        assertThatExceptionOfType(IncompatibleScaleException.class)
                .isThrownBy(() -> set.add(new Score(50, PERCENT), PairLabel.MATED))
                .withMessageContaining("score 2 is on the scale aws/7.0/COMPARE/0.0/100.0")
                .withMessageContaining("local/model/with/slashes/COMPARE/-1.0/1.0");
    }

    @Test
    void a_score_outside_of_the_scale_is_refused() throws IOException {
        Path csv = file("scores.csv", "score,label,scale", "1.5,mated,local/m/COMPARE/-1.0/1.0");

        // the scale stands behind the score, and is known when the row is complete
        assertMalformed(() -> READER.read(csv), "line 2", "[-1.0, 1.0]");
    }

    @Test
    void a_comparison_that_failed_names_no_scale_and_takes_none_from_those_behind_it() throws IOException {
        Path csv = file(
                "scores.csv",
                "score,label,status,scale",
                ",mated,fta_probe,",
                "0.5,mated,ok,local/model/with/slashes/COMPARE/-1.0/1.0",
                ",nonmated,fte,");

        assertThat(READER.read(csv).source().scale()).contains(COSINE);
        assertThat(READER.read(csv).failures().total()).isEqualTo(2);
    }

    @Test
    void a_scale_that_is_named_behind_scores_without_one_is_refused() throws IOException {
        Path csv = file(
                "scores.csv",
                "score,label,scale",
                "0.5,mated,",
                "0.5,nonmated,local/model/with/slashes/COMPARE/-1.0/1.0");

        assertThatExceptionOfType(IncompatibleScaleException.class)
                .isThrownBy(() -> READER.read(csv))
                .withMessageContaining("line 3 of scores.csv")
                .withMessageContaining("unnamed scores");
    }

    @Test
    void a_table_of_candidates_may_say_among_how_many_references_its_searches_were() throws IOException {
        String header = "probe,subject,rank,candidate,score,enrolled,references";
        Path table =
                file("table.csv", header, "p1,ada,1,ada,0.9,true,150", "p2,bob,1,ada,0.1,false,150", "p3,eve,,,,no,");

        assertThat(READER.readSearches(table).references()).hasValue(150);
        assertThat(READER.references(150).readSearches(table).references()).hasValue(150);
        assertThat(READER.readSearches(table).nonMatedCount()).isEqualTo(2);
        assertMalformed(() -> READER.references(149).readSearches(table), "line 2", "150 references", "149");
        for (String wrong : List.of("0", "-1", "1.5", "many", "1e19", "nan")) {
            Path other = file("other.csv", header, "p1,ada,1,ada,0.9,true," + wrong);
            assertMalformed(() -> READER.readSearches(other), "line 2", "not a whole number of 1 or more");
        }
        Path two = file("two.csv", header, "p1,ada,1,ada,0.9,true,150", "p2,bob,1,ada,0.1,false,151");
        assertMalformed(() -> READER.readSearches(two), "line 3", "151 references", "150");
    }

    @Test
    void the_person_of_a_search_in_a_table_of_candidates_is_known_if_it_is_named() throws IOException {
        String header = "probe,subject,candidate,score,enrolled";
        Path named = file("named.csv", header, "p1,ada,bob,0.9,false");
        Path unnamed = file("unnamed.csv", header, "p1,,bob,0.9,false");

        assertThat(READER.readSearches(named).evaluate().byPersons()).isTrue();
        assertThat(READER.readSearches(unnamed).evaluate().byPersons()).isFalse();
    }

    @Test
    void the_searches_of_a_table_of_comparisons_were_among_all_that_a_probe_is_compared_with() throws IOException {
        Path table = file(
                "table.csv",
                "probe_id,reference_id,score,label",
                "p1,r1,0.9,mated",
                "p1,r2,0.1,nonmated",
                "p2,r1,0.2,nonmated");

        assertThat(READER.readSearches(table).references()).hasValue(2);
    }

    @Test
    void scores_at_both_ends_of_the_scale_are_on_it() throws IOException {
        String scale = "local/model/with/slashes/COMPARE/-1.0/1.0";
        Path csv = file("scores.csv", "scale,score,label", scale + ",1,mated", scale + ",-1,nonmated");

        assertThat(READER.read(csv).mated()).containsExactly(1.0);
        assertThat(READER.read(csv).nonMated()).containsExactly(-1.0);
    }

    @Test
    void distances_of_a_table_are_negated() throws IOException {
        Path csv = file("scores.csv", "score,label", "0.25,mated", "0.75,nonmated");

        ScoreSet set = ScoreReader.of(ScoreSource.unnamed().polarity(ScorePolarity.DISTANCE))
                .read(csv);

        assertThat(set.mated()).containsExactly(-0.25);
        assertThat(set.nonMated()).containsExactly(-0.75);
    }

    @Test
    void pictures_that_are_compared_in_both_directions_are_found_among_many_in_any_order() {
        ScoreSet.Builder set = ScoreSet.builder(ScoreSource.unnamed());
        ScoreSet.Builder asymmetric = ScoreSet.builder(ScoreSource.unnamed()).asymmetric();
        for (int i = 0; i < 3000; i++) {
            // a pair, then long after it two of the pairs turned around
            int one = i < 2998 ? i : 2 * (i - 2998);
            ScoredPair pair = i < 2998
                    ? ScoredPair.of("p" + one, "p" + (one + 1), 0.5, PairLabel.NON_MATED)
                    : ScoredPair.of("p" + (one + 1), "p" + one, 0.5, PairLabel.NON_MATED);
            set.add(pair);
            asymmetric.add(pair);
        }

        assertThatExceptionOfType(InvalidScoresException.class)
                .isThrownBy(set::build)
                .withMessageContaining("2 pairs of images are compared in both directions among 3000")
                .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo(Reason.DUPLICATE_PAIR));
        assertThat(asymmetric.build().nonMatedCount()).isEqualTo(3000);
    }

    @Test
    void the_scale_that_a_file_names_is_the_sets() throws IOException {
        Path csv = file("scores.csv", "score,label,scale", "0.5,mated,local/model/with/slashes/COMPARE/-1.0/1.0");

        assertThat(READER.read(csv).source().scale()).contains(COSINE);
    }

    @Test
    void reads_four_and_five_columns_of_bob() throws IOException {
        Path four = file("four.txt", "1 1 probe1 0.5", "1 2 probe2  0.25", "", "2 2 probe2 nan");
        Path five = file("five.txt", "1 model1 1 probe1 0.5", "1 model1 2 probe2 0.25");

        ScoreSet set = READER.read(four);
        assertThat(set.mated().toArray()).containsExactly(0.5);
        assertThat(set.nonMated().toArray()).containsExactly(0.25);
        assertThat(set.failures().mated()).isOne();
        assertThat(set.subjects()).isEqualTo(2);
        assertThat(READER.read(five).nonMated().toArray()).containsExactly(0.25);
        assertMalformed(() -> READER.read(file("six.txt", "1 2 3 4 5 6")), "line 1 of six.txt", "6 words");
    }

    @Test
    void reads_two_files_with_the_score_last() throws IOException {
        ScoreSet set = READER.read(file("mated.txt", "a b 0.5", "0.75"), file("other.txt", "x,y,0.25"));

        assertThat(set.mated().toArray()).containsExactly(0.5, 0.75);
        assertThat(set.nonMated().toArray()).containsExactly(0.25);
    }

    @Test
    void reads_a_matrix_and_half_of_it_where_it_is_compared_with_itself() throws IOException {
        Path rectangle = file("m.csv", ",a/1,b/1", "a/2,0.9,0.1", "b/2,,0.8", "c/1,0.2,nan");
        Path square = file("s.csv", ",a/1,a/2,b/1", "a/1,1,0.9,0.1", "a/2,0.9,1,0.2", "b/1,0.1,0.2,1");

        ScoreSet set = READER.readMatrix(rectangle, name -> name.substring(0, 1));
        assertThat(set.mated().toArray()).containsExactly(0.9, 0.8);
        assertThat(set.nonMated().toArray()).containsExactly(0.1, 0.2);
        assertThat(set.failures().nonMated()).isOne();
        ScoreSet half = READER.readMatrix(square, name -> name.substring(0, 1));
        assertThat(half.mated().toArray()).containsExactly(0.9);
        assertThat(half.nonMated().toArray()).containsExactly(0.1, 0.2);
    }

    @Test
    void reads_lists_of_candidates() throws IOException {
        Path csv = file(
                "candidates.csv",
                "probe,subject,rank,candidate,score,enrolled",
                "p1,ada,1,bob,0.9,true",
                "p1,ada,2,ada,0.8,true",
                "p2,eve,1,bob,0.7,false",
                "p3,bob,,,,true");

        SearchEvaluation evaluation = READER.readSearches(csv).evaluate();

        assertThat(evaluation.hitRate(1)).isZero();
        assertThat(evaluation.hitRate(2)).isEqualTo(0.5);
        SearchPoint point = evaluation.at(0.75, 10);
        assertThat(point.fnir()).isEqualTo(0.5);
        assertThat(point.fpir()).isZero();
        assertThat(point.misidentifications()).isOne();
        assertMalformed(
                () -> READER.readSearches(
                        file("wrong.csv", "probe,subject,rank,candidate,score,enrolled", "p2,eve,1,eve,0.7,false")),
                "line 2 of wrong.csv");
    }

    @Test
    void reads_presentations() throws IOException {
        Path csv = file(
                "pad.csv",
                "sample,label,pai_species,score,status",
                "1,bonafide,,0.9,",
                "2,bonafide,,,no_response",
                "3,attack,print,0.8,ok",
                "4,attack,print,0.1,ok",
                "5,attack,mask,,timeout");

        AttackPoint point = READER.readAttacks(csv).evaluate().at(0.5);

        assertThat(point.bpcer()).isZero();
        assertThat(point.bpnrr()).isEqualTo(0.5);
        assertThat(point.apcer()).isEqualTo(0.5);
        assertThat(point.attacks()).containsEntry("mask", new AttackPoint.Attacks(0, 1, 1));
        assertMalformed(
                () -> READER.readAttacks(file("wrong.csv", "label,pai_species,score", "attack,,0.5")),
                "line 2 of wrong.csv is an attack without a pai_species");
    }

    @Test
    void what_was_written_is_read_again() throws IOException {
        Path csv = folder.resolve("run.csv");
        List<ScoredPair> written = List.of(
                ScoredPair.of("a,1", "b \"2\"", 0.1 + 0.2, PairLabel.MATED)
                        .subjects("ada", "ada")
                        .groups("g", "h"),
                ScoredPair.failed("a", "c", PairStatus.FTA_REFERENCE, PairLabel.NON_MATED)
                        .subjects("ada", "eve"),
                ScoredPair.of("张", "ß", -1e-300, PairLabel.NON_MATED));
        try (ScoreWriter writer = ScoreWriter.append(csv)) {
            writer.write(written.get(0), COSINE);
            writer.write(written.get(1), null);
        }
        try (ScoreWriter writer = ScoreWriter.append(csv)) {
            writer.write(written.get(2), COSINE);
        }

        List<ScoredPair> read = new ArrayList<>();
        READER.rows(csv, read::add);
        assertThat(read).isEqualTo(written);
        assertThat(READER.read(csv).source().scale()).contains(COSINE);
    }

    @Test
    void a_row_that_was_broken_off_is_written_again() throws IOException {
        Path csv = folder.resolve("run.csv");
        try (ScoreWriter writer = ScoreWriter.append(csv)) {
            writer.write(ScoredPair.of("a", "b", 0.5, PairLabel.MATED), COSINE);
        }
        Files.writeString(csv, "c,d,,,0.2", StandardOpenOption.APPEND);
        try (ScoreWriter writer = ScoreWriter.append(csv)) {
            writer.write(ScoredPair.of("c", "d", 0.25, PairLabel.NON_MATED), COSINE);
        }

        assertThat(READER.read(csv).mated().toArray()).containsExactly(0.5);
        assertThat(READER.read(csv).nonMated().toArray()).containsExactly(0.25);
    }

    @Test
    void a_name_with_a_line_feed_is_not_written() throws IOException {
        try (ScoreWriter writer = ScoreWriter.append(folder.resolve("run.csv"))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> writer.write(ScoredPair.of("a\nb", "c", 0.5, PairLabel.MATED), null));
        }
    }
}
