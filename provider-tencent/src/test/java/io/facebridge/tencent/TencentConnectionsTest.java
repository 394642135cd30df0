package io.facebridge.tencent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.facebridge.emulator.TencentEmulator;
import io.facebridge.error.CallTimeoutException;
import io.facebridge.error.FaceBridgeException;
import io.facebridge.error.ProviderUnavailableException;
import io.facebridge.gallery.GalleryId;
import io.facebridge.remote.CallPolicy;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the HTTP client does that the SDK sends with, seen on the connections of a client of the caller's. */
@Tag("models")
class TencentConnectionsTest {
    private static final GalleryId STAFF = new GalleryId("staff");

    private final ConnectionPool pool = new ConnectionPool(50, 1, TimeUnit.MINUTES);
    private final OkHttpClient own =
            new OkHttpClient.Builder().connectionPool(pool).build();
    private TencentEmulator emulator;

    @BeforeEach
    void start() {
        emulator = TencentTestbed.startEmulator();
    }

    @AfterEach
    void stop() {
        own.dispatcher().executorService().shutdown();
        pool.evictAll();
        emulator.close();
    }

    @Test
    void two_hundred_answers_of_500_leave_few_connections_open() {
        try (TencentFaces faces = faces(CallPolicy.builder().maxAttempts(1).noCircuitBreaker())) {
            emulator.faults().next(200, "GetGroupInfo").html(500);
            for (int i = 0; i < 200; i++) {
                assertThatExceptionOfType(ProviderUnavailableException.class)
                        .isThrownBy(() -> faces.galleries().open(STAFF).info());
            }

            assertThat(emulator.attempts("GetGroupInfo")).isEqualTo(200);
            assertThat(pool.connectionCount()).isBetween(1, 5);
        }
    }

    @Test
    void a_request_whose_connection_breaks_is_not_sent_again_behind_the_callers_back() {
        try (TencentFaces faces = faces(CallPolicy.builder())) {
            faces.galleries().create(STAFF);
            emulator.faults().next(1, "CreateGroup").resetAfter();
            assertThatExceptionOfType(FaceBridgeException.class)
                    .isThrownBy(() -> faces.galleries().create(new GalleryId("doors")));

            assertThat(emulator.attempts("CreateGroup")).isEqualTo(2);
        }
    }

    @Test
    void an_answer_that_drips_ends_with_the_deadline() {
        Duration deadline = Duration.ofMillis(700);
        try (TencentFaces faces = faces(CallPolicy.builder().deadline(deadline))) {
            emulator.faults().next(1, "GetGroupList").slowBody(Duration.ofSeconds(5));
            long start = System.nanoTime();
            assertThatExceptionOfType(CallTimeoutException.class)
                    .isThrownBy(() -> faces.galleries().list().iterator().hasNext());

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
        }
    }

    @Test
    void a_client_of_the_callers_stays_open() {
        faces(CallPolicy.builder()).close();

        assertThatCode(() -> {
                    try (TencentFaces faces = faces(CallPolicy.builder())) {
                        faces.galleries().create(STAFF);
                    }
                })
                .doesNotThrowAnyException();
        assertThat(own.dispatcher().executorService().isShutdown()).isFalse();
    }

    private TencentFaces faces(CallPolicy.Builder policy) {
        return TencentTestbed.faces(emulator.endpoint())
                .httpClient(own)
                .callPolicy(policy.unlimitedRate().build())
                .build();
    }
}
