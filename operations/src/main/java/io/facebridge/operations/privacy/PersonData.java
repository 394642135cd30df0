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
 * What a place other than a gallery keeps of persons, for {@link Erasure#place}: how much there is of one, and its removal. An
 * application implements it for places of its own. Thread-safe where the place is.
 *
 * <pre>{@code
 * erasure.place("review cases", PersonData.reviews(queue))
 *         .place("tickets", PersonData.of(tickets::deleteOf, tickets::countOf));
 * }</pre>
 */
public interface PersonData {
    /**
     * Removes all that the place keeps of a person. Called also when {@link #count} is 0, and again after a failure or a crash: what
     * is gone already is no failure.
     *
     * @param person the person
     * @return how many records were removed; 0 if there were none
     */
    long remove(PersonId person);

    /**
     * How much the place keeps of a person. What it does not know it must not call 0: it throws.
     *
     * @param person the person
     * @return how many records; 0 if there is none
     */
    long count(PersonId person);

    /**
     * A place of the application's own.
     *
     * @param remove as {@link #remove}
     * @param count as {@link #count}
     * @return both together
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
     * The cases of a queue, open and decided, with their images. The subject of a case is taken for the person's id; {@link
     * #subjects} says otherwise.
     *
     * @param queue the queue
     * @return counts cases
     */
    static PersonData reviews(ReviewQueue queue) {
        Objects.requireNonNull(queue, "queue");
        return of(
                person -> queue.remove(ReviewFilter.openAndDecided().subject(person.value())),
                person -> queue.count(ReviewFilter.openAndDecided().subject(person.value())));
    }

    /**
     * The attempts of a liveness guard. A lock-out ends with them. The subject is taken for the person's id; {@link #subjects} says
     * otherwise.
     *
     * @param attempts the store
     * @return counts attempts
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
     * The correlation ids of subjects, and what is recorded of their rotations. The subject is taken for the person's id; {@link
     * #subjects} says otherwise.
     *
     * @param ids the store
     * @return counts an id, and each rotation
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
     * A log of decisions and events, in all of its files. The person's id is removed where the log names it, also as a requester;
     * use {@link #subjects} if the log has subjects of reviews or accounts of the person, and let it return the person's id too.
     *
     * @param log open in this process, as only one process has it open
     * @return counts records that name the person
     */
    static PersonData decisionLog(DecisionLog log) {
        Objects.requireNonNull(log, "log");
        return of(log::forget, log::count);
    }

    /**
     * The journal of a migration. The person is not moved by it any more ({@link MigrationJournal#forget}).
     *
     * @param journal its file; open nowhere while an erasure runs, or the place fails
     * @return counts lines
     */
    static PersonData migrationJournal(Path journal) {
        Objects.requireNonNull(journal, "journal");
        return of(
                person -> MigrationJournal.forget(journal, person), person -> MigrationJournal.count(journal, person));
    }

    /**
     * The same place, for applications in which a person goes by other names there: the accounts of a person, for example, that are
     * the subjects of attempts and of review cases.
     *
     * @param namesOf all names that the person has in the place, which need not contain the person's id; none is blank. It must know
     *     them until the erasure is complete
     * @return removes and counts the records of all these names
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
