package io.facebridge.azure;

import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpRequest;
import com.azure.core.util.Context;
import io.facebridge.FaceProvider;
import io.facebridge.emulator.AzureEmulator;
import io.facebridge.emulator.AzureLivenessScript.Decision;
import io.facebridge.gallery.GalleryId;
import io.facebridge.image.FaceImage;
import io.facebridge.liveness.LivenessSession;
import io.facebridge.testkit.LogsContract;
import io.facebridge.testkit.PaintedFaces;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class LogsTest extends LogsContract {
    private static final Pattern PERSON = Pattern.compile("\"personId\":\"([^\"]+)\"");

    private static AzureEmulator emulator;
    private static AzureEmulator strict;
    private static AzureFaces faces;

    @BeforeAll
    static void start() {
        emulator = AzureEmulator.backedBy(new PaintedFaces())
                .key(KEY)
                .limitedAccessToken(TOKEN)
                .start();
        strict = AzureEmulator.backedBy(new PaintedFaces()).key("another").start();
        faces = faces(emulator, emulator.endpoint());
    }

    @AfterAll
    static void stop() {
        faces.close();
        emulator.close();
        strict.close();
    }

    private static AzureFaces faces(AzureEmulator trusted, URI endpoint) {
        return AzureClients.faces(endpoint, trusted.sslContext())
                .key(KEY)
                .limitedAccessToken(() -> TOKEN)
                .build();
    }

    @Override
    protected FaceProvider provider() {
        return faces;
    }

    @Override
    protected List<FaceProvider> failing() {
        return List.of(
                faces(strict, strict.endpoint()),
                faces(emulator, strict.endpoint()),
                faces(emulator, URI.create("https://127.0.0.1:1")));
    }

    @Override
    protected List<String> namesOfPersons(GalleryId gallery) {
        String persons = faces.pipeline()
                .sendSync(
                        new HttpRequest(
                                HttpMethod.GET,
                                emulator.endpoint() + "/face/v1.2/largepersongroups/" + gallery + "/persons"),
                        Context.NONE)
                .getBodyAsBinaryData()
                .toString();
        return PERSON.matcher(persons).results().map(person -> person.group(1)).toList();
    }

    @Override
    protected void complete(LivenessSession session, FaceImage picture) {
        emulator.liveness().decide(session.id().value(), Decision.REALFACE, picture);
    }
}
