package io.facebridge.examples;

import io.facebridge.FaceProvider;
import io.facebridge.FaceProviders;
import io.facebridge.examples.support.EmulatedServices;
import io.facebridge.examples.support.Photographs;
import io.facebridge.image.FaceImage;
import io.facebridge.local.LocalFaces;
import io.facebridge.match.Comparison;
import io.facebridge.match.MatchDecision;
import io.facebridge.match.MatchPolicy;
import io.facebridge.match.Threshold;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes one comparison by the provider that a properties file names: to switch the provider, change the file, not the program.
 * Runs on the local provider and on an emulator.
 */
@SuppressWarnings("SystemOut")
public final class SwitchProvider {
    private static final String LOCAL = """
            provider = local
            smallestFace = 0.05
            """;

    private static final String AWS = """
            provider = aws
            # On the scale of this provider, which publishes no error rates: measure it on pairs of your own.
            threshold = %s
            region = eu-west-1
            endpoint = %s
            keyId = access
            key = secret
            deadline = 20s
            maxAttempts = 2
            """;

    private SwitchProvider() {}

    /**
     * Compares two images by the provider of each file, and prints a line for each.
     *
     * @param args properties files; without any, one of the local provider and one of an emulator of Amazon Rekognition are written
     * @throws IOException if a file cannot be read or written
     */
    public static void main(String[] args) throws IOException {
        if (args.length > 0) {
            for (String file : args) {
                compareBy(Path.of(file));
            }
            return;
        }
        Path local = Files.createTempFile("facebridge-local", ".properties");
        Path aws = Files.createTempFile("facebridge-aws", ".properties");
        try (LocalFaces eyes = LocalFaces.create();
                EmulatedServices services = new EmulatedServices(eyes)) {
            double threshold = services.aws().calibration().thresholdAt(1e-4);
            compareBy(Files.writeString(local, LOCAL));
            compareBy(Files.writeString(
                    aws, AWS.formatted(threshold, services.aws().endpoint())));
        } finally {
            Files.delete(local);
            Files.delete(aws);
        }
    }

    /** The program. Only the file names a provider. */
    private static void compareBy(Path file) throws IOException {
        Map<String, String> settings = read(file);
        @Nullable String provider = settings.remove("provider");
        @Nullable String threshold = settings.remove("threshold");
        try (FaceProvider faces = FaceProviders.open(provider == null ? "local" : provider, settings)) {
            Comparison comparison = faces.comparer()
                    .compare(
                            FaceImage.of(Photographs.portrait("sample1.jpg", 1375, 100, 400, 450)),
                            FaceImage.of(Photographs.portrait("sample3.jpg", 1000, 100, 400, 500)));
            MatchDecision decision = threshold == null
                    ? MatchPolicy.falseMatchRate(1e-4).judge(comparison)
                    : Threshold.explicit(
                                    Double.parseDouble(threshold),
                                    comparison.score().scale())
                            .judge(comparison);
            System.out.println(faces.id() + ": " + decision.outcome());
        }
    }

    private static Map<String, String> read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader text = Files.newBufferedReader(file)) {
            properties.load(text);
        }
        Map<String, String> settings = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> settings.put(name, properties.getProperty(name)));
        return settings;
    }
}
