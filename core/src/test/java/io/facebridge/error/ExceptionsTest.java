package io.facebridge.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.facebridge.face.BoundingBox;
import io.facebridge.face.QualityReason;
import io.facebridge.provider.ProviderId;
import io.facebridge.provider.VendorResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

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
        "REFERENCE, the reference image",
        "PROBE, the probe image",
        "SINGLE, the image",
        "UNKNOWN, one of the images",
    })
    void a_missing_face_is_missing_in_a_picture_and_there_is_something_to_do(ImageRole role, String words) {
        FaceNotFoundException thrown = new FaceNotFoundException(role, null);

        assertThat(thrown.role()).isEqualTo(role);
        assertThat(thrown).hasMessageContaining("in " + words).hasMessageContaining("capture an image");
    }

    @Test
    void too_many_faces_are_counted_and_listed() {
        List<BoundingBox> boxes = new ArrayList<>(List.of(LARGE, SMALL));
        TooManyFacesException thrown = new TooManyFacesException(ImageRole.REFERENCE, boxes, null);
        boxes.clear();

        assertThat(thrown.role()).isEqualTo(ImageRole.REFERENCE);
        assertThat(thrown.boxes()).containsExactly(LARGE, SMALL);
        assertThat(thrown)
                .hasMessageContaining("in the reference image but there are 2")
                .hasMessageContaining(SMALL.toString())
                .hasMessageContaining("FaceSelection");
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> thrown.boxes().clear());
    }

    @Test
    void an_invalid_image_has_a_reason() {
        InvalidImageException thrown =
                new InvalidImageException(InvalidImageException.Reason.TRUNCATED, "the image ends too early");

        assertThat(thrown.reason()).isEqualTo(InvalidImageException.Reason.TRUNCATED);
        assertThat(thrown).hasMessage("the image ends too early");
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

    @Test
    void only_passing_conditions_are_retryable() {
        assertThat(List.of(
                        new ThrottledException(ERROR, null, null),
                        new ProviderUnavailableException("down", ERROR, Effect.UNKNOWN, null, null),
                        new CallTimeoutException("late", null, Effect.UNKNOWN, null)))
                .allSatisfy(thrown -> assertThat(thrown.retryable()).isTrue());
        assertThat(List.of(
                        new QuotaExceededException("full", ERROR, null),
                        new AuthenticationException("who are you", ERROR, null),
                        new AccessNotApprovedException("not open", ERROR, null),
                        new RequestRefusedException("not like this", ERROR, null),
                        new CallInterruptedException(Effect.NONE, null),
                        new NotFoundException(NotFoundException.Kind.FACE, null, ERROR, null),
                        new AlreadyExistsException(AlreadyExistsException.Kind.PERSON, null, ERROR, null),
                        new LowQualityException(ImageRole.SINGLE, Set.of(), ERROR)))
                .allSatisfy(thrown -> assertThat(thrown.retryable()).isFalse());
    }

    @ParameterizedTest
    @EnumSource(GalleryStoreException.Reason.class)
    void a_store_may_be_tried_again_where_it_was_full_or_in_use(GalleryStoreException.Reason reason) {
        GalleryStoreException thrown = new GalleryStoreException(reason, "the store", Effect.UNKNOWN, null);

        assertThat(thrown.reason()).isEqualTo(reason);
        assertThat(thrown.effect()).isEqualTo(Effect.UNKNOWN);
        assertThat(thrown.retryable())
                .isEqualTo(EnumSet.of(GalleryStoreException.Reason.FULL, GalleryStoreException.Reason.IN_USE)
                        .contains(reason));
    }

    @Test
    void too_little_data_says_how_much_there_is_and_how_much_would_do() {
        InsufficientDataException thrown = new InsufficientDataException("more", 299, 3_000, 0.01);

        assertThat(thrown.available()).isEqualTo(299);
        assertThat(thrown.needed()).isEqualTo(3_000);
        assertThat(thrown.upperBound95()).isEqualTo(0.01);
        assertThat(thrown.retryable()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "NONE, NONE, NONE",
        "NONE, PARTIAL, PARTIAL",
        "NONE, UNKNOWN, UNKNOWN",
        "PARTIAL, NONE, PARTIAL",
        "PARTIAL, PARTIAL, PARTIAL",
        "PARTIAL, UNKNOWN, UNKNOWN",
        "UNKNOWN, NONE, UNKNOWN",
        "UNKNOWN, PARTIAL, UNKNOWN",
    })
    void an_effect_only_gets_worse(Effect own, Effect earlier, Effect together) {
        FaceBridgeException thrown = new FaceBridgeException("broken", null, own, null);

        thrown.addEffect(earlier, "the face was stored");

        assertThat(thrown.effect()).isEqualTo(together);
        assertThat(thrown).hasMessage("broken; the face was stored");
    }

    @Test
    void throttling_says_who_why_and_how_long() {
        ThrottledException thrown = new ThrottledException(ERROR, Duration.ofSeconds(2), null);

        assertThat(thrown.retryAfter()).contains(Duration.ofSeconds(2));
        assertThat(thrown)
                .hasMessageContaining("(vendor: InvalidParameter); wait 2000 ms")
                .hasMessageContaining("CallPolicy");
        assertThat(new ThrottledException(null, null, null).retryAfter()).isEmpty();
        assertThat(new ThrottledException(null, Duration.ofDays(1), null)).hasMessageContaining("wait 86400000 ms");
        assertThat(new ThrottledException(null, Duration.ofDays(1).plusMillis(1), null))
                .hasMessageContaining("wait more than a day");
    }

    @Test
    void an_interruption_says_whether_something_may_have_happened() {
        assertThat(new CallInterruptedException(Effect.NONE, null)).hasMessageContaining("no request in progress");
        assertThat(new CallInterruptedException(Effect.UNKNOWN, null))
                .hasMessageContaining("check its effect before sending");
    }

    @ParameterizedTest
    @EnumSource(NotFoundException.Kind.class)
    void what_is_missing_is_named_only_if_it_is_a_gallery(NotFoundException.Kind kind) {
        NotFoundException thrown = new NotFoundException(kind, "alice", ERROR, null);

        assertThat(thrown.kind()).isEqualTo(kind);
        assertThat(thrown.getMessage().contains("alice")).isEqualTo(kind == NotFoundException.Kind.GALLERY);
    }

    @ParameterizedTest
    @EnumSource(AlreadyExistsException.Kind.class)
    void what_is_there_already_is_named_only_if_it_is_a_gallery(AlreadyExistsException.Kind kind) {
        AlreadyExistsException thrown = new AlreadyExistsException(kind, "alice", ERROR, null);

        assertThat(thrown.kind()).isEqualTo(kind);
        assertThat(thrown.getMessage().contains("alice")).isEqualTo(kind == AlreadyExistsException.Kind.GALLERY);
    }

    @Test
    void low_quality_lists_its_reasons_and_copies_them_in() {
        Set<QualityReason> reasons = EnumSet.of(QualityReason.TOO_DARK, QualityReason.TOO_SMALL);
        LowQualityException thrown = new LowQualityException(ImageRole.REFERENCE, reasons, ERROR);
        reasons.clear();

        assertThat(thrown.role()).isEqualTo(ImageRole.REFERENCE);
        assertThat(thrown.reasons()).containsExactly(QualityReason.TOO_SMALL, QualityReason.TOO_DARK);
        assertThat(thrown).hasMessageContaining("in the reference image is not good enough: [TOO_SMALL, TOO_DARK]");
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> thrown.reasons().clear());
    }

    @Test
    void effects_notes_and_waits_survive_serialization() throws Exception {
        ProviderUnavailableException thrown =
                new ProviderUnavailableException("down", ERROR, Effect.NONE, Duration.ofSeconds(3), null);
        thrown.addEffect(Effect.PARTIAL, "the face was stored");

        ProviderUnavailableException copy = serialized(thrown);

        assertThat(copy).hasMessage("down; the face was stored");
        assertThat(copy.effect()).isEqualTo(Effect.PARTIAL);
        assertThat(copy.retryAfter()).contains(Duration.ofSeconds(3));
    }

    @SuppressWarnings("unchecked")
    private static <E extends FaceBridgeException> E serialized(E thrown) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(thrown);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (E) in.readObject();
        }
    }
}
