package io.facebridge.local.internal;

import io.facebridge.error.InvalidImageException;
import io.facebridge.face.DetectedFace;
import io.facebridge.face.FaceFeature;
import io.facebridge.face.HeadPose;
import io.facebridge.image.FaceImage;
import io.facebridge.image.ImageDecoder;
import io.facebridge.image.ImageDecoder.DecodedImage;
import io.facebridge.local.EmbedderModel;
import io.facebridge.local.LocalDetection;
import io.facebridge.local.LocalFaces;
import io.facebridge.local.PinnedModel;
import io.facebridge.local.internal.FaceFinder.Found;
import io.facebridge.observation.Observer;
import io.facebridge.observation.Observer.Kind;
import io.facebridge.observation.Observer.Stage;
import io.facebridge.provider.VendorResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.Supplier;

/** The networks, each opened once and shared by all capabilities and threads. */
public final class Pipeline implements AutoCloseable {
    /** Changes whenever the same files would give another template for the same image. */
    public static final String VERSION = "1";

    static final Stage SEARCH = stage("search");

    private static final Stage DECODE = stage("decode");
    private static final Stage DETECT = stage("detect");
    private static final Stage ALIGN = stage("align");
    private static final Stage EMBED = stage("embed");

    private static final int MIN_IMAGE_SIDE = 24;

    /** A longer side than this is not needed: the smallest face searched for then still has more than 50 pixels. */
    private static final int ENOUGH_PIXELS = 3000;

    private final List<OnnxModel> networks = new ArrayList<>();
    private final FaceFinder finder;
    private final Landmarker landmarker;
    private final PoseEstimator poseEstimator;
    private final LivenessModel livenessModel;
    private final Embedder embedder;
    private final boolean searchRotations;
    private final Observer observer;
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private volatile boolean closed;

    /**
     * Creates a pipeline of the networks, each read when it is opened.
     *
     * @param lazy whether each is opened when it is first used; otherwise all are opened, and the embedder is run once, at once
     */
    public Pipeline(
            Function<PinnedModel, byte[]> files,
            Supplier<byte[]> embedderFile,
            EmbedderModel description,
            double smallestFace,
            boolean searchRotations,
            int threads,
            boolean lazy,
            Observer observer) {
        this.searchRotations = searchRotations;
        this.observer = observer;
        finder = new FaceFinder(network(PinnedModel.DETECTOR, files, threads, 3, 240, 320), smallestFace);
        landmarker = new Landmarker(network(PinnedModel.LANDMARKS, files, threads, 1, 64, 64));
        poseEstimator = new PoseEstimator(network(PinnedModel.POSE, files, threads, 3, 224, 224));
        livenessModel = new LivenessModel(network(PinnedModel.LIVENESS, files, threads, 3, 128, 128));
        String name = description.file().map(Object::toString).orElse(PinnedModel.EMBEDDER.fileName());
        embedder = new Embedder(
                network(name, embedderFile, threads, 3, description.height(), description.width()), description);
        if (!lazy) {
            open();
        }
    }

    private void open() {
        boolean opened = false;
        try {
            networks.forEach(OnnxModel::open);
            embedder.requireDimension();
            opened = true;
        } finally {
            if (!opened) {
                networks.forEach(OnnxModel::close);
            }
        }
    }

    private static Stage stage(String operation) {
        return new Stage(Kind.LOCAL, LocalFaces.ID, operation);
    }

    /** Does work as an observed stage. */
    <T> T observed(Stage stage, Supplier<T> work) {
        return observer == Observer.NONE ? work.get() : observer.observe(stage, work);
    }

    private OnnxModel network(PinnedModel model, Function<PinnedModel, byte[]> files, int threads, long... planes) {
        return network(model.fileName(), () -> files.apply(model), threads, planes);
    }

    private OnnxModel network(String name, Supplier<byte[]> content, int threads, long... planes) {
        OnnxModel network = new OnnxModel(name, content, threads, 1, planes[0], planes[1], planes[2]);
        networks.add(network);
        return network;
    }

    /** Which faces of an image are wanted. */
    enum Extent {
        /** All. */
        ALL,
        /** Those that can be the largest one, or nearly as large: small ones only where there is no larger one. */
        LARGEST
    }

    /**
     * An image in which faces were found. The frame may be a turned copy of the image; everything that is found in it
     * is led back to the upright image.
     */
    final class Scene implements AutoCloseable {
        private final DecodedImage image;
        private final Frame frame;
        private final QuarterTurn turn;
        private final List<Found> found;
        private final Map<Integer, Points> points = new HashMap<>();

        private Scene(DecodedImage image, Frame frame, QuarterTurn turn, List<Found> found) {
            this.image = image;
            this.frame = frame;
            this.turn = turn;
            this.found = found;
        }

        /** How many faces there are. */
        int size() {
            return found.size();
        }

