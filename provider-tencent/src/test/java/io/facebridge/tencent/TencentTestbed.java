package io.facebridge.tencent;

import io.facebridge.emulator.TencentEmulator;
import io.facebridge.emulator.TencentSeed;
import io.facebridge.gallery.GalleryId;
import io.facebridge.local.LocalFaces;
import io.facebridge.match.FaceTemplate;
import io.facebridge.match.MatchPolicy;
import io.facebridge.match.ScoreScale;
import io.facebridge.testkit.CachingFaces;
import io.facebridge.testkit.TestImages;
import java.net.URI;
import java.util.Random;

/** The emulator with real faces behind, and the provider in front: what the contracts are run against. */
final class TencentTestbed {

    /** Opened once for all tests, and closed with the JVM. */
    static final LocalFaces BACKING = LocalFaces.create();

    /** What stands behind the emulators: the same image is analyzed once. */
    static final CachingFaces SEEN = new CachingFaces(BACKING);

    private static final FaceTemplate TEMPLATE = BACKING.templates()
            .extract(TestImages.ofTheBuild().portrait())
            .get(0)
            .template();

    private TencentTestbed() {}

    static TencentEmulator.Builder emulator() {
        return TencentEmulator.backedBy(SEEN)
                .credentials(TencentClients.SECRET_ID, TencentClients.SECRET_KEY)
                .region(TencentClients.REGION);
    }

    static TencentEmulator startEmulator() {
        return emulator().start();
    }

    /** Without the quotas of real accounts, and silent. */
    static TencentFaces.Builder faces(URI endpoint) {
        return TencentClients.faces(endpoint);
    }

    /** At a rate of 1e-3, by the vendor's table where there is one, and by what the emulator says of its own scores. */
    static MatchPolicy policy(TencentEmulator emulator, ScoreScale scale) {
        MatchPolicy policy = MatchPolicy.falseMatchRate(1e-3);
        return scale.falseMatchTable().isPresent() ? policy : policy.calibratedBy(scale, emulator.calibration());
    }

    /** Synthetic persons of random templates. */
    static void seed(TencentEmulator emulator, GalleryId gallery, int persons) {
        Random random = new Random(persons);
        TencentSeed seed = emulator.seed().group(gallery.value());
        for (int person = 0; person < persons; person++) {
            seed.person("seed-" + person, template(random));
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
