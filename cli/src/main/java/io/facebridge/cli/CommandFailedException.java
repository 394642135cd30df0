package io.facebridge.cli;

/** Ends a command with a failure of the program itself, not of a library. */
final class CommandFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    CommandFailedException(String type, String message, Throwable cause) {
        super(message, cause);
        failure = new Failure(type, message, Failure.PROVIDER);
    }

    CommandFailedException(String type, String message) {
        super(message);
        failure = new Failure(type, message, Failure.PROVIDER);
    }

    CommandFailedException(Failure failure) {
        super(failure.message());
        this.failure = failure;
    }

    Failure failure() {
        return failure;
    }
}
