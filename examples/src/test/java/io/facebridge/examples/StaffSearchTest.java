package io.facebridge.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.facebridge.aws.AwsFaces;
import io.facebridge.emulator.AwsEmulator;
import io.facebridge.emulator.junit.EmulatorExtension;
import io.facebridge.examples.support.Photographs;
import io.facebridge.gallery.EnrollRequest;
import io.facebridge.gallery.FaceGallery;
import io.facebridge.gallery.PersonId;
import io.facebridge.image.FaceImage;
import io.facebridge.local.LocalFaces;
import io.facebridge.match.IdentifyRequest;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** The code of docs/tutorials/test-without-an-account.md. */
@Tag("models")
class StaffSearchTest {
    private static final FaceImage PORTRAIT = FaceImage.of(Photographs.portrait("sample1.jpg", 1375, 100, 400, 450));
    private static final FaceImage PHOTO = FaceImage.of(Photographs.portrait("sample3.jpg", 1000, 100, 400, 500));

    private static final LocalFaces LOCAL = LocalFaces.create();

    @RegisterExtension
    static final EmulatorExtension<AwsEmulator> AWS = EmulatorExtension.of(
            () -> AwsEmulator.backedBy(LOCAL).credentials("access", "secret").start());

    private AwsFaces faces;
    private FaceGallery staff;

    @BeforeEach
    void connect() {
        faces = AwsFaces.builder()
                .region("eu-west-1")
                .endpoint(AWS.emulator().endpoint())
                .credentials(StaticCredentialsProvider.create(AwsBasicCredentials.create("access", "secret")))
                .build();
        staff = faces.galleries().openOrCreate("staff");
        staff.enroll(EnrollRequest.of(PersonId.portable("ada"), PORTRAIT));
        staff.awaitSearchable(Duration.ofMinutes(1));
    }

    @AfterEach
    void disconnect() {
        faces.close();
    }

    @AfterAll
    static void closeModels() {
        LOCAL.close();
    }

    @Test
    void finds_an_enrolled_person() {
        var found = faces.identifier().identify(IdentifyRequest.of(PHOTO, staff.id()));

        assertThat(found.get(0).candidates().get(0).person().value()).isEqualTo("ada");
    }

    @Test
    void a_throttled_search_is_sent_again() {
        AWS.emulator().faults().next(1, "SearchUsersByImage").throttle();

        var found = faces.identifier().identify(IdentifyRequest.of(PHOTO, staff.id()));

        assertThat(found.get(0).candidates()).isNotEmpty();
        assertThat(AWS.emulator().attempts("SearchUsersByImage")).isEqualTo(2);
    }
}
