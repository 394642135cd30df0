package io.facebridge.cli;

import io.facebridge.FaceProvider;
import io.facebridge.FaceProviders;
import io.facebridge.emulator.RekognitionEmulator;
import io.facebridge.emulator.TencentFaceEmulator;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.net.BindException;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code facebridge emulate}. */
@Command(
        name = "emulate",
        description = "Runs an emulator of a service for clients in any language, on the loopback interface.",
        subcommands = {EmulateCommand.Aws.class, EmulateCommand.Tencent.class})
final class EmulateCommand {
    /** {@code facebridge emulate aws}. */
    @Command(
            name = "aws",
            description = "Emulates Amazon Rekognition's face operations, with the local provider behind, until it is"
                    + " interrupted. Everything is kept in memory only.")
    static final class Aws extends Service {
        @Option(
                names = "--access-key",
                paramLabel = "TEXT",
                required = true,
                description =
                        "The access key id that clients sign with: any text, made up for the test. Never a real one.")
        private String accessKey = "";

        @Override
        Running start(FaceProvider faces, Settings settings) {
            RekognitionEmulator.Builder builder = RekognitionEmulator.backedBy(faces)
                    .credentials(accessKey, settings.secretKey())
                    .port(settings.port());
            String region = settings.region();
            RekognitionEmulator emulator = (region == null ? builder : builder.region(region)).start();
            return new Running(emulator.endpoint(), emulator::close);
        }

        @Override
        String keys() {
            return "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY";
        }

        @Override
        String anyRegion() {
            return "eu-west-1";
        }
    }

    /** {@code facebridge emulate tencent}. */
    @Command(
            name = "tencent",
            description = "Emulates Tencent Cloud Face Recognition, with the local provider behind, until it is"
                    + " interrupted. Everything is kept in memory only.")
    static final class Tencent extends Service {
        @Option(
                names = "--secret-id",
                paramLabel = "TEXT",
                required = true,
                description = "The secret id that clients sign with: any text, made up for the test. Never a real one.")
        private String secretId = "";

        @Override
        Running start(FaceProvider faces, Settings settings) {
            TencentFaceEmulator.Builder builder = TencentFaceEmulator.backedBy(faces)
                    .credentials(secretId, settings.secretKey())
                    .port(settings.port());
            String region = settings.region();
            TencentFaceEmulator emulator = (region == null ? builder : builder.region(region)).start();
            return new Running(emulator.endpoint(), emulator::close);
        }

        @Override
        String keys() {
            return "TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY";
        }

        @Override
        String anyRegion() {
            return "ap-singapore";
        }
    }

    /**
     * How the emulator is started.
     *
     * @param secretKey that clients sign with
     * @param port of the loopback interface
     * @param region the only one, or {@code null} for any
     */
    private record Settings(
            String secretKey, int port, @Nullable String region) {
        @Override
        public String toString() {
            return "Settings[" + port + "]";
        }
    }

    /**
     * An emulator that runs.
     *
     * @param endpoint where
     * @param stop ends it
     */
    private record Running(URI endpoint, Runnable stop) implements AutoCloseable {
        @Override
        public void close() {
            stop.run();
        }
    }

    /** What the emulators have in common. */
    abstract static class Service implements Callable<Integer> {
        @Spec
        private @Nullable CommandSpec spec;

        @Option(
                names = "--port",
                paramLabel = "N",
                description = "The port on 127.0.0.1. Default: 0, which is any free one.")
        private int port;

        @Option(
                names = "--secret-key",
                paramLabel = "TEXT",
                required = true,
                description = "The secret key that clients sign with: any text, made up for the test. Never a real one,"
                        + " because others on this machine can see a command line.")
        private String secretKey = "";

        @Option(
                names = "--region",
                paramLabel = "REGION",
                description = "Accept only requests for this region. Default: any.")
        private @Nullable String region;

        @Option(
                names = "--models",
                paramLabel = "DIR",
                description = "The folder of the local provider's model files, if they are not those in the program.")
        private @Nullable String models;

        @Option(
                names = "--until-eof",
                description = "Also end when standard input ends, as it does when the program that started this one is"
                        + " gone.")
        private boolean untilEof;

        @Option(names = "--json", description = "Answer, and complain, in JSON.")
        private boolean json;

        @Override
        public Integer call() throws IOException {
            boolean interrupted;
            try (FaceProvider faces =
                            FaceProviders.open("local", models == null ? Map.of() : Map.of("models", models));
                    Running emulator = start(faces)) {
                announce(emulator.endpoint());
                interrupted = awaitEnd();
            }
            if (interrupted) { // only now, because the server cannot be stopped by a thread that is
                Thread.currentThread().interrupt();
            }
            return 0;
        }

        abstract Running start(FaceProvider faces, Settings settings);

        /** The names of the environment's variables for the two keys. */
        abstract String keys();

        /** A region for an example. */
        abstract String anyRegion();

        private Running start(FaceProvider faces) {
            try {
                return start(faces, new Settings(secretKey, port, region));
            } catch (IllegalArgumentException e) {
                throw new ParameterException(command().commandLine(), Objects.toString(e.getMessage(), e.toString()));
            } catch (RuntimeException e) {
                if (isOfThePort(e)) {
                    throw new CommandFailedException(
                            "Port", "port " + port + " cannot be had; choose another, or 0 for any free one.", e);
                }
                throw e;
            }
        }

        private static boolean isOfThePort(Throwable e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof BindException) {
                    return true;
                }
            }
            return false;
        }

        private void announce(URI endpoint) {
            PrintWriter out = command().commandLine().getOut();
            if (json) {
                out.println(Json.document(generator -> {
                    generator.writeStartObject();
                    generator.writeStringField("endpoint", endpoint.toString());
                    Json.text(generator, "region", region);
                    generator.writeEndObject();
                }));
            } else {
                out.println("endpoint  " + endpoint);
                out.println("region    " + (region == null ? "any" : Text.oneLine(region)));
                out.println("use it    with the two keys in " + keys() + ", for example");
                out.println("          facebridge gallery list --provider "
                        + command().name() + " --region " + (region == null ? anyRegion() : Text.oneLine(region))
                        + " --endpoint " + endpoint);
            }
            out.flush();
        }

        /** Whether it was an interruption of the thread. */
        private boolean awaitEnd() throws IOException {
            if (untilEof) {
                System.in.transferTo(OutputStream.nullOutputStream());
                return false;
            }
            try {
                new CountDownLatch(1).await();
                return false;
            } catch (InterruptedException e) {
                return true;
            }
        }

        private CommandSpec command() {
            return Objects.requireNonNull(spec, "spec");
        }
    }
}
