package io.facebridge.local;

import io.facebridge.local.internal.KeyFile;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys that a store is sealed with, by name: its templates are encrypted, and its content is authenticated as a whole.
 * Implement it over the application's own key store; {@link #of} holds keys in memory. Asked while the store opens, writes
 * and is re-encrypted, by one thread at a time.
 *
 * <p>Names are kept in the store and are no secret. Never give another key the name of an old one.
 */
public interface TemplateKeys {
    /**
     * The name of the key that new templates are encrypted with.
     *
     * @return 1 to 64 characters
     */
    String current();

    /**
     * A key.
     *
     * @param name the name it had when templates were encrypted with it
     * @return for AES, of 16, 24 or 32 bytes, whose {@linkplain SecretKey#getEncoded() bytes can be read}, because another key is derived
     *     from them; empty if there is none of that name any more
     */
    Optional<SecretKey> find(String name);

    /**
     * One key.
     *
     * @param name its name
     * @param key 16, 24 or 32 bytes from a secure random generator; copied
     * @return keys to which older ones may be added by {@link Held#with}
     * @throws IllegalArgumentException if the name or the length is not allowed
     */
    static Held of(String name, byte[] key) {
        return new Held(name, Map.of()).with(name, key);
    }

    /**
     * Keys out of files of text, each of which holds the 16, 24 or 32 bytes of a key in Base64, on one line. {@code openssl rand -base64
     * 32} writes such a line. On POSIX systems no one but their owner may be allowed to use the files (mode 0600 or less). Keep them out of
     * the store's folder.
     *
     * @param current the name of the current key and its file, as {@code NAME=FILE}
     * @param older those of older ones
     * @return the keys, in memory
     * @throws IllegalArgumentException if one is not given like that, if its name, text or length is not allowed, if two different keys
     *     have one name, or if others than its owner may use a file; the message shows no text of a file
     * @throws io.facebridge.error.GalleryStoreException if a file cannot be read
     */
    static Held ofFiles(String current, List<String> older) {
        KeyFile first = KeyFile.of(current);
        return of(first.name(), first.read()).withFiles(older);
    }

    /** Keys in memory. Immutable. */
    final class Held implements TemplateKeys {
        private final String current;
        private final Map<String, SecretKey> keys;

        private Held(String current, Map<String, SecretKey> keys) {
            this.current = current;
            this.keys = keys;
        }

        /**
         * Adds an older key, which templates may still be encrypted with. A key that is there already under its name is no error.
         *
         * @param name the name it had
         * @param key 16, 24 or 32 bytes; copied
         * @return new keys, with the same current one
         * @throws IllegalArgumentException if the name or the length is not allowed, or another key has the name
         */
        public Held with(String name, byte[] key) {
            if (name.isBlank() || name.length() > 64) {
                throw new IllegalArgumentException(
                        "a key's name has 1 to 64 characters but this one has " + name.length());
            }
            if (key.length != 16 && key.length != 24 && key.length != 32) {
                throw new IllegalArgumentException(
                        "a key has 16, 24 or 32 bytes but \"" + name + "\" has " + key.length);
            }
            SecretKey given = keys.get(name);
            if (given != null && !MessageDigest.isEqual(given.getEncoded(), key)) {
                throw new IllegalArgumentException("two different keys are named \"" + name
                        + "\", but a name stands for one key: give each key the name that the store was sealed with"
                        + " under it, and a new one a new name");
            }
            Map<String, SecretKey> more = new HashMap<>(keys);
            more.put(name, new SecretKeySpec(key, "AES"));
            return new Held(current, Map.copyOf(more));
        }

        /** With older keys out of files. */
        Held withFiles(List<String> older) {
            Held all = this;
            for (String old : older) {
                KeyFile file = KeyFile.of(old);
                all = all.with(file.name(), file.read());
            }
            return all;
        }

        @Override
        public String current() {
            return current;
        }

        @Override
        public Optional<SecretKey> find(String name) {
            return Optional.ofNullable(keys.get(Objects.requireNonNull(name, "name")));
        }

        /** Names the keys and shows none. */
        @Override
        public String toString() {
            return "TemplateKeys[current " + current + ", " + keys.size() + " in all]";
        }
    }
}
