package io.facebridge.tencent;

import io.facebridge.FaceProvider;
import io.facebridge.emulator.Faults.FaultInjection;
import io.facebridge.emulator.TencentEmulator;
import io.facebridge.remote.CallPolicy;
import io.facebridge.testkit.FaultTableContract;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

class FaultTableTest extends FaultTableContract {
    @Override
    protected Path page() {
        return Path.of("../docs/reference/providers/tencent.md");
    }

    @Override
    protected FaceProvider open(URI service, CallPolicy policy) {
        return TencentTestbed.faces(service).callPolicy(policy).build();
    }

    @Override
    protected String operation(Call call) {
        return switch (call) {
            case COMPARE -> "CompareFace";
            case CREATE -> "CreateGroup";
            case ENROLL -> "CreatePerson";
        };
    }

    @Override
    protected boolean recognizesImagesEnrolledBefore() {
        return false;
    }

    @Override
    protected Service start() {
        TencentEmulator emulator = TencentTestbed.startEmulator();
        return new Service() {
            @Override
            public URI endpoint() {
                return emulator.endpoint();
            }

            @Override
            public void happen(Mishap mishap, int times, String operation) {
                FaultInjection happening = emulator.faults().next(times, operation);
                switch (mishap) {
                    case RESET_AFTER -> happening.resetAfter();
                    case HTML_500 -> happening.html(500);
                    case HTML_503 -> happening.html(503);
                    case TOO_MANY_REQUESTS -> happening.tooManyRequests(Duration.ofSeconds(2));
                    case THROTTLING -> happening.throttle();
                    case SLOW_BODY -> happening.slowBody(Duration.ofSeconds(5));
                    case TRUNCATED_BODY -> happening.truncatedBody();
                    case EMPTY_BODY -> happening.emptyBody();
                    case GARBAGE_BODY -> happening.garbageBody();
                }
            }

            @Override
            public void heal() {
                emulator.faults().clear();
            }

            @Override
            public void close() {
                emulator.close();
            }
        };
    }
}
