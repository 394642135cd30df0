package io.facebridge.cli;

import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.internal.DiskFailure;
import io.facebridge.internal.OwnerOnly;
import io.facebridge.internal.TextFile;
import io.facebridge.operations.privacy.ErasureReceipt;
import io.facebridge.operations.privacy.PersonRecord;
import io.facebridge.operations.privacy.PersonRecordStore;
import io.facebridge.provider.ProviderId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** A folder with a file for each receipt, written before the first request and after each step, so that it survives a kill. */
final class ReceiptFolder implements PersonRecordStore {
    private static final String END = ".json";

    private final Path folder;
    private final PersonRecordStore records = PersonRecordStore.inMemory();

    private ReceiptFolder(Path folder) {
        this.folder = folder;
    }

    /** Opens a folder; creates it if it does not exist. */
    static ReceiptFolder open(Path folder) {
        try {
            OwnerOnly.createFolders(folder.toAbsolutePath());
            return new ReceiptFolder(folder);
        } catch (IOException e) {
            throw failed(folder, "written", e);
        }
    }

    @Override
    public void save(ErasureReceipt receipt) {
        Path file = folder.resolve(receipt.id() + END);
        try {
            OwnerOnly.replace(file, receipt.toJson().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw failed(file, "written", e);
        }
    }

    @Override
    public Optional<ErasureReceipt> findErasure(UUID id) {
        Path file = folder.resolve(id + END);
        return Files.exists(file) ? Optional.of(read(file)) : Optional.empty();
    }

    @Override
    public List<ErasureReceipt> unfinishedErasures() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(END))
                    .map(ReceiptFolder::read)
                    .filter(receipt -> !receipt.complete())
                    .sorted(Comparator.comparing(ErasureReceipt::startedAt))
                    .toList();
        } catch (IOException e) {
            throw failed(folder, "read", e);
        }
    }

    private static ErasureReceipt read(Path file) {
        try {
            return ErasureReceipt.parse(TextFile.read(file));
        } catch (IllegalArgumentException e) {
            throw new CommandFailedException(new Failure(
                    "Input",
                    file + " is not a receipt of an erasure, or is damaged; move it out of the folder of receipts",
                    Failure.USAGE));
        } catch (IOException e) {
            throw failed(file, "read", e);
        }
    }

    private static CommandFailedException failed(Path file, String done, IOException e) {
        return new CommandFailedException(
                "Output",
                file + " cannot be " + done + ": " + DiskFailure.of(e, file).words() + ".",
                e);
    }

    @Override
    public boolean removeErasure(UUID id) {
        Path file = folder.resolve(id + END);
        try {
            return Files.deleteIfExists(file);
        } catch (IOException e) {
            throw failed(file, "deleted", e);
        }
    }

    @Override
    public void save(PersonRecord record) {
        records.save(record);
    }

    @Override
    public Optional<PersonRecord> find(ProviderId provider, GalleryId gallery, PersonId person) {
        return records.find(provider, gallery, person);
    }

    @Override
    public List<PersonRecord> list(ProviderId provider, GalleryId gallery) {
        return records.list(provider, gallery);
    }

    @Override
    public List<PersonRecord> list(PersonId person) {
        return records.list(person);
    }

    @Override
    public void remove(ProviderId provider, GalleryId gallery, PersonId person) {
        records.remove(provider, gallery, person);
    }
}
