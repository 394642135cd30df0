package io.facebridge.evaluation;

/** Walks over every distinct score of a set, ascending, and then over infinity, at which nothing matches. */
final class CurvePoints {
    private CurvePoints() {}

    interface Visitor {
        /**
         * One score.
         *
         * @param falseMatches non-mated scores of at least that
         * @param falseNonMatches mated scores below
         * @param nonMatedHere non-mated scores equal to it
         * @param matedHere mated scores equal to it
         */
        void visit(double score, long falseMatches, long falseNonMatches, long nonMatedHere, long matedHere);
    }

    static void walk(double[] mated, double[] nonMated, Visitor visitor) {
        int i = 0;
        int j = 0;
        while (i < mated.length || j < nonMated.length) {
            double score =
                    i == mated.length ? nonMated[j] : j == nonMated.length ? mated[i] : Math.min(mated[i], nonMated[j]);
            int firstMated = i;
            int firstNonMated = j;
            while (i < mated.length && mated[i] == score) {
                i++;
            }
            while (j < nonMated.length && nonMated[j] == score) {
                j++;
            }
            visitor.visit(score, nonMated.length - firstNonMated, firstMated, j - firstNonMated, i - firstMated);
        }
        visitor.visit(Double.POSITIVE_INFINITY, 0, mated.length, 0, 0);
    }
}
