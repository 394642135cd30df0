package io.facebridge.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * The searches of a 1:N trial. Use it as the input of a {@link SearchEvaluation}, a {@link TuningReport} or {@link
 * Calibrations}. A search is mated if its person is in the gallery, whatever it returned. Immutable and thread-safe.
 */
public final class SearchSet {
    private final ScoreSource source;
    private final List<Outcome> mated;
    private final List<Outcome> nonMated;
    private final double[] nonMatedCandidates;
    private final int[] failedMated;
    private final long failedNonMated;
    private final long gallerySize;
    private final boolean gallerySizeKnown;
    private final int persons;

    private SearchSet(Builder builder) {
        source = builder.source;
        List<Outcome> enrolled = new ArrayList<>();
        List<Outcome> others = new ArrayList<>();
        int[] failedEnrolled = new int[builder.searches.size()];
        int failedEnrolledCount = 0;
        long failedOthers = 0;
        int most = 0;
        int candidates = 0;
        for (Search search : builder.searches) {
            most = Math.max(most, search.size);
            if (search.failed && search.enrolled) {
                failedEnrolled[failedEnrolledCount++] = search.subject;
            } else if (search.failed) {
                failedOthers++;
            } else if (search.enrolled) {
                enrolled.add(search.outcome());
            } else {
                others.add(search.outcome());
                candidates += search.size;
            }
        }
        if (builder.gallerySize > 0 && builder.gallerySize < most) {
            throw new IllegalArgumentException("a search among " + builder.gallerySize + " references has " + most
                    + " candidates; set gallerySize to the number of references that each probe was compared with");
        }
        mated = List.copyOf(enrolled);
        nonMated = List.copyOf(others);
        failedMated = Arrays.copyOf(failedEnrolled, failedEnrolledCount);
        failedNonMated = failedOthers;
        gallerySize = builder.gallerySize > 0 ? builder.gallerySize : most;
        gallerySizeKnown = builder.gallerySize > 0 || builder.listsAreComplete;
        persons = builder.persons.size();
        nonMatedCandidates = new double[candidates];
        int filled = 0;
        for (Search search : builder.searches) {
            if (!search.failed && !search.enrolled) {
                System.arraycopy(search.scores, 0, nonMatedCandidates, filled, search.size);
                filled += search.size;
            }
        }
        Arrays.sort(nonMatedCandidates);
    }

    /**
     * Creates a builder, to which searches are added one by one.
     *
     * @param source the origin of the scores
     * @return a new, empty builder
     */
    public static Builder builder(ScoreSource source) {
        return new Builder(source);
    }

    /** {@return the origin of the scores} */
    public ScoreSource source() {
        return source;
    }

    /** {@return the number of mated searches, failed ones included} */
    public long matedCount() {
        return (long) mated.size() + failedMated.length;
    }

    /** {@return the number of completed non-mated searches} */
    public long nonMatedCount() {
        return nonMated.size();
    }

    /**
     * Returns the number of searches that failed because no usable face was found. Mated ones count as misses; non-mated
     * ones are in no other count.
     *
     * @return the number of failed searches
     */
    public long failures() {
        return failedMated.length + failedNonMated;
    }

    /**
     * Returns the number of references that a probe is compared with.
     *
     * @return the number set in the builder, otherwise the largest number of candidates of a search
     */
    public long gallerySize() {
        return gallerySize;
    }

    /**
     * Returns the number of references that a probe is compared with, if it is known. A list of the best candidates does
     * not contain it.
     *
     * @return the number; empty if it was not set and candidate lists may be cut off, so that there are at least {@link
     *     #gallerySize()} references
     */
    public OptionalLong references() {
        return gallerySizeKnown ? OptionalLong.of(gallerySize) : OptionalLong.empty();
    }

    /** {@return a new evaluation of the searches} */
    public SearchEvaluation evaluate() {
        return new SearchEvaluation(this);
    }

    List<Outcome> mated() {
        return mated;
    }

    List<Outcome> nonMated() {
        return nonMated;
    }

    /** Returns the codes of the persons of failed mated searches. */
    int[] failedMated() {
        return failedMated;
    }

    /** Returns the number of persons with a code. */
    int persons() {
        return persons;
    }

    /** Returns the scores of all candidates of non-mated searches, ascending; must not be changed. */
    double[] nonMatedCandidates() {
        return nonMatedCandidates;
    }

    @Override
    public String toString() {
        return "SearchSet[" + source + ", " + matedCount() + " mated, " + nonMatedCount() + " non-mated, " + failures()
                + " failures]";
    }

    /**
     * The outcome of a search.
     *
     * @param mate the best score of the person searched for; negative infinity if not returned
     * @param rank 1 + others whose score is at least the mate's
     * @param optimisticRank 1 + others whose score is higher than the mate's
     * @param best the best score of another person; negative infinity if no other person was returned
     * @param subject the person searched for; negative if not known
     * @param bestPerson who has that score; negative if not known
     * @param secondBest the best score of a third person; negative infinity if there is none
     */
    record Outcome(
            double mate, long rank, long optimisticRank, double best, int subject, int bestPerson, double secondBest) {}

