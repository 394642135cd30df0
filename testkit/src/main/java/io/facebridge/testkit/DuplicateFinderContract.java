package io.facebridge.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.facebridge.DuplicateFinder;
import io.facebridge.DuplicateFinder.DuplicatePair;
import io.facebridge.error.IncompatibleScaleException;
import io.facebridge.error.NotFoundException;
import io.facebridge.gallery.FaceGallery;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.match.ScoreScale;
import io.facebridge.match.Threshold;
import io.facebridge.provider.ProviderId;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The contract of {@link DuplicateFinder}. */
public abstract class DuplicateFinderContract extends GalleryContract {
    private static final PersonId ADA_AGAIN = PersonId.portable("Ada_again");

    /** Creates the contract. */
    protected DuplicateFinderContract() {}

    @Test
    void finds_one_person_under_two_names_once() {
        FaceGallery gallery = adaTwiceAndBob();
        Threshold threshold = threshold(gallery);

        assertThat(finder().find(gallery.id(), threshold)).singleElement().satisfies(pair -> {
            assertThat(Set.of(pair.first(), pair.second())).containsExactlyInAnyOrder(ADA, ADA_AGAIN);
            assertThat(pair.gallery()).isEqualTo(gallery.id());
            assertThat(pair.score().scale()).isEqualTo(finder().scale(gallery.id()));
            assertThat(pair.score().value()).isGreaterThanOrEqualTo(threshold.value());
        });
    }

    @Test
    void a_removed_person_is_no_duplicate() {
        FaceGallery gallery = adaTwiceAndBob();
        gallery.remove(ADA_AGAIN);

        assertThat(finder().find(gallery.id(), threshold(gallery))).isEmpty();
    }

    @Test
    void gives_every_pair_that_reaches_the_threshold_once() {
        FaceGallery gallery = adaTwiceAndBob();
        ScoreScale scale = finder().scale(gallery.id());

        assertThat(finder().find(gallery.id(), Threshold.explicit(scale.min(), scale)))
                .hasSize(3)
                .extracting(pair -> Set.of(pair.first(), pair.second()))
                .doesNotHaveDuplicates();
    }

    @Test
    void gives_a_pair_whose_score_is_the_threshold_and_none_below() {
        FaceGallery gallery = adaTwiceAndBob();
        DuplicatePair pair =
                finder().find(gallery.id(), threshold(gallery)).iterator().next();
        double score = pair.score().value();
        ScoreScale scale = pair.score().scale();

        assertThat(finder().find(gallery.id(), Threshold.explicit(score, scale)))
                .hasSize(1);
        assertThat(finder().find(gallery.id(), Threshold.explicit(Math.min(scale.max(), score + 1e-3), scale)))
                .hasSize(score + 1e-3 <= scale.max() ? 0 : 1);
    }

    @Test
    void returns_no_candidates_from_an_empty_gallery() {
        FaceGallery gallery = newGallery();

        assertThat(finder().find(gallery.id(), threshold(gallery))).isEmpty();
    }

    @Test
    void names_the_scale_beforehand() {
        ScoreScale scale = finder().scale(newGallery().id());

        assertThat(scale.provider()).isEqualTo(provider().id());
        assertThat(scale.operation()).isEqualTo(ScoreScale.Operation.DUPLICATE);
    }

    @Test
    void refuses_a_threshold_of_another_scale() {
        FaceGallery gallery = newGallery();
        ScoreScale other =
                ScoreScale.of(new ProviderId("another-provider"), "1", ScoreScale.Operation.DUPLICATE, 0, 100);

        assertThatExceptionOfType(IncompatibleScaleException.class)
                .isThrownBy(() -> finder().find(gallery.id(), Threshold.explicit(50, other)));
    }

    @Test
    void says_that_a_gallery_is_not_there() {
        GalleryId missing = newName();
        NotFoundException thrown = catchThrowableOfType(NotFoundException.class, () -> finder().scale(missing));

        assertThat(thrown).as("the refusal").isNotNull();
        assertThat(thrown.kind()).isEqualTo(NotFoundException.Kind.GALLERY);
    }

    @Test
    void refuses_names_that_it_does_not_allow() {
        GalleryId bad = new GalleryId(idOutsideThePattern());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> finder().scale(bad))
                .withMessageContaining(bad.value());
    }

    private FaceGallery adaTwiceAndBob() {
        FaceGallery gallery = newGallery();
        enroll(gallery, ADA, testImages().portrait());
        enroll(gallery, ADA_AGAIN, testImages().samePerson());
        enroll(gallery, BOB, testImages().otherPerson());
        return gallery;
    }

    private Threshold threshold(FaceGallery gallery) {
        ScoreScale scale = finder().scale(gallery.id());
        return policy(scale).thresholdFor(scale);
    }

    private DuplicateFinder finder() {
        return provider().require(DuplicateFinder.class);
    }
}
