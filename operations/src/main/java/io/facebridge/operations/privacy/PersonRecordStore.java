package io.facebridge.operations.privacy;

import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.provider.ProviderId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Stores the records of enrolled people, with their consents, and the receipts of erasures. A value is durable, as far as the
 * store is, when {@code save} returns. {@link io.facebridge.operations.jdbc.JdbcStores#personRecords} stores them in a
 * database. Methods throw a {@link io.facebridge.error.FaceBridgeException} if the store fails. Thread-safe.
 */
public interface PersonRecordStore {
    /**
     * Saves a record. Replaces the record of the same person in the same gallery.
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
     * Returns the records of a gallery.
     *
     * @param provider the provider of the gallery
     * @param gallery the gallery
     * @return in the order of the person ids; empty if there are none
     */
    List<PersonRecord> list(ProviderId provider, GalleryId gallery);

    /**
     * Returns the records of a person in every gallery of every provider, including galleries that no longer exist.
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
     * Saves the receipt of an erasure. Replaces the receipt of the same id.
     *
     * @param receipt the receipt
     */
    void save(ErasureReceipt receipt);

    /**
     * Returns the receipt of an erasure.
     *
     * @param id the id of the receipt
     * @return the receipt as it was last saved; empty if there is none
     */
    Optional<ErasureReceipt> findErasure(UUID id);

    /**
     * Returns the receipts of erasures that are not {@link ErasureReceipt#complete complete}.
     *
     * @return oldest first; empty if there are none
     */
    List<ErasureReceipt> unfinishedErasures();

    /**
     * Removes a receipt, which contains the person's id. Call it when the application no longer needs the receipt as evidence. An
     * erasure that is not complete is then no longer among {@link #unfinishedErasures}.
     *
     * @param id the id of the receipt
     * @return whether the receipt existed
     */
    boolean removeErasure(UUID id);

    /**
     * Creates a store in the memory of this process, for tests and for galleries that exist as long as the process.
     *
     * @return a new, empty store
     */
    static PersonRecordStore inMemory() {
        return new InMemoryPersonRecordStore();
    }
}
