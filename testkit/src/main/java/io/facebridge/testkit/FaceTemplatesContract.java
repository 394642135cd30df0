package io.facebridge.testkit;

import static io.facebridge.face.FaceSelection.CENTRAL;
import static io.facebridge.face.FaceSelection.LARGEST;
import static io.facebridge.face.FaceSelection.ONLY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.facebridge.FaceTemplates;
import io.facebridge.FaceTemplates.ExtractedFace;
import io.facebridge.error.FaceNotFoundException;
import io.facebridge.error.ImageRole;
import io.facebridge.error.IncompatibleScaleException;
import io.facebridge.error.TooManyFacesException;
import io.facebridge.face.DetectedFace;
import io.facebridge.face.FaceSelection;
import io.facebridge.face.Point;
import io.facebridge.image.FaceImage;
import io.facebridge.match.CompareOptions;
import io.facebridge.match.FaceTemplate;
import io.facebridge.match.Score;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The contract of {@link FaceTemplates}, for the providers that have them. */
public abstract class FaceTemplatesContract extends ProviderContract {
    /** Creates the contract. */
    protected FaceTemplatesContract() {}

    @Test
    void extracts_a_template_of_every_face_that_the_detector_finds_in_its_order() {
        for (TestImages.TestImage photograph : testImages().counted()) {
            List<DetectedFace> extracted = templates().extract(photograph.image()).stream()
                    .map(ExtractedFace::face)
                    .toList();

            assertThat(Faces.boxes(extracted))
                    .as(photograph.name())
                    .isEqualTo(Faces.boxes(provider().detector().detect(photograph.image())));
        }
    }

    @Test
    void extracts_nothing_when_there_is_no_face() {
        assertThat(templates().extract(testImages().withoutFace())).isEmpty();
    }

    @Test
    void extracts_the_face_that_is_meant() {
        FaceImage image = testImages().group().image();
        List<ExtractedFace> all = templates().extract(image);

        ExtractedFace largest = templates().extract(image, LARGEST);
        ExtractedFace central = templates().extract(image, CENTRAL);

        assertSame(largest, all.get(0));
        assertSame(central, Collections.min(all, Comparator.comparingDouble(face -> fromCenter(face, image))));
    }

    @Test
    void extracts_the_only_face_and_refuses_to_choose_among_several() {
        FaceImage portrait = testImages().portrait();
        TestImages.TestImage group = testImages().group();

        assertSame(
                templates().extract(portrait, ONLY),
                templates().extract(portrait).get(0));
        assertThatExceptionOfType(TooManyFacesException.class)
                .isThrownBy(() -> templates().extract(group.image(), ONLY))
                .satisfies(thrown -> {
                    assertThat(thrown.role()).isEqualTo(ImageRole.SINGLE);
                    assertThat(thrown.boxes()).hasSize(group.faces());
                });
    }

    @Test
    void refuses_to_extract_the_face_that_is_meant_when_there_is_none() {
        for (FaceSelection choice : FaceSelection.values()) {
            assertThatExceptionOfType(FaceNotFoundException.class)
                    .isThrownBy(() -> templates().extract(testImages().withoutFace(), choice))
                    .satisfies(thrown -> assertThat(thrown.role()).isEqualTo(ImageRole.SINGLE));
        }
    }

    @TestFactory
    Stream<DynamicTest> gives_the_score_that_the_comparer_gives_for_the_same_faces() {
        FaceImage portrait = testImages().portrait();
        return Stream.of(
                sameScore("one person", portrait, testImages().samePerson()),
                sameScore("two people", testImages().otherPerson(), portrait),
                sameScore("one image", portrait, portrait),
                sameScore("the largest of a group", testImages().group().image(), portrait));
    }

