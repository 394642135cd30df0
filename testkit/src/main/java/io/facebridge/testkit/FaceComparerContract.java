package io.facebridge.testkit;

import static io.facebridge.error.ImageRole.PROBE;
import static io.facebridge.error.ImageRole.REFERENCE;
import static io.facebridge.error.ImageRole.UNKNOWN;
import static io.facebridge.face.FaceSelection.CENTRAL;
import static io.facebridge.face.FaceSelection.LARGEST;
import static io.facebridge.face.FaceSelection.ONLY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.facebridge.FaceComparer;
import io.facebridge.error.FaceNotFoundException;
import io.facebridge.error.ImageRole;
import io.facebridge.error.IncompatibleScaleException;
import io.facebridge.error.TooManyFacesException;
import io.facebridge.error.UncalibratedException;
import io.facebridge.error.UnsupportedCapabilityException;
import io.facebridge.face.BoundingBox;
import io.facebridge.face.FaceSelection;
import io.facebridge.face.QualityGate;
import io.facebridge.face.QualityReason;
import io.facebridge.image.FaceImage;
import io.facebridge.match.CompareOptions;
import io.facebridge.match.Comparison;
import io.facebridge.match.FalseMatchTable;
import io.facebridge.match.MatchDecision;
import io.facebridge.match.MatchDecision.Outcome;
import io.facebridge.match.MatchDecision.Reason;
import io.facebridge.match.MatchPolicy;
import io.facebridge.match.ScoreScale;
import io.facebridge.match.Threshold;
import io.facebridge.provider.ProviderId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The contract of {@link FaceComparer}. */
public abstract class FaceComparerContract extends ProviderContract {
    /** Creates the contract. */
    protected FaceComparerContract() {}

    /**
     * Returns whether the score scale is known before the first comparison.
     *
     * @return {@code true} unless overridden
     */
    protected boolean reportsScaleBeforehand() {
        return true;
    }

    /**
     * Returns whether the caller may select the face.
     *
     * @return {@code true} unless overridden; a provider that always compares the largest faces returns {@code false} and
     *     rejects every choice but {@link FaceSelection#LARGEST}
     */
    protected boolean supportsFaceSelection() {
        return true;
    }

    /**
     * Returns whether the selected face may be the central one.
     *
     * @return {@code true} unless overridden; without effect if {@link #supportsFaceSelection} returns {@code false}
     */
    protected boolean comparesTheCentralFace() {
        return true;
    }

    /**
     * Returns whether the provider detects all faces of an image and reports rivals of the selected one.
     *
     * @return {@code true} unless overridden
     */
    protected boolean reportsRivals() {
        return true;
    }

    /**
     * Returns whether the reference is treated like the probe: rivals are reported, and the caller may select the face.
     *
     * @return {@code true} unless overridden; a provider that detects only the largest face of the reference returns
     *     {@code false} and rejects every choice but {@link FaceSelection#LARGEST} for it
     */
    protected boolean detectsEveryFaceOfTheReference() {
        return true;
    }

    /**
     * Returns whether the exception for an image without a face names that image.
     *
     * @return {@code true} unless overridden
     */
    protected boolean namesTheImageWithoutFace() {
        return true;
    }

    /**
     * Returns whether a comparison reports the quality of the compared face of the probe.
     *
     * @return {@code true} unless overridden; otherwise no comparison may report any quality, and nothing is judged
     */
    protected boolean returnsQualityOfTheProbe() {
        return true;
    }

    /**
     * Returns whether faces of less than 36 pixels are detected.
     *
     * @return {@code true} unless overridden; otherwise an image of such a face contains no face
     */
    protected boolean findsFacesBelow36Pixels() {
        return true;
    }

    /**
     * Returns whether thresholds by false match rate are published for the provider's score scale.
     *
     * @return {@code true} unless overridden
     */
    protected boolean hasPublishedFalseMatchRates() {
        return true;
    }

    // Scores

