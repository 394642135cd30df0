package io.facebridge.operations.audit;

import io.facebridge.operations.audit.DecisionLogVerdict.Anchor;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Objects;

/**
 * A signed position in a log. Store it where accounts that can write the log's files cannot remove it. Unlike an {@link Anchor}
 * it need not be protected against changes: {@link DecisionLogVerifier} detects them with the key.
 *
 * @param anchor the position
 * @param time when the log ended at the position
 * @param key the id of the key of the signature
 * @param mac the signature, 64 hexadecimal digits
 */
public record DecisionLogCheckpoint(Anchor anchor, Instant time, String key, String mac) {
    private static final String DOMAIN = "facebridge decision log checkpoint 2\n";
    private static final String PREFIX = "facebridge-checkpoint";
    private static final int PARTS = 6;

    /**
     * Creates a checkpoint. Checks the form of the signature, and not whether it is valid.
     *
     * @param anchor the position
     * @param time when the log ended at the position
     * @param key the id of the key of the signature
     * @param mac the signature, 64 hexadecimal digits
     * @throws IllegalArgumentException if the id of the key has another form
     * @throws IllegalArgumentException if the signature has another form
     */
    public DecisionLogCheckpoint {
        Objects.requireNonNull(anchor, "anchor");
        Objects.requireNonNull(time, "time");
        if (!DecisionLogKey.isId(key) || !LogLine.isHash(mac)) {
            throw new IllegalArgumentException(
                    "checkpoint must have a valid key id and a signature of 64 hexadecimal digits; use the text of an unchanged"
                            + " checkpoint");
        }
    }

    /**
     * Creates the signed checkpoint of a position in a log.
     *
     * @param anchor the position
     * @param time when the log ended at the position
     * @param key the key of the log
     * @return the checkpoint
     */
    public static DecisionLogCheckpoint of(Anchor anchor, Instant time, DecisionLogKey key) {
        return new DecisionLogCheckpoint(anchor, time, key.id(), key.mac(DOMAIN, signed(anchor, time, key.id())));
    }

    boolean signedBy(DecisionLogKey signer) {
        return signer.id().equals(key) && signer.signed(DOMAIN, signed(anchor, time, key), mac);
    }

    private static String signed(Anchor anchor, Instant time, String key) {
        return String.join(" ", Long.toString(anchor.records()), anchor.hash(), time.toString(), key);
    }

    /** {@return the checkpoint as one line of text, for {@link #parse}} */
    public String text() {
        return PREFIX + " " + signed(anchor, time, key) + " " + mac;
    }

    /**
     * Parses a checkpoint that {@link #text} returned. Does not verify the signature.
     *
     * @param text one line; surrounding whitespace is ignored
     * @return the checkpoint
     * @throws IllegalArgumentException if the text is not a checkpoint
     */
    public static DecisionLogCheckpoint parse(String text) {
        String[] parts = text.strip().split(" ", -1);
        if (parts.length != PARTS || !parts[0].equals(PREFIX) || !parts[1].matches("[0-9]{1,18}")) {
            throw new IllegalArgumentException(
                    "checkpoint must be a line of " + PARTS + " words that begins with " + PREFIX);
        }
        try {
            return new DecisionLogCheckpoint(
                    new Anchor(Long.parseLong(parts[1]), parts[2]), Instant.parse(parts[3]), parts[4], parts[5]);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "time of a checkpoint is malformed; use the text of an unchanged checkpoint", e);
        }
    }
}
