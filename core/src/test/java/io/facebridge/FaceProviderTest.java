package io.facebridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.facebridge.DuplicateFinder.DuplicatePair;
import io.facebridge.error.UnsupportedCapabilityException;
import io.facebridge.face.BoundingBox;
import io.facebridge.face.DetectOptions;
import io.facebridge.face.DetectedFace;
import io.facebridge.face.FaceFeature;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.image.FaceImage;
import io.facebridge.match.CompareOptions;
import io.facebridge.match.Comparison;
import io.facebridge.match.Score;
import io.facebridge.match.ScoreScale;
import io.facebridge.match.ScoreScale.Operation;
import io.facebridge.provider.ProviderId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FaceProviderTest {
    private static final ProviderId ID = new ProviderId("scripted");
    private static final ScoreScale SCALE = ScoreScale.of(ID, "v1", Operation.DUPLICATE, 0, 100);
    private static final DetectedFace FACE =
            DetectedFace.at(new BoundingBox(0, 0, 1, 1)).build();
    private static final FaceImage IMAGE = FaceImage.of(
            Base64.getDecoder()
                    .decode(
                            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="));

    private final List<DetectOptions> asked = new ArrayList<>();

    private final FaceDetector detector = new FaceDetector() {
        @Override
        public List<DetectedFace> detect(FaceImage image, DetectOptions options) {
            asked.add(options);
            return List.of(FACE);
        }

        @Override
        public Set<FaceFeature> features() {
            return Set.of(FaceFeature.POSE);
        }
    };

    private final FaceComparer comparer = new FaceComparer() {
        @Override
        public Comparison compare(FaceImage reference, FaceImage probe, CompareOptions options) {
            throw new AssertionError("nothing is compared");
        }
    };

    private final FaceProvider provider = new FaceProvider() {
        @Override
        public ProviderId id() {
            return ID;
        }

        @Override
        public FaceDetector detector() {
            return detector;
        }

        @Override
        public FaceComparer comparer() {
            return comparer;
        }

        @Override
        public void close() {}
    };

    @Test
    void finds_and_compares_faces_at_the_least() {
        assertThat(provider.capabilities()).containsExactly(detector, comparer);
        assertThat(provider.find(FaceDetector.class)).containsSame(detector);
        assertThat(provider.require(FaceComparer.class)).isSameAs(comparer);
        assertThat(provider.find(FaceGalleries.class)).isEmpty();
        assertThat(provider.regions()).isEmpty();
        assertThat(detector.composed()).isFalse();
    }

    @Test
    void finds_faces_as_by_the_defaults_if_nothing_is_said() {
        assertThat(detector.detect(IMAGE)).containsExactly(FACE);
        assertThat(asked).containsExactly(DetectOptions.defaults());
    }

    @Test
    void names_all_features_that_it_does_not_offer() {
        Set<FaceFeature> offered = Set.of(FaceFeature.POSE);

        assertThatExceptionOfType(UnsupportedCapabilityException.class)
                .isThrownBy(() -> FaceDetector.requireFeatures(
                        ID, offered, Set.of(FaceFeature.QUALITY, FaceFeature.POSE, FaceFeature.ATTRIBUTES)))
                .withMessageContaining("scripted")
                .withMessageContaining("[QUALITY, ATTRIBUTES]");
        assertThatCode(() -> FaceDetector.requireFeatures(ID, offered, offered)).doesNotThrowAnyException();
    }

    @Test
    void a_pair_of_duplicates_is_of_two_persons_and_says_neither_them_nor_the_score_in_words() {
        GalleryId staff = new GalleryId("staff");
        PersonId ada = new PersonId("ada");
        Score score = new Score(97.5, SCALE);

        assertThat(new DuplicatePair(staff, ada, new PersonId("bob"), score))
                .hasToString("DuplicatePair[staff, scripted/v1/DUPLICATE]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DuplicatePair(staff, ada, new PersonId("ada"), score))
                .withMessageContaining("two people");
    }
}
