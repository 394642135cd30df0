package io.facebridge.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.facebridge.emulator.junit.EmulatorExtension;
import io.facebridge.testkit.PaintedFaces;
import java.lang.reflect.Proxy;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionContext;

class EmulatorExtensionTest {
    private static final ExtensionContext CLASS = (ExtensionContext) Proxy.newProxyInstance(
            EmulatorExtensionTest.class.getClassLoader(),
            new Class<?>[] {ExtensionContext.class},
            (proxy, method, arguments) -> null);

    private final EmulatorExtension<AwsEmulator> extension =
            EmulatorExtension.of(() -> AwsEmulator.backedBy(new PaintedFaces()).start());

    @Test
    void the_emulator_runs_from_before_the_first_test_until_after_the_last() throws Exception {
        assertThatIllegalStateException().isThrownBy(extension::emulator);
        extension.beforeAll(CLASS);
        int port = extension.emulator().endpoint().getPort();
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
            assertThat(client.isConnected()).isTrue();
        }
        extension.afterAll(CLASS);

        assertThatIllegalStateException().isThrownBy(extension::emulator);
        assertThatExceptionOfType(ConnectException.class)
                .isThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close());
    }

    @Test
    void each_test_finds_an_empty_emulator() {
        extension.beforeAll(CLASS);
        try (AwsEmulator emulator = extension.emulator()) {
            String session = Aws.client(emulator.endpoint())
                    .createFaceLivenessSession(request -> {})
                    .sessionId();
            extension.beforeEach(CLASS);

            assertThat(Aws.code(() -> Aws.client(emulator.endpoint())
                            .getFaceLivenessSessionResults(request -> request.sessionId(session))))
                    .isEqualTo("SessionNotFoundException");
        }
    }
}
