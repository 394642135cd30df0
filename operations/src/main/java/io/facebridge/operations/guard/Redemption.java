package io.facebridge.operations.guard;

/** What came of an attempt to use an outcome. */
public enum Redemption {
    /** Live, of the right subject, and used for the first time: let the person on. */
    ACCEPTED,
    /** The outcome's decision is not LIVE. */
    NOT_LIVE,
    /** The session was opened for another subject. Investigate it. */
    OTHER_SUBJECT,
    /** The outcome was used before, or its time is long over. Look into it. */
    USED
}
