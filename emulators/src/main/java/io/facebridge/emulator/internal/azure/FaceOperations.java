package io.facebridge.emulator.internal.azure;

import io.facebridge.emulator.internal.FaceAnalyzer.AnalyzedFace;
import io.facebridge.emulator.internal.Output;
import io.facebridge.face.BoundingBox;
import io.facebridge.image.FaceImage;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The faces of a person. */
final class FaceOperations {
    private static final Pattern TARGET = Pattern.compile("\\d{1,6}(,\\d{1,6}){3}");
    private static final int MAX_USER_DATA_LENGTH = 1024;
    private static final String USER_DATA = "userData";

    private final Store store;
    private final VisibleFaces visibleFaces;

    FaceOperations(Store store, VisibleFaces visibleFaces) {
        this.store = store;
        this.visibleFaces = visibleFaces;
    }

    Reply add(Input input) {
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
            StoredFace face = new StoredFace(store.newId(), userData);
            store.group(input.path("group")).add(person, face, seen.vector());
            store.touch(person);
            return Reply.of(new Output().with("persistedFaceId", face.id));
        }
    }

    private static void requireShort(@Nullable String userData) {
        if (userData != null && userData.length() > MAX_USER_DATA_LENGTH) {
            throw RefusedException.argument("'userData' is too long.");
        }
    }

    private static void requireRoom(StoredPerson person) {
        if (person.faces.size() >= StoredPerson.MAX_FACES) {
            throw RefusedException.quota("The person has as many persisted faces as it may have.");
        }
    }

    /** Returns the rectangle that selects a face; null if the image has one only. */
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

    Reply get(Input input) {
        synchronized (store) {
            StoredFace face = face(person(input), input);
            return Reply.of(new Output().with("persistedFaceId", face.id).with(USER_DATA, face.userData));
        }
    }

    Reply update(Input input) {
        String userData = input.optionalText(USER_DATA, MAX_USER_DATA_LENGTH);
        synchronized (store) {
            face(person(input), input).userData = userData;
        }
        return Reply.empty();
    }

    Reply delete(Input input) {
        synchronized (store) {
            StoredPerson person = personToChange(input);
            store.group(input.path("group")).remove(person, face(person, input));
            store.touch(person);
        }
        return Reply.empty();
    }

    private static StoredFace face(StoredPerson person, Input input) {
        StoredFace face = person.faces.get(input.path("face"));
        if (face == null) {
            throw RefusedException.notFound("PersistedFaceNotFound", "The persisted face is not found.");
        }
        return face;
    }

    private StoredPerson person(Input input) {
        return store.person(input.path("group"), input.path("person"));
    }

    private StoredPerson personToChange(Input input) {
        return store.personToChange(input.path("group"), input.path("person"));
    }
}
