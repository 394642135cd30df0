package io.facebridge.azure.internal;

import io.facebridge.error.NotFoundException;
import io.facebridge.gallery.FaceId;
import io.facebridge.gallery.PersonId;
import io.facebridge.provider.Deadline;
import io.facebridge.remote.Pages;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The persons of a group. */
final class AzurePersons {
    /** The maximum number of faces of a person. */
    static final int MAX_FACES = 248;

    private final AzureGroup group;

    AzurePersons(AzureGroup group) {
        this.group = group;
    }

    /**
     * Returns the entries of a person with their faces, as the service has them now: one or several; empty if no person in the
     * group has this id.
     *
     * @throws NotFoundException if the group does not exist
     */
    List<Entry> find(PersonId person, Deadline deadline) {
        PersonIndex index = group.index();
        List<String> ids = index.known(person);
        if (ids.isEmpty() || !index.isListed()) {
            index.list(deadline);
            return read(person, index.known(person), deadline);
        }
        List<Entry> entries = read(person, ids, deadline);
        if (!entries.isEmpty()) {
            return entries;
        }
        index.list(deadline);
        return read(person, index.known(person), deadline);
    }

    /** Returns the same after listing the group again, so that no entry is missed. */
    List<Entry> findAll(PersonId person, Deadline deadline) {
        group.index().list(deadline);
        return read(person, group.index().known(person), deadline);
    }

    /** Returns one entry, as the service has it now; empty if it does not exist. */
    Optional<Entry> read(String id, Deadline deadline) {
        try {
            return Optional.of(group.send(
                    AzureOperations.GET_PERSON,
                    AzureRequest.get("largepersongroups", group.name(), "persons", id),
                    deadline,
                    answer -> Entry.of(answer.json())));
        } catch (NotFoundException e) {
            requirePerson(e);
            return Optional.empty();
        }
    }

    /**
     * Creates an entry without a face.
     *
     * @return the service's id of it
     */
    String create(PersonId person, String mark, Deadline deadline) {
        AzureRequest request = AzureRequest.post("largepersongroups", group.name(), "persons")
                .json(body -> body.writeStringField("name", person.value()).writeStringField("userData", mark));
        String id = group.send(
                AzureOperations.CREATE_PERSON, request, deadline, answer -> requireId("personId", answer.json()));
        group.index().add(person, id);
        return id;
    }

    /**
     * Adds a face.
     *
     * @param target which face of the image, in its pixels
     * @param mark kept with the face, so that it can be found again; part of the address, and so nothing personal
     * @return the service's id of it
     */
    FaceId addFace(
            String id, AzureImages picture, String target, String detectionModel, String mark, Deadline deadline) {
        AzureRequest request = AzureRequest.post("largepersongroups", group.name(), "persons", id, "persistedfaces")
                .with("targetFace", target)
                .with("detectionModel", detectionModel)
                .with("userData", mark)
                .picture(picture.bytes());
        return group.send(
                AzureOperations.ADD_FACE,
                request,
                deadline,
                answer -> new FaceId(requireId("persistedFaceId", answer.json())));
    }

    /** Returns the user data of a face; empty if the face does not exist. */
    Optional<String> markOf(String id, FaceId face, Deadline deadline) {
        try {
            return Optional.of(group.send(
                    AzureOperations.GET_FACE,
                    AzureRequest.get(
                            "largepersongroups", group.name(), "persons", id, "persistedfaces", AzureNames.face(face)),
                    deadline,
                    answer -> answer.json().get("userData").text().orElse("")));
        } catch (NotFoundException e) {
            if (e.kind() == NotFoundException.Kind.GALLERY) {
                throw e;
            }
            return Optional.empty();
        }
    }

    /** Deletes a face, whether it exists or not. */
    void deleteFace(String id, FaceId face, Deadline deadline) {
        try {
            group.send(
                    AzureOperations.DELETE_FACE,
                    AzureRequest.delete(
                            "largepersongroups", group.name(), "persons", id, "persistedfaces", AzureNames.face(face)),
                    deadline);
        } catch (NotFoundException e) {
            if (e.kind() == NotFoundException.Kind.GALLERY) {
                throw e;
            }
        }
    }

    /** Deletes an entry with all its faces, whether it exists or not. */
    void delete(PersonId person, String id, Deadline deadline) {
        try {
            group.send(
                    AzureOperations.DELETE_PERSON,
                    AzureRequest.delete("largepersongroups", group.name(), "persons", id),
                    deadline);
        } catch (NotFoundException e) {
            requirePerson(e);
        }
        group.index().remove(person, id);
    }

    /** Returns a page of entries, with their faces. */
    Pages.Page<Entry, String> page(@Nullable String after, Deadline deadline) {
        AzureRequest request = AzurePages.after(after, AzureRequest.get("largepersongroups", group.name(), "persons"));
        return group.send(AzureOperations.LIST_PERSONS, request, deadline, answer -> {
            List<Entry> entries = answer.list().items().stream().map(Entry::of).toList();
            return AzurePages.page(entries, entries.stream().map(Entry::id).toList());
        });
    }

    /** Returns whether any person in the group has a face. */
    boolean hasAnyFace(Deadline deadline) {
        @Nullable String last = null;
        do {
            Pages.Page<Entry, String> page = page(last, deadline);
            if (page.items().stream().anyMatch(entry -> !entry.faces().isEmpty())) {
                return true;
            }
            last = page.next();
        } while (last != null);
        return false;
    }

    private List<Entry> read(PersonId person, List<String> ids, Deadline deadline) {
        List<Entry> entries = new ArrayList<>();
        for (String id : ids) {
            Optional<Entry> entry = read(id, deadline);
            entry.ifPresentOrElse(entries::add, () -> group.index().remove(person, id));
        }
        return entries;
    }

    private static String requireId(String name, Json answer) {
        return AzureNames.answered(name, answer.get(name));
    }

    private static void requirePerson(NotFoundException e) {
        if (e.kind() != NotFoundException.Kind.PERSON) {
            throw e;
        }
    }

    /**
     * One of the service's persons.
     *
     * @param id the service's id
     * @param person the enrolled person that the entry belongs to
     * @param mark the user data beside the name
     * @param faces in the service's order
     */
    record Entry(String id, PersonId person, String mark, List<FaceId> faces) {
        static Entry of(Json json) {
            String id = requireId("personId", json);
            String mark = json.get("userData").text().orElse("");
            return new Entry(
                    id,
                    AzureNames.person(id, json.get("name").text().orElse(""), mark),
                    mark,
                    json.get("persistedFaceIds").items().stream()
                            .map(face -> new FaceId(AzureNames.answered("persistedFaceId", face)))
                            .toList());
        }

        Entry withoutFaces() {
            return new Entry(id, person, "", List.of());
        }

        @Override
        public String toString() {
            return "Entry[" + faces.size() + " faces]";
        }
    }
}
