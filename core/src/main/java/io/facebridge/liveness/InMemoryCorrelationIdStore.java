package io.facebridge.liveness;

import io.facebridge.error.NotFoundException;
import io.facebridge.internal.Subjects;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

final class InMemoryCorrelationIdStore implements CorrelationIdStore {
    private final Clock clock;
    private final Supplier<UUID> random;
    private final Map<String, UUID> ids = new HashMap<>();
    private final List<Rotation> rotations = new ArrayList<>();

    InMemoryCorrelationIdStore(Clock clock, Supplier<UUID> random) {
        this.clock = Objects.requireNonNull(clock, "clock");
        this.random = Objects.requireNonNull(random, "random");
    }

    @Override
    public synchronized UUID idOf(String subject) {
        Subjects.require(subject);
        return ids.computeIfAbsent(subject, any -> Subjects.randomId(random));
    }

    @Override
    public synchronized Optional<UUID> find(String subject) {
        return Optional.ofNullable(ids.get(subject));
    }

    @Override
    public synchronized UUID rotate(String subject, String reviewer, String reason) {
        Subjects.require(subject);
        UUID old = ids.get(subject);
        if (old == null) {
            throw new NotFoundException(NotFoundException.Kind.PERSON, null, null, null);
        }
        Rotation rotation = new Rotation(subject, reviewer, reason, clock.instant(), old, Subjects.randomId(random));
        rotations.add(rotation);
        ids.put(subject, rotation.newId());
        return rotation.newId();
    }

    @Override
    public synchronized List<Rotation> rotations(String subject) {
        return rotations.stream()
                .filter(rotation -> rotation.subject().equals(subject))
                .toList();
    }

    @Override
    public synchronized void remove(String subject) {
        ids.remove(subject);
        rotations.removeIf(rotation -> rotation.subject().equals(subject));
    }

    @Override
    public String toString() {
        return "CorrelationIdStore[in memory]";
    }
}
