package io.facebridge.local.internal;

import io.facebridge.error.Effect;
import io.facebridge.error.GalleryStoreException;
import io.facebridge.error.GalleryStoreException.Reason;
import io.facebridge.internal.OwnerOnly;
import io.facebridge.internal.Secrets;
import io.facebridge.internal.TextFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Base64;

/** A key as a line of Base64 in a file. */
public record KeyFile(String name, Path file) {
    private static final int MAX_LENGTH = 256;

    /** Parses {@code NAME=FILE}. */
    public static KeyFile of(String text) {
        int at = text.indexOf('=');
        if (at < 1 || text.substring(at + 1).replace("=", "").isEmpty()) { // the latter is the end of a key
            throw new IllegalArgumentException("a key of a store is given as NAME=FILE, with the file that holds it");
        }
        Path file;
        try {
            file = Path.of(text.substring(at + 1));
        } catch (InvalidPathException e) {
            throw notFound(text.substring(0, at));
        }
        if (!Files.exists(file) && Secrets.looksLikeKey(text.substring(at + 1))) {
            throw notFound(text.substring(0, at));
        }
        return new KeyFile(text.substring(0, at), file);
    }

    private static IllegalArgumentException notFound(String name) {
        return new IllegalArgumentException(
                "the key \"" + name
                        + "\" is given as NAME=FILE, but there is no file of that name; it is omitted because it may be the key itself");
    }

    /** Reads the bytes of the key, whatever their number; no message contains any of them. */
    public byte[] read() {
        byte[] text;
        try (InputStream in = Files.newInputStream(file)) {
            if (OwnerOnly.isOpenToOthers(file)) {
                throw new IllegalArgumentException("the file " + file + " of the key \"" + name
                        + "\" is accessible to others than its owner; chmod 600 it");
            }
            text = TextFile.withoutMark(in.readNBytes(MAX_LENGTH));
        } catch (IOException e) {
            throw new GalleryStoreException(
                    Reason.KEY,
                    "the file " + file + " of the key \"" + name + "\" cannot be read ("
                            + e.getClass().getSimpleName() + "); check its name and permissions",
                    Effect.NONE,
                    e);
        }
        try {
            return Base64.getDecoder().decode(new String(text, StandardCharsets.US_ASCII).strip());
        } catch (IllegalArgumentException e) { // quotes what it has read
            throw new IllegalArgumentException("the file " + file + " of the key \"" + name
                    + "\" is not one line of Base64; write one for example by openssl rand -base64 32");
        }
    }
}
