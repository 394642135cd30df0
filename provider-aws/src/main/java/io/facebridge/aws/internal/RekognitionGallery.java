package io.facebridge.aws.internal;

import io.facebridge.error.CallTimeoutException;
import io.facebridge.error.Effect;
import io.facebridge.error.FaceBridgeException;
import io.facebridge.gallery.EnrollRequest;
import io.facebridge.gallery.EnrollmentResult;
import io.facebridge.gallery.FaceGallery;
import io.facebridge.gallery.FaceId;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.GalleryInfo;
import io.facebridge.gallery.Person;
import io.facebridge.gallery.PersonId;
import io.facebridge.image.FaceImage;
import io.facebridge.internal.Timeouts;
import io.facebridge.provider.Deadline;
import io.facebridge.remote.CallScope;
import io.facebridge.remote.Pages;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rekognition.model.DescribeCollectionResponse;
import software.amazon.awssdk.services.rekognition.model.Face;
import software.amazon.awssdk.services.rekognition.model.User;
import software.amazon.awssdk.services.rekognition.model.UserStatus;

/** A gallery on a collection; persons are its users. */
final class RekognitionGallery implements FaceGallery {
    private static final Duration FIRST_WAIT = Duration.ofMillis(100);
    private static final Duration POLL_INTERVAL = Duration.ofSeconds(1);

    private final AwsCalls calls;
    private final GalleryId id;
    private final String collection;
    private final AwsPersons persons;
    private final GalleryContext context;

    /** Whether users were seen here, so that the collection need not be described again. */
    private volatile boolean hasUsers;

    RekognitionGallery(AwsCalls calls, GalleryId id, String collection, GalleryContext context) {
        this.calls = calls;
        this.id = id;
        this.collection = collection;
        this.context = context;
        persons = new AwsPersons(calls, collection);
    }

    @Override
    public GalleryId id() {
        return id;
    }

    @Override
    public GalleryInfo info() {
        DescribeCollectionResponse described =
                calls.call(deadline -> AwsCollections.describe(calls, collection, deadline));
        GalleryInfo.Builder info = GalleryInfo.builder(id).model(described.faceModelVersion());
        if (described.userCount() != null) {
            info.persons(described.userCount());
        }
        if (described.faceCount() != null) {
            info.faces(described.faceCount());
        }
        if (described.creationTimestamp() != null) {
            info.created(described.creationTimestamp());
        }
        return info.build();
    }

    @Override
    public EnrollmentResult enroll(EnrollRequest request) {
        AwsNames.user(request.person());
        try (CallScope call = calls.begin()) {
            return new AwsEnrollment(calls, collection, persons, context, request, call.deadline()).run();
        }
    }

    @Override
    public Optional<Person> find(PersonId person) {
        AwsNames.user(person);
        List<FaceId> faces = calls.call(deadline -> {
            List<FaceId> found = AwsPersons.ids(persons.faces(person, deadline));
            return found.isEmpty() && isWithoutUsers(deadline) ? persons.orphans(person, deadline) : found;
        });
        return faces.isEmpty() ? Optional.empty() : Optional.of(new Person(person, faces));
    }

    /** Lists a collection of another application: faces without users, whose persons are those of {@link AwsPersons#personOf}. */
    private boolean isWithoutUsers(Deadline deadline) {
        if (hasUsers) {
            return false;
        }
        DescribeCollectionResponse described = AwsCollections.describe(calls, collection, deadline);
        hasUsers = described.userCount() != null && described.userCount() > 0;
        return AwsCollections.hasFacesAndNoUsers(described);
    }

    @Override
    public Iterable<PersonId> list() {
        Iterable<User> users = new Pages<User, String>(token -> calls.call(deadline -> persons.users(token, deadline)));
        return () -> {
            Iterator<User> known = users.iterator();
            return new Iterator<>() {
                private @Nullable Iterator<PersonId> all;

                @Override
                public boolean hasNext() {
                    return all().hasNext();
                }

                @Override
                public PersonId next() {
                    return all().next();
                }

                private Iterator<PersonId> all() {
                    Iterator<PersonId> begun = all;
                    if (begun == null) {
                        begun = known.hasNext() || !calls.call(RekognitionGallery.this::isWithoutUsers)
                                ? persons(known)
                                : personsOfFaces();
                        all = begun;
                    }
                    return begun;
                }
            };
        };
    }

