package io.facebridge.cli;

import io.facebridge.error.FaceBridgeException;
import io.facebridge.error.InvalidImageException;
import io.facebridge.image.FaceImage;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the images of a command; a bad one does not stop the others. */
final class ImageFiles {
    private ImageFiles() {}

    static FaceImage read(String file) {
        Path path;
        try {
            path = Path.of(file);
        } catch (InvalidPathException e) {
            throw new InvalidImageException(
                    InvalidImageException.Reason.NOT_READABLE,
                    "The file name cannot be read in this locale; run with a UTF-8 locale,"
                            + " for example LC_ALL=C.UTF-8.",
                    null,
                    e);
        }
        return FaceImage.of(path);
    }

    /** As {@link #read}; the file's name is in the message, for commands that take more than one image. */
    static FaceImage readOrName(String file) {
        try {
            return read(file);
        } catch (InvalidImageException e) {
            throw new InvalidImageException(
                    e.reason(),
                    file + ": " + withoutName(file, String.valueOf(e.getMessage())),
                    e.providerError().orElse(null),
                    e);
        }
    }

    /** Returns a message without the name of the file, which is written before it. */
    static String withoutName(String file, String message) {
        try {
            String named = "the file " + Path.of(file) + " ";
            return message.startsWith(named) ? "the file " + message.substring(named.length()) : message;
        } catch (InvalidPathException e) {
            return message;
        }
    }

    static <T> List<Answer<T>> applyToAll(
            ProviderOptions options, List<String> files, Function<FaceImage, T> question) {
        List<Answer<T>> answers = new ArrayList<>();
        try (Progress progress = options.progress(ProgressUnit.IMAGES)) {
            for (String file : files) {
                progress.at(answers.size(), files.size());
                answers.add(apply(file, question));
            }
            progress.at(answers.size(), files.size());
        }
        return answers;
    }

    private static <T> Answer<T> apply(String file, Function<FaceImage, T> question) {
        try {
            FaceImage image = read(file);
            return new Answer<>(file, new Found<>(image, question.apply(image)), null);
        } catch (FaceBridgeException e) {
            if (Failure.isOfOnePicture(e)) {
                return new Answer<>(file, null, Refusal.of(e));
            }
            throw e;
        } catch (OutOfMemoryError e) {
            return new Answer<>(file, null, Refusal.of(Failure.noRoom(e)));
        }
    }

    /** Returns the exit code of a command with these results. */
    static int exitCode(List<? extends Answer<?>> answers) {
        return answers.stream()
                .map(Answer::failure)
                .mapToInt(failure -> failure == null ? 0 : failure.exitCode())
                .max()
                .orElse(0);
    }

    /** Prints one line for each image without a result; of several, also their number by reason. */
    static void complain(ProviderOptions options, List<? extends Answer<?>> answers, RefusalSummary summary) {
        for (Answer<?> answer : answers) {
            Refusal refusal = answer.refusal();
            if (refusal != null) {
                summary.add(refusal);
                complain(options, answer.file(), refusal.failure());
            }
        }
        sum(options, summary);
    }

    /** Prints one line for an image without a result. */
    static void complain(ProviderOptions options, String file, Failure failure) {
        String line = failure.withoutName(file).line();
        options.err()
                .println(Text.oneLine(file) + ": " + options.terminal().err().error(line));
    }

    /** Prints the number of several images without a result by reason. */
    static void sum(ProviderOptions options, RefusalSummary summary) {
        if (summary.count() > 1 && !options.terminal().isQuiet()) {
            options.err().println(summary.count() + " images failed:");
            summary.lines(options.terminal()).forEach(options.err()::println);
        }
    }

    /** An image, and what was found in it. */
    record Found<T>(FaceImage image, T value) {}

    /** The result of one image: something found, or a failure. */
    record Answer<T>(
            String file, @Nullable Found<T> found, @Nullable Refusal refusal) {
        @Nullable
        Failure failure() {
            return refusal == null ? null : refusal.failure();
        }
    }
}
