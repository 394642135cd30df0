package io.facebridge.operations.privacy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.facebridge.gallery.FaceId;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.provider.ProviderId;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What became of a person's faces in each gallery, and of what is kept about the person in further places, and how that was
 * proven. Names the person and holds no biometric data. Immutable.
 */
public final class ErasureReceipt {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final String FORMAT = "facebridge erasure receipt 2";

    private static final String FURTHER = "furtherPlaces";

    /** Without further places. */
    private static final String OLD_FORMAT = "facebridge erasure receipt 1";

    private final UUID id;
    private final PersonId person;
    private final Instant begunAt;
    private final List<Place> places;
    private final List<FurtherPlace> furtherPlaces;

    ErasureReceipt(UUID id, PersonId person, Instant begunAt, List<Place> places, List<FurtherPlace> furtherPlaces) {
        this.id = id;
        this.person = person;
        this.begunAt = begunAt;
        this.places = List.copyOf(places);
        this.furtherPlaces = List.copyOf(furtherPlaces);
    }

    /** How it stands in a gallery or a further place. */
    public enum State {
        /** Not tried yet. */
        WAITING,
        /** Was there, or may have been; its removal was begun, and the process may have ended since. */
        REMOVING,
        /** Was there, or may have been when a provider failed before, and is not listed any more. */
        REMOVED,
        /** Was not listed from the beginning. Faces that a removal had left half-way are removed all the same. */
        WAS_NOT_THERE,
        /** Removed, the provider or the further place says, and still listed, counted or found by a search. */
        STILL_FOUND,
        /** The provider or the further place failed. */
        FAILED,
        /** A further place that the erasure does not reach, for the reason that the application gave ({@link Erasure#except}). */
        KEPT
    }

    /** Whether a search has proven that the person is not found any more. */
    public enum Search {
        /** Not yet. */
        NOT_YET,
        /** Searched with every probe, and not found. */
        PROVEN,
        /** The provider offers no search. */
        NOT_OFFERED,
        /** The application has no picture to search with, and said so. */
        NOT_WANTED
    }

    /**
     * One gallery.
     *
     * @param provider whose
     * @param gallery which; {@code null} while it is not known which galleries the provider has
     * @param state how it stands
     * @param listed when the person was looked for by listing and was not there; {@code null} before
     * @param search how far a search has proven it
     * @param searched when it was searched last; {@code null} before
     * @param reason what stands in the way, for programmers: the name of a failure and the vendor's code; else empty
     * @param faces the ids of the faces that belonged to the person when the removal was begun, which must all be gone;
     *     empty before, and once it is proven; unmodifiable
     */
    public record Place(
            ProviderId provider,
            @Nullable GalleryId gallery,
            State state,
            @Nullable Instant listed,
            Search search,
            @Nullable Instant searched,
            String reason,
            List<FaceId> faces) {
        /**
         * Checks what must be there.
         *
         * @param provider see the record
         * @param gallery see the record
         * @param state see the record
         * @param listed see the record
         * @param search see the record
         * @param searched see the record
         * @param reason see the record
         * @param faces see the record; copied
         */
        public Place {
            Objects.requireNonNull(provider, "provider");
            Objects.requireNonNull(state, "state");
            Objects.requireNonNull(search, "search");
            Objects.requireNonNull(reason, "reason");
            faces = List.copyOf(faces);
        }

        static Place waiting(ProviderId provider, @Nullable GalleryId gallery) {
            return new Place(provider, gallery, State.WAITING, null, Search.NOT_YET, null, "", List.of());
        }

        /**
         * Whether nothing is left to prove here.
         *
         * @return {@code true} if the person is gone by listing, and by a search if one is possible and wanted
         */
        public boolean proven() {
            return (state == State.REMOVED || state == State.WAS_NOT_THERE)
                    && listed != null
                    && search != Search.NOT_YET;
        }
    }

    /**
     * Something else than a gallery that keeps data of persons: the records, and each {@link Erasure#place}.
     *
     * @param name as the application named it, or {@value Erasure#RECORDS}
     * @param state how it stands
     * @param removed how many records of the person were there when they were counted before the removal; 0 or more
     * @param counted when they were counted last and there were none; {@code null} before
     * @param reason what stands in the way, for programmers: the name of a failure, or how many are left; or what is out of reach of
     *     this erasure and why; else empty
     */
    public record FurtherPlace(
            String name,
            State state,
            long removed,
            @Nullable Instant counted,
            String reason) {
        /**
         * Checks what must be there.
         *
         * @param name see the record
         * @param state see the record
         * @param removed see the record
         * @param counted see the record
         * @param reason see the record
         * @throws IllegalArgumentException if {@code removed} is negative
         */
        public FurtherPlace {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(state, "state");
            Objects.requireNonNull(reason, "reason");
            if (removed < 0) {
                throw new IllegalArgumentException("removed must be 0 or more but was " + removed);
            }
        }

        static FurtherPlace waiting(String name) {
            return new FurtherPlace(name, State.WAITING, 0, null, "");
        }

        /**
         * Whether nothing is left to prove here.
         *
         * @return {@code true} if a count after the removal found nothing, or the application has said that the place is not
         *     reached
         */
        public boolean proven() {
            return state == State.KEPT || ((state == State.REMOVED || state == State.WAS_NOT_THERE) && counted != null);
        }
    }