    private DynamicTest sameScore(String name, FaceImage reference, FaceImage probe) {
        return DynamicTest.dynamicTest(name, () -> {
            CompareOptions largest = CompareOptions.defaults().face(LARGEST);
            Score byPictures =
                    provider().comparer().compare(reference, probe, largest).score();
            Score byTemplates = templates().compare(template(reference), template(probe));

            assertThat(byTemplates.scale()).isEqualTo(byPictures.scale());
            assertThat(byTemplates.value()).isCloseTo(byPictures.value(), within(1e-6));
        });
    }

    @Test
    void carries_the_published_false_match_rates_that_the_comparer_carries() {
        FaceImage portrait = testImages().portrait();
        Score byPictures = provider().comparer().compare(portrait, portrait).score();
        Score byTemplates = templates().compare(template(portrait), template(portrait));

        assertThat(byTemplates.scale().falseMatchTable().map(table -> table.points()))
                .isEqualTo(byPictures.scale().falseMatchTable().map(table -> table.points()));
    }

    @Test
    void names_the_model_of_the_scale_on_every_template() {
        FaceTemplate template = template(testImages().portrait());

        assertThat(template.model())
                .isEqualTo(templates().compare(template, template).scale().model());
    }

    @Test
    void compares_a_template_that_was_stored_like_the_one_that_was_extracted() {
        FaceTemplate portrait = template(testImages().portrait());
        FaceTemplate again = template(testImages().samePerson());
        FaceTemplate stored = FaceTemplate.of(portrait.model(), portrait.toArray());

        assertThat(templates().compare(stored, again)).isEqualTo(templates().compare(portrait, again));
    }

    @Test
    void refuses_a_template_of_another_model() {
        FaceTemplate mine = template(testImages().portrait());
        FaceTemplate foreign = FaceTemplate.of("another-model", mine.toArray());

        assertThatExceptionOfType(IncompatibleScaleException.class)
                .isThrownBy(() -> templates().compare(foreign, mine))
                .withMessageContaining(foreign.model())
                .withMessageContaining(mine.model());
        assertThatExceptionOfType(IncompatibleScaleException.class)
                .isThrownBy(() -> templates().compare(mine, foreign))
                .withMessageContaining(foreign.model());
        assertThatExceptionOfType(IncompatibleScaleException.class)
                .as("both of the same foreign model")
                .isThrownBy(() -> templates().compare(foreign, foreign))
                .withMessageContaining(foreign.model());
    }

    @Test
    void reveals_nothing_of_a_template_in_words() {
        ExtractedFace extracted = templates().extract(testImages().portrait()).get(0);

        for (float number : extracted.template().toArray()) {
            assertThat(extracted.toString()).doesNotContain(Float.toString(number));
        }
        assertThat(extracted.template().toString()).hasSizeLessThan(200);
    }

    @TestFactory
    Stream<DynamicTest> refuses_what_is_no_picture() {
        return BrokenImages.areRefusedBy(
                image -> templates().extract(image), testImages().portrait());
    }

    @Test
    void gives_ten_threads_the_same_templates_as_one() throws Exception {
        FaceImage image = testImages().group().image();
        List<FaceTemplate> alone = extract(image);

        assertThat(TenThreads.call(() -> extract(image)))
                .hasSize(10)
                .allMatch(alone::equals, "the same templates"); // a failure must not print them
    }

    /** Compares without printing a template if it fails. */
    private static void assertSame(ExtractedFace actual, ExtractedFace expected) {
        assertThat(actual.face().box().iou(expected.face().box())).isGreaterThan(0.99);
        assertThat(actual.template().equals(expected.template()))
                .as("the same template")
                .isTrue();
    }

    private static double fromCenter(ExtractedFace face, FaceImage image) {
        Point center = face.face().box().center();
        return Math.hypot((center.x() - 0.5) * image.width(), (center.y() - 0.5) * image.height());
    }

    private FaceTemplates templates() {
        return provider().require(FaceTemplates.class);
    }

    private List<FaceTemplate> extract(FaceImage image) {
        return templates().extract(image).stream().map(ExtractedFace::template).toList();
    }

    private FaceTemplate template(FaceImage image) {
        return extract(image).get(0);
    }
}
