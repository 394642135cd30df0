package io.facebridge.review;

import io.facebridge.LowQualityException;
import io.facebridge.NotFoundException;
import io.facebridge.image.FaceImage;
import io.facebridge.match.MatchDecision;
import io.facebridge.store.internal.Sql;
import io.facebridge.store.internal.Sql.Statements;
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

final class ReviewsInJdbc implements ReviewQueue {
    private static final String BETWEEN = ",";
    private static final String COLUMNS =
            "SELECT id, created_at, subject, why, reasons, quality, reviewer, decided_at, decision, reason"
                    + " FROM facebridge_review";

    private final Sql sql;

    ReviewsInJdbc(DataSource database) {
        sql = new Sql(database);
    }

    @Override
    public void add(ReviewCase reviewCase) {
        Pages.requireOpen(reviewCase);
        if (find(reviewCase.id()).isPresent()) {
            return;
        }
        sql.together(statements -> {
            insert(statements, reviewCase);
            return reviewCase;
        });
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
        int place = 0;
        for (ReviewCase.Measure measure : reviewCase.measures()) {
            statements.run(
                    "INSERT INTO facebridge_review_measure (review_id, place, scale, score, threshold, review_threshold)"
                            + " VALUES (?, ?, ?, ?, ?, ?)",
                    id,
                    place,
                    measure.scale(),
                    measure.score(),
                    measure.threshold(),
                    measure.reviewThreshold());
            place++;
        }
        place = 0;
        for (FaceImage image : reviewCase.images()) {
            statements.run(
                    "INSERT INTO facebridge_review_image (review_id, place, content) VALUES (?, ?, ?)",
                    id,
                    place,
                    image.toByteArray());
            place++;
        }
    }

    @Override
    public List<ReviewCase> listOpen(int offset, int limit) {
        Pages.require(offset, limit);
        return sql.together(statements -> {
            List<Kept> page = statements.page(
                    COLUMNS + " WHERE decided_at IS NULL ORDER BY created_at, id", ReviewsInJdbc::read, offset, limit);
            return cases(statements, page);
        });
    }

    @Override
    public Optional<ReviewCase> find(UUID id) {
        List<ReviewCase> found = sql.together(statements ->
                cases(statements, statements.rows(COLUMNS + " WHERE id = ?", ReviewsInJdbc::read, id.toString())));
        return found.stream().findFirst();
    }

    @Override
    public boolean decide(UUID id, ReviewVerdict verdict) {
        int changed = sql.run(
                "UPDATE facebridge_review SET reviewer = ?, decided_at = ?, decision = ?, reason = ?"
                        + " WHERE id = ? AND decided_at IS NULL",
                verdict.reviewer(),
                verdict.at(),
                verdict.decision().name(),
                verdict.reason(),
                id.toString());
        if (changed == 0 && find(id).isEmpty()) {
            throw new NotFoundException(NotFoundException.Kind.REVIEW_CASE, null, null, null);
        }
        return changed == 1;
    }

    private static List<ReviewCase> cases(Statements statements, List<Kept> kept) throws SQLException {
        List<ReviewCase> cases = new ArrayList<>();
        for (Kept one : kept) {
            statements
                    .rows(
                            "SELECT scale, score, threshold, review_threshold FROM facebridge_review_measure"
                                    + " WHERE review_id = ? ORDER BY place",
                            ReviewsInJdbc::measure,
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

    private static Kept read(ResultSet row) throws SQLException {
        String id = row.getString(1);
        ReviewCase.Builder reviewCase = ReviewCase.of(
                UUID.fromString(id),
                Instant.ofEpochMilli(row.getLong(2)),
                row.getString(3),
                ReviewCase.Why.valueOf(row.getString(4)));
        words(row.getString(5)).map(MatchDecision.Reason::valueOf).forEach(reviewCase::reason);
        words(row.getString(6)).map(LowQualityException.Reason::valueOf).forEach(reviewCase::quality);
        @Nullable String decision = row.getString(9);
        if (decision != null) {
            reviewCase.verdict(new ReviewVerdict(
                    row.getString(7),
                    Instant.ofEpochMilli(row.getLong(8)),
                    ReviewVerdict.Decision.valueOf(decision),
                    row.getString(10)));
        }
        return new Kept(id, reviewCase);
    }

    private static ReviewCase.Measure measure(ResultSet row) throws SQLException {
        double band = row.getDouble(4);
        boolean none = row.wasNull();
        return new ReviewCase.Measure(row.getString(1), row.getDouble(2), row.getDouble(3), none ? null : band);
    }

    private static String names(Set<? extends Enum<?>> reasons) {
        return reasons.stream().map(Enum::name).collect(Collectors.joining(BETWEEN));
    }

    private static Stream<String> words(String names) {
        return Arrays.stream(names.split(BETWEEN, -1)).filter(name -> !name.isEmpty());
    }

    @Override
    public String toString() {
        return "ReviewQueue[in a database]";
    }

    private record Kept(String id, ReviewCase.Builder reviewCase) {}
}
