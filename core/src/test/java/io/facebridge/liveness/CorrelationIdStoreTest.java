package io.facebridge.liveness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.facebridge.error.NotFoundException;
import io.facebridge.liveness.CorrelationIdStore.Rotation;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CorrelationIdStoreTest {
    private static final Instant NOW = Instant.parse("2026-11-25T08:00:00Z");
    private static final UUID FIRST = UUID.fromString("00000000-0000-4000-8000-000000000001");
    private static final UUID SECOND = UUID.fromString("00000000-0000-4000-8000-000000000002");
    private static final UUID THIRD = UUID.fromString("00000000-0000-4000-8000-000000000003");

    private final Deque<UUID> random = new ArrayDeque<>(List.of(FIRST, SECOND, THIRD));
    private final CorrelationIdStore ids =
            CorrelationIdStore.inMemory(Clock.fixed(NOW, ZoneOffset.UTC), random::remove);

    @Test
    void a_subject_has_one_id_and_no_other_subject_has_it() {
        assertThat(ids.find("ada")).isEmpty();

        assertThat(ids.idOf("ada")).isEqualTo(FIRST);
        assertThat(ids.idOf("bob")).isEqualTo(SECOND);
        assertThat(ids.idOf("ada")).isEqualTo(FIRST);
        assertThat(ids.find("ada")).contains(FIRST);
        assertThat(ids.rotations("ada")).isEmpty();
    }

    @Test
    void a_rotation_gives_another_id_and_is_kept_with_who_decided_it_and_why() {
        var unused = ids.idOf("ada");

        assertThat(ids.rotate("ada", "reviewer-3", "locked out by a twin")).isEqualTo(SECOND);

        assertThat(ids.idOf("ada")).isEqualTo(SECOND);
        assertThat(ids.rotations("ada"))
                .containsExactly(new Rotation("ada", "reviewer-3", "locked out by a twin", NOW, FIRST, SECOND));
        assertThat(ids.rotations("bob")).isEmpty();
    }

    @Test
    void a_subject_that_is_unknown_is_not_rotated() {
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> ids.rotate("ada", "reviewer-3", "locked out"))
                .satisfies(thrown -> assertThat(thrown.kind()).isEqualTo(NotFoundException.Kind.PERSON));
        assertThat(ids.find("ada")).isEmpty();
    }

    @Test
    void a_rotation_without_a_reason_changes_nothing() {
        var unused = ids.idOf("ada");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ids.rotate("ada", "reviewer-3", " "))
                .withMessageContaining("reason");
        assertThat(ids.find("ada")).contains(FIRST);
        assertThat(ids.rotations("ada")).isEmpty();
    }

    @Test
    void removing_a_subject_removes_its_id_and_its_rotations_and_no_others() {
        var ada = ids.idOf("ada");
        var bob = ids.idOf("bob");
        var rotated = ids.rotate("bob", "reviewer-3", "locked out");
        assertThat(List.of(ada, bob, rotated)).doesNotHaveDuplicates();

        ids.remove("ada");
        ids.remove("unknown");
        assertThat(ids.find("ada")).isEmpty();
        assertThat(ids.find("bob")).contains(THIRD);
        assertThat(ids.rotations("bob")).hasSize(1);

        ids.remove("bob");
        assertThat(ids.find("bob")).isEmpty();
        assertThat(ids.rotations("bob")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void a_blank_subject_is_refused(String blank) {
        assertThatIllegalArgumentException().isThrownBy(() -> ids.idOf(blank)).withMessageContaining("subject");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ids.rotate(blank, "reviewer-3", "locked out"))
                .withMessageContaining("subject");
    }

    @Test
    void an_id_that_was_made_of_a_time_is_refused() {
        random.addFirst(UUID.fromString("2c5ea4c0-4067-11e9-8bad-9b1deb4d3b7d"));

        assertThatIllegalArgumentException().isThrownBy(() -> ids.idOf("ada")).withMessageContaining("version was 1");
        assertThat(ids.find("ada")).isEmpty();
    }

    @Test
    void a_rotation_needs_whom_who_and_why_and_shows_none_of_them() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Rotation(" ", "reviewer-3", "locked out", NOW, FIRST, SECOND))
                .withMessageContaining("subject");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Rotation("ada", "", "locked out", NOW, FIRST, SECOND))
                .withMessageContaining("reviewer");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Rotation("ada", "reviewer-3", "", NOW, FIRST, SECOND))
                .withMessageContaining("reason");
        assertThat(new Rotation("ada", "reviewer-3", "locked out", NOW, FIRST, SECOND))
                .hasToString("Rotation[2026-11-25T08:00:00Z]");
        assertThat(ids).hasToString("CorrelationIdStore[in memory]");
    }
}
