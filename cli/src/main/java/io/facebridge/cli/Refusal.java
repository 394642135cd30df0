package io.facebridge.cli;

import io.facebridge.error.FaceBridgeException;
import io.facebridge.error.InvalidImageException;
import io.facebridge.error.LowQualityException;
import java.util.List;

/**
 * Why an image was not enrolled.
 *
 * @param failure the failure in one line
 * @param reasons the reasons, by the enum of the failure's type; empty if the type is sufficient
 * @param byService whether the service itself rejected it, so that no option helps
 */
record Refusal(Failure failure, List<String> reasons, boolean byService) {
    /** The provider does not allow the person's id. */
    static final String INVALID_ID = "InvalidId";
    /** The image is not in a person's folder. */
    static final String WRONG_FOLDER = "WrongFolder";
    /** The person has a folder, and it is empty. */
    static final String NO_PICTURES = "NoPictures";
    /** The person was erased, and the journal has a mark of it. */
    static final String ERASED = "Erased";

    Refusal {
        reasons = List.copyOf(reasons);
    }

    static Refusal of(FaceBridgeException e) {
        boolean byService = e.providerError().isPresent();
        if (e instanceof LowQualityException low) {
            return new Refusal(
                    Failure.of(e), low.reasons().stream().map(Enum::name).toList(), byService);
        }
        if (e instanceof InvalidImageException invalid) {
            return new Refusal(Failure.of(e), List.of(invalid.reason().name()), byService);
        }
        return new Refusal(Failure.of(e), List.of(), byService);
    }

    static Refusal of(String type, String message) {
        return new Refusal(new Failure(type, message, Failure.INPUT), List.of(), false);
    }
}
