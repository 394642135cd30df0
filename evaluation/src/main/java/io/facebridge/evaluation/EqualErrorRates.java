package io.facebridge.evaluation;

/**
 * The equal error rate by three definitions. They agree on many smooth scores and differ on few or tied scores. Quote
 * {@code rocch} unless another definition is required.
 *
 * @param rocch the rate at which FMR and FNMR are equal on the convex hull of the ROC (BOSARIS); stable under ties and
 *     without a free choice
 * @param fvcLow the lower end of the interval of the fingerprint verification contest of 2000 (FVC2000)
 * @param fvcHigh the upper end of that interval
 * @param fvcThreshold the threshold at which the interval was read
 * @param nearest the point with the smallest difference of FMR and FNMR; of several, the one with the lowest mean. Its rate
 *     is {@link OperatingPoint#hter()}
 */
public record EqualErrorRates(
        double rocch, double fvcLow, double fvcHigh, double fvcThreshold, OperatingPoint nearest) {
    /** {@return the middle of the interval of FVC2000, 0 to 1} */
    public double fvc() {
        return (fvcLow + fvcHigh) / 2;
    }
}
