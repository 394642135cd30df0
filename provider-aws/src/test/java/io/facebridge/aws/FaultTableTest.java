package io.facebridge.aws;

import io.facebridge.FaceProvider;
import io.facebridge.emulator.AwsEmulator;
import io.facebridge.emulator.Faults.FaultInjection;
import io.facebridge.remote.CallPolicy;
import io.facebridge.testkit.FaultTableContract;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

class FaultTableTest extends FaultTableContract {
    @Override
    protected Path page() {
        return Path.of("../docs/reference/providers/aws.md");
    }

    @Override
    protected FaceProvider open(URI service, CallPolicy policy) {
        return AwsTestbed.faces(service).callPolicy(policy).build();
    }

    @Override
    protected String operation(Call call) {
        return switch (call) {
            case COMPARE -> "CompareFaces";
            case CREATE -> "CreateCollection";
            case ENROLL -> "IndexFaces";
        };
    }

    @Override
    protected Service start() {
        AwsEmulator emulator = AwsTestbed.startEmulator();
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
