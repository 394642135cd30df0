package io.facebridge.emulator.internal.tencent;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The whole state of an emulator. Threads hold the lock of the store while they read or change groups and persons; models never
 * run under it.
 */
public final class Store {
    /** The older face model. */
    static final String MODEL_2 = "2.0";

    /** The present face model. */
    static final String MODEL_3 = "3.0";

    private static final long FIRST_FACE = 3_000_000_000_000_000_000L;

    private final Clock clock;
    private final Duration consistentAfter;
    private final Map<String, StoredGroup> groups = new LinkedHashMap<>();
    private final Map<String, StoredPerson> persons = new LinkedHashMap<>();
    private long faces;

    /** Creates an empty store. */
    public Store(Clock clock, Duration consistentAfter) {
        this.clock = clock;
        this.consistentAfter = consistentAfter;
    }

    Instant now() {
        return clock.instant();
    }

    /** When what is written now can be searched. */
    Instant searchable() {
        return now().plus(consistentAfter);
    }

    /** All groups, in the order in which they were made. */
    Map<String, StoredGroup> groups() {
        return groups;
    }

    /** The persons of all groups. */
    Map<String, StoredPerson> persons() {
        return persons;
    }

    StoredGroup group(String id) {
        StoredGroup group = groups.get(id);
        if (group == null) {
            throw RefusedException.noGroup();
        }
        return group;
    }

    StoredPerson person(String id) {
        StoredPerson person = persons.get(id);
        if (person == null) {
            throw RefusedException.noPerson();
        }
        return person;
    }

    String newFaceId() {
        faces++;
        return Long.toString(FIRST_FACE + faces);
    }

    /** Removes a person from all groups and from the account. */
    void remove(StoredPerson person) {
        List.copyOf(person.groups).forEach(person::leave);
        persons.remove(person.id);
    }

    /** Removes a person from a group, and from the account if it was the person's last group. */
    void remove(StoredPerson person, StoredGroup group) {
        person.leave(group);
        if (person.groups.isEmpty()) {
            persons.remove(person.id);
        }
    }

    /** Makes a group unless it is there. */
    public synchronized void seedGroup(String id, String model) {
        groups.computeIfAbsent(id, name -> new StoredGroup(name, name, "", model, List.of(), now()));
    }

    /** Adds a person with faces that are searchable at once to a seeded group. */
    public synchronized void seedPerson(String groupId, String personId, List<float[]> vectors) {
        StoredGroup group = groups.get(groupId);
        if (group == null) {
            throw new IllegalStateException("the group " + groupId + " was deleted; seed it again");
        }
        StoredPerson person = persons.computeIfAbsent(personId, id -> new StoredPerson(id, id, 0, now(), group.model));
        if (!person.groups.contains(group)) {
            person.join(group);
        }
        for (float[] vector : vectors) {
            person.add(new StoredFace(person, newFaceId(), Instant.MIN), vector);
        }
    }

    /** Forgets everything. */
    public synchronized void clear() {
        groups.clear();
        persons.clear();
    }

    @Override
    public String toString() {
        return "Store[]";
    }
}
