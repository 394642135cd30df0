package io.facebridge.emulator.internal;

/** How a service words its errors. */
public interface Refusals {
    /** Any error. */
    HttpAnswer error(int status, String code, String message);

    /** Too many requests. */
    HttpAnswer throttled();

    /** Too many requests, with 429 whatever the service's own way is. */
    default HttpAnswer tooManyRequests() {
        return error(429, "TooManyRequestsException", "Too Many Requests");
    }

    /** How many bytes the body of a request may have. */
    int mostBytes();

    /** A request whose body has more. */
    HttpAnswer tooLarge();

    /** The service itself has failed. */
    HttpAnswer internalError();
}
