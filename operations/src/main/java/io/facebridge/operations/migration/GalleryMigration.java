package io.facebridge.operations.migration;

import io.facebridge.FaceGalleries;
import io.facebridge.FaceIdentifier;
import io.facebridge.FaceProvider;
import io.facebridge.FaceVerifier;
import io.facebridge.decision.FaceMatcher;
import io.facebridge.decision.IdentificationDecision;
import io.facebridge.error.Effect;
import io.facebridge.error.FaceBridgeException;
import io.facebridge.error.InvalidImageException;
import io.facebridge.error.NotFoundException;
import io.facebridge.face.QualityGate;
import io.facebridge.gallery.EnrollRequest;
import io.facebridge.gallery.Enrolment;
import io.facebridge.gallery.FaceGallery;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.image.FaceImage;
import io.facebridge.internal.HeapRoom;
import io.facebridge.match.IdentifyRequest;
import io.facebridge.match.MatchDecision;
import io.facebridge.match.MatchPolicy;
import io.facebridge.match.VerifyRequest;
import io.facebridge.operations.migration.PersonVerdict.Outcome;
import io.facebridge.operations.migration.ShadowAnswers.Answer;
import io.facebridge.operations.migration.ShadowAnswers.Question;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Moves a gallery to another provider, or to another gallery of the same one: enrols its persons anew from the application's own
 * pictures, for no provider hands its templates back. The old gallery is only read.
 *
 * <p>What was done is in a {@link MigrationJournal}. A run that was killed is run again with the same journal and goes on where
 * it was. Of a person who was on the way nobody can tell what was carried out: whatever the new gallery has of that person is
 * removed, and the person is enrolled anew, so that nothing is there twice. Nobody else may enrol into the new gallery meanwhile.
 *
 * <p>A person with pictures who is not in the old gallery was removed there, perhaps for a reason, and is not moved unless {@link
 * #alsoThoseNotInTheOldGallery} says so. A person who is in the new gallery already is left as is.
 *
 * <p>Pictures that were rejected are not sent again while they, the selected face and the quality gate are the same; with other
 * ones the next run tries again. A person who was moved and is no longer in the new gallery is moved again, unless the person was
 * erased from the journal too ({@link MigrationJournal#forget}).
 *
 * <p>Immutable; one run at a time uses a journal.
 */
public final class GalleryMigration {
    /** After so many persons in a row whom the provider failed on, it is taken to be out of order. */
    private static final int FAILURES_IN_A_ROW = 3;

    private static final int TRIES = 3;

    private final FaceProvider from;
    private final GalleryId oldId;
    private final FaceProvider to;
    private final GalleryId newId;
    private final ImageSource source;
    private final int mostPictures;
    private final boolean everybody;
    private final UnaryOperator<EnrollRequest> enrolment;
    private final MigrationListener listener;
    private final InstantSource clock;

    private GalleryMigration(
            FaceProvider from,
            GalleryId oldId,
            FaceProvider to,
            GalleryId newId,
            ImageSource source,
            int mostPictures,
            boolean everybody,
            UnaryOperator<EnrollRequest> enrolment,
            MigrationListener listener,
            InstantSource clock) {
        this.from = from;
        this.oldId = oldId;
        this.to = to;
        this.newId = newId;
        this.source = source;
        this.mostPictures = mostPictures;
        this.everybody = everybody;
        this.enrolment = enrolment;
        this.listener = listener;
        this.clock = clock;
    }

    /**
     * A migration, with up to five pictures of each person.
     *
     * @param from the provider that is left; has galleries
     * @param oldGallery there
     * @param to the provider that is moved to; has galleries, and may be the same one
     * @param newGallery there; made if it is not there
     * @param source the application's pictures
     * @return asks nobody yet
     * @throws io.facebridge.error.UnsupportedCapabilityException if one of the providers has no galleries
     * @throws IllegalArgumentException if both galleries are the same
     */
    public static GalleryMigration of(
            FaceProvider from, GalleryId oldGallery, FaceProvider to, GalleryId newGallery, ImageSource source) {
        from.require(FaceGalleries.class);
        to.require(FaceGalleries.class);
        if (from == to && oldGallery.equals(newGallery)) {
            throw new IllegalArgumentException("a gallery is moved to another one, but both are " + oldGallery);
        }
        return new GalleryMigration(
                from,
                Objects.requireNonNull(oldGallery, "oldGallery"),
                to,
                Objects.requireNonNull(newGallery, "newGallery"),
                Objects.requireNonNull(source, "source"),
                5,
                false,
                UnaryOperator.identity(),
                progress -> {},
                InstantSource.system());
    }

    /**
     * Sets how many pictures of a person are enrolled at most; the source names the best first.
     *
     * @param most 1 or more
     * @return a new migration
     * @throws IllegalArgumentException if it is less than 1
     */
    public GalleryMigration picturesOfAPerson(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("one picture or more of a person is enrolled but most was " + most);
        }
        return new GalleryMigration(from, oldId, to, newId, source, most, everybody, enrolment, listener, clock);
    }

    /**
     * Moves everybody of whom there are pictures, whether the old gallery has them or not.
     *
     * @return a new migration
     */
    public GalleryMigration alsoThoseNotInTheOldGallery() {
        return new GalleryMigration(from, oldId, to, newId, source, mostPictures, true, enrolment, listener, clock);
    }

    /**
     * Sets how persons are enrolled: which face of a picture, which quality.
     *
     * @param asked adds to each request; keeps its person and pictures
     * @return a new migration
     */
    public GalleryMigration enrolling(UnaryOperator<EnrollRequest> asked) {
        return new GalleryMigration(
                from,
                oldId,
                to,
                newId,
                source,
                mostPictures,
                everybody,
                Objects.requireNonNull(asked, "asked"),
                listener,
                clock);
    }

    /**
     * Sets the listener, which is notified of the progress.
     *
     * @param listener is notified after each person
     * @return a new migration
     */
    public GalleryMigration withListener(MigrationListener listener) {
        return new GalleryMigration(
                from,
                oldId,
                to,
                newId,
                source,
                mostPictures,
                everybody,
                enrolment,
                Objects.requireNonNull(listener, "listener"),
                clock);
    }

    // What would be done

    /**
     * Reads all pictures, and both galleries, and sends no picture. As before the first run: see {@link
     * #dryRun(MigrationJournal)}.
     *
     * @return what a run with a new journal would do: {@link Outcome#WAITING} for persons who would be moved
     * @throws FaceBridgeException if a gallery cannot be read
     */
    public MigrationReport dryRun() {
        return dryRun((person, there) -> null, person -> false, person -> false);
    }

    /**
     * Reads all pictures, and both galleries, and sends no picture. Writes nothing into the journal.
     *
     * @param journal of this migration, new or of runs before
     * @return what the next run would do: {@link Outcome#WAITING} for persons who would be moved, and what earlier runs found
     *     for those who would not be tried again
     * @throws FaceBridgeException if a gallery cannot be read
     * @throws IllegalArgumentException if the journal is of another migration
     */
    public MigrationReport dryRun(MigrationJournal journal) {
        journal.requireOf(description());
        return dryRun(
                (person, there) -> settled(journal, person, there),
                person -> journal.begun(person) > 0,
                journal::isErased);
    }

    private MigrationReport dryRun(
            BiFunction<PersonId, Set<PersonId>, @Nullable PersonVerdict> settled,
            Predicate<PersonId> begun,
            Predicate<PersonId> erased) {
        Set<PersonId> before = persons(from, oldId);
        Set<PersonId> there = personsOfTheNewGallery();
        Map<PersonId, PersonVerdict> verdicts = new LinkedHashMap<>();
        for (PersonId person : source.persons()) {
            PersonVerdict verdict = settled.apply(person, there);
            if (verdict == null) {
                verdict = notToBeMoved(person, before, begun.test(person) ? Set.of() : there);
            }
            verdicts.put(person, verdict == null ? readable(person) : verdict);
        }
        addThoseWithoutPictures(before, there, verdicts, erased);
        return new MigrationReport(description(), List.copyOf(verdicts.values()), null);
    }

    /** What an earlier run found, if it still holds and a run would do the same again; else {@code null}. */
    private @Nullable PersonVerdict settled(MigrationJournal journal, PersonId person, Set<PersonId> there) {
        if (journal.isErased(person)) {
            return erased(person);
        }
        PersonVerdict known = journal.verdict(person);
        if (known == null || journal.begun(person) > 0) {
            return null;
        }
        return switch (known.outcome()) {
            case MOVED, PARTLY_MOVED, ALREADY_THERE -> isInTheNewGallery(person, there) ? known : null;
            case NOT_MOVED -> !there.contains(person) && wasAskedAlike(journal, person) ? known : null;
            default -> null;
        };
    }

    private static PersonVerdict erased(PersonId person) {
        return new PersonVerdict(person, Outcome.ERASED, "", List.of());
    }

    /** A listing may lag behind. */
    private boolean isInTheNewGallery(PersonId person, Set<PersonId> listed) {
        if (listed.contains(person)) {
            return true;
        }
        try {
            return to.require(FaceGalleries.class).open(newId).find(person).isPresent();
        } catch (NotFoundException e) {
            return false;
        }
    }

    private boolean wasAskedAlike(MigrationJournal journal, PersonId person) {
        String before = journal.asked(person);
        if (before == null) {
            return false;
        }
        Pictures pictures = read(person);
        return !pictures.images.isEmpty() && before.equals(fingerprint(request(person, pictures)));
    }

    private EnrollRequest request(PersonId person, Pictures pictures) {
        return enrolment.apply(EnrollRequest.of(person, pictures.images));
    }

    /** Of the pictures and of what is asked about them; to notice changes, and for nothing else. */
    private static String fingerprint(EnrollRequest request) {
        CRC32 sum = new CRC32();
        String options = request.face() + " "
                + request.qualityGate().map(QualityGate::toString).orElse("no quality gate");
        sum.update(options.getBytes(StandardCharsets.UTF_8));
        for (FaceImage image : request.images()) {
            sum.update(image.toByteArray());
        }
        return Long.toHexString(sum.getValue());
    }

    private PersonVerdict readable(PersonId person) {
        Pictures pictures = read(person);
        Outcome outcome = !pictures.images.isEmpty()
                ? Outcome.WAITING
                : pictures.verdicts.isEmpty() ? Outcome.NO_PICTURES : Outcome.NOT_MOVED;
        return new PersonVerdict(person, outcome, "", pictures.verdicts);
    }

    private @Nullable PersonVerdict notToBeMoved(PersonId person, Set<PersonId> before, Set<PersonId> there) {
        if (!everybody && !before.contains(person)) {
            return new PersonVerdict(person, Outcome.NOT_IN_OLD_GALLERY, "", List.of());
        }
        return there.contains(person) ? new PersonVerdict(person, Outcome.ALREADY_THERE, "", List.of()) : null;
    }

    private static void addThoseWithoutPictures(
            Set<PersonId> before,
            Set<PersonId> there,
            Map<PersonId, PersonVerdict> verdicts,
            Predicate<PersonId> erased) {
        for (PersonId person : before) {
            Outcome outcome = there.contains(person) ? Outcome.ALREADY_THERE : Outcome.NO_PICTURES;
            verdicts.putIfAbsent(
                    person, erased.test(person) ? erased(person) : new PersonVerdict(person, outcome, "", List.of()));
        }
    }

    private Set<PersonId> personsOfTheNewGallery() {
        return newGalleryExists() ? persons(to, newId) : Set.of();
    }

    private boolean newGalleryExists() {
        for (GalleryId id : to.require(FaceGalleries.class).list()) {
            if (id.equals(newId)) {
                return true;
            }
        }
        return false;
    }

    private static Set<PersonId> persons(FaceProvider faces, GalleryId gallery) {
        Set<PersonId> persons = new LinkedHashSet<>();
        faces.require(FaceGalleries.class).open(gallery).list().forEach(persons::add);
        return persons;
    }

    private String description() {
        return from.id() + "/" + oldId + " to " + to.id() + "/" + newId;
    }

    // Moving

    /**
     * Moves the persons whom the new gallery does not have yet. Blocks until all are processed.
     *
     * @param journal of this migration, new or of runs before
     * @return what became of everybody, in earlier runs too
     * @throws FaceBridgeException if the old gallery cannot be read, or the new provider fails on three persons in a row, or in
     *     a way that trying again does not mend; run again with the same journal to go on
     * @throws MigrationJournalException if something cannot be noted; run again to go on
     * @throws IllegalArgumentException if the journal is of another migration
     */
    public MigrationReport run(MigrationJournal journal) {
        journal.bind(description());
        Set<PersonId> before = persons(from, oldId);
        Set<PersonId> there = Set.of();
        if (newGalleryExists()) {
            there = persons(to, newId);
        } else {
            to.require(FaceGalleries.class).create(newId);
        }
        List<PersonId> persons = new ArrayList<>();
        source.persons().forEach(persons::add);
        Run run = new Run(journal, before, there, persons.size());
        persons.forEach(run::dealWith);
        to.require(FaceGalleries.class).open(newId).awaitSearchable(Duration.ofMinutes(10));
        return report(journal, before, there, person -> true);
    }

    /**
     * What became of everybody so far, and how the decisions compare. Reads both galleries, and sends no picture.
     *
     * @param journal of this migration
     * @return {@link Outcome#WAITING} for persons whom no run has come to, and for those who were moved and are no longer in the
     *     new gallery
     * @throws FaceBridgeException if a gallery cannot be read
     * @throws IllegalArgumentException if the journal is of another migration
     */
    public MigrationReport report(MigrationJournal journal) {
        journal.bind(description());
        Set<PersonId> there = personsOfTheNewGallery();
        return report(journal, persons(from, oldId), there, person -> isInTheNewGallery(person, there));
    }

    private MigrationReport report(
            MigrationJournal journal, Set<PersonId> before, Set<PersonId> there, Predicate<PersonId> isThere) {
        Map<PersonId, PersonVerdict> all = new LinkedHashMap<>();
        for (PersonId person : source.persons()) {
            PersonVerdict known = journal.isErased(person) ? erased(person) : journal.verdict(person);
            if (known == null) {
                known = new PersonVerdict(person, Outcome.WAITING, "", List.of());
            } else if ((known.outcome().isThere() || known.outcome() == Outcome.ALREADY_THERE)
                    && !isThere.test(person)) {
                known = new PersonVerdict(person, Outcome.WAITING, "no longer in the new gallery", List.of());
            }
            all.put(person, known);
        }
        addThoseWithoutPictures(before, there, all, journal::isErased);
        return new MigrationReport(description(), List.copyOf(all.values()), journal.shadow());
    }

    /** One run over all persons. */
    private final class Run {
        private final MigrationJournal journal;
        private final Set<PersonId> before;
        private final Set<PersonId> there;
        private final int persons;
        private final FaceGallery gallery = to.require(FaceGalleries.class).open(newId);
        private final long began = clock.millis();
        private int dealtWith;
        private int moved;
        private long pictures;
        private int failedInARow;

        Run(MigrationJournal journal, Set<PersonId> before, Set<PersonId> there, int persons) {
            this.journal = journal;
            this.before = before;
            this.there = there;
            this.persons = persons;
        }

        void dealWith(PersonId person) {
            if (settled(journal, person, there) == null) {
                move(person);
                moved++;
            }
            dealtWith++;
            long took = clock.millis() - began;
            Duration left = moved == 0 ? null : Duration.ofMillis(took * (persons - dealtWith) / moved);
            listener.onProgress(new MigrationProgress(dealtWith, persons, pictures, left));
        }

        private void move(PersonId person) {
            boolean wasBegun = journal.begun(person) > 0;
            try {
                Set<PersonId> there = !wasBegun && gallery.find(person).isPresent() ? Set.of(person) : Set.of();
                PersonVerdict verdict = notToBeMoved(person, before, there);
                journal.add(verdict == null ? enrol(person, wasBegun) : verdict);
                failedInARow = 0;
            } catch (MigrationJournalException e) {
                throw e;
            } catch (IllegalArgumentException e) {
                if (isAcceptedEverywhere(person)) {
                    throw e; // then it is not the id that is wrong
                }
                journal.add(new PersonVerdict(
                        person, Outcome.NOT_MOVED, "the new provider does not allow the id", List.of()));
            } catch (FaceBridgeException e) {
                boolean leftSomething = wasBegun || (journal.begun(person) > 0 && e.effect() != Effect.NONE);
                journal.add(new PersonVerdict(
                        person, leftSomething ? Outcome.UNKNOWN : Outcome.FAILED, Reasons.of(e), List.of()));
                failedInARow++;
                if (failedInARow >= FAILURES_IN_A_ROW || !(e.retryable() || Reasons.isOfAPicture(e))) {
                    throw e;
                }
            }
        }

        private static boolean isAcceptedEverywhere(PersonId person) {
            try {
                return PersonId.portable(person.value()).equals(person);
            } catch (IllegalArgumentException e) {
                return false;
            }
        }

        private PersonVerdict enrol(PersonId person, boolean wasBegun) {
            Pictures read = read(person);
            pictures += read.verdicts.size();
            if (read.images.isEmpty()) {
                return new PersonVerdict(
                        person, read.verdicts.isEmpty() ? Outcome.NO_PICTURES : Outcome.NOT_MOVED, "", read.verdicts);
            }
            EnrollRequest request = request(person, read);
            journal.begin(person, read.images.size(), fingerprint(request));
            boolean isAnew = wasBegun;
            for (int tries = 1; ; tries++) {
                try {
                    if (isAnew) {
                        gallery.remove(person);
                    }
                    List<PictureVerdict> verdicts = send(request, read);
                    if (!isAnew || isThereOnce(person, verdicts)) {
                        return verdict(person, verdicts);
                    }
                    if (tries == TRIES) {
                        return new PersonVerdict(person, Outcome.UNKNOWN, "other faces are there too", verdicts);
                    }
                } catch (FaceBridgeException e) {
                    if (isAnew) {
                        e.addEffect(Effect.UNKNOWN, "an earlier request for the person may have been carried out");
                    }
                    if (e.effect() == Effect.NONE
                            || tries == TRIES
                            || Thread.currentThread().isInterrupted()) {
                        throw e;
                    }
                    isAnew = true;
                }
            }
        }

        /** A request of a process that was killed may have been carried out after its faces were removed. */
        private boolean isThereOnce(PersonId person, List<PictureVerdict> verdicts) {
            long sent = verdicts.stream()
                    .filter(picture -> picture.outcome() == PictureVerdict.Outcome.ENROLLED)
                    .count();
            return gallery.find(person).map(found -> found.faces().size()).orElse(0) <= sent;
        }

        /** An error for want of heap leaves it open what was sent before. */
        private Enrolment enroll(EnrollRequest request) {
            try {
                return gallery.enroll(request);
            } catch (OutOfMemoryError e) {
                InvalidImageException refusal = HeapRoom.refusalOfOne(e);
                refusal.addEffect(Effect.UNKNOWN, "the request may have been carried out");
                throw refusal;
            }
        }

        private List<PictureVerdict> send(EnrollRequest request, Pictures read) {
            try {
                return read.with(enroll(request).verdicts());
            } catch (FaceBridgeException e) {
                if (Reasons.isOfAPicture(e) && e.effect() == Effect.NONE) {
                    return read.allRefused(Reasons.of(e));
                }
                throw e;
            }
        }
    }

    private static PersonVerdict verdict(PersonId person, List<PictureVerdict> verdicts) {
        long enrolled = verdicts.stream()
                .filter(picture -> picture.outcome() == PictureVerdict.Outcome.ENROLLED)
                .count();
        long refused = verdicts.stream()
                .filter(picture -> picture.outcome() == PictureVerdict.Outcome.REFUSED
                        || picture.outcome() == PictureVerdict.Outcome.UNREADABLE)
                .count();
        Outcome outcome = enrolled == 0 ? Outcome.NOT_MOVED : refused == 0 ? Outcome.MOVED : Outcome.PARTLY_MOVED;
        return new PersonVerdict(person, outcome, "", verdicts);
    }

    /** A person's pictures that could be read, and a verdict for those that will not be sent. */
    private static final class Pictures {
        private final List<PictureVerdict> verdicts;
        private final List<Integer> places;
        private final List<FaceImage> images;

        Pictures(List<PictureVerdict> verdicts, List<Integer> places, List<FaceImage> images) {
            this.verdicts = verdicts;
            this.places = places;
            this.images = images;
        }

        List<PictureVerdict> with(List<Enrolment.Verdict> answers) {
            return answered(place -> {
                Enrolment.Verdict answer = answers.get(place);
                if (answer.face().isPresent()) {
                    return new PictureVerdict("", PictureVerdict.Outcome.ENROLLED, "");
                }
                String reason = answer.refusal().map(Reasons::of).orElse("LowQuality");
                return new PictureVerdict("", PictureVerdict.Outcome.REFUSED, reason);
            });
        }

        /** The provider says why of the first picture, and of the others that they cannot be used either. */
        List<PictureVerdict> allRefused(String first) {
            return answered(place ->
                    new PictureVerdict("", PictureVerdict.Outcome.REFUSED, place == 0 ? first : "none could be used"));
        }

        private List<PictureVerdict> answered(IntFunction<PictureVerdict> answers) {
            List<PictureVerdict> all = new ArrayList<>(verdicts);
            for (int i = 0; i < places.size(); i++) {
                PictureVerdict answer = answers.apply(i);
                String name = verdicts.get(places.get(i)).picture();
                all.set(places.get(i), new PictureVerdict(name, answer.outcome(), answer.reason()));
            }
            return all;
        }
    }

    private Pictures read(PersonId person) {
        List<PictureVerdict> verdicts = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        List<FaceImage> images = new ArrayList<>();
        for (String name : source.images(person)) {
            if (images.size() == mostPictures) {
                verdicts.add(new PictureVerdict(name, PictureVerdict.Outcome.LEFT_OUT, ""));
                continue;
            }
            try {
                images.add(HeapRoom.forOneOfMany(() -> source.read(person, name)));
                places.add(verdicts.size());
                verdicts.add(new PictureVerdict(name, PictureVerdict.Outcome.WAITING, ""));
            } catch (InvalidImageException e) {
                verdicts.add(new PictureVerdict(name, PictureVerdict.Outcome.UNREADABLE, Reasons.of(e)));
            }
        }
        return new Pictures(verdicts, places, images);
    }

    // Comparing decisions

    /**
     * Asks both galleries about every probe, and compares what they decide: is it the person whom it shows; is it the next
     * person of the probes; who is it. A question that one of the providers does not answer at all is not asked. Goes on where
     * an earlier comparison by the same policies was broken off.
     *
     * @param journal of this migration
     * @param probes pictures that were not enrolled, of persons who were moved; others are passed over
     * @param before decides at the old provider; for searches it must be a policy that its scale of searches resolves
     * @param after decides at the new provider, at the same rate
     * @return how the decisions compare
     * @throws FaceBridgeException if a provider fails for another reason than a probe, or a policy cannot decide; ask again
     */
    public ShadowReport shadow(MigrationJournal journal, ImageSource probes, MatchPolicy before, MatchPolicy after) {
        journal.bind(description());
        journal.beginShadow(before.equals(after) ? before.toString() : before + " and " + after);
        Set<List<String>> asked = new HashSet<>();
        Objects.requireNonNull(journal.shadow(), "shadow")
                .answers()
                .forEach(answer -> asked.add(answer.words().subList(0, 3)));
        Side old = new Side(from, oldId, before);
        Side young = new Side(to, newId, after);
        List<PersonId> persons = new ArrayList<>();
        for (PersonId person : probes.persons()) {
            PersonVerdict verdict = journal.verdict(person);
            if (verdict != null && verdict.outcome().isThere()) {
                persons.add(person);
            }
        }
        for (int i = 0; i < persons.size(); i++) {
            PersonId person = persons.get(i);
            PersonId other = persons.get((i + 1) % persons.size());
            for (String picture : probes.images(person)) {
                for (Question question : Question.values()) {
                    boolean makesSense = question != Question.VERIFY_SOMEBODY_ELSE || !other.equals(person);
                    List<String> key = List.of(person.value(), picture, question.name());
                    if (makesSense && !asked.contains(key) && old.answers(question) && young.answers(question)) {
                        FaceImage probe = probes.read(person, picture);
                        journal.add(new ShadowAnswers(
                                person,
                                picture,
                                question,
                                old.ask(question, probe, person, other),
                                young.ask(question, probe, person, other)));
                    }
                }
            }
        }
        journal.endShadow();
        return Objects.requireNonNull(journal.shadow(), "shadow");
    }

    /** One of the two galleries. */
    private static final class Side {
        private final FaceProvider faces;
        private final GalleryId gallery;
        private final FaceMatcher matcher;

        Side(FaceProvider faces, GalleryId gallery, MatchPolicy policy) {
            this.faces = faces;
            this.gallery = gallery;
            matcher = FaceMatcher.of(faces, policy);
        }

        boolean answers(Question question) {
            return question == Question.IDENTIFY
                    ? faces.find(FaceIdentifier.class).isPresent()
                    : faces.find(FaceVerifier.class).isPresent();
        }

        Answer ask(Question question, FaceImage probe, PersonId shown, PersonId other) {
            return switch (question) {
                case VERIFY -> answer(() -> verify(probe, shown));
                case VERIFY_SOMEBODY_ELSE -> answer(() -> verify(probe, other));
                case IDENTIFY -> answer(() -> identify(probe, shown));
            };
        }

        private static Answer answer(Supplier<Answer> question) {
            try {
                return HeapRoom.forOneOfMany(question);
            } catch (NotFoundException e) {
                return Answer.NO_ANSWER;
            } catch (FaceBridgeException e) {
                if (Reasons.isOfAPicture(e)) {
                    return Answer.NO_ANSWER;
                }
                throw e;
            }
        }

        private Answer verify(FaceImage probe, PersonId claimed) {
            return of(matcher.verify(VerifyRequest.of(probe, gallery, claimed)).outcome());
        }

        private Answer identify(FaceImage probe, PersonId shown) {
            List<IdentificationDecision> decisions = matcher.identify(IdentifyRequest.of(probe, gallery));
            if (decisions.isEmpty()) {
                return Answer.NO_ANSWER;
            }
            IdentificationDecision decision = decisions.get(0);
            return decision.person()
                    .map(who -> who.person().equals(shown) ? Answer.MATCH : Answer.MATCH_OF_SOMEBODY_ELSE)
                    .orElse(of(decision.outcome()));
        }

        private static Answer of(MatchDecision.Outcome outcome) {
            return switch (outcome) {
                case MATCH -> Answer.MATCH;
                case REVIEW -> Answer.REVIEW;
                case NO_MATCH -> Answer.NO_MATCH;
                case INCONCLUSIVE -> Answer.INCONCLUSIVE;
            };
        }
    }

    @Override
    public String toString() {
        return "GalleryMigration[" + description() + "]";
    }
}
