package io.facebridge.emulator.internal;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.common.HttpsSettings;
import com.github.tomakehurst.wiremock.common.Notifier;
import com.github.tomakehurst.wiremock.common.ssl.KeyStoreSettings;
import com.github.tomakehurst.wiremock.common.ssl.KeyStoreSource;
import com.github.tomakehurst.wiremock.core.Options;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.AdminRequestHandler;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.http.StubRequestHandler;
import com.github.tomakehurst.wiremock.jetty11.Jetty11HttpServer;
import com.github.tomakehurst.wiremock.standalone.MappingsSource;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import com.github.tomakehurst.wiremock.stubbing.StubMappings;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import wiremock.org.eclipse.jetty.server.ConnectionFactory;
import wiremock.org.eclipse.jetty.server.Connector;
import wiremock.org.eclipse.jetty.server.HttpConfiguration;

/**
 * A WireMock server on the loopback interface that responds by a function unless a stub of higher priority applies. It keeps no
 * journal, reads no stub files and logs nothing.
 */
public final class LoopbackServer implements AutoCloseable {
    private static final String ADDRESS = "127.0.0.1";
    private static final String TRANSFORMER = "facebridge-emulator";

    /** A lower priority than that of every stub without an explicit one: WireMock's own default is 5, and 1 is the highest. */
    private static final int LOWEST_PRIORITY = 100;

    /** How long a connection may be silent. */
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private static final int THREADS = 80;
    private static final int CHUNKS = 10;

    private final WireMockServer server;
    private final boolean secure;

    private LoopbackServer(WireMockServer server, boolean secure) {
        this.server = server;
        this.secure = secure;
    }

    /** Starts on a port of the loopback interface, where 0 is any free one; with transport security if there is an identity. */
    public static LoopbackServer start(
            int port, boolean adminEndpoint, @Nullable ServerIdentity identity, EmulatedService service) {
        return start(port, adminEndpoint, identity, service, SILENCE);
    }

    /** Does the same with another time for a silent connection. */
    static LoopbackServer start(
            int port,
            boolean adminEndpoint,
            @Nullable ServerIdentity identity,
            EmulatedService service,
            Duration silence) {
        WireMockConfiguration plainOrSecure =
                identity == null ? WireMockConfiguration.options().port(port) : new SecureConfiguration(port, identity);
        WireMockConfiguration options = plainOrSecure
                .bindAddress(ADDRESS)
                .httpServerFactory((settings, admin, stubs) -> new Guarded(settings, admin, stubs, service))
                .containerThreads(THREADS)
                .jettyIdleTimeout(silence.toMillis())
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
        return new LoopbackServer(server, identity != null);
    }

    /** Returns the address of the server. */
    public URI endpoint() {
        return URI.create(
                secure ? "https://" + ADDRESS + ":" + server.httpsPort() : "http://" + ADDRESS + ":" + server.port());
    }

    /** Returns the server itself. */
    public WireMockServer wireMock() {
        return server;
    }

    @Override
    public void close() {
        if (server.isRunning()) {
            server.stop();
        }
    }

    /** Jetty with WireMock's settings, and the entrance before all handlers. */
    private static final class Guarded extends Jetty11HttpServer {
        Guarded(Options settings, AdminRequestHandler admin, StubRequestHandler stubs, EmulatedService service) {
            super(settings, admin, stubs);
            EntryHandler entrance = new EntryHandler(service);
            entrance.setHandler(jettyServer.getHandler());
            jettyServer.setHandler(entrance);
            for (Connector connector : jettyServer.getConnectors()) {
                for (ConnectionFactory connections : connector.getConnectionFactories()) {
                    if (connections instanceof HttpConfiguration.ConnectionFactory http) {
                        http.getHttpConfiguration().setDelayDispatchUntilContent(false); // a refusal waits for nothing
                    }
                }
            }
        }
    }

    /** No plain port, and the identity's key and certificate, which are never written to a file. */
    private static final class SecureConfiguration extends WireMockConfiguration {
        private final HttpsSettings settings;

        SecureConfiguration(int port, ServerIdentity identity) {
            settings = new Settings(port, identity);
            httpDisabled(true);
            httpsPort(port);
            http2TlsDisabled(true); // faults break off a connection, which other requests must not share
        }

        @Override
        public HttpsSettings httpsSettings() {
            return settings;
        }
    }

    private static final class Settings extends HttpsSettings {
        private final ServerIdentity identity;

        Settings(int port, ServerIdentity identity) {
            super(port, "", identity.password(), identity.password(), ServerIdentity.TYPE, null, null, null, false);
            this.identity = identity;
        }

        @Override
        public KeyStoreSettings keyStore() {
            return new KeyStoreSettings(new InMemory(identity));
        }
    }

    private static final class InMemory extends KeyStoreSource {
        private final ServerIdentity identity;

        InMemory(ServerIdentity identity) {
            super(ServerIdentity.TYPE, identity.password().toCharArray());
            this.identity = identity;
        }

        @Override
        protected InputStream createInputStream() {
            return new ByteArrayInputStream(identity.keyStore());
        }

        @Override
        public boolean exists() {
            return true;
        }

        @Override
        public void save(KeyStore store) {}

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    private static final class Answering implements ResponseDefinitionTransformerV2 {
        private final EmulatedService service;

        Answering(EmulatedService service) {
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
            EmulatedResponse answer = service.answer(new HttpCall(
                    request.getMethod().getName(),
                    request.getUrl(),
                    name -> values(request, name),
                    request.getBody(),
                    () -> parts(request)));
            return definition(answer);
        }

        private static List<String> values(Request request, String name) {
            HttpHeader header = request.header(name);
            return header.isPresent() ? header.values() : List.of();
        }

        private static List<HttpCall.Part> parts(Request request) {
            return request.isMultipart()
                    ? request.getParts().stream()
                            .map(part -> new HttpCall.Part(
                                    part.getName(),
                                    part.getFileName(),
                                    part.getBody().asBytes()))
                            .toList()
                    : List.of();
        }

        private static ResponseDefinition definition(EmulatedResponse answer) {
            ResponseDefinitionBuilder response = WireMock.aResponse().withStatus(answer.status());
            answer.headers().forEach((name, value) -> response.withHeader(name, value));
            int millis = Math.toIntExact(answer.takes().toMillis());
            switch (answer.delivery()) {
                case NORMAL -> response.withBody(answer.body()).withFixedDelay(millis);
                case SLOW ->
                    response.withBody(answer.body())
                            .withHeader("Content-Length", Integer.toString(answer.body().length))
                            .withChunkedDribbleDelay(CHUNKS, millis);
                case TRUNCATED ->
                    response.withBody(Arrays.copyOf(answer.body(), answer.body().length / 2))
                            .withHeader("Content-Length", Integer.toString(answer.body().length));
                case RESET -> response.withFault(Fault.CONNECTION_RESET_BY_PEER);
            }
            return response.build();
        }
    }

    /** The stub that exists from the start, and again after the stubs were reset. */
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
