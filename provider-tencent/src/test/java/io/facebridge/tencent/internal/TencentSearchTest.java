package io.facebridge.tencent.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.facebridge.face.BoundingBox;
import io.facebridge.face.DetectedFace;
import io.facebridge.provider.VendorResponse;
import io.facebridge.tencent.internal.TencentSearch.Answer;
import io.facebridge.tencent.internal.TencentSearch.Found;
import io.facebridge.tencent.internal.TencentSearch.ScoredPerson;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Searches one by one are put together by where the faces are, and not by how large they rank. */
class TencentSearchTest {
    private static final DetectedFace LEFT = face(0.1, 0.4);
    private static final DetectedFace RIGHT = face(0.6, 0.3);
    private static final List<ScoredPerson> ADA = List.of(new ScoredPerson("staff", "ada", 90));

    private final Answer seen =
            new Answer(List.of(new Found(LEFT, List.of()), new Found(RIGHT, List.of())), null, VendorResponse.none());

    @Test
    void a_score_stays_with_the_face_that_was_scored() {
        DetectedFace scored = face(0.61, 0.29);
        Answer joined = seen.with(new Answer(List.of(new Found(scored, ADA)), "3.0", VendorResponse.none()));

        assertThat(joined.faces()).hasSize(2);
        assertThat(joined.faces().get(0).face()).isEqualTo(LEFT);
        assertThat(joined.faces().get(0).alike()).isEmpty();
        assertThat(joined.faces().get(1).face()).isEqualTo(scored);
        assertThat(joined.faces().get(1).alike()).isEqualTo(ADA);
    }

    @Test
    void a_face_that_was_not_seen_before_is_one_more() {
        DetectedFace other = face(0.52, 0.1);
        Answer joined = new Answer(List.of(new Found(LEFT, List.of())), null, VendorResponse.none())
                .with(new Answer(List.of(new Found(face(0.7, 0.2), ADA)), "3.0", VendorResponse.none()))
                .with(new Answer(List.of(new Found(other, ADA)), "3.0", VendorResponse.none()));

        assertThat(joined.faces()).hasSize(3);
        assertThat(joined.faces())
                .filteredOn(found -> found.alike().equals(ADA))
                .hasSize(2);
    }

    private static DetectedFace face(double left, double side) {
        return DetectedFace.at(new BoundingBox(left, 0.5 - side / 2, side, side))
                .build();
    }
}
