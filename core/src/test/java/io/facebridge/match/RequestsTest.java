package io.facebridge.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.facebridge.face.BoundingBox;
import io.facebridge.face.DetectedFace;
import io.facebridge.face.FaceSelection;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.image.FaceImage;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestsTest {
    private static final FaceImage PROBE = FaceImage.of(
            Base64.getDecoder()
                    .decode(
                            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="));
    private static final GalleryId STAFF = new GalleryId("staff");
    private static final GalleryId GUESTS = new GalleryId("guests");

    @Test
    void a_search_starts_with_five_candidates_and_no_word_about_the_face() {
        IdentifyRequest request = IdentifyRequest.of(PROBE, STAFF, GUESTS);

        assertThat(request.probe()).isSameAs(PROBE);
        assertThat(request.galleries()).containsExactly(STAFF, GUESTS);
        assertThat(request.limit()).isEqualTo(5);
        assertThat(request.face()).isEmpty();
        assertThat(request.allFaces()).isFalse();
    }

    @Test
    void a_search_is_for_one_face_or_for_every_face_by_the_last_word() {
        IdentifyRequest request = IdentifyRequest.of(PROBE, STAFF);
        IdentifyRequest central =
                request.everyFace().face(FaceSelection.CENTRAL).limit(1);
        IdentifyRequest every = request.face(FaceSelection.CENTRAL).everyFace().limit(1);

        assertThat(central.face()).contains(FaceSelection.CENTRAL);
        assertThat(central.allFaces()).isFalse();
        assertThat(every.face()).isEmpty();
        assertThat(every.allFaces()).isTrue();
        assertThat(every.limit()).isEqualTo(1);
    }

    @Test
    void a_search_needs_a_gallery_that_is_named_once_and_a_candidate() {
        assertThatIllegalArgumentException().isThrownBy(() -> IdentifyRequest.of(PROBE));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IdentifyRequest.of(PROBE, STAFF, GUESTS, STAFF))
                .withMessageContaining("listed once");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IdentifyRequest.of(PROBE, STAFF).limit(0))
                .withMessageContaining("but was 0");
    }

    @Test
    void a_verification_keeps_whom_and_which_face_it_is_about() {
        VerifyRequest request = VerifyRequest.of(PROBE, STAFF, new PersonId("ada"));

        assertThat(request.face()).isEmpty();
        VerifyRequest chosen = request.face(FaceSelection.LARGEST);
        assertThat(chosen.face()).contains(FaceSelection.LARGEST);
        assertThat(chosen.probe()).isSameAs(PROBE);
        assertThat(chosen.gallery()).isEqualTo(STAFF);
        assertThat(chosen.claimed()).isEqualTo(new PersonId("ada"));
    }

    @Test
    void say_in_words_where_is_searched_and_not_for_whom() {
        DetectedFace face = DetectedFace.at(new BoundingBox(0, 0, 1, 1)).build();
        Candidate candidate = new Candidate(
                STAFF,
                new PersonId("ada"),
                Comparison.builder(new Score(73.25, Scales.PLAIN)).build());

        assertThat(IdentifyRequest.of(PROBE, STAFF).limit(3)).hasToString("IdentifyRequest[[staff], limit 3]");
        assertThat(VerifyRequest.of(PROBE, STAFF, new PersonId("ada"))).hasToString("VerifyRequest[staff]");
        assertThat(new Identification(face, List.of(candidate)))
                .hasToString("Identification[" + face + ", 1 candidates]");
    }
}
