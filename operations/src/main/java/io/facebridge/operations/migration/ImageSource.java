package io.facebridge.operations.migration;

import io.facebridge.gallery.PersonId;
import io.facebridge.image.FaceImage;
import java.util.List;

/**
 * The application's own pictures of its persons. No provider hands pictures or templates back, so that a gallery is moved from
 * here. A folder with a folder for each person is a {@link DirectoryImageSource}.
 */
public interface ImageSource {
    /**
     * Returns the people who have images.
     *
     * @return each once, in any order; evaluated again by every iterator, and iterated more than once
     */
    Iterable<PersonId> persons();

    /**
     * The names of a person's pictures.
     *
     * @param person one of {@link #persons()}
     * @return each once, the best first, alike whenever it is asked; empty if there are none
     */
    List<String> images(PersonId person);

    /**
     * One picture. Is asked when it is needed and not kept.
     *
     * @param person one of {@link #persons()}
     * @param name one of the person's {@link #images}
     * @return the picture
     * @throws io.facebridge.error.InvalidImageException if it cannot be read; the migration goes on without it
     */
    FaceImage read(PersonId person, String name);
}
