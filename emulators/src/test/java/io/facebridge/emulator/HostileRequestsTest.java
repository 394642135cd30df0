package io.facebridge.emulator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.facebridge.testkit.PaintedFaces;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.net.SocketFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What any process of the machine may send without a key, over plain sockets. */
class HostileRequestsTest {
    private static final int SLOW = 120;
    private static final int PATIENCE_MILLIS = 5_000;
    private static final long HUGE = 600L << 20;

    private static AwsEmulator rekognition;
    private static TencentEmulator tencent;
    private static AzureEmulator azure;

    /** The emulators, each with a request that lists galleries and one that has a body. */
    enum Service {
        REKOGNITION(
                20 << 20,
                "POST / HTTP/1.1\r\nX-Amz-Target: RekognitionService.ListCollections\r\n",
                "ValidationException") {
            @Override
            URI endpoint() {
                return rekognition.endpoint();
            }

            @Override
            long attempts() {
                return rekognition.attempts("ListCollections");
            }
        },
        TENCENT(
                10_000_000,
                "POST / HTTP/1.1\r\nX-TC-Action: GetGroupList\r\nX-TC-Version: 2020-03-03\r\nX-TC-Region: any\r\n",
                "RequestSizeLimitExceeded") {
            @Override
            URI endpoint() {
                return tencent.endpoint();
            }

            @Override
            long attempts() {
                return tencent.attempts("GetGroupList");
            }
        },
        AZURE(
                10 << 20,
                "PUT /face/v1.2/largepersongroups/staff HTTP/1.1\r\nContent-Type: application/json\r\n",
                "RequestEntityTooLarge") {
            @Override
            URI endpoint() {
                return azure.endpoint();
            }

            @Override
            long attempts() {
                return azure.attempts("CreateLargePersonGroup");
            }
        };

        private final int limit;
        private final String request;
        private final String tooLarge;

        Service(int limit, String request, String tooLarge) {
            this.limit = limit;
            this.request = request;
            this.tooLarge = tooLarge;
        }

        abstract URI endpoint();

        String body() {
            return this == AZURE ? "{\"name\":\"staff\"}" : "{}";
        }

        /** How many requests reached the operation. */
        abstract long attempts();

        Connection send(String host, String head, String body) throws IOException {
            Connection connection = new Connection(this);
            connection.write(request + "Host: " + host + "\r\n" + head + "\r\n" + body);
            return connection;
        }
    }

    @BeforeAll
    static void start() {
        PaintedFaces faces = new PaintedFaces();
        rekognition = AwsEmulator.backedBy(faces).start();
        tencent = TencentEmulator.backedBy(faces).start();
        azure = AzureEmulator.backedBy(faces).adminEndpoint().start();
    }

    @AfterAll
    static void stop() {
        rekognition.close();
        tencent.close();
        azure.close();
    }

    private static String ofLength(long length) {
        return "Content-Length: " + length + "\r\n";
    }

    private static String ask(Service service, String host) throws IOException {
        try (Connection connection = service.send(host, ofLength(service.body().length()), service.body())) {
            return connection.answer();
        }
    }

    private static String self(Service service) {
        return service.endpoint().getAuthority();
    }

