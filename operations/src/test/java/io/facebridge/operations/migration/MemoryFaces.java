package io.facebridge.operations.migration;

import io.facebridge.FaceCapability;
import io.facebridge.FaceComparer;
import io.facebridge.FaceDetector;
import io.facebridge.FaceGalleries;
import io.facebridge.FaceIdentifier;
import io.facebridge.FaceProvider;
import io.facebridge.FaceVerifier;
import io.facebridge.error.FaceBridgeException;
import io.facebridge.error.NotFoundException;
import io.facebridge.face.BoundingBox;
import io.facebridge.face.DetectedFace;
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
import io.facebridge.match.ScoreScale.Operation;
import io.facebridge.match.VerifyRequest;
import io.facebridge.provider.ProviderId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Galleries in memory. An image shows the person whose number its width is, so that every provider recognizes the same persons,
 * unless the test has it mistake one for another. Fails as the test says.
 */
final class MemoryFaces implements FaceProvider, FaceGalleries {
    private static final DetectedFace FACE =
            DetectedFace.at(new BoundingBox(0.25, 0.25, 0.5, 0.5)).build();
    private static final double SAME = 90;
    private static final double DIFFERENT = 10;

    private final ProviderId id;
    private final Map<GalleryId, Map<PersonId, List<Integer>>> galleries = new LinkedHashMap<>();
    private final Map<Integer, Integer> mistaken = new HashMap<>();
    private final Map<Integer, RuntimeException> refusals = new HashMap<>();
    private final Deque<RuntimeException> failures = new ArrayDeque<>();
    private final Deque<RuntimeException> lateFailures = new ArrayDeque<>();
    private final List<EnrollRequest> enrolled = new ArrayList<>();
    private @Nullable RuntimeException searchFailure;
    private final Set<PersonId> unlisted = new HashSet<>();
    private Consumer<String> observer = step -> {};
    private boolean identifies = true;
    private int searches;

    MemoryFaces(String name) {
        id = new ProviderId(name);
    }

    MemoryFaces holding(GalleryId gallery, PersonId person, Integer... faces) {
        galleries.computeIfAbsent(gallery, any -> new LinkedHashMap<>()).put(person, new ArrayList<>(List.of(faces)));
        return this;
    }

    /** Enrolling fails before anything is stored, once with each. */
    void failing(RuntimeException... exceptions) {
        failures.addAll(List.of(exceptions));
    }

    /** Enrolling stores the faces and fails then, once with each. */
    void failingAfterwards(RuntimeException... exceptions) {
        lateFailures.addAll(List.of(exceptions));
    }

    /** Is notified of every remote call before it is carried out, by its name, and afterwards, by its name and "done". */
    void observedBy(Consumer<String> steps) {
        observer = steps;
    }

    private <T> T call(String name, Supplier<T> work) {
        observer.accept(name);
        T result = work.get();
        observer.accept(name + " done");
        return result;
    }

    private void call(String name, Runnable work) {
        observer.accept(name);
        work.run();
        observer.accept(name + " done");
    }

    /** The person is there, and not yet in the listing. */
    void listingWithout(PersonId person) {
        unlisted.add(person);
    }

    /** Images of this width are rejected when they are enrolled, and as probes. */
    void rejecting(int width, RuntimeException reason) {
        refusals.put(width, reason);
    }

    void searchesFailingWith(@Nullable RuntimeException failure) {
        searchFailure = failure;
    }

    /** Takes a probe of one person for another. */
    void mistaking(int width, int other) {
        mistaken.put(width, other);
    }

    MemoryFaces withoutSearches() {
        identifies = false;
        return this;
    }

    /** The numbers that a gallery has of a person. */
    List<Integer> faces(GalleryId gallery, PersonId person) {
        return galleries.getOrDefault(gallery, Map.of()).getOrDefault(person, List.of());
    }

    Map<PersonId, List<Integer>> everyPerson(GalleryId gallery) {
        Map<PersonId, List<Integer>> copy = new LinkedHashMap<>();
        persons(gallery).forEach((person, faces) -> copy.put(person, List.copyOf(faces)));
        return copy;
    }

    /** Loses every gallery. */
    void clear() {
        galleries.clear();
    }

    List<EnrollRequest> enrolled() {
        return enrolled;
    }

    int searches() {
        return searches;
    }

    private static void throwNext(Deque<RuntimeException> failures) {
        RuntimeException failure = failures.poll();
        if (failure != null) {
            throw failure;
        }
    }

    private Map<PersonId, List<Integer>> persons(GalleryId gallery) {
        Map<PersonId, List<Integer>> persons = galleries.get(gallery);
        if (persons == null) {
            throw new NotFoundException(NotFoundException.Kind.GALLERY, gallery.value(), null, null);
        }
        return persons;
    }

    private Comparison comparison(FaceImage probe, List<Integer> faces, Operation operation) {
        RuntimeException refusal = refusals.get(probe.width());
        if (refusal != null) {
            throw refusal;
        }
        int seen = mistaken.getOrDefault(probe.width(), probe.width());
        return Comparison.builder(new Score(faces.contains(seen) ? SAME : DIFFERENT, scale(operation)))
                .probeFace(FACE)
                .build();
    }

