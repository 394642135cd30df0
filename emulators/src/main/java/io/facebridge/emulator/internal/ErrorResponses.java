package io.facebridge.emulator.internal;

/** How a service words its errors. */
public interface ErrorResponses {
    /** Any error. */
    EmulatedResponse error(int status, String code, String message);

    /** Too many requests. */
    EmulatedResponse throttled();

    /** Too many requests, with 429 whatever the service's own way is. */
    default EmulatedResponse tooManyRequests() {
        return error(429, "TooManyRequestsException", "Too Many Requests");
    }

    /** How many bytes the body of a request may have. */
    int mostBytes();

    /** A request whose body has more. */
    EmulatedResponse tooLarge();

    /** The service itself has failed. */
    EmulatedResponse internalError();
}