    @ParameterizedTest
    @EnumSource
    void bodies_that_come_slowly_hold_no_other_request(Service service) throws IOException {
        azure.reset();
        List<Connection> slow = new ArrayList<>();
        try {
            for (int i = 0; i < SLOW; i++) {
                slow.add(service.send(
                        self(service),
                        ofLength(service.body().length()),
                        service.body().substring(0, 1)));
            }

            assertThat(ask(service, self(service))).startsWith("HTTP/1.1 200");

            Connection last = slow.get(SLOW - 1);
            last.write(service.body().substring(1));
            assertThat(last.answer()).as("the slow request's own answer").startsWith("HTTP/1.1 ");
        } finally {
            for (Connection connection : slow) {
                connection.close();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_body_that_says_it_is_too_large_is_refused_before_it_comes(Service service) throws IOException {
        long before = service.attempts();
        try (Connection connection = service.send(self(service), ofLength(HUGE), "")) {
            assertThat(connection.answer()).contains(service.tooLarge);
        }
        assertThat(service.attempts()).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource
    void a_body_that_does_not_say_how_large_it_is_is_refused_at_the_limit(Service service) throws IOException {
        try (Connection connection = service.send(self(service), "Transfer-Encoding: chunked\r\n", "")) {
            connection.write(Integer.toHexString(service.limit + 1) + "\r\n" + " ".repeat(service.limit + 1));

            assertThat(connection.answer()).contains(service.tooLarge);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_body_of_the_limit_is_read(Service service) throws IOException {
        String body = service.body() + " ".repeat(service.limit - service.body().length());
        azure.reset();

        try (Connection connection = service.send(self(service), ofLength(service.limit), body)) {
            assertThat(connection.answer()).startsWith("HTTP/1.1 200").doesNotContain(service.tooLarge);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_client_that_sends_too_much_all_the_same_sees_the_refusal(Service service) throws IOException {
        int length = service.limit + (1 << 20);
        try (Connection connection = service.send(self(service), ofLength(length), " ".repeat(length))) {
            assertThat(connection.answer()).contains(service.tooLarge);
        }
    }

    @ParameterizedTest
    @EnumSource
    void names_of_this_machine_are_answered_and_no_others(Service service) throws IOException {
        int port = service.endpoint().getPort();
        for (String own : List.of("127.0.0.1:" + port, "localhost:" + port, "LOCALHOST", "aws.localhost:1", "[::1]")) {
            azure.reset();
            assertThat(ask(service, own)).as(own).startsWith("HTTP/1.1 200");
        }
        long before = service.attempts();
        for (String foreign : List.of(
                "rebound.example:" + port,
                "localhost.rebound.example:" + port,
                "127.0.0.1.rebound.example",
                "10.0.0.1:" + port,
                "0.0.0.0:" + port,
                "rebound.example",
                "")) {
            assertThat(ask(service, foreign))
                    .as(foreign)
                    .startsWith("HTTP/1.1 421")
                    .contains("MisdirectedRequest")
                    .doesNotContain("rebound");
        }
        assertThat(service.attempts()).isEqualTo(before);
    }

    @Test
    void administration_is_not_open_to_foreign_names() throws IOException {
        try (Connection connection = new Connection(Service.AZURE)) {
            connection.write("GET /__admin/mappings HTTP/1.1\r\nHost: rebound.example\r\n\r\n");

            assertThat(connection.answer()).startsWith("HTTP/1.1 421");
        }
    }

    /** A connection on which bytes are written as they are. */
    private static final class Connection implements AutoCloseable {
        private final Socket socket;

        Connection(Service service) throws IOException {
            SocketFactory sockets =
                    service == Service.AZURE ? azure.sslContext().getSocketFactory() : SocketFactory.getDefault();
            socket = sockets.createSocket(
                    service.endpoint().getHost(), service.endpoint().getPort());
            socket.setSoTimeout(PATIENCE_MILLIS);
        }

        void write(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(ISO_8859_1));
            socket.getOutputStream().flush();
        }

        /** Head and body, as far as its length goes. */
        String answer() throws IOException {
            InputStream in = socket.getInputStream();
            StringBuilder text = new StringBuilder();
            int length = Integer.MAX_VALUE;
            int head = -1;
            while (head < 0 || text.length() < head + length) {
                int next = in.read();
                if (next < 0) {
                    break;
                }
                text.append((char) next);
                if (head < 0 && text.indexOf("\r\n\r\n") >= 0) {
                    head = text.length();
                    length = length(text.toString());
                }
            }
            return text.toString();
        }

        private static int length(String head) {
            return head.toLowerCase(Locale.ROOT)
                    .lines()
                    .filter(line -> line.startsWith("content-length:"))
                    .map(line -> Integer.parseInt(line.substring(15).strip()))
                    .findFirst()
                    .orElse(Integer.MAX_VALUE);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
