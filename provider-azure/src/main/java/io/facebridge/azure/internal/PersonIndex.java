package io.facebridge.azure.internal;

import io.facebridge.gallery.PersonId;
import io.facebridge.provider.Deadline;
import io.facebridge.remote.ExclusiveLock;
import io.facebridge.remote.Pages;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Maps the persons of a group to the service's ids of them, because the service offers no search for a person by name. The
 * group is listed once, the list is kept, and it is listed again if necessary. Several of the service's persons may be one
 * enrolled person, if two programs enrolled the person at the same time; they are treated as one. A listing that a deadline
 * interrupts is resumed by the next call. Thread-safe.
 */
final class PersonIndex {
    private final AzureGroup group;

    private final ExclusiveLock listing = new ExclusiveLock("the persons of the gallery are still being listed");
    private @Nullable Listing unfinished;

    private Map<PersonId, Set<String>> ids = new HashMap<>();
    private boolean listed;
    private long begun;
    private long finished;

    /** The changes by this provider since the last listing began. */
    private final Map<String, PersonId> added = new LinkedHashMap<>();

    private final Set<String> removed = new HashSet<>();

    PersonIndex(AzureGroup group) {
        this.group = group;
    }

    /** Marks the group as created just now and empty. */
    synchronized void startEmpty() {
        listed = true;
    }

    synchronized boolean isListed() {
        return listed;
    }

    /** Returns the service's ids of a person, as far as they are known. */
    synchronized List<String> known(PersonId person) {
        return List.copyOf(ids.getOrDefault(person, Set.of()));
    }

    synchronized void add(PersonId person, String id) {
        added.put(id, person);
        removed.remove(id);
        put(ids, person, id);
    }

    synchronized void remove(PersonId person, String id) {
        removed.add(id);
        added.remove(id);
        Set<String> others = ids.get(person);
        if (others != null) {
            others.remove(id);
            if (others.isEmpty()) {
                ids.remove(person);
            }
        }
    }

    /** Lists the group, unless another thread has listed it concurrently. */
    void list(Deadline deadline) {
        long before = begunUntilNow();
        listing.callExclusively(deadline, () -> {
            if (finishedUntilNow() <= before) {
                Listing now = unfinished == null ? new Listing(begin()) : unfinished;
                unfinished = now;
                while (!now.ended) {
                    now.next(deadline);
                }
                unfinished = null;
                finish(now);
            }
            return true;
        });
    }

    private synchronized long begunUntilNow() {
        return begun;
    }

    private synchronized long finishedUntilNow() {
        return finished;
    }

    private synchronized long begin() {
        added.clear();
        removed.clear();
        return ++begun;
    }

    private synchronized void finish(Listing list) {
        Map<PersonId, Set<String>> fresh = new HashMap<>();
        list.seen.forEach(entry -> {
            if (!removed.contains(entry.id())) {
                put(fresh, entry.person(), entry.id());
            }
        });
        added.forEach((id, person) -> put(fresh, person, id));
        ids = fresh;
        listed = true;
        finished = list.number;
    }

    private static void put(Map<PersonId, Set<String>> all, PersonId person, String id) {
        all.computeIfAbsent(person, absent -> new LinkedHashSet<>(2)).add(id);
    }

    /** A listing in progress. */
    private final class Listing {
        private final long number;
        private final List<AzurePersons.Entry> seen = new ArrayList<>();
        private @Nullable String last;
        private boolean ended;

        Listing(long number) {
            this.number = number;
        }

        void next(Deadline deadline) {
            Pages.Page<AzurePersons.Entry, String> page = new AzurePersons(group).page(last, deadline);
            page.items().forEach(entry -> seen.add(entry.withoutFaces()));
            last = page.next();
            ended = last == null;
        }
    }
}