    /**
     * The receipt's name.
     *
     * @return made when the erasure was begun
     */
    public UUID id() {
        return id;
    }

    /**
     * Whose faces.
     *
     * @return the person
     */
    public PersonId person() {
        return person;
    }

    /**
     * When the erasure was begun.
     *
     * @return before the first request
     */
    public Instant begunAt() {
        return begunAt;
    }

    /**
     * Every gallery.
     *
     * @return in the order of the providers and of their lists; unmodifiable
     */
    public List<Place> places() {
        return places;
    }

    /**
     * Everything else that keeps data of persons and that the erasure reached.
     *
     * @return in the order in which the erasure has them, the records last; empty in a receipt of the first form; unmodifiable
     */
    public List<FurtherPlace> furtherPlaces() {
        return furtherPlaces;
    }

    /**
     * Whether it is proven everywhere.
     *
     * @return {@code false} if something cannot be proven yet: see {@link #unproven} and {@link #unprovenFurther}
     */
    public boolean complete() {
        return unproven().isEmpty() && unprovenFurther().isEmpty();
    }

    /**
     * In which further places it is not proven yet.
     *
     * @return {@link Erasure#resume} continues with these; unmodifiable
     */
    public List<FurtherPlace> unprovenFurther() {
        return furtherPlaces.stream().filter(place -> !place.proven()).toList();
    }

    /**
     * In which galleries it is not proven yet.
     *
     * @return {@link Erasure#resume} continues with these; unmodifiable
     */
    public List<Place> unproven() {
        return places.stream().filter(place -> !place.proven()).toList();
    }

    // Words and JSON

    /**
     * The receipt in words.
     *
     * @return lines that end with a line feed; names the person
     */
    public String toText() {
        StringBuilder text = new StringBuilder("erasure of ")
                .append(person.value())
                .append(", begun at ")
                .append(begunAt)
                .append(": ")
                .append(complete() ? "complete" : "not proven everywhere yet")
                .append('\n');
        for (Place place : places) {
            text.append("  ")
                    .append(place.provider)
                    .append(' ')
                    .append(place.gallery == null ? "(galleries not listed)" : place.gallery.value())
                    .append(": ")
                    .append(words(place.state))
                    .append(place.listed == null ? "" : ", not listed")
                    .append(
                            switch (place.search) {
                                case NOT_YET -> ", not proven by a search yet";
                                case PROVEN -> ", not found by searching";
                                case NOT_OFFERED -> ", no search offered";
                                case NOT_WANTED -> ", not searched for want of a picture";
                            })
                    .append(place.reason.isEmpty() ? "" : " (" + place.reason + ")")
                    .append('\n');
        }
        for (FurtherPlace place : furtherPlaces) {
            text.append("  ")
                    .append(place.name)
                    .append(": ")
                    .append(words(place.state))
                    .append(place.removed == 0 ? "" : " " + place.removed)
                    .append(place.counted == null ? "" : ", none left")
                    .append(place.reason.isEmpty() ? "" : " (" + place.reason + ")")
                    .append('\n');
        }
        return text.toString();
    }

    private static String words(State state) {
        return switch (state) {
            case WAITING -> "not tried yet";
            case REMOVING -> "removal begun";
            case REMOVED -> "removed";
            case WAS_NOT_THERE -> "was not there";
            case STILL_FOUND -> "still found";
            case FAILED -> "failed";
            case KEPT -> "not reached";
        };
    }

    /**
     * The receipt for programs, with a SHA-256 over its content that shows accidental changes.
     *
     * @return a JSON object
     */
    public String toJson() {
        return json(FORMAT, sha256(json(FORMAT, null)));
    }

