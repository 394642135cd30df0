package io.facebridge.emulator.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LoopbackServerTest {
    private static final Refusing SERVICE = new Refusing();

    @Test
    void a_silent_connection_ends_after_30_s() {
        try (LoopbackServer server = LoopbackServer.start(0, false, null, SERVICE)) {
            assertThat(server.wireMock().getOptions().jettySettings().getIdleTimeout())
                    .contains(30_000L);
        }
    }

    @Test
    void a_connection_that_is_silent_for_longer_ends() throws IOException {
        try (LoopbackServer server = LoopbackServer.start(0, false, null, SERVICE, Duration.ofMillis(50));
                Socket silent = new Socket(
                        InetAddress.getLoopbackAddress(), server.endpoint().getPort())) {
            silent.setSoTimeout(20_000);

            assertThat(silent.getInputStream().read()).isEqualTo(-1);
        }
    }

    /** Answers nothing. */
    private static final class Refusing extends EmulatedService {
        private static final EmulatedResponse NOTHING = EmulatedResponse.of(400, Map.of(), new byte[0]);

        Refusing() {
            super(Set.of(), Clock.systemUTC());
        }

        @Override
        public EmulatedResponse answer(HttpCall call) {
            return NOTHING;
        }

        @Override
        public EmulatedResponse error(int status, String code, String message) {
            return NOTHING;
        }

        @Override
        public EmulatedResponse throttled() {
            return NOTHING;
        }

        @Override
        public int maxBytes() {
            return 0;
        }

        @Override
        public EmulatedResponse tooLarge() {
            return NOTHING;
        }

        @Override
        public EmulatedResponse internalError() {
            return NOTHING;
        }
    }
}
