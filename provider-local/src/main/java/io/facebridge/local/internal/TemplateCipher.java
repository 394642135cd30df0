package io.facebridge.local.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import org.jspecify.annotations.Nullable;

/**
 * AES in Galois/Counter Mode, with a random nonce of 12 bytes in front and a tag of 16 bytes behind. Bound to the row: a
 * template that is put beneath another face, person or gallery does not open.
 */
final class TemplateCipher {
    private static final int NONCE = 12;
    private static final int TAG = 16;

    private final StoreKeys keys;
    private final SecureRandom random = new SecureRandom();
    private @Nullable Cipher cipher;

    TemplateCipher(StoreKeys keys) {
        this.keys = keys;
    }

    /**
     * What a template is bound to.
     *
     * @param galleryName {@code null} in the format of earlier versions, which did not bind it
     */
    record Row(long face, long gallery, @Nullable String galleryName, String person) {
        private byte[] bytes() {
            String bound = galleryName;
            byte[] name = (bound == null ? "" : bound).getBytes(StandardCharsets.UTF_8);
            byte[] whose = person.getBytes(StandardCharsets.UTF_8);
            ByteBuffer bytes = ByteBuffer.allocate(2 * Long.BYTES + Integer.BYTES + name.length + whose.length)
                    .putLong(face)
                    .putLong(gallery);
            if (bound != null) {
                bytes.putInt(name.length).put(name);
            }
            bytes.put(whose);
            return Arrays.copyOf(bytes.array(), bytes.position());
        }

        /** Names no person. */
        @Override
        public String toString() {
            return "Row[face " + face + "]";
        }
    }

    byte[] seal(String key, byte[] plain, Row row) {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        try {
            Cipher sealing = cipher(Cipher.ENCRYPT_MODE, key, nonce, row);
            byte[] sealed = new byte[NONCE + sealing.getOutputSize(plain.length)];
            System.arraycopy(nonce, 0, sealed, 0, NONCE);
            sealing.doFinal(plain, 0, plain.length, sealed, NONCE);
            return sealed;
        } catch (GeneralSecurityException e) {
            throw keys.unusable(key, e);
        }
    }

    /** The template, or empty if it is not what was sealed for the row with this key. */
    Optional<byte[]> open(String key, byte[] sealed, Row row) {
        if (sealed.length < NONCE + TAG) {
            return Optional.empty();
        }
        try {
            byte[] nonce = Arrays.copyOf(sealed, NONCE);
            return Optional.of(
                    cipher(Cipher.DECRYPT_MODE, key, nonce, row).doFinal(sealed, NONCE, sealed.length - NONCE));
        } catch (AEADBadTagException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw keys.unusable(key, e);
        }
    }

    /** Nonce and tag, which stand for all of a sealed template that opens. */
    static byte[] ends(byte[] sealed) {
        byte[] ends = new byte[NONCE + TAG];
        System.arraycopy(sealed, 0, ends, 0, NONCE);
        System.arraycopy(sealed, sealed.length - TAG, ends, NONCE, TAG);
        return ends;
    }

    private Cipher cipher(int mode, String key, byte[] nonce, Row row) throws GeneralSecurityException {
        Cipher ready = cipher;
        if (ready == null) {
            ready = Cipher.getInstance("AES/GCM/NoPadding");
            cipher = ready;
        }
        ready.init(mode, keys.secret(key), new GCMParameterSpec(Byte.SIZE * TAG, nonce));
        ready.updateAAD(row.bytes());
        return ready;
    }
}
