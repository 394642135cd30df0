package io.facebridge.operations.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.facebridge.gallery.PersonId;
import io.facebridge.liveness.CorrelationIdStore;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PersonDataTest {
    private static final PersonId ADA = new PersonId("ada");

    @Test
    void counts_and_removes_what_is_stored_under_all_ids_of_a_person() {
        Map<String, Long> stored = new HashMap<>(Map.of("account-1", 2L, "account-2", 3L, "account-3", 4L));
        PersonData accounts = PersonData.of(
                        id -> {
                            Long removed = stored.remove(id.value());
                            return removed == null ? 0 : removed;
                        },
                        id -> stored.getOrDefault(id.value(), 0L))
                .subjects(person -> List.of("account-1", "account-2", "account-1"));

        assertThat(accounts.count(ADA)).isEqualTo(5);
        assertThat(accounts.remove(ADA)).isEqualTo(5);
        assertThat(accounts.count(ADA)).isZero();
        assertThat(stored).containsOnlyKeys("account-3");
    }

    @Test
    void counts_and_removes_the_correlation_id_of_a_person() {
        CorrelationIdStore ids =
                CorrelationIdStore.inMemory(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), UUID::randomUUID);
        PersonData data = PersonData.correlationIds(ids);
        ids.idOf("ada");
        ids.idOf("bob");

        assertThat(data.count(ADA)).isEqualTo(1);
        assertThat(data.remove(ADA)).isEqualTo(1);
        assertThat(data.count(ADA)).isZero();
        assertThat(data.count(new PersonId("bob"))).isEqualTo(1);
    }
}
