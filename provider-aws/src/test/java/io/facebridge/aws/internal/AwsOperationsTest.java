package io.facebridge.aws.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.facebridge.error.ImageRole;
import io.facebridge.match.ScoreScale;
import io.facebridge.match.ScoreScale.Operation;
import io.facebridge.provider.ProviderId;
import io.facebridge.remote.Pages.Page;
import io.facebridge.remote.RemoteOperation;
import java.util.List;
import org.junit.jupiter.api.Test;

class AwsOperationsTest {
    private static final ProviderId AWS = new ProviderId("aws");
    private static final RemoteOperation UNKNOWN = new RemoteOperation("Unknown", "images", false);

    @Test
    void what_reads_leaves_nothing_behind_and_what_is_not_known_may() {
        for (AwsOperation<?, ?> reading : List.of(
                AwsOperations.DETECT_FACES,
                AwsOperations.COMPARE_FACES,
                AwsOperations.SEARCH_USERS_BY_IMAGE,
                AwsOperations.SESSION_RESULTS)) {
            assertThat(AwsOperations.reads(reading.remote())).isTrue();
        }
        for (AwsOperation<?, ?> writing :
                List.of(AwsOperations.CREATE_USER, AwsOperations.DELETE_FACES, AwsOperations.CREATE_SESSION)) {
            assertThat(AwsOperations.reads(writing.remote())).isFalse();
        }
        assertThat(AwsOperations.reads(UNKNOWN)).isFalse();
    }

    @Test
    void only_a_second_collection_must_not_be_made() {
        assertThat(AwsOperations.CREATE_COLLECTION.remote().idempotent()).isFalse();
        assertThat(AwsOperations.CREATE_USER.remote().idempotent()).isTrue();
        assertThat(AwsOperations.DELETE_FACES.remote().idempotent()).isTrue();
        assertThat(AwsOperations.COMPARE_FACES.remote().idempotent()).isTrue();
    }

    @Test
    void a_parameter_that_is_called_invalid_means_a_picture_only_where_a_face_is_looked_for() {
        assertThat(AwsOperations.withoutFace(AwsOperations.COMPARE_FACES.remote()))
                .contains(ImageRole.UNKNOWN);
        assertThat(AwsOperations.withoutFace(AwsOperations.SEARCH_FACES_BY_IMAGE.remote()))
                .contains(ImageRole.PROBE);
        assertThat(AwsOperations.withoutFace(AwsOperations.SEARCH_USERS_BY_IMAGE.remote()))
                .isEmpty();
        assertThat(AwsOperations.withoutFace(UNKNOWN)).isEmpty();
    }

    @Test
    void every_operation_has_the_vendors_name_and_a_quota() {
        assertThat(AwsOperations.DETECT_FACES.name()).isEqualTo("DetectFaces");
        assertThat(AwsQuotas.defaults("eu-central-1")).containsOnlyKeys(AwsOperations.names());
    }

    @Test
    void every_operation_of_every_model_has_a_scale_of_its_own_from_0_to_100() {
        AwsScales scales = new AwsScales(AWS);

        assertScale(scales.compare(), ScoreScale.UNVERSIONED, Operation.COMPARE);
        assertScale(scales.verify("7.0"), "7.0", Operation.VERIFY);
        assertScale(scales.identify("7.0"), "7.0", Operation.IDENTIFY);
        assertScale(scales.duplicate("7.0"), "7.0", Operation.DUPLICATE);
        assertScale(scales.liveness(), ScoreScale.UNVERSIONED, Operation.LIVENESS);
    }

    private static void assertScale(ScoreScale scale, String model, Operation operation) {
        assertThat(scale).isEqualTo(ScoreScale.of(AWS, model, operation, 0, 100));
        assertThat(scale.falseMatchTable()).isEmpty();
    }

    @Test
    void a_list_ends_with_a_page_without_a_token() {
        List<String> items = List.of("ada");

        assertThat(AwsPages.page(items, "more")).isEqualTo(new Page<>(items, "more"));
        assertThat(AwsPages.page(items, "")).isEqualTo(new Page<>(items, null));
        assertThat(AwsPages.page(items, null)).isEqualTo(new Page<>(items, null));
    }
}
