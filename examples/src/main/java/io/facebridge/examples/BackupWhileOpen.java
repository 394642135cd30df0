package io.facebridge.examples;

import io.facebridge.FaceGalleries;
import io.facebridge.examples.support.Photographs;
import io.facebridge.gallery.EnrollRequest;
import io.facebridge.gallery.FaceGallery;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.image.FaceImage;
import io.facebridge.local.LocalFaces;
import io.facebridge.local.LocalTemplateStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Copies the store of an application's galleries while it is open. The copy is an ordinary store with the state of that moment.
 */
public final class BackupWhileOpen {
    private static final GalleryId STAFF = GalleryId.portable("staff");

    private BackupWhileOpen() {}

    /**
     * Prints the persons of the store, and of the copy that was made between two enrollments.
     *
     * @param args a folder for both, which has neither yet; unless given, one for temporary files
     * @throws IOException if a folder for temporary files cannot be made
     */
    @SuppressWarnings("SystemOut")
    public static void main(String[] args) throws IOException {
        Path folder = args.length > 0 ? Path.of(args[0]) : Files.createTempDirectory("facebridge-backup");
        Path backup = folder.resolve("backup");
        try (LocalTemplateStore store =
                        LocalTemplateStore.in(folder.resolve("galleries")).open();
                LocalFaces local = LocalFaces.builder().store(store).build()) {
            FaceGallery staff = local.require(FaceGalleries.class).create(STAFF);
            staff.enroll(EnrollRequest.of(
                    PersonId.portable("ada"), FaceImage.of(Photographs.portrait("sample1.jpg", 1375, 100, 400, 450))));
            store.backup(backup);
            staff.enroll(EnrollRequest.of(
                    PersonId.portable("bob"), FaceImage.of(Photographs.portrait("sample2.jpg", 1380, 60, 330, 430))));
            print("the store", store);
        }
        try (LocalTemplateStore copy = LocalTemplateStore.in(backup).open()) {
            print("the copy", copy);
        }
    }

    @SuppressWarnings("SystemOut")
    private static void print(String name, LocalTemplateStore store) {
        store.persons(STAFF).forEach(person -> System.out.println(name + " has " + person.value()));
    }
}
