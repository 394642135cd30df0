package io.facebridge.azure.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Trust in one certificate, for a server on the loopback interface. */
public final class LoopbackTrust {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private LoopbackTrust() {}

    /** Returns whether the endpoint is on the loopback interface. */
    public static boolean isLoopback(AzureEndpoint endpoint) {
        return LOOPBACK.contains(endpoint.host());
    }

    /**
     * Creates a TLS context that trusts this certificate and no other.
     *
     * @param pem a file with a certificate
     * @throws IllegalArgumentException if the file holds none
     * @throws UncheckedIOException if it cannot be read
     */
    public static SSLContext in(Path pem) {
        try (InputStream in = Files.newInputStream(pem)) {
            Certificate certificate = CertificateFactory.getInstance("X.509").generateCertificate(in);
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            trusted.setCertificateEntry("loopback", certificate);
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException e) {
            throw new UncheckedIOException("the certificate " + pem + " cannot be read", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the file " + pem + " holds no certificate that can be used", e);
        }
    }
}
