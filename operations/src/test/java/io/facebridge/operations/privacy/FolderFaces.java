package io.facebridge.operations.privacy;

import io.facebridge.FaceCapability;
import io.facebridge.FaceComparer;
import io.facebridge.FaceDetector;
import io.facebridge.FaceGalleries;
import io.facebridge.FaceIdentifier;
import io.facebridge.FaceProvider;
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
import io.facebridge.match.Identification;
import io.facebridge.match.IdentifyRequest;
import io.facebridge.match.Score;
import io.facebridge.match.ScoreScale;
import io.facebridge.provider.ProviderId;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/**
 * A service that outlives processes: a folder for each gallery, a file for each person, every search finds everybody. Fails
 * as the test says, and notes what it is asked.
 */
final class FolderFaces implements FaceProvider, FaceGalleries {
    private static final DetectedFace FACE =
            DetectedFace.at(new BoundingBox(0.25, 0.25, 0.5, 0.5)).build();

    private final ProviderId id;
    private final Path root;
    private final List<String> asked = new ArrayList<>();
    private final Map<String, Deque<RuntimeException>> failures = new HashMap<>();
    private final Set<PersonId> stale = new HashSet<>();
    private final Set<FaceId> kept = new HashSet<>();
    private final List<FaceId> earlier = new ArrayList<>();
    private Consumer<String> said = operation -> {};
    private String allowed = ".*";
    private boolean searches = true;

    FolderFaces(String name, Path folder) {
        id = new ProviderId(name);
        root = folder.resolve(name);
    }

    /** An image; what it shows does not matter here. */
    static FaceImage picture() {
        try {
            ByteArrayOutputStream png = new ByteArrayOutputStream();
            ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), "png", png);
            return FaceImage.of(png.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Says every question before it is answered. */
    FolderFaces saying(Consumer<String> listener) {
        said = listener;
        return this;
    }

    /** The next calls of an operation fail, one with each exception. */
    FolderFaces failing(String operation, RuntimeException... exceptions) {
        failures.computeIfAbsent(operation, any -> new ArrayDeque<>()).addAll(List.of(exceptions));
        return this;
    }

    /** Persons whose ids are others are not allowed. */
    void allowing(String ids) {
        allowed = ids;
    }

    /** A service with galleries alone. */
    FolderFaces withoutSearches() {
        searches = false;
        return this;
    }

    /** Searches return this person whatever the gallery holds. */
    void searchesStillReturn(PersonId person) {
        stale.add(person);
    }

    void searchesKnowWhatIsThere() {
        stale.clear();
    }

    /** These faces stay stored when their persons are removed. */
    void keepingOfTheRemoved(String... ids) {
        kept.clear();
        Stream.of(ids).map(FaceId::new).forEach(kept::add);
    }

    /** What the last removal was given of earlier faces. */
    List<FaceId> earlier() {
        return earlier;
    }

    List<String> asked() {
        return asked;
    }

    FolderFaces holding(String gallery, String... persons) {
        for (String person : persons) {
            write(root.resolve(gallery).resolve(person));
        }
        return this;
    }

    private static void write(Path file) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void ask(String operation) {
        asked.add(operation);
        said.accept(operation);
        RuntimeException failure =
                failures.getOrDefault(operation, new ArrayDeque<>()).poll();
        if (failure != null) {
            throw failure;
        }
    }

    private static List<String> names(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public ProviderId id() {
        return id;
    }

    @Override
    public FaceDetector detector() {
        throw new AssertionError("no detection is expected");
    }

    @Override
    public FaceComparer comparer() {
        throw new AssertionError("no comparison is expected");
    }

    @Override
    public <C extends FaceCapability> Optional<C> find(Class<C> capability) {
        return (searches ? List.of(this, new Searches()) : List.of(this))
                .stream().filter(capability::isInstance).map(capability::cast).findFirst();
    }

    @Override
    public void close() {}

    @Override
    public FaceGallery create(GalleryId gallery) {
        try {
            Files.createDirectories(root.resolve(gallery.value()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return open(gallery);
    }

    @Override
    public FaceGallery open(GalleryId gallery) {
        return new Gallery(gallery, root.resolve(gallery.value()));
    }

    @Override
    public Iterable<GalleryId> list() {
        ask("galleries");
        return names(root).stream().map(GalleryId::new).toList();
    }

    @Override
    public void delete(GalleryId gallery) {
        throw new AssertionError("no deletion of a gallery is expected");
    }

    private final class Searches implements FaceIdentifier {
        @Override
        public List<Identification> identify(IdentifyRequest request) {
            ask("identify");
            GalleryId gallery = request.galleries().get(0);
            Comparison comparison = Comparison.builder(new Score(90, scale(gallery)))
                    .probeFace(FACE)
                    .build();
            List<Candidate> candidates = Stream.concat(
                            names(root.resolve(gallery.value())).stream().map(PersonId::new), stale.stream())
                    .map(person -> new Candidate(gallery, person, comparison))
                    .toList();
            return List.of(new Identification(FACE, candidates));
        }

        @Override
        public ScoreScale scale(GalleryId gallery) {
            return ScoreScale.of(id, "folder-1", ScoreScale.Operation.IDENTIFY, 0, 100);
        }
    }

    private final class Gallery implements FaceGallery {
        private final GalleryId gallery;
        private final Path folder;

        Gallery(GalleryId gallery, Path folder) {
            this.gallery = gallery;
            this.folder = folder;
        }

        private void askIfThere(String operation) {
            ask(operation);
            if (!Files.isDirectory(folder)) {
                throw new NotFoundException(NotFoundException.Kind.GALLERY, gallery.value(), null, null);
            }
        }

        @Override
        public GalleryId id() {
            return gallery;
        }

        @Override
        public GalleryInfo info() {
            return GalleryInfo.builder(gallery).build();
        }

        @Override
        public EnrollmentResult enroll(EnrollRequest request) {
            askIfThere("enroll");
            write(folder.resolve(request.person().value()));
            return EnrollmentResult.of(
                    request.person(),
                    List.of(EnrollmentResult.ImageResult.enrolled(new EnrolledFace(new FaceId("f1"), FACE))));
        }

        @Override
        public Optional<Person> find(PersonId person) {
            if (!person.value().matches(allowed)) {
                throw new IllegalArgumentException("that id is not allowed here");
            }
            askIfThere("find");
            return Files.exists(folder.resolve(person.value()))
                    ? Optional.of(new Person(person, List.of(new FaceId("f1"))))
                    : Optional.empty();
        }

        @Override
        public Iterable<PersonId> list() {
            askIfThere("list");
            return names(folder).stream().map(PersonId::new).toList();
        }

        @Override
        public void removeFace(PersonId person, FaceId face) {
            remove(person);
        }

        @Override
        public void remove(PersonId person) {
            askIfThere("remove");
            try {
                Files.deleteIfExists(folder.resolve(person.value()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            ask("removed");
        }

        @Override
        public void remove(PersonId person, Collection<FaceId> faces) {
            earlier.clear();
            earlier.addAll(faces);
            remove(person);
        }

        @Override
        public List<FaceId> storedFaces(PersonId person, Collection<FaceId> faces, FaceImage... probes) {
            askIfThere("stored by " + probes.length + " probes");
            return faces.stream().filter(kept::contains).toList();
        }

        @Override
        public void awaitSearchable(Duration timeout) {
            askIfThere("awaitSearchable");
        }
    }
}
