package io.facebridge.decision;

import io.facebridge.FaceCapability;
import io.facebridge.FaceComparer;
import io.facebridge.FaceDetector;
import io.facebridge.FaceGalleries;
import io.facebridge.FaceIdentifier;
import io.facebridge.FaceProvider;
import io.facebridge.FaceVerifier;
import io.facebridge.face.BoundingBox;
import io.facebridge.face.DetectOptions;
import io.facebridge.face.DetectedFace;
import io.facebridge.face.FaceFeature;
import io.facebridge.face.FaceQuality;
import io.facebridge.gallery.EnrollRequest;
import io.facebridge.gallery.EnrollmentResult;
import io.facebridge.gallery.FaceGallery;
import io.facebridge.gallery.FaceId;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.GalleryInfo;
import io.facebridge.gallery.Person;
import io.facebridge.gallery.PersonId;
import io.facebridge.image.FaceImage;
import io.facebridge.match.Candidate;
import io.facebridge.match.CompareOptions;
import io.facebridge.match.Comparison;
import io.facebridge.match.FalseMatchTable;
import io.facebridge.match.Identification;
import io.facebridge.match.IdentifyRequest;
import io.facebridge.match.Score;
import io.facebridge.match.ScoreScale;
import io.facebridge.match.ScoreScale.Operation;
import io.facebridge.match.VerifyRequest;
import io.facebridge.provider.ProviderId;
import io.facebridge.provider.VendorResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A provider whose scores the test says: of comparisons and verifications one, of searches one for each candidate. Its scales
 * have ten points for each power of ten of one comparison.
 */
final class ScriptedFaces implements FaceProvider, FaceComparer, FaceDetector {
    static final ProviderId ID = new ProviderId("scripted");
    static final GalleryId STAFF = new GalleryId("staff");
    static final GalleryId GUESTS = new GalleryId("guests");

    private final List<Candidate> candidates = new ArrayList<>();
    private final List<IdentifyRequest> searches = new ArrayList<>();
    private final ProviderId id;
    private final Set<String> regions;
    private final double factor;
    private @Nullable RuntimeException failure;
    private Runnable asked = () -> {};
    private Set<FaceFeature> features = Set.of();
    private double score;
    private int compared;
    private int detected;
    private double facePixels = 400;
    private @Nullable Long facesPerGallery = 500L;
    private boolean published = true;
    private boolean scalesKnown = true;
    private final Set<Class<?>> missing = new HashSet<>();

    ScriptedFaces() {
        this(ID, 1);
    }

    /** Its thresholds are those of the others times the factor. */
    ScriptedFaces(ProviderId id, double factor, String... regions) {
        this.id = id;
        this.factor = factor;
        this.regions = Set.of(regions);
    }

    ScriptedFaces failing(RuntimeException thrown) {
        failure = thrown;
        return this;
    }

    ScriptedFaces doing(Runnable whenAsked) {
        asked = whenAsked;
        return this;
    }

    ScriptedFaces reporting(FaceFeature... known) {
        features = Set.of(known);
        return this;
    }

    ScriptedFaces scoring(double value) {
        score = value;
        return this;
    }

    ScriptedFaces withFaceOf(double pixels) {
        facePixels = pixels;
        return this;
    }

    ScriptedFaces finding(String person, double value) {
        return finding(STAFF, person, value);
    }

    ScriptedFaces finding(GalleryId gallery, String person, double value) {
        candidates.add(new Candidate(gallery, new PersonId(person), comparison(value, Operation.IDENTIFY)));
        return this;
    }

    ScriptedFaces tellingNoCounts() {
        facesPerGallery = null;
        return this;
    }

    ScriptedFaces without(Class<? extends FaceCapability> capability) {
        missing.add(capability);
        return this;
    }

    ScriptedFaces publishingNothing() {
        published = false;
        return this;
    }

    /** Names no scale before it has answered. */
    ScriptedFaces tellingScalesInAnswersOnly() {
        scalesKnown = false;
        return this;
    }

    private Optional<ScoreScale> known(Operation operation) {
        return scalesKnown ? Optional.of(scale(operation)) : Optional.empty();
    }

    List<IdentifyRequest> searches() {
        return searches;
    }

    int detected() {
        return detected;
    }

    int compared() {
        return compared;
    }

