package io.facebridge.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import io.facebridge.FaceGalleries;
import io.facebridge.FaceIdentifier;
import io.facebridge.FaceProvider;
import io.facebridge.FaceVerifier;
import io.facebridge.LivenessSessions;
import io.facebridge.emulator.Faults.FaultInjection;
import io.facebridge.error.Effect;
import io.facebridge.error.FaceBridgeException;
import io.facebridge.gallery.EnrollRequest;
import io.facebridge.gallery.FaceGallery;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.image.FaceImage;
import io.facebridge.liveness.LivenessSession;
import io.facebridge.liveness.LivenessSessionRequest;
import io.facebridge.match.IdentifyRequest;
import io.facebridge.match.VerifyRequest;
import io.facebridge.reliability.Stand.Call;
import io.facebridge.remote.CallPolicy;
import io.facebridge.remote.CallReport;
import io.facebridge.testkit.ConnectionResetServer;
import io.facebridge.testkit.PaintedFaces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Every fault with every kind of call, on every provider: the table of docs/reference/fault-matrix.md is what this test saw. Run it with
 * {@code -Dsurefire.jvm.args=-Dfacebridge.write-docs=true} to rewrite the table.
 */
@Tag("slow")
class FaultMatrixTest {
    private static final Duration DEADLINE = Duration.ofSeconds(2);
    private static final Path PAGE = Path.of("../../docs/reference/fault-matrix.md");
    private static final String BEGIN = "<!-- faults: written by FaultMatrixTest -->\n";
    private static final String END = "<!-- /faults -->";
    private static final PersonId PERSON = PersonId.portable("ada");

    private static final int ALWAYS = Integer.MAX_VALUE;
    private static final List<Fault> FAULTS = List.of(
            new Fault("connection refused", Where.UNUSED_ADDRESS),
            new Fault("connection reset before the request is read", Where.CUT_BEFORE_READING),
            new Fault("connection reset while the request is read", Where.CUT_WHILE_READING),
            new Fault("connection reset after the request was carried out, once", 1, FaultInjection::resetAfter),
            new Fault("connection reset after the request was carried out, always", ALWAYS, FaultInjection::resetAfter),
            new Fault("HTTP 500 with an HTML page", ALWAYS, happening -> happening.html(500)),
            new Fault("HTTP 503 with an HTML page", ALWAYS, happening -> happening.html(503)),
            new Fault("429 with Retry-After 1, once", 1, happening -> happening.tooManyRequests(Duration.ofSeconds(1))),
            new Fault(
                    "429 with Retry-After 60, longer than the deadline",
                    ALWAYS,
                    happening -> happening.tooManyRequests(Duration.ofMinutes(1))),
            new Fault("throttling that lasts", ALWAYS, FaultInjection::throttle),
            new Fault(
                    "a body that takes longer than the deadline",
                    ALWAYS,
                    happening -> happening.slowBody(DEADLINE.plusSeconds(1))),
            new Fault("a truncated body", ALWAYS, FaultInjection::truncatedBody),
            new Fault("HTTP 200 with an empty body", ALWAYS, FaultInjection::emptyBody),
            new Fault("HTTP 200 with garbage", ALWAYS, FaultInjection::garbageBody));

    private final FaceImage portrait = FaceImage.of(PaintedFaces.portrait(1, 1));
    private final FaceImage samePerson = FaceImage.of(PaintedFaces.portrait(1, 2));

