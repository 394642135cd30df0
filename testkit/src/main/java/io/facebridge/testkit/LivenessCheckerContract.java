package io.facebridge.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.facebridge.LivenessChecker;
import io.facebridge.error.FaceNotFoundException;
import io.facebridge.error.ImageRole;
import io.facebridge.face.BoundingBox;
import io.facebridge.image.FaceImage;
import io.facebridge.liveness.LivenessResult;
import io.facebridge.match.ScoreScale;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The contract of {@link LivenessChecker}, for the providers that have one. It does not check that the decisions are right:
 * that requires attacks of every kind, and not a few photographs.
 */
public abstract class LivenessCheckerContract extends ProviderContract {
    /** Creates the contract. */
    protected LivenessCheckerContract() {}

    /**
     * Returns whether a decision contains the score that it is based on.
     *
     * @return {@code true} unless overridden
     */
    protected boolean reportsScore() {
        return true;
    }

    @Test
    void answers_with_a_score_on_a_scale_of_its_own() {
        Gate.open(reportsScore(), "there is a score");

        for (FaceImage image : pictures()) {
            ScoreScale scale = checker().check(image).score().orElseThrow().scale();
            assertThat(scale.provider()).isEqualTo(provider().id());
            assertThat(scale.model()).isNotBlank();
            assertThat(scale.operation()).isEqualTo(ScoreScale.Operation.LIVENESS);
        }
    }

    @Test
    void answers_without_a_score_when_it_has_none() {
        Gate.closed(reportsScore(), "there is no score");

        assertThat(checker().check(testImages().portrait()).score()).isEmpty();
    }

    @Test
    void never_takes_a_face_for_live_that_scores_lower_than_one_it_does_not() {
        Gate.open(reportsScore(), "there is a score");
        double lowestLive = Double.POSITIVE_INFINITY;
        double highestNotLive = Double.NEGATIVE_INFINITY;
        for (FaceImage image : pictures()) {
            LivenessResult result = checker().check(image);
            double score = result.score().orElseThrow().value();
            if (result.live()) {
                lowestLive = Math.min(lowestLive, score);
            } else {
                highestNotLive = Math.max(highestNotLive, score);
            }
        }

        assertThat(highestNotLive).isLessThan(lowestLive);
    }

    @Test
    void judges_the_largest_face() {
        FaceImage group = testImages().group().image();
        BoundingBox largest = provider().detector().detect(group).get(0).box();

        checker()
                .check(group)
                .face()
                .ifPresent(face -> assertThat(face.box().iou(largest)).isGreaterThan(0.5));
    }

    @Test
    void refuses_a_picture_without_a_face() {
        FaceNotFoundException thrown = catchThrowableOfType(
                FaceNotFoundException.class, () -> checker().check(testImages().withoutFace()));

        assertThat(thrown).as("the missing face").isNotNull();
        assertThat(thrown.role()).isEqualTo(ImageRole.SINGLE);
    }

    @TestFactory
    Stream<DynamicTest> refuses_what_is_no_picture() {
        return BrokenImages.areRefusedBy(
                image -> checker().check(image), testImages().portrait());
    }

    @Test
    void gives_the_same_answer_to_the_same_picture() {
        FaceImage portrait = testImages().portrait();

        assertThat(answer(portrait)).isEqualTo(answer(portrait));
    }

    @Test
    void gives_ten_threads_the_same_answer_as_one() throws Exception {
        FaceImage portrait = testImages().portrait();
        List<Object> alone = answer(portrait);

        assertThat(TenThreads.call(() -> answer(portrait)))
                .hasSize(10)
                .allSatisfy(together -> assertThat(together).isEqualTo(alone));
    }

    private LivenessChecker checker() {
        return provider().require(LivenessChecker.class);
    }

    private List<Object> answer(FaceImage image) {
        LivenessResult result = checker().check(image);
        return List.of(result.live(), result.score());
    }

    private List<FaceImage> pictures() {
        FaceImage portrait = testImages().portrait();
        return List.of(
                portrait,
                testImages().samePerson(),
                testImages().otherPerson(),
                SyntheticVariants.darkened(portrait, 0.5),
                SyntheticVariants.blurred(portrait, 8));
    }
}
