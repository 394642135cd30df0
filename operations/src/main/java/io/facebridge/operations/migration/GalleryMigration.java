package io.facebridge.operations.migration;

import io.facebridge.FaceGalleries;
import io.facebridge.FaceProvider;
import io.facebridge.error.FaceBridgeException;
import io.facebridge.gallery.EnrollRequest;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.match.MatchPolicy;
import io.facebridge.operations.migration.PersonMigrationResult.Outcome;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Migrates a gallery to another provider, or to another gallery of the same one: enrolls its people again from the
 * application's own images, because no provider exports its templates. The old gallery is only read.
 *
 * <!-- docs-test: given GalleryId oldGallery; GalleryId newGallery; Path directory; ImageSource probes -->
 * <pre>{@code
 * GalleryMigration migration = GalleryMigration.of(aws, oldGallery, local, newGallery, DirectoryImageSource.of(directory));
 * try (MigrationJournal journal = MigrationJournal.open(directory.resolveSibling("migration.journal"))) {
 *     MigrationReport report = migration.run(journal);
 *     ShadowReport shadow = migration.shadow(journal, probes, policy, policy);
 * }
 * }</pre>
 *
 * <p>Progress is stored in a {@link MigrationJournal}. After a run was killed, run it again with the same journal to
 * continue. A person whose enrollment was interrupted is removed from the new gallery and enrolled again, so that no face is
 * stored twice. Nothing else may enroll into the new gallery in the meantime.
 *
 * <p>A person with images who is not in the old gallery was removed there, perhaps for a reason, and is not moved unless
 * {@link #includeUnenrolledPersons} requests it. A person who is in the new gallery already is not changed.
 *
 * <p>Images that were rejected are not sent again while they, the selected face and the quality gate are unchanged; otherwise the
 * next run tries again. A person who was moved and is no longer in the new gallery is moved again, unless the person
 * was erased from the journal too ({@link MigrationJournal#erase}).
 *
 * <p>Immutable; one run at a time uses a journal.
 */
public final class GalleryMigration {
    private final MigrationPlan plan;

    private GalleryMigration(MigrationPlan plan) {
        this.plan = plan;
    }

    /**
     * Creates a migration with up to five images per person. Makes no remote call.
     *
     * @param from the provider of the old gallery; has galleries
     * @param oldGallery the gallery that is read
     * @param to the provider of the new gallery; has galleries, and may be the same one
     * @param newGallery the gallery that is enrolled into; created by the run if it does not exist
     * @param source the application's images
     * @return the migration
     * @throws io.facebridge.error.UnsupportedCapabilityException if one of the providers has no galleries
     * @throws IllegalArgumentException if both galleries are the same
     */
    public static GalleryMigration of(
            FaceProvider from, GalleryId oldGallery, FaceProvider to, GalleryId newGallery, ImageSource source) {
        from.require(FaceGalleries.class);
        to.require(FaceGalleries.class);
        if (from == to && oldGallery.equals(newGallery)) {
            throw new IllegalArgumentException("old and new gallery must differ but both are " + oldGallery
                    + " of the same provider; name another new gallery");
        }
        return new GalleryMigration(new MigrationPlan(
                from,
                Objects.requireNonNull(oldGallery, "oldGallery"),
                to,
                Objects.requireNonNull(newGallery, "newGallery"),
                Objects.requireNonNull(source, "source"),
                new MigrationPlan.Settings()));
    }

    private GalleryMigration with(Consumer<MigrationPlan.Settings> change) {
        return new GalleryMigration(plan.with(change));
    }

    /**
     * Sets the maximum number of images enrolled per person; the source returns the best first. The default is 5.
     *
     * @param max 1 or more
     * @return a new migration
     * @throws IllegalArgumentException if it is less than 1
     */
    public GalleryMigration maxImagesPerPerson(int max) {
        if (max < 1) {
            throw new IllegalArgumentException("maxImagesPerPerson must be 1 or more but was " + max);
        }
        return with(settings -> settings.maxImages = max);
    }

    /**
     * Includes people with images in the source who are not enrolled in the old gallery. By default they are not moved.
     *
     * @return a new migration
     */
    public GalleryMigration includeUnenrolledPersons() {
        return with(settings -> settings.unenrolledToo = true);
    }

    /**
     * Sets a function that customizes each enrollment request, for example which face of an image is selected and which quality
     * gate applies. By default requests are sent as {@link EnrollRequest#of} creates them.
     *
     * @param customizer returns the request to send; must keep its person and images
     * @return a new migration
     */
    public GalleryMigration customizeEnrollRequest(UnaryOperator<EnrollRequest> customizer) {
        Objects.requireNonNull(customizer, "customizer");
        return with(settings -> settings.customizer = customizer);
    }

    /**
     * Sets the listener that receives the progress after each person. By default there is none.
     *
     * @param listener receives the progress, on the thread of the run
     * @return a new migration
     */
    public GalleryMigration withListener(MigrationListener listener) {
        Objects.requireNonNull(listener, "listener");
        return with(settings -> settings.listener = listener);
    }

    /**
     * Sets the clock from which the remaining time is estimated; nothing else depends on it. The default is the system clock.
     *
     * @param clock the clock
     * @return a new migration
     */
    public GalleryMigration withClock(InstantSource clock) {
        Objects.requireNonNull(clock, "clock");
        return with(settings -> settings.clock = clock);
    }

    /**
     * Returns what a run with a new journal would do. Reads all images and lists both galleries; sends no image, and creates no
     * gallery. {@link #dryRun(MigrationJournal)} does the same for a journal of earlier runs.
     *
     * @return the report of such a run: {@link Outcome#PENDING} for people who would be moved
     * @throws FaceBridgeException if a gallery cannot be read
     */
    public MigrationReport dryRun() {
        return dryRun((person, there) -> null, person -> false, person -> false);
    }

    /**
     * Returns what the next run with a journal would do. Reads all images and lists both galleries; sends no image, and does not
     * write to the journal.
     *
     * @param journal the journal of this migration, new or of earlier runs
     * @return the report of such a run: {@link Outcome#PENDING} for people who would be moved, and the outcomes of earlier
     *     runs for those who would not be tried again
     * @throws FaceBridgeException if a gallery cannot be read
     * @throws IllegalArgumentException if the journal is of another migration
     */
    public MigrationReport dryRun(MigrationJournal journal) {
        journal.requireOf(plan.description());
        return dryRun(
                (person, there) -> plan.settled(journal, person, there),
                person -> journal.begun(person) > 0,
                journal::isErased);
    }

    private MigrationReport dryRun(
            BiFunction<PersonId, Set<PersonId>, @Nullable PersonMigrationResult> settled,
            Predicate<PersonId> begun,
            Predicate<PersonId> erased) {
        Set<PersonId> before = plan.personsOfTheOldGallery();
        Set<PersonId> there = plan.personsOfTheNewGallery();
        Map<PersonId, PersonMigrationResult> results = new LinkedHashMap<>();
        for (PersonId person : plan.source().persons()) {
            PersonMigrationResult result = settled.apply(person, there);
            if (result == null) {
                result = plan.notToBeMoved(person, before, begun.test(person) ? Set.of() : there);
            }
            results.put(person, result == null ? plan.images(person).readable() : result);
        }
        addThoseWithoutImages(before, there, results, erased);
        return new MigrationReport(plan.description(), List.copyOf(results.values()), null);
    }

    private static void addThoseWithoutImages(
            Set<PersonId> before,
            Set<PersonId> there,
            Map<PersonId, PersonMigrationResult> results,
            Predicate<PersonId> erased) {
        for (PersonId person : before) {
            Outcome outcome = erased.test(person)
                    ? Outcome.ERASED
                    : there.contains(person) ? Outcome.ALREADY_ENROLLED : Outcome.NO_IMAGES;
            results.putIfAbsent(person, PersonMigrationResult.of(person, outcome));
        }
    }

    /**
     * Migrates every person who is not in the new gallery yet. Blocks until all are processed.
     *
     * @param journal the journal of this migration, new or of earlier runs
     * @return the outcome of every person, in earlier runs too
     * @throws FaceBridgeException if the old gallery cannot be read; run again with the same journal to continue
     * @throws FaceBridgeException if the new provider fails for three people in a row, or in a way that a retry does not resolve;
     *     run again with the same journal to continue
     * @throws MigrationJournalException if the journal cannot be written; run again to continue
     * @throws IllegalArgumentException if the journal is of another migration
     */
    public MigrationReport run(MigrationJournal journal) {
        journal.bind(plan.description());
        Set<PersonId> before = plan.personsOfTheOldGallery();
        Set<PersonId> there = plan.createOrListNewGallery();
        List<PersonId> persons = new ArrayList<>();
        plan.source().persons().forEach(persons::add);
        MigrationRun run = new MigrationRun(plan, journal, before, there, persons.size());
        persons.forEach(run::process);
        plan.newGallery().awaitSearchable(Duration.ofMinutes(10));
        return report(journal, before, there, person -> true);
    }

    /**
     * Returns the outcome of every person so far, and the comparison of the decisions. Lists both galleries; sends no image.
     *
     * @param journal the journal of this migration
     * @return the report; {@link Outcome#PENDING} for people that no run has reached, and for those who were moved and are no
     *     longer in the new gallery
     * @throws FaceBridgeException if a gallery cannot be read
     * @throws IllegalArgumentException if the journal is of another migration
     */
    public MigrationReport report(MigrationJournal journal) {
        journal.bind(plan.description());
        Set<PersonId> there = plan.personsOfTheNewGallery();
        return report(journal, plan.personsOfTheOldGallery(), there, person -> plan.isInTheNewGallery(person, there));
    }

    private MigrationReport report(
            MigrationJournal journal, Set<PersonId> before, Set<PersonId> there, Predicate<PersonId> isEnrolled) {
        Map<PersonId, PersonMigrationResult> all = new LinkedHashMap<>();
        for (PersonId person : plan.source().persons()) {
            all.put(person, soFar(journal, person, isEnrolled));
        }
        addThoseWithoutImages(before, there, all, journal::isErased);
        return new MigrationReport(plan.description(), List.copyOf(all.values()), journal.shadow());
    }

    private static PersonMigrationResult soFar(
            MigrationJournal journal, PersonId person, Predicate<PersonId> isEnrolled) {
        if (journal.isErased(person)) {
            return PersonMigrationResult.of(person, Outcome.ERASED);
        }
        PersonMigrationResult known = journal.verdict(person);
        if (known == null) {
            return PersonMigrationResult.of(person, Outcome.PENDING);
        }
        boolean wasEnrolled = known.outcome().isMoved() || known.outcome() == Outcome.ALREADY_ENROLLED;
        return wasEnrolled && !isEnrolled.test(person)
                ? new PersonMigrationResult(person, Outcome.PENDING, "no longer in the new gallery", List.of())
                : known;
    }

    /**
     * Decides about every probe in both galleries and compares the decisions: a verification of the person in the probe, a
     * verification of the next person of the probes, and an identification. A decision that one of the providers does not
     * support is skipped. Continues where an earlier comparison with the same policies was interrupted.
     *
     * @param journal the journal of this migration
     * @param probes images that were not enrolled, of people who were moved; others are skipped
     * @param source the policy for the old provider; must have thresholds on its score scales, also that of searches
     * @param target the policy for the new provider, with the same rate
     * @return the comparison of the decisions
     * @throws FaceBridgeException if a provider fails for another reason than a probe; call again to continue
     * @throws FaceBridgeException if a policy cannot decide
     * @throws IllegalArgumentException if the journal is of another migration
     */
    public ShadowReport shadow(MigrationJournal journal, ImageSource probes, MatchPolicy source, MatchPolicy target) {
        journal.bind(plan.description());
        return new ShadowComparison(plan, source, target).run(journal, probes);
    }

    @Override
    public String toString() {
        return "GalleryMigration[" + plan.description() + "]";
    }
}
