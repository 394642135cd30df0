package io.facebridge.cli;

import io.facebridge.DuplicateFinder;
import io.facebridge.DuplicateFinder.DuplicatePair;
import io.facebridge.FaceCapability;
import io.facebridge.FaceGalleries;
import io.facebridge.FaceIdentifier;
import io.facebridge.FaceVerifier;
import io.facebridge.error.AlreadyExistsException;
import io.facebridge.error.Effect;
import io.facebridge.error.FaceNotFoundException;
import io.facebridge.error.ImageRole;
import io.facebridge.error.LowQualityException;
import io.facebridge.error.NotFoundException;
import io.facebridge.error.ProviderUnavailableException;
import io.facebridge.face.BoundingBox;
import io.facebridge.face.DetectedFace;
import io.facebridge.face.FaceQuality;
import io.facebridge.face.FaceSelection;
import io.facebridge.face.QualityReason;
import io.facebridge.gallery.EnrollRequest;
import io.facebridge.gallery.EnrolledFace;
import io.facebridge.gallery.EnrollmentResult;
import io.facebridge.gallery.FaceGallery;
import io.facebridge.gallery.FaceId;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.GalleryInfo;
import io.facebridge.gallery.Person;
import io.facebridge.gallery.PersonId;
import io.facebridge.image.FaceImage;
import io.facebridge.match.Candidate;
import io.facebridge.match.Comparison;
import io.facebridge.match.FalseMatchTable;
import io.facebridge.match.Identification;
import io.facebridge.match.IdentifyRequest;
import io.facebridge.match.Score;
import io.facebridge.match.ScoreScale;
import io.facebridge.match.Threshold;
import io.facebridge.match.VerifyRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Galleries that follow a script and remember nothing: {@code staff} and {@code plain}, each with ada and bob, of which only
 * the scale of {@code staff} carries rates; {@code spaced}, with a third person; {@code empty} without persons; {@code shaky}, whose service breaks off. Ids with a
 * blank are not allowed. A picture less than 100 pixels high shows no face, one 300 wide a bad one, one of 200 or more in
 * height two.
 */
final class ScriptedGalleries implements FaceGalleries {
    private static final FalseMatchTable TABLE = FalseMatchTable.of(
            List.of(new FalseMatchTable.Point(1e-2, 0.25), new FalseMatchTable.Point(1e-4, 0.75)),
            0.01,
            "the script",
            List.of());
    private static final DetectedFace FACE =
            DetectedFace.at(new BoundingBox(0.25, 0.25, 0.5, 0.5)).build();
    /** Pictures so wide hold a small face. */
    private static final int SMALL = 444;
    /** At pictures so wide the service breaks off. */
    private static final int LOST = 667;
    /** For pictures so wide the heap has no room. */
    private static final int NO_ROOM = 668;

    private static final DetectedFace SMALL_FACE = sized(60);
    private static final DetectedFace TINY_FACE = sized(20);
    private static final PersonId ADA = new PersonId("ada");
    private static final PersonId BOB = new PersonId("bob");

    private static DetectedFace sized(double pixels) {
        return DetectedFace.at(new BoundingBox(0.25, 0.25, 0.5, 0.5))
                .quality(FaceQuality.builder().faceSize(pixels, pixels).build())
                .build();
    }

    List<FaceCapability> capabilities() {
        return List.of(this, new Verifier(), new Identifier(), new Duplicates());
    }

    @Override
    public FaceGallery create(GalleryId id) {
        FaceGallery gallery = open(id);
        if (id.value().equals("shaky")) {
            throw lost();
        }
        if (!id.value().equals("new")) {
            throw new AlreadyExistsException(AlreadyExistsException.Kind.GALLERY, id.value(), null, null);
        }
        return gallery;
    }

    @Override
    public FaceGallery open(GalleryId id) {
        return new Gallery(requireAllowed(id));
    }

    @Override
    public Iterable<GalleryId> list() {
        return List.of(new GalleryId("staff"), new GalleryId("plain"), new GalleryId("empty"));
    }

    @Override
    public void delete(GalleryId id) {
        var unused = requireAllowed(id);
    }

    private static ProviderUnavailableException lost() {
        return new ProviderUnavailableException("the script breaks off", null, Effect.UNKNOWN, null, null);
    }

    private static GalleryId requireAllowed(GalleryId id) {
        if (id.value().contains(" ")) {
            throw new IllegalArgumentException("a gallery id of the script has no blank but was \"" + id + "\"");
        }
        return id;
    }

    private static void requireThere(GalleryId id) {
        if (!Set.of("staff", "plain", "empty", "spaced")
                .contains(requireAllowed(id).value())) {
            throw new NotFoundException(NotFoundException.Kind.GALLERY, id.value(), null, null);
        }
    }

    private static boolean peopled(GalleryId id) {
        return !id.value().equals("empty");
    }

    private static ScoreScale scale(GalleryId id, ScoreScale.Operation operation) {
        requireThere(id);
        ScoreScale scale = ScoreScale.of(ScriptedProviderFactory.ID, "script-1", operation, 0, 1);
        return id.value().equals("plain") ? scale : scale.with(TABLE);
    }

    private static Comparison.Builder comparison(
            double score, ScoreScale scale, FaceImage probe, Optional<FaceSelection> choice) {
        if (probe.width() == SMALL) {
            return Comparison.builder(new Score(score, scale)).probeFace(TINY_FACE);
        }
        if (probe.height() < 100) {
            throw new FaceNotFoundException(ImageRole.PROBE, null);
        }
        Comparison.Builder comparison =
                Comparison.builder(new Score(score, scale)).probeFace(FACE);
        return probe.height() >= 200 && choice.isEmpty() ? comparison.rivalledIn(ImageRole.PROBE) : comparison;
    }

