package io.facebridge.azure;

import static org.assertj.core.api.Assertions.assertThat;

import io.facebridge.emulator.AzureEmulator;
import io.facebridge.emulator.Faults.FaultInjection;
import io.facebridge.error.Effect;
import io.facebridge.error.FaceBridgeException;
import io.facebridge.gallery.EnrollRequest;
import io.facebridge.gallery.FaceGallery;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.image.FaceImage;
import io.facebridge.remote.CallPolicy;
import io.facebridge.remote.CallReport;
import io.facebridge.testkit.ConnectionResetServer;
import io.facebridge.testkit.TestImages;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What a caller sees of each fault: the table of docs/reference/providers/azure.md is what this test saw. Run it with
 * {@code -Dfacebridge.write-docs=true} to rewrite the table.
 */
@Tag("models")
@Tag("slow")
class FaultTableTest {
    private static final Duration DEADLINE = Duration.ofSeconds(3);
    private static final Duration ALLOWANCE = Duration.ofMillis(100);
    private static final Path PAGE = Path.of("../docs/reference/providers/azure.md");
    private static final String BEGIN = "<!-- faults: written by FaultTableTest -->\n";
    private static final String END = "<!-- /faults -->";
    private static final PersonId PERSON = new PersonId("ada");

    private static final int ALWAYS = Integer.MAX_VALUE;
    private static final List<Fault> FAULTS = List.of(
            new Fault("connection refused", Where.UNUSED_ADDRESS),
            new Fault("connection reset before the request is read", Where.CUT_BEFORE_READING),
            new Fault("connection reset while the request is read", Where.CUT_WHILE_READING),
            new Fault("connection reset after the request was carried out, once", 1, FaultInjection::resetAfter),
            new Fault("connection reset after the request was carried out, always", ALWAYS, FaultInjection::resetAfter),
            new Fault("HTTP 500 with an HTML page", ALWAYS, happening -> happening.html(500)),
            new Fault("HTTP 503 with an HTML page", ALWAYS, happening -> happening.html(503)),
            new Fault("429 with Retry-After 2, once", 1, happening -> happening.tooManyRequests(Duration.ofSeconds(2))),
            new Fault(
                    "429 with Retry-After 2, always",
                    ALWAYS,
                    happening -> happening.tooManyRequests(Duration.ofSeconds(2))),
            new Fault(
                    "429 with Retry-After 60, longer than the deadline",
                    ALWAYS,
                    happening -> happening.tooManyRequests(Duration.ofMinutes(1))),
            new Fault("throttling for 3 s", ALWAYS, FaultInjection::throttle),
            new Fault(
                    "a body that takes longer than the deadline",
                    ALWAYS,
                    happening -> happening.slowBody(Duration.ofSeconds(5))),
            new Fault("a truncated body", ALWAYS, FaultInjection::truncatedBody),
            new Fault("HTTP 200 with an empty body", ALWAYS, FaultInjection::emptyBody),
            new Fault("HTTP 200 with garbage", ALWAYS, FaultInjection::garbageBody));

    private final FaceImage portrait = TestImages.ofTheBuild().portrait();
    private final FaceImage samePerson = TestImages.ofTheBuild().samePerson();
    private final Queue<CallReport> reports = new ConcurrentLinkedQueue<>();
    private int galleries;

