package io.facebridge.azure;

import io.facebridge.error.FaceBridgeException;
import io.facebridge.error.ProviderError;
import org.jspecify.annotations.Nullable;

/**
 * Thrown if a gallery cannot be searched because it was changed and not trained since, or was never trained, depending on
 * {@link AzureFaces.Builder#searchOfUntrained}. Nothing was searched. Wait with
 * {@link io.facebridge.gallery.FaceGallery#awaitSearchable}.
 */
public final class GalleryNotTrainedException extends FaceBridgeException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param error the service's own error, or {@code null} if no request was sent
     */
    public GalleryNotTrainedException(@Nullable ProviderError error) {
        super(
                "the gallery is not trained with all that was enrolled and removed; wait with"
                        + " FaceGallery.awaitSearchable, then search again",
                error,
                null);
    }
}
