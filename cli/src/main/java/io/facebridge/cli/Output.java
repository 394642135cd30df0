package io.facebridge.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Standard output or standard error; keeps the first failure to write, of which a {@code PrintWriter} only keeps that there was one. */
final class Output extends PrintWriter {
    private final Recorder recorder;

    private Output(Recorder recorder) {
        super(recorder, false);
        this.recorder = recorder;
    }

    /** Returns a writer of a stream of this process: JSON is UTF-8 everywhere, text is in the encoding of the console. */
    static Output of(FileDescriptor descriptor, boolean json) {
        FileOutputStream stream = new FileOutputStream(descriptor);
        return json
                ? new Output(new Recorder(new OutputStreamWriter(stream, StandardCharsets.UTF_8), false))
                : to(new OutputStreamWriter(stream, encoding(descriptor == FileDescriptor.err ? "stderr" : "stdout")));
    }

    /** Returns a writer of text that passes each line on when it ends. */
    static Output to(Writer writer) {
        return new Output(new Recorder(writer, true));
    }

    /** The platform's default may be another; Java 17 sets its own property, of a terminal only. */
    private static Charset encoding(String stream) {
        String name = System.getProperty(stream + ".encoding", System.getProperty("sun." + stream + ".encoding", ""));
        return !name.isEmpty() && Charset.isSupported(name) ? Charset.forName(name) : Charset.defaultCharset();
    }

    /**
     * Returns the failure to write the output of a command; empty if all is written, or if the reader of a pipe has closed it, because
     * it requires no more.
     *
     * @param exitCode the exit code of the command
     */
    static Optional<Failure> failure(PrintWriter out, int exitCode) {
        if (!out.checkError()) {
            return Optional.empty();
        }
        IOException cause = out instanceof Output output ? output.recorder.failure : null;
        String reason = cause == null || cause.getMessage() == null ? "" : cause.getMessage();
        if (reason.toLowerCase(Locale.ROOT)
                .contains("pipe")) { // the system's words: "Broken pipe", "The pipe is being closed"
            return Optional.empty();
        }
        return Optional.of(new Failure(
                "Output",
                "the output cannot be written" + (reason.isEmpty() ? "" : " (" + reason + ")")
                        + (exitCode == 0 ? ", but the command ran to its end" : "")
                        + "; make room, or redirect the output to a file that can be written",
                Failure.PROVIDER));
    }

    /** Passes characters on, and keeps the first failure. */
    private static final class Recorder extends Writer {
        private final Writer to;
        private final boolean byLine;
        private @Nullable IOException failure;

        Recorder(Writer to, boolean byLine) {
            this.to = to;
            this.byLine = byLine;
        }

        private interface Step {
            void run() throws IOException;
        }

        private void keep(Step step) throws IOException {
            try {
                step.run();
            } catch (IOException e) {
                if (failure == null) {
                    failure = e;
                }
                throw e;
            }
        }

        @Override
        public void write(char[] characters, int offset, int length) throws IOException {
            keep(() -> {
                to.write(characters, offset, length);
                if (byLine && new String(characters, offset, length).indexOf('\n') >= 0) {
                    to.flush();
                }
            });
        }

        @Override
        public void flush() throws IOException {
            keep(to::flush);
        }

        @Override
        public void close() throws IOException {
            keep(to::close);
        }
    }
}
