package io.facebridge.tencent;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.facebridge.remote.CallPolicy;
import io.facebridge.testkit.CannedService;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The provider as tests point it at something on loopback. */
final class TencentClients {
    static final String REGION = "ap-singapore";
    static final String SECRET_ID = "AKIDEXAMPLE";
    static final String SECRET_KEY = "secret-key-of-tests";

    private TencentClients() {}

    /** On the international site, without the quotas of real accounts, and silent. */
    static TencentFaces.Builder faces(URI endpoint) {
        return TencentFaces.builder()
                .region(REGION)
                .site(TencentSite.INTERNATIONAL)
                .endpoint(endpoint)
                .credentials(SECRET_ID, SECRET_KEY)
                .callPolicy(CallPolicy.builder().unlimitedRate().build());
    }

    /** A service with canned responses. */
    static CannedService cannedService() {
        return new CannedService(
                headers -> headers.getFirst("X-TC-Action"), Map.of("Content-Type", "application/json"));
    }

    /** Returns a folder of the shared inputs; skips the test where it is missing. */
    static Path shared(String kind, String name) {
        Path folder = Path.of(System.getProperty("facebridge.shared", "none"), kind, name);
        assumeTrue(Files.isDirectory(folder), "shared folder missing: " + kind);
        return folder;
    }
}
