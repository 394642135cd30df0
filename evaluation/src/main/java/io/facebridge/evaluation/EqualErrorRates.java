package io.facebridge.evaluation;

/**
 * The equal error rate. Three numbers go by that name; they agree on many smooth scores and differ on few or tied ones, so
 * all are given, each with its own name.
 *
 * @param rocch where both rates are equal on the convex hull of the ROC (BOSARIS): the one to quote, because it is stable
 *     under ties and needs no choice
 * @param fvcLow lower end of the interval of the fingerprint verification contest of 2000
 * @param fvcHigh its upper end
 * @param fvcThreshold the threshold at which the interval was read
 * @param nearest the point at which both rates are nearest to each other; of equally near ones that with the lowest mean.
 *     The rate that is quoted is its {@link OperatingPoint#hter()}
 */
public record EqualErrorRates(
        double rocch, double fvcLow, double fvcHigh, double fvcThreshold, OperatingPoint nearest) {
    /**
     * The middle of the interval of FVC2000.
     *
     * @return 0 to 1
     */
    public double fvc() {
        return (fvcLow + fvcHigh) / 2;
    }
}
