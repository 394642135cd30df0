package io.facebridge.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.facebridge.ProviderId;
import io.facebridge.face.BoundingBox;
import io.facebridge.face.DetectedFace;
import io.facebridge.match.MatchDecision;
import io.facebridge.match.MatchPolicy;
import io.facebridge.testkit.Appending;
import io.facebridge.testkit.AppendsSurviveContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

class DecisionLogSurvivesTest extends AppendsSurviveContract {
    /** A log of decisions about searches that found nobody. */
    public static final class Decisions implements Appending {
        private static final Pattern NUMBER = Pattern.compile("\"askedBy\":\"n([0-9]+)\"");

        @Override
        public Appender open(Path file) {
            DecisionLog log = DecisionLog.open(file);
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
            @Nullable MatchDecision none = null;
            return new DecisionReport(
                    Instant.EPOCH,
                    "n" + number,
                    new FailoverMember(new ProviderId("scripted"), Set.of()),
                    MatchPolicy.falseMatchRate(1e-4),
                    List.of(),
                    IdentificationDecision.nobody(face, false),
                    none,
                    List.of());
        }

        @Override
        public List<Integer> read(Path file) {
            DecisionLogVerdict verdict = DecisionLogVerifier.verify(file);
            assertThat(verdict.inOrder()).as("%s", verdict).isTrue();
            try {
                return NUMBER.matcher(Files.readString(file))
                        .results()
                        .map(found -> Integer.valueOf(found.group(1)))
                        .toList();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    protected Class<? extends Appending> appending() {
        return Decisions.class;
    }
}