    @Test
    void nothing_is_lost_or_there_twice_that_the_error_did_not_announce_and_the_page_says_what_happens()
            throws IOException, InterruptedException, ExecutionException {
        List<List<String>> columns = new ArrayList<>();
        ExecutorService providers = Executors.newFixedThreadPool(3);
        try {
            List<Future<List<String>>> running = Stand.all(new PaintedFaces()).stream()
                    .map(stand -> providers.submit(() -> new Column(stand).cells()))
                    .toList();
            for (Future<List<String>> column : running) {
                columns.add(column.get());
            }
        } finally {
            providers.shutdown();
        }
        assertThat(columns)
                .allSatisfy(column -> assertThat(column)
                        .noneMatch(cell -> cell.matches(".*(lost|twice).*") && !cell.contains("UNKNOWN")));
        String table = table(columns);
        String page = Files.readString(PAGE);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        int end = page.indexOf(END);
        if (Boolean.getBoolean("facebridge.write-docs")) {
            Files.writeString(PAGE, page.substring(0, begin) + table + page.substring(end));
        } else {
            assertThat(page.substring(begin, end)).isEqualTo(table);
        }
    }

    private static String table(List<List<String>> columns) {
        StringBuilder table = new StringBuilder("| fault | call | aws | tencent | azure |\n|---|---|---|---|---|\n");
        int row = 0;
        for (Fault fault : FAULTS) {
            for (Call call : Call.values()) {
                table.append("| ").append(fault.words).append(" | ").append(call.words);
                for (List<String> column : columns) {
                    table.append(" | ").append(column.get(row));
                }
                table.append(" |\n");
                row++;
            }
        }
        return table.toString();
    }

    /** One provider: all faults with all calls. */
    private final class Column {
        private final Stand stand;
        private final FaceProvider direct;
        private final GalleryId shared = GalleryId.portable("shared");
        private final Queue<CallReport> reports = new ConcurrentLinkedQueue<>();
        private int galleries;

        Column(Stand stand) {
            this.stand = stand;
            direct = stand.open(
                    stand.endpoint(), policy().deadline(Duration.ofSeconds(20)).build());
        }

        List<String> cells() {
            List<String> cells = new ArrayList<>();
            try (stand;
                    direct) {
                enroll(shared);
                for (Fault fault : FAULTS) {
                    for (Call call : Call.values()) {
                        cells.add(cell(fault, call));
                    }
                }
            }
            return cells;
        }

        private void enroll(GalleryId gallery) {
            galleries(direct).create(gallery).enroll(EnrollRequest.of(PERSON, portrait));
            galleries(direct).open(gallery).awaitSearchable(Duration.ofSeconds(20));
        }

        private String cell(Fault fault, Call call) {
            boolean isFresh = call == Call.ENROLL || call == Call.REMOVE || call == Call.DELETE || call == Call.CREATE;
            GalleryId gallery = isFresh ? GalleryId.portable("faults-" + galleries++) : shared;
            if (call == Call.ENROLL) {
                galleries(direct).create(gallery);
            } else if (isFresh && call != Call.CREATE) {
                enroll(gallery);
            }
            @Nullable LivenessSession session = call == Call.RESULT ? open(direct) : null;
            @Nullable FaceBridgeException thrown = make(fault, call, gallery, session);
            String cell = thrown == null ? "answer" : thrown.effect().name();
            if (isFresh) {
                int times = timesDone(call, gallery);
                cell += times == 0 ? ", not done" : times == 1 ? ", done" : ", done twice";
                if (times == 0 && thrown == null) {
                    cell = "lost";
                }
                if (thrown != null && thrown.effect() == Effect.NONE) {
                    assertThat(times)
                            .as("%s, %s, %s", stand.name(), fault.words, call)
                            .isZero();
                }
                if (call == Call.REMOVE) {
                    assertGoneAfterRemovingAgain(gallery);
                }
                galleries(direct).delete(gallery);
            } else if (thrown != null && call != Call.OPEN) {
                assertThat(thrown.effect())
                        .as("%s, %s, %s", stand.name(), fault.words, call)
                        .isEqualTo(Effect.NONE);
            }
            return cell;
        }

        private void assertGoneAfterRemovingAgain(GalleryId gallery) {
            FaceGallery left = galleries(direct).open(gallery);
            left.remove(PERSON);
            assertThat(left.find(PERSON)).isEmpty();
            left.info().faces().ifPresent(faces -> assertThat(faces).isZero());
        }

