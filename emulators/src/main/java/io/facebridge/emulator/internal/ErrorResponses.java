package io.facebridge.emulator.internal;

/** Creates the error responses of a service. */
public interface ErrorResponses {
    /** Returns an error with any code. */
    EmulatedResponse error(int status, String code, String message);

    /** Returns the error for too many requests. */
    EmulatedResponse throttled();

    /** Returns the error for too many requests, with 429 whatever the service's own status. */
    default EmulatedResponse tooManyRequests() {
        return error(429, "TooManyRequestsException", "Too Many Requests");
    }

    /** Returns the maximum size of a request's body, in bytes. */
    int maxBytes();

    /** Returns the error for a request with a larger body. */
    EmulatedResponse tooLarge();

    /** Returns an internal error of the service. */
    EmulatedResponse internalError();
}
