package io.facebridge.emulator;

import io.facebridge.emulator.internal.EmulatedResponse;
import io.facebridge.emulator.internal.EmulatedResponse.Delivery;
import io.facebridge.emulator.internal.EmulatedService;
import io.facebridge.emulator.internal.ErrorResponses;
import io.facebridge.emulator.internal.Fault;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * The faults of an emulator, each for some of its requests: {@code faults().next(2, "IndexFaces").resetAfter()}. Each request
 * meets at most one fault, the first one added that applies to it. Thread-safe.
 */
public final class Faults {
    private final EmulatedService service;
    private final Clock clock;

    Faults(EmulatedService service, Clock clock) {
        this.service = service;
        this.clock = clock;
    }

    /**
     * Selects the next requests of any operation.
     *
     * @param count the number of requests, at least 1
     * @return the choice of a fault for them
     * @throws IllegalArgumentException if {@code count} is less than 1
     */
    public FaultInjection next(int count) {
        requirePositive(count);
        return new FaultInjection(service, fault -> service.faults().add(count, null, fault));
    }

    /**
     * Selects the next requests of an operation.
     *
     * @param count the number of requests, at least 1
     * @param operation the service's name, for example {@code IndexFaces}
     * @return the choice of a fault for them
     * @throws IllegalArgumentException if {@code count} is less than 1
     * @throws IllegalArgumentException if the emulator has no such operation
     */
    public FaultInjection next(int count, String operation) {
        requirePositive(count);
        service.counts().requireKnown(operation);
        return new FaultInjection(service, fault -> service.faults().add(count, operation, fault));
    }

    /**
     * Selects all requests of any operation during a period.
     *
     * @param time the period from the choice of the fault, by the emulator's clock
     * @return the choice of a fault for them
     */
    public FaultInjection during(Duration time) {
        Objects.requireNonNull(time, "time");
        return new FaultInjection(
                service, fault -> service.faults().addUntil(clock.instant().plus(time), null, fault));
    }

    /**
     * Selects all requests of an operation during a period.
     *
     * @param time the period from the choice of the fault, by the emulator's clock
     * @param operation the service's name, for example {@code IndexFaces}
     * @return the choice of a fault for them
     * @throws IllegalArgumentException if the emulator has no such operation
     */
    public FaultInjection during(Duration time, String operation) {
        Objects.requireNonNull(time, "time");
        service.counts().requireKnown(operation);
        return new FaultInjection(
                service, fault -> service.faults().addUntil(clock.instant().plus(time), operation, fault));
    }

    /** Removes all pending faults. Idempotent. */
    public void clear() {
        service.faults().clear();
    }

    private static void requirePositive(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("count must be 1 or more but was " + count);
        }
    }

    /** The choice of the fault for the selected requests. Call one method, once. */
    public static final class FaultInjection {
        private final ErrorResponses errors;
        private final Consumer<Fault> add;

        private FaultInjection(ErrorResponses errors, Consumer<Fault> add) {
            this.errors = errors;
            this.add = add;
        }

        /** Rejects them as too many, with the service's own error; they are not carried out. */
        public void throttle() {
            add.accept(Fault.answering(errors.throttled()));
        }

        /** Rejects them with an internal error of the service; they are not carried out. */
        public void internalError() {
            add.accept(Fault.answering(errors.internalError()));
        }

        /**
         * Rejects them with any error; they are not carried out.
         *
         * @param status the HTTP status
         * @param code the service's code of the error
         * @param message the message of the error
         */
        public void error(int status, String code, String message) {
            add.accept(Fault.answering(errors.error(status, code, message)));
        }

        /**
         * Rejects them with 429 and the header {@code Retry-After}; they are not carried out.
         *
         * @param retryAfter the wait to send, rounded up to whole seconds
         */
        public void tooManyRequests(Duration retryAfter) {
            EmulatedResponse answer = errors.tooManyRequests();
            long seconds = retryAfter.plusNanos(999_999_999).toSeconds();
            add.accept(Fault.answering(answer.withHeader("Retry-After", Long.toString(seconds))));
        }

        /**
         * Responds with a page of HTML, as a proxy does; they are not carried out.
         *
         * @param status the HTTP status, for example 503
         */
        public void html(int status) {
            add.accept(Fault.page(status));
        }

        /** Resets the connection after they have been read; they are not carried out. */
        public void resetBefore() {
            add.accept(Fault.resetBefore());
        }

        /** Carries them out and resets the connection instead of responding. */
        public void resetAfter() {
            add.accept(Fault.delivery(Delivery.RESET, Duration.ZERO));
        }

        /**
         * Carries them out and responds late.
         *
         * @param time the delay, in real time
         */
        public void latency(Duration time) {
            add.accept(Fault.delivery(Delivery.NORMAL, time));
        }

        /**
         * Carries them out and sends the response bit by bit.
         *
         * @param time the duration of the response, in real time
         */
        public void slowBody(Duration time) {
            add.accept(Fault.delivery(Delivery.SLOW, time));
        }

        /** Carries them out and closes the connection after half of the response's body. */
        public void truncatedBody() {
            add.accept(Fault.delivery(Delivery.TRUNCATED, Duration.ZERO));
        }

        /** Carries them out and responds 200 without a body. */
        public void emptyBody() {
            add.accept(Fault.body(new byte[0]));
        }

        /** Carries them out and responds 200 with a body that is not JSON. */
        public void garbageBody() {
            add.accept(Fault.body("\u0000\u0001 this is no JSON {{{".getBytes(StandardCharsets.UTF_8)));
        }
    }
}
