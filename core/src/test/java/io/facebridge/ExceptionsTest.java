package io.facebridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.facebridge.face.BoundingBox;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExceptionsTest {
    private static final ProviderError ERROR =
            new ProviderError(new ProviderId("vendor"), "InvalidParameter", "req-1", 400);
    private static final BoundingBox LARGE = new BoundingBox(0, 0, 0.5, 0.5);
    private static final BoundingBox SMALL = new BoundingBox(0.6, 0.6, 0.2, 0.2);

    @Test
    void nothing_is_retryable_or_left_behind_unless_an_exception_says_so() {
        FaceBridgeException plain = new FaceBridgeException("broken", null, null);

        assertThat(plain.retryable()).isFalse();
        assertThat(plain.effect()).isEqualTo(Effect.NONE);
        assertThat(plain.providerError()).isEmpty();
    }

    @Test
    void carry_the_services_own_words() {
        Exception cause = new IOException("connection reset");

        assertThat(new FaceBridgeException("broken", ERROR, cause).providerError())
                .contains(ERROR);
        assertThat(new FaceBridgeException("broken", ERROR, cause)).hasCause(cause);
        assertThat(new FaceNotFoundException(ImageRole.UNKNOWN, ERROR).providerError())
                .contains(ERROR);
        assertThat(new TooManyFacesException(ImageRole.PROBE, List.of(LARGE, SMALL), ERROR).providerError())
                .contains(ERROR);
        assertThat(new InvalidImageException(InvalidImageException.Reason.REFUSED, "refused", ERROR, cause)
                        .providerError())
                .contains(ERROR);
    }

    @ParameterizedTest
    @CsvSource({
        "REFERENCE, the reference picture",
        "PROBE, the probe picture",
        "SINGLE, the picture",
        "UNKNOWN, one of the pictures",
    })
    void a_missing_face_is_missing_in_a_picture_and_there_is_something_to_do(ImageRole role, String words) {
        FaceNotFoundException thrown = new FaceNotFoundException(role, null);

        assertThat(thrown.role()).isEqualTo(role);
        assertThat(thrown).hasMessageContaining("in " + words).hasMessageContaining("take a picture");
    }

    @Test
    void too_many_faces_are_counted_and_listed() {
        List<BoundingBox> boxes = new ArrayList<>(List.of(LARGE, SMALL));
        TooManyFacesException thrown = new TooManyFacesException(ImageRole.REFERENCE, boxes, null);
        boxes.clear();

        assertThat(thrown.role()).isEqualTo(ImageRole.REFERENCE);
        assertThat(thrown.boxes()).containsExactly(LARGE, SMALL);
        assertThat(thrown)
                .hasMessageContaining("in the reference picture but there are 2")
                .hasMessageContaining(SMALL.toString())
                .hasMessageContaining("FaceChoice");
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> thrown.boxes().clear());
    }

    @Test
    void an_invalid_image_has_a_reason() {
        InvalidImageException thrown =
                new InvalidImageException(InvalidImageException.Reason.TRUNCATED, "The picture ends too early.");

        assertThat(thrown.reason()).isEqualTo(InvalidImageException.Reason.TRUNCATED);
        assertThat(thrown).hasMessage("The picture ends too early.");
    }

    @Test
    void lose_the_services_words_and_the_boxes_when_serialized_and_nothing_else() throws Exception {
        TooManyFacesException thrown = new TooManyFacesException(ImageRole.PROBE, List.of(LARGE, SMALL), ERROR);

        TooManyFacesException copy = serialized(thrown);

        assertThat(copy).hasMessage(thrown.getMessage());
        assertThat(copy.role()).isEqualTo(ImageRole.PROBE);
        assertThat(copy.boxes()).isEmpty();
        assertThat(copy.providerError()).isEmpty();
    }

    @Test
    void a_vendors_answer_is_itself_to_whoever_knows_its_type() {
        VendorResponse answer = VendorResponse.of("raw");

        assertThat(answer.as(String.class)).contains("raw");
        assertThat(answer.as(CharSequence.class)).contains("raw");
        assertThat(answer.as(Integer.class)).isEmpty();
        assertThat(answer.requestId()).isEmpty();
        assertThat(VendorResponse.none()).isSameAs(VendorResponse.none());
        assertThat(VendorResponse.none().as(Object.class)).isEmpty();
    }

    private static TooManyFacesException serialized(TooManyFacesException thrown) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(thrown);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (TooManyFacesException) in.readObject();
        }
    }
}
