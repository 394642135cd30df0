package io.facebridge.remote;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.facebridge.face.BoundingBox;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Limits of the answers that a provider accepts from its service: bytes after decompression, and for JSON the nesting, the
 * items of a list, the size of numbers, and unique member names. Use it before an answer is parsed into objects. Immutable
 * and thread-safe.
 */
public final class RemoteAnswers {
    /** The default maximum size of an answer: 16 MiB. */
    public static final int DEFAULT_MAX_BYTES = 16 << 20;

    /** The maximum nesting depth of objects and lists. No service documents more than 8. */
    public static final int MAX_NESTING = 64;

    /** The maximum number of items in one list. No service documents more than 4,096 in one answer. */
    public static final int MAX_ITEMS = 5000;

    private static final int MIN_BYTES = 1 << 10;
    private static final int MAX_BYTES = 1 << 30;
    private static final int BUFFER = 1 << 14;
    private static final int MAX_DIGITS = 100;
    private static final int FARTHEST = 4;

    /** No integer of a protocol has more than 64 bits. */
    private static final double MAX_NUMBER = 0x1p64;

    private final int maxBytes;
    private final JsonFactory json;

    private RemoteAnswers(int maxBytes) {
        this.maxBytes = maxBytes;
        this.json = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_NESTING)
                        .maxNumberLength(MAX_DIGITS)
                        .maxStringLength(maxBytes)
                        .build())
                .build();
    }

    /**
     * Creates limits with the given maximum size of an answer.
     *
     * @param maxBytes the maximum size of one answer in bytes, after decompression; 1 KiB to 1 GiB
     * @return the limits
     * @throws IllegalArgumentException if {@code maxBytes} is out of its range
     */
    public static RemoteAnswers limitedTo(int maxBytes) {
        if (maxBytes < MIN_BYTES || maxBytes > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "maxAnswerBytes must be in [" + MIN_BYTES + ", " + MAX_BYTES + "] but was " + maxBytes);
        }
        return new RemoteAnswers(maxBytes);
    }

    /** {@return the maximum size of an answer in bytes, after decompression} */
    public int maxBytes() {
        return maxBytes;
    }

    /**
     * Reads a body to its end. Decompresses it if the encoding is gzip and the body starts with gzip's magic number.
     *
     * @param body the body as received; not closed
     * @param encoding the value of the header Content-Encoding, or {@code null}
     * @return the whole body
     * @throws UnusableAnswerException if the body is larger than the limit
     * @throws IOException if the body cannot be read, or its compressed data is incomplete
     */
    public byte[] read(InputStream body, @Nullable String encoding) throws IOException {
        byte[] received = limited(body);
        boolean packed = encoding != null
                && encoding.strip().toLowerCase(Locale.ROOT).matches("(x-)?gzip")
                && received.length > 1
                && (received[0] & 0xff) == 0x1f
                && (received[1] & 0xff) == 0x8b;
        if (!packed) {
            return received;
        }
        try (InputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(received), BUFFER)) {
            return limited(unpacked);
        }
    }

    private byte[] limited(InputStream body) throws IOException {
        byte[] bytes = body.readNBytes(maxBytes);
        if (bytes.length == maxBytes && body.read() >= 0) {
            throw tooLarge();
        }
        return bytes;
    }

    /** {@return a new exception for an answer that is larger than the limit; its message contains the limit} */
    public UnusableAnswerException tooLarge() {
        return new UnusableAnswerException(
                "more than " + maxBytes + " bytes; if the service really answers so much, raise maxAnswerBytes");
    }

    /**
     * Checks that a body is one JSON value within the limits.
     *
     * @param body the body, decompressed
     * @throws UnusableAnswerException if the body is not JSON, is nested deeper than {@link #MAX_NESTING}, or contains a
     *     list of more than {@link #MAX_ITEMS} items, an object with a repeated member name, or a number of more than 100
     *     digits or beyond ±2^64
     */
    public void check(byte[] body) {
        try (JsonParser parser = json.createParser(body)) {
            Deque<Level> levels = new ArrayDeque<>();
            if (parser.nextToken() == null) {
                throw new UnusableAnswerException("no JSON");
            }
            int values = 0;
            for (JsonToken token = parser.currentToken(); token != null; token = parser.nextToken()) {
                if (levels.isEmpty() && ++values > 1) {
                    throw new UnusableAnswerException("malformed JSON");
                }
                check(token, parser, levels);
            }
        } catch (StreamConstraintsException e) {
            throw new UnusableAnswerException("JSON that is nested deeper than " + MAX_NESTING
                    + ", or a number of more than " + MAX_DIGITS + " digits");
        } catch (IOException e) {
            throw new UnusableAnswerException("malformed JSON");
        }
    }

    private static void check(JsonToken token, JsonParser parser, Deque<Level> levels) throws IOException {
        if (token.isStructEnd()) {
            levels.pop();
            return;
        }
        @Nullable Level around = levels.peek();
        if (token == JsonToken.FIELD_NAME) {
            if (around != null && !around.names.add(parser.currentName())) {
                throw new UnusableAnswerException("an object that names a member twice");
            }
            return;
        }
        if (around != null && around.isList && ++around.items > MAX_ITEMS) {
            throw new UnusableAnswerException("a list of more than " + MAX_ITEMS + " items");
        }
        if (token.isStructStart()) {
            levels.push(new Level(token == JsonToken.START_ARRAY));
        } else if (token.isNumeric() && !(Math.abs(parser.getDoubleValue()) <= MAX_NUMBER)) {
            throw new UnusableAnswerException("a number that is out of every range");
        }
    }

    /**
     * Creates the bounding box of a face. It must be at most four times as wide and as high as the image, and at most four
     * times the image's size away.
     *
     * @param left the left edge in fractions of the image's width
     * @param top the top edge in fractions of the image's height
     * @param width the width in fractions of the image's width
     * @param height the height in fractions of the image's height
     * @return the bounding box
     * @throws UnusableAnswerException if the values are outside these limits
     */
    public static BoundingBox boundingBox(double left, double top, double width, double height) {
        boolean near = Math.abs(left) <= FARTHEST
                && Math.abs(top) <= FARTHEST
                && width > 0
                && width <= FARTHEST
                && height > 0
                && height <= FARTHEST;
        if (!near) {
            throw new UnusableAnswerException("a bounding box of " + width + " x " + height + " at " + left + ", " + top
                    + ", in fractions of the image");
        }
        return new BoundingBox(left, top, width, height);
    }

    /** An object or a list that has not ended. */
    private static final class Level {
        private final boolean isList;
        private final Set<String> names = new HashSet<>();
        private int items;

        Level(boolean isList) {
            this.isList = isList;
        }
    }
}
