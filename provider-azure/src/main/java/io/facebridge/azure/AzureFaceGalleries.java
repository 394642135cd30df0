package io.facebridge.azure;

import io.facebridge.FaceGalleries;
import io.facebridge.gallery.FaceGallery;
import io.facebridge.gallery.GalleryId;

/** Galleries, each with a recognition model of its own. Thread-safe. */
public interface AzureFaceGalleries extends FaceGalleries {
    /**
     * Creates a gallery with a recognition model, which it keeps. Scores of two models are not comparable. Blocks until the
     * service has responded.
     *
     * @param id the id of the gallery
     * @param recognitionModel the model, for example {@link AzureRates#RECOGNITION_03}
     * @return the new gallery, which is empty
     * @throws io.facebridge.error.AlreadyExistsException if a gallery of this id exists
     * @throws io.facebridge.error.RequestRefusedException if the service does not offer the model
     * @throws IllegalArgumentException if the service does not allow the id
     * @throws IllegalArgumentException if the name of the model is malformed
     */
    FaceGallery create(GalleryId id, String recognitionModel);
}
