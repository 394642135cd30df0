package io.facebridge.local;

import io.facebridge.FaceGalleries;
import io.facebridge.gallery.GalleryId;
import java.nio.file.Path;

/**
 * Galleries on this machine, which can be exported to and imported from files. Ids of galleries and persons have 1 to 128
 * characters of {@code A-Z a-z 0-9 _ . : @ + = / ~ # -} and are case-sensitive.
 */
public interface LocalGalleries extends FaceGalleries {
    /**
     * Writes a gallery to a file: a line about the whole, one line per person, and a line with the checksum of all before it,
     * as {@code docs/how-to/run-local-galleries.md} describes. The templates in it are <em>not</em> encrypted.
     * Concurrent changes may or may not be in it.
     *
     * @param gallery the gallery
     * @param file is created, readable by its owner only where the system knows owners; not overwritten
     * @param progress is notified person by person
     * @return how many persons were written
     * @throws io.facebridge.error.NotFoundException if the gallery does not exist
     * @throws io.facebridge.error.GalleryStoreException if the file exists already or cannot be written; what was begun is
     *     deleted
     */
    long exportTo(GalleryId gallery, Path file, GalleryProgress progress);

    /**
     * Adds the persons of such a file to a gallery, which is created if it does not exist. The whole file is read and checked
     * before the gallery is created and anything is added: its checksum, its counts, that every id is allowed and comes once,
     * and that every template has the models' number of dimensions and length 1. Memory is needed for one person at a time,
     * and for the ids. Templates that are enrolled already are not added again, so that an interrupted import is completed by
     * another one.
     *
     * @param file the file that {@link #exportTo} has written
     * @param gallery the gallery; may have another name than it had
     * @param progress is notified person by person
     * @return how many persons are in the file
     * @throws io.facebridge.error.IncompatibleScaleException if the file's templates are of another model; nothing was
     *     changed
     * @throws io.facebridge.error.GalleryStoreException if the file is damaged (DAMAGED), of a newer version (UNKNOWN_FORMAT)
     *     or cannot be read, with its name; nothing was changed then. Or if not everything could be added; the effect is
     *     PARTIAL then
     */
    long importFrom(Path file, GalleryId gallery, GalleryProgress progress);
}
