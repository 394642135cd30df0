package io.facebridge.examples;

import io.facebridge.FaceProvider;
import io.facebridge.aws.AwsFaces;
import io.facebridge.azure.AzureFaces;
import io.facebridge.examples.support.EmulatedServices;
import io.facebridge.examples.support.Photographs;
import io.facebridge.image.FaceImage;
import io.facebridge.local.LocalFaces;
import io.facebridge.match.FalseMatchTable;
import io.facebridge.match.MatchDecision;
import io.facebridge.match.MatchPolicy;
import io.facebridge.operations.failover.Failover;
import io.facebridge.operations.failover.FailoverResult;
import io.facebridge.operations.failover.RegionNotAllowedException;
import io.facebridge.remote.CallPolicy;
import java.time.Duration;
import java.time.Instant;

/**
 * Makes a series of comparisons during which one service fails and the next one rejects further requests, and prints the
 * deciding provider and the failed ones. Runs on emulators.
 */
@SuppressWarnings("SystemOut")
public final class FailoverInAnOutage {
    private FailoverInAnOutage() {}

    /**
     * Compares, stops an emulator, and continues to compare.
     *
     * @param args not used
     */
    public static void main(String[] args) {
        FaceImage card = FaceImage.of(Photographs.portrait("sample1.jpg", 1375, 100, 400, 450));
        FaceImage holder = FaceImage.of(Photographs.portrait("sample3.jpg", 1000, 100, 400, 500));
        FaceImage other = FaceImage.of(Photographs.portrait("sample3.jpg", 1420, 180, 340, 470));
        // A caller waits for at most the sum of all deadlines: short ones, as there is another provider.
        CallPolicy calls = CallPolicy.builder()
                .deadline(Duration.ofSeconds(5))
                .maxAttempts(2)
                .build();
        try (LocalFaces local = LocalFaces.create();
                EmulatedServices services = new EmulatedServices(local);
                AzureFaces azure = services.azureFaces(calls);
                AwsFaces aws = services.awsFaces(calls)) {
            MatchPolicy policy = MatchPolicy.falseMatchRate(1e-4);
            policy = calibrated(policy, azure, services.azure().calibration());
            policy = calibrated(policy, aws, services.aws().calibration());
            // Requests go to emulators here, so that the providers report no region: the application states it.
            Failover.Builder builder = Failover.builder(azure, aws, local)
                    .policy(policy)
                    .processedIn(azure, "westeurope")
                    .processedIn(aws, "eu-west-1");
            try {
                builder.allowedRegions("westeurope").build();
            } catch (RegionNotAllowedException e) {
                System.out.println(
                        "only westeurope is allowed: " + e.getMessage().split(";", 2)[0]);
            }
            Failover failover =
                    builder.allowedRegions("westeurope", "eu-west-1").build();
            compare(failover, card, holder, other);
            System.out.println("azure becomes unavailable");
            services.azure().close();
            compare(failover, card, holder, other);
            System.out.println("aws throttles all requests");
            services.aws().faults().during(Duration.ofMinutes(5)).throttle();
            compare(failover, card, holder, other);
        }
    }

    private static void compare(Failover failover, FaceImage card, FaceImage holder, FaceImage other) {
        System.out.println("  the holder: " + said(failover.compare(card, holder)));
        System.out.println("  another person: " + said(failover.compare(card, other)));
    }

    private static String said(FailoverResult<MatchDecision> answer) {
        return answer.value().outcome() + " by " + answer.member()
                + (answer.failedMembers().isEmpty() ? "" : ", after " + answer.failedMembers());
    }

    /** By the emulator's own calibration; a real service is measured on pairs of the application's own. */
    private static MatchPolicy calibrated(MatchPolicy policy, FaceProvider faces, FalseMatchTable measured) {
        return policy.calibratedBy(
                faces.comparer().scale().orElseThrow(),
                measured.validUntil(Instant.now().plus(Duration.ofDays(90))));
    }
}
