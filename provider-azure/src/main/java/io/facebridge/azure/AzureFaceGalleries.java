package io.facebridge.azure;

import io.facebridge.FaceGalleries;
import io.facebridge.gallery.FaceGallery;
import io.facebridge.gallery.GalleryId;

/** Galleries, each with a recognition model of its own. Thread-safe. */
public interface AzureFaceGalleries extends FaceGalleries {
    /**
     * Creates a gallery with a recognition model, which it keeps. Scores of two models have nothing to do with each other.
     *
     * @param id its name
     * @param recognitionModel for example {@link AzureRates#RECOGNITION_03}
     * @return the new gallery, empty
     * @throws io.facebridge.error.AlreadyExistsException if there is one of that name
     * @throws io.facebridge.error.RequestRefusedException if the service does not have the model
     * @throws IllegalArgumentException if the service does not allow the name, or the model's is none
     */
    FaceGallery create(GalleryId id, String recognitionModel);
}
