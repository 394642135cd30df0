package io.facebridge.remote;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A listener that writes one line per call to the logger {@code io.facebridge.calls}, at DEBUG. Every {@link CallPolicy}
 * has one by default. Failed calls are logged at DEBUG too, because the caller receives the exception and decides on a
 * higher level. Thread-safe.
 */
public final class Slf4jCallListener implements CallListener {
    private final Logger logger;

    /** Creates a listener for the logger {@code io.facebridge.calls}. */
    public Slf4jCallListener() {
        this(LoggerFactory.getLogger("io.facebridge.calls"));
    }

    Slf4jCallListener(Logger logger) {
        this.logger = logger;
    }

    @Override
    public void onCall(CallReport report) {
        if (logger.isDebugEnabled()) {
            logger.debug("{}", line(report));
        }
    }

    static String line(CallReport report) {
        StringBuilder line = new StringBuilder(160)
                .append(report.provider())
                .append(' ')
                .append(report.operation())
                .append(' ')
                .append(report.outcome())
                .append(" in ")
                .append(report.duration().toMillis())
                .append(" ms, waited ")
                .append(report.waitTime().toMillis())
                .append(" ms, attempts ")
                .append(report.attempts());
        append(line, "failure", report.failure());
        append(line, "code", report.vendorCode());
        append(line, "status", report.httpStatus());
        append(line, "request", report.requestId());
        append(line, "effect", report.effect());
        return line.toString();
    }

    private static void append(StringBuilder line, String name, @Nullable Object value) {
        if (value != null) {
            line.append(", ").append(name).append(' ').append(value);
        }
    }
}
