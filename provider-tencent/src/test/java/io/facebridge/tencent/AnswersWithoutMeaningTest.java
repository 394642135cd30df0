package io.facebridge.tencent;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.facebridge.FaceGalleries;
import io.facebridge.FaceIdentifier;
import io.facebridge.error.ProviderUnavailableException;
import io.facebridge.gallery.GalleryId;
import io.facebridge.image.FaceImage;
import io.facebridge.match.IdentifyRequest;
import io.facebridge.testkit.CannedService;
import io.facebridge.testkit.PaintedFaces;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers that are JSON of the right form, with values that mean nothing. */
class AnswersWithoutMeaningTest {
    private static final FaceImage PORTRAIT = FaceImage.of(PaintedFaces.portrait(7, 1));
    private static final GalleryId STAFF = GalleryId.portable("staff");

    private final CannedService service = TencentClients.cannedService();
    private final TencentFaces faces = TencentClients.faces(service.endpoint()).build();

    @AfterEach
    void close() {
        faces.close();
        service.close();
    }

    private static void assertUnusable(ThrowingCallable call) {
        assertThatExceptionOfType(ProviderUnavailableException.class)
                .isThrownBy(call)
                .withMessageContaining("cannot be used");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            value = {"\"NaN\",\"3.0\"", "\"Infinity\",\"3.0\"", "99.5,\"\"", "99.5,\" \""})
    void a_search_with_a_score_that_is_none_or_without_a_model_is_refused(String score, String model) {
        service.with(
                "SearchPersons",
                "{\"Response\":{\"RequestId\":\"17\",\"Results\":[{\"RetCode\":0,\"FaceRect\":{\"X\":50,\"Y\":50,\"Width\":150,"
                        + "\"Height\":150},\"Candidates\":[{\"PersonId\":\"ada\",\"Score\":" + score
                        + "}]}],\"FaceModelVersion\":" + model + ",\"PersonNum\":1}}");

        assertUnusable(() -> faces.require(FaceIdentifier.class).identify(IdentifyRequest.of(PORTRAIT, STAFF)));
    }

    @Test
    void a_negative_number_of_persons_or_faces_is_refused() {
        service.with(
                "GetGroupInfo",
                "{\"Response\":{\"RequestId\":\"17\",\"GroupId\":\"staff\",\"FaceModelVersion\":\"3.0\"}}");
        for (String counts : new String[] {"\"PersonNum\":-1,\"FaceNum\":1", "\"PersonNum\":1,\"FaceNum\":-1"}) {
            service.with("GetPersonListNum", "{\"Response\":{\"RequestId\":\"17\"," + counts + "}}");

            assertUnusable(() -> faces.require(FaceGalleries.class).open(STAFF).info());
        }
    }
}
