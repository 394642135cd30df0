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
 * The provider for open ONNX models inside the JVM: no account, no network, no image leaves the process.
 *
 * <pre>{@code
 * try (LocalFaces provider = LocalFaces.create()) {
 *     Comparison comparison = provider.comparer().compare(FaceImage.of(idCard), FaceImage.of(selfie));
 *     MatchDecision decision = MatchPolicy.falseMatchRate(1e-4).judge(comparison);
 * }
 * }</pre>
 *
 * <p>Thread-safe; create one instance and share it: it opens five networks, about 15 MB. {@link #close()} waits for running
 * calls and releases native memory.
 *
 * <h2>Detection</h2>
 * Faces of at least 7 to 10 % of the image's height are detected in one pass; smaller ones, down to
 * {@link Builder#smallestFace}, in overlapping tiles. The confidence is the detector's own, above 0.65. Every
 * {@link io.facebridge.face.FaceFeature} except attributes is supported. Contours are derived from 68 points. Quality is defined
 * as follows: size and eye distance in pixels of the upright image; brightness is the mean luma (ITU-R BT.601) and sharpness is
 * {@code v / (v + 100)}, {@code v} being the variance of the Laplacian of the gray values 0 to 255, both measured on the
 * face aligned to 112 × 112 pixels, the input of the embedder. {@link LocalDetection} reports how a face was detected.
 *
 * <h2>Scores</h2>
 * Scores are cosines, in [-1, 1]. The score scale's model is a hash over the files of detector, landmarks and embedder, the
 * embedder's description and the pipeline's version: after a change of one of them, calibrate again. With the pinned files the
 * score scale has measured false match rates from 1e-2 to 1e-5, so that {@link io.facebridge.match.MatchPolicy} needs no
 * calibration.
 *
 * <h2>Liveness</h2>
 * {@link #livenessChecker()} gives a presentation attack <em>hint</em>: a weak network judges one image. It misses attacks and
 * rejects live people; it is not presentation attack detection in the sense of ISO/IEC 30107.
 *
 * <h2>Galleries</h2>
 * With {@link Builder#store(Path)} or {@link Builder#inMemoryGalleries()} the provider has {@link #galleries()},
 * {@link #verifier()}, {@link #identifier()} and {@link #duplicateFinder()}; without a store {@link #find} returns none of them.
 * Their scores are cosines too, on score scales with the same published rates. An enrollment is durable in a folder's store, and
 * searchable, when the call returns; an image that is enrolled again for the same person is recognized by its template.
 */
public final class LocalFaces implements FaceProvider {
    /** The id of this provider, {@code local}. */
    public static final ProviderId ID = new ProviderId("local");

    private final Pipeline pipeline;
    private final FaceDetector detector;
    private final FaceTemplates templates;
    private final FaceComparer comparer;
    private final LivenessChecker livenessChecker;
    private final @Nullable Galleries galleries;

    private LocalFaces(Builder builder) {
        ModelSet models = builder.models;
        boolean pinned = models.embedder().file().isEmpty();
        boolean lazy = builder.lazyModels && pinned;
        byte @Nullable [] embedder = lazy ? null : models.readEmbedder();
        ScoreScale scale = scale(
                models.embedder(),
                embedder == null || pinned ? PinnedModel.EMBEDDER.sha256() : ModelSet.sha256(embedder));
        pipeline = new Pipeline(
                models::read,
                () -> embedder == null ? models.read(PinnedModel.EMBEDDER) : embedder,
                models.embedder(),
                builder.smallestFace,
                builder.searchRotations,
                builder.threads,
                lazy,
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

    /** The capabilities that need a store, and the store if this provider closes it. */
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
     * Creates a provider with the pinned models that {@code facebridge-local-models} puts on the class path, and without a
     * store. Makes no remote call.
     *
     * @return a new provider, which the caller closes
     * @throws ModelException if a model file is missing or is not the pinned one
     * @throws NativeLibraryException if ONNX Runtime's native library cannot be unpacked or loaded
     */
    public static LocalFaces create() {
        return builder().build();
    }

    /**
     * Creates a builder with the settings of {@link #create}.
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
     * Returns the region of this provider: no image leaves this JVM.
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
     * Returns the extractor and comparer of templates.
     *
     * @return always the same instance
     */
    public FaceTemplates templates() {
        return templates;
    }

    /**
     * Returns the passive liveness checker, which gives a presentation attack hint from one image, within the limits that
     * {@link LocalFaces} states. Its score is the network's own probability in [0, 1]; {@code live} is a score of at least
     * 0.5.
     *
     * @return always the same instance
     */
    public LivenessChecker livenessChecker() {
        return livenessChecker;
    }

    /**
     * Returns the galleries of the store.
     *
     * @return always the same instance
     * @throws UnsupportedCapabilityException if the builder was given no store
     */
    public LocalGalleries galleries() {
        return stored(LocalGalleries.class);
    }

    /**
     * Returns the verifier, which compares a probe with the references of one enrolled person. The score is the cosine of the
     * best of the person's templates, unless {@link Builder#personScoring} is set.
     *
     * @return always the same instance
     * @throws UnsupportedCapabilityException if the builder was given no store
     */
    public FaceVerifier verifier() {
        return stored(FaceVerifier.class);
    }

    /**
     * Returns the identifier, which searches galleries for the person of a probe. The limit is at most 1,000 candidates.
     * Scores are as those of {@link #verifier()}.
     *
     * @return always the same instance
     * @throws UnsupportedCapabilityException if the builder was given no store
     */
    public FaceIdentifier identifier() {
        return stored(FaceIdentifier.class);
    }

    /**
     * Returns the finder of enrolled persons who are similar to each other.
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
                        ID, capability.getSimpleName() + " without a store; set one with store or inMemoryGalleries"));
    }

    @Override
    public List<FaceCapability> capabilities() {
        List<FaceCapability> stored = galleries == null ? List.of() : galleries.all();
        return Stream.concat(Stream.of(detector, comparer, templates, livenessChecker), stored.stream())
                .toList();
    }

    /**
     * Returns a capability as {@link FaceProvider#require} does; for a capability that needs a store, the exception's message
     * contains the remedy.
     */
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
        private boolean lazyModels;
        private LocalTemplateStore.@Nullable Builder ownStore;
        private @Nullable TemplateStore store;
        private PersonScoring scoring = PersonScoring.BEST;
        private boolean exact;
        private Observer observer = Observer.NONE;

        private Builder() {}

        /**
         * Sets the model files. The default is {@link ModelSet#bundled()}.
         *
         * @param set the model files
         * @return this builder
         */
        public Builder models(ModelSet set) {
            models = Objects.requireNonNull(set, "set");
            return this;
        }

        /**
         * Sets the folder of the model files, as {@code facebridge models fetch} writes it.
         *
         * @param folder the folder
         * @return this builder
         * @throws ModelException if the folder describes an embedder and the description is not usable; see {@link
         *     ModelSet#in}
         */
        public Builder models(Path folder) {
            return models(ModelSet.in(folder));
        }

        /**
         * Sets the smallest height of a face to detect, as a proportion of the height of the image. The default is 0.025,
         * which costs about 30 runs of the detector on a large image; 0.1 costs no further run. Faces of less than 24 pixels
         * are not searched for at any value.
         *
         * @param share the height as a proportion of the image's height (of a frame of 4:3 around it, if it has another
         *     shape), in [0.01, 1]
         * @return this builder
         * @throws IllegalArgumentException if the proportion is outside [0.01, 1]
         */
        public Builder smallestFace(double share) {
            if (!(share >= 0.01 && share <= 1)) {
                throw new IllegalArgumentException("smallestFace must be in [0.01, 1] but was " + share);
            }
            smallestFace = share;
            return this;
        }

        /**
         * Sets whether an image without a detected face is searched again, rotated by 90, 180 and 270 degrees. The default is
         * {@code false}. {@link LocalDetection#rotation()} returns the rotation used. The detector finds some faces that are
         * sideways or upside down; such an image is not rotated, and its faces do not match.
         *
         * @param search whether to search rotated images
         * @return this builder
         */
        public Builder searchRotations(boolean search) {
            searchRotations = search;
            return this;
        }

        /**
         * Sets the maximum number of threads of one run of a network. The default is 1, which is best for a server with
         * several concurrent calls.
         *
         * @param count in [1, 64]
         * @return this builder
         * @throws IllegalArgumentException if the number is outside [1, 64]
         */
        public Builder threadsPerCall(int count) {
            if (count < 1 || count > 64) {
                throw new IllegalArgumentException("threadsPerCall must be in [1, 64] but was " + count);
            }
            threads = count;
            return this;
        }

        /**
         * Sets whether each model file is read, checked and opened when it is first needed instead of when the provider is
         * built. The default is {@code false}. For programs that end after a few calls: those that need no liveness, for
         * example, do not open its network. A model file that is missing or is not the pinned one is then a {@link
         * ModelException}, and a native library that cannot be loaded a {@link NativeLibraryException}, of the call that needs
         * it, and of each further one. An embedder other than the pinned one is read, and all models are opened, when the
         * provider is built.
         *
         * @param whenNeeded whether to open each model when it is first needed
         * @return this builder
         */
        public Builder lazyModels(boolean whenNeeded) {
            lazyModels = whenNeeded;
            return this;
        }

        /**
         * Sets the folder to keep galleries in, as {@link LocalTemplateStore#in} does. The store is opened and closed with
         * the provider. By default there is no store, and the provider has no galleries.
         *
         * @param folder a folder for this store alone; created if it does not exist
         * @return this builder
         */
        public Builder store(Path folder) {
            return store(LocalTemplateStore.in(folder));
        }

        /**
         * Sets the folder to keep sealed galleries in, as {@link LocalTemplateStore.Builder#keys} does. The store is opened
         * and closed with the provider.
         *
         * @param folder a folder for this store alone; created if it does not exist
         * @param keys the keys
         * @return this builder
         */
        public Builder store(Path folder, TemplateKeys keys) {
            return store(LocalTemplateStore.in(folder).keys(keys));
        }

        /**
         * Sets an open store to keep galleries in, for example one with an expected generation. The caller closes it after
         * the provider.
         *
         * @param open the store
         * @return this builder
         */
        public Builder store(TemplateStore open) {
            store = Objects.requireNonNull(open, "open");
            ownStore = null;
            return this;
        }

        /** Sets a store that is opened and closed with the provider. */
        Builder store(LocalTemplateStore.Builder opening) {
            ownStore = opening;
            store = null;
            return this;
        }

        /**
         * Sets that galleries are kept in memory only. They are lost when the provider is closed.
         *
         * @return this builder
         */
        public Builder inMemoryGalleries() {
            return store(LocalTemplateStore.inMemory());
        }

        /**
         * Sets how the templates of a person are combined into one score of a verification or a search. By default the best
         * one counts. The mean of several templates is on a score scale of its own, without published false match rates.
         *
         * @param counted the method
         * @return this builder
         */
        public Builder personScoring(PersonScoring counted) {
            scoring = Objects.requireNonNull(counted, "counted");
            return this;
        }

        /**
         * Sets whether a search compares every template in full. The default is {@code false}: a search over more than 8,192
         * templates preselects candidates by binary codes. {@code docs/explanation/gallery-search.md} states the accuracy and
         * the cost.
         *
         * @param always whether to compare every template in full
         * @return this builder
         */
        public Builder exactSearch(boolean always) {
            exact = always;
            return this;
        }

        /**
         * Sets the observer of the work on images and of searches, as stages of {@link Observer.Kind#LOCAL}. By default there is
         * none. The stages are:
         *
         * <ul>
         *   <li>{@code decode}, the decoding of an image, waiting for memory included;
         *   <li>{@code detect}, the detection of its faces, all tiles and rotations included;
         *   <li>{@code align}, the location of the points by which a face is aligned, once for a face whose points are needed;
         *   <li>{@code embed}, the computation of the template of a face;
         *   <li>{@code search}, the search for a face in one gallery, for an identification.
         * </ul>
         *
         * @param used is notified on the calling thread; what it throws is dropped
         * @return this builder
         */
        public Builder observer(Observer used) {
            observer = Objects.requireNonNull(used, "used");
            return this;
        }

        /**
         * Creates the provider: opens the models, unless {@link #lazyModels} is set, and the store if one is set. Makes no
         * remote call.
         *
         * @return a new provider, which the caller closes
         * @throws IllegalArgumentException if an exact search or a person scoring is set and there is no store
         * @throws ModelException if a model file is missing, is not the pinned one, or does not fit its description
         * @throws NativeLibraryException if a native library, ONNX Runtime's or SQLite's, cannot be unpacked or loaded
         * @throws io.facebridge.error.GalleryStoreException if the store cannot be opened
         * @throws io.facebridge.error.IncompatibleScaleException if the store contains templates of other models
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
