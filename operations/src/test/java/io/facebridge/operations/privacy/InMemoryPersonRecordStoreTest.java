package io.facebridge.operations.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.facebridge.gallery.Consent;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.provider.ProviderId;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class InMemoryPersonRecordStoreTest {
    private static final ProviderId ONE = new ProviderId("one");
    private static final ProviderId TWO = new ProviderId("two");
    private static final GalleryId STAFF = new GalleryId("staff");
    private static final GalleryId GUESTS = new GalleryId("guests");
    private static final Consent CONSENT =
            new Consent("entry", "1", Instant.EPOCH, Instant.parse("2100-01-01T00:00:00Z"));

    private final PersonRecordStore records = PersonRecordStore.inMemory();

    private static PersonRecord record(ProviderId provider, GalleryId gallery, String person) {
        return new PersonRecord(provider, gallery, new PersonId(person), CONSENT, Instant.EPOCH);
    }

    @Test
    void lists_the_records_of_one_gallery_of_one_provider_by_person() {
        records.save(record(ONE, STAFF, "bob"));
        records.save(record(ONE, STAFF, "ada"));
        records.save(record(ONE, GUESTS, "carol"));
        records.save(record(TWO, STAFF, "dora"));

        assertThat(records.list(ONE, STAFF)).containsExactly(record(ONE, STAFF, "ada"), record(ONE, STAFF, "bob"));
        assertThat(records.list(TWO, GUESTS)).isEmpty();
    }

    @Test
    void lists_the_records_of_a_person_everywhere() {
        records.save(record(ONE, STAFF, "ada"));
        records.save(record(TWO, GUESTS, "ada"));
        records.save(record(ONE, STAFF, "bob"));

        assertThat(records.list(new PersonId("ada")))
                .containsExactlyInAnyOrder(record(ONE, STAFF, "ada"), record(TWO, GUESTS, "ada"));
    }
}
