package io.facebridge.azure;

import io.facebridge.error.FaceBridgeException;
import io.facebridge.error.ProviderError;
import org.jspecify.annotations.Nullable;

/**
 * A gallery was to be searched that was changed and not trained since, or never trained. Thrown if
 * {@link AzureFaces.Builder#searchOfUntrained} was set so, and nothing was searched. Wait with
 * {@link io.facebridge.gallery.FaceGallery#awaitSearchable}.
 */
public final class GalleryNotTrainedException extends FaceBridgeException {
    private static final long serialVersionUID = 1L;

    /**
     * Says so.
     *
     * @param error the service's own words, or {@code null} if it was not asked
     */
    public GalleryNotTrainedException(@Nullable ProviderError error) {
        super(
                "the gallery is not trained with all that was enrolled and removed; wait with"
                        + " FaceGallery.awaitSearchable, then search again",
                error,
                null);
    }
}
