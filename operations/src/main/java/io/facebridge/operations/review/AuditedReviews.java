package io.facebridge.operations.review;

import io.facebridge.gallery.PersonId;
import io.facebridge.operations.audit.AuditEvent;
import io.facebridge.operations.audit.AuditListener;
import io.facebridge.operations.internal.StoredWords;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** A queue that also reports its verdicts to a listener. */
final class AuditedReviews implements ReviewQueue {
    private final ReviewQueue queue;
    private final AuditListener listener;

    AuditedReviews(ReviewQueue queue, AuditListener listener) {
        this.queue = queue;
        this.listener = Objects.requireNonNull(listener, "listener");
    }

    @Override
    public void add(ReviewCase reviewCase) {
        queue.add(reviewCase);
    }

    @Override
    public List<ReviewCase> listOpen(int offset, int limit) {
        return queue.listOpen(offset, limit);
    }

    @Override
    public Optional<ReviewCase> find(UUID id) {
        return queue.find(id);
    }

    @Override
    public boolean decide(UUID id, ReviewVerdict verdict) {
        Optional<ReviewCase> decided = queue.find(id); // before, as it may be removed right after
        if (!queue.decide(id, verdict)) {
            return false;
        }
        AuditEvent.Builder event = AuditEvent.builder(AuditEvent.Kind.REVIEW_VERDICT, verdict.at())
                .withRequester(AuditEvent.shortened(verdict.reviewer()))
                .attribute("case", id.toString())
                .attribute("decision", StoredWords.wordOf(verdict.decision()));
        decided.map(found -> new PersonId(found.subject())).ifPresent(event::person);
        listener.onEvent(event.build());
        return true;
    }

    @Override
    public List<ReviewCase> list(ReviewFilter filter, int offset, int limit) {
        return queue.list(filter, offset, limit);
    }

    @Override
    public long count(ReviewFilter filter) {
        return queue.count(filter);
    }

    @Override
    public boolean remove(UUID id) {
        return queue.remove(id);
    }

    @Override
    public long remove(ReviewFilter filter) {
        return queue.remove(filter);
    }

    @Override
    public String toString() {
        return queue + ", audited";
    }
}
