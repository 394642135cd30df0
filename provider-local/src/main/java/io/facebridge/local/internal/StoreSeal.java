package io.facebridge.local.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * What authenticates a store as a whole, all of it HMAC-SHA-256 under the named key: a code for each row, whose secret sum stands
 * for the set of rows, the catalog's code over that sum, the header's code over everything else and the catalog's code, and a
 * proof that distinguishes another key of the same name from a changed store.
 */
final class StoreSeal {
    private static final byte TEMPLATE = 1;
    private static final byte GALLERY = 2;
    private static final byte PROOF = 3;
    private static final byte CATALOG = 4;
    private static final byte HEADER = 5;

    private final StoreKeys keys;

    StoreSeal(StoreKeys keys) {
        this.keys = keys;
    }

    /** What is written beside the header. */
    static final class Codes {
        final String key;
        final byte[] proof;
        final byte[] header;
        final byte[] catalog;

        Codes(String key, byte[] proof, byte[] header, byte[] catalog) {
            this.key = key;
            this.proof = proof;
            this.header = header;
            this.catalog = catalog;
        }

        boolean isSame(Codes other) {
            return key.equals(other.key)
                    && MessageDigest.isEqual(proof, other.proof)
                    && MessageDigest.isEqual(header, other.header)
                    && MessageDigest.isEqual(catalog, other.catalog);
        }
    }

    /** What the header says. */
    record Header(
            long changes,
            long nextGallery,
            long nextFace,
            @Nullable String model,
            int dimension,
            long templates) {}

    SetDigest template(String key, long face, byte[] sealed) {
        byte[] ends = TemplateCipher.ends(sealed);
        return SetDigest.of(keys.code(
                key,
                ByteBuffer.allocate(1 + Long.BYTES + ends.length)
                        .put(TEMPLATE)
                        .putLong(face)
                        .put(ends)
                        .array()));
    }

    SetDigest gallery(String key, long number, String id, long created) {
        byte[] name = id.getBytes(StandardCharsets.UTF_8);
        return SetDigest.of(keys.code(
                key,
                ByteBuffer.allocate(1 + 2 * Long.BYTES + name.length)
                        .put(GALLERY)
                        .putLong(number)
                        .putLong(created)
                        .put(name)
                        .array()));
    }

    Codes of(String key, Header header, SetDigest rows) {
        byte[] catalog = catalog(key, header.changes, rows);
        return new Codes(key, keys.code(key, new byte[] {PROOF}), header(key, header, catalog), catalog);
    }

    boolean isProven(Codes read) {
        return MessageDigest.isEqual(read.proof, keys.code(read.key, new byte[] {PROOF}));
    }

    boolean isOf(Codes read, Header header) {
        return MessageDigest.isEqual(read.header, header(read.key, header, read.catalog));
    }

    boolean isOf(Codes read, Header header, SetDigest rows) {
        return MessageDigest.isEqual(read.catalog, catalog(read.key, header.changes, rows));
    }

    private byte[] catalog(String key, long changes, SetDigest rows) {
        return keys.code(
                key,
                ByteBuffer.allocate(1 + Long.BYTES + SetDigest.BYTES)
                        .put(CATALOG)
                        .putLong(changes)
                        .put(rows.bytes())
                        .array());
    }

    private byte[] header(String key, Header header, byte[] catalog) {
        byte[] model = header.model == null ? new byte[0] : header.model.getBytes(StandardCharsets.UTF_8);
        return keys.code(
                key,
                ByteBuffer.allocate(1 + 6 * Long.BYTES + catalog.length + model.length)
                        .put(HEADER)
                        .putLong(header.changes)
                        .putLong(header.nextGallery)
                        .putLong(header.nextFace)
                        .putLong(header.dimension)
                        .putLong(header.templates)
                        .putLong(catalog.length)
                        .put(catalog)
                        .put(model)
                        .array());
    }
}
