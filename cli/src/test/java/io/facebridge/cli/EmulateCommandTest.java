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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("models")
class EmulateCommandTest {
    @ParameterizedTest
    @CsvSource({
        "aws, --access-key, MissingAuthenticationToken, AWS_ACCESS_KEY_ID, eu-west-1",
        "tencent, --secret-id, AuthFailure.InvalidAuthorization, TENCENTCLOUD_SECRET_ID, ap-singapore"
    })
    void serves_at_the_endpoint_it_names_until_its_thread_is_interrupted(
            String service, String id, String refusal, String variable, String region) throws Exception {
        AtomicInteger exitCode = new AtomicInteger(-1);
        try (PipedReader reader = new PipedReader();
                BufferedReader out = new BufferedReader(reader);
                PrintWriter pipe = new PrintWriter(new PipedWriter(reader))) {
            Thread thread = new Thread(() -> exitCode.set(FaceBridgeCommand.run(
                    pipe,
                    new PrintWriter(new StringWriter()),
                    "emulate",
                    service,
                    id,
                    "made-up",
                    "--secret-key",
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
                    "--access-key",
                    "a",
                    "--secret-key",
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
            Run run =
                    Run.of("emulate", "aws", "--access-key", "a", "--secret-key", "b", "--port", taken.getLocalPort());

            assertThat(run.exitCode()).isEqualTo(4);
            assertThat(run.errorLines())
                    .singleElement()
                    .asString()
                    .contains("port " + taken.getLocalPort() + " cannot be had");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--port=70000", "--region="})
    void a_port_or_region_that_cannot_be_is_wrong_usage(String option) {
        Run run = Run.of("emulate", "aws", "--access-key", "a", "--secret-key", "b", option);

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
