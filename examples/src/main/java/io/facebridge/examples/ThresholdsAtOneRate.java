package io.facebridge.examples;

import io.facebridge.aws.AwsFaces;
import io.facebridge.azure.AzureFaces;
import io.facebridge.azure.AzureRates;
import io.facebridge.emulator.AwsEmulator;
import io.facebridge.emulator.AzureEmulator;
import io.facebridge.emulator.TencentEmulator;
import io.facebridge.error.UncalibratedException;
import io.facebridge.gallery.GalleryId;
import io.facebridge.local.LocalFaces;
import io.facebridge.match.MatchPolicy;
import io.facebridge.match.ScoreScale;
import io.facebridge.match.Threshold;
import io.facebridge.tencent.TencentFaces;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/**
 * Applies one policy to every provider: prints the threshold for a rate of one in ten thousand on the score scales of the
 * available providers, or why the policy is rejected. The services are emulated; their score scales, and the rates that their
 * vendors publish, are those of the real ones.
 */
public final class ThresholdsAtOneRate {
    private static final GalleryId STAFF = GalleryId.portable("staff");

    private ThresholdsAtOneRate() {}

    /**
     * Prints the table, for comparisons and for searches.
     *
     * @param args not used
     */
    @SuppressWarnings("SystemOut")
    public static void main(String[] args) {
        MatchPolicy comparisons = MatchPolicy.falseMatchRate(1e-4);
        MatchPolicy searches = MatchPolicy.falsePositiveIdentificationRate(1e-2).withReferenceCount(10_000);
        System.out.println(comparisons);
        comparisons().forEach(scale -> System.out.println(row(comparisons, scale)));
        System.out.println(searches);
        searches().forEach(scale -> System.out.println(row(searches, scale)));
    }

    private static String row(MatchPolicy policy, ScoreScale scale) {
        String name = String.format(
                Locale.ROOT,
                "  %-8s %-14.14s %-8s",
                scale.provider(),
                scale.model(),
                scale.operation().name().toLowerCase(Locale.ROOT));
        try {
            Threshold threshold = policy.thresholdFor(scale);
            return String.format(
                    Locale.ROOT,
                    "%s %8.4f of %3.0f  %s%s",
                    name,
                    threshold.value(),
                    scale.max(),
                    threshold.basis(),
                    threshold.interpolated() ? ", interpolated" : "");
        } catch (UncalibratedException e) {
            String reason = e.getMessage();
            return name + "  refused: "
                    + reason.substring(reason.indexOf(':') + 2).split(";", 2)[0];
        }
    }

    private static List<ScoreScale> comparisons() {
        List<ScoreScale> scales = new ArrayList<>();
        try (LocalFaces local = LocalFaces.create();
                AwsEmulator rekognition = rekognition(local);
                AwsFaces aws = aws(rekognition);
                TencentEmulator emulator = tencent(local);
                TencentFaces tencent = tencent(emulator, "3.0");
                TencentFaces older = tencent(emulator, "2.0");
                AzureEmulator azureEmulator = azure(local);
                AzureFaces azure = azure(azureEmulator, AzureRates.RECOGNITION_04);
                AzureFaces azureBefore = azure(azureEmulator, AzureRates.RECOGNITION_03)) {
            scales.add(local.comparer().scale().orElseThrow());
            scales.add(aws.comparer().scale().orElseThrow());
            scales.add(tencent.comparer().scale().orElseThrow());
            scales.add(older.comparer().scale().orElseThrow());
            scales.add(azure.comparer().scale().orElseThrow());
            scales.add(azureBefore.comparer().scale().orElseThrow());
        }
        return scales;
    }

    private static List<ScoreScale> searches() {
        List<ScoreScale> scales = new ArrayList<>();
        try (LocalFaces local = LocalFaces.create();
                AwsEmulator rekognition = rekognition(local);
                AwsFaces aws = aws(rekognition);
                TencentEmulator emulator = tencent(local);
                TencentFaces tencent = tencent(emulator, "3.0");
                AzureEmulator azureEmulator = azure(local);
                AzureFaces azure = azure(azureEmulator, AzureRates.RECOGNITION_04)) {
            aws.galleries().create(STAFF);
            scales.add(aws.identifier().scale(STAFF));
            tencent.galleries().create(STAFF);
            scales.add(tencent.identifier().scale(STAFF));
            azure.galleries().create(STAFF);
            scales.add(azure.identifier().scale(STAFF));
        }
        return scales;
    }

    private static AwsEmulator rekognition(LocalFaces local) {
        return AwsEmulator.backedBy(local).credentials("access", "secret").start();
    }

    private static AwsFaces aws(AwsEmulator emulator) {
        return AwsFaces.builder()
                .region("eu-west-1")
                .endpoint(emulator.endpoint())
                .credentials(StaticCredentialsProvider.create(AwsBasicCredentials.create("access", "secret")))
                .build();
    }

    private static TencentEmulator tencent(LocalFaces local) {
        return TencentEmulator.backedBy(local).credentials("id", "secret").start();
    }

    private static TencentFaces tencent(TencentEmulator emulator, String model) {
        return TencentFaces.builder()
                .region("ap-singapore")
                .endpoint(emulator.endpoint())
                .credentials("id", "secret")
                .faceModelVersion(model)
                .build();
    }

    private static AzureEmulator azure(LocalFaces local) {
        return AzureEmulator.backedBy(local).key("any").start();
    }

    private static AzureFaces azure(AzureEmulator emulator, String model) {
        return AzureFaces.builder()
                .endpoint(emulator.endpoint())
                .key("any")
                .recognitionModel(model)
                .sslContext(emulator.sslContext())
                .build();
    }
}
