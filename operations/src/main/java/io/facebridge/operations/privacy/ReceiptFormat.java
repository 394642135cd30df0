package io.facebridge.operations.privacy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.facebridge.gallery.FaceId;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.operations.privacy.ErasureReceipt.GalleryErasure;
import io.facebridge.operations.privacy.ErasureReceipt.Search;
import io.facebridge.operations.privacy.ErasureReceipt.State;
import io.facebridge.operations.privacy.ErasureReceipt.StoreErasure;
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
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The JSON formats of a receipt. Format 3 is written; formats 1 and 2, with other names for the same facts, are read. */
enum ReceiptFormat {
    /** Galleries only. */
    ONE("facebridge erasure receipt 1"),
    /** Galleries and further stores. */
    TWO("facebridge erasure receipt 2"),
    /** As format 2, with the names of {@link ErasureReceipt}. */
    THREE("facebridge erasure receipt 3");

    private static final JsonFactory FACTORY = new JsonFactory();
    private static final String GALLERIES = "galleries";
    private static final String STORES = "stores";
    private static final String STARTED_AT = "startedAt";
    private static final String LISTING_VERIFIED_AT = "listingVerifiedAt";
    private static final String SEARCH_VERIFIED_AT = "searchVerifiedAt";
    private static final String REMOVED_RECORDS = "removedRecords";
    private static final String VERIFIED_AT = "verifiedAt";

    /** The names of formats 1 and 2 by those of format 3; a name that is not listed is the same. */
    private static final Map<String, String> FORMER_FIELDS = Map.of(
            GALLERIES, "places",
            STORES, "furtherPlaces",
            STARTED_AT, "begunAt",
            LISTING_VERIFIED_AT, "listed",
            SEARCH_VERIFIED_AT, "searched",
            REMOVED_RECORDS, "removed",
            VERIFIED_AT, "counted");

    private static final Map<String, String> FORMER_STATES_OF_GALLERIES = Map.of(
            State.PENDING.name(), "WAITING",
            State.NOT_ENROLLED.name(), "WAS_NOT_THERE",
            State.EXCLUDED.name(), "KEPT");

    private static final Map<String, String> FORMER_STATES_OF_STORES = Map.of(
            State.PENDING.name(), "WAITING",
            State.NO_RECORDS.name(), "WAS_NOT_THERE",
            State.EXCLUDED.name(), "KEPT");

    private static final Map<String, String> FORMER_SEARCHES = Map.of(
            Search.PENDING.name(), "NOT_YET",
            Search.VERIFIED.name(), "PROVEN",
            Search.DISABLED.name(), "NOT_WANTED");

    private final String header;

    ReceiptFormat(String header) {
        this.header = header;
    }

    /** {@return the name that this format has for a name of format 3} */
    private String nameOf(String current, Map<String, String> former) {
        return this == THREE ? current : former.getOrDefault(current, current);
    }

    private String field(String current) {
        return nameOf(current, FORMER_FIELDS);
    }

    /**
     * Returns the name of format 3 for a name of this format.
     *
     * @throws IllegalArgumentException if it is a name of format 3 only
     */
    private String currentOf(String name, Map<String, String> former) {
        for (String current : former.keySet()) {
            if (nameOf(current, former).equals(name)) {
                return current;
            }
        }
        if (former.containsKey(name)) {
            throw new IllegalArgumentException(name + " is not a name of this format");
        }
        return name;
    }

    // Writing

    String write(ErasureReceipt receipt) {
        return json(receipt, sha256(json(receipt, null)));
    }

    private String json(ErasureReceipt receipt, @Nullable String sum) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("format", header);
            json.writeStringField("id", receipt.id().toString());
            json.writeStringField("person", receipt.person().value());
            json.writeStringField(field(STARTED_AT), receipt.startedAt().toString());
            json.writeBooleanField("complete", receipt.complete());
            json.writeArrayFieldStart(field(GALLERIES));
            for (GalleryErasure each : receipt.galleries()) {
                write(json, each);
            }
            json.writeEndArray();
            if (this != ONE) {
                json.writeArrayFieldStart(field(STORES));
                for (StoreErasure each : receipt.stores()) {
                    write(json, each);
                }
                json.writeEndArray();
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

    private void write(JsonGenerator json, GalleryErasure erasure) throws IOException {
        json.writeStartObject();
        json.writeStringField("provider", erasure.provider().value());
        json.writeStringField(
                "gallery", erasure.gallery() == null ? "" : erasure.gallery().value());
        json.writeStringField("state", nameOf(erasure.state().name(), FORMER_STATES_OF_GALLERIES));
        json.writeStringField(field(LISTING_VERIFIED_AT), text(erasure.listingVerifiedAt()));
        json.writeStringField("search", nameOf(erasure.search().name(), FORMER_SEARCHES));
        json.writeStringField(field(SEARCH_VERIFIED_AT), text(erasure.searchVerifiedAt()));
        json.writeStringField("reason", erasure.reason());
        if (!erasure.faces().isEmpty()) {
            json.writeStringField("faces", words(erasure.faces()));
        }
        json.writeEndObject();
    }

    private void write(JsonGenerator json, StoreErasure erasure) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", erasure.name());
        json.writeStringField("state", nameOf(erasure.state().name(), FORMER_STATES_OF_STORES));
        json.writeStringField(field(REMOVED_RECORDS), Long.toString(erasure.removedRecords()));
        json.writeStringField(field(VERIFIED_AT), text(erasure.verifiedAt()));
        json.writeStringField("reason", erasure.reason());
        json.writeEndObject();
    }

