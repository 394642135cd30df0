package io.facebridge.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.facebridge.FaceGalleries;
import io.facebridge.FaceProvider;
import io.facebridge.error.Effect;
import io.facebridge.error.FaceBridgeException;
import io.facebridge.gallery.EnrollRequest;
import io.facebridge.gallery.FaceGallery;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.image.FaceImage;
import io.facebridge.remote.CallPolicy;
import io.facebridge.remote.CallReport;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Determines what a caller sees of each fault of a remote service: the table of the provider's page contains the results of
 * this contract. Every call ends within its deadline and a tenth of a second, and nothing is enrolled twice unless the error
 * reported that it might be. Run it with {@code -Dfacebridge.write-docs=true} to write the table again.
 */
@Tag("models")
@Tag("slow")
public abstract class FaultTableContract {
    private static final Duration DEADLINE = Duration.ofSeconds(3);
    private static final Duration ALLOWANCE = Duration.ofMillis(100);
    private static final String BEGIN = "<!-- faults: written by FaultTableTest -->\n";
    private static final String END = "<!-- /faults -->";
    private static final PersonId PERSON = new PersonId("ada");

    private static final int ALWAYS = Integer.MAX_VALUE;
    private static final List<Fault> FAULTS = List.of(
            new Fault("connection refused", Where.UNUSED_ADDRESS),
            new Fault("connection reset before the request is read", Where.CUT_BEFORE_READING),
            new Fault("connection reset while the request is read", Where.CUT_WHILE_READING),
            new Fault("connection reset after the request was carried out, once", 1, Mishap.RESET_AFTER),
            new Fault("connection reset after the request was carried out, always", ALWAYS, Mishap.RESET_AFTER),
            new Fault("HTTP 500 with an HTML page", ALWAYS, Mishap.HTML_500),
            new Fault("HTTP 503 with an HTML page", ALWAYS, Mishap.HTML_503),
            new Fault("429 with Retry-After 2, once", 1, Mishap.TOO_MANY_REQUESTS),
            new Fault("429 with Retry-After 2, always", ALWAYS, Mishap.TOO_MANY_REQUESTS),
            new Fault("throttling for 3 s", ALWAYS, Mishap.THROTTLING),
            new Fault("a body that takes longer than the deadline", ALWAYS, Mishap.SLOW_BODY),
            new Fault("a truncated body", ALWAYS, Mishap.TRUNCATED_BODY),
            new Fault("HTTP 200 with an empty body", ALWAYS, Mishap.EMPTY_BODY),
            new Fault("HTTP 200 with garbage", ALWAYS, Mishap.GARBAGE_BODY));

    private final FaceImage portrait = testImages().portrait();
    private final FaceImage samePerson = testImages().samePerson();
    private final Queue<CallReport> reports = new ConcurrentLinkedQueue<>();
    private int galleries;

    /** Creates the contract. */
    protected FaultTableContract() {}

    /**
     * Returns the page with the table.
     *
     * @return for example {@code ../docs/reference/providers/aws.md}
     */
    protected abstract Path page();

    /**
     * Starts an empty stand-in for the service.
     *
     * @return a running service that the contract closes
     */
    protected abstract Service start();

    /**
     * Creates the provider, without the service's quotas.
     *
     * @param service the address to send requests to; a server need not listen there
     * @param policy of its calls
     * @return a provider that the contract closes
     */
    protected abstract FaceProvider open(URI service, CallPolicy policy);

    /**
     * Returns the operation of a call whose requests meet the faults.
     *
     * @param call the call
     * @return the operation by its name in {@link CallReport#operation}
     */
    protected abstract String operation(Call call);

    /**
     * Returns whether an image that is enrolled again for the same person is recognized and not enrolled twice.
     *
     * @return {@code true} unless overridden
     */
    protected boolean recognizesImagesEnrolledBefore() {
        return true;
    }

    /**
     * Returns the photographs.
     *
     * @return those of the build unless overridden
     */
    protected TestImages testImages() {
        return TestImages.ofTheBuild();
    }