    private record Gallery(GalleryId id) implements FaceGallery {
        @Override
        public GalleryInfo info() {
            requireThere(id);
            return id.value().equals("plain")
                    ? GalleryInfo.builder(id).build()
                    : GalleryInfo.builder(id)
                            .persons(2)
                            .faces(3)
                            .model("script-1")
                            .created(Instant.parse("2030-01-31T12:00:00Z"))
                            .build();
        }

        @Override
        public EnrollmentResult enroll(EnrollRequest request) {
            if (id.value().equals("shaky")) {
                throw lost();
            }
            requireThere(id);
            if (request.images().get(0).width() == LOST) {
                throw lost();
            }
            if (request.images().get(0).width() == NO_ROOM) {
                throw new OutOfMemoryError("the script has no room");
            }
            List<EnrollmentResult.ImageResult> verdicts = request.images().stream()
                    .map(image -> verdict(image, request))
                    .toList();
            if (verdicts.stream().allMatch(verdict -> verdict.face().isEmpty())) {
                throw verdicts.get(0).rejection().orElseThrow();
            }
            return EnrollmentResult.of(request.person(), verdicts);
        }

        private static EnrollmentResult.ImageResult verdict(FaceImage image, EnrollRequest request) {
            if (image.height() < 100) {
                return EnrollmentResult.ImageResult.rejected(new FaceNotFoundException(ImageRole.REFERENCE, null));
            }
            if (image.width() == 300) {
                return EnrollmentResult.ImageResult.rejected(
                        new LowQualityException(ImageRole.REFERENCE, Set.of(QualityReason.TOO_BLURRED), null));
            }
            EnrolledFace face = new EnrolledFace(new FaceId("f9"), image.width() == SMALL ? SMALL_FACE : FACE);
            return request.qualityGate()
                    .map(gate -> gate.judge(face.face()))
                    .map(quality -> quality.accepted()
                            ? EnrollmentResult.ImageResult.enrolled(face, quality)
                            : EnrollmentResult.ImageResult.rejected(quality))
                    .orElseGet(() -> EnrollmentResult.ImageResult.enrolled(face));
        }

        @Override
        public Optional<Person> find(PersonId person) {
            return Stream.of(new Person(ADA, List.of(new FaceId("f1"), new FaceId("f2"))), new Person(BOB, List.of()))
                    .filter(known -> known.id().equals(person))
                    .findFirst();
        }

        @Override
        public Iterable<PersonId> list() {
            requireThere(id);
            if (id.value().equals("spaced")) {
                return List.of(ADA, BOB, new PersonId("a b"));
            }
            return peopled(id) ? List.of(ADA, BOB) : List.of();
        }

        @Override
        public void removeFace(PersonId person, FaceId face) {
            requireThere(id);
        }

        @Override
        public void remove(PersonId person) {
            requireThere(id);
        }

        @Override
        public void awaitSearchable(Duration timeout) {
            requireThere(id);
        }
    }

    private static final class Verifier implements FaceVerifier {
        @Override
        public Comparison verify(VerifyRequest request) {
            ScoreScale scale = scale(request.gallery());
            if (request.claimed().equals(BOB)) {
                return comparison(0.5, scale, request.probe(), request.face())
                        .upperBound()
                        .build();
            }
            if (!request.claimed().equals(ADA)) {
                throw new NotFoundException(NotFoundException.Kind.PERSON, null, null, null);
            }
            return comparison(0.5, scale, request.probe(), request.face()).build();
        }

        @Override
        public ScoreScale scale(GalleryId gallery) {
            return ScriptedGalleries.scale(gallery, ScoreScale.Operation.VERIFY);
        }

        @Override
        public boolean composed() {
            return true;
        }
    }

    private static final class Identifier implements FaceIdentifier {
        @Override
        public List<Identification> identify(IdentifyRequest request) {
            List<Candidate> candidates = request.galleries().stream()
                    .flatMap(gallery -> candidates(request, gallery))
                    .limit(request.limit())
                    .toList();
            return List.of(new Identification(FACE, candidates));
        }

        private Stream<Candidate> candidates(IdentifyRequest request, GalleryId gallery) {
            ScoreScale scale = scale(gallery);
            Comparison.Builder best = comparison(0.5, scale, request.probe(), request.face());
            Comparison.Builder second = comparison(0.125, scale, request.probe(), request.face());
            return peopled(gallery)
                    ? Stream.of(new Candidate(gallery, ADA, best.build()), new Candidate(gallery, BOB, second.build()))
                    : Stream.empty();
        }

        @Override
        public ScoreScale scale(GalleryId gallery) {
            return ScriptedGalleries.scale(gallery, ScoreScale.Operation.IDENTIFY);
        }
    }

    private static final class Duplicates implements DuplicateFinder {
        @Override
        public Iterable<DuplicatePair> find(GalleryId gallery, Threshold threshold) {
            DuplicatePair pair = new DuplicatePair(gallery, ADA, BOB, new Score(0.5, scale(gallery)));
            return peopled(gallery) && pair.score().value() >= threshold.value() ? List.of(pair) : List.of();
        }

        @Override
        public ScoreScale scale(GalleryId gallery) {
            return ScriptedGalleries.scale(gallery, ScoreScale.Operation.DUPLICATE);
        }
    }
}
