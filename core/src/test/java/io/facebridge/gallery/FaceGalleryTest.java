package io.facebridge.gallery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.facebridge.error.Effect;
import io.facebridge.error.ProviderUnavailableException;
import io.facebridge.error.QuotaExceededException;
import io.facebridge.face.BoundingBox;
import io.facebridge.face.DetectedFace;
import io.facebridge.gallery.EnrollmentResult.ImageResult;
import io.facebridge.image.FaceImage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FaceGalleryTest {
    private static final PersonId ADA = new PersonId("ada");
    private static final FaceImage IMAGE = FaceImage.of(
            Base64.getDecoder()
                    .decode(
                            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="));
    private static final EnrollRequest REQUEST = EnrollRequest.of(ADA, IMAGE);

    private final Shelf gallery = new Shelf();

    @Test
    void a_person_is_enrolled_again_with_the_new_pictures_before_the_old_faces_go() {
        gallery.faces.addAll(ids("old-1", "old-2"));
        gallery.enrolling = ids("new-1", "new-2");

        EnrollmentResult enrollment = gallery.reEnroll(REQUEST);

        assertThat(enrollment.faces()).extracting(EnrolledFace::id).isEqualTo(gallery.enrolling);
        assertThat(gallery.done).containsExactly("enroll", "remove old-1", "remove old-2");
        assertThat(gallery.faces).isEqualTo(ids("new-1", "new-2"));
    }

    @Test
    void a_picture_that_the_gallery_recognizes_stays() {
        gallery.faces.addAll(ids("old-1", "same"));
        gallery.enrolling = ids("same", "new-1");

        var unused = gallery.reEnroll(REQUEST);

        assertThat(gallery.done).containsExactly("enroll", "remove old-1");
        assertThat(gallery.faces).containsExactlyElementsOf(ids("same", "new-1"));
    }

    @Test
    void a_person_who_was_not_there_is_only_enrolled() {
        gallery.enrolling = ids("new-1");

        var unused = gallery.reEnroll(REQUEST);

        assertThat(gallery.done).containsExactly("enroll");
    }

    @Test
    void an_enrollment_that_fails_leaves_the_old_faces() {
        gallery.faces.addAll(ids("old-1"));
        gallery.enrolling = null;

        assertThatExceptionOfType(QuotaExceededException.class).isThrownBy(() -> gallery.reEnroll(REQUEST));

        assertThat(gallery.faces).isEqualTo(ids("old-1"));
    }

    @Test
    void an_old_face_that_cannot_be_removed_is_counted_with_those_behind_it() {
        gallery.faces.addAll(ids("old-1", "stuck", "old-3"));
        gallery.enrolling = ids("new-1");

        assertThatExceptionOfType(ProviderUnavailableException.class)
                .isThrownBy(() -> gallery.reEnroll(REQUEST))
                .withMessageContaining("up to 2 of 3 old faces are left")
                .satisfies(thrown -> assertThat(thrown.effect()).isEqualTo(Effect.PARTIAL));

        assertThat(gallery.faces).isEqualTo(ids("stuck", "old-3", "new-1"));
    }

    @Test
    void where_no_face_is_stored_without_a_person_an_erasure_is_of_the_person_alone() {
        gallery.faces.addAll(ids("face-1", "face-2"));

        assertThat(gallery.storedFaces(ADA, ids("earlier"))).isEqualTo(ids("face-1", "face-2"));
        gallery.remove(ADA, ids("earlier"));

        assertThat(gallery.done).containsExactly("remove ada");
        assertThat(gallery.storedFaces(ADA, ids("earlier"))).isEmpty();
    }

    private static List<FaceId> ids(String... values) {
        return Arrays.stream(values).map(FaceId::new).toList();
    }

    /** Holds the faces of one person. */
    private static final class Shelf implements FaceGallery {
        private final List<FaceId> faces = new ArrayList<>();
        private final List<String> done = new ArrayList<>();
        private @Nullable List<FaceId> enrolling = List.of();

        @Override
        public GalleryId id() {
            return new GalleryId("shelf");
        }

        @Override
        public GalleryInfo info() {
            return GalleryInfo.builder(id()).faces(faces.size()).build();
        }

        @Override
        public EnrollmentResult enroll(EnrollRequest request) {
            if (enrolling == null) {
                throw new QuotaExceededException("the shelf is full", null, null);
            }
            done.add("enroll");
            enrolling.stream().filter(face -> !faces.contains(face)).forEach(faces::add);
            DetectedFace face = DetectedFace.at(new BoundingBox(0, 0, 1, 1)).build();
            return EnrollmentResult.of(
                    request.person(),
                    enrolling.stream()
                            .map(id -> ImageResult.enrolled(new EnrolledFace(id, face)))
                            .toList());
        }

        @Override
        public Optional<Person> find(PersonId person) {
            return faces.isEmpty() ? Optional.empty() : Optional.of(new Person(person, faces));
        }

        @Override
        public Iterable<PersonId> list() {
            return List.of(ADA);
        }

        @Override
        public void removeFace(PersonId person, FaceId face) {
            if (face.value().equals("stuck")) {
                throw new ProviderUnavailableException("the shelf is stuck", null, Effect.NONE, null, null);
            }
            done.add("remove " + face.value());
            faces.remove(face);
        }

        @Override
        public void remove(PersonId person) {
            done.add("remove " + person.value());
            faces.clear();
        }

        @Override
        public void awaitSearchable(Duration timeout) {}
    }
}
