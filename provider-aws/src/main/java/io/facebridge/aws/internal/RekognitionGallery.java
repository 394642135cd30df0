package io.facebridge.aws.internal;

import io.facebridge.CallTimeoutException;
import io.facebridge.Effect;
import io.facebridge.FaceBridgeException;
import io.facebridge.ProviderId;
import io.facebridge.gallery.EnrollRequest;
import io.facebridge.gallery.Enrolment;
import io.facebridge.gallery.FaceGallery;
import io.facebridge.gallery.FaceId;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.GalleryInfo;
import io.facebridge.gallery.Person;
import io.facebridge.gallery.PersonId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rekognition.model.DescribeCollectionResponse;
import software.amazon.awssdk.services.rekognition.model.Face;
import software.amazon.awssdk.services.rekognition.model.User;
import software.amazon.awssdk.services.rekognition.model.UserStatus;

/** A collection; persons are its users. */
final class RekognitionGallery implements FaceGallery {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final ProviderId provider;
    private final AwsCalls calls;
    private final GalleryId id;
    private final String collection;
    private final AwsPersons persons;
    private final RekognitionFaceDetector detector;
    private final Clock clock;

    RekognitionGallery(ProviderId provider, AwsCalls calls, GalleryId id, String collection, Clock clock) {
        this.provider = provider;
        this.calls = calls;
        this.id = id;
        this.collection = collection;
        this.clock = clock;
        persons = new AwsPersons(calls, collection);
        detector = new RekognitionFaceDetector(provider, calls);
    }

    @Override
    public GalleryId id() {
        return id;
    }

    @Override
    public GalleryInfo info() {
        DescribeCollectionResponse described =
                calls.call(deadline -> AwsCollections.describe(calls, collection, deadline));
        GalleryInfo.Builder info = GalleryInfo.of(id).model(described.faceModelVersion());
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
    public Enrolment enroll(EnrollRequest request) {
        AwsNames.user(request.person());
        return calls.call(
                deadline -> new AwsEnrolment(provider, calls, collection, persons, detector, request, deadline).run());
    }

    @Override
    public Optional<Person> find(PersonId person) {
        AwsNames.user(person);
        List<FaceId> faces = calls.call(deadline -> ids(persons.faces(person, deadline)));
        return faces.isEmpty() ? Optional.empty() : Optional.of(new Person(person, faces));
    }

    @Override
    public Iterable<PersonId> list() {
        return new AwsPages<>(token -> {
            AwsPages.Page<User> page = calls.call(deadline -> persons.users(token, deadline));
            return new AwsPages.Page<>(
                    page.items().stream()
                            .map(user -> new PersonId(user.userId()))
                            .toList(),
                    page.next());
        });
    }

    @Override
    public void removeFace(PersonId person, FaceId face) {
        AwsNames.user(person);
        AwsNames.face(face);
        calls.call(deadline -> {
            List<FaceId> faces = ids(persons.faces(person, deadline));
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
     * The user goes last: as long as it is there, a removal that broke off is known to be unfinished, and its faces are
     * looked for in the whole collection.
     */
    @Override
    public void remove(PersonId person) {
        AwsNames.user(person);
        calls.call(deadline -> {
            List<FaceId> faces = ids(persons.faces(person, deadline));
            if (faces.isEmpty()) {
                persons.deleteFaces(persons.orphans(person, deadline), deadline);
                persons.delete(person, deadline);
            } else {
                persons.disassociate(person, faces, deadline);
                afterDisassociation(() -> {
                    persons.deleteFaces(faces, deadline);
                    persons.delete(person, deadline);
                });
            }
            return person;
        });
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
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("timeout must be greater than 0 but was " + timeout);
        }
        Instant end = clock.instant().plus(timeout);
        @Nullable String token = null;
        while (true) {
            @Nullable String at = token;
            AwsPages.Page<User> page = calls.call(deadline -> persons.users(at, deadline));
            if (page.items().stream().anyMatch(RekognitionGallery::isBeingUpdated)) {
                if (!clock.instant().plus(BETWEEN_LOOKS).isBefore(end)) {
                    throw new CallTimeoutException(
                            "persons of the gallery are still being prepared for searches after " + timeout
                                    + "; nothing is lost: ask again, or allow more time",
                            null,
                            Effect.NONE,
                            null);
                }
                calls.call(deadline -> {
                    calls.pause(BETWEEN_LOOKS, deadline);
                    return at;
                });
            } else if (page.isLast()) {
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

    private static List<FaceId> ids(List<Face> faces) {
        return faces.stream().map(face -> new FaceId(face.faceId())).toList();
    }
}
