package io.facebridge.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.facebridge.FaceProvider;
import io.facebridge.FaceProviders;
import io.facebridge.emulator.AwsEmulator;
import io.facebridge.emulator.AzureEmulator;
import io.facebridge.emulator.TencentEmulator;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
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
        description = "Runs an emulator of a service on the loopback interface, for clients in any" + " language.",
        subcommands = {EmulateCommand.Aws.class, EmulateCommand.Tencent.class, EmulateCommand.Azure.class})
final class EmulateCommand {
    /** {@code facebridge emulate aws}. */
    @Command(
            name = "aws",
            description = "Emulates Amazon Rekognition's face operations with the local provider, until"
                    + " interrupted. Keeps all data in memory only.")
    static final class Aws extends SignedService {
        @Option(
                names = "--user-updating-for",
                paramLabel = "TIME",
                description = "Time for which a user stays UPDATING after its faces change, for example 30s; a"
                        + " disassociated face cannot be deleted before. Default: 100ms.")
        private @Nullable String userUpdatingFor;

        @Override
        Running start(FaceProvider faces, int port) {
            AwsEmulator.Builder builder = AwsEmulator.backedBy(faces)
                    .credentials(accessKey(), secretKey())
                    .port(port);
            if (userUpdatingFor != null) {
                builder.userUpdatingFor(Times.duration(
                        "--user-updating-for",
                        userUpdatingFor,
                        text -> new ParameterException(command().commandLine(), text)));
            }
            String region = region();
            AwsEmulator emulator = (region == null ? builder : builder.region(region)).start();
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
            description = "Emulates Tencent Cloud Face Recognition with the local provider, until"
                    + " interrupted. Keeps all data in memory only.")
    static final class Tencent extends SignedService {
        @Override
        Running start(FaceProvider faces, int port) {
            TencentEmulator.Builder builder = TencentEmulator.backedBy(faces)
                    .credentials(accessKey(), secretKey())
                    .port(port);
            String region = region();
            TencentEmulator emulator = (region == null ? builder : builder.region(region)).start();
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

    /** {@code facebridge emulate azure}. */
    @Command(
            name = "azure",
            description = "Emulates Azure AI Face with the local provider, until interrupted. Serves HTTPS"
                    + " with a self-signed certificate, which clients must trust. Keeps all other data"
                    + " in memory only.")
    static final class Azure extends Service {
        @Option(
                names = "--certificate",
                paramLabel = "FILE",
                description = "File for the certificate, in PEM; an existing file is replaced. Default: a"
                        + " temporary file, deleted at the end.")
        private @Nullable Path certificate;

        private String written = "";

        @Override
        Running start(FaceProvider faces, int port) {
            AzureEmulator emulator =
                    AzureEmulator.backedBy(faces).key(secretKey()).port(port).start();
            try {
                Path file = write(emulator.certificatePem());
                written = file.toString();
                return new Running(emulator.endpoint(), () -> {
                    emulator.close();
                    if (certificate == null) {
                        delete(file);
                    }
                });
            } catch (RuntimeException e) {
                emulator.close();
                throw e;
            }
        }

        private Path write(String pem) {
            try {
                Path file = certificate;
                if (file == null) {
                    file = Files.createTempFile("facebridge-emulator-", ".pem");
                    file.toFile().deleteOnExit(); // a terminated process does not come to the end
                }
                return Files.writeString(file.toAbsolutePath(), pem);
            } catch (IOException e) {
                throw new CommandFailedException(
                        "Certificate",
                        "the certificate cannot be written to "
                                + (certificate == null ? "the folder of temporary files" : certificate)
                                + "; name another file with --certificate.",
                        e);
            }
        }

        private static void delete(Path file) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        void describe(PrintWriter out, URI endpoint) {
            out.println("certificate  " + Text.oneLine(written));
            out.println("use it       with the key in AZURE_FACE_KEY, for example");
            out.println("             facebridge gallery list --provider azure --endpoint " + endpoint
                    + " --set certificate=" + Text.oneLine(written));
        }

        @Override
        void describe(JsonGenerator json) throws IOException {
            json.writeStringField("certificate", written);
        }

        @Override
        String endpointLabel() {
            return "endpoint     ";
        }
    }

    /**
     * A running emulator.
     *
     * @param endpoint its address
     * @param stop stops it
     */
    private record Running(URI endpoint, Runnable stop) implements AutoCloseable {
        @Override
        public void close() {
            stop.run();
        }
    }

    /** The common part of the emulators whose clients sign their requests. */
    abstract static class SignedService extends Service {
        @Option(
                names = "--test-access-key",
                paramLabel = "TEXT",
                required = true,
                description = "Access key id (Tencent: secret id) that clients sign with: any made-up text, never a"
                        + " real one.")
        private String accessKey = "";

        @Option(
                names = "--region",
                paramLabel = "REGION",
                description = OptionText.REGION + " Accepts only requests for it. Default: any.")
        private @Nullable String region;

        String accessKey() {
            return accessKey;
        }

        /** Returns the only accepted region, or {@code null} for any. */
        @Nullable
        String region() {
            return region;
        }

        /** Returns the names of the environment variables of the two keys. */
        abstract String keys();

        /** Returns a region for an example. */
        abstract String anyRegion();

        @Override
        void describe(PrintWriter out, URI endpoint) {
            out.println("region    " + (region == null ? "any" : Text.oneLine(region)));
            out.println("use it    with the two keys in " + keys() + ", for example");
            out.println("          facebridge gallery list --provider "
                    + command().name() + " --region " + (region == null ? anyRegion() : Text.oneLine(region))
                    + " --endpoint " + endpoint);
        }

        @Override
        void describe(JsonGenerator json) throws IOException {
            Json.text(json, "region", region);
        }
    }

    /** The common part of the emulators. */
    abstract static class Service implements Callable<Integer> {
        private static final int MAX_PORT = 65_535;

        @Spec
        private @Nullable CommandSpec spec;

        @Option(
                names = "--test-secret-key",
                paramLabel = "TEXT",
                required = true,
                description = "Secret key that clients sign with or send: any made-up text, never a real key,"
                        + " because other users of this machine can read the command line.")
        private String secretKey = "";

        @Option(names = "--port", paramLabel = "N", description = "Port on 127.0.0.1. Default: 0, any free port.")
        private int port;

        @Option(names = "--models", paramLabel = "DIR", description = OptionText.MODELS)
        private @Nullable String models;

        @Option(
                names = "--until-eof",
                description =
                        "Also end when standard input ends, as when the program that started this one" + " has ended.")
        private boolean untilEof;

        @Option(names = "--json", description = OptionText.JSON)
        private boolean json;

        @Override
        public Integer call() throws IOException {
            boolean interrupted;
            try (FaceProvider faces = FaceProviders.open("local", models());
                    Running emulator = start(faces)) {
                interrupted = announce(emulator.endpoint()) && awaitEnd();
            }
            if (interrupted) { // only now, because the server cannot be stopped by a thread that is
                Thread.currentThread().interrupt();
            }
            return 0;
        }

        String secretKey() {
            return secretKey;
        }

        private Map<String, String> models() {
            String folder = models == null
                    ? Configuration.of(command()).text(ConfigurationKey.MODELS).orElse(null)
                    : models;
            return folder == null ? Map.of() : Map.of("models", folder);
        }

        abstract Running start(FaceProvider faces, int port);

        /** Prints what a client needs besides the endpoint. */
        abstract void describe(PrintWriter out, URI endpoint);

        /** Writes the same as members of the JSON result. */
        abstract void describe(JsonGenerator json) throws IOException;

        /** As wide as the other labels. */
        String endpointLabel() {
            return "endpoint  ";
        }

        private Running start(FaceProvider faces) {
            if (port < 0 || port > MAX_PORT) {
                throw new ParameterException(
                        command().commandLine(), "--port must be in [0, " + MAX_PORT + "] but was " + port);
            }
            try {
                return start(faces, port);
            } catch (IllegalArgumentException e) {
                throw new ParameterException(command().commandLine(), Objects.toString(e.getMessage(), e.toString()));
            } catch (RuntimeException e) {
                if (isOfThePort(e)) {
                    throw new CommandFailedException(
                            "Port", "port " + port + " is in use; choose another port, or 0 for any free one.", e);
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

        /** Returns whether the endpoint is written; otherwise no client could find it. */
        private boolean announce(URI endpoint) {
            PrintWriter out = command().commandLine().getOut();
            if (json) {
                out.println(Json.document(generator -> {
                    generator.writeStartObject();
                    generator.writeStringField("endpoint", endpoint.toString());
                    describe(generator);
                    generator.writeEndObject();
                }));
            } else {
                out.println(endpointLabel() + endpoint);
                describe(out, endpoint);
            }
            return !out.checkError();
        }

        /** Waits for the end; returns whether it was an interruption of the thread. */
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

        CommandSpec command() {
            return Objects.requireNonNull(spec, "spec");
        }
    }
}
