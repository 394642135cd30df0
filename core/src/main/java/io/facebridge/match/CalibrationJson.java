package io.facebridge.match;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.facebridge.error.InvalidCalibrationException;
import io.facebridge.internal.DiskFailure;
import io.facebridge.internal.OwnerOnly;
import io.facebridge.internal.TextFile;
import io.facebridge.provider.ProviderId;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A calibration as JSON. The hash covers the tokens of the document, all but the hash itself, in their order and with their
 * text: a file may be indented differently, and nothing else may change.
 */
final class CalibrationJson {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final String HASH = "sha256";

    private CalibrationJson() {}

    static Calibration read(Path file) {
        try {
            return parse("the calibration " + file, TextFile.read(file));
        } catch (IOException e) {
            throw new InvalidCalibrationException(
                    TextFile.encodingComplaint(e)
                            .map(said -> "the calibration " + said)
                            .orElse("the calibration " + file
                                    + " cannot be read; check that it exists and may be read"),
                    e);
        }
    }

    /** Through a file beside it, so that a reader never sees half a calibration. */
    static void write(Calibration calibration, Path file) {
        try {
            OwnerOnly.replace(file, (json(calibration) + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the calibration " + file + " cannot be written: "
                            + DiskFailure.of(e, file).words(),
                    e);
        }
    }

    static String json(Calibration calibration) {
        return text(calibration, hashOf(text(calibration, null)));
    }

    static Calibration parse(String json) {
        return parse("the calibration", json);
    }

    /** Reads a document; messages begin with its name. */
    private static Calibration parse(String name, String json) {
        try (JsonParser parser = FACTORY.createParser(json)) {
            Map<String, Object> document = Tree.object(parser);
            if (parser.nextToken() != null) {
                throw new InvalidCalibrationException(
                        name + " is followed by more text; take the file as it was written", null);
            }
            requireSchema(name, document);
            String stored = text(document, HASH);
            String computed = hashOf(json);
            if (!stored.equals(computed)) {
                throw new InvalidCalibrationException(
                        name + " was changed after it was written: its SHA-256 is " + computed + " but it says "
                                + stored + "; take the file as it was written, or measure again",
                        null);
            }
            return calibration(document);
        } catch (JsonParseException e) {
            throw new InvalidCalibrationException(
                    name + " is not JSON at " + e.getLocation().offsetDescription()
                            + "; name a file that \"facebridge tune\" wrote",
                    e);
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            throw new InvalidCalibrationException(name + " contradicts itself: " + e.getMessage(), e);
        }
    }

    private static void requireSchema(String name, Map<String, Object> document) {
        long version = whole(document, "schemaVersion");
        if (version != Calibration.SCHEMA_VERSION) {
            throw new InvalidCalibrationException(
                    name + " is of schema version " + version
                            + " and this library reads version " + Calibration.SCHEMA_VERSION
                            + "; use the library that wrote it, or a later one",
                    null);
        }
    }

    private static Calibration calibration(Map<String, Object> document) {
        Map<?, ?> named = object(of(document, "scale"));
        Map<?, ?> data = object(of(document, "data"));
        ScoreScale scale = ScoreScale.of(
                new ProviderId(text(named, "provider")),
                text(named, "model"),
                ScoreScale.Operation.valueOf(text(named, "operation")),
                number(named, "min"),
                number(named, "max"));
        Calibration.Builder builder = Calibration.builder(
                        scale, text(data, "name"), Instant.parse(text(document, "created")))
                .resolution(number(document, "resolution"))
                .failures(whole(data, "failures"))
                .caveats(texts(document, "caveats"));
        if (document.containsKey("validUntil")) {
            builder.validUntil(Instant.parse(text(document, "validUntil")));
        }
        if (document.containsKey("references")) {
            builder.ofSearches(whole(document, "references"));
        }
        if (data.containsKey("sha256")) {
            builder.dataSha256(text(data, "sha256"));
        }
        if (data.containsKey("subjects")) {
            builder.subjects(whole(data, "subjects"));
        }
        if (data.containsKey("subjectHashes")) {
            builder.subjectHashes(texts(data, "subjectHashes"));
        }
        if (data.containsKey("comparisonHashes")) {
            builder.comparisonHashes(texts(data, "comparisonHashes"));
        }
        for (Object each : array(document, "points")) {
            Map<?, ?> point = object(each);
            builder.point(new Calibration.Point(
                    number(point, "rate"),
                    number(point, "threshold"),
                    whole(point, "falseMatches"),
                    whole(point, "nonMated"),
                    whole(point, "falseNonMatches"),
                    whole(point, "mated"),
                    point.containsKey("effectiveNonMated")
                            ? number(point, "effectiveNonMated")
                            : whole(point, "nonMated")));
        }
        return builder.build();
    }

    private static String text(Calibration calibration, @Nullable String hash) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text).useDefaultPrettyPrinter()) {
            write(json, calibration, hash);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, Calibration calibration, @Nullable String hash) throws IOException {
        json.writeStartObject();
        json.writeNumberField("schemaVersion", Calibration.SCHEMA_VERSION);
        json.writeObjectFieldStart("scale");
        json.writeStringField("provider", calibration.scale().provider().value());
        json.writeStringField("model", calibration.scale().model());
        json.writeStringField("operation", calibration.scale().operation().name());
        json.writeNumberField("min", calibration.scale().min());
        json.writeNumberField("max", calibration.scale().max());
        json.writeEndObject();
        if (calibration.references().isPresent()) {
            json.writeNumberField("references", calibration.references().getAsLong());
        }
        json.writeNumberField("resolution", calibration.resolution());
        json.writeObjectFieldStart("data");
        json.writeStringField("name", calibration.data());
        if (calibration.dataSha256().isPresent()) {
            json.writeStringField("sha256", calibration.dataSha256().get());
        }
        if (calibration.subjects().isPresent()) {
            json.writeNumberField("subjects", calibration.subjects().getAsLong());
        }
        json.writeNumberField("failures", calibration.failures());
        write(json, "subjectHashes", calibration.subjectHashes());
        write(json, "comparisonHashes", calibration.comparisonHashes());
        json.writeEndObject();
        json.writeStringField("created", calibration.created().toString());
        if (calibration.validUntil().isPresent()) {
            json.writeStringField("validUntil", calibration.validUntil().get().toString());
        }
        json.writeArrayFieldStart("caveats");
        for (String caveat : calibration.caveats()) {
            json.writeString(caveat);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("points");
        for (Calibration.Point point : calibration.points()) {
            json.writeStartObject();
            json.writeNumberField("rate", point.rate());
            json.writeNumberField("threshold", point.threshold());
            json.writeNumberField("falseMatches", point.falseMatches());
            json.writeNumberField("nonMated", point.nonMated());
            json.writeNumberField("falseNonMatches", point.falseNonMatches());
            json.writeNumberField("mated", point.mated());
            if (point.effectiveNonMated() != point.nonMated()) {
                json.writeNumberField("effectiveNonMated", point.effectiveNonMated());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        if (hash != null) {
            json.writeStringField(HASH, hash);
        }
        json.writeEndObject();
    }

    /** Left out if there are none, so that files without stay as they were. */
    private static void write(JsonGenerator json, String name, List<String> texts) throws IOException {
        if (!texts.isEmpty()) {
            json.writeArrayFieldStart(name);
            for (String text : texts) {
                json.writeString(text);
            }
            json.writeEndArray();
        }
    }

    private static List<String> texts(Map<?, ?> object, String name) {
        return array(object, name).stream().map(CalibrationJson::text).toList();
    }

    /** Every token's kind, length and text, so that no two documents run into the same bytes. */
    private static String hashOf(String document) {
        try (JsonParser json = FACTORY.createParser(document)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            int depth = 0;
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (depth == 1
                        && token == JsonToken.FIELD_NAME
                        && json.currentName().equals(HASH)) {
                    json.nextToken();
                    continue;
                }
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                byte[] text = json.getText().getBytes(StandardCharsets.UTF_8);
                digest.update((token.name() + " " + text.length + " ").getBytes(StandardCharsets.US_ASCII));
                digest.update(text);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static Object of(Map<?, ?> object, String name) {
        Object value = object.get(name);
        if (value == null) {
            throw new IllegalArgumentException("it has no " + name);
        }
        return value;
    }

    private static Map<?, ?> object(Object value) {
        if (value instanceof Map<?, ?> object) {
            return object;
        }
        throw new IllegalArgumentException("it has " + value + " where an object is expected");
    }

    private static List<?> array(Map<?, ?> object, String name) {
        if (of(object, name) instanceof List<?> array) {
            return array;
        }
        throw new IllegalArgumentException("its " + name + " is not an array");
    }

    private static String text(Map<?, ?> object, String name) {
        return text(of(object, name));
    }

    private static String text(Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("it has " + value + " where a text is expected");
    }

    private static double number(Map<?, ?> object, String name) {
        if (of(object, name) instanceof Number number) {
            return number.doubleValue();
        }
        throw new IllegalArgumentException("its " + name + " is not a number");
    }

    private static long whole(Map<?, ?> object, String name) {
        if (of(object, name) instanceof Long number) {
            return number;
        }
        throw new IllegalArgumentException("its " + name + " is not a whole number");
    }

    /** A small document as maps, lists, texts, longs and doubles. */
    private static final class Tree {
        private static Map<String, Object> object(JsonParser json) throws IOException {
            if (json.currentToken() == null && json.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("it is not an object");
            }
            Map<String, Object> object = new HashMap<>();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                object.put(name, value(json));
            }
            return object;
        }

        private static Object value(JsonParser json) throws IOException {
            return switch (json.currentToken()) {
                case START_OBJECT -> object(json);
                case START_ARRAY -> array(json);
                case VALUE_STRING -> json.getText();
                case VALUE_NUMBER_INT -> json.getLongValue();
                case VALUE_NUMBER_FLOAT -> json.getDoubleValue();
                default ->
                    throw new IllegalArgumentException("it has " + json.getText() + " where a value is expected");
            };
        }

        private static List<Object> array(JsonParser json) throws IOException {
            List<Object> array = new ArrayList<>();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                array.add(value(json));
            }
            return array;
        }
    }
}
