package io.facebridge.operations.privacy;

import io.facebridge.gallery.FaceId;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.provider.ProviderId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The receipt of an erasure: the outcome and its verification in each gallery and in each further store of personal data.
 * Returned by {@link Erasure#erase}; store it as evidence, or pass it to {@link Erasure#resume}. It names the person and
 * contains no biometric data. Immutable.
 */
public final class ErasureReceipt {
    private final UUID id;
    private final PersonId person;
    private final Instant startedAt;
    private final List<GalleryErasure> galleries;
    private final List<StoreErasure> stores;

    ErasureReceipt(
            UUID id, PersonId person, Instant startedAt, List<GalleryErasure> galleries, List<StoreErasure> stores) {
        this.id = id;
        this.person = person;
        this.startedAt = startedAt;
        this.galleries = List.copyOf(galleries);
        this.stores = List.copyOf(stores);
    }

    /** The state of the erasure in one gallery or store. */
    public enum State {
        /** Not attempted yet. */
        PENDING,
        /**
         * The removal was started and may not have finished, for example because the process ended. The person had data here, or
         * may have had it.
         */
        REMOVING,
        /** Removed, and no longer listed or counted. Includes data that may have existed when a provider failed before. */
        REMOVED,
        /** The person was not enrolled in the gallery. Faces that an earlier, incomplete removal had left were removed. */
        NOT_ENROLLED,
        /** The store, which is not a gallery, contained no records of the person. */
        NO_RECORDS,
        /** The removal succeeded, and the person is still listed, counted or found by a search. */
        STILL_FOUND,
        /** The provider or the store failed. */
        FAILED,
        /** A store that this erasure does not reach, for the reason that the application stated ({@link Erasure#except}). */
        EXCLUDED
    }

    /** The verification by a search with images of the person. */
    public enum Search {
        /** Not completed yet. */
        PENDING,
        /** Searched with every probe; no search returned the person. */
        VERIFIED,
        /** The provider supports no search. */
        NOT_OFFERED,
        /** The application disabled the search, as it has no image of the person ({@link Erasure#withoutSearching}). */
        DISABLED
    }

    /**
     * The erasure from one gallery.
     *
     * @param provider the provider of the gallery
     * @param gallery the gallery; {@code null} until the provider's galleries have been listed
     * @param state the state
     * @param listingVerifiedAt when a listing of the gallery no longer contained the person; {@code null} before
     * @param search the verification by a search
     * @param searchVerifiedAt when no search returned the person; {@code null} before, and if no search is made
     * @param reason why the state is not final, for programmers: the name of a failure and the vendor's code; otherwise empty
     * @param faces the ids of the person's faces when the removal was started, all of which must be gone; empty before that and
     *     once the erasure is verified; unmodifiable
     */
    public record GalleryErasure(
            ProviderId provider,
            @Nullable GalleryId gallery,
            State state,
            @Nullable Instant listingVerifiedAt,
            Search search,
            @Nullable Instant searchVerifiedAt,
            String reason,
            List<FaceId> faces) {
        /**
         * Creates the outcome and copies the list.
         *
         * @param provider the provider of the gallery
         * @param gallery the gallery, or {@code null}
         * @param state the state
         * @param listingVerifiedAt when a listing no longer contained the person, or {@code null}
         * @param search the verification by a search
         * @param searchVerifiedAt when no search returned the person, or {@code null}
         * @param reason why the state is not final; may be empty
         * @param faces the ids of the faces to be removed; copied
         */
        public GalleryErasure {
            Objects.requireNonNull(provider, "provider");
            Objects.requireNonNull(state, "state");
            Objects.requireNonNull(search, "search");
            Objects.requireNonNull(reason, "reason");
            faces = List.copyOf(faces);
        }

        static GalleryErasure pending(ProviderId provider, @Nullable GalleryId gallery) {
            return new GalleryErasure(provider, gallery, State.PENDING, null, Search.PENDING, null, "", List.of());
        }

        /**
         * Returns whether the erasure from this gallery is verified.
         *
         * @return {@code true} if the person is no longer listed and, if a search is supported and enabled, no longer found
         */
        public boolean verified() {
            return (state == State.REMOVED || state == State.NOT_ENROLLED)
                    && listingVerifiedAt != null
                    && search != Search.PENDING;
        }
    }

    /**
     * The erasure from one store that is not a gallery: the records of the person, or one added with {@link Erasure#store}.
     *
     * @param name the name set by the application, or {@value Erasure#RECORDS}
     * @param state the state
     * @param removedRecords the number of records found before the removal, or removed if that is more; 0 or more
     * @param verifiedAt when a count after the removal returned 0; {@code null} before
     * @param reason why the state is not final, for programmers: the name of a failure, or the number of records left; for an
     *     excluded store the application's reason; otherwise empty
     */
    public record StoreErasure(
            String name,
            State state,
            long removedRecords,
            @Nullable Instant verifiedAt,
            String reason) {
        /**
         * Creates the outcome.
         *
         * @param name the name of the store
         * @param state the state
         * @param removedRecords how many records were removed; 0 or more
         * @param verifiedAt when a count returned 0, or {@code null}
         * @param reason why the state is not final; may be empty
         * @throws IllegalArgumentException if {@code removedRecords} is negative
         */
        public StoreErasure {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(state, "state");
            Objects.requireNonNull(reason, "reason");
            if (removedRecords < 0) {
                throw new IllegalArgumentException("removedRecords must be 0 or more but was " + removedRecords);
            }
        }

        static StoreErasure pending(String name) {
            return new StoreErasure(name, State.PENDING, 0, null, "");
        }

        /**
         * Returns whether the erasure from this store is verified.
         *
         * @return {@code true} if a count after the removal returned 0, or the application excluded the store
         */
        public boolean verified() {
            return state == State.EXCLUDED
                    || ((state == State.REMOVED || state == State.NO_RECORDS) && verifiedAt != null);
        }
    }

    /** {@return the random id of this receipt, created when the erasure was started} */
    public UUID id() {
        return id;
    }

    /** {@return the person who is erased} */
    public PersonId person() {
        return person;
    }

    /** {@return when the erasure was started, before the first request} */
    public Instant startedAt() {
        return startedAt;
    }

    /** {@return every gallery, in the order of the providers and of their lists; unmodifiable} */
    public List<GalleryErasure> galleries() {
        return galleries;
    }

    /**
     * Returns every other store of personal data that the erasure includes.
     *
     * @return in the order in which they were added, the records of the person last; empty in a receipt of format 1;
     *     unmodifiable
     */
    public List<StoreErasure> stores() {
        return stores;
    }

    /**
     * Returns whether the erasure is verified in every gallery and store.
     *
     * @return {@code false} if {@link #unverifiedGalleries} or {@link #unverifiedStores} returns any
     */
    public boolean complete() {
        return unverifiedGalleries().isEmpty() && unverifiedStores().isEmpty();
    }

    /**
     * {@return the stores in which the erasure is not verified yet; {@link Erasure#resume} continues with these; unmodifiable}
     */
    public List<StoreErasure> unverifiedStores() {
        return stores.stream().filter(store -> !store.verified()).toList();
    }

    /**
     * {@return the galleries in which the erasure is not verified yet; {@link Erasure#resume} continues with these;
     * unmodifiable}
     */
    public List<GalleryErasure> unverifiedGalleries() {
        return galleries.stream().filter(gallery -> !gallery.verified()).toList();
    }

    /**
     * Returns the receipt as text for people.
     *
     * @return one line for the erasure and one for each gallery and store, each ending in a line feed; names the person
     */
    public String toText() {
        StringBuilder text = new StringBuilder("erasure of ")
                .append(person.value())
                .append(", started at ")
                .append(startedAt)
                .append(": ")
                .append(complete() ? "complete" : "not verified everywhere yet")
                .append('\n');
        for (GalleryErasure each : galleries) {
            text.append("  ")
                    .append(each.provider)
                    .append(' ')
                    .append(each.gallery == null ? "(galleries not listed)" : each.gallery.value())
                    .append(": ")
                    .append(words(each.state))
                    .append(each.listingVerifiedAt == null ? "" : ", not listed")
                    .append(
                            switch (each.search) {
                                case PENDING -> ", not verified by a search yet";
                                case VERIFIED -> ", not found by a search";
                                case NOT_OFFERED -> ", no search offered";
                                case DISABLED -> ", search disabled";
                            })
                    .append(each.reason.isEmpty() ? "" : " (" + each.reason + ")")
                    .append('\n');
        }
        for (StoreErasure each : stores) {
            text.append("  ")
                    .append(each.name)
                    .append(": ")
                    .append(words(each.state))
                    .append(each.removedRecords == 0 ? "" : " " + each.removedRecords)
                    .append(each.verifiedAt == null ? "" : ", none left")
                    .append(each.reason.isEmpty() ? "" : " (" + each.reason + ")")
                    .append('\n');
        }
        return text.toString();
    }

    private static String words(State state) {
        return switch (state) {
            case PENDING -> "pending";
            case REMOVING -> "removal started";
            case REMOVED -> "removed";
            case NOT_ENROLLED -> "not enrolled";
            case NO_RECORDS -> "no records";
            case STILL_FOUND -> "still found";
            case FAILED -> "failed";
            case EXCLUDED -> "excluded";
        };
    }

    /**
     * Returns the receipt as JSON, in format 3, with a SHA-256 checksum that reveals accidental changes.
     *
     * @return a JSON object, without line breaks; names the person
     */
    public String toJson() {
        return ReceiptFormat.THREE.write(this);
    }

    /**
     * Reads a receipt that {@link #toJson} wrote, also one of format 1, which has galleries only, or 2.
     *
     * @param text the JSON
     * @return the receipt
     * @throws IllegalArgumentException if the text is not a receipt, is damaged, or was changed
     */
    public static ErasureReceipt parse(String text) {
        return ReceiptFormat.read(text);
    }

    /** Returns text with the receipt's id and progress, without the person. */
    @Override
    public String toString() {
        return "ErasureReceipt[" + id + ", "
                + (complete()
                        ? "complete"
                        : unverifiedGalleries().size() + unverifiedStores().size() + " unverified")
                + "]";
    }
}
