package io.facebridge.evaluation;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How much searches are alike that are of one person or that found the same candidate. The variance of a false positive
 * identification rate is that over the persons searched for, plus that over the gallery: how much the rate changes when a
 * candidate is left out (the jackknife), which is the number of searches that found this candidate and no other. What both
 * count is counted once, as with comparisons ({@link Dependence}).
 */
final class SearchDependence {
    private final SearchSet searches;

    private SearchDependence(SearchSet searches) {
        this.searches = searches;
    }

    /** {@code null} if the person of a completed search, or of one for an enrolled person, is not known. */
    static @Nullable SearchDependence of(SearchSet searches) {
        boolean known = searches.mated().stream().allMatch(outcome -> outcome.subject() >= 0)
                && searches.nonMated().stream().allMatch(outcome -> outcome.subject() >= 0)
                && Arrays.stream(searches.failedMated()).allMatch(subject -> subject >= 0);
        return known ? new SearchDependence(searches) : null;
    }

    /** Returns whether there are enough persons for reliable bounds. */
    boolean statesBounds() {
        return searches.nonMated().stream()
                        .mapToInt(SearchSet.Outcome::subject)
                        .distinct()
                        .count()
                >= Dependence.MIN_PERSONS;
    }

    PersonRate fpirAt(double threshold) {
        List<SearchSet.Outcome> outcomes = searches.nonMated();
        long size = outcomes.size();
        long errors =
                outcomes.stream().filter(outcome -> outcome.best() >= threshold).count();
        int probes = (int) outcomes.stream()
                .mapToInt(SearchSet.Outcome::subject)
                .distinct()
                .count();
        if (errors == 0 || errors == size) {
            return PersonRate.withoutVariance(errors, size, probes);
        }
        double rate = errors / (double) size;
        double[] perProbe = new double[searches.persons()];
        double[] perCandidate = new double[searches.persons()];
        Map<Long, Integer> perPair = new HashMap<>();
        for (SearchSet.Outcome outcome : outcomes) {
            boolean found = outcome.best() >= threshold;
            perProbe[outcome.subject()] += (found ? 1 : 0) - rate;
            if (found && outcome.bestPerson() >= 0 && outcome.secondBest() < threshold) {
                perCandidate[outcome.bestPerson()]++;
                perPair.merge((long) outcome.subject() << 32 | outcome.bestPerson(), 1, Integer::sum);
            }
        }
        double gallery = Math.max(1, Math.max(searches.gallerySize(), candidates(perCandidate)));
        double mean = Arrays.stream(perCandidate).sum() / gallery;
        double ofGallery = squares(perCandidate) - mean * mean * gallery;
        double ofPairs = perPair.values().stream()
                .mapToDouble(count -> (double) count * count)
                .sum();
        double ofProbes = squares(perProbe);
        double[] contributions = new double[perProbe.length + perCandidate.length];
        for (int person = 0; person < perProbe.length; person++) {
            contributions[person] = perProbe[person];
            contributions[perProbe.length + person] = perCandidate[person] == 0 ? 0 : perCandidate[person] - mean;
        }
        return PersonRate.of(errors, size, probes, Math.max(ofProbes, ofProbes + ofGallery - ofPairs), contributions);
    }

    PersonRate fnirAt(double threshold, int rank) {
        long size = searches.matedCount();
        double[] perSubject = new double[searches.persons()];
        int[] count = new int[searches.persons()];
        long errors = 0;
        for (SearchSet.Outcome outcome : searches.mated()) {
            boolean miss = outcome.rank() > rank || outcome.mate() < threshold;
            errors += miss ? 1 : 0;
            perSubject[outcome.subject()] += miss ? 1 : 0;
            count[outcome.subject()]++;
        }
        for (int subject : searches.failedMated()) {
            errors++;
            perSubject[subject]++;
            count[subject]++;
        }
        int persons = (int) Arrays.stream(count).filter(each -> each > 0).count();
        if (errors == 0 || errors == size) {
            return PersonRate.withoutVariance(errors, size, persons);
        }
        double rate = errors / (double) size;
        for (int person = 0; person < count.length; person++) {
            perSubject[person] -= rate * count[person];
        }
        return PersonRate.of(errors, size, persons, squares(perSubject), perSubject);
    }

    private static long candidates(double[] perCandidate) {
        return Arrays.stream(perCandidate).filter(each -> each > 0).count();
    }

    private static double squares(double[] values) {
        return Arrays.stream(values).map(value -> value * value).sum();
    }
}
