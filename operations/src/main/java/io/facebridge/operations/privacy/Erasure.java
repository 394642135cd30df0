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
import io.facebridge.operations.privacy.ErasureReceipt.GalleryErasure;
import io.facebridge.operations.privacy.ErasureReceipt.Search;
import io.facebridge.operations.privacy.ErasureReceipt.State;
import io.facebridge.operations.privacy.ErasureReceipt.StoreErasure;
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
 * <pre>{@code
 * Erasure erasure = Erasure.of(aws, local)
 *         .records(stores.personRecords())
 *         .store("review cases", PersonData.reviews(stores.reviews()));
 * ErasureReceipt receipt = erasure.erase(person, image);
 * if (!receipt.complete()) {
 *     receipt = erasure.resume(receipt, image);
 * }
 * }</pre>
 *
 * <p>The receipt is saved before the first request, after each gallery, and before and after each further store, so that a
 * requested erasure is not lost if the process ends: {@link #unfinished} returns it. The records of the person
 * ({@link PersonRecordStore}) are removed with the faces, including those of galleries that no longer exist. Other stores
 * that contain data of the person, such as review cases, attempts, journals and logs, are added with {@link #store}, and are
 * listed in the receipt with the number of records removed.
 *
 * <p>Listing reads the whole gallery, one request per page of people; a search costs one request or more per image and
 * gallery. Immutable and thread-safe; run one erasure of a person at a time.
 */
public final class Erasure {
    /** The name under which a receipt lists the records of the person ({@link #records}). */
    public static final String RECORDS = "records of the person";

    private static final int MAX_ATTEMPTS = 3;
    private static final FaceImage[] NONE = {};

    /** The maximum that every provider allows. */
    private static final int MAX_CANDIDATES = 100;

    private static final Duration SEARCHABLE = Duration.ofMinutes(5);

    private final Map<ProviderId, FaceProvider> providers;
    private final List<GalleryId> galleries;
    private final PersonRecordStore records;
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

    /** The settings of an erasure. */
    private static final class Settings {
        private List<GalleryId> galleries = List.of();
        private PersonRecordStore records = PersonRecordStore.inMemory();
        private Map<String, PersonData> further = Map.of();
        private AuditListener listener = event -> {};
        private boolean searches = true;
        private InstantSource clock = InstantSource.system();
    }

    /** {@return this erasure with a changed setting} */
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
     * no person. Makes no remote call. Receipts are kept in memory unless {@link #records} sets another store.
     *
     * @param providers one or more, with different ids
     * @return a new erasure
     * @throws IllegalArgumentException if no provider is given, or two have the same id
     */
    public static Erasure of(FaceProvider... providers) {
        Map<ProviderId, FaceProvider> all = new LinkedHashMap<>();
        for (FaceProvider provider : providers) {
            if (all.put(provider.id(), provider) != null) {
                throw new IllegalArgumentException(
                        "providers must have different ids, as a receipt lists them by id, but two" + " have the id "
                                + provider.id() + "; create one erasure for each");
            }
        }
        if (all.isEmpty()) {
            throw new IllegalArgumentException("providers must not be empty; pass the providers to erase from");
        }
        return new Erasure(all, new Settings());
    }

    /**
     * Sets the galleries to erase from. If a provider does not have one of them, the receipt states that. By default a person
     * is erased from all galleries that the providers list.
     *
     * @param only the galleries; an empty list restores the default
     * @return a new erasure
     */
    public Erasure galleries(GalleryId... only) {
        return with(changed -> changed.galleries = List.of(only));
    }

    /**
     * Sets the store of the receipts, and of the records that are erased with the faces. The default keeps them in memory.
     *
     * @param store the application's store
     * @return a new erasure
     */
    public Erasure records(PersonRecordStore store) {
        Objects.requireNonNull(store, "store");
        return with(changed -> changed.records = store);
    }

    /**
     * Adds a store of personal data that is not a gallery. It is erased after the galleries, even if one of those failed, and
     * its records are counted afterwards. Stores are erased in the order in which they are added. If the store throws an
     * exception, its state in the receipt is FAILED, and the remaining stores are still erased.
     *
     * @param name the name of the store in the receipt, not blank; must be the same when an erasure is resumed
     * @param data removes and counts the records; {@link PersonData} has factories for the stores of this library
     * @return a new erasure
     * @throws IllegalArgumentException if the name is blank, is {@value #RECORDS}, or was added before
     */
    public Erasure store(String name, PersonData data) {
        if (name.isBlank() || name.equals(RECORDS) || further.containsKey(name)) {
            throw new IllegalArgumentException("name of a store must be unique, not blank and not \"" + RECORDS
                    + "\" but was \"" + name + "\"; choose another name");
        }
        Map<String, PersonData> more = new LinkedHashMap<>(further);
        more.put(name, Objects.requireNonNull(data, "data"));
        return with(changed -> changed.further = more);
    }

    /**
     * Adds a store that the erasure does not reach, so that the receipt lists it with the reason: for example backups that
     * expire, or redeemed sessions, of which only digests are stored. Its state in the receipt is EXCLUDED, which does not
     * prevent the receipt from being complete.
     *
     * @param name the name of the store in the receipt, not blank
     * @param reason why the store is excluded, not blank; must not name the person
     * @return a new erasure
     * @throws IllegalArgumentException if the name is blank, is {@value #RECORDS}, or was added before
     * @throws IllegalArgumentException if the reason is blank
     */
    public Erasure except(String name, String reason) {
        if (reason.isBlank()) {
            throw new IllegalArgumentException("reason to exclude the store \"" + name
                    + "\" must not be blank; state why the erasure does not reach it");
        }
        return store(name, new Excluded(reason));
    }

    /** A store from which nothing is removed. */
    private record Excluded(String reason) implements PersonData {
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
     * Sets the listener that receives an {@link AuditEvent.Kind#ERASURE} at the end of each {@link #erase} and
     * {@link #resume}, with the attributes {@code receipt}, the receipt's id, and {@code complete}. The event does not name the
     * person: only the receipt does, until the application removes it. If the listener throws, the caller gets the exception;
     * the receipt has been saved by then. By default there is no listener.
     *
     * @param audit receives the events, on the caller's thread
     * @return a new erasure
     */
    public Erasure withListener(AuditListener audit) {
        Objects.requireNonNull(audit, "audit");
        return with(changed -> changed.listener = audit);
    }

    /**
     * Disables the verification by searching, for applications that have no image of the person. The receipt states it as
     * {@link Search#DISABLED}. By default a search is required where the provider supports it.
     *
     * @return a new erasure
     */
    public Erasure withoutSearching() {
        return with(changed -> changed.searches = false);
    }

    /**
     * Sets the clock of the times in receipts and events. The default is the system clock.
     *
     * @param source the clock
     * @return a new erasure
     */
    public Erasure withClock(InstantSource source) {
        Objects.requireNonNull(source, "source");
        return with(changed -> changed.clock = source);
    }

    /**
     * Erases a person and verifies it. A failure of a provider or a store is not thrown: the receipt contains it. Blocks until
     * every gallery and store was attempted.
     *
     * @param person the person
     * @param probes images of this person only, to search with
     * @return the receipt: {@link ErasureReceipt#complete complete}, or with the unverified galleries and stores and the reasons
     * @throws IllegalArgumentException if no probe is given and searching is not disabled
     * @throws IllegalArgumentException if no provider has galleries and no store was added
     * @throws FaceBridgeException if the receipt cannot be saved; the saved receipt lists everything that was removed
     * @throws FaceBridgeException if a record cannot be removed from the store of records
     */
    public ErasureReceipt erase(PersonId person, FaceImage... probes) {
        requireProbes(probes);
        List<GalleryErasure> pending = new ArrayList<>();
        for (FaceProvider provider : providers.values()) {
            if (provider.find(FaceGalleries.class).isEmpty()) {
                continue;
            }
            if (galleries.isEmpty()) {
                pending.add(GalleryErasure.pending(provider.id(), null));
            }
            galleries.forEach(gallery -> pending.add(GalleryErasure.pending(provider.id(), gallery)));
        }
        if (pending.isEmpty() && further.isEmpty()) {
            throw new IllegalArgumentException("none of the providers " + providers.keySet()
                    + " supports galleries; pass a provider with galleries, or add a store");
        }
        ErasureReceipt started =
                new ErasureReceipt(ids.get(), person, clock.instant(), pending, storesAfter(List.of()));
        records.save(started);
        return proceed(started, probes);
    }

    /** Returns the stores of a receipt, and those of this erasure that it does not contain yet, the records last. */
    private List<StoreErasure> storesAfter(List<StoreErasure> before) {
        Map<String, StoreErasure> all = new LinkedHashMap<>();
        before.forEach(store -> all.put(store.name(), store));
        further.forEach((name, data) -> {
            StoreErasure known = all.getOrDefault(name, StoreErasure.pending(name));
            all.put(
                    name,
                    data instanceof Excluded excluded && !known.verified()
                            ? new StoreErasure(name, State.EXCLUDED, 0, null, excluded.reason)
                            : known);
        });
        StoreErasure ofRecords = all.remove(RECORDS);
        all.put(RECORDS, ofRecords == null ? StoreErasure.pending(RECORDS) : ofRecords);
        return new ArrayList<>(all.values());
    }

    private static List<GalleryErasure> listed(GalleryErasure all, FaceGalleries galleries) {
        List<GalleryErasure> pending = new ArrayList<>();
        try {
            galleries.list().forEach(gallery -> pending.add(GalleryErasure.pending(all.provider(), gallery)));
            return pending;
        } catch (FaceBridgeException e) {
            return List.of(failed(all, e));
        }
    }

    private void requireProbes(FaceImage... probes) {
        if (searches && probes.length == 0) {
            throw new IllegalArgumentException(
                    "probes must not be empty, as the erasure is verified by a search; pass an image of the person, or"
                            + " disable it with withoutSearching");
        }
    }

    /**
     * Continues an erasure: with the galleries and stores that a receipt does not mark as verified, and with stores that were
     * added since. Blocks until each was attempted. If the receipt is complete and no store was added, nothing is removed.
     *
     * @param receipt the receipt of an erasure from these providers, in any format
     * @param probes images of this person only, to search with
     * @return the updated receipt
     * @throws IllegalArgumentException if no probe is given and searching is not disabled
     * @throws IllegalArgumentException if the receipt contains a provider that this erasure does not have
     * @throws IllegalArgumentException if the receipt contains an unverified store that this erasure does not have
     * @throws FaceBridgeException if the receipt cannot be saved
     * @throws FaceBridgeException if a record cannot be removed from the store of records
     */
    public ErasureReceipt resume(ErasureReceipt receipt, FaceImage... probes) {
        requireProbes(probes);
        return proceed(receipt, probes);
    }

    /**
     * Returns the erasures that were started and are not complete, for example after a crash.
     *
     * @return their receipts, oldest first; empty if there are none
     * @throws FaceBridgeException if the store of records cannot be read
     */
    public List<ErasureReceipt> unfinished() {
        return records.unfinishedErasures();
    }

    private ErasureReceipt proceed(ErasureReceipt receipt, FaceImage... probes) {
        requireKnown(receipt);
        Draft draft = new Draft(receipt, storesAfter(receipt.stores()));
        List<GalleryErasure> all = draft.galleries;
        for (int i = all.size() - 1; i >= 0; i--) {
            if (all.get(i).gallery() == null) {
                GalleryErasure unlisted = all.remove(i);
                all.addAll(i, listed(unlisted, provider(unlisted).require(FaceGalleries.class)));
            }
        }
        draft.countRecords();
        draft.save();
        for (int i = 0; i < all.size(); i++) {
            if (!all.get(i).verified() && all.get(i).gallery() != null) {
                int index = i;
                draft.save(i, erase(receipt.person(), all.get(i), now -> draft.save(index, now), probes));
            }
        }
        for (int i = 0; i < draft.stores.size(); i++) {
            StoreErasure before = draft.stores.get(i);
            int index = i;
            if (before.verified()) {
                continue; // data that was added since is not part of this erasure
            }
            if (before.name().equals(RECORDS)) {
                draft.saveStore(i, records(draft, before));
            } else {
                draft.saveStore(
                        i,
                        erase(
                                receipt.person(),
                                before,
                                Objects.requireNonNull(further.get(before.name()), "store"),
                                now -> draft.saveStore(index, now)));
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
        for (GalleryErasure each : receipt.galleries()) {
            if (!providers.containsKey(each.provider())) {
                throw new IllegalArgumentException("receipt contains the provider " + each.provider()
                        + ", which is not one of " + providers.keySet() + "; add it to the erasure");
            }
        }
        for (StoreErasure each : receipt.unverifiedStores()) {
            if (!each.name().equals(RECORDS) && !further.containsKey(each.name())) {
                throw new IllegalArgumentException("receipt contains the unverified store \"" + each.name()
                        + "\", which is not one of " + further.keySet() + "; add it to the erasure");
            }
        }
    }

    /** A receipt in progress, saved after every step. */
    private final class Draft {
        private final ErasureReceipt started;
        private final List<GalleryErasure> galleries;
        private final List<StoreErasure> stores;

        Draft(ErasureReceipt started, List<StoreErasure> stores) {
            this.started = started;
            this.galleries = new ArrayList<>(started.galleries());
            this.stores = stores;
        }

        /** Counts before galleries are erased, as that removes their records. */
        void countRecords() {
            int last = stores.size() - 1;
            StoreErasure before = stores.get(last);
            long count = before.verified() ? 0 : inReach(started.person()).size();
            if (count > before.removedRecords()) {
                stores.set(
                        last, new StoreErasure(RECORDS, before.state(), count, before.verifiedAt(), before.reason()));
            }
        }

        ErasureReceipt receipt() {
            return new ErasureReceipt(started.id(), started.person(), started.startedAt(), galleries, stores);
        }

        void save() {
            records.save(receipt());
        }

        void save(int index, GalleryErasure gallery) {
            galleries.set(index, gallery);
            save();
        }

        void saveStore(int index, StoreErasure store) {
            stores.set(index, store);
            save();
        }
    }

    /** Returns the records of these providers in the erased galleries, including those of galleries that no longer exist. */
    private List<PersonRecord> inReach(PersonId person) {
        return records.list(person).stream().filter(this::isInReach).toList();
    }

    private boolean isInReach(PersonRecord record) {
        return providers.containsKey(record.provider())
                && (galleries.isEmpty() || galleries.contains(record.gallery()));
    }

    /** Removes the records. While a face may be left in a gallery, the record of the consent to it is kept. */
    private StoreErasure records(Draft draft, StoreErasure before) {
        if (!draft.receipt().unverifiedGalleries().isEmpty()) {
            return new StoreErasure(
                    RECORDS, State.PENDING, before.removedRecords(), null, "galleries must be verified first");
        }
        PersonId person = draft.started.person();
        PersonData data = PersonData.of(
                who -> {
                    List<PersonRecord> all = inReach(who);
                    all.forEach(record -> records.remove(record.provider(), record.gallery(), who));
                    return all.size();
                },
                who -> inReach(who).size());
        StoreErasure after = erase(person, before, data, now -> {});
        String others = records.list(person).stream()
                .filter(record -> !isInReach(record))
                .map(record -> record.provider() + " " + record.gallery())
                .sorted()
                .collect(Collectors.joining(", "));
        return others.isEmpty() || !after.verified()
                ? after
                : new StoreErasure(
                        RECORDS,
                        after.state(),
                        after.removedRecords(),
                        after.verifiedAt(),
                        "not part of this erasure and kept: " + others);
    }

    private StoreErasure erase(PersonId person, StoreErasure before, PersonData data, Consumer<StoreErasure> saving) {
        Counted found = counted(() -> data.count(person));
        long removed = Math.max(before.removedRecords(), found.number);
        if (found.failure != null) {
            return failed(before, removed, found.failure);
        }
        if (found.number > 0) {
            saving.accept(new StoreErasure(before.name(), State.REMOVING, removed, null, ""));
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
            return new StoreErasure(before.name(), State.STILL_FOUND, removed, null, "records left: " + left.number);
        }
        return new StoreErasure(
                before.name(), removed > 0 ? State.REMOVED : State.NO_RECORDS, removed, clock.instant(), "");
    }

    /**
     * The result of a call to a store.
     *
     * @param number the number that was returned; 0 after a failure
     * @param failure the failure; {@code null} if the call succeeded
     */
    private record Counted(long number, @Nullable RuntimeException failure) {}

    /** Calls a store, which may throw any exception if the application implements it. */
    private static Counted counted(LongSupplier call) {
        for (int attempt = 1; ; attempt++) {
            try {
                return new Counted(call.getAsLong(), null);
            } catch (FaceBridgeException e) {
                if (!e.retryable()
                        || attempt == MAX_ATTEMPTS
                        || Thread.currentThread().isInterrupted()) {
                    return new Counted(0, e);
                }
            } catch (RuntimeException e) {
                return new Counted(0, e);
            }
        }
    }

    /** Omits the message, which may name the person. */
    private static StoreErasure failed(StoreErasure before, long removed, RuntimeException e) {
        String effect = e instanceof FaceBridgeException known ? ", effect " + known.effect() : "";
        return new StoreErasure(
                before.name(), State.FAILED, removed, null, e.getClass().getSimpleName() + effect);
    }

    private FaceProvider provider(GalleryErasure erasure) {
        return Objects.requireNonNull(providers.get(erasure.provider()), "provider");
    }

    private GalleryErasure erase(
            PersonId person, GalleryErasure before, Consumer<GalleryErasure> saving, FaceImage... probes) {
        FaceProvider provider = provider(before);
        GalleryId id = Objects.requireNonNull(before.gallery(), "gallery");
        boolean wasEnrolled = before.state() != State.PENDING && before.state() != State.NOT_ENROLLED;
        GalleryErasure current = before;
        for (int attempt = 1; ; attempt++) {
            try {
                FaceGallery gallery;
                Optional<Person> found;
                try {
                    gallery = provider.require(FaceGalleries.class).open(id);
                    found = gallery.find(person);
                } catch (IllegalArgumentException e) {
                    return notEnrolled(before, "the provider does not allow an id, so the person cannot be enrolled");
                }
                List<FaceId> faces =
                        union(current.faces(), found.map(Person::faces).orElse(List.of()));
                if (found.isPresent() && (!wasEnrolled || !faces.equals(current.faces()))) {
                    wasEnrolled = true;
                    current = removing(current, faces);
                    saving.accept(current); // so that the faces are recorded if the process ends
                }
                gallery.remove(person, faces); // includes faces left by an incomplete removal
                if (isListed(gallery, person)) {
                    return stillFound(current, "still listed");
                }
                GalleryErasure listed = new GalleryErasure(
                        before.provider(),
                        before.gallery(),
                        wasEnrolled ? State.REMOVED : State.NOT_ENROLLED,
                        clock.instant(),
                        Search.PENDING,
                        null,
                        "",
                        faces);
                GalleryErasure searched = search(provider, gallery, person, listed, probes);
                if (searched.verified()) {
                    int stored = gallery.storedFaces(
                                    person, faces, searched.search() == Search.VERIFIED ? probes : NONE)
                            .size();
                    if (stored > 0) {
                        return stillFound(listed, "the provider still stores faces: " + stored);
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
                    return notEnrolled(before, "the gallery does not exist");
                }
                boolean isRepeatable = e.retryable() || e.effect() != Effect.NONE;
                if (!isRepeatable
                        || attempt == MAX_ATTEMPTS
                        || Thread.currentThread().isInterrupted()) {
                    return failed(current, e);
                }
            }
        }
    }

    private static List<FaceId> union(List<FaceId> one, List<FaceId> other) {
        Set<FaceId> all = new LinkedHashSet<>(one);
        all.addAll(other);
        return List.copyOf(all);
    }

    private static GalleryErasure removing(GalleryErasure erasure, List<FaceId> faces) {
        return new GalleryErasure(
                erasure.provider(), erasure.gallery(), State.REMOVING, null, Search.PENDING, null, "", faces);
    }

    private static GalleryErasure withoutFaces(GalleryErasure erasure) {
        return new GalleryErasure(
                erasure.provider(),
                erasure.gallery(),
                erasure.state(),
                erasure.listingVerifiedAt(),
                erasure.search(),
                erasure.searchVerifiedAt(),
                erasure.reason(),
                List.of());
    }

    private GalleryErasure notEnrolled(GalleryErasure erasure, String reason) {
        return new GalleryErasure(
                erasure.provider(),
                erasure.gallery(),
                State.NOT_ENROLLED,
                clock.instant(),
                Search.NOT_OFFERED,
                null,
                reason,
                List.of());
    }

    private static GalleryErasure unverified(GalleryErasure erasure, State state, String reason) {
        return new GalleryErasure(
                erasure.provider(), erasure.gallery(), state, null, Search.PENDING, null, reason, erasure.faces());
    }

    private static GalleryErasure stillFound(GalleryErasure erasure, String reason) {
        return unverified(erasure, State.STILL_FOUND, reason);
    }

    private static GalleryErasure failed(GalleryErasure erasure, FaceBridgeException e) {
        String reason = e.getClass().getSimpleName() + ", effect " + e.effect()
                + e.providerError().map(Erasure::words).orElse("");
        return unverified(erasure, erasure.gallery() == null ? State.PENDING : State.FAILED, reason);
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

    private GalleryErasure search(
            FaceProvider provider, FaceGallery gallery, PersonId person, GalleryErasure listed, FaceImage... probes) {
        @Nullable
        FaceIdentifier identifier = provider.find(FaceIdentifier.class).orElse(null);
        if (identifier == null || !searches) {
            return with(listed, identifier == null ? Search.NOT_OFFERED : Search.DISABLED, null, "");
        }
        gallery.awaitSearchable(SEARCHABLE);
        for (FaceImage probe : probes) {
            try {
                IdentifyRequest request = IdentifyRequest.of(probe, gallery.id())
                        .limit(MAX_CANDIDATES)
                        .face(FaceSelection.ONLY);
                if (isAmong(identifier.identify(request), person)) {
                    return stillFound(listed, "still found by a search");
                }
            } catch (IllegalArgumentException e) {
                return with(listed, Search.PENDING, null, "the provider does not allow the search");
            }
        }
        return with(listed, Search.VERIFIED, clock.instant(), "");
    }

    private static boolean isAmong(List<Identification> found, PersonId person) {
        return found.stream()
                .flatMap(face -> face.candidates().stream())
                .anyMatch(candidate -> candidate.person().equals(person));
    }

    private static GalleryErasure with(
            GalleryErasure listed, Search search, @Nullable Instant searchVerifiedAt, String reason) {
        return new GalleryErasure(
                listed.provider(),
                listed.gallery(),
                listed.state(),
                listed.listingVerifiedAt(),
                search,
                searchVerifiedAt,
                reason,
                listed.faces());
    }

    @Override
    public String toString() {
        return "Erasure[" + providers.keySet() + "]";
    }
}
