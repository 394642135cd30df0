package io.facebridge.error;

/**
 * Too few comparisons, or too many equal ones, for the error rate that was asked for. Nothing is guessed: more data, or a
 * rate that the data supports, is the remedy.
 */
public final class InsufficientDataException extends FaceBridgeException {
    private static final long serialVersionUID = 1L;

    /** How many comparisons there are. */
    private final long available;

    /** How many without an error would show the rate. */
    private final long needed;

    /** What the comparisons that there are could show at best. */
    private final double upperBound95;

    /**
     * Creates the exception.
     *
     * @param message the rate, how much data there is, how much is needed, and what to do
     * @param available how many comparisons (or searches, or attacks) there are, 0 or more
     * @param needed how many of them without an error would show the rate with 95 % confidence
     * @param upperBound95 the lowest rate that the available ones could show with 95 % confidence, at most 1
     */
    public InsufficientDataException(String message, long available, long needed, double upperBound95) {
        super(message, null, null);
        this.available = available;
        this.needed = needed;
        this.upperBound95 = upperBound95;
    }

    /**
     * How many comparisons (or searches, or attacks) there are.
     *
     * @return 0 or more
     */
    public long available() {
        return available;
    }

    /**
     * How many of them without an error would show the rate with 95 % confidence.
     *
     * @return 1 or more
     */
    public long needed() {
        return needed;
    }

    /**
     * The lowest rate that the available ones could show with 95 % confidence: an upper bound for the true rate at a
     * threshold that none of them reaches, never an estimate of it.
     *
     * @return greater than 0, at most 1
     */
    public double upperBound95() {
        return upperBound95;
    }
}
