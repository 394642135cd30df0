package io.facebridge.emulator.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * The TLS identity of a server on the loopback interface: a key created for it alone, and a self-signed certificate of that
 * key, for 127.0.0.1 and localhost. The key is in memory only. The certificate is valid from 2000 to 2100, whatever the clock
 * of a test.
 */
public final class ServerIdentity {
    /** The key never leaves the memory, so that what protects it need not take a tenth of a second, as PKCS #12 does. */
    static final String TYPE = "JKS";

    private static final X500Name NAME = new X500Name("CN=FaceBridge emulator");
    private static final Instant FROM = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant UNTIL = Instant.parse("2100-01-01T00:00:00Z");
    private static final String LINE = "\n";
    private static final int LINE_LENGTH = 64;

    private final X509Certificate certificate;
    private final byte[] keyStore;
    private final String password;

    private ServerIdentity(X509Certificate certificate, byte[] keyStore, String password) {
        this.certificate = certificate;
        this.keyStore = keyStore;
        this.password = password;
    }

    /** Creates a key and its certificate; {@code password} protects the key on its way to the server. */
    public static ServerIdentity create(String password) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair keys = generator.generateKeyPair();
            X509Certificate certificate = certify(keys);
            KeyStore store = KeyStore.getInstance(TYPE);
            store.load(null, null);
            store.setKeyEntry("server", keys.getPrivate(), password.toCharArray(), new X509Certificate[] {certificate});
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            store.store(bytes, password.toCharArray());
            return new ServerIdentity(certificate, bytes.toByteArray(), password);
        } catch (GeneralSecurityException | IOException | OperatorException e) {
            throw new IllegalStateException("this Java runtime cannot make a certificate of its own", e);
        }
    }

    private static X509Certificate certify(KeyPair keys)
            throws GeneralSecurityException, IOException, OperatorException {
        BigInteger serial = new BigInteger(
                1, Hashes.sha256(keys.getPublic().getEncoded()).substring(0, 16).getBytes(StandardCharsets.US_ASCII));
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                NAME, serial, Date.from(FROM), Date.from(UNTIL), NAME, keys.getPublic());
        GeneralName[] names = {
            new GeneralName(GeneralName.dNSName, "localhost"), new GeneralName(GeneralName.iPAddress, "127.0.0.1")
        };
        builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
    }

    /** Returns the certificate that a client has to trust. */
    public X509Certificate certificate() {
        return certificate;
    }

    /** Creates a client's TLS context that trusts this server and no other. */
    public SSLContext sslContext() {
        try {
            KeyStore trusted = KeyStore.getInstance(TYPE);
            trusted.load(null, null);
            trusted.setCertificateEntry("server", certificate);
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("this Java runtime cannot trust a single certificate", e);
        }
    }

    /** Returns the certificate in the form that other programs read. */
    public String pem() {
        try {
            String base64 = Base64.getMimeEncoder(LINE_LENGTH, LINE.getBytes(StandardCharsets.US_ASCII))
                    .encodeToString(certificate.getEncoded());
            return "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the certificate cannot be written", e);
        }
    }

    byte[] keyStore() {
        return keyStore;
    }

    String password() {
        return password;
    }

    @Override
    public String toString() {
        return "ServerIdentity[" + certificate.getSubjectX500Principal() + "]";
    }
}
