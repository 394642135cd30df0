package io.facebridge.operations.guard;

/** The result of {@link RedemptionStore#redeem}. */
public enum Redemption {
    /** Live, of the right subject, and redeemed for the first time: grant access. */
    ACCEPTED,
    /** The outcome's decision is not LIVE. */
    NOT_LIVE,
    /** The session was opened for another subject; may be an attack, and should be investigated. */
    OTHER_SUBJECT,
    /** The outcome was redeemed before, or the session ended more than one hour ago; should be investigated. */
    USED
}
