package io.facebridge.evaluation;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The comparisons of one label, column by column. Columns of which nothing is known take no room. */
final class PairColumns {
    static final int UNKNOWN = -1;

    private double[] scores;
    private int size;
    private final Codes probeSubjects = new Codes();
    private final Codes referenceSubjects = new Codes();
    private final Codes probeGroups = new Codes();
    private final Codes referenceGroups = new Codes();

    PairColumns() {
        scores = new double[1024];
    }

    /** Creates columns of scores only; the array is not copied. */
    PairColumns(double[] scores) {
        this.scores = scores;
        size = scores.length;
    }

    void add(double score, int probeSubject, int referenceSubject, int probeGroup, int referenceGroup) {
        if (size == scores.length) {
            if (size > Integer.MAX_VALUE / 2) {
                throw new IllegalStateException("more than " + size + " comparisons of one label do not fit in a set");
            }
            scores = Arrays.copyOf(scores, size * 2);
        }
        scores[size] = score + 0.0;
        probeSubjects.set(size, probeSubject, scores.length);
        referenceSubjects.set(size, referenceSubject, scores.length);
        probeGroups.set(size, probeGroup, scores.length);
        referenceGroups.set(size, referenceGroup, scores.length);
        size++;
    }

    PairColumns copy() {
        PairColumns copy = new PairColumns(Arrays.copyOf(scores, size));
        copy.probeSubjects.takeOver(probeSubjects, size);
        copy.referenceSubjects.takeOver(referenceSubjects, size);
        copy.probeGroups.takeOver(probeGroups, size);
        copy.referenceGroups.takeOver(referenceGroups, size);
        return copy;
    }

    double[] scores() {
        return scores;
    }

    int size() {
        return size;
    }

    /** Returns whether both persons of every comparison are known. */
    boolean hasSubjects() {
        return probeSubjects.areAllKnown(size) && referenceSubjects.areAllKnown(size);
    }

    boolean hasGroups() {
        return probeGroups.areAllKnown(size) && referenceGroups.areAllKnown(size);
    }

    int probeSubject(int i) {
        return probeSubjects.get(i);
    }

    int referenceSubject(int i) {
        return referenceSubjects.get(i);
    }

    int probeGroup(int i) {
        return probeGroups.get(i);
    }

    int referenceGroup(int i) {
        return referenceGroups.get(i);
    }

    private static final class Codes {
        private int @Nullable [] codes;
        private int known;

        void set(int index, int code, int capacity) {
            if (code == UNKNOWN && codes == null) {
                return;
            }
            if (codes == null) {
                codes = new int[capacity];
                Arrays.fill(codes, UNKNOWN);
            } else if (codes.length < capacity) {
                int before = codes.length;
                codes = Arrays.copyOf(codes, capacity);
                Arrays.fill(codes, before, capacity, UNKNOWN);
            }
            codes[index] = code;
            known += code == UNKNOWN ? 0 : 1;
        }

        void takeOver(Codes other, int size) {
            codes = other.codes == null ? null : Arrays.copyOf(other.codes, size);
            known = other.known;
        }

        boolean areAllKnown(int size) {
            return codes != null && known == size;
        }

        int get(int index) {
            return codes == null ? UNKNOWN : codes[index];
        }
    }
}
