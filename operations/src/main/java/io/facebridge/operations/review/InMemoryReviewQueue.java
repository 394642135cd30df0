package io.facebridge.operations.review;

import io.facebridge.error.NotFoundException;
import io.facebridge.operations.review.internal.Pages;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

final class InMemoryReviewQueue implements ReviewQueue {
    private static final Comparator<ReviewCase> OLDEST_FIRST = Comparator.comparing(ReviewCase::at)
            .thenComparing(reviewCase -> reviewCase.id().toString());

    private final Map<UUID, ReviewCase> cases = new HashMap<>();

    @Override
    public synchronized void add(ReviewCase reviewCase) {
        reviewCase.requireOpen();
        cases.putIfAbsent(reviewCase.id(), reviewCase);
    }

    @Override
    public List<ReviewCase> listOpen(int offset, int limit) {
        return list(ReviewFilter.open(), offset, limit);
    }

    @Override
    public synchronized List<ReviewCase> list(ReviewFilter filter, int offset, int limit) {
        Pages.require(offset, limit);
        return cases.values().stream()
                .filter(filter::matches)
                .sorted(OLDEST_FIRST)
                .skip(offset)
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized Optional<ReviewCase> find(UUID id) {
        return Optional.ofNullable(cases.get(id));
    }

    @Override
    public synchronized boolean decide(UUID id, ReviewVerdict verdict) {
        ReviewCase found =
                find(id).orElseThrow(() -> new NotFoundException(NotFoundException.Kind.REVIEW_CASE, null, null, null));
        if (found.verdict().isPresent()) {
            return false;
        }
        cases.put(id, found.decided(verdict));
        return true;
    }

    @Override
    public synchronized long count(ReviewFilter filter) {
        return cases.values().stream().filter(filter::matches).count();
    }

    @Override
    public synchronized boolean remove(UUID id) {
        return cases.remove(id) != null;
    }

    @Override
    public synchronized long remove(ReviewFilter filter) {
        long before = cases.size();
        cases.values().removeIf(filter::matches);
        return before - cases.size();
    }

    @Override
    public String toString() {
        return "ReviewQueue[in memory]";
    }
}
