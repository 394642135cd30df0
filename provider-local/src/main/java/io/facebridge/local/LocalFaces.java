package io.facebridge.local;

import io.facebridge.FaceCapability;
import io.facebridge.FaceComparer;
import io.facebridge.FaceDetector;
import io.facebridge.FaceIdentifier;
import io.facebridge.FaceProvider;
import io.facebridge.FaceTemplates;
import io.facebridge.FaceVerifier;
import io.facebridge.LivenessChecker;
import io.facebridge.error.UnsupportedCapabilityException;
import io.facebridge.local.internal.LocalFaceComparer;
import io.facebridge.local.internal.LocalFaceDetector;
import io.facebridge.local.internal.LocalFaceIdentifier;
import io.facebridge.local.internal.LocalFaceTemplates;
import io.facebridge.local.internal.LocalFaceVerifier;
import io.facebridge.local.internal.LocalLivenessChecker;
import io.facebridge.local.internal.LocalSearch;
import io.facebridge.local.internal.Pipeline;
import io.facebridge.local.internal.PublishedRates;
import io.facebridge.local.internal.SelfJoin;
import io.facebridge.local.internal.StoredGalleries;
import io.facebridge.match.ScoreScale;
import io.facebridge.observation.Observer;
import io.facebridge.provider.ProviderId;
import io.facebridge.templates.PersonScoring;
import io.facebridge.templates.TemplateStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Face recognition inside the JVM with open ONNX models: no account, no network, no picture leaves the process.
 *
 * <pre>{@code
 * try (LocalFaces faces = LocalFaces.create()) {
 *     Comparison comparison = faces.comparer().compare(FaceImage.of(idCard), FaceImage.of(selfie));
 *     MatchDecision decision = MatchPolicy.falseMatchRate(1e-4).judge(comparison);
 * }
 * }</pre>
 *
 * <p>Thread-safe. Making one opens five networks, about 15 MB; make one and share it. {@link #close()} waits for running
 * calls and frees native memory.
 *
 * <h2>Detection</h2>
 * Faces of at least 7 to 10 % of the picture's height are found in one pass; smaller ones, down to
 * {@link Builder#smallestFace}, in overlapping tiles. Confidence is the detector's own, above 0.65. All of
 * {@link io.facebridge.face.FaceFeature} is offered but attributes. Contours come from 68 points. Quality is defined thus: size and eye
 * distance in pixels of the upright picture; brightness is the mean luma (ITU-R BT.601) and sharpness is
 * {@code v / (v + 100)}, {@code v} being the variance of the Laplacian of the gray values 0 to 255, both measured on the
 * face aligned to 112 × 112 pixels, the resolution at which it is recognized. {@link LocalDetection} says how a face was
 * found.
 *
 * <h2>Comparison</h2>
 * Scores are cosines, -1 to 1. The scale's model is a hash over the files of detector, landmarks and embedder, the
 * embedder's description and the pipeline's version: change one of them and thresholds have to be measured again. With the
 * pinned files the scale carries measured false match rates from 1e-2 to 1e-5, so {@link io.facebridge.match.MatchPolicy}
 * works at once.
 *
 * <h2>Liveness</h2>
 * {@link #livenessChecker()} is a presentation-attack <em>hint</em>: a weak network that sees one picture. It misses
 * attacks and refuses real people; it is not presentation attack detection in the sense of ISO/IEC 30107.
 *
 * <h2>Galleries</h2>
 * With {@link Builder#store(Path)} there are {@link #galleries()}, {@link #verifier()}, {@link #identifier()} and
 * {@link #duplicateFinder()}; without a store {@link #find} does not find them. Their scores are cosines too, on scales with the same
 * published rates. An enrollment is on the disk, and found, when the call returns; a picture that is enrolled again for the same
 * person is recognized by its template.
 */
public final class LocalFaces implements FaceProvider {
    /** The provider's name. */
    public static final ProviderId ID = new ProviderId("local");

    private final Pipeline pipeline;
    private final FaceDetector detector;
    private final FaceTemplates templates;
    private final FaceComparer comparer;
    private final LivenessChecker livenessChecker;
    private final @Nullable Galleries galleries;

    private LocalFaces(Builder builder) {
        ModelSet models = builder.models;
        byte[] embedder = models.readEmbedder();
        String embedderHash = ModelSet.sha256(embedder);
        ScoreScale scale = scale(models.embedder(), embedderHash);
        pipeline = new Pipeline(
                models::read,
                embedder,
                models.embedder(),
                builder.smallestFace,
                builder.searchRotations,
                builder.threads,
                builder.observer);
        detector = new LocalFaceDetector(ID, pipeline);
        LocalFaceTemplates extractor = new LocalFaceTemplates(pipeline, scale);
        templates = extractor;
        comparer = new LocalFaceComparer(extractor);
        livenessChecker = new LocalLivenessChecker(
                pipeline,
                ScoreScale.of(
                        ID,
                        name(PinnedModel.DETECTOR.sha256(), PinnedModel.LIVENESS.sha256()),
                        ScoreScale.Operation.LIVENESS,
                        0,
                        1));
        boolean opened = false;
        try {
            galleries = galleries(builder, extractor, scale.model());
            opened = true;
        } finally {
            if (!opened) {
                pipeline.close();
            }
        }
    }

    private @Nullable Galleries galleries(Builder builder, LocalFaceTemplates extractor, String model) {
        LocalTemplateStore.@Nullable Builder opening = builder.ownStore;
        @Nullable TemplateStore ours = opening == null ? null : opening.open();
        @Nullable TemplateStore store = ours == null ? builder.store : ours;
        if (store == null) {
            return null;
        }
        int dimension = builder.models.embedder().dimension();
        boolean bound = false;
        try {
            store.bind(model, dimension);
            bound = true;
        } finally {
            if (!bound && ours != null) {
                ours.close();
            }
        }
        LocalSearch search = new LocalSearch(store, pipeline, extractor, dimension, builder.scoring, builder.exact);
        return new Galleries(
                ours,
                new StoredGalleries(search),
                new LocalFaceVerifier(search),
                new LocalFaceIdentifier(search),
                new SelfJoin(search));
    }

    /** The capabilities that need a store, and the store if it is ours to close. */
    private record Galleries(
            @Nullable TemplateStore ours,
            LocalGalleries galleries,
            FaceVerifier verifier,
            FaceIdentifier identifier,
            LocalDuplicateFinder duplicateFinder) {
        List<FaceCapability> all() {
            return List.of(galleries, verifier, identifier, duplicateFinder);
        }
    }

    private static ScoreScale scale(EmbedderModel embedder, String embedderHash) {
        String model =
                name(PinnedModel.DETECTOR.sha256(), PinnedModel.LANDMARKS.sha256(), embedderHash, embedder.recipe());
        ScoreScale scale = ScoreScale.of(ID, model, ScoreScale.Operation.COMPARE, -1, 1);
        PublishedRates rates = PublishedRates.read();
        boolean pinned = embedder.recipe().equals(EmbedderModel.pinned().recipe())
                && rates.holdFor(PinnedModel.DETECTOR.sha256(), PinnedModel.LANDMARKS.sha256(), embedderHash);
        return pinned ? scale.with(rates.table()) : scale;
    }

    private static String name(String... parts) {
        String all = String.join("\n", parts) + "\npipeline " + Pipeline.VERSION;
        return ModelSet.sha256(all.getBytes(StandardCharsets.UTF_8)).substring(0, 16);
    }

    /**
     * Opens the pinned models that {@code facebridge-local-models} puts on the class path.
     *
     * @return a provider that the caller closes
     * @throws ModelException if a model file is missing or is not the pinned one
     * @throws NativeLibraryException if ONNX Runtime's native library cannot be unpacked or loaded
     */
    public static LocalFaces create() {
        return builder().build();
    }

    /**
     * Starts with what {@link #create()} does.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public ProviderId id() {
        return ID;
    }

    /**
     * No picture leaves this JVM.
     *
     * @return {@link FaceProvider#IN_PROCESS} alone
     */
    @Override
    public Set<String> regions() {
        return Set.of(IN_PROCESS);
    }

    @Override
    public FaceDetector detector() {
        return detector;
    }

    @Override
    public FaceComparer comparer() {
        return comparer;
    }

    /**
     * Extracts and compares templates.
     *
     * @return always the same instance
     */
    public FaceTemplates templates() {
        return templates;
    }

    /**
     * Gives a presentation-attack hint from one picture; see the class for how little that is. Its score is a probability
     * by the network's own account; {@code live} is a score of at least 0.5.
     *
     * @return always the same instance
     */
    public LivenessChecker livenessChecker() {
        return livenessChecker;
    }

    /**
     * The galleries of the store.
     *
     * @return always the same instance
     * @throws UnsupportedCapabilityException if the builder was given no store
     */
    public LocalGalleries galleries() {
        return stored(LocalGalleries.class);
    }

    /**
     * Compares pictures with persons of the store. A score is the cosine of the best of a person's templates, unless the builder
     * was given another scoring.
     *
     * @return always the same instance
     * @throws UnsupportedCapabilityException if the builder was given no store
     */
    public FaceVerifier verifier() {
        return stored(FaceVerifier.class);
    }

    /**
     * Searches the galleries of the store, for up to 1,000 candidates. Scores are as those of {@link #verifier()}.
     *
     * @return always the same instance
     * @throws UnsupportedCapabilityException if the builder was given no store
     */
    public FaceIdentifier identifier() {
        return stored(FaceIdentifier.class);
    }

    /**
     * Finds persons of a gallery of the store who look alike.
     *
     * @return always the same instance
     * @throws UnsupportedCapabilityException if the builder was given no store
     */
    public LocalDuplicateFinder duplicateFinder() {
        return stored(LocalDuplicateFinder.class);
    }

    private <C extends FaceCapability> C stored(Class<C> capability) {
        return find(capability)
                .orElseThrow(() -> new UnsupportedCapabilityException(
                        ID,
                        capability.getSimpleName() + " without a store; say where with store or inMemoryGalleries"));
    }

    @Override
    public List<FaceCapability> capabilities() {
        List<FaceCapability> stored = galleries == null ? List.of() : galleries.all();
        return Stream.concat(Stream.of(detector, comparer, templates, livenessChecker), stored.stream())
                .toList();
    }

    /** As {@link FaceProvider#require}; says how to get what needs a store. */
    @Override
    public <C extends FaceCapability> C require(Class<C> capability) {
        boolean needsStore = Stream.of(
                        LocalGalleries.class, FaceVerifier.class, FaceIdentifier.class, LocalDuplicateFinder.class)
                .anyMatch(capability::isAssignableFrom);
        return needsStore && capability != FaceCapability.class
                ? stored(capability)
                : FaceProvider.super.require(capability);
    }

    @Override
    public void close() {
        pipeline.close();
        TemplateStore ours = galleries == null ? null : galleries.ours();
        if (ours != null) {
            ours.close();
        }
    }

    @Override
    public String toString() {
        return "LocalFaces[" + comparer.scale().orElseThrow() + "]";
    }

    /** Builds a {@link LocalFaces}. Not thread-safe. */
    public static final class Builder {
        private ModelSet models = ModelSet.bundled();
        private double smallestFace = 0.025;
        private boolean searchRotations;
        private int threads = 1;
        private LocalTemplateStore.@Nullable Builder ownStore;
        private @Nullable TemplateStore store;
        private PersonScoring scoring = PersonScoring.BEST;
        private boolean exact;
        private Observer observer = Observer.NONE;

        private Builder() {}

        /**
         * Sets the model files. Unless set they are taken from the class path.
         *
         * @param set where the files are
         * @return this
         */
        public Builder models(ModelSet set) {
            models = Objects.requireNonNull(set, "set");
            return this;
        }

        /**
         * Takes the model files from a folder, where {@code facebridge models fetch} put them.
         *
         * @param folder the folder
         * @return this
         * @throws ModelException if the folder describes an embedder and the description is not usable; see
         *     {@link ModelSet#in}
         */
        public Builder models(Path folder) {
            return models(ModelSet.in(folder));
        }

        /**
         * Sets how small a face is searched for. The smaller, the more tiles: 0.025, the default, costs about 30 runs of
         * the detector on a large picture, 0.1 none at all. Faces of less than 24 pixels are never searched for.
         *
         * @param share height of the face as a part of the height of the picture (of a frame of 4:3 around it, if it has
         *     another shape), 0.01 to 1
         * @return this
         * @throws IllegalArgumentException if outside
         */
        public Builder smallestFace(double share) {
            if (!(share >= 0.01 && share <= 1)) {
                throw new IllegalArgumentException("smallestFace must be in [0.01, 1] but was " + share);
            }
            smallestFace = share;
            return this;
        }

        /**
         * Sets whether a picture in which no face is found is searched again turned by 90, 180 and 270 degrees. Off by
         * default. {@link LocalDetection#rotation()} says which rotation was used. The detector finds some faces that lie on
         * their side or stand on their head; such a picture is not turned, and its faces do not match.
         *
         * @param search whether to search
         * @return this
         */
        public Builder searchRotations(boolean search) {
            searchRotations = search;
            return this;
        }

        /**
         * Sets how many threads one run of a network may use. 1, the default, is best for a server that answers several
         * calls at once.
         *
         * @param count 1 to 64
         * @return this
         * @throws IllegalArgumentException if outside
         */
        public Builder threadsPerCall(int count) {
            if (count < 1 || count > 64) {
                throw new IllegalArgumentException("threadsPerCall must be in [1, 64] but was " + count);
            }
            threads = count;
            return this;
        }

        /**
         * Keeps galleries in a folder, as {@link LocalTemplateStore#in} does. Opened with the provider and closed with it.
         *
         * @param folder for this store alone; made if it is not there
         * @return this
         */
        public Builder store(Path folder) {
            return store(LocalTemplateStore.in(folder));
        }

        /**
         * Keeps galleries in a folder, sealed, as {@link LocalTemplateStore.Builder#keys} does. Opened with the provider and closed with
         * it.
         *
         * @param folder for this store alone; made if it is not there
         * @param keys the keys
         * @return this
         */
        public Builder store(Path folder, TemplateKeys keys) {
            return store(LocalTemplateStore.in(folder).keys(keys));
        }

        /**
         * Keeps galleries in a store that the caller has opened, for example with an expected generation, and closes after the provider.
         *
         * @param open the store
         * @return this
         */
        public Builder store(TemplateStore open) {
            store = Objects.requireNonNull(open, "open");
            ownStore = null;
            return this;
        }

        /** Opened with the provider and closed with it. */
        Builder store(LocalTemplateStore.Builder opening) {
            ownStore = opening;
            store = null;
            return this;
        }

        /**
         * Keeps galleries in memory: they end with the provider.
         *
         * @return this
         */
        public Builder inMemoryGalleries() {
            return store(LocalTemplateStore.inMemory());
        }

        /**
         * Sets how the templates of a person make one score when pictures are verified or searched for. The best counts unless
         * set. A mean of several is on a scale of its own, without published error rates.
         *
         * @param counted how
         * @return this
         */
        public Builder personScoring(PersonScoring counted) {
            scoring = Objects.requireNonNull(counted, "counted");
            return this;
        }

        /**
         * Sets whether a search looks at every template in full, also in a large gallery. Off by default: then a search over more
         * than 8,192 templates looks at their signs first. {@code docs/explanation/gallery-search.md} says what that finds and costs.
         *
         * @param always whether to
         * @return this
         */
        public Builder exactSearch(boolean always) {
            exact = always;
            return this;
        }

        /**
         * Observes work on images and searches as stages of {@link Observer.Kind#LOCAL}, in the place of the observer set before:
         *
         * <ul>
         *   <li>{@code decode}, the decoding of an image, with waiting for room;
         *   <li>{@code detect}, the search for its faces, all tiles and rotations included;
         *   <li>{@code align}, the search for the points by which a face is aligned, once for a face whose points are needed;
         *   <li>{@code embed}, the making of the template of a face;
         *   <li>{@code search}, the search for a face in one gallery, for an identification.
         * </ul>
         *
         * @param used is notified on the calling thread; what it throws is dropped; none unless set
         * @return this
         */
        public Builder observer(Observer used) {
            observer = Objects.requireNonNull(used, "used");
            return this;
        }

        /**
         * Opens the models, and the store if there is one.
         *
         * @return a provider that the caller closes
         * @throws ModelException if a model file is missing, is not the pinned one, or does not fit its description
         * @throws NativeLibraryException if a native library, ONNX Runtime's or SQLite's, cannot be unpacked or loaded
         * @throws io.facebridge.error.GalleryStoreException if the store cannot be opened
         * @throws io.facebridge.error.IncompatibleScaleException if the store holds templates of other models
         */
        public LocalFaces build() {
            if (store == null && ownStore == null && (exact || !scoring.equals(PersonScoring.BEST))) {
                throw new IllegalArgumentException((exact ? "exactSearch" : "personScoring")
                        + " is for searches of galleries, and there is no store; give one with store or inMemoryGalleries,"
                        + " or leave it out");
            }
            return new LocalFaces(this);
        }
    }
}
