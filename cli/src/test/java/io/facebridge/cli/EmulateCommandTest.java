package io.facebridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("models")
class EmulateCommandTest {
    @ParameterizedTest
    @CsvSource({
        "aws, MissingAuthenticationToken, AWS_ACCESS_KEY_ID, eu-west-1",
        "tencent, AuthFailure.InvalidAuthorization, TENCENTCLOUD_SECRET_ID, ap-singapore"
    })
    void serves_at_the_endpoint_it_names_until_its_thread_is_interrupted(
            String service, String refusal, String variable, String region) throws Exception {
        AtomicInteger exitCode = new AtomicInteger(-1);
        try (PipedReader reader = new PipedReader();
                BufferedReader out = new BufferedReader(reader);
                PrintWriter pipe = new PrintWriter(new PipedWriter(reader))) {
            Thread thread = new Thread(() -> exitCode.set(FaceBridgeCommand.run(
                    pipe,
                    new PrintWriter(new StringWriter()),
                    "emulate",
                    service,
                    "--test-access-key",
                    "made-up",
                    "--test-secret-key",
                    "not-to-be-shown")));
            thread.start();
            String said = out.readLine() + "\n" + out.readLine() + "\n" + out.readLine() + "\n" + out.readLine();
            URI endpoint = URI.create(said.lines().findFirst().orElseThrow().replace("endpoint  ", ""));

            assertThat(said)
                    .contains(
                            "region    any",
                            variable,
                            "--provider " + service + " --region " + region + " --endpoint " + endpoint)
                    .doesNotContain("not-to-be-shown", "made-up");
            assertThat(unsigned(endpoint)).contains(refusal);

            thread.interrupt();
            thread.join(TimeUnit.SECONDS.toMillis(30));
            assertThat(exitCode).hasValue(0);
        }
    }

    @Test
    void azure_is_served_on_a_certificate_that_lies_in_a_file_until_the_end() throws Exception {
        AtomicInteger exitCode = new AtomicInteger(-1);
        try (PipedReader reader = new PipedReader();
                BufferedReader out = new BufferedReader(reader);
                PrintWriter pipe = new PrintWriter(new PipedWriter(reader))) {
            Thread thread = new Thread(() -> exitCode.set(FaceBridgeCommand.run(
                    pipe,
                    new PrintWriter(new StringWriter()),
                    "emulate",
                    "azure",
                    "--test-secret-key",
                    "not-to-be-shown")));
            thread.start();
            String first = out.readLine();
            String second = out.readLine();
            String others = out.readLine() + "\n" + out.readLine();
            URI endpoint = URI.create(first.replaceFirst("endpoint +", ""));
            Path certificate = Path.of(second.replaceFirst("certificate +", ""));

            assertThat(endpoint.getScheme()).isEqualTo("https");
            assertThat(others)
                    .contains(
                            "AZURE_FACE_KEY",
                            "--provider azure --endpoint " + endpoint + " --set certificate=" + certificate)
                    .doesNotContain("not-to-be-shown");
            assertThat(groups(endpoint, certificate, "another").statusCode()).isEqualTo(401);
            assertThat(groups(endpoint, certificate, "not-to-be-shown").body()).isEqualTo("[]");

            thread.interrupt();
            thread.join(TimeUnit.SECONDS.toMillis(30));
            assertThat(exitCode).hasValue(0);
            assertThat(certificate).doesNotExist();
        }
    }

    @Test
    void azures_certificate_is_written_where_it_is_wanted_and_stays(@TempDir Path folder) throws IOException {
        Path certificate = folder.resolve("emulator.pem");
        InputStream before = System.in;
        System.setIn(InputStream.nullInputStream());
        try {
            Run run = Run.of(
                    "emulate",
                    "azure",
                    "--json",
                    "--until-eof",
                    "--test-secret-key",
                    "made-up",
                    "--certificate",
                    certificate.toString());

            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.out())
                    .containsPattern(
                            "^\\{\"endpoint\":\"https://127\\.0\\.0\\.1:\\d+\",\"certificate\":\".*emulator\\.pem\"}");
            assertThat(Files.readString(certificate))
                    .startsWith("-----BEGIN CERTIFICATE-----")
                    .doesNotContain("PRIVATE");
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void a_file_that_cannot_be_written_is_named(@TempDir Path folder) {
        Path certificate = folder.resolve("no-such-folder").resolve("emulator.pem");

        Run run = Run.of("emulate", "azure", "--test-secret-key", "made-up", "--certificate", certificate.toString());

        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.errorLines()).singleElement().asString().contains(certificate.toString(), "--certificate");
    }

    private static HttpResponse<String> groups(URI endpoint, Path certificate, String key) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        try (InputStream pem = Files.newInputStream(certificate)) {
            trusted.setCertificateEntry(
                    "emulator", CertificateFactory.getInstance("X.509").generateCertificate(pem));
        }
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        HttpRequest request = HttpRequest.newBuilder(endpoint.resolve("/face/v1.2/largepersongroups"))
                .header("Ocp-Apim-Subscription-Key", key)
                .build();
        return HttpClient.newBuilder().sslContext(context).build().send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void ends_with_standard_input_if_asked() {
        InputStream before = System.in;
        System.setIn(InputStream.nullInputStream());
        try {
            Run run = Run.of(
                    "emulate",
                    "aws",
                    "--json",
                    "--until-eof",
                    "--region",
                    "eu-west-1",
                    "--test-access-key",
                    "a",
                    "--test-secret-key",
                    "b");

            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.out())
                    .containsPattern("^\\{\"endpoint\":\"http://127\\.0\\.0\\.1:\\d+\",\"region\":\"eu-west-1\"}");
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void a_port_that_is_taken_is_named() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Run run = Run.of(
                    "emulate",
                    "aws",
                    "--test-access-key",
                    "a",
                    "--test-secret-key",
                    "b",
                    "--port",
                    taken.getLocalPort());

            assertThat(run.exitCode()).isEqualTo(4);
            assertThat(run.errorLines())
                    .singleElement()
                    .asString()
                    .contains("Port " + taken.getLocalPort() + " is in use");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--port=70000", "--region=", "--user-updating-for=-1"})
    void a_port_a_region_or_a_time_that_cannot_be_is_wrong_usage(String option) {
        Run run = Run.of("emulate", "aws", "--test-access-key", "a", "--test-secret-key", "b", option);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errorLines()).hasSize(1);
    }

    private static String unsigned(URI endpoint) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(endpoint)
                .header("X-Amz-Target", "RekognitionService.ListCollections")
                .header("X-TC-Action", "GetGroupList")
                .header("Content-Type", "application/x-amz-json-1.1")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
