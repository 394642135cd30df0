package io.facebridge.cli;

import io.facebridge.LivenessSessions;
import io.facebridge.error.NotFoundException;
import io.facebridge.error.ProviderError;
import io.facebridge.image.FaceImage;
import io.facebridge.liveness.LivenessDecision;
import io.facebridge.liveness.LivenessOutcome;
import io.facebridge.liveness.LivenessSession;
import io.facebridge.liveness.LivenessSessionId;
import io.facebridge.liveness.LivenessSessionRequest;
import io.facebridge.liveness.LivenessState;
import io.facebridge.match.Comparison;
import io.facebridge.match.Score;
import io.facebridge.match.ScoreScale;
import io.facebridge.remote.RemoteSettings;
import io.facebridge.spi.Settings;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * Sessions that follow a script: {@code done} was completed with 0.875, {@code broken} too but with pictures that are none,
 * and every other one but {@code gone} waits.
 */
final class ScriptedLivenessSessions implements LivenessSessions {
    private final String region;
    private final double minConfidence;

    ScriptedLivenessSessions(Settings settings) {
        region = settings.get(RemoteSettings.REGION).orElse("nowhere");
        minConfidence =
                settings.get(ScriptedProviderFactory.MIN_LIVENESS_CONFIDENCE).orElse(Double.NaN);
    }

    @Override
    public LivenessSession open(LivenessSessionRequest request) {
        if (request.auditImages() > 4) {
            throw new IllegalArgumentException("audit images must be 4 or fewer but were " + request.auditImages());
        }
        return LivenessSession.restore(
                        new LivenessSessionId("session-1"), request.subject(), Instant.parse("2030-01-31T12:00:00Z"))
                .region(region)
                .clientToken("token-1")
                .build();
    }

    @Override
    public LivenessOutcome result(LivenessSession session) {
        if (session.id().value().equals("gone")) {
            throw new NotFoundException(NotFoundException.Kind.LIVENESS_SESSION, null, null, null);
        }
        boolean broken = session.id().value().equals("broken");
        if (!broken && !session.id().value().equals("done")) {
            return LivenessOutcome.builder(session, LivenessState.CREATED).build();
        }
        LivenessOutcome.Builder outcome = LivenessOutcome.builder(session, LivenessState.COMPLETED)
                .confidence(new Score(0.875, scale(ScoreScale.Operation.LIVENESS)))
                .referenceImage(picture())
                .auditImages(List.of(picture(), picture()));
        if (broken) {
            byte[] text = "no picture".getBytes(StandardCharsets.UTF_8);
            outcome.referenceImage(text, new ProviderError(ScriptedProviderFactory.ID, "HTTP 200", "request-1", 200))
                    .addAuditImage(text);
        }
        if (!Double.isNaN(minConfidence)) {
            outcome.decision(minConfidence <= 0.875 ? LivenessDecision.LIVE : LivenessDecision.NOT_LIVE);
        }
        if (session.verifyAgainst().isPresent()) {
            outcome.comparison(Comparison.builder(new Score(0.5, scale(ScoreScale.Operation.COMPARE)))
                    .build());
        }
        return outcome.build();
    }

    private static ScoreScale scale(ScoreScale.Operation operation) {
        return ScoreScale.of(ScriptedProviderFactory.ID, "script-1", operation, 0, 1);
    }

    private static FaceImage picture() {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(120, 90, BufferedImage.TYPE_INT_RGB), "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return FaceImage.of(png.toByteArray());
    }
}
