package io.facebridge.evaluation;

import java.util.List;

/** What one walk over all points yields. */
record CurveSummary(
        long distinct,
        double auc,
        EqualErrorRates eer,
        OperatingPoint minHter,
        List<OperatingPoint> hull,
        double minCllr) {
    static CurveSummary of(ScoreSet scores) {
        Walk walk = new Walk(scores.matedCount(), scores.nonMatedCount());
        CurvePoints.walk(scores.sortedMated(), scores.sortedNonMated(), walk);
        return walk.summary();
    }

    private static final class Walk implements CurvePoints.Visitor {
        private final long mated;
        private final long nonMated;
        private final ConvexHull hull = new ConvexHull();
        private long distinct;
        private long wins;
        private long ties;
        private OperatingPoint lastBelow;
        private OperatingPoint firstAbove;
        private boolean crossed;
        private OperatingPoint nearest;
        private long minDistance = Long.MAX_VALUE;
        private OperatingPoint minHter;
        private long minSum = Long.MAX_VALUE;
        private long sumOfNearest = Long.MAX_VALUE;

        Walk(long mated, long nonMated) {
            this.mated = mated;
            this.nonMated = nonMated;
            lastBelow = point(Double.NEGATIVE_INFINITY, nonMated, 0);
            firstAbove = point(Double.POSITIVE_INFINITY, 0, mated);
            nearest = lastBelow;
            minHter = lastBelow;
        }

        private OperatingPoint point(double score, long falseMatches, long falseNonMatches) {
            return new OperatingPoint(score, falseMatches, nonMated, falseNonMatches, mated);
        }

        @Override
        public void visit(double score, long falseMatches, long falseNonMatches, long nonMatedHere, long matedHere) {
            distinct++;
            hull.add(score, nonMatedHere, matedHere);
            wins += matedHere * (nonMated - falseMatches);
            ties += matedHere * nonMatedHere;
            long fmr = falseMatches * mated; // both rates over one denominator, so that they are compared exactly
            long fnmr = falseNonMatches * nonMated;
            if (fnmr <= fmr) {
                lastBelow = point(score, falseMatches, falseNonMatches);
            }
            if (fnmr >= fmr && !crossed) {
                crossed = true;
                firstAbove = point(score, falseMatches, falseNonMatches);
            }
            long distance = Math.abs(fmr - fnmr);
            if (distance < minDistance || (distance == minDistance && fmr + fnmr < sumOfNearest)) {
                minDistance = distance;
                sumOfNearest = fmr + fnmr;
                nearest = point(score, falseMatches, falseNonMatches);
            }
            if (fmr + fnmr < minSum) {
                minSum = fmr + fnmr;
                minHter = point(score, falseMatches, falseNonMatches);
            }
        }

        private long sum(OperatingPoint point) {
            return point.falseMatches() * mated + point.falseNonMatches() * nonMated;
        }

        CurveSummary summary() {
            List<OperatingPoint> vertices = hull.vertices();
            OperatingPoint fvc = sum(lastBelow) <= sum(firstAbove) ? lastBelow : firstAbove;
            return new CurveSummary(
                    distinct - 1,
                    (2 * wins + ties) / (2.0 * mated * nonMated),
                    new EqualErrorRates(
                            ConvexHull.equalErrorRate(vertices),
                            Math.min(fvc.fmr(), fvc.fnmr()),
                            Math.max(fvc.fmr(), fvc.fnmr()),
                            fvc.threshold(),
                            nearest),
                    minHter,
                    List.copyOf(vertices),
                    hull.minCllr());
        }
    }
}
