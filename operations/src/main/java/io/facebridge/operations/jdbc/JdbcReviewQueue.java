package io.facebridge.operations.jdbc;

import io.facebridge.error.NotFoundException;
import io.facebridge.face.QualityReason;
import io.facebridge.image.FaceImage;
import io.facebridge.match.MatchDecision;
import io.facebridge.operations.internal.StoredWords;
import io.facebridge.operations.jdbc.Sql.Statements;
import io.facebridge.operations.review.ReviewCase;
import io.facebridge.operations.review.ReviewFilter;
import io.facebridge.operations.review.ReviewQueue;
import io.facebridge.operations.review.ReviewVerdict;
import io.facebridge.operations.review.internal.Pages;
import io.facebridge.operations.store.StoreException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

final class JdbcReviewQueue implements ReviewQueue {
    private static final String BETWEEN = ",";
    private static final String COLUMNS =
            "SELECT id, created_at, subject, why, reasons, quality, reviewer, decided_at, decision, reason"
                    + " FROM facebridge_review";

    private final Sql sql;

    JdbcReviewQueue(DataSource database) {
        sql = new Sql(database);
    }

    @Override
    public void add(ReviewCase reviewCase) {
        reviewCase.requireOpen();
        if (find(reviewCase.id()).isPresent()) {
            return;
        }
        try {
            sql.inTransaction(statements -> {
                insert(statements, reviewCase);
                return reviewCase;
            });
        } catch (StoreException e) {
            if (!exists(reviewCase.id(), e)) {
                throw e;
            }
        }
    }

    /** Returns whether another instance has added the case concurrently, as each database reports an existing key differently. */
    private boolean exists(UUID id, StoreException failure) {
        try {
            return find(id).isPresent();
        } catch (StoreException e) {
            failure.addSuppressed(e);
            return false;
        }
    }

    private static void insert(Statements statements, ReviewCase reviewCase) throws SQLException {
        String id = reviewCase.id().toString();
        statements.run(
                "INSERT INTO facebridge_review (id, created_at, subject, why, reasons, quality) VALUES (?, ?, ?, ?, ?, ?)",
                id,
                reviewCase.at(),
                reviewCase.subject(),
                reviewCase.why().name(),
                names(reviewCase.reasons()),
                names(reviewCase.quality()));
        int index = 0;
        for (ReviewCase.Measure measure : reviewCase.measures()) {
            statements.run(
                    "INSERT INTO facebridge_review_measure (review_id, place, scale, score, threshold, review_threshold)"
                            + " VALUES (?, ?, ?, ?, ?, ?)",
                    id,
                    index,
                    measure.scale(),
                    measure.score(),
                    measure.threshold(),
                    measure.reviewThreshold());
            index++;
        }
        index = 0;
        for (FaceImage image : reviewCase.images()) {
            statements.run(
                    "INSERT INTO facebridge_review_image (review_id, place, content) VALUES (?, ?, ?)",
                    id,
                    index,
                    image.toByteArray());
            index++;
        }
    }

    @Override
    public List<ReviewCase> listOpen(int offset, int limit) {
        return list(ReviewFilter.open(), offset, limit);
    }

    @Override
    public List<ReviewCase> list(ReviewFilter filter, int offset, int limit) {
        Pages.require(offset, limit);
        Where where = Where.of(filter);
        String query = COLUMNS + where.text() + " ORDER BY created_at, id";
        return sql.inTransaction(statements -> {
            List<StoredCase> page = filter.subject().isEmpty()
                    ? statements.page(query, JdbcReviewQueue::read, offset, limit, where.values())
                    : statements.rows(query, JdbcReviewQueue::read, where.values()).stream()
                            .filter(stored -> isOf(filter, stored.subject()))
                            .skip(offset)
                            .limit(limit)
                            .toList();
            return cases(statements, page);
        });
    }

    @Override
    public long count(ReviewFilter filter) {
        return ids(filter).size();
    }

    /** Compares the subject exactly, as a database may treat "Ada" and "ada" as equal. */
    private static boolean isOf(ReviewFilter filter, String subject) {
        return filter.subject().isEmpty() || filter.subject().get().equals(subject);
    }

    private List<String> ids(ReviewFilter filter) {
        Where where = Where.of(filter);
        return sql
                .rows(
                        "SELECT id, subject FROM facebridge_review" + where.text(),
                        row -> List.of(row.getString(1), row.getString(2)),
                        where.values())
                .stream()
                .filter(row -> isOf(filter, row.get(1)))
                .map(row -> row.get(0))
                .toList();
    }

    @Override
    public boolean remove(UUID id) {
        return sql.inTransaction(
                statements -> removed(statements, id.toString(), Where.of(ReviewFilter.openAndDecided())));
    }

    /** Removes case by case, so that no transaction locks many rows and a case that is decided concurrently is matched again. */
    @Override
    public long remove(ReviewFilter filter) {
        Where where = Where.of(filter);
        long removed = 0;
        for (String id : ids(filter)) {
            removed += sql.inTransaction(statements -> removed(statements, id, where)) ? 1 : 0;
        }
        return removed;
    }

