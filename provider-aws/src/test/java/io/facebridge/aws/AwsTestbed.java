package io.facebridge.aws;

import io.facebridge.emulator.AwsEmulator;
import io.facebridge.emulator.AwsSeed;
import io.facebridge.gallery.GalleryId;
import io.facebridge.image.FaceImage;
import io.facebridge.local.LocalFaces;
import io.facebridge.match.FaceTemplate;
import io.facebridge.match.MatchPolicy;
import io.facebridge.match.ScoreScale;
import io.facebridge.testkit.CachingFaces;
import io.facebridge.testkit.TestImages;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** The emulator with real faces behind, and the provider in front: what the contracts are run against. */
final class AwsTestbed {

    /** Opened once for all tests, and closed with the JVM. */
    static final LocalFaces BACKING = LocalFaces.create();

    /** What stands behind the emulators: the same image is analyzed once. */
    static final CachingFaces SEEN = new CachingFaces(BACKING);

    private static final FaceTemplate TEMPLATE = BACKING.templates()
            .extract(TestImages.ofTheBuild().portrait())
            .get(0)
            .template();

    private AwsTestbed() {}

    static AwsEmulator.Builder emulator() {
        return AwsEmulator.backedBy(SEEN)
                .userUpdatingFor(Duration.ZERO)
                .credentials(AwsClients.ACCESS_KEY, AwsClients.SECRET_KEY)
                .region(AwsClients.REGION);
    }

    static AwsEmulator startEmulator() {
        return emulator().start();
    }

    /** Without the quotas of real accounts, and silent. */
    static AwsFaces.Builder faces(URI endpoint) {
        return AwsClients.faces(endpoint);
    }

    /** At a rate of 1e-3, by what the emulator says of its own scores, which stay as they are. */
    static MatchPolicy policy(AwsEmulator emulator, ScoreScale scale) {
        return MatchPolicy.falseMatchRate(1e-3)
                .calibratedBy(scale, emulator.calibration().validUntil(Instant.MAX));
    }

    /** Synthetic persons of random templates. */
    static void seed(AwsEmulator emulator, GalleryId gallery, int persons) {
        Random random = new Random(persons);
        AwsSeed seed = emulator.seed().collection(gallery.value());
        for (int person = 0; person < persons; person++) {
            seed.user("seed-" + person, template(random));
        }
    }

    /** Synthetic faces of random templates. */
    static List<FaceTemplate> templates(int count) {
        Random random = new Random(count);
        return Stream.generate(() -> template(random)).limit(count).toList();
    }

    /** Persons who all have the template of one face. */
    static void seedAlike(AwsEmulator emulator, GalleryId gallery, FaceImage image, int persons) {
        FaceTemplate template = BACKING.templates().extract(image).get(0).template();
        AwsSeed seed = emulator.seed().collection(gallery.value());
        for (int person = 0; person < persons; person++) {
            seed.user("alike-" + person, template);
        }
    }

    private static FaceTemplate template(Random random) {
        FaceTemplate like = TEMPLATE;
        float[] vector = new float[like.dimension()];
        double squares = 0;
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) random.nextGaussian();
            squares += (double) vector[i] * vector[i];
        }
        for (int i = 0; i < vector.length; i++) {
            vector[i] /= (float) Math.sqrt(squares);
        }
        return FaceTemplate.of(like.model(), vector);
    }
}
