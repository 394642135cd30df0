package io.facebridge.emulator.internal.azure;

import io.facebridge.emulator.internal.Output;
import java.util.ArrayList;
import java.util.List;

/** The persons of a large person group. */
final class PersonOperations {
    private static final int MAX_USER_DATA_LENGTH = 16_384;
    private static final String GROUP = "group";
    private static final String PERSON = "person";
    private static final String USER_DATA = "userData";

    private final Store store;

    PersonOperations(Store store) {
        this.store = store;
    }

    Reply create(Input input) {
        String name = input.name();
        String userData = input.optionalText(USER_DATA, MAX_USER_DATA_LENGTH);
        synchronized (store) {
            StoredPerson person = new StoredPerson(store.newId(), name, userData);
            store.groupToChange(input.path(GROUP)).persons.put(person.id, person);
            return Reply.of(new Output().with("personId", person.id));
        }
    }

    Reply get(Input input) {
        synchronized (store) {
            return Reply.of(output(store.person(input.path(GROUP), input.path(PERSON))));
        }
    }

    Reply list(Input input) {
        synchronized (store) {
            List<Output> persons = input.page(store.group(input.path(GROUP)).persons).stream()
                    .map(PersonOperations::output)
                    .toList();
            return Reply.of(persons);
        }
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
        String userData = input.optionalText(USER_DATA, MAX_USER_DATA_LENGTH);
        GroupOperations.requireSomething(name == null && userData == null);
        synchronized (store) {
            StoredPerson person = store.person(input.path(GROUP), input.path(PERSON));
            person.name = name == null ? person.name : name;
            person.userData = userData == null ? person.userData : userData;
        }
        return Reply.empty();
    }

    Reply delete(Input input) {
        synchronized (store) {
            store.group(input.path(GROUP)).remove(store.personToChange(input.path(GROUP), input.path(PERSON)));
        }
        return Reply.empty();
    }
}
