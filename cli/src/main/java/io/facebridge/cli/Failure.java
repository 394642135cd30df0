package io.facebridge.cli;

import io.facebridge.FaceBridgeException;
import io.facebridge.FaceNotFoundException;
import io.facebridge.IncompatibleScaleException;
import io.facebridge.InvalidImageException;
import io.facebridge.TooManyFacesException;
import io.facebridge.UncalibratedException;
import io.facebridge.UnsupportedCapabilityException;

/**
 * Something that went wrong, as a script and a person are told about it.
 *
 * @param type a stable name
 * @param message one or more sentences
 * @param exitCode the program's exit code if it ends because of this
 */
record Failure(String type, String message, int exitCode) {
    /** The command line has to change. */
    static final int USAGE = 2;
    /** A picture has to change. */
    static final int INPUT = 3;
    /** The provider, its models, the disk, or anything unexpected. */
    static final int PROVIDER = 4;

    static Failure of(Throwable thrown) {
        if (thrown instanceof CommandFailedException failed) {
            return failed.failure();
        }
        if (thrown instanceof FaceBridgeException e) {
            return new Failure(type(e), message(e), exitCode(e));
        }
        return new Failure("Internal", "unexpected " + thrown.getClass().getSimpleName() + detail(thrown), PROVIDER);
    }

    /** Whether another picture of the same call may still be answered. */
    static boolean isOfOnePicture(FaceBridgeException e) {
        return exitCode(e) == INPUT;
    }

    /** The message in one line that a terminal shows as it is. */
    String line() {
        return Text.oneLine(message);
    }

    private static String type(FaceBridgeException e) {
        String name = e.getClass().getSimpleName();
        return name.endsWith("Exception") ? name.substring(0, name.length() - "Exception".length()) : name;
    }

    private static String message(Exception e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private static String detail(Throwable thrown) {
        return thrown.getMessage() == null ? "" : ": " + thrown.getMessage();
    }

    private static int exitCode(FaceBridgeException e) {
        if (e instanceof InvalidImageException
                || e instanceof FaceNotFoundException
                || e instanceof TooManyFacesException) {
            return INPUT;
        }
        if (e instanceof UncalibratedException
                || e instanceof IncompatibleScaleException
                || e instanceof UnsupportedCapabilityException) {
            return USAGE;
        }
        return PROVIDER;
    }
}