    /** One search of a builder, to which candidates are added. Not thread-safe. */
    public static final class Search {
        private final boolean negate;
        private final Names persons;
        private final int subject;
        private double[] scores = new double[4];
        private int[] people = new int[4];
        private int size;
        private double mate = Double.NEGATIVE_INFINITY;
        private boolean enrolled;
        private boolean failed;

        private Search(boolean enrolled, boolean negate, Names persons, int subject) {
            this.enrolled = enrolled;
            this.negate = negate;
            this.persons = persons;
            this.subject = subject;
        }

        /**
         * Adds a candidate without a name.
         *
         * @param score the finite score of the candidate
         * @param mate whether the candidate is the person searched for
         * @return this search
         * @throws IllegalStateException if the search is non-mated and {@code mate} is {@code true}
         */
        public Search candidate(double score, boolean mate) {
            return candidate(score, mate, PairColumns.UNKNOWN);
        }

        /**
         * Adds a candidate by name. Intervals account for searches that share a person if all probes and all candidates
         * have names.
         *
         * @param score the finite score of the candidate
         * @param mate whether the candidate is the person searched for
         * @param person the name of the candidate; only compared with other names
         * @return this search
         * @throws IllegalStateException if the search is non-mated and {@code mate} is {@code true}
         */
        public Search candidate(double score, boolean mate, String person) {
            return candidate(score, mate, persons.codeOf(person));
        }

        private Search candidate(double score, boolean mate, int person) {
            if (!Double.isFinite(score)) {
                throw new IllegalArgumentException("a candidate's score must be finite but was " + score);
            }
            if (mate && !enrolled) {
                throw new IllegalStateException(
                        "a non-mated search must not have a candidate that is the person searched for; add the search as"
                                + " enrolled");
            }
            double similarity = (negate ? -score : score) + 0.0;
            if (mate) {
                this.mate = Math.max(this.mate, similarity);
            }
            if (size == scores.length) {
                scores = Arrays.copyOf(scores, size * 2);
                people = Arrays.copyOf(people, size * 2);
            }
            people[size] = person;
            scores[size++] = mate ? Double.NaN : similarity;
            return this;
        }

        /**
         * Marks the search as failed because no usable face was found in the probe.
         *
         * @return this search
         */
        public Search failed() {
            failed = true;
            return this;
        }

        void enrolled() {
            enrolled = true;
        }

        private Outcome outcome() {
            long higher = 0;
            long equal = 0;
            double best = Double.NEGATIVE_INFINITY;
            int bestPerson = PairColumns.UNKNOWN;
            for (int i = 0; i < size; i++) { // the mate's own are NaN and count nowhere
                higher += scores[i] > mate ? 1 : 0;
                equal += scores[i] == mate ? 1 : 0;
                if (scores[i] > best) {
                    best = scores[i];
                    bestPerson = people[i];
                }
            }
            double secondBest = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < size; i++) {
                if (scores[i] > secondBest && people[i] != bestPerson) {
                    secondBest = scores[i];
                }
            }
            boolean found = mate > Double.NEGATIVE_INFINITY;
            return new Outcome(
                    mate,
                    found ? 1 + higher + equal : Long.MAX_VALUE,
                    found ? 1 + higher : Long.MAX_VALUE,
                    best,
                    subject,
                    bestPerson,
                    secondBest);
        }
    }

    /** Collects the searches of a {@link SearchSet}. Not thread-safe. */
    public static final class Builder {
        private final ScoreSource source;
        private final List<Search> searches = new ArrayList<>();
        private final Names persons = new Names();
        private long gallerySize;
        private boolean listsAreComplete;

        private Builder(ScoreSource source) {
            this.source = Objects.requireNonNull(source, "source");
        }

        /**
         * Sets the number of references that each probe was compared with, which candidate lists do not contain.
         *
         * @param references the number of references, 1 or more; by default the largest number of candidates of a search
         * @return this builder
         * @throws IllegalArgumentException if {@code references} is less than 1
         */
        public Builder gallerySize(long references) {
            if (references < 1) {
                throw new IllegalArgumentException("gallerySize must be 1 or more but was " + references);
            }
            gallerySize = references;
            return this;
        }

        /**
         * Adds a search without the name of its person.
         *
         * @param enrolled whether the person searched for is in the gallery
         * @return the search, to add candidates to
         */
        public Search search(boolean enrolled) {
            return search(enrolled, PairColumns.UNKNOWN);
        }

        /**
         * Adds a search by the name of its person, so that intervals account for several searches of one person.
         *
         * @param enrolled whether the person searched for is in the gallery
         * @param subject the name of the person searched for; only compared with other names
         * @return the search, to add candidates to
         */
        public Search search(boolean enrolled, String subject) {
            return search(enrolled, persons.codeOf(subject));
        }

        private Search search(boolean enrolled, int subject) {
            Search search = new Search(enrolled, source.polarity() == ScorePolarity.DISTANCE, persons, subject);
            searches.add(search);
            return search;
        }

        /** Sets that each search has a candidate for every reference. */
        void listsAreComplete() {
            listsAreComplete = true;
        }

        /**
         * Creates the set. This builder remains usable.
         *
         * @return a new set with the searches added so far
         * @throws IllegalArgumentException if a search has more candidates than the number of references set
         */
        public SearchSet build() {
            return new SearchSet(this);
        }
    }
}
