package io.facebridge.operations.privacy;

import io.facebridge.FaceGalleries;
import io.facebridge.FaceIdentifier;
import io.facebridge.FaceProvider;
import io.facebridge.error.Effect;
import io.facebridge.error.FaceBridgeException;
import io.facebridge.error.NotFoundException;
import io.facebridge.error.ProviderError;
import io.facebridge.face.FaceSelection;
import io.facebridge.gallery.FaceGallery;
import io.facebridge.gallery.FaceId;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.Person;
import io.facebridge.gallery.PersonId;
import io.facebridge.image.FaceImage;
import io.facebridge.match.Identification;
import io.facebridge.match.IdentifyRequest;
import io.facebridge.operations.audit.AuditEvent;
import io.facebridge.operations.audit.AuditListener;
import io.facebridge.operations.privacy.ErasureReceipt.FurtherPlace;
import io.facebridge.operations.privacy.ErasureReceipt.Place;
import io.facebridge.operations.privacy.ErasureReceipt.Search;
import io.facebridge.operations.privacy.ErasureReceipt.State;
import io.facebridge.operations.store.StoreException;
import io.facebridge.provider.ProviderId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Erases a person from every gallery and verifies it: the person is no longer listed, searches with their images no longer
 * return them, and the faces themselves are gone wherever the provider can list or find faces that belong to no person
 * ({@link FaceGallery#storedFaces}). The receipt contains what cannot be verified yet, and {@link #resume} continues with it.
 *
 * <p>The receipt is stored before the first request, after each gallery and around each further place, so that a requested
 * erasure is not lost when the process dies: {@link #unfinished} returns it. The records of the person
 * ({@link PersonRecords}) are removed with the faces, including those of galleries that no longer exist. Other places that
 * contain data of the person, such as review cases, attempts, journals and logs, are added with {@link #place}, and are
 * listed in the receipt with the number of records removed.
 *
 * <p>Listing reads the whole gallery, one request per page of people; a search costs one request or more per image and
 * gallery. Immutable and thread-safe; run one erasure of a person at a time.
 */
public final class Erasure {
    /** The name of the place in a receipt that stands for the records of the person. */
    public static final String RECORDS = "records of the person";

    private static final int TRIES = 3;
    private static final FaceImage[] NONE = {};

    /** The maximum that every provider allows. */
    private static final int CANDIDATES = 100;

    private static final Duration SEARCHABLE = Duration.ofMinutes(5);

    private final Map<ProviderId, FaceProvider> providers;
    private final List<GalleryId> galleries;
    private final PersonRecords records;
    private final Map<String, PersonData> further;
    private final AuditListener listener;
    private final boolean searches;
    private final InstantSource clock;
    private final Supplier<UUID> ids = UUID::randomUUID;

    private Erasure(Map<ProviderId, FaceProvider> providers, Settings settings) {
        this.providers = providers;
        galleries = settings.galleries;
        records = settings.records;
        further = settings.further;
        listener = settings.listener;
        searches = settings.searches;
        clock = settings.clock;
    }

    /** What the caller may set. */
    private static final class Settings {
        private List<GalleryId> galleries = List.of();
        private PersonRecords records = PersonRecords.inMemory();
        private Map<String, PersonData> further = Map.of();
        private AuditListener listener = event -> {};
        private boolean searches = true;
        private InstantSource clock = InstantSource.system();
    }

    /** This erasure with a change. */
    private Erasure with(Consumer<Settings> change) {
        Settings changed = new Settings();
        changed.galleries = galleries;
        changed.records = records;
        changed.further = further;
        changed.listener = listener;
        changed.searches = searches;
        changed.clock = clock;
        change.accept(changed);
        return new Erasure(providers, changed);
    }

    /**
     * Creates an erasure from all galleries that the providers list. Providers without galleries are skipped, as they store
     * no person. Makes no remote call. Receipts are in memory until {@link #records} sets another store.
     *
     * @param providers one or more, with different ids
     * @return a new erasure
     * @throws IllegalArgumentException if there is none, or two have the same id
     */
    public static Erasure of(FaceProvider... providers) {
        Map<ProviderId, FaceProvider> all = new LinkedHashMap<>();
        for (FaceProvider provider : providers) {
            if (all.put(provider.id(), provider) != null) {
                throw new IllegalArgumentException("two providers have the id " + provider.id()
                        + ", and a receipt could not tell them apart; erase from each on its own");
            }
        }
        if (all.isEmpty()) {
            throw new IllegalArgumentException("a person is erased from one provider or more but there was none");
        }
        return new Erasure(all, new Settings());
    }

    /**
     * Limits the erasure to the given galleries. Where a provider does not have one, its place in the receipt says so. By
     * default a person is erased from all galleries that the providers list.
     *
     * @param only one or more
     * @return a new erasure
     */
    public Erasure galleries(GalleryId... only) {
        return with(changed -> changed.galleries = List.of(only));
    }

    /**
     * Sets the store of the receipts, and of the records that are erased too. The default keeps them in memory.
     *
     * @param kept the application's store
     * @return a new erasure
     */
    public Erasure records(PersonRecords kept) {
        Objects.requireNonNull(kept, "kept");
        return with(changed -> changed.records = kept);
    }

    /**
     * Adds a place that contains data of persons and is not a gallery. It is erased after the galleries, whether those failed
     * or not, and counted afterwards; places are erased in the order in which they are added. If the place throws an
     * exception, its state in the receipt is FAILED, and the other places are erased all the same.
     *
     * @param name for the receipt, not blank; must be the same when an erasure is resumed
     * @param data erases and counts what the place contains; {@link PersonData} has those of this library
     * @return a new erasure
     * @throws IllegalArgumentException if the name is blank or taken, also by {@value #RECORDS}
     */
    public Erasure place(String name, PersonData data) {
        if (name.isBlank() || name.equals(RECORDS) || further.containsKey(name)) {
            throw new IllegalArgumentException("each place of an erasure needs a name of its own, other than \""
                    + RECORDS + "\", but it was \"" + name + "\"");
        }
        Map<String, PersonData> more = new LinkedHashMap<>(further);
        more.put(name, Objects.requireNonNull(data, "data"));
        return with(changed -> changed.further = more);
    }

    /**
     * Adds a place that the erasure does not reach, so that the receipt lists it with the reason: backups that expire by
     * themselves, or redeemed sessions, of which only digests are stored. Its state in the receipt is KEPT, which does not
     * prevent the receipt from being complete.
     *
     * @param name for the receipt, not blank
     * @param reason in the application's words, without naming the person; not blank
     * @return a new erasure
     * @throws IllegalArgumentException if the name is blank or taken, or the reason is blank
     */
    public Erasure except(String name, String reason) {
        if (reason.isBlank()) {
            throw new IllegalArgumentException(
                    "the receipt says why \"" + name + "\" is kept, but the reason was blank");
        }
        return place(name, new Kept(reason));
    }

    /** Nothing is removed there. */
    private record Kept(String reason) implements PersonData {
        @Override
        public long remove(PersonId person) {
            return 0;
        }

        @Override
        public long count(PersonId person) {
            return 0;
        }
    }

    /**
     * Sets the listener that receives each {@link #erase} and {@link #resume} as {@link AuditEvent.Kind#ERASURE} once it
     * ends, with the attributes {@code receipt}, the receipt's id, and {@code complete}. The event does not name the person:
     * only the receipt does, until the application removes it. If the listener throws, the caller gets the exception; the
     * receipt is stored by then.
     *
     * @param events receives the events
     * @return a new erasure
     */
    public Erasure withListener(AuditListener events) {
        Objects.requireNonNull(events, "events");
        return with(changed -> changed.listener = events);
    }

    /**
     * Disables the verification by searching, for applications that have no image of the person. The receipt says so.
     *
     * @return a new erasure
     */
    public Erasure withoutSearching() {
        return with(changed -> changed.searches = false);
    }

    /**
     * Sets the clock that dates the receipts. The default is the system's.
     *
     * @param source the clock
     * @return a new erasure
     */
    public Erasure withClock(InstantSource source) {
        Objects.requireNonNull(source, "source");
        return with(changed -> changed.clock = source);
    }

    /**
     * Erases a person, and verifies it.
     *
     * @param person the person
     * @param probes images of this person only, to search with
     * @return {@link ErasureReceipt#complete complete}, or with what is left to verify and the reasons
     * @throws IllegalArgumentException if there is no probe and searching was not disabled, or no provider has galleries and
     *     there is no further place
     * @throws FaceBridgeException if the receipt cannot be stored: nothing was removed that the stored receipt does not
     *     contain
     */
    public ErasureReceipt erase(PersonId person, FaceImage... probes) {
        requireProbes(probes);
        List<Place> places = new ArrayList<>();
        for (FaceProvider provider : providers.values()) {
            if (provider.find(FaceGalleries.class).isEmpty()) {
                continue;
            }
            if (galleries.isEmpty()) {
                places.add(Place.waiting(provider.id(), null));
            }
            galleries.forEach(gallery -> places.add(Place.waiting(provider.id(), gallery)));
        }
        if (places.isEmpty() && further.isEmpty()) {
            throw new IllegalArgumentException("none of " + providers.keySet() + " has galleries to erase from");
        }
        ErasureReceipt begun = new ErasureReceipt(ids.get(), person, clock.instant(), places, furtherOf(List.of()));
        records.save(begun);
        return goOn(begun, probes);
    }

    /** Those that the receipt has, and those of this erasure that it does not have yet, the records last. */
    private List<FurtherPlace> furtherOf(List<FurtherPlace> before) {
        Map<String, FurtherPlace> all = new LinkedHashMap<>();
        before.forEach(place -> all.put(place.name(), place));
        further.forEach((name, data) -> {
            FurtherPlace known = all.getOrDefault(name, FurtherPlace.waiting(name));
            all.put(
                    name,
                    data instanceof Kept kept && !known.proven()
                            ? new FurtherPlace(name, State.KEPT, 0, null, kept.reason)
                            : known);
        });
        FurtherPlace ofRecords = all.remove(RECORDS);
        all.put(RECORDS, ofRecords == null ? FurtherPlace.waiting(RECORDS) : ofRecords);
        return new ArrayList<>(all.values());
    }

    private static List<Place> listed(Place all, FaceGalleries galleries) {
        List<Place> places = new ArrayList<>();
        try {
            galleries.list().forEach(gallery -> places.add(Place.waiting(all.provider(), gallery)));
            return places;
        } catch (FaceBridgeException e) {
            return List.of(failed(all, e));
        }
    }

    private void requireProbes(FaceImage... probes) {
        if (searches && probes.length == 0) {
            throw new IllegalArgumentException(
                    "a search needs a picture of the person; give one, or say withoutSearching and prove it by listing"
                            + " alone");
        }
    }

    /**
     * Continues with the places that a receipt does not mark as proven, and with places that this erasure has and the receipt
     * does not have yet.
     *
     * @param receipt of an erasure from these providers, also one of the first form
     * @param probes images of this person only, to search with
     * @return the updated receipt
     * @throws IllegalArgumentException if there is no probe and searching was not disabled, or the receipt names a provider,
     *     or a place that is not proven, that is not one of these
     * @throws FaceBridgeException if the receipt cannot be stored
     */
    public ErasureReceipt resume(ErasureReceipt receipt, FaceImage... probes) {
        requireProbes(probes);
        return goOn(receipt, probes);
    }

    /**
     * Returns the erasures that were begun and are not complete, for example after a crash.
     *
     * @return the oldest first
     */
    public List<ErasureReceipt> unfinished() {
        return records.unfinishedErasures();
    }

    private ErasureReceipt goOn(ErasureReceipt receipt, FaceImage... probes) {
        requireKnown(receipt);
        Draft draft = new Draft(receipt, furtherOf(receipt.furtherPlaces()));
        List<Place> places = draft.places;
        for (int i = places.size() - 1; i >= 0; i--) {
            if (places.get(i).gallery() == null) {
                Place all = places.remove(i);
                places.addAll(i, listed(all, provider(all).require(FaceGalleries.class)));
            }
        }
        draft.countRecords();
        draft.keep();
        for (int i = 0; i < places.size(); i++) {
            if (!places.get(i).proven() && places.get(i).gallery() != null) {
                int place = i;
                draft.keep(i, erase(receipt.person(), places.get(i), now -> draft.keep(place, now), probes));
            }
        }
        for (int i = 0; i < draft.further.size(); i++) {
            FurtherPlace before = draft.further.get(i);
            int place = i;
            if (before.proven()) {
                continue; // what came about since is not of this erasure
            }
            if (before.name().equals(RECORDS)) {
                draft.keepFurther(i, records(draft, before));
            } else {
                draft.keepFurther(
                        i,
                        forget(
                                receipt.person(),
                                before,
                                Objects.requireNonNull(further.get(before.name()), "place"),
                                now -> draft.keepFurther(place, now)));
            }
        }
        ErasureReceipt now = draft.receipt();
        listener.onEvent(AuditEvent.builder(AuditEvent.Kind.ERASURE, clock.instant())
                .attribute("receipt", now.id().toString())
                .attribute("complete", Boolean.toString(now.complete()))
                .build());
        return now;
    }

    private void requireKnown(ErasureReceipt receipt) {
        for (Place place : receipt.places()) {
            if (!providers.containsKey(place.provider())) {
                throw new IllegalArgumentException("the receipt names the provider " + place.provider()
                        + ", which is not one of " + providers.keySet());
            }
        }
        for (FurtherPlace place : receipt.unprovenFurther()) {
            if (!place.name().equals(RECORDS) && !further.containsKey(place.name())) {
                throw new IllegalArgumentException("the receipt is not proven yet in the place \"" + place.name()
                        + "\", which is not one of " + further.keySet() + "; add it with place");
            }
        }
    }

    /** A receipt while it is worked on; kept after every step. */
    private final class Draft {
        private final ErasureReceipt begun;
        private final List<Place> places;
        private final List<FurtherPlace> further;

        Draft(ErasureReceipt begun, List<FurtherPlace> further) {
            this.begun = begun;
            this.places = new ArrayList<>(begun.places());
            this.further = further;
        }

        /** Before galleries are erased, which removes their records. */
        void countRecords() {
            int last = further.size() - 1;
            FurtherPlace before = further.get(last);
            long there = before.proven() ? 0 : inReach(begun.person()).size();
            if (there > before.removed()) {
                further.set(last, new FurtherPlace(RECORDS, before.state(), there, before.counted(), before.reason()));
            }
        }

        ErasureReceipt receipt() {
            return new ErasureReceipt(begun.id(), begun.person(), begun.begunAt(), places, further);
        }

        void keep() {
            records.save(receipt());
        }

        void keep(int at, Place place) {
            places.set(at, place);
            keep();
        }

        void keepFurther(int at, FurtherPlace place) {
            further.set(at, place);
            keep();
        }
    }

    /** Those of these providers, in the galleries that are erased, also where a gallery is no longer there. */
    private List<PersonRecord> inReach(PersonId person) {
        return records.list(person).stream().filter(this::isInReach).toList();
    }

    private boolean isInReach(PersonRecord record) {
        return providers.containsKey(record.provider())
                && (galleries.isEmpty() || galleries.contains(record.gallery()));
    }

    /** As long as a face may be left in a gallery, the record of the consent to it stays. */
    private FurtherPlace records(Draft draft, FurtherPlace before) {
        if (!draft.receipt().unproven().isEmpty()) {
            return new FurtherPlace(RECORDS, State.WAITING, before.removed(), null, "the galleries come first");
        }
        PersonId person = draft.begun.person();
        PersonData data = PersonData.of(
                who -> {
                    List<PersonRecord> all = inReach(who);
                    all.forEach(record -> records.remove(record.provider(), record.gallery(), who));
                    return all.size();
                },
                who -> inReach(who).size());
        FurtherPlace after = forget(person, before, data, now -> {});
        String elsewhere = records.list(person).stream()
                .filter(record -> !isInReach(record))
                .map(record -> record.provider() + " " + record.gallery())
                .sorted()
                .collect(Collectors.joining(", "));
        return elsewhere.isEmpty() || !after.proven()
                ? after
                : new FurtherPlace(
                        RECORDS,
                        after.state(),
                        after.removed(),
                        after.counted(),
                        "not of this erasure and kept: " + elsewhere);
    }

    private FurtherPlace forget(PersonId person, FurtherPlace before, PersonData data, Consumer<FurtherPlace> keeping) {
        Counted there = counted(() -> data.count(person));
        long removed = Math.max(before.removed(), there.number);
        if (there.failure != null) {
            return failed(before, removed, there.failure);
        }
        if (there.number > 0) {
            keeping.accept(new FurtherPlace(before.name(), State.REMOVING, removed, null, ""));
        }
        Counted gone = counted(() -> data.remove(person));
        if (gone.failure != null) {
            return failed(before, removed, gone.failure);
        }
        removed = Math.max(removed, gone.number);
        Counted left = counted(() -> data.count(person));
        if (left.failure != null) {
            return failed(before, removed, left.failure);
        }
        if (left.number > 0) {
            return new FurtherPlace(before.name(), State.STILL_FOUND, removed, null, "still there: " + left.number);
        }
        return new FurtherPlace(
                before.name(), removed > 0 ? State.REMOVED : State.WAS_NOT_THERE, removed, clock.instant(), "");
    }

    /**
     * What a place said.
     *
     * @param number 0 after a failure
     * @param failure {@code null} if it answered
     */
    private record Counted(long number, @Nullable RuntimeException failure) {}

    /** An application's own place may throw any exception. */
    private static Counted counted(LongSupplier question) {
        for (int tries = 1; ; tries++) {
            try {
                return new Counted(question.getAsLong(), null);
            } catch (FaceBridgeException e) {
                if (!e.retryable() || tries == TRIES || Thread.currentThread().isInterrupted()) {
                    return new Counted(0, e);
                }
            } catch (RuntimeException e) {
                return new Counted(0, e);
            }
        }
    }

    /** Not the message, which may name the person. */
    private static FurtherPlace failed(FurtherPlace before, long removed, RuntimeException e) {
        String effect = e instanceof FaceBridgeException known ? ", effect " + known.effect() : "";
        return new FurtherPlace(
                before.name(), State.FAILED, removed, null, e.getClass().getSimpleName() + effect);
    }

    private FaceProvider provider(Place place) {
        return Objects.requireNonNull(providers.get(place.provider()), "provider");
    }

    private Place erase(PersonId person, Place before, Consumer<Place> keeping, FaceImage... probes) {
        FaceProvider provider = provider(before);
        GalleryId id = Objects.requireNonNull(before.gallery(), "gallery");
        boolean wasThere = before.state() != State.WAITING && before.state() != State.WAS_NOT_THERE;
        Place at = before;
        for (int tries = 1; ; tries++) {
            try {
                FaceGallery gallery;
                Optional<Person> found;
                try {
                    gallery = provider.require(FaceGalleries.class).open(id);
                    found = gallery.find(person);
                } catch (IllegalArgumentException e) {
                    return nowhere(before, "the provider does not allow an id, so that nobody can be there");
                }
                List<FaceId> faces = union(at.faces(), found.map(Person::faces).orElse(List.of()));
                if (found.isPresent() && (!wasThere || !faces.equals(at.faces()))) {
                    wasThere = true;
                    at = removing(at, faces);
                    keeping.accept(at); // so that the faces are known when the process dies
                }
                gallery.remove(person, faces); // also what an earlier removal has left half-way
                if (isListed(gallery, person)) {
                    return unproven(at, "still listed");
                }
                Place listed = new Place(
                        before.provider(),
                        before.gallery(),
                        wasThere ? State.REMOVED : State.WAS_NOT_THERE,
                        clock.instant(),
                        Search.NOT_YET,
                        null,
                        "",
                        faces);
                Place searched = search(provider, gallery, person, listed, probes);
                if (searched.proven()) {
                    int stored = gallery.storedFaces(person, faces, searched.search() == Search.PROVEN ? probes : NONE)
                            .size();
                    if (stored > 0) {
                        return unproven(listed, "the provider still stores faces: " + stored);
                    }
                    records.remove(before.provider(), id, person);
                    return withoutFaces(searched);
                }
                return searched;
            } catch (StoreException e) {
                throw e;
            } catch (FaceBridgeException e) {
                if (e instanceof NotFoundException gone && gone.kind() == NotFoundException.Kind.GALLERY) {
                    records.remove(before.provider(), id, person);
                    return nowhere(before, "the gallery is not there"); // and no person in it
                }
                boolean helps = e.retryable() || e.effect() != Effect.NONE;
                if (!helps || tries == TRIES || Thread.currentThread().isInterrupted()) {
                    return failed(at, e);
                }
            }
        }
    }

    private static List<FaceId> union(List<FaceId> one, List<FaceId> other) {
        Set<FaceId> all = new LinkedHashSet<>(one);
        all.addAll(other);
        return List.copyOf(all);
    }

    private static Place removing(Place place, List<FaceId> faces) {
        return new Place(place.provider(), place.gallery(), State.REMOVING, null, Search.NOT_YET, null, "", faces);
    }

    private static Place withoutFaces(Place place) {
        return new Place(
                place.provider(),
                place.gallery(),
                place.state(),
                place.listed(),
                place.search(),
                place.searched(),
                place.reason(),
                List.of());
    }

    private Place nowhere(Place place, String reason) {
        return new Place(
                place.provider(),
                place.gallery(),
                State.WAS_NOT_THERE,
                clock.instant(),
                Search.NOT_OFFERED,
                null,
                reason,
                List.of());
    }

    private static Place state(Place place, State state, Search search, String reason) {
        return new Place(place.provider(), place.gallery(), state, null, search, null, reason, place.faces());
    }

    private static Place unproven(Place place, String reason) {
        return state(place, State.STILL_FOUND, Search.NOT_YET, reason);
    }

    private static Place failed(Place place, FaceBridgeException e) {
        String reason = e.getClass().getSimpleName() + ", effect " + e.effect()
                + e.providerError().map(Erasure::words).orElse("");
        return state(place, place.gallery() == null ? State.WAITING : State.FAILED, Search.NOT_YET, reason);
    }

    private static String words(ProviderError error) {
        return (error.code() == null ? "" : ", " + error.code())
                + (error.requestId() == null ? "" : ", request " + error.requestId());
    }

    private static boolean isListed(FaceGallery gallery, PersonId person) {
        if (gallery.find(person).isPresent()) {
            return true;
        }
        for (PersonId listed : gallery.list()) {
            if (listed.equals(person)) {
                return true;
            }
        }
        return false;
    }

    private Place search(
            FaceProvider provider, FaceGallery gallery, PersonId person, Place listed, FaceImage... probes) {
        @Nullable
        FaceIdentifier identifier = provider.find(FaceIdentifier.class).orElse(null);
        if (identifier == null || !searches) {
            return with(listed, identifier == null ? Search.NOT_OFFERED : Search.NOT_WANTED, null, "");
        }
        gallery.awaitSearchable(SEARCHABLE);
        for (FaceImage probe : probes) {
            try {
                IdentifyRequest request = IdentifyRequest.of(probe, gallery.id())
                        .limit(CANDIDATES)
                        .face(FaceSelection.ONLY);
                if (isAmong(identifier.identify(request), person)) {
                    return unproven(listed, "still found by a search");
                }
            } catch (IllegalArgumentException e) {
                return with(listed, Search.NOT_YET, null, "the provider does not allow the search");
            }
        }
        return with(listed, Search.PROVEN, clock.instant(), "");
    }

    private static boolean isAmong(List<Identification> found, PersonId person) {
        return found.stream()
                .flatMap(face -> face.candidates().stream())
                .anyMatch(candidate -> candidate.person().equals(person));
    }

    private static Place with(Place listed, Search search, @Nullable Instant searched, String reason) {
        return new Place(
                listed.provider(),
                listed.gallery(),
                listed.state(),
                listed.listed(),
                search,
                searched,
                reason,
                listed.faces());
    }

    @Override
    public String toString() {
        return "Erasure[" + providers.keySet() + "]";
    }
}
