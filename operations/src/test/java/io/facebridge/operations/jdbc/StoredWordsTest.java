package io.facebridge.operations.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.facebridge.decision.Reports;
import io.facebridge.match.MatchDecision.Reason;
import io.facebridge.operations.audit.DecisionLog;
import io.facebridge.operations.review.ReviewCase;
import io.facebridge.operations.review.ReviewQueue;
import io.facebridge.operations.review.ReviewVerdict;
import io.facebridge.operations.store.SqliteFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Constants that were renamed keep their former words in tables and logs, which instances of earlier versions use too. */
class StoredWordsTest {
    private static final Instant NOW = Instant.parse("2026-11-25T09:00:00Z");

    @TempDir
    private Path folder;

    private static String column(DataSource database, String name) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT " + name + " FROM facebridge_review")) {
            assertThat(row.next()).isTrue();
            return row.getString(1);
        }
    }

    @Test
    void a_case_is_stored_in_the_words_of_earlier_versions_and_read_from_them() throws SQLException {
        DataSource database = SqliteFile.create(folder);
        ReviewQueue queue = JdbcStores.over(database).reviews();
        ReviewCase added = ReviewCase.builder(UUID.randomUUID(), NOW, "ada", ReviewCase.Why.REVIEW)
                .reason(Reason.SCORE_NOT_RETURNED)
                .build();
        queue.add(added);
        ReviewVerdict verdict =
                new ReviewVerdict("grace", NOW.plusSeconds(60), ReviewVerdict.Decision.REJECTED, "another person");
        assertThat(queue.decide(added.id(), verdict)).isTrue();

        assertThat(column(database, "reasons")).isEqualTo("SCORE_NOT_TOLD");
        assertThat(column(database, "decision")).isEqualTo("REFUSED");
        assertThat(queue.find(added.id())).hasValueSatisfying(found -> {
            assertThat(found.reasons()).containsExactly(Reason.SCORE_NOT_RETURNED);
            assertThat(found.verdict()).contains(verdict);
        });
    }

    @Test
    void a_log_has_the_words_of_earlier_versions() throws Exception {
        Path file = folder.resolve("decisions.jsonl");
        try (DecisionLog log = DecisionLog.open(file)) {
            log.onDecision(Reports.ofAnUpperBound());
        }

        assertThat(Files.readString(file)).contains("\"reasons\":[\"SCORE_NOT_TOLD\"]");
    }
}
