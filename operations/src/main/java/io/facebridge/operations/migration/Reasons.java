package io.facebridge.operations.migration;

import io.facebridge.error.FaceBridgeException;
import io.facebridge.error.FaceNotFoundException;
import io.facebridge.error.InvalidImageException;
import io.facebridge.error.LowQualityException;
import io.facebridge.error.TooManyFacesException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Descriptions of failures in a word or two, which name no person. */
final class Reasons {
    private Reasons() {}

    /** Returns whether an image caused the failure, and not the provider. */
    static boolean isOfAnImage(FaceBridgeException e) {
        return e instanceof InvalidImageException
                || e instanceof FaceNotFoundException
                || e instanceof TooManyFacesException
                || e instanceof LowQualityException;
    }

    static String of(FaceBridgeException e) {
        String name = e.getClass().getSimpleName().replaceFirst("Exception$", "");
        if (e instanceof InvalidImageException invalid) {
            return name + " " + invalid.reason();
        }
        if (e instanceof LowQualityException low) {
            Stream<String> reasons = low.reasons().stream().map(Enum::name);
            Stream<String> service = low.providerError().stream().map(error -> "BY_SERVICE");
            return Stream.concat(Stream.of(name), Stream.concat(reasons, service))
                    .collect(Collectors.joining(" "));
        }
        return name;
    }
}
