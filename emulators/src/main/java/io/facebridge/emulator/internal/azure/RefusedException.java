package io.facebridge.emulator.internal.azure;

import io.facebridge.error.FaceBridgeException;
import org.jspecify.annotations.Nullable;

/** Error response to a rejected request, by its status and code. The messages are not the service's own. */
final class RefusedException extends FaceBridgeException {
    private static final long serialVersionUID = 1L;

    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    private final int status;

    /** The error's name on the wire. */
    private final String code;

    /** The name of the error within; null if there is none. */
    private final @Nullable String inner;

    private RefusedException(int status, String code, @Nullable String inner, String message) {
        super(message, null, null);
        this.status = status;
        this.code = code;
        this.inner = inner;
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    @Nullable
    String inner() {
        return inner;
    }

    static RefusedException badRequest(String code, String message) {
        return new RefusedException(BAD_REQUEST, code, null, message);
    }

    static RefusedException argument(String message) {
        return badRequest("BadArgument", message);
    }

    /** A body that is no JSON, or none that the operation takes. */
    static RefusedException body() {
        return argument("The request's body is not what the operation takes.");
    }

    static RefusedException image(String message) {
        return badRequest("InvalidImage", message);
    }

    static RefusedException imageSize(String message) {
        return badRequest("InvalidImageSize", message);
    }

    static RefusedException unauthorized() {
        return new RefusedException(UNAUTHORIZED, "401", null, "The key or token is missing or wrong.");
    }

    /** The service nests this one. */
    static RefusedException unsupported(int status, String message) {
        return new RefusedException(status, "InvalidRequest", "UnsupportedFeature", message);
    }

    static RefusedException retired() {
        return unsupported(FORBIDDEN, "The attribute is not offered any more.");
    }

    static RefusedException quota(String message) {
        return new RefusedException(FORBIDDEN, "QuotaExceeded", null, message);
    }

    static RefusedException notFound(String code, String message) {
        return new RefusedException(NOT_FOUND, code, null, message);
    }

    static RefusedException noResource() {
        return notFound("404", "There is no such resource.");
    }

    static RefusedException conflict(String code, String message) {
        return new RefusedException(CONFLICT, code, null, message);
    }

    static RefusedException mediaType() {
        return new RefusedException(
                415, "UnsupportedMediaType", null, "The content type is not one of the operation's.");
    }

    static RefusedException underTraining() {
        return conflict("LargePersonGroupTrainingNotFinished", "The large person group is under training.");
    }

    static RefusedException noPerson() {
        return notFound("PersonNotFound", "The person is not found.");
    }

    static RefusedException incompatible() {
        return argument("'recognitionModel' is incompatible.");
    }
}