    @Test
    void the_documentation_says_what_a_caller_sees_of_each_fault() throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("| fault | call | attempts | what the caller sees | `effect()` | faces enrolled then |");
        lines.add("|---|---|---|---|---|---|");
        try (AzureEmulator emulator = AzureTestbed.startEmulator()) {
            for (Fault fault : FAULTS) {
                for (Call call : Call.values()) {
                    lines.add(row(emulator, fault, call));
                }
            }
        }
        String table = String.join("\n", lines) + "\n";
        String page = Files.readString(PAGE);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        int end = page.indexOf(END);
        if (Boolean.getBoolean("facebridge.write-docs")) {
            Files.writeString(PAGE, page.substring(0, begin) + table + page.substring(end));
        } else {
            assertThat(page.substring(begin, end)).isEqualTo(table);
        }
    }

    private String row(AzureEmulator emulator, Fault fault, Call call) {
        GalleryId id = new GalleryId("faults-" + galleries++);
        try (AzureFaces direct = faces(emulator, emulator.endpoint(), policy().build());
                ConnectionResetServer line = fault.where == Where.CUT_WHILE_READING
                        ? ConnectionResetServer.whileReading()
                        : ConnectionResetServer.beforeReading()) {
            if (call != Call.CREATE) {
                direct.galleries().create(id);
            }
            URI endpoint =
                    switch (fault.where) {
                        case UNUSED_ADDRESS -> ConnectionResetServer.unusedAddress();
                        case CUT_BEFORE_READING, CUT_WHILE_READING -> line.endpoint();
                        case EMULATOR -> emulator.endpoint();
                    };
            reports.clear();
            @Nullable FaceBridgeException thrown = null;
            Duration took;
            try (AzureFaces faces =
                    faces(emulator, endpoint, policy().listener(reports::add).build())) {
                if (fault.where == Where.EMULATOR) {
                    fault.happen.accept(emulator.faults().next(fault.times, call.operation));
                }
                long start = System.nanoTime();
                try {
                    call.make(faces, id, this);
                } catch (FaceBridgeException e) {
                    thrown = e;
                }
                took = Duration.ofNanos(System.nanoTime() - start);
            } finally {
                emulator.faults().clear();
            }
            assertThat(took).as("%s, %s", fault.words, call).isLessThanOrEqualTo(DEADLINE.plus(ALLOWANCE));
            String enrolled = call == Call.ENROLL || call == Call.ADD_FACE
                    ? enrolled(direct.galleries().open(id), thrown)
                    : "–";
            return "| " + fault.words + " | " + call.words + " | " + attempts(call) + " | "
                    + (thrown == null ? "the answer" : "`" + thrown.getClass().getSimpleName() + "`") + " | "
                    + (thrown == null ? "–" : thrown.effect()) + " | " + enrolled + " |";
        }
    }

    /** Counts, then enrolls again as a caller would: nothing is there twice unless the error said that it might be. */
    private String enrolled(FaceGallery gallery, @Nullable FaceBridgeException thrown) {
        int before = faces(gallery);
        if (thrown == null) {
            assertThat(before).isEqualTo(1);
        } else if (thrown.effect() == Effect.NONE) {
            assertThat(before).isZero();
        }
        gallery.enroll(EnrollRequest.of(PERSON, portrait));
        int after = faces(gallery);
        assertThat(after).as("faces after enrolling again").isEqualTo(before + 1);
        if (before > 0 && thrown != null) {
            assertThat(thrown.effect()).isEqualTo(Effect.UNKNOWN);
        }
        return before + ", and " + after + " after enrolling again";
    }

    private static int faces(FaceGallery gallery) {
        return gallery.find(PERSON).map(person -> person.faces().size()).orElse(0);
    }

    /** Of the request that the fault was meant for, all times that it was made; else of the first that failed. */
    private String attempts(Call call) {
        int meant = reports.stream()
                .filter(report -> report.operation().equals(call.operation))
                .mapToInt(CallReport::attempts)
                .sum();
        return meant > 0
                ? meant + " × " + call.operation
                : reports.stream()
                        .filter(report -> report.outcome() == CallReport.Outcome.FAILED)
                        .findFirst()
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

    private static AzureFaces faces(AzureEmulator emulator, URI endpoint, CallPolicy policy) {
        return AzureClients.faces(URI.create("https://" + endpoint.getAuthority()), emulator.sslContext())
                .callPolicy(policy)
                .build();
    }

    private enum Call {
        COMPARE("compare", "Verify") {
            @Override
            void make(AzureFaces faces, GalleryId gallery, FaultTableTest test) {
                faces.comparer().compare(test.portrait, test.samePerson);
            }
        },
        CREATE("create a gallery", "CreateLargePersonGroup") {
            @Override
            void make(AzureFaces faces, GalleryId gallery, FaultTableTest test) {
                faces.galleries().create(gallery);
            }
        },
        ENROLL("enroll", "CreatePerson") {
            @Override
            void make(AzureFaces faces, GalleryId gallery, FaultTableTest test) {
                faces.galleries().open(gallery).enroll(EnrollRequest.of(PERSON, test.portrait));
            }
        },
        ADD_FACE("enroll, at the face", "AddFace") {
            @Override
            void make(AzureFaces faces, GalleryId gallery, FaultTableTest test) {
                ENROLL.make(faces, gallery, test);
            }
        };

        private final String words;
        private final String operation;

        Call(String words, String operation) {
            this.words = words;
            this.operation = operation;
        }

        abstract void make(AzureFaces faces, GalleryId gallery, FaultTableTest test);
    }

    /** Where the client sends to. */
    private enum Where {
        EMULATOR,
        UNUSED_ADDRESS,
        CUT_BEFORE_READING,
        CUT_WHILE_READING
    }

    private record Fault(String words, Where where, int times, Consumer<FaultInjection> happen) {
        Fault(String words, Where where) {
            this(words, where, 1, happening -> {});
        }

        Fault(String words, int times, Consumer<FaultInjection> happen) {
            this(words, Where.EMULATOR, times, happen);
        }
    }
}
