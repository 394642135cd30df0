package io.facebridge.operations.privacy;

import io.facebridge.gallery.PersonId;
import io.facebridge.liveness.CorrelationIdStore;
import io.facebridge.operations.audit.DecisionLog;
import io.facebridge.operations.guard.AttemptStore;
import io.facebridge.operations.migration.MigrationJournal;
import io.facebridge.operations.review.ReviewFilter;
import io.facebridge.operations.review.ReviewQueue;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * The personal data in a store that is not a gallery, for {@link Erasure#store}: the number of records of a person, and their
 * removal. The factory methods cover the stores of this library; an application implements it for its own stores. As
 * thread-safe as the store.
 *
 * <!-- docs-test: given Erasure erasure; ToLongFunction<PersonId> deleteTickets -->
 * <!-- docs-test: given ToLongFunction<PersonId> countTickets -->
 * <pre>{@code
 * erasure.store("review cases", PersonData.reviews(queue))
 *         .store("tickets", PersonData.of(deleteTickets, countTickets));
 * }</pre>
 */
public interface PersonData {
    /**
     * Removes all data of a person. Must be idempotent: it is called even if {@link #count} is 0, and again after a failure or a
     * crash.
     *
     * @param person the person
     * @return the number of removed records; 0 if there were none
     */
    long remove(PersonId person);

    /**
     * Returns the number of records of a person. Must throw an exception, and not return 0, if the number cannot be determined.
     *
     * @param person the person
     * @return 0 or more
     */
    long count(PersonId person);

    /**
     * Creates the view of a store of the application.
     *
     * @param remove implements {@link #remove}
     * @param count implements {@link #count}
     * @return a view that calls both functions
     */
    static PersonData of(ToLongFunction<PersonId> remove, ToLongFunction<PersonId> count) {
        Objects.requireNonNull(remove, "remove");
        Objects.requireNonNull(count, "count");
        return new PersonData() {
            @Override
            public long remove(PersonId person) {
                return remove.applyAsLong(person);
            }

            @Override
            public long count(PersonId person) {
                return count.applyAsLong(person);
            }
        };
    }

    /**
     * Creates the view of the cases of a queue, open and decided, with their images. The subject of a case must be the person's
     * id; otherwise map it with {@link #subjects}.
     *
     * @param queue the queue
     * @return a view that counts cases
     */
    static PersonData reviews(ReviewQueue queue) {
        Objects.requireNonNull(queue, "queue");
        return of(
                person -> queue.remove(ReviewFilter.openAndDecided().subject(person.value())),
                person -> queue.count(ReviewFilter.openAndDecided().subject(person.value())));
    }

    /**
     * Creates the view of the attempts of a liveness guard. Their removal ends a lock-out. The subject must be the person's id;
     * otherwise map it with {@link #subjects}.
     *
     * @param attempts the store
     * @return a view that counts attempts
     */
    static PersonData attempts(AttemptStore attempts) {
        ToLongFunction<PersonId> count =
                person -> attempts.find(person.value()).attempts().size();
        Objects.requireNonNull(attempts, "attempts");
        return of(
                person -> {
                    long there = count.applyAsLong(person);
                    attempts.remove(person.value());
                    return there;
                },
                count);
    }

    /**
     * Creates the view of the correlation ids of subjects and their rotations. The subject must be the person's id; otherwise
     * map it with {@link #subjects}.
     *
     * @param ids the store
     * @return a view that counts an id, and each rotation
     */
    static PersonData correlationIds(CorrelationIdStore ids) {
        Objects.requireNonNull(ids, "ids");
        ToLongFunction<PersonId> count = person -> (ids.find(person.value()).isPresent() ? 1 : 0)
                + ids.rotations(person.value()).size();
        return of(
                person -> {
                    long there = count.applyAsLong(person);
                    ids.remove(person.value());
                    return there;
                },
                count);
    }

    /**
     * Creates the view of a log of decisions and events, in all of its files. Removes the person's id, also as a requester. If
     * the log contains subjects of reviews or accounts of the person, map them with {@link #subjects}, which must then return
     * the person's id too.
     *
     * @param log the log; must be open in this process, as only one process can open it
     * @return a view that counts records that contain the person's id
     */
    static PersonData decisionLog(DecisionLog log) {
        Objects.requireNonNull(log, "log");
        return of(log::erase, log::count);
    }

    /**
     * Creates the view of the journal of a migration. After the removal the journal no longer moves the person
     * ({@link MigrationJournal#erase}).
     *
     * @param journal the file; must not be open while an erasure runs, otherwise the state of the store is FAILED
     * @return a view that counts lines
     */
    static PersonData migrationJournal(Path journal) {
        Objects.requireNonNull(journal, "journal");
        return of(person -> MigrationJournal.erase(journal, person), person -> MigrationJournal.count(journal, person));
    }

    /**
     * Creates a view of the same store in which a person has other ids, for example accounts that are the subjects of attempts
     * and of review cases.
     *
     * @param namesOf returns all ids of the person in the store, none blank; need not contain the person's id. Must return them
     *     until the erasure is complete
     * @return a view that removes and counts the records of all these ids
     */
    default PersonData subjects(Function<PersonId, ? extends Collection<String>> namesOf) {
        Objects.requireNonNull(namesOf, "namesOf");
        return of(person -> sum(namesOf, person, this::remove), person -> sum(namesOf, person, this::count));
    }

    private static long sum(
            Function<PersonId, ? extends Collection<String>> namesOf, PersonId person, ToLongFunction<PersonId> each) {
        Set<String> names = new LinkedHashSet<>(namesOf.apply(person));
        long sum = 0;
        for (String name : names) {
            sum += each.applyAsLong(new PersonId(name));
        }
        return sum;
    }
}
