package io.facebridge.azure;

import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpRequest;
import com.azure.core.util.Context;
import com.azure.json.JsonProviders;
import com.azure.json.JsonReader;
import io.facebridge.emulator.AzureEmulator;
import io.facebridge.emulator.AzureSeed;
import io.facebridge.gallery.GalleryId;
import io.facebridge.local.LocalFaces;
import io.facebridge.match.FaceTemplate;
import io.facebridge.match.MatchPolicy;
import io.facebridge.match.ScoreScale;
import io.facebridge.testkit.CachingFaces;
import io.facebridge.testkit.TestImages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/** The emulator with real faces behind, and the provider in front: what the contracts are run against. */
final class AzureTestbed {

    /** Opened once for all tests, and closed with the JVM. */
    static final LocalFaces BACKING = LocalFaces.create();

    /** What stands behind the emulators: the same image is analyzed once. */
    static final CachingFaces SEEN = new CachingFaces(BACKING);

    private static final FaceTemplate TEMPLATE = BACKING.templates()
            .extract(TestImages.ofTheBuild().portrait())
            .get(0)
            .template();

    private AzureTestbed() {}

    static AzureEmulator.Builder emulator() {
        return AzureEmulator.backedBy(SEEN).key(AzureClients.KEY);
    }

    static AzureEmulator startEmulator() {
        return emulator().start();
    }

    /** Without the quotas of real accounts, and silent. */
    static AzureFaces.Builder faces(AzureEmulator emulator) {
        return AzureClients.faces(emulator.endpoint(), emulator.sslContext());
    }

    /** At a rate of 1e-3, by the vendor's table where there is one, and by what the emulator says of its own scores. */
    static MatchPolicy policy(AzureEmulator emulator, ScoreScale scale) {
        MatchPolicy policy = MatchPolicy.falseMatchRate(1e-3);
        return scale.falseMatchTable().isPresent()
                ? policy
                : policy.calibratedBy(scale, emulator.calibration().validUntil(Instant.MAX));
    }

    /** Synthetic persons of random templates. */
    static void seed(AzureEmulator emulator, GalleryId gallery, int persons) {
        Random random = new Random(persons);
        AzureSeed seed = emulator.seed().largePersonGroup(gallery.value());
        for (int person = 0; person < persons; person++) {
            seed.person("seed-" + person, template(random));
        }
    }

    /** How many persons the service has in a group, those without faces too, asked by its own means. */
    static int entries(AzureFaces faces, AzureEmulator emulator, GalleryId gallery) {
        HttpRequest request = new HttpRequest(
                HttpMethod.GET, emulator.endpoint() + "/face/v1.2/largepersongroups/" + gallery + "/persons");
        try (JsonReader reader = JsonProviders.createReader(faces.pipeline()
                .sendSync(request, Context.NONE)
                .getBodyAsBinaryData()
                .toBytes())) {
            return ((List<?>) reader.readUntyped()).size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
