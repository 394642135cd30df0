package io.facebridge.operations.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.facebridge.gallery.Consent;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.liveness.LivenessSessionId;
import io.facebridge.operations.privacy.PersonRecord;
import io.facebridge.operations.review.ReviewCase;
import io.facebridge.operations.store.SqliteFile;
import io.facebridge.operations.store.StoreException;
import io.facebridge.provider.ProviderId;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JdbcStoresTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final LivenessSessionId SESSION = new LivenessSessionId("session-17");

    @TempDir
    private Path folder;

    @Test
    void two_stores_of_a_kind_share_what_they_store() {
        JdbcStores stores = JdbcStores.over(SqliteFile.create(folder)).withClock(CLOCK);
        ReviewCase reviewCase = ReviewCase.builder(UUID.randomUUID(), NOW, "ada", ReviewCase.Why.REVIEW)
                .build();
        PersonRecord record = new PersonRecord(
                new ProviderId("local"),
                new GalleryId("staff"),
                new PersonId("ada"),
                new Consent("entry", "1", NOW, NOW.plusSeconds(60)),
                NOW);

        stores.reviews().add(reviewCase);
        stores.personRecords().save(record);
        UUID id = stores.correlationIds().idOf("ada");
        assertThat(stores.attempts().replace("ada", 0, List.of(), NOW.plusSeconds(60)))
                .isTrue();
        assertThat(stores.redemptions().putIfAbsent(SESSION, NOW.plusSeconds(60)))
                .isTrue();

        JdbcStores others = JdbcStores.over(SqliteFile.open(folder)).withClock(CLOCK);
        assertThat(others.reviews().find(reviewCase.id())).isPresent();
        assertThat(others.personRecords().list(record.person())).containsExactly(record);
        assertThat(others.correlationIds().idOf("ada")).isEqualTo(id);
        assertThat(others.attempts().find("ada").version()).isPositive();
        assertThat(others.redemptions().putIfAbsent(SESSION, NOW.plusSeconds(60)))
                .isFalse();
    }

    @Test
    void the_clock_is_the_one_that_was_set() {
        JdbcStores stores = JdbcStores.over(SqliteFile.create(folder));

        // A record that may be forgotten already is never made.
        assertThat(stores.withClock(CLOCK).redemptions().putIfAbsent(SESSION, NOW))
                .isFalse();
        assertThat(stores.withClock(Clock.offset(CLOCK, Duration.ofSeconds(-1)))
                        .redemptions()
                        .putIfAbsent(SESSION, NOW))
                .isTrue();
    }

    @Test
    void new_correlation_ids_come_from_the_source_that_was_set_and_are_random_ones() {
        JdbcStores stores = JdbcStores.over(SqliteFile.create(folder));
        UUID made = UUID.fromString("00000000-0000-4000-8000-000000000001");
        UUID ofAName = UUID.nameUUIDFromBytes(new byte[] {1});

        assertThat(stores.correlationIds(() -> made).idOf("ada")).isEqualTo(made);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> stores.correlationIds(() -> ofAName).idOf("bob"))
                .withMessageContaining("version 4");
    }

    @Test
    void without_the_tables_every_store_says_what_to_do() {
        DataSource empty = SqliteFile.open(folder);
        JdbcStores stores = JdbcStores.over(empty);

        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> stores.attempts().find("ada"),
                () -> stores.redemptions().putIfAbsent(SESSION, Instant.MAX),
                () -> stores.correlationIds().find("ada"),
                () -> stores.reviews().listOpen(0, 1),
                () -> stores.personRecords().unfinishedErasures())) {
            assertThatExceptionOfType(StoreException.class).isThrownBy(call).withMessageContaining("JdbcTables");
        }
    }

    @Test
    void prints_nothing_of_the_database() {
        assertThat(JdbcStores.over(SqliteFile.open(folder))).hasToString("JdbcStores[in a database]");
    }
}
