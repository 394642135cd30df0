package io.facebridge.emulator.internal;

/** How a service words its errors. */
public interface Refusals {
    /** Any error. */
    HttpAnswer error(int status, String code, String message);

    /** Too many requests. */
    HttpAnswer throttled();

    /** The service itself has failed. */
    HttpAnswer internalError();
}
