package io.facebridge.error;

/**
 * Thrown if the requested error rate needs more comparisons, or more distinct scores, than the data contains. Add data,
 * or choose a rate that the data supports.
 */
public final class InsufficientDataException extends FaceBridgeException {
    private static final long serialVersionUID = 1L;

    /** The number of available comparisons. */
    private final long available;

    /** The number of comparisons without an error that would show the rate. */
    private final long needed;

    /** The lowest rate that the available comparisons can show. */
    private final double upperBound95;

    /**
     * Creates the exception.
     *
     * @param message the rate, the available and the needed amount of data, and the remedy
     * @param available the number of comparisons (or searches, or attacks), 0 or more
     * @param needed how many of them without an error would show the rate with 95 % confidence, 1 or more
     * @param upperBound95 the lowest rate that the available ones could show with 95 % confidence, greater than 0, at
     * most 1
     */
    public InsufficientDataException(String message, long available, long needed, double upperBound95) {
        super(message, null, null);
        this.available = available;
        this.needed = needed;
        this.upperBound95 = upperBound95;
    }

    /**
     * Returns the number of available comparisons (or searches, or attacks).
     *
     * @return 0 or more
     */
    public long available() {
        return available;
    }

    /**
     * Returns how many of them without an error would show the rate with 95 % confidence.
     *
     * @return 1 or more
     */
    public long needed() {
        return needed;
    }

    /**
     * Returns the lowest rate that the available ones could show with 95 % confidence: an upper bound for the true rate
     * at a threshold that none of them reaches, never an estimate of it.
     *
     * @return greater than 0, at most 1
     */
    public double upperBound95() {
        return upperBound95;
    }
}
