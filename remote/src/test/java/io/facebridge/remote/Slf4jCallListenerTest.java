package io.facebridge.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.facebridge.error.Effect;
import io.facebridge.provider.ProviderId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

class Slf4jCallListenerTest {
    private static final CallReport ANSWERED = new CallReport(
            new ProviderId("vendor"),
            "Read",
            Duration.ofMillis(120),
            Duration.ofMillis(20),
            1,
            CallReport.Outcome.SUCCEEDED,
            null,
            null,
            null,
            "req-1",
            null);
    private static final CallReport FAILED = new CallReport(
            new ProviderId("vendor"),
            "Write",
            Duration.ofSeconds(2),
            Duration.ofSeconds(1),
            4,
            CallReport.Outcome.FAILED,
            "ThrottledException",
            "Busy",
            429,
            "req-2",
            Effect.NONE);

    @Test
    void writes_one_line_for_each_call_at_debug() {
        Recorder log = new Recorder(Level.DEBUG);
        CallListener listener = new Slf4jCallListener(log);

        listener.onCall(ANSWERED);
        listener.onCall(FAILED);

        assertThat(log.lines)
                .containsExactly(
                        "DEBUG vendor Read SUCCEEDED in 120 ms, waited 20 ms, attempts 1, request req-1",
                        "DEBUG vendor Write FAILED in 2000 ms, waited 1000 ms, attempts 4, failure ThrottledException,"
                                + " code Busy, status 429, request req-2, effect NONE");
    }

    @Test
    void writes_nothing_above_debug() {
        Recorder log = new Recorder(Level.INFO);

        new Slf4jCallListener(log).onCall(FAILED);

        assertThat(log.lines).isEmpty();
    }

    @Test
    void fails_no_call_whatever_the_application_logs_with() {
        assertThatCode(() -> new Slf4jCallListener().onCall(FAILED)).doesNotThrowAnyException();
    }

    private static final class Recorder extends LegacyAbstractLogger {
        private static final long serialVersionUID = 1L;

        private final transient List<String> lines = new ArrayList<>();
        private final Level lowest;

        Recorder(Level lowest) {
            this.lowest = lowest;
        }

        @Override
        protected void handleNormalizedLoggingCall(
                Level level,
                @Nullable Marker marker,
                String pattern,
                Object @Nullable [] arguments,
                @Nullable Throwable thrown) {
            lines.add(level + " " + MessageFormatter.basicArrayFormat(pattern, arguments));
        }

        @Override
        protected @Nullable String getFullyQualifiedCallerName() {
            return null;
        }

        @Override
        public boolean isTraceEnabled() {
            return lowest.toInt() <= Level.TRACE.toInt();
        }

        @Override
        public boolean isDebugEnabled() {
            return lowest.toInt() <= Level.DEBUG.toInt();
        }

        @Override
        public boolean isInfoEnabled() {
            return lowest.toInt() <= Level.INFO.toInt();
        }

        @Override
        public boolean isWarnEnabled() {
            return true;
        }

        @Override
        public boolean isErrorEnabled() {
            return true;
        }
    }
}
