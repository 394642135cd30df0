package io.facebridge.operations.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.facebridge.decision.FaceMatcher;
import io.facebridge.decision.IdentificationDecision;
import io.facebridge.face.QualityReason;
import io.facebridge.image.FaceImage;
import io.facebridge.match.IdentifyRequest;
import io.facebridge.match.MatchDecision;
import io.facebridge.match.MatchDecision.Outcome;
import io.facebridge.match.MatchDecision.Reason;
import io.facebridge.match.MatchPolicy;
import io.facebridge.operations.ScriptedFaces;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** Cases that are made of decisions about searches. */
class ReviewCaseTest {
    private static final Instant NOW = Instant.parse("2026-11-25T08:00:00Z");
    private static final FaceImage PICTURE = FaceImage.of(png());

    /** Among 500 faces 1e-2 is 2e-5 of one comparison, which lies at 56.99. */
    private static final MatchPolicy SEARCHES = MatchPolicy.falsePositiveIdentificationRate(1e-2);

    private final ScriptedFaces faces = new ScriptedFaces();

    @Test
    void a_review_case_is_made_of_the_decision_alone() {
        UUID id = UUID.randomUUID();
        IdentificationDecision two = identify(
                SEARCHES.withReviewBand(1e-1), 1, faces.finding("ada", 90).finding("bob", 57));

        ReviewCase made = ReviewCase.of(id, NOW, "door 3", two).orElseThrow();

        assertThat(made.id()).isEqualTo(id);
        assertThat(made.at()).isEqualTo(NOW);
        assertThat(made.subject()).isEqualTo("door 3");
        assertThat(made.why()).isEqualTo(ReviewCase.Why.REVIEW);
        MatchDecision best = two.bestDecision().orElseThrow();
        assertThat(made.measures())
                .containsExactly(new ReviewCase.Measure(
                        best.score().scale().toString(),
                        90,
                        best.threshold().value(),
                        best.reviewThreshold().orElseThrow().value()));
        assertThat(made.images()).isEmpty();
    }

    @Test
    void a_poor_probe_makes_a_case_with_what_is_wrong_with_it() {
        IdentificationDecision poor = identify(SEARCHES, 5, faces.withFaceOf(20));
        IdentificationDecision poorOfAda = identify(SEARCHES, 5, faces.finding("ada", 90));

        for (IdentificationDecision decision : List.of(poor, poorOfAda)) {
            ReviewCase made =
                    ReviewCase.of(UUID.randomUUID(), NOW, "door 3", decision).orElseThrow();
            assertThat(made.why()).isEqualTo(ReviewCase.Why.INCONCLUSIVE);
            assertThat(made.reasons()).containsExactly(Reason.LOW_QUALITY_PROBE);
            assertThat(made.quality()).containsExactly(QualityReason.TOO_SMALL);
            assertThat(made.measures()).hasSize(decision.candidates().size());
        }
    }

    @Test
    void a_match_and_a_search_without_candidates_make_no_case() {
        IdentificationDecision without = identify(SEARCHES, 5, faces);
        IdentificationDecision match = identify(SEARCHES, 5, faces.finding("ada", 90));

        assertThat(match.outcome()).isEqualTo(Outcome.MATCH);
        assertThat(without.outcome()).isEqualTo(Outcome.NO_MATCH);
        assertThat(ReviewCase.of(UUID.randomUUID(), NOW, "door 3", match)).isEmpty();
        assertThat(ReviewCase.of(UUID.randomUUID(), NOW, "door 3", without)).isEmpty();
    }

    private static IdentificationDecision identify(MatchPolicy policy, int limit, ScriptedFaces of) {
        return FaceMatcher.of(of, policy)
                .identify(IdentifyRequest.of(PICTURE, ScriptedFaces.STAFF).limit(limit))
                .get(0);
    }

    private static byte[] png() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @Test
    void a_blank_subject_is_refused_whatever_the_outcome() {
        MatchPolicy comparisons = MatchPolicy.falseMatchRate(1e-4);
        for (double score : new double[] {20, 99}) {
            MatchDecision decision = FaceMatcher.of(new ScriptedFaces().scoring(score), comparisons)
                    .compare(PICTURE, PICTURE);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ReviewCase.of(UUID.randomUUID(), NOW, " ", decision))
                    .withMessageContaining("must not be blank");
        }
        for (ScriptedFaces of : List.of(
                new ScriptedFaces(), new ScriptedFaces().finding("ada", 90), new ScriptedFaces().withFaceOf(20))) {
            IdentificationDecision decision = identify(SEARCHES, 5, of);
            assertThatIllegalArgumentException()
                    .as("%s", decision.outcome())
                    .isThrownBy(() -> ReviewCase.of(UUID.randomUUID(), NOW, "", decision))
                    .withMessageContaining("must not be blank");
        }
    }
}