    /** Removes the row of the case first: a concurrent verdict waits for that row, and then finds none. */
    private static boolean removed(Statements statements, String id, Where where) throws SQLException {
        if (statements.run("DELETE FROM facebridge_review" + where.text() + " AND id = ?", where.valuesAnd(id)) == 0) {
            return false;
        }
        statements.run("DELETE FROM facebridge_review_image WHERE review_id = ?", id);
        statements.run("DELETE FROM facebridge_review_measure WHERE review_id = ?", id);
        return true;
    }

    @Override
    public Optional<ReviewCase> find(UUID id) {
        List<ReviewCase> found = sql.inTransaction(statements ->
                cases(statements, statements.rows(COLUMNS + " WHERE id = ?", JdbcReviewQueue::read, id.toString())));
        return found.stream().findFirst();
    }

    @Override
    public boolean decide(UUID id, ReviewVerdict verdict) {
        int changed = sql.run(
                "UPDATE facebridge_review SET reviewer = ?, decided_at = ?, decision = ?, reason = ?"
                        + " WHERE id = ? AND decided_at IS NULL",
                verdict.reviewer(),
                verdict.at(),
                StoredWords.wordOf(verdict.decision()),
                verdict.reason(),
                id.toString());
        if (changed == 0 && find(id).isEmpty()) {
            throw new NotFoundException(NotFoundException.Kind.REVIEW_CASE, null, null, null);
        }
        return changed == 1;
    }

    private static List<ReviewCase> cases(Statements statements, List<StoredCase> stored) throws SQLException {
        List<ReviewCase> cases = new ArrayList<>();
        for (StoredCase one : stored) {
            statements
                    .rows(
                            "SELECT scale, score, threshold, review_threshold FROM facebridge_review_measure"
                                    + " WHERE review_id = ? ORDER BY place",
                            JdbcReviewQueue::measure,
                            one.id())
                    .forEach(one.reviewCase()::measure);
            one.reviewCase()
                    .images(statements.rows(
                            "SELECT content FROM facebridge_review_image WHERE review_id = ? ORDER BY place",
                            row -> FaceImage.of(row.getBytes(1)),
                            one.id()));
            cases.add(one.reviewCase().build());
        }
        return List.copyOf(cases);
    }

    private static StoredCase read(ResultSet row) throws SQLException {
        String id = row.getString(1);
        String subject = row.getString(3);
        ReviewCase.Builder reviewCase = ReviewCase.builder(
                UUID.fromString(id),
                Instant.ofEpochMilli(row.getLong(2)),
                subject,
                ReviewCase.Why.valueOf(row.getString(4)));
        words(row.getString(5))
                .map(word -> StoredWords.constantOf(MatchDecision.Reason.class, word))
                .forEach(reviewCase::reason);
        words(row.getString(6)).map(QualityReason::valueOf).forEach(reviewCase::quality);
        @Nullable String decision = row.getString(9);
        if (decision != null) {
            reviewCase.verdict(new ReviewVerdict(
                    row.getString(7),
                    Instant.ofEpochMilli(row.getLong(8)),
                    StoredWords.constantOf(ReviewVerdict.Decision.class, decision),
                    row.getString(10)));
        }
        return new StoredCase(id, subject, reviewCase);
    }

    private static ReviewCase.Measure measure(ResultSet row) throws SQLException {
        double band = row.getDouble(4);
        boolean none = row.wasNull();
        return new ReviewCase.Measure(row.getString(1), row.getDouble(2), row.getDouble(3), none ? null : band);
    }

    private static String names(Set<? extends Enum<?>> reasons) {
        return reasons.stream().map(StoredWords::wordOf).collect(Collectors.joining(BETWEEN));
    }

    private static Stream<String> words(String names) {
        return Arrays.stream(names.split(BETWEEN, -1)).filter(name -> !name.isEmpty());
    }

    @Override
    public String toString() {
        return "ReviewQueue[in a database]";
    }

    /** A filter as an SQL condition. */
    private record Where(String text, List<Object> parameters) {
        static Where of(ReviewFilter filter) {
            StringBuilder text = new StringBuilder(" WHERE 1 = 1");
            List<Object> values = new ArrayList<>();
            filter.isDecided()
                    .ifPresent(decided ->
                            text.append(decided ? " AND decided_at IS NOT NULL" : " AND decided_at IS NULL"));
            filter.subject().ifPresent(subject -> {
                text.append(" AND subject = ?");
                values.add(subject);
            });
            filter.addedBefore().ifPresent(time -> {
                text.append(" AND created_at < ?");
                values.add(time);
            });
            return new Where(text.toString(), List.copyOf(values));
        }

        Object[] values() {
            return parameters.toArray();
        }

        Object[] valuesAnd(String last) {
            List<Object> all = new ArrayList<>(parameters);
            all.add(last);
            return all.toArray();
        }
    }

    private record StoredCase(String id, String subject, ReviewCase.Builder reviewCase) {}
}
