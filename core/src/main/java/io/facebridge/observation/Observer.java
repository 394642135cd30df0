package io.facebridge.observation;

import io.facebridge.provider.ProviderId;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Observes work from its beginning to its end: decisions, calls of services with their attempts, and the stages of work inside
 * this JVM. Use it for timers and traces.
 *
 * <p>A stage ends on the thread on which it began, and stages of one thread nest: what begins within another stage ends before
 * it. Nothing that is observed contains an image, a template, a person, a gallery or a score. Implementations are safe for use by
 * many threads, and quick: they run on the thread that does the work. Exceptions and errors that they throw are dropped.
 *
 * <!-- docs-test: given BiConsumer<String, Long> timer -->
 * <pre>{@code
 * Observer observer = stage -> {
 *     long begin = System.nanoTime();
 *     return (outcome, failure) -> timer.accept(stage.operation() + " " + outcome, System.nanoTime() - begin);
 * };
 * FaceMatcher matcher = FaceMatcher.of(provider, policy).withObserver(observer);
 * }</pre>
 */
@FunctionalInterface
public interface Observer {
    /** The observer that observes nothing; with it, no stage is created. */
    Observer NONE = stage -> Observation.IGNORED;

    /** The outcome of a stage other than a decision that ended without an exception. */
    String SUCCEEDED = "SUCCEEDED";

    /** The outcome of a stage that ended with an exception. */
    String FAILED = "FAILED";

    /**
     * Notifies the observer that a stage begins.
     *
     * @param stage the stage
     * @return receives the end of the stage, once, on the same thread
     */
    Observation begin(Stage stage);

    /**
     * Does work as an observed stage.
     *
     * @param <T> the result's type
     * @param stage what is done
     * @param work does it, on the calling thread
     * @return what the work returned; what the work threw is thrown
     */
    default <T> T observe(Stage stage, Supplier<T> work) {
        return observe(stage, work, result -> SUCCEEDED);
    }

    /**
     * Does work as an observed stage whose outcome depends on its result.
     *
     * @param <T> the result's type
     * @param stage what is done
     * @param work does it, on the calling thread
     * @param outcome names the outcome of a result; one of few words, never a score or an id; where it
     *     throws, the outcome is {@link #SUCCEEDED}
     * @return what the work returned; what the work threw is thrown
     */
    default <T> T observe(Stage stage, Supplier<T> work, Function<T, String> outcome) {
        Observation observation = begun(stage);
        T result;
        try {
            result = work.get();
        } catch (Throwable e) {
            ended(observation, FAILED, e);
            throw e;
        }
        ended(observation, named(outcome, result), null);
        return result;
    }

    private static <T> String named(Function<T, String> outcome, T result) {
        try {
            return outcome.apply(result);
        } catch (RuntimeException | Error e) {
            return SUCCEEDED;
        }
    }

    private Observation begun(Stage stage) {
        try {
            return begin(stage);
        } catch (RuntimeException | Error e) {
            return Observation.IGNORED;
        }
    }

    private static void ended(Observation observation, String outcome, @Nullable Throwable failure) {
        try {
            observation.end(outcome, failure);
        } catch (RuntimeException | Error e) {
            // Measuring never changes what is measured.
        }
    }

    /** Receives the end of a stage. */
    @FunctionalInterface
    interface Observation {
        /** Does nothing. */
        Observation IGNORED = (outcome, failure) -> {};

        /**
         * Notifies that the stage has ended.
         *
         * @param outcome of a decision {@code MATCH}, {@code NO_MATCH}, {@code REVIEW} or {@code INCONCLUSIVE}; of
         * other stages {@link Observer#SUCCEEDED}; of all of them {@link Observer#FAILED} if they ended with an
         * exception
         * @param failure the exception, or {@code null} if there was none; its class is fit for a metric, its message
         * is not
         */
        void end(String outcome, @Nullable Throwable failure);
    }

    /**
     * A stage of work.
     *
     * @param kind what sort of work
     * @param provider whose work
     * @param operation which work: of a decision {@code compare}, {@code verify} or {@code identify}; of a call or an attempt the
     *     vendor's name of the operation; of work inside this JVM {@code decode}, {@code detect}, {@code align}, {@code embed} or
     *     {@code search}. A fixed word each, fit for a metric
     */
    record Stage(Kind kind, ProviderId provider, String operation) {
        /**
         * Creates a stage.
         *
         * @param kind what sort of work
         * @param provider whose work
         * @param operation which work: of a decision {@code compare}, {@code verify} or {@code identify}; of a call or
         * an attempt the vendor's name of the operation; of work inside this JVM {@code decode}, {@code detect}, {@code
         * align}, {@code embed} or {@code search}. A fixed word each, fit for a metric
         */
        public Stage {
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(provider, "provider");
            Objects.requireNonNull(operation, "operation");
        }
    }

    /** The sort of work that a stage does. */
    enum Kind {
        /** A decision of a matcher; contains the calls and stages that it needs. */
        DECISION,
        /** A call of a service's operation, with waiting and retries; contains its attempts. */
        CALL,
        /** One request of a call. */
        ATTEMPT,
        /** Work inside this JVM. */
        LOCAL
    }
}
