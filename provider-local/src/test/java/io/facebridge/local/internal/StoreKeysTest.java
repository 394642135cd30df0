package io.facebridge.local.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.facebridge.error.Effect;
import io.facebridge.error.GalleryStoreException;
import io.facebridge.local.TemplateKeys;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class StoreKeysTest {
    private static final byte[] MESSAGE = "header".getBytes(StandardCharsets.UTF_8);

    private static byte[] key(int filling) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) filling);
        return key;
    }

    private static byte[] hmac(byte[] key, byte[] message) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(message);
    }

    @Test
    void the_key_of_codes_is_derived_from_the_named_one_by_its_label_and_name() throws Exception {
        StoreKeys keys = new StoreKeys(TemplateKeys.of("a", key(1)).with("b", key(1)), "/store");
        byte[] derived =
                hmac(key(1), "facebridge store, format 2, authentication with a".getBytes(StandardCharsets.UTF_8));

        assertThat(keys.code("a", MESSAGE)).isEqualTo(hmac(derived, MESSAGE));
        assertThat(keys.code("a", MESSAGE)).isEqualTo(hmac(derived, MESSAGE));
        assertThat(HexFormat.of().formatHex(keys.code("b", MESSAGE)))
                .isNotEqualTo(HexFormat.of().formatHex(keys.code("a", MESSAGE)));
        assertThat(keys.code("a", key(2))).isEqualTo(hmac(derived, key(2)));
    }

    @Test
    void the_current_key_and_those_of_templates_are_those_given() {
        StoreKeys keys = new StoreKeys(TemplateKeys.of("a", key(1)).with("b", key(2)), "/store");

        assertThat(keys.current()).isEqualTo("a");
        assertThat(keys.secret("b").getEncoded()).isEqualTo(key(2));
    }

    @Test
    void a_missing_key_is_named_with_its_store() {
        StoreKeys keys = new StoreKeys(TemplateKeys.of("a", key(1)), "/store");

        assertThatExceptionOfType(GalleryStoreException.class)
                .isThrownBy(() -> keys.code("gone", MESSAGE))
                .withMessageContainingAll("\"gone\"", "/store")
                .satisfies(e -> {
                    assertThat(e.reason()).isEqualTo(GalleryStoreException.Reason.KEY);
                    assertThat(e.effect()).isEqualTo(Effect.NONE);
                });
    }

    @Test
    void a_key_whose_bytes_cannot_be_read_is_rejected_by_name() {
        SecretKey opaque = new SecretKey() {
            private static final long serialVersionUID = 1;

            @Override
            public String getAlgorithm() {
                return "AES";
            }

            @Override
            public String getFormat() {
                return "none";
            }

            @Override
            @SuppressWarnings("NullAway") // as keys in hardware do
            public byte[] getEncoded() {
                return null;
            }
        };
        StoreKeys keys = new StoreKeys(
                new TemplateKeys() {
                    @Override
                    public String current() {
                        return "hardware";
                    }

                    @Override
                    public Optional<SecretKey> find(String name) {
                        return Optional.of(opaque);
                    }
                },
                "/store");

        assertThatExceptionOfType(GalleryStoreException.class)
                .isThrownBy(() -> keys.code("hardware", MESSAGE))
                .withMessageContainingAll("\"hardware\"", "/store", "16, 24 or 32 bytes")
                .satisfies(e -> {
                    assertThat(e.reason()).isEqualTo(GalleryStoreException.Reason.KEY);
                    assertThat(e.effect()).isEqualTo(Effect.NONE);
                    assertThat(e).hasCauseInstanceOf(GeneralSecurityException.class);
                });
    }

    @Test
    void another_key_of_a_name_is_an_error_of_the_key_without_effect() {
        GalleryStoreException another = new StoreKeys(TemplateKeys.of("a", key(1)), "/store").another("a");

        assertThat(another).hasMessageContaining("\"a\"").hasMessageContaining("/store");
        assertThat(another.reason()).isEqualTo(GalleryStoreException.Reason.KEY);
        assertThat(another.effect()).isEqualTo(Effect.NONE);
    }
}
