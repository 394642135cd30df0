package io.facebridge.cli;

import io.facebridge.error.AlreadyExistsException;
import io.facebridge.error.Effect;
import io.facebridge.error.FaceBridgeException;
import io.facebridge.error.FaceNotFoundException;
import io.facebridge.error.IncompatibleScaleException;
import io.facebridge.error.InsufficientDataException;
import io.facebridge.error.InvalidCalibrationException;
import io.facebridge.error.InvalidImageException;
import io.facebridge.error.InvalidScoresException;
import io.facebridge.error.LowQualityException;
import io.facebridge.error.NotFoundException;
import io.facebridge.error.TooManyFacesException;
import io.facebridge.error.UncalibratedException;
import io.facebridge.error.UnsupportedCapabilityException;
import io.facebridge.internal.TextFile;
import java.io.IOException;

/**
 * A failure as reported to scripts and people.
 *
 * @param type a stable name
 * @param message one or more sentences
 * @param exitCode the program's exit code if it ends because of this
 * @param effect what may be left behind at a service
 */
record Failure(String type, String message, int exitCode, Effect effect) {
    /** The exit code if the command line is wrong. */
    static final int USAGE = 2;
    /** The exit code if an image is unusable. */
    static final int INPUT = 3;
    /** The exit code of failures of the provider, its models, the disk, and of unexpected ones. */
    static final int PROVIDER = 4;

    /** Creates a failure. Its message contains no Java names. */
    Failure {
        message = CommandLineTerms.in(message);
    }

    /** Creates a failure without any effect at a service. */
    Failure(String type, String message, int exitCode) {
        this(type, message, exitCode, Effect.NONE);
    }

    static Failure of(Throwable thrown) {
        if (thrown instanceof CommandFailedException failed) {
            return failed.failure();
        }
        if (thrown instanceof FaceBridgeException e) {
            return new Failure(type(e), message(e) + remedy(e), exitCode(e), e.effect());
        }
        if (thrown instanceof OutOfMemoryError) {
            return new Failure(
                    "OutOfMemory", "The Java heap is too small; run Java with a larger heap (-Xmx)", PROVIDER);
        }
        return new Failure(
                "Internal",
                "unexpected failure (" + thrown.getClass().getSimpleName() + ")" + detail(thrown),
                PROVIDER);
    }

    /** Creates the failure of a text file that cannot be read. */
    static Failure unreadable(Object file, IOException e) {
        return new Failure(
                "Input",
                TextFile.encodingComplaint(e)
                        .orElse(file + " cannot be read; check that it may be read, or name another file"),
                USAGE);
    }

    /**
     * Creates the exception for an image that does not fit in the heap, so that the other images of the same command can still
     * be processed.
     */
    static InvalidImageException noRoom(OutOfMemoryError cause) {
        return new InvalidImageException(
                InvalidImageException.Reason.TOO_MANY_PIXELS,
                "The Java heap has no room for the image; shrink it, or run Java with a" + " larger heap (-Xmx)",
                null,
                cause);
    }

    /** Returns whether other images of the same command can still be processed. */
    static boolean isOfOnePicture(FaceBridgeException e) {
        return exitCode(e) == INPUT;
    }

    /** Returns the failure without the name of its file, for a line that begins with the name. */
    Failure withoutName(String file) {
        return new Failure(type, ImageFiles.withoutName(file, message), exitCode, effect);
    }

    /** Returns the message as a sentence in one line without control characters, and what is known of the effect. */
    String line() {
        return Text.sentence(message)
                + switch (effect) {
                    case NONE -> "";
                    case UNKNOWN -> " The operation may have taken effect; check before you repeat it.";
                    case PARTIAL -> " A part of the operation took effect.";
                };
    }

    private static String type(FaceBridgeException e) {
        return type(e.getClass().getSimpleName());
    }

    /** Returns the type for the simple name of an exception's class. */
    static String type(String exception) {
        return exception.endsWith("Exception")
                ? exception.substring(0, exception.length() - "Exception".length())
                : exception;
    }

    private static String message(Exception e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    /** Returns a remedy that the libraries do not have. */
    private static String remedy(FaceBridgeException e) {
        return e instanceof UnsupportedCapabilityException && !message(e).contains(";")
                ? "; \"facebridge capabilities\" lists what each provider offers"
                : "";
    }

    private static String detail(Throwable thrown) {
        return thrown.getMessage() == null ? "" : ": " + thrown.getMessage();
    }

    private static int exitCode(FaceBridgeException e) {
        if (e instanceof InvalidImageException
                || e instanceof FaceNotFoundException
                || e instanceof TooManyFacesException
                || e instanceof LowQualityException) {
            return INPUT;
        }
        if (e instanceof UncalibratedException
                || e instanceof IncompatibleScaleException
                || e instanceof UnsupportedCapabilityException
                || e instanceof NotFoundException
                || e instanceof AlreadyExistsException
                || e instanceof InvalidCalibrationException
                || e instanceof InvalidScoresException
                || e instanceof InsufficientDataException) {
            return USAGE;
        }
        return PROVIDER;
    }
}