        private @Nullable FaceBridgeException make(
                Fault fault, Call call, GalleryId gallery, @Nullable LivenessSession session) {
            reports.clear();
            try (ConnectionResetServer line = fault.where == Where.CUT_WHILE_READING
                            ? ConnectionResetServer.whileReading()
                            : ConnectionResetServer.beforeReading();
                    FaceProvider faces = stand.open(
                            switch (fault.where) {
                                case UNUSED_ADDRESS -> ConnectionResetServer.unusedAddress();
                                case CUT_BEFORE_READING, CUT_WHILE_READING -> line.endpoint();
                                case EMULATOR -> stand.endpoint();
                            },
                            policy().deadline(DEADLINE).listener(reports::add).build())) {
                String deciding = stand.deciding(call);
                if (fault.where == Where.EMULATOR) {
                    fault.happen.accept(
                            deciding.isEmpty()
                                    ? stand.faults().next(fault.times)
                                    : stand.faults().next(fault.times, deciding));
                }
                try {
                    call(faces, call, gallery, session);
                    return null;
                } catch (FaceBridgeException e) {
                    return e;
                } finally {
                    stand.faults().clear();
                    if (fault.where == Where.EMULATOR && !deciding.isEmpty()) {
                        assertThat(reports)
                                .as("requests of %s", call)
                                .anyMatch(report -> report.operation().equals(deciding));
                    }
                }
            }
        }

        private void call(FaceProvider faces, Call call, GalleryId gallery, @Nullable LivenessSession session) {
            switch (call) {
                case DETECT -> assertThat(faces.detector().detect(portrait)).hasSize(1);
                case COMPARE -> faces.comparer().compare(portrait, samePerson);
                case CREATE -> galleries(faces).create(gallery);
                case ENROLL -> galleries(faces).open(gallery).enroll(EnrollRequest.of(PERSON, portrait));
                case FIND ->
                    assertThat(galleries(faces).open(gallery).find(PERSON)).isPresent();
                case LIST -> assertThat(galleries(faces).open(gallery).list()).containsExactly(PERSON);
                case VERIFY -> faces.require(FaceVerifier.class).verify(VerifyRequest.of(samePerson, gallery, PERSON));
                case IDENTIFY ->
                    assertThat(faces.require(FaceIdentifier.class).identify(IdentifyRequest.of(samePerson, gallery)))
                            .hasSize(1);
                case REMOVE -> galleries(faces).open(gallery).remove(PERSON);
                case DELETE -> galleries(faces).delete(gallery);
                case OPEN -> open(faces);
                case RESULT -> {
                    if (session != null) {
                        faces.require(LivenessSessions.class).result(session);
                    }
                }
            }
        }

        /** How often that has happened which the call was to bring about. */
        private int timesDone(Call call, GalleryId gallery) {
            boolean exists = List.copyOf(listed()).contains(gallery);
            return switch (call) {
                case CREATE -> exists ? 1 : 0;
                case DELETE -> exists ? 0 : 1;
                case ENROLL ->
                    galleries(direct)
                            .open(gallery)
                            .find(PERSON)
                            .map(person -> person.faces().size())
                            .orElse(0);
                case REMOVE -> galleries(direct).open(gallery).find(PERSON).isPresent() ? 0 : 1;
                default -> throw new IllegalArgumentException(call + " changes nothing");
            };
        }

        private List<GalleryId> listed() {
            List<GalleryId> all = new ArrayList<>();
            galleries(direct).list().forEach(all::add);
            return all;
        }
    }

    private static FaceGalleries galleries(FaceProvider faces) {
        return faces.require(FaceGalleries.class);
    }

    private static LivenessSession open(FaceProvider faces) {
        return faces.require(LivenessSessions.class).open(LivenessSessionRequest.forSubject("login-17"));
    }

    private static CallPolicy.Builder policy() {
        return CallPolicy.builder()
                .backoff(Duration.ofMillis(10), Duration.ofMillis(40))
                .noCircuitBreaker()
                .unlimitedRate();
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
