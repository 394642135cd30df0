package io.facebridge.gallery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.facebridge.error.FaceNotFoundException;
import io.facebridge.error.ImageRole;
import io.facebridge.error.LowQualityException;
import io.facebridge.face.BoundingBox;
import io.facebridge.face.DetectedFace;
import io.facebridge.face.FaceQuality;
import io.facebridge.face.FaceSelection;
import io.facebridge.face.QualityGate;
import io.facebridge.face.QualityVerdict;
import io.facebridge.gallery.EnrollmentResult.ImageResult;
import io.facebridge.image.FaceImage;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GalleryValuesTest {
    private static final PersonId PERSON = new PersonId("some-person");
    private static final Instant GIVEN = Instant.parse("2026-01-02T03:04:05Z");
    private static final Instant EXPIRES = Instant.parse("2027-01-02T03:04:05Z");
    private static final EnrolledFace FACE = new EnrolledFace(
            new FaceId("face-1"), DetectedFace.at(new BoundingBox(0, 0, 1, 1)).build());

    @ParameterizedTest
    @ValueSource(strings = {"a", "staff_2026-eu", "abcdefghijklmnopqrstuvwxyz0123456789abcdefghijkl"})
    void a_portable_gallery_id_is_accepted_everywhere(String value) {
        assertThat(GalleryId.portable(value)).hasToString(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Staff", "a.b", "a b", "é", "abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklm", "a\n"})
    void a_gallery_id_that_is_not_portable_is_refused_with_the_pattern(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GalleryId.portable(value))
                .withMessageContaining("[a-z0-9_-]{1,48}")
                .withMessageContaining("\"" + value + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "Ada_1815", "abcdefghijklmnopqrstuvwxyz0123456789ABCD"})
    void a_portable_person_id_is_accepted_everywhere(String value) {
        assertThat(PersonId.portable(value)).hasToString(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a.b", "a@b", "abcdefghijklmnopqrstuvwxyz0123456789ABCDE"})
    void a_person_id_that_is_not_portable_is_refused_with_the_pattern(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PersonId.portable(value))
                .withMessageContaining("[A-Za-z0-9_-]{1,40}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t"})
    void no_id_is_blank(String value) {
        assertThatIllegalArgumentException().isThrownBy(() -> new GalleryId(value));
        assertThatIllegalArgumentException().isThrownBy(() -> new PersonId(value));
        assertThatIllegalArgumentException().isThrownBy(() -> new FaceId(value));
    }

    @Test
    void ids_that_exist_at_a_vendor_stay_reachable() {
        assertThat(new GalleryId("Éxisting.Collection")).hasToString("Éxisting.Collection");
        assertThat(new FaceId("F-1/2")).hasToString("F-1/2");
    }

    @Test
    void an_enrollment_needs_a_picture() {
        assertThatIllegalArgumentException().isThrownBy(() -> EnrollRequest.of(PERSON, List.of()));
    }

    @Test
    void an_enrollment_tells_of_each_picture_in_order() {
        FaceNotFoundException refusal = new FaceNotFoundException(ImageRole.REFERENCE, null);

        EnrollmentResult enrollment =
                EnrollmentResult.of(PERSON, List.of(ImageResult.rejected(refusal), ImageResult.enrolled(FACE)));

        assertThat(enrollment.faces()).containsExactly(FACE);
        assertThat(enrollment.imageResults().get(0).rejection()).contains(refusal);
        assertThat(enrollment.imageResults().get(1).face()).contains(FACE);
        assertThat(enrollment).hasToString("EnrollmentResult[1 of 2 images]");
        assertThat(enrollment.imageResults()).asString().isEqualTo("[refused: FaceNotFoundException, enrolled]");
    }

    @Test
    void an_enrollment_of_which_every_picture_is_refused_is_none() {
        ImageResult refused = ImageResult.rejected(new FaceNotFoundException(ImageRole.REFERENCE, null));

        assertThatIllegalArgumentException().isThrownBy(() -> EnrollmentResult.of(PERSON, List.of(refused)));
    }

    @Test
    void a_person_is_printed_without_a_name() {
        assertThat(new Person(PERSON, List.of(new FaceId("face-1")))).hasToString("Person[1 faces]");
    }

    @Test
    void a_gallerys_info_tells_what_is_known_and_nothing_else() {
        Instant created = Instant.parse("2026-01-02T03:04:05Z");

        GalleryInfo info = GalleryInfo.builder(new GalleryId("staff"))
                .persons(3)
                .model("7.0")
                .created(created)
                .build();

        assertThat(info.persons()).hasValue(3);
        assertThat(info.faces()).isEmpty();
        assertThat(info.model()).contains("7.0");
        assertThat(info.created()).contains(created);
        assertThat(info)
                .hasToString("GalleryInfo[staff, persons=3, faces=null, model=7.0, created=2026-01-02T03:04:05Z]");
    }

    @Test
    void an_enrollment_has_a_quality_gate_unless_it_is_switched_off() {
        EnrollRequest request = EnrollRequest.of(new PersonId("ada"), FaceImage.of(picture()));

        assertThat(request.qualityGate()).contains(QualityGate.enrollment());
        assertThat(request.qualityGate(QualityGate.lenient())
                        .face(FaceSelection.LARGEST)
                        .qualityGate())
                .contains(QualityGate.lenient());
        assertThat(request.withoutQualityGate().qualityGate()).isEmpty();
        assertThat(request.withoutQualityGate().toString()).contains("no quality gate");
    }

    @Test
    void an_enrollment_keeps_its_pictures_and_what_the_person_agreed_to() {
        FaceImage picture = FaceImage.of(picture());
        Consent consent = new Consent("access to the lab", "v3", GIVEN, EXPIRES);
        EnrollRequest request = EnrollRequest.of(PERSON, picture);

        assertThat(request.images()).containsExactly(picture);
        assertThat(request.consent()).isEmpty();
        assertThat(request.consent(consent).withoutQualityGate().consent()).contains(consent);
        assertThat(request.consent(consent)).hasToString("EnrollRequest[1 images, ONLY]");
    }

    @Test
    void a_consent_holds_from_the_moment_it_is_given_until_it_expires() {
        Consent consent = new Consent("access to the lab", "v3", GIVEN, EXPIRES);

        assertThat(consent.isValid(GIVEN.minusNanos(1))).isFalse();
        assertThat(consent.isValid(GIVEN)).isTrue();
        assertThat(consent.isValid(EXPIRES.minusNanos(1))).isTrue();
        assertThat(consent.isValid(EXPIRES)).isFalse();
    }

    @Test
    void a_consent_names_its_purpose_and_text_and_expires_after_it_is_given() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Consent(" ", "v3", GIVEN, EXPIRES))
                .withMessageContaining("purpose");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Consent("access to the lab", "", GIVEN, EXPIRES))
                .withMessageContaining("textVersion");
        for (Instant early : List.of(GIVEN, GIVEN.minusSeconds(1))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Consent("access to the lab", "v3", GIVEN, early))
                    .withMessageContaining("expires at " + early);
        }
    }

    @Test
    void a_verdict_says_what_the_gate_said_and_cannot_contradict_it() {
        QualityVerdict small = QualityGate.enrollment().judge(sized(79));
        QualityVerdict large = QualityGate.enrollment().judge(sized(81));
        EnrolledFace face = new EnrolledFace(new FaceId("f1"), sized(81));

        assertThat(EnrollmentResult.ImageResult.enrolled(face, large).quality()).contains(large);
        assertThat(EnrollmentResult.ImageResult.enrolled(face).quality()).isEmpty();
        assertThat(EnrollmentResult.ImageResult.rejected(small).rejection())
                .containsInstanceOf(LowQualityException.class);
        assertThat(EnrollmentResult.ImageResult.rejected(small).quality()).contains(small);
        assertThatIllegalArgumentException().isThrownBy(() -> EnrollmentResult.ImageResult.enrolled(face, small));
        assertThatIllegalArgumentException().isThrownBy(() -> EnrollmentResult.ImageResult.rejected(large));
    }

    private static DetectedFace sized(double pixels) {
        return DetectedFace.at(new BoundingBox(0, 0, 0.5, 0.5))
                .quality(FaceQuality.builder().faceSize(pixels, pixels).build())
                .build();
    }

    private static byte[] picture() {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(100, 100, BufferedImage.TYPE_INT_RGB), "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return png.toByteArray();
    }
}
