package io.facebridge.emulator.internal.aws;

import io.facebridge.error.FaceBridgeException;

/** Error response of the service to a rejected request, in its own words. */
final class RefusedException extends FaceBridgeException {
    private static final long serialVersionUID = 1L;

    /** HTTP status of the answer. */
    private final int status;

    /** The error's name on the wire. */
    private final String code;

    RefusedException(int status, String code, String message) {
        super(message, null, null);
        this.status = status;
        this.code = code;
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    private static RefusedException refused(String code, String message) {
        return new RefusedException(400, code, message);
    }

    /** A member that breaks the model's own constraints. */
    static RefusedException constraint(String path, String shownValue, String constraint) {
        return refused(
                "ValidationException",
                "1 validation error detected: Value " + shownValue + " at '" + path + "' failed to satisfy constraint: "
                        + constraint);
    }

    static RefusedException serialization(String message) {
        return refused("SerializationException", message);
    }

    static RefusedException invalidParameter(String message) {
        return refused("InvalidParameterException", message);
    }

    static RefusedException invalidParameters() {
        return invalidParameter("Request has invalid parameters");
    }

    static RefusedException notFound(String message) {
        return refused("ResourceNotFoundException", message);
    }

    static RefusedException noCollection(String id) {
        return notFound("The collection id: " + id + " does not exist");
    }

    static RefusedException noUser(String id) {
        return notFound("The user id: " + id + " does not exist");
    }

    static RefusedException collectionExists(String id) {
        return refused("ResourceAlreadyExistsException", "The collection id: " + id + " already exists");
    }

    static RefusedException userExists(String id) {
        return refused("ConflictException", "The user id: " + id + " already exists");
    }

    static RefusedException quota(String message) {
        return refused("ServiceQuotaExceededException", message);
    }

    static RefusedException pagination() {
        return refused("InvalidPaginationTokenException", "Request has an invalid pagination token");
    }

    static RefusedException otherParameters() {
        return refused(
                "IdempotentParameterMismatchException",
                "A request with this ClientRequestToken and other parameters was carried out before");
    }

    static RefusedException noSession() {
        return refused("SessionNotFoundException", "Session not found");
    }

    static RefusedException imageFormat() {
        return refused("InvalidImageFormatException", "Request has invalid image format");
    }

    static RefusedException imageTooLarge(String message) {
        return refused("ImageTooLargeException", message);
    }

    static RefusedException noObject() {
        return refused(
                "InvalidS3ObjectException",
                "Unable to get object metadata from S3. Check object key, region and/or access permissions.");
    }

    static RefusedException signature(String message) {
        return refused("InvalidSignatureException", message);
    }

    static RefusedException incompleteSignature(String message) {
        return refused("IncompleteSignatureException", message);
    }

    static RefusedException noSignature() {
        return refused("MissingAuthenticationTokenException", "Missing Authentication Token");
    }

    static RefusedException unknownKey() {
        return refused("UnrecognizedClientException", "The security token included in the request is invalid.");
    }

    static RefusedException unknownOperation() {
        return refused("UnknownOperationException", "The requested operation is not known here");
    }
}