    @Test
    void the_documentation_says_what_a_caller_sees_of_each_fault() throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("| fault | call | attempts | what the caller sees | `effect()` | faces enrolled then |");
        lines.add("|---|---|---|---|---|---|");
        try (Service service = start()) {
            for (Fault fault : FAULTS) {
                for (Call call : Call.values()) {
                    lines.add(row(service, fault, call));
                }
            }
        }
        String table = String.join("\n", lines) + "\n";
        String text = Files.readString(page());
        int begin = text.indexOf(BEGIN) + BEGIN.length();
        int end = text.indexOf(END);
        if (Boolean.getBoolean("facebridge.write-docs")) {
            Files.writeString(page(), text.substring(0, begin) + table + text.substring(end));
        } else {
            assertThat(text.substring(begin, end)).isEqualTo(table);
        }
    }

    private String row(Service service, Fault fault, Call call) {
        GalleryId id = new GalleryId("faults-" + galleries++);
        try (FaceProvider direct = open(service.endpoint(), policy().build());
                ConnectionResetServer line = fault.where == Where.CUT_WHILE_READING
                        ? ConnectionResetServer.whileReading()
                        : ConnectionResetServer.beforeReading()) {
            if (call != Call.CREATE) {
                galleries(direct).create(id);
            }
            URI endpoint =
                    switch (fault.where) {
                        case UNUSED_ADDRESS -> ConnectionResetServer.unusedAddress();
                        case CUT_BEFORE_READING, CUT_WHILE_READING -> line.endpoint();
                        case SERVICE -> service.endpoint();
                    };
            reports.clear();
            @Nullable FaceBridgeException thrown = null;
            Duration took;
            try (FaceProvider faces =
                    open(endpoint, policy().listener(reports::add).build())) {
                if (fault.mishap != null) {
                    service.happen(fault.mishap, fault.times, operation(call));
                }
                long start = System.nanoTime();
                try {
                    make(call, faces, id);
                } catch (FaceBridgeException e) {
                    thrown = e;
                }
                took = Duration.ofNanos(System.nanoTime() - start);
            } finally {
                service.heal();
            }
            assertThat(took).as("%s, %s", fault.words, call).isLessThanOrEqualTo(DEADLINE.plus(ALLOWANCE));
            String enrolled = call == Call.ENROLL ? enrolled(galleries(direct).open(id), thrown) : "–";
            return "| " + fault.words + " | " + call.words + " | " + attempts(call) + " | "
                    + (thrown == null ? "the answer" : "`" + thrown.getClass().getSimpleName() + "`") + " | "
                    + (thrown == null ? "–" : thrown.effect()) + " | " + enrolled + " |";
        }
    }

    private void make(Call call, FaceProvider faces, GalleryId gallery) {
        switch (call) {
            case COMPARE -> faces.comparer().compare(portrait, samePerson);
            case CREATE -> galleries(faces).create(gallery);
            case ENROLL -> galleries(faces).open(gallery).enroll(EnrollRequest.of(PERSON, portrait));
        }
    }

    private static FaceGalleries galleries(FaceProvider faces) {
        return faces.require(FaceGalleries.class);
    }

    /** Counts, then enrolls again as a caller would: nothing is enrolled twice unless the error reported that it might be. */
    private String enrolled(FaceGallery gallery, @Nullable FaceBridgeException thrown) {
        long before = faces(gallery);
        if (thrown == null) {
            assertThat(before).isEqualTo(1);
        } else if (thrown.effect() == Effect.NONE) {
            assertThat(before).isZero();
        }
        gallery.enroll(EnrollRequest.of(PERSON, portrait));
        long after = faces(gallery);
        assertThat(after)
                .as("faces after enrolling again")
                .isEqualTo(recognizesImagesEnrolledBefore() ? 1 : before + 1);
        if (before > 0 && thrown != null) {
            assertThat(thrown.effect()).isEqualTo(Effect.UNKNOWN);
        }
        return before + ", and " + after + " after enrolling again";
    }

    private static long faces(FaceGallery gallery) {
        return gallery.info().faces().orElseThrow();
    }

    /** Of the request that the fault was meant for; of a failed one where nothing comes through. */
    private String attempts(Call call) {
        return reports.stream()
                .filter(report -> report.operation().equals(operation(call)))
                .findFirst()
                .or(() -> reports.stream()
                        .filter(report -> report.outcome() == CallReport.Outcome.FAILED)
                        .findFirst())
                .map(report -> report.attempts() + " × " + report.operation())
                .orElseThrow();
    }

    private static CallPolicy.Builder policy() {
        return CallPolicy.builder()
                .deadline(DEADLINE)
                .backoff(Duration.ofMillis(10), Duration.ofMillis(40))
                .noCircuitBreaker()
                .unlimitedRate();
    }

    /** A stand-in for a service, which fails on demand. */
    public interface Service extends AutoCloseable {
        /**
         * Returns the address of the service.
         *
         * @return an address at which the service responds
         */
        URI endpoint();

        /**
         * Adds a fault.
         *
         * @param mishap the fault
         * @param times the number of requests; {@link Integer#MAX_VALUE} for all
         * @param operation the operation of the requests
         */
        void happen(Mishap mishap, int times, String operation);

        /** Removes all faults. */
        void heal();

        @Override
        void close();
    }

    /** A fault of the service. */
    public enum Mishap {
        /** The request is carried out, and the connection reset. */
        RESET_AFTER,
        /** The status 500 with a page of HTML; the request is not carried out. */
        HTML_500,
        /** The status 503 with a page of HTML; the request is not carried out. */
        HTML_503,
        /** The status 429 with {@code Retry-After: 2}; the request is not carried out. */
        TOO_MANY_REQUESTS,
        /** The service's own error for too many requests; the request is not carried out. */
        THROTTLING,
        /** The request is carried out, and its response takes 5 seconds to arrive. */
        SLOW_BODY,
        /** The request is carried out, and half of its answer arrives. */
        TRUNCATED_BODY,
        /** The request is carried out, and its answer is empty. */
        EMPTY_BODY,
        /** The request is carried out, and its response is unreadable. */
        GARBAGE_BODY
    }

    /** A call of a provider. */
    public enum Call {
        /** Two images are compared. */
        COMPARE("compare"),
        /** A gallery is created. */
        CREATE("create a gallery"),
        /** A person is enrolled with one image. */
        ENROLL("enroll");

        private final String words;

        Call(String words) {
            this.words = words;
        }
    }

    /** The address that the client sends requests to. */
    private enum Where {
        SERVICE,
        UNUSED_ADDRESS,
        CUT_BEFORE_READING,
        CUT_WHILE_READING
    }

    private record Fault(
            String words, Where where, int times, @Nullable Mishap mishap) {
        Fault(String words, Where where) {
            this(words, where, 0, null);
        }

        Fault(String words, int times, Mishap mishap) {
            this(words, Where.SERVICE, times, mishap);
        }
    }
}