    @Test
    void a_synthetic_probe_of_36_pixels_is_decided_and_a_smaller_one_is_inconclusive() {
        Gate.open(
                returnsQualityOfTheProbe() && findsFacesBelow36Pixels(),
                "a comparison reports the size of the face, and smaller ones are found");
        FaceSizes.Pair pair =
                FaceSizes.around(36, testImages().portrait(), provider().detector(), FaceSizes::side);

        MatchDecision small = decide(QualityGate.probe(), pair.below());
        assertThat(small.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(small.reasons()).contains(Reason.LOW_QUALITY_PROBE);
        assertThat(small.probeQuality())
                .hasValueSatisfying(
                        quality -> assertThat(quality.rejections()).containsExactly(QualityReason.TOO_SMALL));
        MatchDecision largeEnough = decide(QualityGate.probe(), pair.atLeast());
        assertThat(largeEnough.reasons()).doesNotContain(Reason.LOW_QUALITY_PROBE);
        assertThat(largeEnough.outcome()).isIn(Outcome.MATCH, Outcome.NO_MATCH);
    }

    @Test
    void a_synthetic_probe_below_36_pixels_holds_no_face_where_none_so_small_is_found() {
        Gate.closed(findsFacesBelow36Pixels(), "faces of less than 36 pixels are not found");
        FaceImage portrait = testImages().portrait();
        double side = FaceSizes.measured(provider().detector(), portrait, FaceSizes::side)
                .orElseThrow();
        FaceImage tiny = SyntheticVariants.sideBySide(
                SyntheticVariants.shrunk(portrait, 30 / side), SyntheticVariants.landscape(300, 300));
        FaceNotFoundException thrown = catchThrowableOfType(
                FaceNotFoundException.class, () -> comparer().compare(portrait, tiny));

        assertThat(thrown).as("the refusal").isNotNull();
        assertThat(thrown.role()).isEqualTo(PROBE);
    }

    @Test
    void a_synthetic_probe_of_as_many_pixels_as_a_gate_wants_is_decided_and_a_smaller_one_is_inconclusive() {
        Gate.open(returnsQualityOfTheProbe(), "a comparison reports the size of the face");
        FaceSizes.Pair pair =
                FaceSizes.around(60, testImages().portrait(), provider().detector(), FaceSizes::side);
        QualityGate gate = QualityGate.probe().withFaceSize(60, 60);

        assertThat(decide(gate, pair.below()).outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(decide(gate, pair.atLeast()).reasons()).doesNotContain(Reason.LOW_QUALITY_PROBE);
    }

    @Test
    void a_probe_without_reported_quality_is_not_judged() {
        Gate.closed(returnsQualityOfTheProbe(), "a comparison does not report the size of the face");

        MatchDecision decision = decide(
                QualityGate.probe().withFaceSize(10_000, 10_000), testImages().samePerson());
        assertThat(decision.reasons()).doesNotContain(Reason.LOW_QUALITY_PROBE);
    }

    @Test
    void a_probe_that_the_gate_refuses_is_never_a_match_or_no_match_whatever_the_score() {
        Gate.open(returnsQualityOfTheProbe(), "a comparison reports the size of the face");
        QualityGate refusing = QualityGate.probe().withFaceSize(10_000, 10_000);

        for (FaceImage probe : List.of(testImages().portrait(), testImages().otherPerson())) {
            assertThat(decide(refusing, probe).outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        }
    }

    /** Decides at the middle of the score scale, which does not matter to the gate. */
    private MatchDecision decide(QualityGate gate, FaceImage probe) {
        Comparison comparison = provider().comparer().compare(testImages().portrait(), probe);
        ScoreScale scale = comparison.score().scale();
        double middle = (scale.min() + scale.max()) / 2;
        return MatchPolicy.falseMatchRate(1e-3)
                .calibratedBy(
                        scale,
                        FalseMatchTable.of(
                                        List.of(
                                                new FalseMatchTable.Point(1e-2, scale.min()),
                                                new FalseMatchTable.Point(1e-3, middle)),
                                        (scale.max() - scale.min()) / 1000,
                                        "the middle of the scale",
                                        List.of())
                                .validUntil(Instant.MAX))
                .withProbeGate(gate)
                .judge(comparison);
    }

    @Test
    void scores_a_picture_with_itself_higher_than_with_any_other() {
        FaceImage portrait = testImages().portrait();
        double self = compare(portrait, portrait);

        assertThat(self)
                .isGreaterThan(compare(portrait, testImages().samePerson()))
                .isGreaterThan(compare(portrait, testImages().otherPerson()))
                .isGreaterThan(compare(portrait, testImages().lookingDown()));
    }

    @Test
    void scores_a_picture_with_itself_near_the_top_of_the_scale() {
        FaceImage portrait = testImages().portrait();
        Comparison comparison = comparer().compare(portrait, portrait);

        ScoreScale scale = comparison.score().scale();
        assertThat(comparison.score().value()).isGreaterThan(scale.max() - 0.05 * (scale.max() - scale.min()));
    }

    @Test
    void scores_two_photographs_of_one_person_higher_than_those_of_two_people() {
        FaceImage portrait = testImages().portrait();
        double same = compare(portrait, testImages().samePerson());

        assertThat(same)
                .isGreaterThan(compare(portrait, testImages().otherPerson()))
                .isGreaterThan(compare(portrait, testImages().lookingDown()))
                .isGreaterThan(compare(testImages().samePerson(), testImages().otherPerson()));
    }

    @TestFactory
    Stream<DynamicTest> scores_a_synthetic_variant_of_one_person_higher_than_two_people() {
        FaceImage portrait = testImages().portrait();
        double different = compare(portrait, testImages().otherPerson());
        Map<String, FaceImage> variants = new TreeMap<>(Map.of(
                "turned clockwise", SyntheticVariants.rotated(portrait, 20),
                "turned counterclockwise", SyntheticVariants.rotated(portrait, -20),
                "darkened", SyntheticVariants.darkened(portrait, 0.5),
                "shrunk", SyntheticVariants.shrunk(portrait, 0.5),
                "cropped", cropped(portrait),
                "mirrored", SyntheticVariants.mirrored(portrait)));
        return variants.entrySet().stream()
                .map(variant -> DynamicTest.dynamicTest(
                        variant.getKey(),
                        () -> assertThat(compare(portrait, variant.getValue())).isGreaterThan(different)));
    }

    @Test
    void names_provider_model_and_operation_on_the_scale_of_every_score() {
        ScoreScale scale = scale();

        assertThat(scale.provider()).isEqualTo(provider().id());
        assertThat(scale.model()).isNotBlank();
        assertThat(scale.operation()).isEqualTo(ScoreScale.Operation.COMPARE);
        assertThat(comparer()
                        .compare(testImages().portrait(), testImages().otherPerson())
                        .score()
                        .scale())
                .isEqualTo(scale);
    }

    // Which face is meant

    @Test
    void reports_the_faces_that_were_compared_where_the_detector_sees_them() {
        FaceImage portrait = testImages().portrait();
        Comparison comparison = comparer().compare(portrait, testImages().samePerson());
        BoundingBox seen = provider().detector().detect(portrait).get(0).box();

        comparison
                .referenceFace()
                .ifPresent(face -> assertThat(face.box().iou(seen)).isGreaterThan(0.5));
    }

    @Test
    void reports_a_rival_face_of_the_reference_and_decides_nothing() {
        Gate.open(reportsRivals() && detectsEveryFaceOfTheReference(), "rivals in the reference are reported");
        Comparison comparison =
                comparer().compare(testImages().rivals(), testImages().samePerson());

        assertThat(comparison.rivalledIn()).containsExactly(REFERENCE);
        assertInconclusive(comparison, Reason.RIVAL_FACE_IN_REFERENCE);
    }

    @Test
    void reports_a_rival_face_of_the_probe_and_decides_nothing() {
        Gate.open(reportsRivals(), "rivals are reported");
        Comparison comparison =
                comparer().compare(testImages().samePerson(), testImages().rivals());

        assertThat(comparison.rivalledIn()).containsExactly(PROBE);
        assertInconclusive(comparison, Reason.RIVAL_FACE_IN_PROBE);
    }

    @Test
    void reports_no_rival_when_it_sees_none() {
        Gate.closed(reportsRivals(), "rivals are not reported");

        assertThat(comparer()
                        .compare(testImages().rivals(), testImages().rivals())
                        .rivalledIn())
                .isEmpty();
    }

    @Test
    void reports_no_rival_in_a_reference_of_which_it_sees_one_face() {
        Gate.closed(detectsEveryFaceOfTheReference(), "the reference's other faces are not detected");

        assertThat(comparer()
                        .compare(testImages().rivals(), testImages().portrait())
                        .rivalledIn())
                .isEmpty();
    }

    @Test
    void refuses_choices_of_a_reference_of_which_it_sees_one_face() {
        Gate.closed(detectsEveryFaceOfTheReference(), "the reference's other faces are not detected");
        FaceImage portrait = testImages().portrait();

        for (FaceSelection choice : List.of(ONLY, CENTRAL)) {
            assertThatExceptionOfType(UnsupportedCapabilityException.class)
                    .isThrownBy(() -> comparer()
                            .compare(
                                    portrait,
                                    portrait,
                                    CompareOptions.defaults().referenceFace(choice)))
                    .withMessageContaining(choice.name());
        }
    }

    @Test
    void knows_no_rival_in_a_portrait() {
        assertThat(comparer()
                        .compare(testImages().portrait(), testImages().samePerson())
                        .rivalledIn())
                .isEmpty();
    }

    @Test
    void decides_when_the_caller_says_that_the_largest_face_is_meant() {
        Comparison comparison = comparer()
                .compare(
                        testImages().rivals(),
                        testImages().rivals(),
                        CompareOptions.defaults().face(LARGEST));

        assertThat(comparison.rivalledIn()).isEmpty();
        assertThat(lowestThreshold(comparison).judge(comparison).outcome()).isEqualTo(Outcome.MATCH);
    }

    @Test
    void takes_the_callers_word_for_the_picture_it_was_given_for_only() {
        Gate.open(reportsRivals() && detectsEveryFaceOfTheReference(), "rivals in both images are reported");
        CompareOptions reference = CompareOptions.defaults().referenceFace(LARGEST);
        CompareOptions probe = CompareOptions.defaults().probeFace(LARGEST);

        assertThat(comparer()
                        .compare(testImages().rivals(), testImages().rivals(), reference)
                        .rivalledIn())
                .containsExactly(PROBE);
        assertThat(comparer()
                        .compare(testImages().rivals(), testImages().rivals(), probe)
                        .rivalledIn())
                .containsExactly(REFERENCE);
    }

    @Test
    void compares_the_largest_face_of_a_synthetic_pair() {
        FaceImage portrait = testImages().portrait();
        FaceImage small = SyntheticVariants.shrunk(testImages().otherPerson(), 0.5);
        FaceImage pair = SyntheticVariants.sideBySide(small, portrait);

        assertThat(compare(pair, testImages().samePerson()))
                .isGreaterThan(compare(pair, testImages().otherPerson()));
    }

    @Test
    void compares_the_central_face_of_a_synthetic_trio_when_requested() {
        Gate.open(supportsFaceSelection() && comparesTheCentralFace(), "the central face may be selected");
        FaceImage small = SyntheticVariants.shrunk(testImages().portrait(), 0.5);
        FaceImage large = testImages().otherPerson();
        FaceImage trio = SyntheticVariants.sideBySide(SyntheticVariants.sideBySide(large, small), large);
        CompareOptions central = CompareOptions.defaults().probeFace(CENTRAL);

        double withCentral = comparer()
                .compare(testImages().samePerson(), trio, central)
                .score()
                .value();
        double withOther = comparer()
                .compare(testImages().otherPerson(), trio, central)
                .score()
                .value();
        assertThat(withCentral).isGreaterThan(withOther);
    }

    @Test
    void refuses_to_compare_the_central_face_when_it_cannot() {
        Gate.closed(comparesTheCentralFace(), "the central face may be selected");
        FaceImage portrait = testImages().portrait();

        assertThatExceptionOfType(UnsupportedCapabilityException.class)
                .isThrownBy(() -> comparer()
                        .compare(portrait, portrait, CompareOptions.defaults().probeFace(CENTRAL)))
                .withMessageContaining("CENTRAL");
    }

    @Test
    void refuses_several_faces_when_there_must_be_only_one() {
        Gate.open(supportsFaceSelection(), "the face may be selected");
        TestImages.TestImage group = testImages().group();
        FaceImage portrait = testImages().portrait();
        CompareOptions onlyInProbe = CompareOptions.defaults().probeFace(ONLY);
        CompareOptions onlyInReference = CompareOptions.defaults().referenceFace(ONLY);

        assertTooMany(PROBE, group.faces(), () -> comparer().compare(portrait, group.image(), onlyInProbe));
        if (detectsEveryFaceOfTheReference()) {
            assertTooMany(REFERENCE, group.faces(), () -> comparer().compare(group.image(), portrait, onlyInReference));
        }
    }

    @Test
    void accepts_a_portrait_when_there_must_be_only_one_face() {
        Gate.open(supportsFaceSelection(), "the face may be selected");
        FaceImage portrait = testImages().portrait();

        Comparison only = comparer()
                .compare(
                        portrait,
                        testImages().samePerson(),
                        CompareOptions.defaults().probeFace(ONLY));

        assertThat(only.score().value())
                .isEqualTo(compare(portrait, testImages().samePerson()));
    }

    @Test
    void refuses_choices_of_a_face_that_it_cannot_honor() {
        Gate.closed(supportsFaceSelection(), "the face may not be selected");
        FaceImage portrait = testImages().portrait();

        for (FaceSelection choice : List.of(ONLY, CENTRAL)) {
            assertThatExceptionOfType(UnsupportedCapabilityException.class)
                    .isThrownBy(() -> comparer()
                            .compare(
                                    portrait,
                                    portrait,
                                    CompareOptions.defaults().face(choice)))
                    .withMessageContaining(choice.name());
        }
    }

    // Decisions

    @Test
    void decides_at_published_false_match_rates() {
        Gate.open(hasPublishedFalseMatchRates(), "false match rates are published");
        FaceImage portrait = testImages().portrait();
        Comparison same = comparer().compare(portrait, testImages().samePerson());
        Comparison different = comparer().compare(portrait, testImages().otherPerson());
        List<FalseMatchTable.Point> points =
                same.score().scale().falseMatchTable().orElseThrow().points();

        for (FalseMatchTable.Point point : points) {
            MatchPolicy policy = MatchPolicy.falseMatchRate(point.falseMatchRate());
            Threshold threshold = policy.thresholdFor(same.score().scale());
            assertThat(threshold.value()).isEqualTo(point.threshold());
            assertThat(threshold.basis()).isEqualTo(Threshold.Basis.PUBLISHED_TABLE);
            assertThat(threshold.source()).isNotBlank();
        }
        double loosest = points.get(0).falseMatchRate();
        double strictest = points.get(points.size() - 1).falseMatchRate();
        assertThat(MatchPolicy.falseMatchRate(loosest).judge(same).outcome()).isEqualTo(Outcome.MATCH);
        assertThat(MatchPolicy.falseMatchRate(strictest).judge(different).outcome())
                .isEqualTo(Outcome.NO_MATCH);
        assertThatExceptionOfType(UncalibratedException.class)
                .isThrownBy(() -> MatchPolicy.falseMatchRate(strictest / 2).judge(same));
    }

    @Test
    void rejects_a_decision_at_a_false_match_rate_that_is_not_published() {
        Gate.closed(hasPublishedFalseMatchRates(), "false match rates are not published");
        Comparison comparison =
                comparer().compare(testImages().portrait(), testImages().samePerson());

        assertThat(comparison.score().scale().falseMatchTable()).isEmpty();
        assertThatExceptionOfType(UncalibratedException.class)
                .isThrownBy(() -> MatchPolicy.falseMatchRate(1e-3).judge(comparison))
                .withMessageContaining(comparison.score().scale().toString());
    }

    @Test
    void is_never_judged_by_a_threshold_of_another_scale() {
        Comparison comparison =
                comparer().compare(testImages().portrait(), testImages().samePerson());
        ScoreScale mine = comparison.score().scale();
        ScoreScale foreign =
                ScoreScale.of(new ProviderId("elsewhere"), mine.model(), mine.operation(), mine.min(), mine.max());
        Threshold threshold = Threshold.explicit(mine.min(), foreign);

        assertThatExceptionOfType(IncompatibleScaleException.class)
                .isThrownBy(() -> threshold.judge(comparison))
                .withMessageContaining(mine.toString())
                .withMessageContaining(foreign.toString());
    }

    // No face, no image

    @Test
    void says_which_picture_has_no_face() {
        Gate.open(namesTheImageWithoutFace(), "the image is named");

        assertThat(roleWithoutFace(testImages().withoutFace(), testImages().portrait()))
                .isEqualTo(REFERENCE);
        assertThat(roleWithoutFace(testImages().portrait(), testImages().withoutFace()))
                .isEqualTo(PROBE);
    }

    @Test
    void says_that_it_does_not_know_which_picture_has_no_face() {
        Gate.closed(namesTheImageWithoutFace(), "the image is not named");

        assertThat(roleWithoutFace(testImages().withoutFace(), testImages().portrait()))
                .isEqualTo(UNKNOWN);
        assertThat(roleWithoutFace(testImages().portrait(), testImages().withoutFace()))
                .isEqualTo(UNKNOWN);
    }

    @TestFactory
    Stream<DynamicTest> refuses_what_is_no_picture_as_a_reference() {
        FaceImage portrait = testImages().portrait();
        return BrokenImages.areRefusedBy(image -> comparer().compare(image, portrait), portrait);
    }

    @TestFactory
    Stream<DynamicTest> refuses_what_is_no_picture_as_a_probe() {
        FaceImage portrait = testImages().portrait();
        return BrokenImages.areRefusedBy(image -> comparer().compare(portrait, image), portrait);
    }

    // What holds for every call

    @Test
    void gives_the_same_score_to_the_same_pictures() {
        FaceImage portrait = testImages().portrait();
        FaceImage again = testImages().samePerson();

        assertThat(compare(portrait, again)).isEqualTo(compare(portrait, again));
    }

    @Test
    void reports_the_scale_of_its_scores_beforehand() {
        Gate.open(reportsScaleBeforehand(), "the scale is known before an answer");
        assertThat(comparer().scale()).contains(scale());
        assertThat(comparer().scale().orElseThrow().falseMatchTable().isPresent())
                .isEqualTo(scale().falseMatchTable().isPresent());
    }

    @Test
    void does_not_guess_a_scale_that_only_a_response_contains() {
        Gate.closed(reportsScaleBeforehand(), "the scale is known only from an answer");
        assertThat(comparer().scale()).isEmpty();
    }

    @Test
    void gives_ten_threads_the_same_score_as_one() throws Exception {
        FaceImage portrait = testImages().portrait();
        FaceImage again = testImages().samePerson();
        double alone = compare(portrait, again);

        assertThat(TenThreads.call(() -> compare(portrait, again)))
                .hasSize(10)
                .allSatisfy(together -> assertThat(together).isEqualTo(alone));
    }

    private FaceComparer comparer() {
        return provider().comparer();
    }

    private double compare(FaceImage reference, FaceImage probe) {
        return comparer().compare(reference, probe).score().value();
    }

    private ScoreScale scale() {
        return comparer()
                .compare(testImages().portrait(), testImages().portrait())
                .score()
                .scale();
    }

    private ImageRole roleWithoutFace(FaceImage reference, FaceImage probe) {
        FaceNotFoundException thrown = catchThrowableOfType(
                FaceNotFoundException.class, () -> comparer().compare(reference, probe));
        assertThat(thrown).as("the missing face").isNotNull();
        return thrown.role();
    }

    /** The threshold that every score reaches. */
    private static Threshold lowestThreshold(Comparison comparison) {
        ScoreScale scale = comparison.score().scale();
        return Threshold.explicit(scale.min(), scale);
    }

    private static void assertInconclusive(Comparison comparison, Reason reason) {
        MatchDecision decision = lowestThreshold(comparison).judge(comparison);
        assertThat(decision.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(decision.reasons()).containsExactly(reason);
    }

    private static void assertTooMany(ImageRole role, int faces, Runnable call) {
        TooManyFacesException thrown = catchThrowableOfType(TooManyFacesException.class, call::run);
        assertThat(thrown).as("the refusal").isNotNull();
        assertThat(thrown.role()).isEqualTo(role);
        assertThat(thrown.boxes()).hasSize(faces);
        assertThat(thrown.boxes()).isSortedAccordingTo((a, b) -> Double.compare(b.area(), a.area()));
    }

    private static FaceImage cropped(FaceImage image) {
        int left = image.width() / 12;
        int top = image.height() / 12;
        return SyntheticVariants.cropped(image, left, top, image.width() - 2 * left, image.height() - 2 * top);
    }
}