    private String json(String format, @Nullable String sum) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("format", format);
            json.writeStringField("id", id.toString());
            json.writeStringField("person", person.value());
            json.writeStringField("begunAt", begunAt.toString());
            json.writeBooleanField("complete", complete());
            json.writeArrayFieldStart("places");
            for (Place place : places) {
                json.writeStartObject();
                json.writeStringField("provider", place.provider.value());
                json.writeStringField("gallery", place.gallery == null ? "" : place.gallery.value());
                json.writeStringField("state", place.state.name());
                json.writeStringField("listed", place.listed == null ? "" : place.listed.toString());
                json.writeStringField("search", place.search.name());
                json.writeStringField("searched", place.searched == null ? "" : place.searched.toString());
                json.writeStringField("reason", place.reason);
                if (!place.faces.isEmpty()) {
                    json.writeStringField("faces", words(place.faces));
                }
                json.writeEndObject();
            }
            json.writeEndArray();
            if (!format.equals(OLD_FORMAT)) {
                writeFurther(json);
            }
            if (sum != null) {
                json.writeStringField("sha256", sum);
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private void writeFurther(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart(FURTHER);
        for (FurtherPlace place : furtherPlaces) {
            json.writeStartObject();
            json.writeStringField("name", place.name);
            json.writeStringField("state", place.state.name());
            json.writeStringField("removed", Long.toString(place.removed));
            json.writeStringField("counted", place.counted == null ? "" : place.counted.toString());
            json.writeStringField("reason", place.reason);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** Without ambiguity: an id may contain whatever its provider likes. */
    private static String words(List<FaceId> faces) {
        return faces.stream()
                .map(face -> URLEncoder.encode(face.value(), StandardCharsets.UTF_8))
                .collect(Collectors.joining(" "));
    }

    private static List<FaceId> faces(String words) {
        return Stream.of(words.split(" "))
                .filter(word -> !word.isEmpty())
                .map(word -> new FaceId(URLDecoder.decode(word, StandardCharsets.UTF_8)))
                .toList();
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Reads what {@link #toJson} wrote, also in the first form, which had galleries only.
     *
     * @param text the JSON
     * @return the receipt
     * @throws IllegalArgumentException if it is no receipt, or was changed
     */
    public static ErasureReceipt parse(String text) {
        Map<String, String> head = new LinkedHashMap<>();
        List<Place> places = new ArrayList<>();
        List<FurtherPlace> further = new ArrayList<>();
        try (JsonParser json = FACTORY.createParser(text)) {
            Map<String, String> members = head;
            boolean isFurther = false;
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                switch (token) {
                    case VALUE_STRING -> members.put(json.currentName(), json.getText());
                    case START_ARRAY -> {
                        isFurther = FURTHER.equals(json.currentName());
                        members = new LinkedHashMap<>();
                    }
                    case END_ARRAY -> members = head;
                    case END_OBJECT -> {
                        if (members != head) {
                            if (isFurther) {
                                further.add(furtherPlace(members));
                            } else {
                                places.add(place(members));
                            }
                            members = new LinkedHashMap<>();
                        }
                    }
                    default -> {}
                }
            }
            ErasureReceipt receipt = new ErasureReceipt(
                    UUID.fromString(member(head, "id")),
                    new PersonId(member(head, "person")),
                    Instant.parse(member(head, "begunAt")),
                    places,
                    further);
            String format = member(head, "format");
            if ((format.equals(FORMAT) || (format.equals(OLD_FORMAT) && further.isEmpty()))
                    && member(head, "sha256").equals(sha256(receipt.json(format, null)))) {
                return receipt;
            }
        } catch (IOException | DateTimeException | IllegalArgumentException e) {
            throw new IllegalArgumentException("this is no receipt of an erasure, or it is damaged", e);
        }
        throw new IllegalArgumentException("the receipt was changed after it was written: its checksum differs");
    }

    private static FurtherPlace furtherPlace(Map<String, String> members) {
        return new FurtherPlace(
                member(members, "name"),
                State.valueOf(member(members, "state")),
                Long.parseLong(member(members, "removed")),
                instant(member(members, "counted")),
                member(members, "reason"));
    }

    private static Place place(Map<String, String> members) {
        String gallery = member(members, "gallery");
        return new Place(
                new ProviderId(member(members, "provider")),
                gallery.isEmpty() ? null : new GalleryId(gallery),
                State.valueOf(member(members, "state")),
                instant(member(members, "listed")),
                Search.valueOf(member(members, "search")),
                instant(member(members, "searched")),
                member(members, "reason"),
                faces(members.getOrDefault("faces", "")));
    }

    private static @Nullable Instant instant(String text) {
        return text.isEmpty() ? null : Instant.parse(text);
    }

    private static String member(Map<String, String> members, String name) {
        return Optional.ofNullable(members.get(name))
                .orElseThrow(() -> new IllegalArgumentException("there is no " + name));
    }

    /** Returns text with the receipt's id and progress, without the person. */
    @Override
    public String toString() {
        return "ErasureReceipt[" + id + ", "
                + (complete()
                        ? "complete"
                        : unproven().size() + unprovenFurther().size() + " unproven") + "]";
    }
}
