package io.facebridge.operations.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.facebridge.decision.Reports;
import io.facebridge.testkit.Appending;
import io.facebridge.testkit.AppendsSurviveContract;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

class DecisionLogSurvivesTest extends AppendsSurviveContract {
    /** A signed log, in several files, of decisions about searches that found no person. */
    public static final class Decisions implements Appending {
        private static final DecisionLogKey KEY =
                DecisionLogKey.of("k1", "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8));

        /** More than the limit on the size of files in the test of that. */
        private static final int MAX_FILE_BYTES = 20_000;

        private static final Pattern NUMBER = Pattern.compile("\"askedBy\":\"n([0-9]+)\"");

        @Override
        public Appender open(Path file) {
            DecisionLog log = DecisionLog.builder(file)
                    .key(KEY)
                    .maxBytesPerFile(MAX_FILE_BYTES)
                    .open();
            return new Appender() {
                @Override
                public void append(int number) {
                    log.onDecision(Reports.ofASearch(number));
                }

                @Override
                public void close() {
                    log.close();
                }
            };
        }

        @Override
        public List<Integer> read(Path file) {
            DecisionLogVerdict verdict = DecisionLogVerifier.of(file).keys(KEY).verify();
            assertThat(verdict.inOrder()).as("%s", verdict).isTrue();
            StringBuilder records = new StringBuilder();
            DecisionLogExport.of(file).writeTo(records);
            return NUMBER.matcher(records)
                    .results()
                    .map(found -> Integer.valueOf(found.group(1)))
                    .toList();
        }
    }

    @Override
    protected Class<? extends Appending> appending() {
        return Decisions.class;
    }
}
