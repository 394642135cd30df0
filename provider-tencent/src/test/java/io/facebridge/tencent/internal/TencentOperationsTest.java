package io.facebridge.tencent.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.facebridge.error.ImageRole;
import io.facebridge.remote.Pages.Page;
import io.facebridge.remote.RateLimit;
import io.facebridge.remote.RemoteOperation;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TencentOperationsTest {
    private static final RemoteOperation UNKNOWN = new RemoteOperation("Unknown", "images", false);

    @Test
    void what_reads_leaves_nothing_behind_and_what_is_not_known_may() {
        assertThat(TencentOperations.reads(TencentOperations.GET_PERSON_LIST.remote()))
                .isTrue();
        assertThat(TencentOperations.reads(TencentOperations.GET_FACE_ID_RESULT.remote()))
                .isTrue();
        assertThat(TencentOperations.reads(TencentOperations.DELETE_FACE.remote()))
                .isFalse();
        assertThat(TencentOperations.reads(TencentOperations.GET_FACE_ID_TOKEN.remote()))
                .isFalse();
        assertThat(TencentOperations.reads(UNKNOWN)).isFalse();
        assertThat(TencentOperations.imageRole(UNKNOWN)).isEqualTo(ImageRole.UNKNOWN);
    }

    @Test
    void only_what_adds_a_group_a_person_or_a_face_must_not_be_repeated() {
        for (TencentOperation<?, ?> adding : List.of(
                TencentOperations.CREATE_GROUP, TencentOperations.CREATE_PERSON, TencentOperations.CREATE_FACE)) {
            assertThat(adding.remote().idempotent()).isFalse();
        }
        for (TencentOperation<?, ?> deleting : List.of(
                TencentOperations.DELETE_GROUP,
                TencentOperations.DELETE_PERSON,
                TencentOperations.DELETE_PERSON_FROM_GROUP,
                TencentOperations.DELETE_FACE)) {
            assertThat(deleting.remote().idempotent()).isTrue();
        }
        assertThat(TencentOperations.SEARCH_FACES.remote().idempotent()).isTrue();
    }

    @Test
    void quotas_are_fifty_a_second_and_twenty_for_liveness_sessions() {
        Set<String> sessions = Set.of("GetFaceIdTokenIntl", "GetFaceIdResultIntl");

        assertThat(TencentQuotas.defaults())
                .hasSize(26)
                .containsKeys("DetectFace", "CompareMaskFace", "CreatePerson", "DeletePersonFromGroup")
                .allSatisfy((operation, limit) ->
                        assertThat(limit).isEqualTo(RateLimit.perSecond(sessions.contains(operation) ? 20 : 50)));
    }

    @Test
    void a_list_goes_on_where_a_page_ended_until_all_of_it_was_received() {
        List<String> items = List.of("ada");

        assertThat(TencentPages.offset(null)).isZero();
        assertThat(TencentPages.offset(7L)).isEqualTo(7);
        assertThat(TencentPages.page(items, 7, 3, 11)).isEqualTo(new Page<>(items, 10L));
        assertThat(TencentPages.page(items, 7, 3, 10)).isEqualTo(new Page<>(items, null));
        assertThat(TencentPages.page(items, 7, 3, 9)).isEqualTo(new Page<>(items, null));
        assertThat(TencentPages.page(items, 7, 0, 11)).isEqualTo(new Page<>(items, null));
    }
}