    private static Iterator<PersonId> persons(Iterator<User> users) {
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(users, Spliterator.ORDERED), false)
                .map(user -> new PersonId(user.userId()))
                .iterator();
    }

    private Iterator<PersonId> personsOfFaces() {
        Set<String> seen = new HashSet<>();
        return StreamSupport.stream(allFaces().spliterator(), false)
                .map(AwsPersons::personOf)
                .filter(seen::add)
                .map(PersonId::new)
                .iterator();
    }

    private Iterable<Face> allFaces() {
        return new Pages<Face, String>(token -> calls.call(deadline -> persons.allFaces(token, deadline)));
    }

    @Override
    public void removeFace(PersonId person, FaceId face) {
        AwsNames.user(person);
        AwsNames.face(face);
        calls.call(deadline -> {
            List<FaceId> faces = AwsPersons.ids(persons.faces(person, deadline));
            if (faces.contains(face)) {
                persons.disassociate(person, List.of(face), deadline);
                afterDisassociation(() -> {
                    persons.deleteFaces(List.of(face), deadline);
                    if (faces.size() == 1) {
                        persons.delete(person, deadline);
                    }
                });
            } else if (persons.isOrphan(person, face, deadline)) {
                persons.deleteFaces(List.of(face), deadline);
                if (faces.isEmpty()) {
                    persons.delete(person, deadline);
                }
            }
            return face;
        });
    }

    /**
     * Removes the user last: as long as it exists, an interrupted removal is recognized as unfinished, and its faces are
     * searched for in the whole collection.
     */
    @Override
    public void remove(PersonId person) {
        remove(person, List.of());
    }

    @Override
    public void remove(PersonId person, Collection<FaceId> earlier) {
        AwsNames.user(person);
        earlier.forEach(AwsNames::face);
        calls.call(deadline -> {
            List<FaceId> faces = AwsPersons.ids(persons.faces(person, deadline));
            Set<FaceId> left = new LinkedHashSet<>(faces);
            if (faces.isEmpty()) {
                left.addAll(persons.orphans(person, deadline));
            } else {
                persons.disassociate(person, faces, deadline);
            }
            Runnable deletion = () -> {
                left.addAll(persons.unassigned(earlier, deadline));
                persons.deleteFaces(left, deadline);
                persons.delete(person, deadline);
            };
            if (faces.isEmpty()) {
                deletion.run();
            } else {
                afterDisassociation(deletion);
            }
            return person;
        });
    }

    @Override
    public List<FaceId> storedFaces(PersonId person, Collection<FaceId> earlier, FaceImage... probes) {
        AwsNames.user(person);
        Set<FaceId> known = Set.copyOf(earlier);
        Set<FaceId> stored = new LinkedHashSet<>();
        for (Face face : allFaces()) {
            addIfOf(person, known, face, stored);
        }
        for (FaceImage probe : probes) {
            calls.call(deadline -> new AwsSearch(calls, collection, deadline).facesLike(probe))
                    .forEach(face -> addIfOf(person, known, face, stored));
        }
        return List.copyOf(stored);
    }

    private static void addIfOf(PersonId person, Set<FaceId> earlier, Face face, Set<FaceId> stored) {
        if (AwsPersons.isOf(face, person, earlier)) {
            stored.add(new FaceId(face.faceId()));
        }
    }

    /** No list by person shows the faces any more, but searches for faces do. */
    private static void afterDisassociation(Runnable steps) {
        try {
            steps.run();
        } catch (FaceBridgeException e) {
            e.addEffect(
                    Effect.PARTIAL,
                    "the faces do not belong to the person any more, and may still be in the collection; remove again");
            throw e;
        }
    }

    @Override
    public void awaitSearchable(Duration timeout) {
        Instant end = context.clock().instant().plus(Timeouts.require(timeout));
        @Nullable String token = null;
        Duration wait = FIRST_WAIT;
        while (true) {
            @Nullable String at = token;
            Pages.Page<User, String> page = calls.call(deadline -> persons.users(at, deadline));
            if (page.items().stream().anyMatch(RekognitionGallery::isBeingUpdated)) {
                if (!context.clock().instant().plus(wait).isBefore(end)) {
                    throw new CallTimeoutException(
                            "persons of the gallery are still being prepared for searches after " + timeout
                                    + "; call again, or allow more time",
                            null,
                            Effect.NONE,
                            null);
                }
                Duration now = wait;
                calls.call(deadline -> {
                    calls.pause(now, deadline);
                    return at;
                });
                wait = now.multipliedBy(2).compareTo(POLL_INTERVAL) < 0 ? now.multipliedBy(2) : POLL_INTERVAL;
            } else if (page.next() == null) {
                return;
            } else {
                token = page.next();
            }
        }
    }

    @Override
    public String toString() {
        return "FaceGallery[" + id + "]";
    }

    private static boolean isBeingUpdated(User user) {
        return user.userStatus() == UserStatus.UPDATING || user.userStatus() == UserStatus.CREATING;
    }
}
