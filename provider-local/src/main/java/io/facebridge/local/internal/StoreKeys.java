package io.facebridge.local.internal;

import io.facebridge.error.Effect;
import io.facebridge.error.GalleryStoreException;
import io.facebridge.error.GalleryStoreException.Reason;
import io.facebridge.local.TemplateKeys;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** The keys of one store: as they are for templates, and one derived from each for message authentication codes. */
final class StoreKeys {
    private static final String HMAC = "HmacSHA256";
    private static final String LABEL = "facebridge store, format 2, authentication with ";

    private final TemplateKeys keys;
    private final String location;
    private final Map<String, Mac> macs = new HashMap<>();

    StoreKeys(TemplateKeys keys, String location) {
        this.keys = keys;
        this.location = location;
    }

    String current() {
        return keys.current();
    }

    SecretKey secret(String name) {
        return keys.find(name)
                .orElseThrow(() -> new GalleryStoreException(
                        Reason.KEY,
                        "templates of " + location + " are encrypted with the key \"" + name
                                + "\", which is missing; add it to the TemplateKeys",
                        Effect.NONE,
                        null));
    }

    /** HMAC-SHA-256 with a key of its own, derived from the named one. */
    byte[] code(String name, byte[] message) {
        Mac mac = macs.get(name);
        if (mac == null) {
            try {
                mac = Mac.getInstance(HMAC);
                mac.init(secret(name));
                byte[] derived = mac.doFinal((LABEL + name).getBytes(StandardCharsets.UTF_8));
                mac.init(new SecretKeySpec(derived, HMAC));
            } catch (GeneralSecurityException e) {
                throw unusable(name, e);
            }
            macs.put(name, mac);
        }
        return mac.doFinal(message);
    }

    GalleryStoreException unusable(String name, GeneralSecurityException cause) {
        return new GalleryStoreException(
                Reason.KEY,
                "the key \"" + name + "\" cannot be used for the store in " + location + ": "
                        + cause.getClass().getSimpleName()
                        + "; give an AES key of 16, 24 or 32 bytes, whose bytes can be read",
                Effect.NONE,
                cause);
    }

    GalleryStoreException another(String name) {
        return new GalleryStoreException(
                Reason.KEY,
                "the key \"" + name + "\" does not open templates of " + location
                        + " that were encrypted under that name; give the key that had the name then",
                Effect.NONE,
                null);
    }
}