    private static String text(@Nullable Instant time) {
        return time == null ? "" : time.toString();
    }

    /** Encodes each id, because an id may contain any character that its provider uses. */
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
            throw new IllegalStateException("SHA-256 is not available; every Java platform must support it", e);
        }
    }

    // Reading

    static ErasureReceipt read(String text) {
        Map<String, String> head = new LinkedHashMap<>();
        Map<String, List<Map<String, String>>> arrays = new LinkedHashMap<>();
        try (JsonParser json = FACTORY.createParser(text)) {
            Map<String, String> members = head;
            List<Map<String, String>> array = new ArrayList<>();
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                switch (token) {
                    case VALUE_STRING, VALUE_TRUE, VALUE_FALSE -> members.put(json.currentName(), json.getText());
                    case START_ARRAY -> {
                        array = arrays.computeIfAbsent(String.valueOf(json.currentName()), name -> new ArrayList<>());
                        members = new LinkedHashMap<>();
                    }
                    case END_ARRAY -> members = head;
                    case END_OBJECT -> {
                        if (members != head) {
                            array.add(members);
                            members = new LinkedHashMap<>();
                        }
                    }
                    default -> {}
                }
            }
            ReceiptFormat format = of(member(head, "format"));
            ErasureReceipt receipt = format.receipt(head, arrays);
            if (member(head, "complete").equals(String.valueOf(receipt.complete()))
                    && member(head, "sha256").equals(sha256(format.json(receipt, null)))) {
                return receipt;
            }
        } catch (IOException | DateTimeException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "text is not an erasure receipt of format 1, 2 or 3, or is damaged; use the receipt as it was written",
                    e);
        }
        throw new IllegalArgumentException(
                "checksum of the erasure receipt does not match, because its text was changed; use the receipt as"
                        + " it was written");
    }

    private static ReceiptFormat of(String header) {
        return Stream.of(values())
                .filter(format -> format.header.equals(header))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("format is not known"));
    }

    private ErasureReceipt receipt(Map<String, String> head, Map<String, List<Map<String, String>>> arrays) {
        Set<String> expected = this == ONE ? Set.of(field(GALLERIES)) : Set.of(field(GALLERIES), field(STORES));
        if (!expected.equals(arrays.keySet())) {
            throw new IllegalArgumentException("arrays must be " + expected);
        }
        return new ErasureReceipt(
                UUID.fromString(member(head, "id")),
                new PersonId(member(head, "person")),
                Instant.parse(member(head, field(STARTED_AT))),
                arrays.getOrDefault(field(GALLERIES), List.of()).stream()
                        .map(this::gallery)
                        .toList(),
                arrays.getOrDefault(field(STORES), List.of()).stream()
                        .map(this::store)
                        .toList());
    }

    private GalleryErasure gallery(Map<String, String> members) {
        String gallery = member(members, "gallery");
        return new GalleryErasure(
                new ProviderId(member(members, "provider")),
                gallery.isEmpty() ? null : new GalleryId(gallery),
                state(members, FORMER_STATES_OF_GALLERIES, State.NO_RECORDS),
                instant(member(members, field(LISTING_VERIFIED_AT))),
                Search.valueOf(currentOf(member(members, "search"), FORMER_SEARCHES)),
                instant(member(members, field(SEARCH_VERIFIED_AT))),
                member(members, "reason"),
                faces(members.getOrDefault("faces", "")));
    }

    private StoreErasure store(Map<String, String> members) {
        return new StoreErasure(
                member(members, "name"),
                state(members, FORMER_STATES_OF_STORES, State.NOT_ENROLLED),
                Long.parseLong(member(members, field(REMOVED_RECORDS))),
                instant(member(members, field(VERIFIED_AT))),
                member(members, "reason"));
    }

    private State state(Map<String, String> members, Map<String, String> former, State excluded) {
        State state = State.valueOf(currentOf(member(members, "state"), former));
        if (state == excluded) {
            throw new IllegalArgumentException("state must not be " + excluded + " here");
        }
        return state;
    }

    private static @Nullable Instant instant(String text) {
        return text.isEmpty() ? null : Instant.parse(text);
    }

    private static String member(Map<String, String> members, String name) {
        return Optional.ofNullable(members.get(name))
                .orElseThrow(() -> new IllegalArgumentException("member " + name + " is missing"));
    }
}
