package io.facebridge.emulator.internal;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.common.Notifier;
import com.github.tomakehurst.wiremock.core.Options;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.standalone.MappingsSource;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import com.github.tomakehurst.wiremock.stubbing.StubMappings;
import java.net.URI;
import java.util.Arrays;
import java.util.List;

/**
 * A WireMock server on the loopback interface that lets a function answer whatever no stub of higher priority answers.
 * It keeps no journal, reads no stub files and says nothing.
 */
public final class LoopbackServer implements AutoCloseable {
    private static final String ADDRESS = "127.0.0.1";
    private static final String TRANSFORMER = "facebridge-emulator";

    /** Behind every stub that does not say otherwise: WireMock's own default is 5, and 1 is the highest. */
    private static final int LOWEST_PRIORITY = 100;

    private static final int THREADS = 80;
    private static final int DRIBBLES = 10;

    private final WireMockServer server;

    private LoopbackServer(WireMockServer server) {
        this.server = server;
    }

    /** Starts on a port of the loopback interface; 0 is any free one. */
    public static LoopbackServer start(int port, boolean adminEndpoint, Service service) {
        WireMockConfiguration options = WireMockConfiguration.options()
                .bindAddress(ADDRESS)
                .port(port)
                .containerThreads(THREADS)
                .disableRequestJournal()
                .notifier(new Silence())
                .mappingSource(new OneStub())
                .extensionScanningEnabled(false)
                .extensions(new Answering(service))
                .templatingEnabled(false)
                .stubRequestLoggingDisabled(true)
                .gzipDisabled(true)
                .useChunkedTransferEncoding(Options.ChunkedEncodingPolicy.NEVER);
        if (!adminEndpoint) {
            options.adminAuthenticator(request -> false);
        }
        WireMockServer server = new WireMockServer(options);
        server.start();
        return new LoopbackServer(server);
    }

    /** Where the server is. */
    public URI endpoint() {
        return URI.create("http://" + ADDRESS + ":" + server.port());
    }

    /** The server itself. */
    public WireMockServer wireMock() {
        return server;
    }

    @Override
    public void close() {
        if (server.isRunning()) {
            server.stop();
        }
    }

    /** What answers. */
    @FunctionalInterface
    public interface Service {
        /** Answers a request; called by many threads. */
        HttpAnswer answer(HttpCall call);
    }

    private static final class Answering implements ResponseDefinitionTransformerV2 {
        private final Service service;

        Answering(Service service) {
            this.service = service;
        }

        @Override
        public String getName() {
            return TRANSFORMER;
        }

        @Override
        public boolean applyGlobally() {
            return false;
        }

        @Override
        public ResponseDefinition transform(ServeEvent event) {
            Request request = event.getRequest();
            HttpAnswer answer = service.answer(new HttpCall(
                    request.getMethod().getName(), request.getUrl(), name -> values(request, name), request.getBody()));
            return definition(answer);
        }

        private static List<String> values(Request request, String name) {
            HttpHeader header = request.header(name);
            return header.isPresent() ? header.values() : List.of();
        }

        private static ResponseDefinition definition(HttpAnswer answer) {
            ResponseDefinitionBuilder response = WireMock.aResponse().withStatus(answer.status());
            answer.headers().forEach((name, value) -> response.withHeader(name, value));
            int millis = Math.toIntExact(answer.takes().toMillis());
            switch (answer.fate()) {
                case ARRIVES -> response.withBody(answer.body()).withFixedDelay(millis);
                case DRIBBLES ->
                    response.withBody(answer.body())
                            .withHeader("Content-Length", Integer.toString(answer.body().length))
                            .withChunkedDribbleDelay(DRIBBLES, millis);
                case BREAKS_OFF ->
                    response.withBody(Arrays.copyOf(answer.body(), answer.body().length / 2))
                            .withHeader("Content-Length", Integer.toString(answer.body().length));
                case RESET -> response.withFault(Fault.CONNECTION_RESET_BY_PEER);
            }
            return response.build();
        }
    }

    /** The stub that is there from the start, and again after the stubs were reset. */
    private static final class OneStub implements MappingsSource {
        @Override
        public void loadMappingsInto(StubMappings stubs) {
            stubs.addMapping(WireMock.any(WireMock.anyUrl())
                    .atPriority(LOWEST_PRIORITY)
                    .willReturn(WireMock.aResponse().withTransformers(TRANSFORMER))
                    .build());
        }

        @Override
        public void save(List<StubMapping> stubs) {}

        @Override
        public void save(StubMapping stub) {}

        @Override
        @SuppressWarnings("removal") // the interface still asks for it
        public void remove(StubMapping stub) {}

        @Override
        public void removeAll() {}
    }

    private static final class Silence implements Notifier {
        @Override
        public void info(String message) {}

        @Override
        public void error(String message) {}

        @Override
        public void error(String message, Throwable cause) {}
    }
}
