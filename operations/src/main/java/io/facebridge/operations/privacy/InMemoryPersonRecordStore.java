package io.facebridge.operations.privacy;

import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.provider.ProviderId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

final class InMemoryPersonRecordStore implements PersonRecordStore {
    private final Map<Key, PersonRecord> records = new ConcurrentHashMap<>();
    private final Map<UUID, ErasureReceipt> erasures = new ConcurrentHashMap<>();

    private record Key(ProviderId provider, GalleryId gallery, PersonId person) {}

    @Override
    public void save(PersonRecord record) {
        records.put(new Key(record.provider(), record.gallery(), record.person()), record);
    }

    @Override
    public Optional<PersonRecord> find(ProviderId provider, GalleryId gallery, PersonId person) {
        return Optional.ofNullable(records.get(new Key(provider, gallery, person)));
    }

    @Override
    public List<PersonRecord> list(ProviderId provider, GalleryId gallery) {
        return records.values().stream()
                .filter(record ->
                        record.provider().equals(provider) && record.gallery().equals(gallery))
                .sorted(Comparator.comparing(record -> record.person().value()))
                .toList();
    }

    @Override
    public List<PersonRecord> list(PersonId person) {
        return records.values().stream()
                .filter(record -> record.person().equals(person))
                .toList();
    }

    @Override
    public void remove(ProviderId provider, GalleryId gallery, PersonId person) {
        records.remove(new Key(provider, gallery, person));
    }

    @Override
    public void save(ErasureReceipt receipt) {
        erasures.put(receipt.id(), receipt);
    }

    @Override
    public Optional<ErasureReceipt> findErasure(UUID id) {
        return Optional.ofNullable(erasures.get(id));
    }

    @Override
    public List<ErasureReceipt> unfinishedErasures() {
        return erasures.values().stream()
                .filter(receipt -> !receipt.complete())
                .sorted(Comparator.comparing(ErasureReceipt::startedAt))
                .toList();
    }

    @Override
    public boolean removeErasure(UUID id) {
        return erasures.remove(id) != null;
    }

    @Override
    public String toString() {
        return "PersonRecordStore[in memory]";
    }
}
