package io.facebridge.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.facebridge.error.Effect;
import io.facebridge.error.FaceBridgeException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

class FailureTranslatorTest {
    @Test
    void there_was_no_connection_only_if_making_one_failed() {
        for (Exception before : new Exception[] {
            new ConnectException("refused"),
            new NoRouteToHostException("no route"),
            new UnknownHostException("nowhere"),
            new SSLHandshakeException("untrusted")
        }) {
            assertThat(FailureTranslator.neverConnected(before))
                    .as("%s", before)
                    .isTrue();
        }
        for (Exception later : new Exception[] {
            new SocketException("reset"),
            new SocketTimeoutException("late"),
            new SSLException("record"),
            new IOException("broken"),
            new IllegalStateException("other")
        }) {
            assertThat(FailureTranslator.neverConnected(later)).as("%s", later).isFalse();
        }
    }

    @Test
    void an_answer_has_no_request_id_unless_the_provider_finds_it() {
        FailureTranslator translator =
                (failure, operation) -> new FaceBridgeException("failed", null, Effect.NONE, failure);

        assertThat(translator.requestId("answer")).isEmpty();
    }
}
