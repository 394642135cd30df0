package io.facebridge.operations.migration;

import io.facebridge.gallery.PersonId;
import io.facebridge.image.FaceImage;
import java.util.List;

/**
 * The application's own images of the people to be migrated. It is needed because no provider returns images or templates of
 * enrolled people. {@link DirectoryImageSource} reads a directory with a directory for each person. The methods are called on the
 * thread of the migration.
 */
public interface ImageSource {
    /**
     * Returns the people who have images.
     *
     * @return each once, in any order; evaluated again by every iterator, and iterated more than once
     */
    Iterable<PersonId> persons();

    /**
     * Returns the names of a person's images.
     *
     * @param person one of {@link #persons()}
     * @return each once, the best first, in the same order in every call; empty if there are none
     */
    List<String> images(PersonId person);

    /**
     * Reads one image. Called when the image is needed; the result is not kept.
     *
     * @param person one of {@link #persons()}
     * @param name one of the person's {@link #images}
     * @return the image
     * @throws io.facebridge.error.InvalidImageException if the image cannot be read; the migration continues without it
     */
    FaceImage read(PersonId person, String name);
}
