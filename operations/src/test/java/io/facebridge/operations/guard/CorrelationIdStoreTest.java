package io.facebridge.operations.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.facebridge.error.NotFoundException;
import io.facebridge.liveness.CorrelationIdStore;
import io.facebridge.liveness.CorrelationIdStore.Rotation;
import io.facebridge.operations.jdbc.JdbcStores;
import io.facebridge.operations.store.AtOnce;
import io.facebridge.operations.store.SqliteFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CorrelationIdStoreTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    @TempDir
    private Path folder;

    private enum Kept {
        IN_MEMORY,
        IN_A_DATABASE
    }

    @ParameterizedTest
    @EnumSource(Kept.class)
    void a_subject_has_one_random_id(Kept kept) {
        CorrelationIdStore ids = ids(kept);
        UUID ada = ids.idOf("ada");

        assertThat(ada.version()).isEqualTo(4);
        assertThat(ids.idOf("ada")).isEqualTo(ada);
        assertThat(ids.idOf("bob")).isNotEqualTo(ada);
        assertThat(ids.rotations("ada")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Kept.class)
    void a_subject_that_is_a_uuid_gets_another_one(Kept kept) {
        UUID subject = UUID.randomUUID();

        assertThat(ids(kept).idOf(subject.toString())).isNotEqualTo(subject);
    }

    @ParameterizedTest
    @EnumSource(Kept.class)
    void a_rotation_is_recorded_with_who_when_and_why(Kept kept) {
        CorrelationIdStore ids = ids(kept);
        UUID first = ids.idOf("ada");
        UUID second = ids.rotate("ada", "grace", "looked at the films: a new phone");
        UUID third = ids.rotate("ada", "grace", "again");

        assertThat(ids.idOf("ada")).isEqualTo(third);
        assertThat(ids.rotations("ada"))
                .containsExactlyInAnyOrder(
                        new Rotation("ada", "grace", "looked at the films: a new phone", NOW, first, second),
                        new Rotation("ada", "grace", "again", NOW, second, third));
        assertThat(ids.rotations("bob")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Kept.class)
    void an_id_is_rotated_by_somebody_for_a_reason_and_only_if_it_is_there(Kept kept) {
        CorrelationIdStore ids = ids(kept);
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> ids.rotate("ada", "grace", "why not"))
                .satisfies(thrown -> assertThat(thrown.kind()).isEqualTo(NotFoundException.Kind.PERSON));
        UUID id = ids.idOf("ada");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ids.rotate("ada", " ", "why not"))
                .withMessageContaining("reviewer");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ids.rotate("ada", "grace", ""))
                .withMessageContaining("reason");
        assertThatIllegalArgumentException().isThrownBy(() -> ids.idOf(" "));
        assertThat(ids.idOf("ada")).isEqualTo(id);
    }

    @ParameterizedTest
    @EnumSource(Kept.class)
    void a_subject_that_is_removed_has_neither_its_id_nor_its_rotations(Kept kept) {
        CorrelationIdStore ids = ids(kept);
        UUID old = ids.idOf("ada");
        UUID rotated = ids.rotate("ada", "grace", "a reason");
        UUID bob = ids.idOf("bob");
        ids.rotate("bob", "grace", "a reason");
        ids.remove("ada");
        ids.remove("unknown");

        assertThat(ids.rotations("ada")).isEmpty();
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> ids.rotate("ada", "grace", "a reason"));
        assertThat(ids.idOf("ada")).isNotIn(old, rotated);
        assertThat(ids.idOf("bob")).isNotEqualTo(bob);
        assertThat(ids.rotations("bob")).hasSize(1);
    }

    @Test
    void ids_that_are_made_of_something_are_refused() {
        CorrelationIdStore ids = CorrelationIdStore.inMemory(
                CLOCK, () -> UUID.nameUUIDFromBytes("ada".getBytes(StandardCharsets.UTF_8)));

        assertThatIllegalArgumentException().isThrownBy(() -> ids.idOf("ada")).withMessageContaining("version 4");
    }

    @Test
    void an_id_survives_a_restart() {
        UUID before = inDatabase(SqliteFile.create(folder)).idOf("ada");

        assertThat(inDatabase(SqliteFile.open(folder)).idOf("ada")).isEqualTo(before);
    }

    @Test
    void two_instances_that_ask_at_once_get_the_same_id() throws Exception {
        SqliteFile.create(folder);
        List<Callable<UUID>> questions = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            CorrelationIdStore instance = inDatabase(SqliteFile.open(folder));
            questions.add(() -> instance.idOf("ada"));
        }

        assertThat(AtOnce.ask(questions))
                .hasSize(10)
                .containsOnly(inDatabase(SqliteFile.open(folder)).idOf("ada"));
    }

    @Test
    void rotations_at_once_are_a_chain_without_a_gap() throws Exception {
        UUID first = inDatabase(SqliteFile.create(folder)).idOf("ada");
        List<Callable<UUID>> questions = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            CorrelationIdStore instance = inDatabase(SqliteFile.open(folder));
            questions.add(() -> instance.rotate("ada", "grace", "a test"));
        }
        List<UUID> rotated = AtOnce.ask(questions);
        CorrelationIdStore ids = inDatabase(SqliteFile.open(folder));
        List<UUID> old = ids.rotations("ada").stream().map(Rotation::oldId).toList();

        assertThat(rotated).doesNotHaveDuplicates().contains(ids.idOf("ada"));
        assertThat(old).hasSize(5).doesNotHaveDuplicates().contains(first).doesNotContain(ids.idOf("ada"));
    }

    @Test
    void shows_no_subject() {
        CorrelationIdStore ids = ids(Kept.IN_MEMORY);
        ids.idOf("ada");
        ids.rotate("ada", "grace", "a reason");

        assertThat(ids.toString() + ids.rotations("ada")).doesNotContain("ada", "grace");
    }

    private CorrelationIdStore ids(Kept kept) {
        return kept == Kept.IN_MEMORY
                ? CorrelationIdStore.inMemory(CLOCK, UUID::randomUUID)
                : inDatabase(SqliteFile.create(folder));
    }

    private static CorrelationIdStore inDatabase(DataSource database) {
        return JdbcStores.over(database).withClock(CLOCK).correlationIds();
    }
}
