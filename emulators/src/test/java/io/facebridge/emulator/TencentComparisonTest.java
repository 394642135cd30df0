package io.facebridge.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.tencentcloudapi.common.exception.TencentCloudSDKException;
import com.tencentcloudapi.iai.v20200303.models.CompareFaceRequest;
import io.facebridge.testkit.PaintedFaces;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Which face of a picture is compared: the detector is surer of the small one of Bob than of the large one of Ada. */
class TencentComparisonTest {
    private static final int ADA = 1;
    private static final int BOB = 2;
    private static final byte[] BOTH = PaintedFaces.image(
            400, 300, PaintedFaces.badFace(10, 10, 200, ADA, 1), PaintedFaces.face(250, 10, 100, BOB, 1));

    private static TencentEmulator emulator;

    @BeforeAll
    static void start() {
        emulator = TencentEmulator.backedBy(new PaintedFaces()).start();
    }

    @AfterAll
    static void stop() {
        emulator.close();
    }

    @Test
    void the_surest_face_is_compared_unless_another_strategy_is_asked_for() throws TencentCloudSDKException {
        for (Long strategy : new @Nullable Long[] {null, 0L}) {
            assertThat(score(BOB, strategy)).isGreaterThan(60);
            assertThat(score(ADA, strategy)).isLessThan(30);
        }
    }

    @Test
    void the_largest_face_is_compared_when_it_is_asked_for() throws TencentCloudSDKException {
        assertThat(score(ADA, 1L)).isGreaterThan(60);
        assertThat(score(BOB, 1L)).isLessThan(30);
    }

    @Test
    void the_strategy_holds_for_both_pictures() throws TencentCloudSDKException {
        CompareFaceRequest request = request(PaintedFaces.portrait(ADA, 2), 1L);
        request.setImageA(Tencent.base64(BOTH));
        request.setImageB(Tencent.base64(PaintedFaces.portrait(ADA, 2)));

        assertThat(Tencent.client(emulator.endpoint()).CompareFace(request).getScore())
                .isGreaterThan(60);
    }

    @Test
    void another_strategy_is_refused() {
        assertThat(Tencent.code(() -> score(ADA, 2L))).startsWith("InvalidParameter");
    }

    private static float score(int person, @Nullable Long strategy) throws TencentCloudSDKException {
        return Tencent.client(emulator.endpoint())
                .CompareFace(request(PaintedFaces.portrait(person, 2), strategy))
                .getScore();
    }

    private static CompareFaceRequest request(byte[] reference, @Nullable Long strategy) {
        CompareFaceRequest request = new CompareFaceRequest();
        request.setImageA(Tencent.base64(reference));
        request.setImageB(Tencent.base64(BOTH));
        if (strategy != null) {
            request.set("FaceMatchingStrategy", strategy);
        }
        return request;
    }
}
