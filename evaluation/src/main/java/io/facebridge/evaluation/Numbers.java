package io.facebridge.evaluation;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;

/** Numbers as reports show them, the same in every locale. */
final class Numbers {
    private Numbers() {}

    /** Returns a rate as text: 1e-3, 2.5e-4, 0.3. */
    static String rate(double rate) {
        if (rate >= 0.2 || rate == 0) {
            return significant(rate, 3);
        }
        int exponent = (int) Math.floor(Math.log10(rate) + 1e-12);
        String digits = significant(rate / Math.pow(10, exponent), 3);
        return digits + "e" + exponent;
    }

    /** Returns a rate in percent: 12.3 %, 0.0123 %. */
    static String percent(double rate) {
        return Double.isNaN(rate) ? "–" : significant(rate * 100, 3) + " %";
    }

    static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count).replace(',', '\u202F');
    }

    static String significant(double number, int digits) {
        if (!Double.isFinite(number)) {
            return Double.isNaN(number) ? "–" : number > 0 ? "∞" : "−∞";
        }
        BigDecimal rounded = new BigDecimal(number).round(new MathContext(digits, RoundingMode.HALF_EVEN));
        BigDecimal plain = rounded.stripTrailingZeros();
        return plain.scale() < 0 ? plain.setScale(0).toPlainString() : plain.toPlainString();
    }

    /**
     * Returns the decimal number with the fewest digits, at least four, that is above {@code below} and at most {@code
     * high}.
     */
    static String between(double below, double high) {
        BigDecimal exact = BigDecimal.valueOf(high);
        for (int digits = 4; digits < exact.precision(); digits++) {
            BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.FLOOR));
            if (rounded.doubleValue() > below) {
                return plain(rounded);
            }
        }
        return plain(exact);
    }

    private static String plain(BigDecimal number) {
        int power = number.precision() - number.scale();
        BigDecimal stripped = number.stripTrailingZeros();
        if (power < -5 || power > 17) {
            return stripped.toString();
        }
        return (stripped.scale() < 0 ? stripped.setScale(0) : stripped).toPlainString();
    }

    /** Returns the table of thresholds as comma-separated values. */
    static String table(Evaluation evaluation, List<ThresholdAtRate> thresholds) {
        StringBuilder lines = new StringBuilder("target_fmr,support,threshold,false_matches,non_mated,fmr,fmr_low95,"
                + "fmr_high95,false_non_matches,mated,fnmr,fnmr_low95,fnmr_high95,upper_bound95,needed_non_mated\n");
        for (ThresholdAtRate each : thresholds) {
            lines.append(each.target()).append(',').append(each.support()).append(',');
            each.point()
                    .ifPresentOrElse(
                            point -> lines.append(point.threshold())
                                    .append(',')
                                    .append(point.falseMatches())
                                    .append(',')
                                    .append(point.nonMated())
                                    .append(',')
                                    .append(point.fmr())
                                    .append(',')
                                    .append(evaluation.fmrInterval(point).low())
                                    .append(',')
                                    .append(evaluation.fmrInterval(point).high())
                                    .append(',')
                                    .append(point.falseNonMatches())
                                    .append(',')
                                    .append(point.mated())
                                    .append(',')
                                    .append(point.fnmr())
                                    .append(',')
                                    .append(evaluation.fnmrInterval(point).low())
                                    .append(',')
                                    .append(evaluation.fnmrInterval(point).high()),
                            () -> lines.append(",,").append(each.available()).append(",,,,,,,,"));
            lines.append(',')
                    .append(each.upperBound95())
                    .append(',')
                    .append(each.needed())
                    .append('\n');
        }
        return lines.toString();
    }
}
