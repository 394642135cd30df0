package io.facebridge.local.internal;

import io.facebridge.Effect;
import io.facebridge.gallery.GalleryStoreException;
import io.facebridge.gallery.GalleryStoreException.Reason;
import io.facebridge.local.TemplateKeys;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * AES in Galois/Counter Mode, with a random nonce of 12 bytes in front and a tag of 16 bytes behind. Bound to the row: a
 * template that is put beneath another person's name does not open.
 */
final class TemplateCipher {
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private final TemplateKeys keys;
    private final String place;
    private final SecureRandom random = new SecureRandom();

    TemplateCipher(TemplateKeys keys, String place) {
        this.keys = keys;
        this.place = place;
    }

    String current() {
        return keys.current();
    }

    byte[] seal(String key, byte[] plain, long face, long gallery, String person) {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key, nonce, face, gallery, person);
            byte[] sealed = new byte[NONCE + cipher.getOutputSize(plain.length)];
            System.arraycopy(nonce, 0, sealed, 0, NONCE);
            cipher.doFinal(plain, 0, plain.length, sealed, NONCE);
            return sealed;
        } catch (GeneralSecurityException e) {
            throw unusable(key, e);
        }
    }

    byte[] open(String key, byte[] sealed, long face, long gallery, String person) {
        try {
            byte[] nonce = java.util.Arrays.copyOf(sealed, NONCE);
            return cipher(Cipher.DECRYPT_MODE, key, nonce, face, gallery, person)
                    .doFinal(sealed, NONCE, sealed.length - NONCE);
        } catch (AEADBadTagException e) {
            throw new GalleryStoreException(
                    Reason.KEY,
                    "the key \"" + key + "\" does not open templates of " + place
                            + " that were encrypted under that name; give the key that had the name then",
                    Effect.NONE,
                    null);
        } catch (GeneralSecurityException e) {
            throw unusable(key, e);
        }
    }

    private Cipher cipher(int mode, String key, byte[] nonce, long face, long gallery, String person)
            throws GeneralSecurityException {
        SecretKey secret = keys.find(key)
                .orElseThrow(() -> new GalleryStoreException(
                        Reason.KEY,
                        "templates of " + place + " are encrypted with the key \"" + key
                                + "\", which is not there; add it to the TemplateKeys",
                        Effect.NONE,
                        null));
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, secret, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(face)
                .putLong(gallery)
                .array());
        cipher.updateAAD(person.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private GalleryStoreException unusable(String key, GeneralSecurityException cause) {
        return new GalleryStoreException(
                Reason.KEY,
                "the key \"" + key + "\" cannot be used for the store in " + place + ": "
                        + cause.getClass().getSimpleName() + "; give an AES key of 16, 24 or 32 bytes",
                Effect.NONE,
                cause);
    }
}
