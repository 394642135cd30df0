package io.facebridge.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.facebridge.DuplicateFinder.DuplicatePair;
import io.facebridge.FaceIdentifier;
import io.facebridge.error.FaceBridgeException;
import io.facebridge.error.FaceNotFoundException;
import io.facebridge.error.ImageRole;
import io.facebridge.error.IncompatibleScaleException;
import io.facebridge.error.InvalidImageException;
import io.facebridge.error.ThrottledException;
import io.facebridge.face.BoundingBox;
import io.facebridge.face.DetectedFace;
import io.facebridge.face.FaceSelection;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.image.FaceImage;
import io.facebridge.match.Candidate;
import io.facebridge.match.Comparison;
import io.facebridge.match.Identification;
import io.facebridge.match.IdentifyRequest;
import io.facebridge.match.Score;
import io.facebridge.match.ScoreScale;
import io.facebridge.match.Threshold;
import io.facebridge.operations.Duplicates.Portrait;
import io.facebridge.operations.Duplicates.Progress;
import io.facebridge.provider.ProviderId;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Ada and Alan look alike, and so do Bob and Ben; their images differ in width. */
class DuplicatesTest {
    private static final GalleryId STAFF = new GalleryId("staff");
    private static final ScoreScale SCALE =
            ScoreScale.of(new ProviderId("test"), "1", ScoreScale.Operation.IDENTIFY, 0, 100);
    private static final Threshold THRESHOLD = Threshold.explicit(80, SCALE);
    private static final List<String> PEOPLE = List.of("ada", "alan", "bob", "ben", "eve");
    private static final Map<Integer, String> BY_WIDTH = new LinkedHashMap<>();
    private static final Map<String, FaceImage> PICTURES = new LinkedHashMap<>();

    private final List<String> searched = new ArrayList<>();
    private final List<Throwable> failures = new ArrayList<>();
    private @Nullable IdentifyRequest last;

    @BeforeAll
    static void paint() throws IOException {
        for (String person : PEOPLE) {
            int width = 100 + PICTURES.size();
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            ImageIO.write(new BufferedImage(width, 100, BufferedImage.TYPE_INT_RGB), "png", bytes);
            PICTURES.put(person, FaceImage.of(bytes.toByteArray()));
            BY_WIDTH.put(width, person);
        }
    }

    @Test
    void finds_each_pair_once_and_nobody_with_themselves() {
        assertThat(names(search(PEOPLE).above(THRESHOLD))).containsExactly("ada-alan", "bob-ben");
        assertThat(searched).containsExactlyElementsOf(PEOPLE);
    }

    @Test
    void searches_nothing_before_it_is_walked_and_begins_anew_with_every_iterator() {
        Iterable<DuplicatePair> pairs = search(PEOPLE).above(THRESHOLD);
        assertThat(searched).isEmpty();
        assertThat(pairs.iterator().next().first()).isEqualTo(new PersonId("ada"));
        assertThat(searched).containsExactly("ada");

        assertThat(names(pairs)).hasSize(2);
    }

    @Test
    void a_lower_threshold_finds_more() {
        assertThat(names(search(PEOPLE).above(Threshold.explicit(10, SCALE)))).hasSize(10);
    }

    @Test
    void refuses_a_threshold_of_another_scale() {
        ScoreScale other = ScoreScale.of(new ProviderId("test"), "2", ScoreScale.Operation.IDENTIFY, 0, 100);

        assertThatExceptionOfType(IncompatibleScaleException.class)
                .isThrownBy(() -> names(search(PEOPLE).above(Threshold.explicit(80, other))));
    }

    @Test
    void tells_how_far_it_is_when_a_person_is_done() {
        List<Progress> progress = new ArrayList<>();
        names(search(List.of("ada", "ada", "bob")).withListener(progress::add).above(THRESHOLD));

        assertThat(progress)
                .containsExactly(new Progress(new PersonId("ada"), 1, 1), new Progress(new PersonId("bob"), 2, 2));
        assertThat(progress.get(0)).hasToString("Progress[1 persons, 1 pairs]");
    }

    @Test
    void the_end_is_the_end_and_is_reported_once() {
        List<Progress> progress = new ArrayList<>();
        Iterator<DuplicatePair> pairs = search(List.of("ada", "eve"))
                .withListener(progress::add)
                .above(THRESHOLD)
                .iterator();
        DuplicatePair only = pairs.next();

        assertThat(only.first() + "-" + only.second() + " " + only.gallery()).isEqualTo("ada-alan staff");
        assertThat(only.score()).isEqualTo(new Score(99, SCALE));
        assertThat(pairs.hasNext()).isFalse();
        assertThat(pairs.hasNext()).isFalse();
        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(pairs::next);
        assertThat(progress)
                .containsExactly(new Progress(new PersonId("ada"), 1, 1), new Progress(new PersonId("eve"), 2, 1));
    }

