package io.facebridge.cli;

import io.facebridge.FaceCapability;
import io.facebridge.FaceComparer;
import io.facebridge.FaceDetector;
import io.facebridge.FaceProvider;
import io.facebridge.FaceProviderFactory;
import io.facebridge.error.Effect;
import io.facebridge.error.FaceBridgeException;
import io.facebridge.error.ImageRole;
import io.facebridge.error.ProviderUnavailableException;
import io.facebridge.face.BoundingBox;
import io.facebridge.face.DetectOptions;
import io.facebridge.face.DetectedFace;
import io.facebridge.face.FaceFeature;
import io.facebridge.face.HeadPose;
import io.facebridge.face.Landmarks;
import io.facebridge.face.Point;
import io.facebridge.image.FaceImage;
import io.facebridge.match.CompareOptions;
import io.facebridge.match.Comparison;
import io.facebridge.match.FalseMatchTable;
import io.facebridge.match.Score;
import io.facebridge.match.ScoreScale;
import io.facebridge.provider.ProviderId;
import io.facebridge.remote.RemoteSettings;
import io.facebridge.spi.SelectedFace;
import io.facebridge.spi.Setting;
import io.facebridge.spi.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A provider that finds as many faces as the picture is high in pixels, divided by 100, and fails on a picture that is 666
 * pixels wide. It knows no quality, and liveness in sessions only.
 */
public final class ScriptedProviderFactory implements FaceProviderFactory {
    static final ProviderId ID = new ProviderId("scripted");
    static final Setting<Double> MIN_LIVENESS_CONFIDENCE =
            Setting.number("minLivenessConfidence", "From which confidence a session is live.");
    private static final ScoreScale SCALE = ScoreScale.of(ID, "script-1", ScoreScale.Operation.COMPARE, 0, 1)
            .with(FalseMatchTable.of(
                    List.of(new FalseMatchTable.Point(1e-2, 0.25), new FalseMatchTable.Point(1e-4, 0.75)),
                    0.01,
                    "the script",
                    List.of()));
    private static final Setting<String> ENDPOINT = Setting.text("endpoint", "Where it is; http://down is nowhere.");
    private static final Setting<Double> SMALLEST_FACE =
            Setting.number("smallestFace", "Decides about pictures.").withDefault("0.025");
    private static final Setting<Integer> SEARCH_THREADS =
            Setting.wholeNumber("searchThreads", "Says nothing about where a gallery is.");

    @Override
    public ProviderId id() {
        return ID;
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(RemoteSettings.REGION, ENDPOINT, MIN_LIVENESS_CONFIDENCE, SMALLEST_FACE, SEARCH_THREADS);
    }

    @Override
    public FaceProvider create(Settings settings) {
        return new ScriptedProvider(settings);
    }

    private static final class ScriptedProvider implements FaceProvider, FaceDetector, FaceComparer {
        private final List<FaceCapability> capabilities;
        private final boolean hasEndpoint;
        private final boolean down;

        ScriptedProvider(Settings settings) {
            hasEndpoint = settings.get(ENDPOINT).isPresent();
            down = settings.get(ENDPOINT).filter("http://down"::equals).isPresent();
            capabilities = new ArrayList<>(new ScriptedGalleries().capabilities());
            capabilities.add(new ScriptedLivenessSessions(settings));
            capabilities.add(this);
        }

        @Override
        public ProviderId id() {
            return ID;
        }

        @Override
        public FaceDetector detector() {
            return this;
        }

        @Override
        public FaceComparer comparer() {
            return this;
        }

        @Override
        public <C extends FaceCapability> Optional<C> find(Class<C> capability) {
            return capabilities.stream()
                    .filter(capability::isInstance)
                    .map(capability::cast)
                    .findFirst();
        }

        @Override
        public Set<FaceFeature> features() {
            return Set.of(FaceFeature.LANDMARKS, FaceFeature.POSE);
        }

        @Override
        public List<DetectedFace> detect(FaceImage image, DetectOptions options) {
            if (image.width() == 666) {
                throw new FaceBridgeException("the script says:\n  no", null, null);
            }
            return java.util.stream.IntStream.range(0, image.height() / 100)
                    .mapToObj(ScriptedProvider::face)
                    .toList();
        }

        private static DetectedFace face(int number) {
            return DetectedFace.at(new BoundingBox(0.125 + 0.25 * number, 0.25, 0.25, 0.5))
                    .confidence(0.75)
                    .landmarks(new Landmarks(
                            new Point(0.1875, 0.375),
                            new Point(0.3125, 0.375),
                            new Point(0.25, 0.5),
                            new Point(0.1875, 0.625),
                            new Point(0.3125, 0.625),
                            Map.of()))
                    .pose(new HeadPose(-1.5, 2, 0.25))
                    .build();
        }

        /** Known without a request only where an endpoint is set. */
        @Override
        public Optional<ScoreScale> scale() {
            return hasEndpoint ? Optional.of(SCALE) : Optional.empty();
        }

        @Override
        public Comparison compare(FaceImage reference, FaceImage probe, CompareOptions options) {
            if (down) {
                throw new ProviderUnavailableException("the service is down", null, Effect.NONE, null, null);
            }
            Comparison.Builder comparison = Comparison.builder(new Score(0.5, SCALE));
            List<DetectedFace> faces = detect(reference, DetectOptions.defaults());
            var unused = SelectedFace.of(faces, options.referenceFace().orElse(null), reference, ImageRole.REFERENCE);
            SelectedFace chosen = SelectedFace.of(
                    detect(probe, DetectOptions.defaults()), options.probeFace().orElse(null), probe, ImageRole.PROBE);
            if (chosen.rivalled()) {
                comparison.rivalledIn(ImageRole.PROBE);
            }
            return comparison.build();
        }

        @Override
        public void close() {}
    }
}
