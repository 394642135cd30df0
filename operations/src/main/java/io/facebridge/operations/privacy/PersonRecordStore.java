package io.facebridge.operations.privacy;

import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.provider.ProviderId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The store of what belongs to galleries and is not a face: consents, times of enrollment, and erasures that were begun.
 * Thread-safe. A saved value is stored when the call returns. {@link io.facebridge.operations.jdbc.JdbcStores#personRecords}
 * stores it in a database.
 */
public interface PersonRecordStore {
    /**
     * Keeps a record in the place of the one before.
     *
     * @param record the record
     */
    void save(PersonRecord record);

    /**
     * Returns the record of a person.
     *
     * @param provider the provider of the gallery
     * @param gallery the gallery
     * @param person the person
     * @return empty if there is no record
     */
    Optional<PersonRecord> find(ProviderId provider, GalleryId gallery, PersonId person);

    /**
     * The records of a gallery.
     *
     * @param provider whose gallery it is
     * @param gallery where
     * @return in the order of the persons' ids
     */
    List<PersonRecord> list(ProviderId provider, GalleryId gallery);

    /**
     * The records of a person in every gallery of every provider, also in those that are no longer there.
     *
     * @param person the person, by exactly this id
     * @return in no particular order; empty if there are none; unmodifiable
     */
    List<PersonRecord> list(PersonId person);

    /**
     * Removes the record of a person. Does nothing if there is no record.
     *
     * @param provider the provider of the gallery
     * @param gallery the gallery
     * @param person the person
     */
    void remove(ProviderId provider, GalleryId gallery, PersonId person);

    /**
     * Keeps how far an erasure is, in the place of what was kept before.
     *
     * @param receipt how far
     */
    void save(ErasureReceipt receipt);

    /**
     * The receipt of an erasure.
     *
     * @param id of the receipt
     * @return as it was kept last; empty if there is none
     */
    Optional<ErasureReceipt> findErasure(UUID id);

    /**
     * The erasures that are not {@link ErasureReceipt#complete complete}.
     *
     * @return the oldest first
     */
    List<ErasureReceipt> unfinishedErasures();

    /**
     * Removes a receipt, which names the person, once the application need not show it any more. An erasure that is not complete is
     * then no longer among {@link #unfinishedErasures}.
     *
     * @param id of the receipt
     * @return whether there was one
     */
    boolean removeErasure(UUID id);

    /**
     * For tests, and for galleries that live as long as the process.
     *
     * @return empty
     */
    static PersonRecordStore inMemory() {
        return new InMemoryPersonRecordStore();
    }
}
