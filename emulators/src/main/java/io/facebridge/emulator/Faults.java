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
 * What goes wrong, and with which requests: {@code faults().next(2, "IndexFaces").resetAfter()}. Each request meets at most
 * one fault, the first that was asked for and fits. Thread-safe.
 */
public final class Faults {
    private final EmulatedService service;
    private final Clock clock;

    Faults(EmulatedService service, Clock clock) {
        this.service = service;
        this.clock = clock;
    }

    /**
     * Some requests, of any operation.
     *
     * @param count how many, 1 or more
     * @return say what happens to them
     * @throws IllegalArgumentException if {@code count} is less than 1
     */
    public Happening next(int count) {
        requirePositive(count);
        return new Happening(service, fault -> service.faults().add(count, null, fault));
    }

    /**
     * Some requests of an operation.
     *
     * @param count how many, 1 or more
     * @param operation for example {@code IndexFaces}
     * @return say what happens to them
     * @throws IllegalArgumentException if {@code count} is less than 1, or there is no such operation
     */
    public Happening next(int count, String operation) {
        requirePositive(count);
        service.counts().requireKnown(operation);
        return new Happening(service, fault -> service.faults().add(count, operation, fault));
    }

    /**
     * All requests for a while, of any operation.
     *
     * @param time from the moment at which it is said what happens, by the emulator's clock
     * @return say what happens to them
     */
    public Happening during(Duration time) {
        Objects.requireNonNull(time, "time");
        return new Happening(
                service, fault -> service.faults().addUntil(clock.instant().plus(time), null, fault));
    }

    /**
     * All requests of an operation for a while.
     *
     * @param time from the moment at which it is said what happens, by the emulator's clock
     * @param operation for example {@code IndexFaces}
     * @return say what happens to them
     * @throws IllegalArgumentException if there is no such operation
     */
    public Happening during(Duration time, String operation) {
        Objects.requireNonNull(time, "time");
        service.counts().requireKnown(operation);
        return new Happening(
                service, fault -> service.faults().addUntil(clock.instant().plus(time), operation, fault));
    }

    /** Forgets all faults that are still to come. */
    public void clear() {
        service.faults().clear();
    }

    private static void requirePositive(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("count must be 1 or more but was " + count);
        }
    }

    /** What happens to the requests that were named. One method is called once. */
    public static final class Happening {
        private final ErrorResponses errors;
        private final Consumer<Fault> add;

        private Happening(ErrorResponses errors, Consumer<Fault> add) {
            this.errors = errors;
            this.add = add;
        }

        /** Refuses them as too many, in the way of the service; they are not carried out. */
        public void throttle() {
            add.accept(Fault.answering(errors.throttled()));
        }

        /** Refuses them with an internal error of the service; they are not carried out. */
        public void internalError() {
            add.accept(Fault.answering(errors.internalError()));
        }

        /**
         * Refuses them with any error; they are not carried out.
         *
         * @param status HTTP status
         * @param code the error's name, as the service has them
         * @param message the error's words
         */
        public void error(int status, String code, String message) {
            add.accept(Fault.answering(errors.error(status, code, message)));
        }

        /**
         * Refuses them with 429 and the header {@code Retry-After}; they are not carried out.
         *
         * @param retryAfter sent in whole seconds, rounded up
         */
        public void tooManyRequests(Duration retryAfter) {
            EmulatedResponse answer = errors.tooManyRequests();
            long seconds = retryAfter.plusNanos(999_999_999).toSeconds();
            add.accept(Fault.answering(answer.withHeader("Retry-After", Long.toString(seconds))));
        }

        /**
         * Answers them with a page of HTML, as a proxy does; they are not carried out.
         *
         * @param status HTTP status, for example 503
         */
        public void html(int status) {
            add.accept(Fault.page(status));
        }

        /** Resets the connection once they were read; they are not carried out. */
        public void resetBefore() {
            add.accept(Fault.resetBefore());
        }

        /** Carries them out and resets the connection instead of answering. */
        public void resetAfter() {
            add.accept(Fault.delivery(Delivery.RESET, Duration.ZERO));
        }

        /**
         * Carries them out and answers late.
         *
         * @param time how late, in real time
         */
        public void latency(Duration time) {
            add.accept(Fault.delivery(Delivery.NORMAL, time));
        }

        /**
         * Carries them out and sends the answer bit by bit.
         *
         * @param time how long it takes, in real time
         */
        public void slowBody(Duration time) {
            add.accept(Fault.delivery(Delivery.SLOW, time));
        }

        /** Carries them out and closes the connection after half of the answer's body. */
        public void truncatedBody() {
            add.accept(Fault.delivery(Delivery.TRUNCATED, Duration.ZERO));
        }

        /** Carries them out and answers 200 without a body. */
        public void emptyBody() {
            add.accept(Fault.body(new byte[0]));
        }

        /** Carries them out and answers 200 with a body that is no JSON. */
        public void garbageBody() {
            add.accept(Fault.body("\u0000\u0001 this is no JSON {{{".getBytes(StandardCharsets.UTF_8)));
        }
    }
}