    private ScoreScale scale(Operation operation) {
        return ScoreScale.of(id, "memory-1", operation, 0, 100)
                .with(FalseMatchTable.of(
                        List.of(new FalseMatchTable.Point(1e-2, 30), new FalseMatchTable.Point(1e-7, 80)),
                        0.01,
                        "memory",
                        List.of()));
    }

    @Override
    public ProviderId id() {
        return id;
    }

    @Override
    public FaceDetector detector() {
        throw new AssertionError("a migration detects no face");
    }

    @Override
    public FaceComparer comparer() {
        throw new AssertionError("a migration compares no images");
    }

    @Override
    public <C extends FaceCapability> Optional<C> find(Class<C> capability) {
        List<FaceCapability> all =
                identifies ? List.of(this, new Verifier(), new Identifier()) : List.of(this, new Verifier());
        return all.stream().filter(capability::isInstance).map(capability::cast).findFirst();
    }

    @Override
    public void close() {}

    @Override
    public FaceGallery create(GalleryId gallery) {
        call("create", () -> {
            galleries.put(gallery, new LinkedHashMap<>());
        });
        return open(gallery);
    }

    @Override
    public FaceGallery open(GalleryId gallery) {
        return new Gallery(gallery);
    }

    @Override
    public Iterable<GalleryId> list() {
        return call("galleries", () -> List.copyOf(galleries.keySet()));
    }

    @Override
    public void delete(GalleryId gallery) {
        throw new AssertionError("a migration deletes no gallery");
    }

    private final class Verifier implements FaceVerifier {
        @Override
        public Comparison verify(VerifyRequest request) {
            searches++;
            if (searchFailure != null) {
                throw searchFailure;
            }
            return comparison(request.probe(), faces(request.gallery(), request.claimed()), Operation.VERIFY);
        }

        @Override
        public ScoreScale scale(GalleryId gallery) {
            return MemoryFaces.this.scale(Operation.VERIFY);
        }
    }

    private final class Identifier implements FaceIdentifier {
        @Override
        public List<Identification> identify(IdentifyRequest request) {
            searches++;
            GalleryId gallery = request.galleries().get(0);
            List<Candidate> candidates = new ArrayList<>();
            persons(gallery)
                    .forEach((person, faces) -> candidates.add(
                            new Candidate(gallery, person, comparison(request.probe(), faces, Operation.IDENTIFY))));
            candidates.sort(Comparator.comparing(
                    candidate -> -candidate.comparison().score().value()));
            return List.of(new Identification(
                    FACE, candidates.stream().limit(request.limit()).toList()));
        }

        @Override
        public ScoreScale scale(GalleryId gallery) {
            return MemoryFaces.this.scale(Operation.IDENTIFY);
        }
    }

    private final class Gallery implements FaceGallery {
        private final GalleryId gallery;

        Gallery(GalleryId gallery) {
            this.gallery = gallery;
        }

        @Override
        public GalleryId id() {
            return gallery;
        }

        @Override
        public GalleryInfo info() {
            return GalleryInfo.builder(gallery)
                    .persons(persons(gallery).size())
                    .faces(persons(gallery).size())
                    .build();
        }

        @Override
        public EnrollmentResult enroll(EnrollRequest request) {
            return call("enroll", () -> enrollNow(request));
        }

        private EnrollmentResult enrollNow(EnrollRequest request) {
            enrolled.add(request);
            throwNext(failures);
            List<Integer> faces = persons(gallery).computeIfAbsent(request.person(), any -> new ArrayList<>());
            List<EnrollmentResult.ImageResult> verdicts = new ArrayList<>();
            for (FaceImage image : request.images()) {
                if (refusals.get(image.width()) instanceof FaceBridgeException reason) {
                    verdicts.add(EnrollmentResult.ImageResult.rejected(reason));
                } else {
                    faces.add(image.width());
                    verdicts.add(EnrollmentResult.ImageResult.enrolled(
                            new EnrolledFace(new FaceId("f" + faces.size()), FACE)));
                }
            }
            if (faces.isEmpty()) {
                persons(gallery).remove(request.person());
                throw verdicts.get(0).rejection().orElseThrow();
            }
            throwNext(lateFailures);
            return EnrollmentResult.of(request.person(), verdicts);
        }

        @Override
        public Optional<Person> find(PersonId person) {
            if (person.value().contains(" ")) {
                throw new IllegalArgumentException("that id is not allowed here");
            }
            List<Integer> faces = call("find", () -> persons(gallery).getOrDefault(person, List.of()));
            List<FaceId> ids = new ArrayList<>();
            for (int i = 0; i < faces.size(); i++) {
                ids.add(new FaceId("f" + i));
            }
            return ids.isEmpty() ? Optional.empty() : Optional.of(new Person(person, ids));
        }

        @Override
        public Iterable<PersonId> list() {
            return call(
                    "list",
                    () -> persons(gallery).keySet().stream()
                            .filter(person -> !unlisted.contains(person))
                            .toList());
        }

        @Override
        public void removeFace(PersonId person, FaceId face) {
            throw new AssertionError("a migration removes no single face");
        }

        @Override
        public void remove(PersonId person) {
            call("remove", () -> {
                persons(gallery).remove(person);
            });
        }

        @Override
        public void awaitSearchable(Duration timeout) {
            call("await", () -> {});
        }
    }
}