    @Test
    void goes_on_after_the_last_picture_of_somebody() {
        List<Progress> progress = new ArrayList<>();
        assertThat(names(search(List.of("bob", "ada", "ada", "eve", "ben"))
                        .after(new PersonId("ada"))
                        .withListener(progress::add)
                        .above(THRESHOLD)))
                .containsExactly("ben-bob");
        assertThat(searched).containsExactly("eve", "ben");
        assertThat(progress)
                .containsExactly(new Progress(new PersonId("eve"), 1, 0), new Progress(new PersonId("ben"), 2, 1));
    }

    @Test
    void shows_neither_person_nor_picture() {
        Portrait portrait = new Portrait(new PersonId("ada"), () -> Objects.requireNonNull(PICTURES.get("ada")));

        assertThat(portrait).hasToString("Portrait[]");
    }

    @Test
    void goes_on_after_somebody() {
        assertThat(names(search(PEOPLE).after(new PersonId("alan")).above(THRESHOLD)))
                .containsExactly("bob-ben");
        assertThat(searched).containsExactly("bob", "ben", "eve");
    }

    @Test
    void goes_on_after_the_last_one_with_nothing() {
        assertThat(names(search(PEOPLE).after(new PersonId("eve")).above(THRESHOLD)))
                .isEmpty();
    }

    @Test
    void says_that_the_person_to_go_on_after_is_not_among_the_pictures() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        names(search(PEOPLE).after(new PersonId("unknown")).above(THRESHOLD)))
                .withMessageNotContaining("unknown");
        assertThat(searched).isEmpty();
    }

    @Test
    void repeats_a_search_that_failed_when_it_is_walked_on() {
        failures.add(new ThrottledException(null, null, null));
        Iterator<DuplicatePair> pairs = search(PEOPLE).above(THRESHOLD).iterator();
        assertThatExceptionOfType(ThrottledException.class).isThrownBy(pairs::hasNext);

        assertThat(pairs.next().first()).isEqualTo(new PersonId("ada"));
        assertThat(searched).containsExactly("ada", "ada");
    }

    @Test
    void passes_over_a_picture_that_shows_nobody_when_it_is_walked_on() {
        failures.add(new FaceNotFoundException(ImageRole.PROBE, null));
        Iterator<DuplicatePair> pairs = search(PEOPLE).above(THRESHOLD).iterator();
        assertThatExceptionOfType(FaceNotFoundException.class).isThrownBy(pairs::hasNext);

        assertThat(pairs.next().first()).isEqualTo(new PersonId("alan"));
    }

    @Test
    void passes_over_a_picture_for_which_the_heap_has_no_room_when_it_is_walked_on() {
        failures.add(new OutOfMemoryError("the script has no room"));
        Iterator<DuplicatePair> pairs = search(PEOPLE).above(THRESHOLD).iterator();
        assertThatExceptionOfType(InvalidImageException.class)
                .isThrownBy(pairs::hasNext)
                .withMessageContaining("heap");

        assertThat(pairs.next().first()).isEqualTo(new PersonId("alan"));
    }

    @Test
    void asks_for_the_face_and_the_number_of_candidates_that_were_said() {
        names(search(List.of("ada")).above(THRESHOLD));
        assertThat(Objects.requireNonNull(last).face()).contains(FaceSelection.ONLY);
        assertThat(Objects.requireNonNull(last).limit()).isEqualTo(Duplicates.DEFAULT_LIMIT);

        names(search(List.of("ada")).face(FaceSelection.LARGEST).limit(2).above(THRESHOLD));
        assertThat(Objects.requireNonNull(last).face()).contains(FaceSelection.LARGEST);
        assertThat(Objects.requireNonNull(last).limit()).isEqualTo(2);
    }

    @Test
    void needs_room_for_the_person_and_another() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> search(PEOPLE).limit(1))
                .withMessageContaining("1");
    }

    private Duplicates search(List<String> people) {
        return Duplicates.search(
                new Scripted(),
                STAFF,
                people.stream()
                        .map(person ->
                                new Portrait(new PersonId(person), () -> Objects.requireNonNull(PICTURES.get(person))))
                        .toList());
    }

    private static List<String> names(Iterable<DuplicatePair> pairs) {
        List<String> names = new ArrayList<>();
        pairs.forEach(pair -> names.add(pair.first() + "-" + pair.second()));
        return names;
    }

    /** Finds everybody; 99 for oneself and people with the same initial, 20 for others. */
    private final class Scripted implements FaceIdentifier {
        @Override
        public List<Identification> identify(IdentifyRequest request) {
            last = request;
            String person = Objects.requireNonNull(BY_WIDTH.get(request.probe().width()));
            searched.add(person);
            if (!failures.isEmpty()) {
                if (failures.remove(0) instanceof FaceBridgeException failure) {
                    throw failure;
                }
                throw new OutOfMemoryError("the script has no room");
            }
            DetectedFace face = DetectedFace.at(new BoundingBox(0, 0, 1, 1)).build();
            return List.of(new Identification(
                    face,
                    PEOPLE.stream()
                            .map(other -> new Candidate(
                                    STAFF,
                                    new PersonId(other),
                                    Comparison.builder(new Score(other.charAt(0) == person.charAt(0) ? 99 : 20, SCALE))
                                            .build()))
                            .toList()));
        }

        @Override
        public ScoreScale scale(GalleryId gallery) {
            return SCALE;
        }
    }
}
