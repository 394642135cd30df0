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
 * Keys of a sealed store, by name: its templates are encrypted, and its content is authenticated as a whole. Implement it
 * over the application's key store; {@link #of} keeps keys in memory. Called while the store opens, writes and is encrypted
 * again, by one thread at a time.
 *
 * <p>Names are kept in the store and are not secret. Never give another key the name of an old one.
 */
public interface TemplateKeys {
    /**
     * Returns the name of the key that new templates are encrypted with.
     *
     * @return 1 to 64 characters
     */
    String current();

    /**
     * Returns the key of a name.
     *
     * @param name the name of the key when templates were encrypted with it
     * @return an AES key of 16, 24 or 32 bytes, whose {@linkplain SecretKey#getEncoded() bytes can be read}, because another
     *     key is derived from them; empty if no key has the name
     */
    Optional<SecretKey> find(String name);

    /**
     * Creates keys in memory, with one key.
     *
     * @param name its name, 1 to 64 characters
     * @param key 16, 24 or 32 bytes from a secure random generator; copied
     * @return keys to which older ones may be added by {@link Held#with}
     * @throws IllegalArgumentException if the name is blank or has more than 64 characters
     * @throws IllegalArgumentException if the key does not have 16, 24 or 32 bytes
     */
    static Held of(String name, byte[] key) {
        return new Held(name, Map.of()).with(name, key);
    }

    /**
     * Reads keys from text files, each with the 16, 24 or 32 bytes of a key in Base64, on one line. {@code openssl rand
     * -base64 32} writes such a line. On POSIX systems only the owner may have access to the files (mode 0600 or less). Keep
     * them out of the store's folder.
     *
     * @param current the name and the file of the current key, as {@code NAME=FILE}
     * @param older the names and files of older keys
     * @return the keys, in memory
     * @throws IllegalArgumentException if an argument is not of the form {@code NAME=FILE}
     * @throws IllegalArgumentException if a name, a file's text or a key's length is not allowed; the message contains no
     *     text of a file
     * @throws IllegalArgumentException if two different keys have one name
     * @throws IllegalArgumentException if others than the owner have access to a file
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
         * Returns a copy with another key, which templates may still be encrypted with. Adding the same key under the same
         * name again has no effect.
         *
         * @param name its name, 1 to 64 characters
         * @param key 16, 24 or 32 bytes; copied
         * @return new keys, with the same current one
         * @throws IllegalArgumentException if the name is blank or has more than 64 characters
         * @throws IllegalArgumentException if the key does not have 16, 24 or 32 bytes
         * @throws IllegalArgumentException if another key has the name
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

        /** Returns a copy with older keys from files. */
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
