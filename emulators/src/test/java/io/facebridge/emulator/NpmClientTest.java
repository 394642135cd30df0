package io.facebridge.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.facebridge.emulator.AzureLivenessScript.Decision;
import io.facebridge.image.FaceImage;
import io.facebridge.local.LocalFaces;
import io.facebridge.testkit.PaintedFaces;
import io.facebridge.testkit.TestImages;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client of the vendor that others wrote, of another language, gets along with the emulator. */
@Tag("models")
@Tag("slow")
class NpmClientTest {
    private static final Path SOURCE = Path.of("src/test/npm");
    private static final Path WORK = Path.of("target/npm");
    private static final boolean IS_WINDOWS = File.separatorChar == '\\';

    @TempDir
    private Path images;

    @Test
    void the_vendors_javascript_client_enrolls_searches_reads_a_session_and_knows_the_errors() throws Exception {
        fetch();
        TestImages photographs = TestImages.ofTheBuild();
        FaceImage reference = FaceImage.of(PaintedFaces.portrait(1, 1));
        List<String> lines;
        try (LocalFaces faces = LocalFaces.create();
                AwsEmulator emulator = AwsEmulator.backedBy(faces)
                        .credentials(Aws.ACCESS_KEY, Aws.SECRET_KEY)
                        .start()) {
            emulator.liveness().newSessionsComplete(96.5, reference);
            lines = run(
                    Map.of(
                            "ENDPOINT",
                            emulator.endpoint().toString(),
                            "ACCESS_KEY",
                            Aws.ACCESS_KEY,
                            "SECRET_KEY",
                            Aws.SECRET_KEY,
                            "ENROLLED",
                            file("enrolled", photographs.portrait()),
                            "PROBE",
                            file("probe", photographs.samePerson()),
                            "OTHER",
                            file("other", photographs.otherPerson())),
                    "node",
                    "rekognition.mjs");
        }

        assertThat(lines)
                .containsExactly(
                        "created: 200",
                        "associated ann: 1 UPDATING",
                        "associated bob: 1 UPDATING",
                        "users: ann",
                        "faces: ann",
                        "session: SUCCEEDED 96.5 " + reference.sizeInBytes(),
                        "missing collection: ResourceNotFoundException 400",
                        "bad signature: InvalidSignatureException 400",
                        "6 MiB: ValidationException 400");
    }

    @Test
    void tencents_javascript_client_enrolls_verifies_searches_and_knows_the_codes() throws Exception {
        fetch();
        TestImages photographs = TestImages.ofTheBuild();
        List<String> lines;
        try (LocalFaces faces = LocalFaces.create();
                TencentEmulator emulator = TencentEmulator.backedBy(faces)
                        .credentials("AKIDEXAMPLE", "secret-key-of-tests")
                        .region("ap-singapore")
                        .start()) {
            lines = run(
                    Map.of(
                            "ENDPOINT",
                            emulator.endpoint().toString(),
                            "SECRET_ID",
                            "AKIDEXAMPLE",
                            "SECRET_KEY",
                            "secret-key-of-tests",
                            "ENROLLED",
                            file("enrolled", photographs.portrait()),
                            "AGAIN",
                            file("again", photographs.portrait()),
                            "PROBE",
                            file("probe", photographs.samePerson()),
                            "OTHER",
                            file("other", photographs.otherPerson()),
                            "WITHOUT_FACE",
                            file("without-face", photographs.withoutFace())),
                    "node",
                    "tencent.mjs");
        }

        assertThat(lines)
                .containsExactly(
                        "created: 3.0",
                        "person: true true",
                        "added: 1 of codes 0 -1101",
                        "verified: ann true, bob false",
                        "persons: ann",
                        "faces: ann",
                        "missing group: InvalidParameterValue.GroupIdNotExist",
                        "bad signature: AuthFailure.SignatureFailure",
                        "no face: InvalidParameterValue.NoFaceInPhoto");
    }

    @Test
    void azures_javascript_client_enrolls_trains_identifies_reads_sessions_and_knows_the_codes() throws Exception {
        fetch();
        TestImages photographs = TestImages.ofTheBuild();
        List<String> lines;
        try (LocalFaces faces = LocalFaces.create();
                AzureEmulator emulator =
                        AzureEmulator.backedBy(faces).key(Azure.KEY).start()) {
            emulator.liveness().newSessionsDecide(Decision.REALFACE, photographs.samePerson());
            Path certificate = Files.writeString(images.resolve("certificate.pem"), emulator.certificatePem());
            lines = run(
                    Map.of(
                            "NODE_EXTRA_CA_CERTS",
                            certificate.toString(),
                            "ENDPOINT",
                            emulator.endpoint().toString(),
                            "KEY",
                            Azure.KEY,
                            "ENROLLED",
                            file("enrolled", photographs.portrait()),
                            "PROBE",
                            file("probe", photographs.samePerson()),
                            "OTHER",
                            file("other", photographs.otherPerson())),
                    "node",
                    "azure.mjs");
        }

        assertThat(lines)
                .containsExactly(
                        "detected: 1 high true",
                        "created: 200",
                        "enrolled: true",
                        "not trained: 400 LargePersonGroupNotTrained",
                        "trained: 202 succeeded",
                        "identified: ann",
                        "verified as bob: false",
                        "session: NotStarted, then Succeeded realface",
                        "session with a picture: realface true",
                        "deleted: 204, then 404 SessionNotFound",
                        "missing face: 404 FaceNotFound",
                        "bad key: 401 401");
    }

    /** With npm, once for each lockfile. */
    private static void fetch() throws Exception {
        Files.createDirectories(WORK);
        Path fetched = WORK.resolve("fetched");
        Path lock = SOURCE.resolve("package-lock.json");
        for (String name :
                List.of(".npmrc", "package.json", "package-lock.json", "rekognition.mjs", "tencent.mjs", "azure.mjs")) {
            Files.copy(SOURCE.resolve(name), WORK.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
        if (!Files.exists(fetched) || Files.mismatch(fetched, lock) >= 0) {
            run(Map.of(), IS_WINDOWS ? "npm.cmd" : "npm", "ci", "--ignore-scripts");
            Files.copy(lock, fetched, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private String file(String name, FaceImage image) throws IOException {
        return Files.write(images.resolve(name), image.toByteArray()).toString();
    }

    /** The lines a program prints; what it complains about goes to the file {@code errors}. */
    private static List<String> run(Map<String, String> environment, String... command) throws Exception {
        Path output = WORK.resolve("output");
        Path errors = WORK.resolve("errors");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(WORK.toFile())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            assertThat(process.waitFor(3, TimeUnit.MINUTES))
                    .as(String.join(" ", command))
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).as(Files.readString(errors)).isZero();
        return Files.readAllLines(output);
    }
}