        /** Describes a face; the largest is the first. */
        DetectedFace face(int index, Set<FaceFeature> features) {
            Found face = found.get(index);
            DetectedFace.Builder builder = DetectedFace.at(LocalMapper.box(face.box(), turn))
                    .confidence(face.score())
                    .vendor(VendorResponse.of(new LocalDetection(turn.degrees(), face.inTile())));
            boolean contours = features.contains(FaceFeature.CONTOURS);
            boolean landmarks = contours || features.contains(FaceFeature.LANDMARKS);
            boolean quality = features.contains(FaceFeature.QUALITY);
            if (landmarks || quality) {
                Points points = points(index);
                if (landmarks) {
                    builder.landmarks(LocalMapper.landmarks(points, turn, contours));
                }
                if (quality) {
                    builder.quality(QualityMeter.measure(frame, image.subsampling(), face.box(), points.five()));
                }
            }
            if (features.contains(FaceFeature.POSE)) {
                HeadPose seen = poseEstimator.pose(frame, face.box());
                builder.pose(LocalMapper.pose(seen, turn));
            }
            return builder.build();
        }

        /** All faces, largest first. */
        List<DetectedFace> faces(Set<FaceFeature> features, int max) {
            List<DetectedFace> faces = new ArrayList<>();
            for (int i = 0; i < Math.min(max, size()); i++) {
                faces.add(face(i, features));
            }
            return faces;
        }

        /** The vector, of length 1, of a face. */
        float[] embed(int index) {
            double[] five = points(index).five();
            return observed(EMBED, () -> embedder.embed(frame, five));
        }

        private Points points(int index) {
            return points.computeIfAbsent(
                    index,
                    face -> observed(
                            ALIGN,
                            () -> landmarker.points(frame, found.get(face).box())));
        }

        /** The probability that a face is live. */
        double live(int index) {
            return livenessModel.live(frame, found.get(index).box());
        }

        @Override
        public void close() {
            image.close();
        }
    }

    /**
     * Looks at an image while the networks are open.
     *
     * @throws IllegalStateException if they are closed
     */
    <T> T analyze(FaceImage image, Extent extent, Function<Scene, T> question) {
        lock.readLock().lock();
        try {
            requireOpen();
            if (Math.min(image.width(), image.height()) < MIN_IMAGE_SIDE) {
                throw new InvalidImageException(
                        InvalidImageException.Reason.TOO_SMALL,
                        "an image needs " + MIN_IMAGE_SIDE + " pixels across and down but has " + image.width() + " x "
                                + image.height() + "; use the original image");
            }
            try (Scene scene = scene(image, extent)) {
                return question.apply(scene);
            } catch (OutOfMemoryError e) {
                // An allocation of the size of an image fails and leaves the rest of the heap as it was.
                throw new InvalidImageException(
                        InvalidImageException.Reason.TOO_MANY_PIXELS,
                        "the Java heap has no memory to detect faces in an image of " + image.width() + " x "
                                + image.height()
                                + " pixels for faces; shrink it, or run Java with a larger heap (-Xmx)",
                        null,
                        e);
            }
        } finally {
            lock.readLock().unlock();
        }
    }

    private Scene scene(FaceImage image, Extent extent) {
        DecodedImage decoded = observed(DECODE, () -> ImageDecoder.decode(image, ENOUGH_PIXELS));
        boolean done = false;
        try {
            Frame upright = Frame.of(decoded);
            Scene scene = observed(DETECT, () -> detected(decoded, upright, extent));
            done = true;
            return scene;
        } finally {
            if (!done) {
                decoded.close();
            }
        }
    }

    private Scene detected(DecodedImage decoded, Frame upright, Extent extent) {
        Scene scene = new Scene(decoded, upright, QuarterTurn.none(upright), find(upright, extent));
        return scene.size() == 0 && searchRotations ? turned(decoded, upright, extent, scene) : scene;
    }

    /** Of the turned images the one in which the surest face is found. */
    private Scene turned(DecodedImage decoded, Frame upright, Extent extent, Scene none) {
        Scene best = none;
        double surest = 0;
        for (int degrees : new int[] {90, 180, 270}) {
            Frame frame = upright.turned(degrees);
            List<Found> found = find(frame, extent);
            double sure = found.stream().mapToDouble(Found::score).max().orElse(0);
            if (sure > surest) {
                surest = sure;
                best = new Scene(decoded, frame, new QuarterTurn(degrees, upright.width(), upright.height()), found);
            }
        }
        return best;
    }

    private List<Found> find(Frame frame, Extent extent) {
        List<Found> large = finder.large(frame);
        return extent == Extent.LARGEST && finder.noSmallOneRivals(frame, large)
                ? large
                : finder.withSmall(frame, large);
    }

    /**
     * Answers what needs no image.
     *
     * @throws IllegalStateException if the networks are closed
     */
    void requireOpen() {
        if (closed) {
            throw new IllegalStateException(
                    "this LocalFaces is closed; create one at start-up and close it at shutdown");
        }
    }

    @Override
    public void close() {
        lock.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                networks.forEach(OnnxModel::close);
            }
        } finally {
            lock.writeLock().unlock();
        }
    }
}
