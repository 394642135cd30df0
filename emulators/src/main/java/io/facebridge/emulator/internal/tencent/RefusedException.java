package io.facebridge.emulator.internal.tencent;

import io.facebridge.error.FaceBridgeException;

/** Error response to a rejected request, by its code. The service's words are in Chinese mostly; these are not its own. */
final class RefusedException extends FaceBridgeException {
    private static final long serialVersionUID = 1L;

    /** The error's name on the wire. */
    private final String code;

    RefusedException(String code, String message) {
        super(message, null, null);
        this.code = code;
    }

    String code() {
        return code;
    }

    static RefusedException value(String what, String message) {
        return new RefusedException("InvalidParameterValue." + what, message);
    }

    static RefusedException failed(String what, String message) {
        return new RefusedException("FailedOperation." + what, message);
    }

    static RefusedException parameter(String message) {
        return new RefusedException("InvalidParameter.InvalidParameter", message);
    }

    static RefusedException missing(String name) {
        return new RefusedException("MissingParameter.ErrorParameterEmpty", "The parameter " + name + " is required.");
    }

    static RefusedException noGroup() {
        return value("GroupIdNotExist", "The group does not exist.");
    }

    static RefusedException noPerson() {
        return value("PersonIdNotExist", "The person does not exist.");
    }

    static RefusedException noFace() {
        return value("NoFaceInPhoto", "There is no face in the image.");
    }

    static RefusedException signature(String what, String message) {
        return new RefusedException("AuthFailure." + what, message);
    }
}
