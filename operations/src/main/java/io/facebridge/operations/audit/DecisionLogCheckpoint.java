package io.facebridge.operations.audit;

import io.facebridge.operations.audit.DecisionLogVerdict.Anchor;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Objects;

/**
 * A signed place in a log, to be kept where the writer of the log's files cannot remove it. Unlike a bare {@link Anchor} it need not
 * be protected against being changed: {@link DecisionLogVerifier} finds that by the key.
 *
 * @param anchor the place
 * @param time when the log was there
 * @param key the id of the key it is signed with
 * @param mac the signature, 64 hexadecimal digits
 */
public record DecisionLogCheckpoint(Anchor anchor, Instant time, String key, String mac) {
    private static final String DOMAIN = "facebridge decision log checkpoint 2\n";
    private static final String PREFIX = "facebridge-checkpoint";
    private static final int PARTS = 6;

    /**
     * Checks the form, and not the signature.
     *
     * @param anchor see the record
     * @param time see the record
     * @param key see the record
     * @param mac see the record
     * @throws IllegalArgumentException if the signature or the id of the key has another form
     */
    public DecisionLogCheckpoint {
        Objects.requireNonNull(anchor, "anchor");
        Objects.requireNonNull(time, "time");
        if (!DecisionLogKey.isId(key) || !LogLine.isHash(mac)) {
            throw new IllegalArgumentException(
                    "a checkpoint has the id of a key and a signature of 64 hexadecimal digits");
        }
    }

    /**
     * Signs a place in a log.
     *
     * @param anchor the place
     * @param time when the log was there
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

    /** {@return one line of text, for {@link #parse}} */
    public String text() {
        return PREFIX + " " + signed(anchor, time, key) + " " + mac;
    }

    /**
     * Reads what {@link #text} wrote.
     *
     * @param text one line; blanks around it do not count
     * @return the checkpoint, whose signature is not checked yet
     * @throws IllegalArgumentException if it is no checkpoint
     */
    public static DecisionLogCheckpoint parse(String text) {
        String[] parts = text.strip().split(" ", -1);
        if (parts.length != PARTS || !parts[0].equals(PREFIX) || !parts[1].matches("[0-9]{1,18}")) {
            throw new IllegalArgumentException(
                    "a checkpoint is a line of " + PARTS + " words that begins with " + PREFIX);
        }
        try {
            return new DecisionLogCheckpoint(
                    new Anchor(Long.parseLong(parts[1]), parts[2]), Instant.parse(parts[3]), parts[4], parts[5]);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("the time of a checkpoint is malformed", e);
        }
    }
}