    private ScoreScale scale(Operation operation) {
        ScoreScale scale = ScoreScale.of(id, "script-1", operation, 0, 100);
        return published ? scale.with(table()) : scale;
    }

    private FalseMatchTable table() {
        return FalseMatchTable.of(
                List.of(new FalseMatchTable.Point(1e-2, 30 * factor), new FalseMatchTable.Point(1e-7, 80 * factor)),
                0.01,
                "script",
                List.of());
    }

    private void fail() {
        asked.run();
        if (failure != null) {
            throw failure;
        }
    }

    private DetectedFace face() {
        return DetectedFace.at(new BoundingBox(0.25, 0.25, 0.5, 0.5))
                .quality(FaceQuality.builder().faceSize(facePixels, facePixels).build())
                .build();
    }

    private Comparison comparison(double value, Operation operation) {
        return Comparison.builder(new Score(value, scale(operation)))
                .probeFace(face())
                .vendor(new Answer())
                .build();
    }

    @Override
    public ProviderId id() {
        return id;
    }

    @Override
    public Set<String> regions() {
        return regions;
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
        return List.of(this, new Verifier(), new Identifier(), new Galleries()).stream()
                .filter(one -> capability.isInstance(one) && !missing.contains(capability))
                .map(capability::cast)
                .findFirst();
    }

    @Override
    public Optional<ScoreScale> scale() {
        return known(Operation.COMPARE);
    }

    @Override
    public Comparison compare(FaceImage reference, FaceImage probe, CompareOptions options) {
        compared++;
        fail();
        return comparison(score, Operation.COMPARE);
    }

    @Override
    public Set<FaceFeature> features() {
        return features;
    }

    @Override
    public List<DetectedFace> detect(FaceImage image, DetectOptions options) {
        detected++;
        fail();
        return List.of(face());
    }

    @Override
    public void close() {}

    private static final class Answer implements VendorResponse {
        @Override
        public Optional<String> requestId() {
            return Optional.of("request-7");
        }

        @Override
        public <T> Optional<T> as(Class<T> vendorType) {
            return Optional.empty();
        }
    }

    private final class Verifier implements FaceVerifier {
        @Override
        public Comparison verify(VerifyRequest request) {
            compared++;
            return comparison(score, Operation.VERIFY);
        }

        @Override
        public Optional<ScoreScale> knownScale(GalleryId gallery) {
            return known(Operation.VERIFY);
        }

        @Override
        public ScoreScale scale(GalleryId gallery) {
            return ScriptedFaces.this.scale(Operation.VERIFY);
        }
    }

    private final class Identifier implements FaceIdentifier {
        @Override
        public List<Identification> identify(IdentifyRequest request) {
            searches.add(request);
            return List.of(new Identification(
                    face(), candidates.stream().limit(request.limit()).toList()));
        }

        @Override
        public Optional<ScoreScale> knownScale(GalleryId gallery) {
            return known(Operation.IDENTIFY);
        }

        @Override
        public ScoreScale scale(GalleryId gallery) {
            return ScriptedFaces.this.scale(Operation.IDENTIFY);
        }
    }

    private final class Galleries implements FaceGalleries {
        @Override
        public FaceGallery create(GalleryId id) {
            return open(id);
        }

        @Override
        public FaceGallery open(GalleryId id) {
            return new Gallery(id);
        }

        @Override
        public Iterable<GalleryId> list() {
            return List.of(STAFF, GUESTS);
        }

        @Override
        public void delete(GalleryId id) {}
    }

    private final class Gallery implements FaceGallery {
        private final GalleryId id;

        Gallery(GalleryId id) {
            this.id = id;
        }

        @Override
        public GalleryId id() {
            return id;
        }

        @Override
        public GalleryInfo info() {
            GalleryInfo.Builder info = GalleryInfo.builder(id).persons(9);
            return facesPerGallery == null
                    ? info.build()
                    : info.faces(facesPerGallery).build();
        }

        @Override
        public EnrollmentResult enroll(EnrollRequest request) {
            throw new IllegalStateException("the script enrolls no person");
        }

        @Override
        public Optional<Person> find(PersonId person) {
            return Optional.empty();
        }

        @Override
        public Iterable<PersonId> list() {
            return List.of();
        }

        @Override
        public void removeFace(PersonId person, FaceId face) {}

        @Override
        public void remove(PersonId person) {}

        @Override
        public void awaitSearchable(Duration timeout) {}
    }
}
