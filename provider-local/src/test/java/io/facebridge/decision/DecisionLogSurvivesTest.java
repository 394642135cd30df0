package io.facebridge.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.facebridge.face.BoundingBox;
import io.facebridge.face.DetectedFace;
import io.facebridge.match.MatchPolicy;
import io.facebridge.operations.audit.DecisionLog;
import io.facebridge.operations.audit.DecisionLogExport;
import io.facebridge.operations.audit.DecisionLogKey;
import io.facebridge.operations.audit.DecisionLogVerdict;
import io.facebridge.operations.audit.DecisionLogVerifier;
import io.facebridge.provider.ProviderId;
import io.facebridge.testkit.Appending;
import io.facebridge.testkit.AppendsSurviveContract;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

class DecisionLogSurvivesTest extends AppendsSurviveContract {
    /** A signed log, in several files, of decisions about searches that found no person. */
    public static final class Decisions implements Appending {
        private static final DecisionLogKey KEY =
                DecisionLogKey.of("k1", "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8));

        /** More than the limit on the size of files in the test of that. */
        private static final int LARGEST_FILE = 20_000;

        private static final Pattern NUMBER = Pattern.compile("\"askedBy\":\"n([0-9]+)\"");

        @Override
        public Appender open(Path file) {
            DecisionLog log = DecisionLog.builder(file)
                    .key(KEY)
                    .maxBytesPerFile(LARGEST_FILE)
                    .open();
            return new Appender() {
                @Override
                public void append(int number) {
                    log.onDecision(report(number));
                }

                @Override
                public void close() {
                    log.close();
                }
            };
        }

        private static DecisionReport report(int number) {
            DetectedFace face = DetectedFace.at(new BoundingBox(0, 0, 1, 1)).build();
            return new DecisionReport(
                    Instant.EPOCH,
                    "n" + number,
                    new FailoverMember(new ProviderId("scripted"), Set.of()),
                    MatchPolicy.falseMatchRate(1e-4),
                    List.of(),
                    IdentificationDecision.withoutCandidates(face, null),
                    List.of());
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
