package io.facebridge.azure.internal;

import io.facebridge.azure.internal.AzurePersons.Entry;
import io.facebridge.error.CallTimeoutException;
import io.facebridge.error.Effect;
import io.facebridge.gallery.EnrollRequest;
import io.facebridge.gallery.EnrollmentResult;
import io.facebridge.gallery.FaceGallery;
import io.facebridge.gallery.FaceId;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.GalleryInfo;
import io.facebridge.gallery.Person;
import io.facebridge.gallery.PersonId;
import io.facebridge.internal.Timeouts;
import io.facebridge.remote.CallScope;
import io.facebridge.remote.Pages;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A gallery on a large person group and its persons. An entry without faces, left by an unfinished enrollment, does not count
 * as a person.
 */
final class FaceApiGallery implements FaceGallery {
    private final AzureCalls calls;
    private final AzureGroups groups;
    private final GalleryId id;
    private final String name;
    private final GalleryContext context;

    FaceApiGallery(AzureCalls calls, AzureGroups groups, GalleryId id, String name, GalleryContext context) {
        this.calls = calls;
        this.groups = groups;
        this.id = id;
        this.name = name;
        this.context = context;
    }

    @Override
    public GalleryId id() {
        return id;
    }

    /** Contains neither counts nor a creation time, which the service does not report. */
    @Override
    public GalleryInfo info() {
        return GalleryInfo.builder(id)
                .model(calls.call(groups.of(name)::requestModel))
                .build();
    }

    @Override
    public EnrollmentResult enroll(EnrollRequest request) {
        AzureNames.check(request.person());
        try (CallScope call = calls.begin()) {
            return new AzureEnrollment(calls, groups.of(name), context, request, call.deadline()).run();
        }
    }

    @Override
    public Optional<Person> find(PersonId person) {
        AzureNames.check(person);
        AzurePersons persons = new AzurePersons(groups.of(name));
        List<FaceId> faces = calls.call(deadline -> persons.find(person, deadline)).stream()
                .flatMap(entry -> entry.faces().stream())
                .toList();
        return faces.isEmpty() ? Optional.empty() : Optional.of(new Person(person, faces));
    }

    @Override
    public Iterable<PersonId> list() {
        return () -> {
            Set<PersonId> listed = new HashSet<>();
            return new Pages<PersonId, String>(after -> {
                        Pages.Page<Entry, String> page =
                                calls.call(deadline -> new AzurePersons(groups.of(name)).page(after, deadline));
                        return new Pages.Page<>(
                                page.items().stream()
                                        .filter(entry -> !entry.faces().isEmpty())
                                        .map(Entry::person)
                                        .filter(listed::add)
                                        .toList(),
                                page.next());
                    })
                    .iterator();
        };
    }

    @Override
    public void removeFace(PersonId person, FaceId face) {
        AzureNames.check(person);
        AzureNames.face(face);
        calls.call(deadline -> context.locks().callExclusively(name, person.value(), deadline, () -> {
            AzureGroup group = groups.of(name);
            AzurePersons persons = new AzurePersons(group);
            for (Entry entry : persons.find(person, deadline)) {
                if (entry.faces().contains(face)) {
                    if (entry.faces().size() == 1) {
                        persons.delete(person, entry.id(), deadline);
                    } else {
                        persons.deleteFace(entry.id(), face, deadline);
                    }
                    group.training().changed();
                }
            }
            return person;
        }));
    }

    @Override
    public void remove(PersonId person) {
        AzureNames.check(person);
        calls.call(deadline -> context.locks().callExclusively(name, person.value(), deadline, () -> {
            AzureGroup group = groups.of(name);
            AzurePersons persons = new AzurePersons(group);
            for (Entry entry : persons.findAll(person, deadline)) {
                persons.delete(person, entry.id(), deadline);
                group.training().changed();
            }
            return person;
        }));
    }

    /** Trains the changes, and those that may have been made before this provider was created. */
    @Override
    public void awaitSearchable(Duration timeout) {
        Instant end = context.clock().instant().plus(Timeouts.require(timeout));
        long wanted = groups.of(name).training().untilNow();
        while (true) {
            Duration wait = calls.call(deadline -> groups.of(name).training().advance(wanted, deadline));
            if (wait.isZero()) {
                return;
            }
            if (context.clock().instant().plus(wait).isAfter(end)) {
                throw new CallTimeoutException(
                        "the gallery is still being trained after " + timeout + "; call again, or allow more time",
                        null,
                        Effect.NONE,
                        null);
            }
            calls.call(deadline -> {
                calls.pause(wait, deadline);
                return wait;
            });
        }
    }

    @Override
    public String toString() {
        return "FaceGallery[" + id + "]";
    }
}
