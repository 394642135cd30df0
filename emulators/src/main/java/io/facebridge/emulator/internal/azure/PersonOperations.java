package io.facebridge.emulator.internal.azure;

import io.facebridge.emulator.internal.FaceAnalyzer.AnalyzedFace;
import io.facebridge.emulator.internal.Output;
import io.facebridge.face.BoundingBox;
import io.facebridge.image.FaceImage;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Persons of a large person group, and their faces. */
final class PersonOperations {
    private static final Pattern TARGET = Pattern.compile("\\d{1,6}(,\\d{1,6}){3}");
    private static final int LONGEST_USER_DATA = 16_384;
    private static final int LONGEST_USER_DATA_OF_FACE = 1024;
    private static final String USER_DATA = "userData";

    private final Store store;
    private final VisibleFaces visibleFaces;

    PersonOperations(Store store, VisibleFaces visibleFaces) {
        this.store = store;
        this.visibleFaces = visibleFaces;
    }

    Reply create(Input input) {
        String name = input.name();
        String userData = input.optionalText(USER_DATA, LONGEST_USER_DATA);
        synchronized (store) {
            StoredPerson person = new StoredPerson(store.newId(), name, userData);
            store.groupToChange(input.path("group")).persons.put(person.id, person);
            return Reply.of(new Output().with("personId", person.id));
        }
    }

    Reply get(Input input) {
        synchronized (store) {
            return Reply.of(output(person(input)));
        }
    }

    Reply list(Input input) {
        synchronized (store) {
            List<Output> persons = input.page(store.group(input.path("group")).persons).stream()
                    .map(PersonOperations::output)
                    .toList();
            return Reply.of(persons);
        }
    }

    private StoredPerson person(Input input) {
        return Store.person(store.group(input.path("group")), input.path("person"));
    }

    private StoredPerson personToChange(Input input) {
        StoredPerson person = Store.person(store.groupToChange(input.path("group")), input.path("person"));
        store.requireIdle(person);
        return person;
    }

    private static Output output(StoredPerson person) {
        return new Output()
                .with("personId", person.id)
                .with("name", person.name)
                .with(USER_DATA, person.userData)
                .with("persistedFaceIds", new ArrayList<>(person.faces.keySet()));
    }

    Reply update(Input input) {
        String name = input.optionalName();
        String userData = input.optionalText(USER_DATA, LONGEST_USER_DATA);
        GroupOperations.requireSomething(name == null && userData == null);
        synchronized (store) {
            StoredPerson person = person(input);
            person.name = name == null ? person.name : name;
            person.userData = userData == null ? person.userData : userData;
        }
        return Reply.empty();
    }

    Reply delete(Input input) {
        synchronized (store) {
            store.group(input.path("group")).remove(personToChange(input));
        }
        return Reply.empty();
    }

    // Faces

    Reply addFace(Input input) {
        DetectionModel.of(input.query("detectionModel"));
        String userData = input.query(USER_DATA);
        requireShort(userData);
        synchronized (store) {
            requireRoom(personToChange(input));
        }
        FaceImage image = Images.read(input);
        AnalyzedFace seen = visibleFaces.only(image, target(input.query("targetFace"), image));
        synchronized (store) {
            StoredPerson person = personToChange(input);
            requireRoom(person);
            StoredPerson.Face face = new StoredPerson.Face(store.newId(), userData);
            store.group(input.path("group")).add(person, face, seen.vector());
            store.touch(person);
            return Reply.of(new Output().with("persistedFaceId", face.id));
        }
    }

    private static void requireShort(@Nullable String userData) {
        if (userData != null && userData.length() > LONGEST_USER_DATA_OF_FACE) {
            throw RefusedException.argument("'userData' is too long.");
        }
    }

    private static void requireRoom(StoredPerson person) {
        if (person.faces.size() >= StoredPerson.MOST_FACES) {
            throw RefusedException.quota("The person has as many persisted faces as it may have.");
        }
    }

    /** The rectangle that says which face is meant; null if the picture has one only. */
    private static @Nullable BoundingBox target(@Nullable String text, FaceImage image) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        if (!TARGET.matcher(text).matches()) {
            throw RefusedException.argument("Invalid argument targetFace.");
        }
        String[] numbers = text.split(",", -1);
        double left = Integer.parseInt(numbers[0]);
        double top = Integer.parseInt(numbers[1]);
        double width = Integer.parseInt(numbers[2]);
        double height = Integer.parseInt(numbers[3]);
        if (width == 0 || height == 0 || left + width > image.width() || top + height > image.height()) {
            throw RefusedException.argument("Argument targetFace out of range.");
        }
        return new BoundingBox(
                left / image.width(), top / image.height(), width / image.width(), height / image.height());
    }

    Reply getFace(Input input) {
        synchronized (store) {
            StoredPerson.Face face = face(person(input), input);
            return Reply.of(new Output().with("persistedFaceId", face.id).with(USER_DATA, face.userData));
        }
    }

    Reply updateFace(Input input) {
        String userData = input.optionalText(USER_DATA, LONGEST_USER_DATA_OF_FACE);
        synchronized (store) {
            face(person(input), input).userData = userData;
        }
        return Reply.empty();
    }

    Reply deleteFace(Input input) {
        synchronized (store) {
            StoredPerson person = personToChange(input);
            store.group(input.path("group")).remove(person, face(person, input));
            store.touch(person);
        }
        return Reply.empty();
    }

    private static StoredPerson.Face face(StoredPerson person, Input input) {
        StoredPerson.Face face = person.faces.get(input.path("face"));
        if (face == null) {
            throw RefusedException.notFound("PersistedFaceNotFound", "The persisted face is not found.");
        }
        return face;
    }
}
